// What headers of other programs mean: Google Contacts, Outlook, HubSpot, Pipedrive, Salesforce, Polish and Macedonian
// office programs. Compared folded, without punctuation.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "record/import_paths.hpp"

namespace crm {

namespace {

struct Meaning {
    std::string_view
        field; // "address.city" is a part; of several meanings of a header the first that the object has is taken
    std::vector<std::string_view> headers;
};

const std::vector<Meaning>& meanings() {
    static const std::vector<Meaning> list = {
        {"external_id",
         {"id", "record id", "external id", "opportunity id", "account id", "contact id", "deal id", "lead id",
          "customer id", "identyfikator", "id klienta", "ид"}},
        {"given_name",
         {"first name", "given name", "firstname", "person first name", "imie pierwsze", "pierwsze imie", "forename",
          "imie", "име", "лично име"}},
        {"name_suffix", {"suffix", "name suffix", "generational suffix", "sufiks", "sufiks nazwiska", "суфикс"}},
        {"payment_days",
         {"payment terms", "payment terms days", "payment days", "days to pay", "net days", "terms days",
          "termin platnosci", "termin platnosci dni", "termin platnosci w dniach", "dni platnosci",
          "liczba dni platnosci", "рок на плаќање", "рок на плаќање денови", "рок на плаќање во денови",
          "денови за плаќање", "денови на плаќање"}},
        {"relationship.job_title",
         {"job title", "position", "role", "stanowisko", "stanowisko sluzbowe", "funkcja", "работно место", "позиција",
          "функција"}},
        {"middle_name", {"middle name", "additional name", "imie drugie", "drugie imie", "средно име"}},
        {"family_name",
         {"last name", "family name", "lastname", "surname", "person last name", "nazwisko pierwszy czlon",
          "pierwszy czlon nazwiska", "nazwisko", "презиме"}},
        {"title_prefix", {"name prefix", "prefix"}},
        {"full_name",
         {"full name", "fullname", "display name", "person name", "contact name", "imie i nazwisko", "imie nazwisko",
          "име и презиме"}},
        {"full_name.family_first", {"nazwisko i imie", "nazwisko imie", "презиме и име"}},
        // Of people: where they work.
        {"employer",
         {"company", "company name", "employer", "organization", "organization name", "organisation",
          "organisation name", "account name", "firma", "nazwa firmy", "pracodawca", "organizacja", "компанија",
          "фирма", "назив на фирма", "работодавач", "организација"}},
        {"party",
         {"account", "account name", "customer", "client", "company", "company name", "organization", "klient",
          "kontrahent", "firma", "клиент", "купувач", "фирма"}},
        {"name", {"name",           "full name",     "display name",
                  "account",        "account name",  "company",
                  "company name",   "organization",  "organization name",
                  "customer",       "client",        "deal name",
                  "deal title",     "product name",  "nazwa",
                  "title",          "tytul",         "наслов",
                  "nazwa firmy",    "firma",         "kontrahent",
                  "klient",         "nabywca",       "pelna nazwa",
                  "nazwa towaru",   "име и презиме", "назив",
                  "назив на фирма", "фирма",         "компанија",
                  "клиент",         "купувач"}},
        {"email", {"email",          "e mail",
                   "mail",           "email address",
                   "e mail address", "email 1 value",
                   "e mail 1 value", "person email work",
                   "emails",         "e mails",
                   "mails",          "email addresses",
                   "adresy e mail",  "maile",
                   "е пошти",        "adres e mail",
                   "adres email",    "poczta elektroniczna",
                   "е пошта",        "емаил",
                   "мејл",           "е маил"}},
        {"phone",
         {"phone",
          "phone number",
          "telephone",
          "tel",
          "mobile",
          "mobile phone",
          "cell",
          "phone 1 value",
          "business phone",
          "person phone work",
          "phones",
          "phone numbers",
          "telephones",
          "telefony",
          "numery telefonow",
          "nr tel",
          "телефони",
          "telefon",
          "nr telefonu",
          "numer telefonu",
          "telefon komorkowy",
          "komorka",
          "telefon sluzbowy",
          "телефон",
          "тел",
          "мобилен"}},
        {"website",
         {"website", "website url", "web", "www", "url", "web page", "website 1 value", "strona", "strona www",
          "strona internetowa", "веб", "веб страница"}},
        {"tax_id",
         {"tax id", "vat", "vat id", "vat number", "tin", "nip", "nr nip", "numer nip", "едб", "даночен број",
          "даночен број едб"}},
        {"register_id", {"register id", "registration number", "regon", "krs", "ембс", "матичен број"}},
        {"address.street",
         {"street", "street address", "address line 1", "business street", "mailing street", "billing street",
          "address 1 street", "ulica", "ulica i numer", "ulica i nr", "ulica nr", "ulica i nr domu", "ulica i numer domu", "улица", "улица и број", "адреса"}},
        {"address.house", {"house number", "building", "nr domu", "numer domu", "куќен број"}},
        {"address.flat", {"flat", "apartment", "nr lokalu", "nr mieszkania", "стан"}},
        {"address.postal_code",
         {"postal code", "postcode", "zip", "zip code", "business postal code", "mailing zip postal code",
          "billing postal code", "address 1 postal code", "kod", "kod pocztowy", "поштенски број", "поштенски код"}},
        {"address.city",
         {"city", "town", "business city", "mailing city", "billing city", "address 1 city", "miasto", "miejscowosc",
          "град", "место"}},
        {"address.region",
         {"state", "region", "province", "state province", "mailing state province", "billing state",
          "address 1 region", "wojewodztwo", "регион", "општина"}},
        {"address.country",
         {"country", "country code", "business country", "billing country", "address 1 country", "kraj", "panstwo",
          "земја", "држава"}},
        {"sector", {"industry", "sector", "branza", "дејност"}},
        {"employees",
         {"employees", "number of employees", "numberofemployees", "headcount", "liczba pracownikow", "вработени"}},
        {"revenue",
         {"revenue", "annual revenue", "annualrevenue", "przychod", "przychody", "przychod roczny", "przychody roczne", "roczny przychod", "obrot", "obroty", "приход", "приходи", "годишен приход", "годишни приходи"}},
        {"born_on",
         {"birthday", "birthdate", "birth date", "date of birth", "born", "born on", "dob", "urodziny", "data urodzenia", "dzien urodzenia", "urodzony",
          "urodzona", "ur", "роденден", "датум на раѓање", "дата на раѓање", "роден", "родена"}},
        {"stage", {"stage", "deal stage", "opportunity stage", "pipeline stage", "etap", "faza", "фаза"}},
        {"pipeline", {"pipeline", "deal pipeline", "lejek", "инка"}},
        {"amount",
         {"amount", "value", "deal value", "close value", "deal amount", "opportunity amount", "kwota", "wartosc",
          "износ", "вредност"}},
        {"amount.currency",
         {"currency", "deal currency", "deal currency of value", "currency of value", "waluta", "валута"}},
        {"price",
         {"price", "variant price", "sales price", "list price", "unit price", "net price", "cena", "cena netto",
          "цена"}},
        {"closes_on",
         {"expected close date", "deal expected close date", "expected close", "planowana data zamkniecia"}},
        {"closed_on",
         {"close date", "closed date", "closed on", "won time", "signed", "signed on", "signed at", "date signed",
          "data zamkniecia", "podpisano", "podpisana", "data podpisania", "датум на затворање", "потпишано",
          "датум на потпишување"}},
        {"product", {"product", "product name", "item", "produkt", "towar", "производ"}},
        {"contact", {"contact", "contact person", "contact name", "osoba kontaktowa", "лице за контакт"}},
        {"sku",
         {"sku", "variant sku", "product code", "code", "article number", "symbol", "indeks", "kod towaru", "шифра"}},
        {"unit", {"unit", "unit of measure", "jm", "j m", "jednostka", "единица мерка"}},
        {"vat_rate", {"vat rate", "tax rate", "stawka vat", "vat", "ддв", "стапка на ддв"}},
        {"brand", {"vendor", "brand name", "manufacturer", "producent", "marka", "производител", "бренд"}},
        {"description", {"description", "body html", "opis", "опис"}},
        {"source", {"source", "lead source", "original source", "zrodlo", "извор"}},
        {"note", {"note", "notes", "comment", "comments", "uwagi", "notatki", "notatka", "забелешка", "забелешки"}},
        {"tags", {"tags", "labels", "label", "categories", "etykiety", "kategorie", "ознаки"}},
        {"created_at",
         {"created at", "create date", "createddate", "created", "data utworzenia", "utworzono", "креирано"}},
    };
    return list;
}

} // namespace

std::vector<std::string_view> meanings_of_header(std::string_view folded) {
    static const std::map<std::string, std::vector<std::string_view>, std::less<>> by_header = [] {
        std::map<std::string, std::vector<std::string_view>, std::less<>> made;
        for (const auto& meaning : meanings())
            for (auto header : meaning.headers) made[fold(header)].push_back(meaning.field);
        return made;
    }();
    auto found = by_header.find(folded);
    return found == by_header.end() ? std::vector<std::string_view>() : found->second;
}

std::string country_of_numbers(std::string_view header) {
    constexpr std::string_view polish[] = {"nip", "regon", "krs"};
    constexpr std::string_view macedonian[] = {"едб", "ембс", "даночен", "edb", "embs"};
    for (const auto& word : words(fold(header))) {
        if (std::find(std::begin(polish), std::end(polish), word) != std::end(polish)) return "PL";
        if (std::find(std::begin(macedonian), std::end(macedonian), word) != std::end(macedonian)) return "MK";
    }
    return {};
}

} // namespace crm

// What headers of other programs mean: Google Contacts, Outlook, HubSpot, Pipedrive, Salesforce, Polish and Macedonian
// office programs. Compared folded, without punctuation.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "record/import_paths.hpp"

namespace crm {

namespace {

struct Meaning {
    std::string_view field;   // "address.city" is a part; of several meanings of a header the first that the object has
    std::string_view headers; // between "|"
};

constexpr Meaning meanings[] = {
    {"external_id",
     "id|record id|external id|opportunity id|account id|contact id|deal id|lead id|customer id|identyfikator|"
     "id klienta|ид|customer number|customer no|client id|client number|numer klienta|nr klienta|kod klienta|"
     "id kontrahenta|id kontaktu|ид на клиент|број на клиент|шифра на клиент"},
    {"given_name", "first name|given name|firstname|person first name|imie pierwsze|pierwsze imie|forename|imie|име|"
                   "лично име|given names|first names|fname|imiona|имиња"},
    {"name_suffix", "suffix|name suffix|generational suffix|sufiks|sufiks nazwiska|суфикс"},
    {"payment_days", "payment terms|payment terms days|payment days|days to pay|net days|terms days|termin platnosci|"
                     "termin platnosci dni|termin platnosci w dniach|dni platnosci|liczba dni platnosci|рок на плаќање|"
                     "рок на плаќање денови|рок на плаќање во денови|денови за плаќање|денови на плаќање"},
    {"relationship.job_title",
     "job title|position|role|stanowisko|stanowisko sluzbowe|funkcja|работно место|позиција|функција|job|"
     "job position|occupation|profession|zawod|rola|nazwa stanowiska|работна позиција|професија|занимање|улога"},
    {"middle_name",
     "middle name|additional name|imie drugie|drugie imie|средно име|second name|drugie imiona|второ име|"
     "татково име"},
    {"family_name",
     "last name|family name|lastname|surname|person last name|nazwisko pierwszy czlon|pierwszy czlon nazwiska|"
     "nazwisko|презиме|family names|lname|nazwiska|презимиња"},
    {"title_prefix", "name prefix|prefix|salutation|honorific|academic title|tytul naukowy|tytul zawodowy|"
                     "zwrot grzecznosciowy|титула|академска титула|обраќање"},
    {"full_name",
     "full name|fullname|display name|person name|contact name|imie i nazwisko|imie nazwisko|име и презиме|"
     "name and surname|name surname|first and last name|first name and last name|first last name|"
     "imiona i nazwisko|име презиме|име и презиме на лице"},
    {"full_name.family_first",
     "nazwisko i imie|nazwisko imie|презиме и име|last name first name|surname and name|surname name|"
     "презиме име"},
    // Of people: where they work.
    {"employer",
     "company|company name|employer|organization|organization name|organisation|organisation name|"
     "account name|firma|nazwa firmy|pracodawca|organizacja|компанија|фирма|назив на фирма|работодавач|"
     "организација|workplace|place of work|firm|business name|nazwa przedsiebiorstwa|przedsiebiorstwo|"
     "miejsce pracy|zaklad pracy|име на фирма|име на компанија|назив на компанија|место на работа|претпријатие"},
    {"party", "account|account name|customer|client|company|company name|organization|klient|kontrahent|firma|клиент|"
              "купувач|фирма|customer name|client name|nazwa klienta|nazwa kontrahenta|име на клиент|назив на клиент"},
    {"name", "name|full name|display name|account|account name|company|company name|organization|organization name|"
             "customer|client|deal name|deal title|product name|nazwa|title|tytul|наслов|nazwa firmy|firma|kontrahent|"
             "klient|nabywca|pelna nazwa|nazwa towaru|име и презиме|назив|назив на фирма|фирма|компанија|клиент|"
             "купувач|legal name|business name|trade name|firm|firm name|customer name|client name|"
             "item name|article name|nazwa klienta|nazwa kontrahenta|nazwa przedsiebiorstwa|przedsiebiorstwo|"
             "nazwa podmiotu|nazwa produktu|nazwa artykulu|nazwa szansy|име на фирма|име на компанија|"
             "назив на компанија|име на клиент|назив на клиент|претпријатие|правно лице|деловен партнер|"
             "назив на производ|име на производ|име на зделка"},
    {"email", "email|e mail|mail|email address|e mail address|email 1 value|e mail 1 value|person email work|emails|"
              "e mails|mails|email addresses|adresy e mail|maile|е пошти|adres e mail|adres email|poczta elektroniczna|"
              "е пошта|емаил|мејл|е маил|email 1|e mail 1|primary email|work email|business email|company email|"
              "contact email|e mail sluzbowy|email sluzbowy|e mail firmowy|email firmowy|e mail kontaktowy|"
              "adres poczty elektronicznej|електронска пошта|имејл|мејл адреса|адреса на е пошта|имејл адреса|"
              "електронска адреса|службена е пошта"},
    {"phone", "phone|phone number|telephone|tel|mobile|mobile phone|cell|phone 1 value|business phone|"
              "person phone work|phones|phone numbers|telephones|telefony|numery telefonow|nr tel|телефони|telefon|"
              "nr telefonu|numer telefonu|telefon komorkowy|komorka|telefon sluzbowy|телефон|тел|мобилен|primary phone|"
              "work phone|office phone|contact phone|company phone|phone no|phone nr|tel no|telephone number|"
              "telephone no|mobile number|mobile no|mobile phone number|cell phone|cellphone|gsm|nr komorkowy|"
              "numer komorkowy|tel komorkowy|tel kom|telefon kontaktowy|telefon stacjonarny|telefon firmowy|"
              "numer kontaktowy|телефонски број|број на телефон|тел број|мобилен телефон|мобилен број|службен телефон|"
              "контакт телефон|моб"},
    {"website", "website|website url|web|www|url|web page|website 1 value|strona|strona www|strona internetowa|веб|"
                "веб страница|web site|home page|homepage|company website|website address|witryna|witryna internetowa|"
                "adres www|adres strony|adres strony www|интернет страница|веб сајт|веб адреса|веб страна"},
    {"tax_id", "tax id|vat|vat id|vat number|tin|nip|nr nip|numer nip|едб|даночен број|даночен број едб|tax number|"
               "tax no|tax identification number|vat no|vat reg no|vat registration number|eu vat number|numer vat|"
               "nip ue|vat ue|numer identyfikacji podatkowej|identyfikator podatkowy|едб број|"
               "даночен идентификациски број|ддв број"},
    {"register_id",
     "register id|registration number|regon|krs|ембс|матичен број|company number|company registration number|"
     "registration no|reg no|registry number|nr regon|numer regon|nr krs|numer krs|ембс број|"
     "матичен број на субјект|регистарски број"},
    {"address.street",
     "street|street address|address line 1|business street|mailing street|billing street|address 1 street|"
     "ulica|ulica i numer|ulica i nr|ulica nr|ulica i nr domu|ulica i numer domu|улица|улица и број|адреса|"
     "street and number|street and house number|street and no|street number and name|street name|ulica numer|"
     "ulica i numer budynku|ulica oraz numer|nazwa ulicy|улица број|улица и бр|улица и куќен број|име на улица"},
    {"address.house",
     "house number|building|nr domu|numer domu|куќен број|house no|house nr|building number|street number|"
     "nr budynku|numer budynku|број на куќа"},
    {"address.flat",
     "flat|apartment|nr lokalu|nr mieszkania|стан|flat number|flat no|apartment number|apt|numer lokalu|"
     "numer mieszkania|lokal|mieszkanie|број на стан"},
    {"address.postal_code",
     "postal code|postcode|zip|zip code|business postal code|mailing zip postal code|billing postal code|"
     "address 1 postal code|kod|kod pocztowy|поштенски број|поштенски код|post code|zip postal code|"
     "zip postcode|postal zip code|kod poczt|пошт број|поштенски бр"},
    {"address.city",
     "city|town|business city|mailing city|billing city|address 1 city|miasto|miejscowosc|град|место|locality|"
     "city town|city name|town city|miasto miejscowosc|nazwa miasta|населено место|град место"},
    {"address.region",
     "state|region|province|state province|mailing state province|billing state|address 1 region|wojewodztwo|"
     "регион|општина|county|voivodeship|state region|state county|покраина"},
    {"address.country",
     "country|country code|business country|billing country|address 1 country|kraj|panstwo|земја|држава|"
     "country name|country region|kraj panstwo|nazwa kraju|земја држава"},
    {"sector", "industry|sector|branza|дејност|business sector|industry sector|line of business|sektor|"
               "branza dzialalnosci|сектор|индустрија|гранка|бранша"},
    {"employees",
     "employees|number of employees|numberofemployees|headcount|liczba pracownikow|вработени|employee count|"
     "employees count|no of employees|number of staff|staff|zatrudnienie|ilosc pracownikow|"
     "liczba zatrudnionych|pracownicy|број на вработени|вработени број"},
    {"revenue", "revenue|annual revenue|annualrevenue|przychod|przychody|przychod roczny|przychody roczne|"
                "roczny przychod|obrot|obroty|приход|приходи|годишен приход|годишни приходи|yearly revenue|"
                "annual turnover|yearly turnover|turnover|annual sales|roczne przychody|obrot roczny|roczny obrot|"
                "roczne obroty|przychody ze sprzedazy|промет|годишен промет"},
    {"born_on", "birthday|birthdate|birth date|date of birth|born|born on|dob|urodziny|data urodzenia|dzien urodzenia|"
                "urodzony|urodzona|ur|роденден|датум на раѓање|дата на раѓање|роден|родена|birth day|day of birth|"
                "date born|data ur|dzien ur|ден на раѓање|датум на роденден"},
    {"stage", "stage|deal stage|opportunity stage|pipeline stage|etap|faza|фаза|sales stage|etap sprzedazy|etap szansy|"
              "фаза на продажба|фаза на зделка"},
    {"pipeline", "pipeline|deal pipeline|lejek|инка"},
    {"amount", "amount|value|deal value|close value|deal amount|opportunity amount|kwota|wartosc|износ|вредност|"
               "deal size|total amount|total value|sum|suma|wartosc szansy|wartosc transakcji|kwota transakcji|сума|"
               "вкупен износ|вредност на зделка"},
    {"amount.currency", "currency|deal currency|deal currency of value|currency of value|waluta|валута"},
    {"price", "price|variant price|sales price|list price|unit price|net price|cena|cena netto|цена|selling price|"
              "retail price|net unit price|unit price net|cena jednostkowa|cena jednostkowa netto|cena sprzedazy|"
              "cena katalogowa|единечна цена|продажна цена|цена без ддв"},
    {"closes_on",
     "expected close date|deal expected close date|expected close|planowana data zamkniecia|"
     "expected closing date|expected closing|estimated close date|forecast close date|planned close date|"
     "przewidywana data zamkniecia|spodziewana data zamkniecia|oczekiwana data zamkniecia|termin zamkniecia|"
     "очекуван датум на затворање|планиран датум на затворање|очекувано затворање"},
    {"closed_on",
     "close date|closed date|closed on|won time|signed|signed on|signed at|date signed|data zamkniecia|"
     "podpisano|podpisana|data podpisania|датум на затворање|потпишано|датум на потпишување|date closed|"
     "closing date|actual close date|won date|won on|zamknieto|data wygrania|затворено на|датум на добивање"},
    {"product", "product|product name|item|produkt|towar|производ"},
    {"contact", "contact|contact person|contact name|osoba kontaktowa|лице за контакт|contact full name|"
                "imie i nazwisko kontaktu|kontakt|контакт|контакт лице"},
    {"sku", "sku|variant sku|product code|code|article number|symbol|indeks|kod towaru|шифра|item code|item number|"
            "item no|article no|part number|part no|product number|catalog number|kod produktu|kod artykulu|"
            "indeks towaru|nr katalogowy|numer katalogowy|шифра на производ|код на производ|каталошки број"},
    {"unit", "unit|unit of measure|jm|j m|jednostka|единица мерка|uom|unit of measurement|jedn|jedn miary|"
             "jednostka miary|единица|мерна единица|ед мерка"},
    {"vat_rate", "vat rate|tax rate|stawka vat|vat|ддв|стапка на ддв|vat percent|tax percent|stawka podatku|"
                 "stawka podatku vat|ддв стапка|даночна стапка"},
    {"brand", "vendor|brand name|manufacturer|producent|marka|производител|бренд|make|марка"},
    {"description", "description|body html|opis|опис|details|product description|opis produktu|opis towaru|szczegoly|"
                    "опис на производ|детали"},
    {"source", "source|lead source|original source|zrodlo|извор|acquisition source|contact source|zrodlo kontaktu|"
               "zrodlo pozyskania|pochodzenie|извор на контакт|потекло"},
    {"note", "note|notes|comment|comments|uwagi|notatki|notatka|забелешка|забелешки|remark|remarks|uwaga|komentarz|"
             "komentarze|adnotacje|dodatkowe informacje|additional information|белешка|белешки|коментар|коментари|"
             "напомена"},
    {"tags", "tags|labels|label|categories|etykiety|kategorie|ознаки|tag|category|groups|keywords|tagi|etykieta|"
             "kategoria|slowa kluczowe|ознака|категорија|категории|етикети"},
    {"created_at", "created at|create date|createddate|created|data utworzenia|utworzono|креирано|date created|"
                   "creation date|created on|date added|added on|data dodania|dodano|датум на креирање|креирано на|"
                   "датум на внес"},
};

} // namespace

std::vector<std::string_view> meanings_of_header(std::string_view folded) {
    static const std::map<std::string, std::vector<std::string_view>, std::less<>> by_header = [] {
        std::map<std::string, std::vector<std::string_view>, std::less<>> made;
        for (const Meaning& meaning : meanings)
            for (std::size_t from = 0; from <= meaning.headers.size();) {
                const auto to = std::min(meaning.headers.find('|', from), meaning.headers.size());
                made[fold(meaning.headers.substr(from, to - from))].push_back(meaning.field);
                from = to + 1;
            }
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

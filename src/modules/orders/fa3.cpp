#include "modules/orders/fa3.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/identifiers.hpp"
#include "base/text.hpp"
#include "base/xml_writer.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_line.hpp"
#include "modules/orders/ksef_document.hpp"
#include "modules/orders/order_line.hpp"
#include "modules/orders/register_entry.hpp"

namespace crm {

namespace {

constexpr std::string_view name_space = "http://crd.gov.pl/wzor/2025/06/25/13775/";
constexpr std::string_view yes = "1", no = "2";
constexpr std::size_t longest_text = 256, longest_name = 512;

// "12.5" of 125000: the structure takes no idle zeros more than it takes none at all.
std::string plain(std::int64_t value, int digits, int least = 0) {
    for (; digits > least && value % 10 == 0; --digits) value /= 10;
    return format_decimal(value, digits);
}

class Fa3 {
public:
    Fa3(Context& context, const Record& of)
        : context_(context), of_(of), lines_(load_lines(context, of)), kind_(of.get(invoice.kind)),
          currency_(of.get(invoice.currency)), out_(text_) {
        if (const Id corrected = of.get(invoice.corrects)) first_ = context.load(invoice, corrected);
        sums_ = sums_from(Json::parse(of.get(invoice.taxes)), currency_);
    }

    std::string write() {
        need_what_the_structure_needs();
        out_.declare().begin("Faktura", {{"xmlns", name_space}});
        header();
        seller();
        buyer();
        out_.begin("Fa");
        beginning();
        rates();
        notes();
        what_it_is();
        for (const Record& line : lines_) row(line);
        payment();
        if (kind_ == "advance") ordered();
        out_.end().end();
        return std::move(text_);
    }

private:
    [[noreturn]] void refuse(const std::string& field, const Label& sentence) const {
        throw Error::at(field, context_.in_language(sentence));
    }

    void need_what_the_structure_needs() const {
        if (state_of(of_) != "issued" || kind_ == "pro_forma")
            refuse("state", {"Only an issued invoice is written as FA(3).", "Tylko wystawiona faktura ma postać FA(3).",
                             "Само издадена фактура се запишува како FA(3)."});
        if (currency_digits(currency_) != 2)
            refuse("currency", {"FA(3) takes only currencies with two decimals.",
                                "FA(3) przyjmuje tylko waluty o dwóch miejscach po przecinku.",
                                "FA(3) прима само валути со две децимали."});
        if (check_tax_id(of_.get(invoice.seller_tax_id), "PL").check != IdentifierCheck::ok)
            refuse("seller_tax_id", {"The seller has no right NIP. Please correct the company's settings.",
                                     "Sprzedawca nie ma poprawnego NIP. Popraw ustawienia firmy.",
                                     "Продавачот нема исправен NIP. Поправете ги поставките на фирмата."});
        if (!of_.has(invoice.seller_address_1))
            refuse("seller_address_1", {"The seller has no address. Please fill in the company's settings.",
                                        "Sprzedawca nie ma adresu. Uzupełnij ustawienia firmy.",
                                        "Продавачот нема адреса. Пополнете ги поставките на фирмата."});
    }

    std::string amount(std::int64_t minor) const { return format_decimal(minor, 2); }
    void day(const char* name, const std::optional<Day>& given) {
        if (given) out_.element(name, format_day(*given));
    }
    // One line without white space at its ends, cut to what the structure takes; nothing where it is empty.
    void text(const char* name, const std::string& given, std::size_t longest = longest_text) {
        const std::string one = squeezed(given);
        if (!one.empty()) out_.element(name, cut(one, longest));
    }

    void header() {
        const auto entries = context_.find(register_entry, register_entry.invoice == of_.id());
        require(!entries.empty(), "an issued invoice is in the register");
        const Record* const entry = &entries.back();
        out_.begin("Naglowek");
        out_.element("KodFormularza", "FA", {{"kodSystemowy", "FA (3)"}, {"wersjaSchemy", "1-0E"}});
        out_.element("WariantFormularza", "3");
        out_.element("DataWytworzeniaFa", format_moment(*entry->get(register_entry.issued_at) / second * second));
        out_.element("SystemInfo", "Relacja").end();
    }

    void address(const std::string& country, const std::string& first, const std::string& second_line) {
        if (squeezed(first).empty()) return;
        out_.begin("Adres").element("KodKraju", country.empty() ? "PL" : country);
        text("AdresL1", first, longest_name);
        text("AdresL2", second_line, longest_name);
        out_.end();
    }

    void seller() {
        out_.begin("Podmiot1").begin("DaneIdentyfikacyjne");
        out_.element("NIP", check_tax_id(of_.get(invoice.seller_tax_id), "PL").normal);
        text("Nazwa", of_.get(invoice.seller_name), longest_name);
        out_.end();
        address("PL", of_.get(invoice.seller_address_1), of_.get(invoice.seller_address_2));
        out_.end();
    }

    static bool in_union(const std::string& country) {
        static const std::string all =
            "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PT RO SE SI SK XI ";
        return country.size() == 2 && all.find(country + " ") != std::string::npos;
    }

    // NIP, else the number in the Union, else that of another country, else none.
    void identity_of_buyer() {
        const std::string given = of_.get(invoice.buyer_tax_id), country = of_.get(invoice.buyer_country);
        if (given.empty()) return void(out_.element("BrakID", yes));
        const Identifier checked = check_tax_id(given, country.empty() ? "PL" : country);
        const std::string prefix = checked.normal.substr(0, 2);
        if (checked.check == IdentifierCheck::ok && in_union(prefix))
            return void(out_.element("KodUE", prefix).element("NrVatUE", checked.normal.substr(2)));
        const bool polish = country.empty() || country == "PL";
        if (polish && checked.check == IdentifierCheck::ok) return void(out_.element("NIP", checked.normal));
        if (polish)
            refuse("buyer_tax_id", {"The buyer's NIP is wrong. Please correct the invoice.",
                                    "NIP nabywcy jest błędny. Skoryguj fakturę.",
                                    "NIP на купувачот е погрешен. Корегирајте ја фактурата."});
        out_.element("KodKraju", country);
        text("NrID", given, 50);
    }

    void buyer() {
        out_.begin("Podmiot2").begin("DaneIdentyfikacyjne");
        identity_of_buyer();
        text("Nazwa", of_.get(invoice.buyer_name), longest_name);
        out_.end();
        address(of_.get(invoice.buyer_country), of_.get(invoice.buyer_address_1), of_.get(invoice.buyer_address_2));
        out_.element("JST", no).element("GV", no).end();
    }

    void beginning() {
        out_.element("KodWaluty", currency_);
        day("P_1", of_.get(invoice.issued_on));
        text("P_2", of_.get(invoice.number));
        if (of_.get(invoice.supplied_on) != of_.get(invoice.issued_on)) day("P_6", of_.get(invoice.supplied_on));
    }

    // The place of a rate among the sums: P_13_1 … P_13_10.
    std::string place_of(const RateSums& rate) const {
        if (rate.code == "zero") return "6_1";
        if (rate.code == "zero_eu") return "6_2";
        if (rate.code == "zero_export") return "6_3";
        if (rate.code == "exempt") return "7";
        if (rate.code == "outside") return "8";
        if (rate.code == "outside_eu") return "9";
        if (rate.code == "reverse") return "10";
        if (rate.rate == 23'00 || rate.rate == 22'00) return "1";
        if (rate.rate == 8'00 || rate.rate == 7'00) return "2";
        if (rate.rate == 5'00) return "3";
        if (rate.rate == 4'00 || rate.rate == 3'00) return "4";
        if (rate.rate == 0) return "6_1";
        refuse("vat_rate", {"FA(3) knows no VAT rate of " + plain(rate.rate, 2) + " %.",
                            "FA(3) nie zna stawki VAT " + plain(rate.rate, 2) + "%.",
                            "FA(3) не знае стапка " + plain(rate.rate, 2) + " %."});
    }

    void rates() {
        std::map<std::string, Sums> places;
        for (const RateSums& rate : sums_.rates) {
            Sums& place = places[place_of(rate)];
            place.net += rate.net;
            place.tax += rate.tax;
        }
        for (const char* place : {"1", "2", "3", "4", "6_1", "6_2", "6_3", "7", "8", "9", "10"}) {
            const auto found = places.find(place);
            if (found == places.end()) continue;
            const std::string at = place;
            out_.element("P_13_" + at, amount(found->second.net));
            if (at.size() > 1 || at > "4") continue;
            out_.element("P_14_" + at, amount(found->second.tax));
            if (const auto rate = of_.get(invoice.exchange_rate))
                if (const auto own = convert_minor(found->second.tax, 2, *rate, 8, 2))
                    out_.element("P_14_" + at + "W", amount(*own));
        }
        out_.element("P_15", amount(of_.get(invoice.gross_total)->minor));
    }

    bool any_taxed(std::string_view code) const {
        return std::any_of(lines_.begin(), lines_.end(),
                           [&](const Record& line) { return line.get(invoice_line.vat_code) == code; });
    }

    void notes() {
        out_.begin("Adnotacje").element("P_16", no).element("P_17", no);
        out_.element("P_18", any_taxed("reverse") ? yes : no)
            .element("P_18A", of_.get(invoice.split_payment) ? yes : no);
        out_.begin("Zwolnienie");
        if (!any_taxed("exempt")) {
            out_.element("P_19N", yes);
        } else if (of_.has(invoice.exemption_basis)) {
            out_.element("P_19", yes);
            text("P_19A", of_.get(invoice.exemption_basis));
        } else {
            refuse("exemption_basis",
                   {"The invoice does not say by which law it is exempt.", "Faktura nie podaje podstawy zwolnienia.",
                    "Фактурата не кажува по кој закон е ослободена."});
        }
        out_.end().begin("NoweSrodkiTransportu").element("P_22N", yes).end();
        out_.element("P_23", no).begin("PMarzy").element("P_PMarzyN", yes).end().end();
    }

    void what_it_is() {
        const std::string of_first = first_ ? first_->get(invoice.kind) : "";
        const std::map<std::string, std::string> kinds{{"invoice", "VAT"}, {"advance", "ZAL"}, {"final", "ROZ"}};
        if (!first_) {
            out_.element("RodzajFaktury", kinds.at(kind_));
        } else {
            out_.element("RodzajFaktury", of_first == "advance" ? "KOR_ZAL" : of_first == "final" ? "KOR_ROZ" : "KOR");
            text("PrzyczynaKorekty", of_.get(invoice.correction_reason));
            out_.begin("DaneFaKorygowanej");
            day("DataWystFaKorygowanej", first_->get(invoice.issued_on));
            text("NrFaKorygowanej", first_->get(invoice.number));
            if (first_->has(invoice.ksef_number))
                out_.element("NrKSeF", yes).element("NrKSeFFaKorygowanej", first_->get(invoice.ksef_number));
            else
                out_.element("NrKSeFN", yes);
            out_.end();
        }
        for (const Id advance : of_.get(invoice.advances)) {
            const Record taken_off = context_.load(invoice, advance);
            out_.begin("FakturaZaliczkowa");
            if (taken_off.has(invoice.ksef_number)) {
                out_.element("NrKSeFFaZaliczkowej", taken_off.get(invoice.ksef_number));
            } else {
                out_.element("NrKSeFZN", yes);
                text("NrFaZaliczkowej", taken_off.get(invoice.number));
            }
            out_.end();
        }
    }

    std::string rate_of(const Record& line) const {
        static const std::map<std::string, std::string> codes{
            {"zero", "0 KR"},    {"zero_eu", "0 WDT"},    {"zero_export", "0 EX"}, {"exempt", "zw"},
            {"outside", "np I"}, {"outside_eu", "np II"}, {"reverse", "oo"}};
        const auto found = codes.find(line.get(invoice_line.vat_code));
        if (found != codes.end()) return found->second;
        const std::int64_t rate = line.get(invoice_line.vat_rate).value_or(0);
        return rate == 0 ? "0 KR" : plain(rate, 2);
    }

    void row(const Record& line) {
        if (first_) {
            row_of(line, line.get(invoice_line.quantity_before), line.get(invoice_line.unit_price_before),
                   line.get(invoice_line.net_before), line.get(invoice_line.gross_before), true);
        }
        row_of(line, line.get(invoice_line.quantity), line.get(invoice_line.unit_price), line.get(invoice_line.net),
               line.get(invoice_line.gross), false);
    }

    void row_of(const Record& line, std::optional<std::int64_t> quantity, std::optional<std::int64_t> price,
                const std::optional<Money>& net, const std::optional<Money>& gross, bool before) {
        if (!quantity || !price || !net || !gross) return; // a line that the correction adds was not there before
        const bool from_gross = of_.get(invoice.vat_method) == "from_gross";
        out_.begin("FaWiersz").element("NrWierszaFa", std::to_string(line.get(invoice_line.position).value_or(0)));
        text("P_7", line.get(invoice_line.name), longest_name);
        text("P_8A", line.get(invoice_line.unit));
        out_.element("P_8B", plain(*quantity, 4));
        out_.element(from_gross ? "P_9B" : "P_9A", plain(*price, 4, 2));
        const std::int64_t worth = from_gross ? gross->minor : net->minor;
        if (const auto full = convert_minor(*quantity, 4, *price, 4, 2); full && *full != worth)
            out_.element("P_10", amount(*full - worth));
        if (from_gross)
            out_.element("P_11A", amount(gross->minor));
        else
            out_.element("P_11", amount(net->minor));
        out_.element("P_12", rate_of(line));
        if (line.get(invoice_line.split_payment)) out_.element("P_12_Zal_15", yes);
        if (const auto rate = of_.get(invoice.exchange_rate)) out_.element("KursWaluty", plain(*rate / 100, 6, 4));
        if (before) out_.element("StanPrzed", yes);
        out_.end();
    }

    void payment() {
        out_.begin("Platnosc");
        if (of_.has(invoice.due_on)) {
            out_.begin("TerminPlatnosci");
            day("Termin", of_.get(invoice.due_on));
            out_.end();
        }
        static const std::map<std::string, std::string> forms{
            {"cash", "1"}, {"card", "2"}, {"transfer", "6"}, {"mobile", "7"}};
        const auto form = forms.find(of_.get(invoice.payment_method));
        if (form != forms.end()) out_.element("FormaPlatnosci", form->second);
        std::string account;
        for (const char c : of_.get(invoice.bank_account))
            if (c != ' ' && c != '-') account += c;
        if (account.size() >= 10 && account.size() <= 34) out_.begin("RachunekBankowy").element("NrRB", account).end();
        out_.end();
    }

    void ordered() {
        const auto from = context_.find(order, of_.get(invoice.order));
        if (!from) return;
        out_.begin("Zamowienie").element("WartoscZamowienia", amount(from->get(order.gross_total)->minor));
        for (const Record& line : load_lines(context_, *from)) {
            out_.begin("ZamowienieWiersz")
                .element("NrWierszaZam", std::to_string(line.get(order_line.position).value_or(0)));
            text("P_7Z", line.get(order_line.name), longest_name);
            text("P_8AZ", line.get(order_line.unit));
            out_.element("P_8BZ", plain(*line.get(order_line.quantity), 4));
            out_.element("P_9AZ", plain(*line.get(order_line.unit_price), 4, 2));
            out_.element("P_11NettoZ", amount(line.get(order_line.net)->minor))
                .element("P_11VatZ", amount(line.get(order_line.vat)->minor));
            out_.element("P_12Z", rate_of(line)).end();
        }
        out_.end();
    }

    Context& context_;
    const Record& of_;
    std::vector<Record> lines_;
    std::string kind_, currency_;
    std::optional<Record> first_; // what it corrects
    DocumentSums sums_;
    std::string text_;
    XmlWriter out_;
};

} // namespace

std::string fa3_of(Context& context, const Record& of) {
    return Fa3(context, of).write();
}

Rendition as_fa3() {
    return {"fa3",
            {"FA(3) for KSeF", "FA(3) do KSeF", "FA(3) за KSeF"},
            "application/xml",
            "xml",
            {"taxes", "gross_total", "buyer_tax_id"},
            [](Context& context, const Record& of) {
                const auto kept = kept_xml(context, of.id());
                return kept ? *kept : fa3_of(context, of);
            }};
}

} // namespace crm

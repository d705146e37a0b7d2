#include "modules/orders/ubl.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/identifiers.hpp"
#include "base/text.hpp"
#include "base/xml_writer.hpp"
#include "modules/core/party.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/ubl_lines.hpp"

namespace crm {

namespace {

constexpr std::string_view specification = "urn:oasis:names:specification:ubl:schema:xsd:";

std::string plain_decimal(std::int64_t value, int digits, int least) {
    for (; digits > least && value % 10 == 0; --digits) value /= 10;
    return format_decimal(value, digits);
}

class Ubl {
public:
    Ubl(Context& context, const Record& of)
        : context_(context), of_(of), kind_(of.get(invoice.kind)), currency_(of.get(invoice.currency)),
          digits_(currency_digits(currency_).value_or(2)), out_(text_) {
        const auto gross = of.get(invoice.gross_total).value_or(Money{});
        credit_ = kind_ == "correction" && gross.minor < 0;
        if (const Id corrected = of.get(invoice.corrects)) first_ = context.load(invoice, corrected);
    }

    std::string write() {
        need_an_invoice();
        content_ = ubl_content(context_, of_);
        need_what_the_standard_needs();
        const std::string root = credit_ ? "CreditNote" : "Invoice";
        const std::string space = std::string(specification) + root + "-2",
                          basic = std::string(specification) + "CommonBasicComponents-2",
                          parts = std::string(specification) + "CommonAggregateComponents-2";
        out_.declare().begin(root, {{"xmlns", space}, {"xmlns:cac", parts}, {"xmlns:cbc", basic}});
        beginning();
        seller();
        buyer();
        delivery();
        payment();
        taxes();
        totals();
        for (std::size_t i = 0; i < content_.lines.size(); ++i) line(content_.lines[i], i + 1);
        out_.end();
        return std::move(text_);
    }

private:
    [[noreturn]] void refuse(const std::string& field, const Label& sentence) const {
        throw Error::at(field, context_.in_language(sentence));
    }

    void need_an_invoice() const {
        if (state_of(of_) == "issued" && kind_ != "pro_forma") return;
        refuse("state", {"Only an issued invoice is written as UBL.", "Tylko wystawiona faktura ma postać UBL.",
                         "Само издадена фактура се запишува како UBL."});
    }

    void need_what_the_standard_needs() const {
        if (digits_ > 2)
            refuse("currency", {"The European standard takes amounts of at most two decimals.",
                                "Norma europejska przyjmuje kwoty o najwyżej dwóch miejscach po przecinku.",
                                "Европскиот стандард прима износи со најмногу две децимали."});
        if (!of_.has(invoice.seller_tax_id))
            refuse("seller_tax_id", {"The seller has no tax number. Please fill in the company's settings.",
                                     "Sprzedawca nie ma numeru podatkowego. Uzupełnij ustawienia firmy.",
                                     "Продавачот нема даночен број. Пополнете ги поставките на фирмата."});
        if (has("O") && content_.rates.size() > 1)
            refuse("taxes",
                   {"The European standard does not take lines outside VAT beside others. Please make two invoices.",
                    "Norma europejska nie pozwala łączyć pozycji niepodlegających VAT z innymi. Wystaw dwie faktury.",
                    "Европскиот стандард не дозволува ставки надвор од ДДВ со други. Направете две фактури."});
        if ((has("AE") || has("K")) && !of_.has(invoice.buyer_tax_id))
            refuse("buyer_tax_id", {"The buyer's VAT number is missing, which this kind of supply needs.",
                                    "Brak numeru VAT nabywcy, którego wymaga ta dostawa.",
                                    "Недостасува ДДВ-број на купувачот, потребен за овој промет."});
    }

    bool has(std::string_view category) const {
        return std::any_of(content_.rates.begin(), content_.rates.end(),
                           [&](const UblRate& rate) { return rate.category.id == category; });
    }

    std::string amount(std::int64_t minor) const { return format_decimal(credit_ ? -minor : minor, digits_); }
    void money(const char* name, std::int64_t minor) { out_.element(name, amount(minor), {{"currencyID", currency_}}); }
    void text(const char* name, const std::string& given) {
        if (const std::string one = squeezed(given); !one.empty()) out_.element(name, one);
    }
    void day(const char* name, const std::optional<Day>& given) {
        if (given) out_.element(name, format_day(*given));
    }

    bool in_own_currency() const { return currency_ == context_.company().currency || !of_.has(invoice.exchange_rate); }

    void beginning() {
        out_.element("cbc:CustomizationID", "urn:cen.eu:en16931:2017");
        text("cbc:ID", of_.get(invoice.number));
        day("cbc:IssueDate", of_.get(invoice.issued_on));
        if (credit_) {
            out_.element("cbc:CreditNoteTypeCode", "381");
        } else {
            day("cbc:DueDate", of_.get(invoice.due_on));
            out_.element("cbc:InvoiceTypeCode", kind_ == "correction" ? "384" : kind_ == "advance" ? "386" : "380");
        }
        text("cbc:Note", of_.get(invoice.correction_reason));
        text("cbc:Note", of_.get(invoice.note));
        out_.element("cbc:DocumentCurrencyCode", currency_);
        if (!in_own_currency()) out_.element("cbc:TaxCurrencyCode", context_.company().currency);
        if (of_.has(invoice.reference))
            out_.begin("cac:OrderReference").element("cbc:ID", of_.get(invoice.reference)).end();
        auto refer = [&](const Record& before) {
            out_.begin("cac:BillingReference").begin("cac:InvoiceDocumentReference");
            text("cbc:ID", before.get(invoice.number));
            day("cbc:IssueDate", before.get(invoice.issued_on));
            out_.end().end();
        };
        if (first_) refer(*first_);
        for (const Id advance : of_.get(invoice.advances)) refer(context_.load(invoice, advance));
    }

    void address(const std::string& street, const std::string& town, const std::string& country) {
        out_.begin("cac:PostalAddress");
        text("cbc:StreetName", street);
        const std::size_t gap = town.find(' ');
        const bool coded = gap != std::string::npos && gap > 0 && town[0] >= '0' && town[0] <= '9';
        text("cbc:CityName", coded ? town.substr(gap + 1) : town);
        if (coded) text("cbc:PostalZone", town.substr(0, gap));
        out_.begin("cac:Country").element("cbc:IdentificationCode", country).end().end();
    }

    // With the country's prefix, as the standard wants it.
    static std::string vat_number(const std::string& given, const std::string& country) {
        if (given.empty()) return "";
        const std::string normal = check_tax_id(given, country).normal;
        const bool prefixed =
            normal.size() > 2 && normal[0] >= 'A' && normal[0] <= 'Z' && normal[1] >= 'A' && normal[1] <= 'Z';
        return prefixed ? normal : (country == "GR" ? "EL" : country) + normal;
    }

    void side(const std::string& name, const std::string& tax_id, const std::string& country) {
        if (!tax_id.empty() && !has("O")) { // who sells what is outside VAT gives no VAT numbers
            out_.begin("cac:PartyTaxScheme").element("cbc:CompanyID", vat_number(tax_id, country));
            out_.begin("cac:TaxScheme").element("cbc:ID", "VAT").end().end();
        }
        out_.begin("cac:PartyLegalEntity");
        text("cbc:RegistrationName", name);
        text("cbc:CompanyID", tax_id);
        out_.end();
    }

    void seller() {
        const std::string country = context_.company().country;
        out_.begin("cac:AccountingSupplierParty").begin("cac:Party");
        address(of_.get(invoice.seller_address_1), of_.get(invoice.seller_address_2), country);
        side(of_.get(invoice.seller_name), of_.get(invoice.seller_tax_id), country);
        out_.end().end();
    }

    std::string buyer_country() const {
        const std::string given = of_.get(invoice.buyer_country);
        return given.empty() ? context_.company().country : given;
    }

    void buyer() {
        out_.begin("cac:AccountingCustomerParty").begin("cac:Party");
        address(of_.get(invoice.buyer_address_1), of_.get(invoice.buyer_address_2), buyer_country());
        side(of_.get(invoice.buyer_name), of_.get(invoice.buyer_tax_id), buyer_country());
        out_.end().end();
    }

    void delivery() {
        out_.begin("cac:Delivery");
        day("cbc:ActualDeliveryDate", of_.get(invoice.supplied_on));
        if (has("K"))
            out_.begin("cac:DeliveryLocation")
                .begin("cac:Address")
                .begin("cac:Country")
                .element("cbc:IdentificationCode", buyer_country())
                .end()
                .end()
                .end();
        out_.end();
    }

    void payment() {
        const std::string method = of_.get(invoice.payment_method);
        std::string account;
        for (const char c : of_.get(invoice.bank_account))
            if (c != ' ' && c != '-') account += c;
        const bool transfer = method == "transfer" && !account.empty();
        out_.begin("cac:PaymentMeans")
            .element("cbc:PaymentMeansCode", transfer           ? "30"
                                             : method == "cash" ? "10"
                                             : method == "card" ? "48"
                                                                : "1");
        text("cbc:PaymentID", of_.get(invoice.number));
        if (transfer) out_.begin("cac:PayeeFinancialAccount").element("cbc:ID", account).end();
        out_.end();
        if (const auto due = of_.get(invoice.due_on))
            out_.begin("cac:PaymentTerms").element("cbc:Note", format_day(*due)).end();
    }

    struct Why {
        const char *code, *text;
    };
    static Why why_of(const std::string& category) {
        if (category == "AE") return {"VATEX-EU-AE", "Reverse charge"};
        if (category == "K") return {"VATEX-EU-IC", "Intra-community supply"};
        if (category == "G") return {"VATEX-EU-G", "Export outside the European Union"};
        if (category == "O") return {"VATEX-EU-O", "Not subject to VAT"};
        return {"", ""};
    }

    void category(const char* name, const UblCategory& of, bool with_reason) {
        out_.begin(name).element("cbc:ID", of.id);
        if (of.id != "O") out_.element("cbc:Percent", plain_decimal(of.rate, 2, 0));
        if (with_reason && of.id == "E")
            out_.element("cbc:TaxExemptionReason",
                         of_.has(invoice.exemption_basis) ? of_.get(invoice.exemption_basis) : "Exempt from VAT");
        if (const Why why = why_of(of.id); with_reason && *why.code)
            out_.element("cbc:TaxExemptionReasonCode", why.code).element("cbc:TaxExemptionReason", why.text);
        out_.begin("cac:TaxScheme").element("cbc:ID", "VAT").end().end();
    }

    void taxes() {
        const std::int64_t all = of_.get(invoice.vat_total).value_or(Money{}).minor;
        out_.begin("cac:TaxTotal");
        money("cbc:TaxAmount", all);
        for (const UblRate& rate : content_.rates) {
            out_.begin("cac:TaxSubtotal");
            money("cbc:TaxableAmount", rate.net);
            money("cbc:TaxAmount", rate.tax);
            category("cac:TaxCategory", rate.category, true);
            out_.end();
        }
        out_.end();
        if (in_own_currency()) return;
        const std::string& own = context_.company().currency;
        const int own_digits = currency_digits(own).value_or(2);
        const auto converted = convert_minor(all, digits_, *of_.get(invoice.exchange_rate), 8, own_digits);
        out_.begin("cac:TaxTotal")
            .element("cbc:TaxAmount",
                     format_decimal(credit_ ? -converted.value_or(0) : converted.value_or(0), own_digits),
                     {{"currencyID", own}})
            .end();
    }

    void totals() {
        std::int64_t lines = 0;
        for (const UblLine& each : content_.lines) lines += each.net;
        const std::int64_t gross = of_.get(invoice.gross_total).value_or(Money{}).minor;
        out_.begin("cac:LegalMonetaryTotal");
        money("cbc:LineExtensionAmount", lines);
        money("cbc:TaxExclusiveAmount", of_.get(invoice.net_total).value_or(Money{}).minor);
        money("cbc:TaxInclusiveAmount", gross);
        money("cbc:PayableAmount", gross);
        out_.end();
    }

    void line(const UblLine& each, std::size_t number) {
        out_.begin(credit_ ? "cac:CreditNoteLine" : "cac:InvoiceLine").element("cbc:ID", std::to_string(number));
        out_.element(credit_ ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity",
                     plain_decimal(credit_ ? -each.quantity : each.quantity, 4, 0), {{"unitCode", each.unit}});
        money("cbc:LineExtensionAmount", each.net);
        out_.begin("cac:Item").element("cbc:Name", each.name);
        category("cac:ClassifiedTaxCategory", each.category, false);
        out_.end()
            .begin("cac:Price")
            .element("cbc:PriceAmount", plain_decimal(each.price, 8, 2), {{"currencyID", currency_}});
        out_.end().end();
    }

    Context& context_;
    const Record& of_;
    std::string kind_, currency_;
    int digits_;
    bool credit_ = false;
    std::optional<Record> first_;
    UblContent content_;
    std::string text_;
    XmlWriter out_;
};

} // namespace

std::string ubl_of(Context& context, const Record& of) {
    return Ubl(context, of).write();
}

Rendition as_ubl() {
    return {"ubl",
            {"UBL (EN 16931)", "UBL (EN 16931)", "UBL (EN 16931)"},
            "application/xml",
            "xml",
            {"taxes", "gross_total", "buyer_tax_id"},
            ubl_of};
}

} // namespace crm

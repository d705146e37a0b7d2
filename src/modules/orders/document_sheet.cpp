#include "modules/orders/document_sheet.hpp"

#include <algorithm>

#include "base/identifiers.hpp"
#include "base/local_format.hpp"
#include "base/transfer_code.hpp"
#include "modules/core/party.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_line.hpp"
#include "modules/orders/ksef_document.hpp"
#include "modules/orders/order.hpp"
#include "modules/orders/quote.hpp"

namespace crm {

namespace {

using Texts = std::vector<SheetText>;
using Row = std::vector<std::string>;

// Writes a document on a sheet.
class Writing {
public:
    Writing(Context& context, const Record& document, Sheet& sheet, std::string language)
        : context_(context), document_(document), its_(any_document()),
          is_invoice_(document.object().name == "invoice"), lines_(load_lines(context, document)),
          language_(std::move(language)), currency_(document.get(its_.currency)), sheet_(sheet) {}

    void write() {
        head();
        sides();
        if (is_correction())
            corrected_lines();
        else
            lines();
        rates();
        totals();
        small_print();
        codes();
        signature();
    }

private:
    std::string say(const Label& label) const { return label.in(language_); }
    std::string tax_number_label() const { return say(tax_number_words); }
    bool is_correction() const { return is_invoice_ && document_.get(invoice.kind) == "correction"; }
    std::string amount(std::int64_t minor) const { return local_amount({minor, currency_}, language_); }
    std::string amount(const std::optional<Money>& money) const { return money ? local_amount(*money, language_) : ""; }
    std::string day(const std::optional<Day>& given) const { return given ? local_day(*given, language_) : ""; }

    std::string kind() const {
        if (!is_invoice_) return say(document_.object().label);
        if (is_correction() && context_.company().country == "MK")
            return document_.get(its_.gross_total).value_or(Money{}).minor < 0
                       ? say({"Credit note", "Nota uznaniowa", "Книжно одобрение"})
                       : say({"Debit note", "Nota obciążeniowa", "Книжно задолжение"});
        const Choice* chosen = document_.object().field(invoice.kind).choice(document_.get(invoice.kind));
        return say(chosen->label);
    }

    void add(Texts& to, const Label& label, const std::string& value) const {
        if (!value.empty()) to.push_back({say(label) + ": " + value});
    }

    // Whoever gets something back has nothing to pay.
    void how_to_pay(Texts& terms) const {
        if (document_.get(its_.gross_total).value_or(Money{}).minor <= 0) return;
        const Choice* method =
            document_.object().field(invoice.payment_method).choice(document_.get(invoice.payment_method));
        add(terms, {"Due on", "Termin płatności", "Рок на плаќање"}, day(document_.get(invoice.due_on)));
        add(terms, {"To be paid by", "Forma płatności", "Начин на плаќање"}, method ? say(method->label) : "");
        add(terms, {"Bank account", "Rachunek", "Сметка"}, document_.get(invoice.bank_account));
    }

    void head() {
        const std::string number = document_.get(its_.number);
        sheet_.write({kind() + " " + (number.empty() ? say({"(draft)", "(szkic)", "(нацрт)"}) : number), 17, true});
        sheet_.gap(4);
        Texts dates, terms;
        if (is_invoice_) {
            add(dates, {"Issued on", "Data wystawienia", "Датум на издавање"}, day(document_.get(invoice.issued_on)));
            if (document_.get(invoice.kind) == "advance")
                add(dates, {"Payment received on", "Data otrzymania zapłaty", "Датум на уплата"},
                    day(document_.get(invoice.supplied_on)));
            else if (document_.get(invoice.kind) != "pro_forma")
                add(dates, {"Supplied on", "Data dostawy lub wykonania usługi", "Датум на промет"},
                    day(document_.get(invoice.supplied_on)));
            how_to_pay(terms);
            add(dates, {"KSeF number", "Numer KSeF", "KSeF број"}, document_.get(invoice.ksef_number));
            if (const Id of = document_.get(invoice.corrects)) {
                const Record first = context_.load(invoice, of);
                add(dates, {"Corrects", "Dotyczy faktury", "Се однесува на фактура"},
                    first.get(invoice.number) + " (" + day(first.get(invoice.issued_on)) + ")");
                add(dates, {"Reason", "Przyczyna korekty", "Причина"}, document_.get(invoice.correction_reason));
            }
        } else if (document_.object().name == "order") {
            add(dates, {"Ordered on", "Data zamówienia", "Датум на нарачка"}, day(document_.get(order.ordered_on)));
            add(terms, {"Promised for", "Termin realizacji", "Рок на испорака"}, day(document_.get(order.promised_on)));
        } else if (document_.object().name == "quote") {
            add(dates, {"Date", "Data", "Датум"}, day(document_.get(quote.sent_on)));
            add(terms, {"Valid until", "Ważna do", "Важи до"}, day(document_.get(quote.valid_until)));
        }
        add(terms, {"Your reference", "Numer zamówienia klienta", "Ваш број"}, document_.get(its_.reference));
        sheet_.side_by_side({dates, terms});
        sheet_.rule();
    }

    std::string tax_number(const std::string& id) const { return id.empty() ? "" : tax_number_label() + ": " + id; }

    void sides() {
        Row seller = lines_of_company(context_, language_), buyer;
        if (is_invoice_ && document_.has(invoice.seller_name))
            seller = {document_.get(invoice.seller_name), document_.get(invoice.seller_address_1),
                      document_.get(invoice.seller_address_2), tax_number(document_.get(invoice.seller_tax_id))};
        if (is_invoice_) {
            buyer = {document_.get(invoice.buyer_name), document_.get(invoice.buyer_address_1),
                     document_.get(invoice.buyer_address_2), tax_number(document_.get(invoice.buyer_tax_id))};
        } else if (const auto who = context_.find(party, document_.get(its_.party))) {
            buyer = lines_of_party(context_, who->id());
            buyer.push_back(tax_number(who->get(party.tax_id)));
        }
        sheet_.side_by_side({side_of(say({"Seller", "Sprzedawca", "Продавач"}), seller),
                             side_of(say({"Buyer", "Nabywca", "Купувач"}), buyer)});
        sheet_.gap(12);
    }

    std::string rate_name(const std::string& code, std::int64_t rate) const {
        if (code == "taxed" || code == "zero" || code == "zero_eu" || code == "zero_export")
            return local_decimal_short(rate, 2, 0, language_) + (language_ == "mk" ? " %" : "%");
        if (code == "exempt") return say({"exempt", "zw", "осл."});
        if (code == "reverse") return say({"reverse charge", "oo", "чл. 32-а"});
        return say({"outside", "np", "вон"});
    }

    std::string quantity(const std::optional<std::int64_t>& value) const {
        return local_decimal_short(value.value_or(0), 4, 0, language_);
    }
    std::string price(const std::optional<std::int64_t>& value) const {
        return local_decimal_short(value.value_or(0), 4, 2, language_);
    }

    bool any_discount() const {
        return document_.get(its_.discount).value_or(0) != 0 ||
               std::any_of(lines_.begin(), lines_.end(),
                           [](const Record& line) { return line.get(any_line().discount).value_or(0) != 0; });
    }

    void lines() {
        const bool gross = document_.get(its_.vat_method) == "from_gross", discounts = any_discount();
        std::vector<SheetColumn> columns{
            {say({"No.", "Lp.", "Бр."}), 0.5},
            {say({"Name", "Nazwa", "Назив"}), 4.1},
            {say({"Quantity", "Ilość", "Кол."}), 1.1, true},
            {say({"Unit", "J.m.", "Ед."}), 1.1},
            {gross ? say({"Gross price", "Cena brutto", "Бруто цена"}) : say({"Net price", "Cena netto", "Нето цена"}),
             1.4, true}};
        if (discounts) columns.push_back({say({"Discount", "Rabat", "Попуст"}), 0.9, true});
        columns.push_back({say({"VAT", "VAT", "ДДВ"}), 0.8, true});
        columns.push_back({say({"Net", "Netto", "Нето"}), 1.5, true});
        columns.push_back({say({"Gross", "Brutto", "Бруто"}), 1.5, true});
        std::vector<Row> rows;
        const DocumentLine& any = any_line();
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const Record& line = lines_[i];
            Row row{std::to_string(i + 1), line.get(any.name), quantity(line.get(any.quantity)), line.get(any.unit),
                    price(line.get(any.unit_price))};
            if (discounts) row.push_back(discount_of(line));
            row.push_back(rate_name(line.get(any.vat_code), line.get(any.vat_rate).value_or(0)));
            row.push_back(amount(line.get(any.net)));
            row.push_back(amount(line.get(any.gross)));
            rows.push_back(std::move(row));
        }
        sheet_.table(columns, rows);
        sheet_.gap(8);
    }

    // Both discounts of a line as one: what is left of the left.
    std::string discount_of(const Record& line) const {
        const std::int64_t own = line.get(any_line().discount).value_or(0),
                           of_all = document_.get(its_.discount).value_or(0);
        const std::int64_t left = (100'00 - own) * (100'00 - of_all) / 100'00;
        return local_decimal_short(100'00 - left, 2, 0, language_) + "%";
    }

    void corrected_lines() {
        const std::vector<SheetColumn> columns{{say({"No.", "Lp.", "Бр."}), 0.5},
                                               {say({"Name", "Nazwa", "Назив"}), 3.4},
                                               {say({"Was", "Było", "Беше"}), 1.7, true},
                                               {say({"Net was", "Netto było", "Нето беше"}), 1.5, true},
                                               {say({"Should be", "Powinno być", "Треба"}), 1.7, true},
                                               {say({"Net should be", "Netto powinno być", "Нето треба"}), 1.6, true},
                                               {say({"Difference", "Różnica", "Разлика"}), 1.5, true}};
        std::vector<Row> rows;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const Record& line = lines_[i];
            const std::int64_t before = line.get(invoice_line.net_before).value_or(Money{}).minor,
                               after = line.get(invoice_line.net).value_or(Money{}).minor;
            rows.push_back(
                {std::to_string(i + 1), line.get(invoice_line.name),
                 quantity(line.get(invoice_line.quantity_before)) + " × " +
                     price(line.get(invoice_line.unit_price_before)),
                 amount(before),
                 quantity(line.get(invoice_line.quantity)) + " × " + price(line.get(invoice_line.unit_price)),
                 amount(after), amount(after - before)});
        }
        sheet_.table(columns, rows);
        sheet_.gap(8);
    }

    void rates() {
        const DocumentSums sums =
            sums_from(document_.has(its_.taxes) ? Json::parse(document_.get(its_.taxes)) : Json(), currency_);
        if (sums.rates.empty()) return;
        std::vector<Row> rows;
        for (const RateSums& rate : sums.rates)
            rows.push_back({rate_name(rate.code, rate.rate), amount(rate.net), amount(rate.tax), amount(rate.gross)});
        sheet_.table({{say({"VAT rate", "Stawka VAT", "Стапка на ДДВ"}), 2},
                      {say({"Net", "Netto", "Нето"}), 2, true},
                      {say({"VAT", "VAT", "ДДВ"}), 2, true},
                      {say({"Gross", "Brutto", "Бруто"}), 2, true}},
                     rows);
        sheet_.gap(8);
    }

    void totals() {
        std::string last = say({"Total", "Razem", "Вкупно"});
        if (is_invoice_)
            last = is_correction() ? say({"Difference", "Różnica", "Разлика"})
                                   : say({"To be paid", "Do zapłaty", "За плаќање"});
        sheet_.totals({{say({"Net", "Netto", "Нето"}), amount(document_.get(its_.net_total)) + " " + currency_},
                       {say({"VAT", "VAT", "ДДВ"}), amount(document_.get(its_.vat_total)) + " " + currency_},
                       {last, amount(document_.get(its_.gross_total)) + " " + currency_}});
    }

    void small_print() {
        sheet_.gap(8);
        auto write = [&](const std::string& text, bool bold = false) {
            if (!text.empty()) sheet_.write({text, 9, bold});
        };
        if (is_invoice_) {
            if (const std::string words = document_.get(invoice.words); !words.empty())
                write(say({"In words: ", "Słownie: ", "Со букви: "}) + words);
            if (document_.get(invoice.split_payment))
                write(say({"Split payment", "Mechanizm podzielonej płatności", "Поделено плаќање"}), true);
            tax_in_own_currency();
            for (const Id advance : document_.get(invoice.advances)) {
                const Record taken_off = context_.load(invoice, advance);
                write(say({"Advance taken off: ", "Rozliczono zaliczkę: ", "Одземен аванс: "}) +
                      taken_off.get(invoice.number) + " (" + day(taken_off.get(invoice.issued_on)) + "), " +
                      amount(taken_off.get(invoice.gross_total)) + " " + currency_);
            }
            if (state_of(document_) == "void")
                write(say({"Void: this invoice does not count.", "Unieważniona: ta faktura nie obowiązuje.",
                           "Поништена: оваа фактура не важи."}),
                      true);
            if (document_.get(invoice.kind) == "pro_forma")
                write(say({"This is not an invoice.", "To nie jest faktura VAT.", "Ова не е фактура."}), true);
        }
        if (const std::string note = document_.get(its_.note); !note.empty()) {
            sheet_.gap(6);
            write(note);
        }
    }

    // In North Macedonia an invoice names who is authorised to sign it.
    void signature() {
        if (!is_invoice_ || context_.company().country != "MK") return;
        sheet_.gap(34);
        sheet_.side_by_side({{},
                             signature_of(say({"Authorised person", "Osoba upoważniona", "Овластено лице"}),
                                          context_.company().more.text("signatory"))});
    }

    // Where a buyer looks at the invoice in the national system, and a transfer for their bank's application.
    void codes() {
        if (!is_invoice_ || state_of(document_) != "issued") return;
        std::vector<SheetCode> codes;
        const std::string status = document_.get(invoice.ksef_status), number = document_.get(invoice.ksef_number);
        const auto kept = kept_document(context_, document_.id());
        if (kept && kept->has(ksef_document.link) && (!number.empty() || status == "offline_pending"))
            codes.push_back({kept->get(ksef_document.link),
                             say({"This invoice in KSeF", "Faktura w KSeF", "Оваа фактура во KSeF"}),
                             number.empty() ? "OFFLINE" : number});
        const auto open = document_.get(invoice.open);
        if (currency_ == "PLN" && open && document_.get(invoice.payment_method) == "transfer")
            if (const auto code = transfer_code({check_tax_id(document_.get(invoice.seller_tax_id), "PL").normal,
                                                 document_.get(invoice.bank_account), open->minor,
                                                 document_.get(invoice.seller_name), document_.get(its_.number)}))
                codes.push_back({*code, say({"Transfer code", "Kod do przelewu", "Код за трансфер"}),
                                 amount(open) + " " + currency_});
        if (codes.empty()) return;
        sheet_.gap(10);
        sheet_.codes(codes);
    }

    void tax_in_own_currency() {
        const auto rate = document_.get(invoice.exchange_rate);
        const auto vat = document_.get(its_.vat_total);
        if (!rate || !vat) return;
        const std::string& own = context_.company().currency;
        const auto converted = convert_minor(vat->minor, currency_digits(currency_).value_or(2), *rate, 8,
                                             currency_digits(own).value_or(2));
        if (!converted) return;
        sheet_.write({say({"VAT in ", "VAT w ", "ДДВ во "}) + own + ": " + local_amount({*converted, own}, language_) +
                      " (1 " + currency_ + " = " + local_decimal_short(*rate, 8, 4, language_) + " " + own + ", " +
                      day(document_.get(invoice.rate_on)) + ")"});
    }

    Context& context_;
    const Record& document_;
    const Document& its_;
    bool is_invoice_;
    std::vector<Record> lines_;
    std::string language_, currency_;
    Sheet& sheet_;
};

} // namespace

const Label tax_number_words = {"Tax number", "NIP", "ЕДБ"};
const Label page_words = {"Page {page} of {pages}", "Strona {page} z {pages}", "Страница {page} од {pages}"};

std::vector<SheetText> side_of(const std::string& title, const std::vector<std::string>& lines) {
    Texts side{{title, 7.5, true, true}};
    for (const std::string& line : lines)
        if (!line.empty()) side.push_back({line, side.size() == 1 ? 10.0 : 9.0, side.size() == 1});
    return side;
}

std::vector<std::string> lines_of_company(Context& context, const std::string& language) {
    const Json& more = context.company().more;
    const std::string tax_id = more.text("tax_id");
    return {context.company().name, more.text("address_1"), more.text("address_2"),
            tax_id.empty() ? "" : tax_number_words.in(language) + ": " + tax_id};
}

std::vector<std::string> lines_of_party(Context& context, Id of) {
    const auto who = context.find(party, of);
    if (!who) return {};
    return {who->get(party.name), who->get(party.address).line()};
}

std::vector<SheetText> signature_of(const std::string& caption, const std::string& name) {
    return {{"______________________________", 9}, {caption, 7.5, false, true}, {name, 9}};
}

std::string language_for(Context& context, Id of) {
    const auto who = context.find(party, of);
    const std::string theirs = who ? who->get(party.language) : "";
    const std::string chosen = theirs.empty() ? context.company().language : theirs;
    return chosen == "pl" || chosen == "mk" ? chosen : "en";
}

std::string language_of(Context& context, const Record& document) {
    return language_for(context, document.get(any_document().party));
}

void write_document(Context& context, const Record& document, Sheet& sheet, const std::string& language) {
    Writing(context, document, sheet, language).write();
}

} // namespace crm

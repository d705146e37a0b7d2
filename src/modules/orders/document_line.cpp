#include "modules/orders/document_line.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "modules/catalog/pricing.hpp"
#include "modules/catalog/product.hpp"
#include "modules/core/checks.hpp"
#include "modules/orders/quote_line.hpp"
#include "record/described.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

// What the document says; the rest (what was delivered, what was invoiced) goes on.
bool changes_the_document(const Record& line) {
    const DocumentLine& any = any_line();
    for (int i = any.name.index; i <= any.gross.index; ++i)
        if (line.changed(i)) return true;
    return line.is_new();
}

void refuse_unless_draft(Context& context, const Record& document) {
    if (is_draft(document)) return;
    throw Error(Problem::conflict,
                context.in_language({"The document has gone out, so its lines stay as they are.",
                                     "Dokument został wystawiony, więc jego pozycje pozostają bez zmian.",
                                     "Документот е издаден, па неговите ставки остануваат како што се."}),
                {{"state", context.in_language({"not a draft", "to nie szkic", "не е нацрт"})}});
}

// Of 10^-4 of one unit of `currency`; empty without a rate of that day.
std::optional<std::int64_t> cost_in(Context& context, const Money& cost, const std::string& currency, Day day) {
    constexpr int digits = 4;
    const int own_digits = currency_digits(cost.currency).value_or(2);
    if (cost.currency == currency) return convert_minor(cost.minor, own_digits, 1, 0, digits);
    const auto from = context.rate(cost.currency, day), to = context.rate(currency, day);
    const auto base =
        from ? convert_minor(cost.minor, own_digits, *from, Context::rate_digits, Context::rate_digits) : std::nullopt;
    return base && to ? scaled(*base, 10'000, *to) : std::nullopt;
}

std::int64_t next_position(Context& context, const Record& line, const Record& document) {
    const Object& object = line.object();
    const Value last = context.connection().value("SELECT MAX(\"position\") FROM " + quoted(object.name) + " WHERE " +
                                                      quoted(object.parent_field()->name) +
                                                      " = ? AND \"bucket\" = ? AND \"deleted_at\" IS NULL",
                                                  Values{document.id(), std::int64_t{document.bucket()}});
    const std::int64_t next = whole_or(last, 0) + 1;
    if (next <= most_lines) return next;
    const std::string most = std::to_string(most_lines);
    throw Error(Problem::invalid,
                context.in_language({"A document has at most " + most + " lines. Please make a second one.",
                                     "Dokument ma najwyżej " + most + " pozycji. Utwórz drugi.",
                                     "Документот има најмногу " + most + " ставки. Направете втор."}));
}

void take_from_product(Context& context, Record& line, const Record& document) {
    const DocumentLine& any = any_line();
    const bool is_copy = line.is_new() && line.has(any.priced_by);
    if (!line.has(any.product) || !line.changed(any.product) || is_copy) return;
    const Record sold = context.load(product, line.get(any.product));
    if (!comes_from_before(context, line) && !sold_on(sold, *document.get(any_document().day))) {
        const std::string next = context.title("product", sold.get(product.successor));
        throw Error::at(
            "product",
            context.in_language(
                {"This product is not sold on that day." + (next.empty() ? "" : " It is replaced by " + next + "."),
                 "Ten produkt nie jest sprzedawany w tym dniu." + (next.empty() ? "" : " Zastępuje go " + next + "."),
                 "Овој производ не се продава на тој ден." + (next.empty() ? "" : " Го заменува " + next + ".")}));
    }
    auto take = [&](const auto& to, const auto& from) {
        if (sold.has(from) && (!line.has(to) || !line.changed(to))) line.set(to, sold.get(from));
    };
    take(any.name, product.name);
    take(any.unit, product.unit);
    take(any.vat_code, product.vat_code);
    if (const auto rate = sold.get(product.vat_rate); rate && (!line.has(any.vat_rate) || !line.changed(any.vat_rate)))
        line.set(any.vat_rate, *rate);
    line.set(any.split_payment, sold.get(product.split_payment));
}

// Of the day of the document and in its currency; of a copy, what it cost then.
void know_its_cost(Context& context, Record& line, const Record& document) {
    const DocumentLine& any = any_line();
    if (!line.changed(any.product) || (line.is_new() && line.has(any.priced_by))) return;
    line.clear(any.unit_cost);
    if (!line.has(any.product)) return;
    const auto cost = context.load(product, line.get(any.product)).get(product.cost);
    const auto one =
        cost ? cost_in(context, *cost, document.get(any_document().currency), *document.get(any_document().day))
             : std::nullopt;
    if (one) line.set(any.unit_cost, *one);
}

void be_of_a_quantity(Context& context, Record& line, const Record& document) {
    const auto quantity = line.get(any_line().quantity).value_or(0);
    const Field* kind = document.object().field("kind");
    const bool corrects = kind && document.text_at(kind->index) == "correction"; // to nothing, too
    if (quantity < 0 || (quantity == 0 && !corrects))
        throw Error::at("quantity",
                        context.in_language({"Please give a quantity above zero.", "Podaj ilość większą od zera.",
                                             "Внесете количина поголема од нула."}));
    if (quantity / 10'000 > most_units)
        throw Error::at("quantity", context.in_language({"Please give a quantity up to a thousand million.",
                                                         "Podaj ilość nie większą niż miliard.",
                                                         "Внесете количина до една милијарда."}));
}

void ask_for_the_price(Context& context, Record& line, const Record& document) {
    const DocumentLine& any = any_line();
    const Document& its = any_document();
    PriceAnswer answer;
    if (line.has(any.product))
        answer = price_of(context, {line.get(any.product), document.get(its.party), *line.get(any.quantity),
                                    document.get(its.currency), *document.get(its.day),
                                    document.get(its.vat_method) == "from_gross", document.get(its.price_list)});
    if (!answer.amount)
        throw Error::at(
            "unit_price",
            context.in_language({"There is no price in " + document.get(its.currency) + " for this. Please type one.",
                                 "Brak ceny w " + document.get(its.currency) + ". Wpisz ją.",
                                 "Нема цена во " + document.get(its.currency) + ". Внесете ја."}));
    line.set(any.unit_price, *answer.amount);
    line.set(any.priced_by, "list");
    line.set(any.price_steps, steps_json(answer).dump());
}

void have_a_price(Context& context, Record& line, const Record& document) {
    const DocumentLine& any = any_line();
    const bool of_list = line.get(any.priced_by) == "list", is_copy = line.is_new() && line.has(any.priced_by);
    const bool other = line.changed(any.product) || (of_list && line.changed(any.quantity));
    if (!line.has(any.unit_price) || (!line.is_new() && !line.changed(any.unit_price) && other))
        return ask_for_the_price(context, line, document);
    if (*line.get(any.unit_price) < 0)
        throw Error::at("unit_price",
                        context.in_language({"Please give a price of zero or more. A discount takes off of it.",
                                             "Podaj cenę równą zero lub wyższą. Obniża ją rabat.",
                                             "Внесете цена од нула или повеќе. Се намалува со попуст."}));
    if (is_copy || !line.changed(any.unit_price)) return;
    line.set(any.priced_by, "hand");
    line.clear(any.price_steps);
}

void be_taxed_somehow(Context& context, Record& line) {
    const DocumentLine& any = any_line();
    if (!line.has(any.vat_code)) line.set(any.vat_code, "taxed");
    if (line.get(any.vat_code) != "taxed" && !line.has(any.vat_rate)) line.set(any.vat_rate, 0);
    be_taxed(context, line, any.vat_code, any.vat_rate);
    if (line.has(any.vat_rate)) return;
    throw Error::at("vat_rate", context.in_language(
                                    {"Please give the VAT rate.", "Podaj stawkę VAT.", "Внесете ја стапката на ДДВ."}));
}

void give_a_discount_within_reason(Context& context, Record& line) {
    const auto discount = line.get(any_line().discount);
    if (!discount || (*discount >= 0 && *discount <= 100'00)) return;
    throw Error::at("discount", context.in_language({"Please give a discount from 0 to 100.",
                                                     "Podaj rabat od 0 do 100.", "Внесете попуст од 0 до 100."}));
}

void count(Context& context, Record& line, const Record& document) {
    const DocumentLine& any = any_line();
    const Sums sums = sums_of(context, document, {line}).lines[0];
    const std::string currency = document.get(any_document().currency);
    line.set(any.net, {sums.net, currency});
    line.set(any.vat, {sums.tax, currency});
    line.set(any.gross, {sums.gross, currency});
    if (const auto cost = cost_of(line, currency))
        line.set(any.margin, {sums.net - *cost, currency});
    else
        line.clear(any.margin);
}

void be_a_line_of_its_document(Context& context, Record& line) {
    if (!line.has(line.object().parent_field()->index)) return; // said by who requires it
    const Record document = document_of(context, line);
    if (!changes_the_document(line)) { // its document may have: a discount, how tax is counted
        if (is_draft(document)) count(context, line, document);
        return;
    }
    refuse_unless_draft(context, document);
    if (!line.has(any_line().position)) line.set(any_line().position, next_position(context, line, document));
    take_from_product(context, line, document);
    know_its_cost(context, line, document);
    be_of_a_quantity(context, line, document);
    have_a_price(context, line, document);
    give_a_discount_within_reason(context, line);
    be_taxed_somehow(context, line);
    count(context, line, document);
}

void bring_up_sums(Context& context, Record& line) {
    if (SumsLater::wanted()) return;
    Record document = document_of(context, line);
    if (is_draft(document)) sum_up(context, document);
}

void leave_a_draft_only(Context& context, Record& line) {
    Record document = document_of(context, line);
    refuse_unless_draft(context, document);
    sum_up(context, document, line.id());
}

void come_back_to_a_draft_only(Context& context, Record& line) {
    refuse_unless_draft(context, document_of(context, line));
}

} // namespace

DocumentLine::DocumentLine(std::string object_name, Label object_label, Label plural_label)
    : Object(std::move(object_name), "orders", std::move(object_label), std::move(plural_label)) {
    icon = "list-numbers";
    rule_fills(*this, {name});
    list_fields = {"position", "name", "quantity", "unit", "unit_price", "discount", "vat_rate", "net", "gross"};
    form_fields = {"product", "name", "quantity", "unit_price", "discount", "vat_rate"};
    default_sort = "position";
    before_save(be_a_line_of_its_document);
    after_save(bring_up_sums);
    before_delete(leave_a_draft_only);
    before_restore(come_back_to_a_draft_only);
    after_restore(bring_up_sums);
}

const DocumentLine& any_line() {
    return quote_line;
}

Record line_like(Context& context, const Record& document, const Record& from) {
    const DocumentLine& any = any_line();
    const Object& lines = lines_of(context, document.object());
    Record made = context.make(lines);
    for (int i = any.name.index; i <= any.split_payment.index; ++i) {
        const Field& field = from.object().fields[static_cast<std::size_t>(i)];
        for (int column = 0; column < field.column_count; ++column)
            made.put_value(field, column, from.at(field, column));
    }
    made.put(lines.parent_field()->index, document.id());
    if (made.object().name != from.object().name || lines.name == "invoice_line") made.set(any.priced_by, "agreed");
    return made;
}

} // namespace crm

// The sums of documents: from lines to rates and totals, kept with the document as its own fields.
#include "base/error.hpp"
#include "modules/orders/document.hpp"
#include "modules/orders/document_line.hpp"
#include "modules/orders/invoice_sums.hpp"

namespace crm {

namespace {

thread_local int sums_later = 0;

[[noreturn]] void refuse_too_large(Context& context) {
    throw Error::at(
        "quantity",
        context.in_language({"This makes an amount too large to be kept. Please give a smaller quantity or price.",
                             "Powstaje zbyt duża kwota. Podaj mniejszą ilość lub cenę.",
                             "Износот станува преголем. Внесете помала количина или цена."}));
}

SumLine sum_line(const Record& line) {
    const DocumentLine& any = any_line();
    return {line.get(any.quantity).value_or(0), line.get(any.unit_price).value_or(0),
            line.get(any.discount).value_or(0), line.get(any.vat_code), line.get(any.vat_rate).value_or(0)};
}

} // namespace

SumsLater::SumsLater() {
    ++sums_later;
}

SumsLater::~SumsLater() {
    --sums_later;
}

bool SumsLater::wanted() {
    return sums_later > 0;
}

DocumentSums sums_of(Context& context, const Record& document, const std::vector<Record>& lines) {
    std::vector<SumLine> given;
    for (const Record& line : lines) given.push_back(sum_line(line));
    const Document& its = any_document();
    const auto method = tax_method_named(document.get(its.vat_method)).value_or(TaxMethod::per_rate);
    const int digits = currency_digits(document.get(its.currency)).value_or(2);
    auto sums = sums_of(given, method, document.get(its.discount).value_or(0), digits);
    if (!sums) refuse_too_large(context);
    return std::move(*sums);
}

std::string taxes_json(const DocumentSums& sums, const std::string& currency) {
    std::string text;
    JsonWriter out(text);
    auto amount = [&](std::int64_t minor) { return format_amount({minor, currency}); };
    out.begin_array();
    for (const RateSums& rate : sums.rates) {
        out.begin_object().member("code", rate.code).member("rate", format_decimal(rate.rate, 2));
        out.member("net", amount(rate.net))
            .member("vat", amount(rate.tax))
            .member("gross", amount(rate.gross))
            .end_object();
    }
    out.end_array();
    return text;
}

DocumentSums sums_from(const Json& taxes, const std::string& currency) {
    DocumentSums sums;
    if (!taxes.is_array()) return sums;
    const int digits = currency_digits(currency).value_or(2);
    auto minor = [&](const Json& rate, const char* name) { return parse_decimal(rate.text(name), digits).value_or(0); };
    for (const Json& each : taxes.items()) {
        RateSums rate;
        rate.net = minor(each, "net");
        rate.tax = minor(each, "vat");
        rate.gross = minor(each, "gross");
        rate.code = each.text("code");
        rate.rate = parse_decimal(each.text("rate"), 2).value_or(0);
        sums.rates.push_back(rate);
        sums.total.net += rate.net;
        sums.total.tax += rate.tax;
        sums.total.gross += rate.gross;
    }
    return sums;
}

std::optional<std::int64_t> cost_of(const Record& line, const std::string& currency) {
    const auto one = line.get(any_line().unit_cost), quantity = line.get(any_line().quantity);
    if (!one || !quantity) return std::nullopt;
    return convert_minor(*one, 4, *quantity, 4, currency_digits(currency).value_or(2));
}

namespace {

// Of quotes and orders. One line of an unknown cost makes the margin unknown: a part of it would look like all.
void put_margin(Record& document, const std::vector<Record>& lines) {
    const Document& its = any_document();
    const Field *margin = document.object().field("margin"), *percent = document.object().field("margin_percent");
    if (!margin || !percent) return;
    const std::string currency = document.get(its.currency);
    const std::int64_t net = document.get(its.net_total) ? document.get(its.net_total)->minor : 0;
    std::optional<std::int64_t> left = lines.empty() ? std::nullopt : std::optional(net);
    for (const Record& line : lines) {
        const auto cost = cost_of(line, currency);
        std::int64_t less = 0;
        left = left && cost && !__builtin_sub_overflow(*left, *cost, &less) ? std::optional(less) : std::nullopt;
    }
    document.clear(margin->index);
    document.clear(percent->index);
    if (!left) return;
    document.put(margin->index, crm::Money{*left, currency});
    if (const auto share = scaled(*left, 100'00, net)) document.put(percent->index, *share);
}

} // namespace

void put_sums(Record& document, const DocumentSums& sums) {
    const Document& its = any_document();
    const std::string currency = document.get(its.currency);
    document.set(its.net_total, {sums.total.net, currency});
    document.set(its.vat_total, {sums.total.tax, currency});
    document.set(its.gross_total, {sums.total.gross, currency});
    document.set(its.taxes, taxes_json(sums, currency));
}

void sum_up(Context& context, Record& document, Id leaving) {
    auto lines = load_lines(context, document);
    std::erase_if(lines, [&](const Record& line) { return line.id() == leaving; });
    DocumentSums sums = sums_of(context, document, lines);
    put_sums(document, sums_of_invoice(context, document, std::move(sums)));
    put_margin(document, lines);
    context.save(document);
}

} // namespace crm

// From an order to its invoices: in parts, in advance, the final one that takes the advances off, and pro forma.
#include <algorithm>

#include "base/error.hpp"
#include "modules/core/checks.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_line.hpp"
#include "modules/orders/order_line.hpp"
#include "record/actions.hpp"

namespace crm {

namespace {

Record draft_of(Context& context, const Record& of, const std::string& kind) {
    Record made = draft_like(context, invoice, of);
    made.set(invoice.kind, kind);
    made.set(invoice.order, of.id());
    return made;
}

std::vector<Record> advances_of(Context& context, Id of, bool drafts = false) {
    auto found = context.find(invoice, invoice.order == of && invoice.kind == "advance");
    if (!drafts) std::erase_if(found, [](const Record& each) { return is_draft(each); });
    return found;
}

// What the advances and their corrections say together, by rate.
DocumentSums sums_of_advances(Context& context, const std::vector<Record>& advances) {
    DocumentSums together;
    const DocumentSums nothing;
    auto take = [&](const Record& each) {
        const auto less =
            difference(sums_from(Json::parse(each.get(invoice.taxes)), each.get(invoice.currency)), nothing);
        const auto sum = less ? difference(*less, together) : std::nullopt;
        if (!sum)
            throw Error::at("amount", context.in_language({"The advances together are too large to be kept.",
                                                           "Zaliczki razem są za duże, aby je zapisać.",
                                                           "Авансите заедно се преголеми за да се чуваат."}));
        together = std::move(*sum);
    };
    for (const Record& advance : advances) {
        take(advance);
        for (const Record& correction :
             context.find(invoice, invoice.corrects == advance.id() && invoice.state == "issued"))
            take(correction);
    }
    return together;
}

void refuse_by_advances(Context& context, const Record& of, const std::string& kind) {
    const bool any = !advances_of(context, of.id(), true).empty();
    if (kind == "final" && !any)
        throw Error(Problem::conflict,
                    context.in_language({"There is no advance invoice for this order. Please make an ordinary invoice.",
                                         "Do tego zamówienia nie ma faktury zaliczkowej. Wystaw zwykłą fakturę.",
                                         "За оваа нарачка нема авансна фактура. Направете обична фактура."}));
    if (kind == "invoice" && any)
        throw Error(
            Problem::conflict,
            context.in_language(
                {"There are advance invoices for this order. Please make the final invoice, which takes them off.",
                 "Do tego zamówienia są faktury zaliczkowe. Wystaw fakturę końcową, która je odliczy.",
                 "За оваа нарачка има авансни фактури. Направете крајна фактура, која ги одзема."}));
    if (kind != "final") return;
    for (const Record& each : advances_of(context, of.id(), true))
        if (is_draft(each))
            throw Error(Problem::conflict,
                        context.in_language(
                            {"There is a draft of an advance invoice for this order. Please issue or delete it first.",
                             "Do tego zamówienia jest szkic faktury zaliczkowej. Najpierw ją wystaw lub usuń.",
                             "За оваа нарачка има нацрт на авансна фактура. Прво издајте го или избришете го."}));
}

std::int64_t quantity_to_invoice(Context& context, const Record& line, const Quantities& quantities, bool counts) {
    const std::int64_t all = line.get(order_line.quantity).value_or(0);
    const std::int64_t left = counts ? all - line.get(order_line.invoiced).value_or(0) : all;
    if (quantities.empty()) return left;
    const auto asked = quantities.find(line.id());
    if (asked == quantities.end()) return 0;
    if (asked->second <= left) return asked->second;
    const std::string text = format_decimal(left, 4);
    throw Error::at("lines", context.in_language(
                                 {"Of \"" + line.title() + "\" only " + text + " are left to invoice.",
                                  "Z pozycji \"" + line.title() + "\" zostało do zafakturowania tylko " + text + ".",
                                  "Од \"" + line.title() + "\" останува да се фактурира само " + text + "."}));
}

int copy_lines(Context& context, const Record& of, const Record& made, const Quantities& quantities, bool counts) {
    const SumsLater later;
    int copied = 0;
    for (const Record& each : load_lines(context, of)) {
        const std::int64_t quantity = quantity_to_invoice(context, each, quantities, counts);
        if (quantity <= 0) continue;
        Record line = line_like(context, made, each);
        line.set(invoice_line.quantity, quantity);
        if (counts) line.set(invoice_line.order_line, each.id());
        context.save(line);
        ++copied;
    }
    return copied;
}

[[noreturn]] void refuse_nothing_left(Context& context) {
    throw Error(Problem::conflict, context.in_language({"Nothing of this order is left to invoice.",
                                                        "Nie ma już czego fakturować z tego zamówienia.",
                                                        "Од нарачката нема што да се фактурира."}));
}

void need_lines_of(Context& context, const Record& of, const Quantities& quantities) {
    const auto lines = load_lines(context, of);
    for (const auto& each : quantities)
        if (std::none_of(lines.begin(), lines.end(), [&](const Record& line) { return line.id() == each.first; }))
            throw Error::at("lines", context.in_language({"One of these lines is not of this order.",
                                                          "Jedna z tych pozycji nie należy do zamówienia.",
                                                          "Една од овие ставки не е од нарачката."}));
}

void add_advance_line(Context& context, const Record& made, const RateSums& rate, std::int64_t minor,
                      const std::string& number) {
    Record line = context.make(invoice_line);
    const int digits = currency_digits(made.get(invoice.currency)).value_or(2);
    line.set(invoice_line.invoice, made.id());
    line.set(invoice_line.name,
             in_company_language(context, {"Advance on order ", "Zaliczka do zamówienia ", "Аванс по нарачка "}) +
                 number);
    line.set(invoice_line.unit_price, convert_minor(minor, digits, 1, 0, 4).value());
    line.set(invoice_line.vat_code, rate.code);
    line.set(invoice_line.vat_rate, rate.rate);
    context.save(line);
}

} // namespace

Record invoice_order(Context& context, Record& of, const Quantities& quantities, const std::string& kind) {
    need_for(context, of, kind == "invoice" ? "invoice" : kind == "final" ? "invoice_final" : "pro_forma");
    Record made = draft_of(context, of, kind);
    refuse_by_advances(context, of, kind);
    need_lines_of(context, of, quantities);
    if (kind == "final") {
        const auto advances = advances_of(context, of.id());
        std::vector<Id> ids;
        for (const Record& each : advances) ids.push_back(each.id());
        made.set(invoice.advances, ids);
        made.set(invoice.taxes_before, taxes_json(sums_of_advances(context, advances), of.get(order.currency)));
    }
    context.save(made);
    if (copy_lines(context, of, made, quantities, kind != "pro_forma") == 0) refuse_nothing_left(context);
    sum_up(context, made);
    if (kind == "final" && made.get(invoice.gross_total)->minor <= 0)
        throw Error(
            Problem::conflict,
            context.in_language({"The advances cover the whole order, so there is nothing left for a final invoice.",
                                 "Zaliczki pokrywają całe zamówienie, nie ma czego fakturować.",
                                 "Авансите ја покриваат целата нарачка, нема што да се фактурира."}));
    follow_invoices(context, of.id());
    return made;
}

Record invoice_advance(Context& context, Record& of, const Money& amount) {
    need_for(context, of, "invoice_advance");
    const std::string currency = of.get(order.currency);
    if (amount.currency != currency)
        throw Error::at("amount",
                        context.in_language({"Please give the amount in " + currency + ".",
                                             "Podaj kwotę w " + currency + ".", "Внесете износ во " + currency + "."}));
    std::int64_t before = 0;
    for (const Record& each : advances_of(context, of.id(), true)) before += each.get(invoice.gross_total)->minor;
    const std::int64_t all = of.get(order.gross_total)->minor;
    if (amount.minor <= 0 || amount.minor > all - before) {
        const std::string most = format_amount({all - before, currency}) + " " + currency;
        throw Error::at("amount", context.in_language({"Please give an amount above zero, up to " + most + ".",
                                                       "Podaj kwotę większą od zera, do " + most + ".",
                                                       "Внесете износ над нула, до " + most + "."}));
    }
    Record made = draft_of(context, of, "advance");
    made.set(invoice.vat_method, "from_gross");
    made.clear(invoice.discount);
    context.save(made);
    const DocumentSums sums = sums_from(Json::parse(of.get(order.taxes)), currency);
    {
        const SumsLater later;
        std::int64_t left = amount.minor;
        for (std::size_t i = 0; i < sums.rates.size(); ++i) {
            __extension__ typedef __int128 Wide;
            const bool last = i + 1 == sums.rates.size();
            const auto share = last ? left : static_cast<std::int64_t>(Wide{amount.minor} * sums.rates[i].gross / all);
            left -= share;
            if (share) add_advance_line(context, made, sums.rates[i], share, of.get(order.number));
        }
    }
    sum_up(context, made);
    return made;
}

} // namespace crm

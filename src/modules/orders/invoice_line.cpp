#include "modules/orders/invoice_line.hpp"

#include "base/error.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/order_line.hpp"

namespace crm {

namespace {

// How much of the line of an order stands on invoices; corrections count by what they change.
std::int64_t invoiced_of(Context& context, Id ordered, Id leaving) {
    std::int64_t sum = 0;
    for (const Record& each : context.find(invoice_line, invoice_line.order_line == ordered)) {
        if (each.id() == leaving) continue;
        if (state_of(context.load(invoice, each.get(invoice_line.invoice))) == "void") continue;
        sum += each.get(invoice_line.quantity).value_or(0) - each.get(invoice_line.quantity_before).value_or(0);
    }
    return sum;
}

void tell_the_order_line(Context& context, const Record& line, Id leaving) {
    const Id ordered = line.get(invoice_line.order_line);
    if (!ordered) return;
    Record of_order = context.load(order_line, ordered);
    const std::int64_t invoiced = invoiced_of(context, ordered, leaving),
                       all = of_order.get(order_line.quantity).value_or(0);
    const std::int64_t before = of_order.get(order_line.invoiced).value_or(0);
    if (invoiced > all && invoiced > before) {
        const std::string left = format_decimal(all - before, 4);
        throw Error::at("quantity", context.in_language({"The order has only " + left + " left to invoice.",
                                                         "Z zamówienia zostało do zafakturowania tylko " + left + ".",
                                                         "Од нарачката останува да се фактурира само " + left + "."}));
    }
    of_order.set(order_line.invoiced, invoiced);
    context.save(of_order);
    if (!SumsLater::wanted()) follow_invoices(context, of_order.get(order_line.order));
}

void tell_the_order_of_its_going(Context& context, Record& line) {
    if (context.load(invoice, line.get(invoice_line.invoice)).get(invoice.kind) == "correction")
        throw Error(Problem::conflict,
                    context.in_language({"A correction shows every line. Please set its quantity to zero instead.",
                                         "Korekta pokazuje wszystkie pozycje. Ustaw ilość na zero.",
                                         "Корекцијата ги покажува сите ставки. Ставете количина нула."}));
    tell_the_order_line(context, line, line.id());
}

} // namespace

void tell_the_order(Context& context, const Record& of, bool leaving) {
    {
        const SumsLater later;
        for (const Record& line : load_lines(context, of)) tell_the_order_line(context, line, leaving ? line.id() : 0);
    }
    if (of.has(invoice.order)) follow_invoices(context, of.get(invoice.order));
}

InvoiceLine::InvoiceLine()
    : DocumentLine("invoice_line", {"Invoice line", "Pozycja faktury", "Ставка на фактура"},
                   {"Invoice lines", "Pozycje faktury", "Ставки на фактура"}) {
    list_fields = {"position", "name", "quantity", "quantity_before", "unit", "unit_price", "discount",
                   "vat_rate", "net",  "gross"};
    after_save([](Context& context, Record& line) { tell_the_order_line(context, line, 0); });
    before_delete(tell_the_order_of_its_going);
    after_restore([](Context& context, Record& line) { tell_the_order_line(context, line, 0); });
}

const InvoiceLine invoice_line;

} // namespace crm

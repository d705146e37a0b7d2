// Correction invoices: what an issued invoice should have said, and the difference.
#include "base/error.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_line.hpp"
#include "record/actions.hpp"

namespace crm {

namespace {

void refuse_second_draft(Context& context, const Record& record) {
    if (!context.exists(invoice, invoice.corrects == record.id() && invoice.state == "draft")) return;
    throw Error(Problem::conflict,
                context.in_language({"There is a draft of a correction already. Please issue or delete that first.",
                                     "Istnieje już szkic korekty. Najpierw go wystaw lub usuń.",
                                     "Веќе постои нацрт на корекција. Прво издајте го или избришете го."}));
}

// The invoice as it stands after the corrections so far.
Record latest_of(Context& context, const Record& record) {
    auto corrections = context.find(invoice, invoice.corrects == record.id() && invoice.state == "issued");
    return corrections.empty() ? record : std::move(corrections.back());
}

void copy_line(Context& context, const Record& made, const Record& before, bool to_nothing) {
    Record line = line_like(context, made, before);
    line.set(invoice_line.quantity_before, before.get(invoice_line.quantity).value_or(0));
    line.set(invoice_line.unit_price_before, before.get(invoice_line.unit_price).value_or(0));
    line.set(invoice_line.net_before, *before.get(invoice_line.net));
    line.set(invoice_line.gross_before, *before.get(invoice_line.gross));
    if (const Id ordered = before.get(invoice_line.order_line)) line.set(invoice_line.order_line, ordered);
    if (to_nothing) line.set(invoice_line.quantity, 0);
    context.save(line);
}

} // namespace

Record correct(Context& context, Record& record, const std::string& reason, bool to_nothing) {
    need_for(context, record, "correct");
    refuse_second_draft(context, record);
    const Record latest = latest_of(context, record);
    const auto lines = load_lines(context, latest);
    Record made = draft_like(context, invoice, latest);
    made.set(invoice.kind, "correction");
    made.set(invoice.corrects, record.id());
    made.set(invoice.correction_reason, reason);
    if (record.has(invoice.order)) made.set(invoice.order, record.get(invoice.order));
    for (const Object::Text* text :
         {&invoice.buyer_name, &invoice.buyer_tax_id, &invoice.buyer_address_1, &invoice.buyer_address_2,
          &invoice.buyer_country, &invoice.bank_account, &invoice.exemption_basis})
        if (latest.has(*text)) made.set(*text, latest.get(*text));
    made.set(invoice.payment_method, latest.get(invoice.payment_method));
    made.set(invoice.split_payment, record.get(invoice.split_payment));
    if (const auto supplied = record.get(invoice.supplied_on)) made.set(invoice.supplied_on, *supplied);
    made.set(invoice.taxes_before, taxes_json(sums_of(context, latest, lines), record.get(invoice.currency)));
    context.save(made);
    {
        const SumsLater later;
        for (const Record& each : lines) copy_line(context, made, each, to_nothing);
    }
    sum_up(context, made);
    if (record.has(invoice.order)) follow_invoices(context, record.get(invoice.order));
    return made;
}

} // namespace crm

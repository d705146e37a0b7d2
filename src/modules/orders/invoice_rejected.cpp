// What KSeF rejected was never issued in law: it keeps its number and is put right under it, or is voided with a
// reason.
#include "base/error.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_line.hpp"
#include "modules/orders/invoice_work.hpp"
#include "modules/orders/ksef_connection.hpp"
#include "modules/orders/ksef_document.hpp"
#include "modules/orders/ksef_sending.hpp"
#include "modules/orders/payment.hpp"
#include "modules/orders/register_entry.hpp"
#include "modules/orders/settlement.hpp"
#include "record/actions.hpp"

namespace crm {

namespace {

void need_nothing_to_hang_on_it(Context& context, const Record& record) {
    const bool corrected = context.exists(invoice, invoice.corrects == record.id());
    const bool taken_off =
        record.get(invoice.kind) == "advance" &&
        context.exists(invoice, invoice.order == record.get(invoice.order) && invoice.kind == "final");
    const bool paid = context.exists(allocation, allocation.invoice == record.id() && allocation.released == 0);
    if (!corrected && !taken_off && !paid) return;
    throw Error(
        Problem::conflict,
        context.in_language({"Payments, a correction or a final invoice hang on this one. Please take them back "
                             "first.",
                             "Z tą fakturą są powiązane płatności, korekta albo faktura końcowa. Najpierw je "
                             "cofnij.",
                             "На оваа фактура се врзани плаќања, корекција или крајна фактура. Прво повлечете "
                             "ги."}));
}

// The credit that a rejected correction left goes back first.
void take_back_credit(Context& context, const Record& record) {
    for (Record& made :
         context.find(payment, payment.party == record.get(invoice.party) && payment.method == "credit")) {
        if (made.get(payment.paid_for) != record.get(invoice.number) || made.get(payment.state) == "reversed") continue;
        const auto amount = *made.get(payment.amount);
        if (made.get(payment.unallocated)->minor != amount.minor)
            throw Error(
                Problem::conflict,
                context.in_language({"The credit of this correction is used already. Please take that back first.",
                                     "Nadpłatę z tej korekty już wykorzystano. Najpierw to cofnij.",
                                     "Кредитот од оваа корекција е веќе искористен. Прво повлечете го."}));
        const Id first = record.get(invoice.corrects);
        post(context, {record.get(invoice.party), amount.currency, "reversal", record.get(invoice.number)},
             {{book::receivable, -amount.minor, first, 0, context.load(invoice, first).get(invoice.due_on)},
              {book::on_account, amount.minor, 0, made.id()}});
        made.set(payment.unallocated, {0, amount.currency});
        made.set(payment.state, "reversed");
        context.save(made);
    }
}

void take_out_of_ledger(Context& context, const Record& record) {
    const bool correction = record.get(invoice.kind) == "correction";
    if (correction) take_back_credit(context, record);
    const auto gross = *record.get(invoice.gross_total);
    const Id about = correction ? record.get(invoice.corrects) : record.id();
    const auto due = context.load(invoice, about).get(invoice.due_on);
    post(context, {record.get(invoice.party), gross.currency, "reversal", record.get(invoice.number)},
         {{book::receivable, -gross.minor, about, 0, due}, {book::sales, gross.minor, about, 0}});
    if (correction) follow_ledger(context, about);
}

void be_owed_no_more(Record& record) {
    record.clear(invoice.open);
    record.clear(invoice.settlement);
}

} // namespace

Json reopen_as_asked(Context& context, Record& record, const Json&) {
    need_for(context, record, "reopen");
    need_nothing_to_hang_on_it(context, record);
    take_out_of_ledger(context, record);
    enter_again(context, record, "reopened");
    be_owed_no_more(record);
    record.set(invoice.state, "draft");
    context.save(record);
    return {};
}

Json void_as_asked(Context& context, Record& record, const Json& input) {
    need_for(context, record, "void");
    if (state_of(record) == "issued") {
        need_nothing_to_hang_on_it(context, record);
        take_out_of_ledger(context, record);
    }
    be_owed_no_more(record);
    record.set(invoice.state, "void");
    record.set(invoice.void_reason, input.text("reason"));
    context.save(record);
    enter_again(context, record, "voided");
    tell_the_order(context, record, true);
    return {};
}

Json send_to_ksef_as_asked(Context& context, Record& record, const Json&) {
    need_for(context, record, "send_to_ksef");
    const std::string status = record.get(invoice.ksef_status);
    if (!ksef_in_use(context))
        throw Error(Problem::conflict,
                    context.in_language({"No connection to KSeF is switched on. Please make one in the "
                                         "settings.",
                                         "Nie ma włączonego połączenia z KSeF. Utwórz je w ustawieniach.",
                                         "Нема вклучена врска со KSeF. Направете ја во поставките."}));
    if (status.empty() || status == "draft") {
        if (!kept_document(context, record.id())) {
            begin_ksef(context, record);
            if (!kept_document(context, record.id()))
                throw Error(Problem::conflict, context.in_language({"This document is not sent to KSeF.",
                                                                    "Tego dokumentu nie wysyła się do KSeF.",
                                                                    "Овој документ не се испраќа во KSeF."}));
        }
        record = context.load(invoice, record.id());
        if (record.get(invoice.ksef_status) == "draft") queue_for_ksef(context, record);
        return {};
    }
    enqueue_sending(context, record.id());
    return {};
}

} // namespace crm

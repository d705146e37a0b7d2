#include "modules/orders/bank_line.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "modules/core/checks.hpp"
#include "modules/orders/bank_match.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/payment.hpp"
#include "record/actions.hpp"
#include "record/query.hpp"
#include "record/reports.hpp"

namespace crm {

namespace {

void book(Context& context, Record& line) {
    Record made = context.make(payment);
    made.set(payment.party, line.get(bank_line.party));
    made.set(payment.amount, *line.get(bank_line.amount));
    made.set(payment.paid_on, *line.get(bank_line.booked_on));
    made.set(payment.method, "transfer");
    made.set(payment.reference, line.get(bank_line.key));
    made.set(payment.paid_for, cut(line.get(bank_line.text), 250));
    made.set(payment.payer_account, line.get(bank_line.account));
    context.save(made);
    for (const Id each : line.get(bank_line.invoices)) {
        made = context.load(payment, made.id());
        const auto open = context.load(invoice, each).get(invoice.open);
        if (made.get(payment.unallocated)->minor > 0 && open && open->minor > 0) allocate(context, made, each);
    }
    line.set(bank_line.payment, made.id());
    line.set(bank_line.state, "booked");
}

Json accept(Context& context, Record& line, const Json&) {
    book(context, line);
    context.save(line);
    return {};
}

Json assign(Context& context, Record& line, const Json& input) {
    const Id who = *parse_id(input.text("party"));
    std::vector<Id> invoices;
    if (const auto one = parse_id(input.text("invoice"))) {
        if (!allowed(context, invoice, *one, Act::read) || context.load(invoice, *one).get(invoice.party) != who)
            throw Error::at(
                "invoice", context.in_language({"This invoice is another customer's. Please choose one of the payer's.",
                                                "To faktura innego klienta. Wybierz fakturę płatnika.",
                                                "Оваа фактура е на друг клиент. Изберете од плаќачот."}));
        invoices.push_back(*one);
    }
    line.set(bank_line.party, who);
    line.set(bank_line.invoices, invoices);
    line.set(bank_line.reason, in_company_language(context, {"Said by hand", "Wskazano ręcznie", "Рачно наведено"}));
    line.set(bank_line.score, 100);
    book(context, line);
    context.save(line);
    return {};
}

Json leave_out(Context& context, Record& line, const Json&) {
    line.set(bank_line.state, "left_out");
    context.save(line);
    return {};
}

} // namespace

void recognise(Context& context, Record& line) {
    const auto amount = *line.get(bank_line.amount);
    line.set(bank_line.state, amount.minor > 0 ? "unknown" : "outgoing");
    if (amount.minor > 0) {
        const BankMatch match =
            match_of(context, {line.get(bank_line.text), line.get(bank_line.name), line.get(bank_line.account), amount,
                               *line.get(bank_line.booked_on)});
        if (match.party) {
            line.set(bank_line.party, match.party);
            line.set(bank_line.invoices, match.invoices);
            line.set(bank_line.score, match.score);
            line.set(bank_line.reason, in_company_language(context, match.reason));
            line.set(bank_line.state, "proposed");
            if (match.score >= sure_enough) book(context, line);
        }
    }
    context.save(line);
}

BankLine::BankLine()
    : Object("bank_line", "orders", {"Bank line", "Pozycja wyciągu", "Ставка од извод"},
             {"Bank lines", "Pozycje wyciągu", "Ставки од извод"}) {
    icon = "list-details";
    list_fields = {"booked_on", "name", "text", "amount", "state", "reason", "score", "party", "payment"};
    default_sort = "-booked_on";
    never_merge(*this);
    deleted_only_when(*this, Condition::nothing(),
                      {"A line of a statement is kept. Please leave it out instead.",
                       "Pozycja wyciągu pozostaje. Zamiast usuwać, pomiń ją.",
                       "Ставката од изводот останува. Наместо бришење, изоставете ја."});
    const Condition free = one_of(state, {"proposed", "unknown"});
    const Label done_with{"This line is done with already.", "Ta pozycja jest już załatwiona.",
                          "Оваа ставка е веќе завршена."};
    action("accept", {"Accept", "Zaakceptuj", "Прифати"}, {}, accept);
    only_when(*this, "accept", free, done_with);
    only_when(*this, "accept", party != Value{},
              {"Nobody is proposed for this line. Please say whose payment it is.",
               "Dla tej pozycji nie ma propozycji. Wskaż, czyja to płatność.",
               "За оваа ставка нема предлог. Кажете чие е плаќањето."});
    action("assign", {"Say whose it is", "Wskaż, czyja", "Кажи чија е"},
           {input("party", Kind::link, {"Party", "Kontrahent", "Деловен партнер"}, {.required = true, .to = "party"}),
            input("invoice", Kind::link, {"Invoice", "Faktura", "Фактура"}, {.to = "invoice"})},
           assign);
    only_when(*this, "assign", free, done_with);
    action("leave_out", {"Leave out", "Pomiń", "Изостави"}, {}, leave_out);
    only_when(*this, "leave_out", free, done_with);
}

const BankLine bank_line;

} // namespace crm

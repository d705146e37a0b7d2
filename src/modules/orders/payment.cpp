#include "modules/orders/payment.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "modules/core/checks.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/settlement.hpp"
#include "record/actions.hpp"
#include "record/query.hpp"
#include "record/reports.hpp"

namespace crm {

namespace {

void be_an_amount(Context& context, Record& record) {
    const auto amount = record.get(payment.amount);
    if (amount && amount->minor <= 0)
        throw Error::at("amount",
                        context.in_language({"Please give an amount above zero.", "Podaj kwotę większą od zera.",
                                             "Внесете износ поголем од нула."}));
    if (!record.has(payment.paid_on)) record.set(payment.paid_on, context.today());
    if (*record.get(payment.paid_on) > context.today())
        throw Error::at("paid_on",
                        context.in_language({"This day is still to come. Please give the day on which the money came.",
                                             "Ten dzień dopiero nadejdzie. Podaj dzień, w którym wpłynęły pieniądze.",
                                             "Овој ден допрва доаѓа. Внесете го денот кога пристигнаа парите."}));
}

void not_be_taken_twice(Context& context, Record& record) {
    if (!record.is_new() || record.has(payment.reference) || record.get(payment.method) == "credit") return;
    for (const Record& other :
         context.find(payment, payment.party == record.get(payment.party) &&
                                   payment.paid_on == std::int64_t{record.get(payment.paid_on)->days} &&
                                   payment.state == "posted"))
        if (other.get(payment.amount) == record.get(payment.amount) &&
            other.get(payment.paid_for) == record.get(payment.paid_for))
            throw Error::at(
                "reference",
                context.in_language({"The same payment is there already. If this is another one, give its reference.",
                                     "Taka płatność już jest. Jeśli to inna, podaj jej referencje.",
                                     "Истото плаќање веќе постои. Ако ова е друго, внесете ја неговата референца."}));
}

void stay_as_it_was_posted(Context& context, Record& record) {
    if (record.is_new()) return;
    for (const Object::Handle* handle : std::initializer_list<const Object::Handle*>{&payment.party, &payment.amount,
                                                                                     &payment.paid_on, &payment.method})
        if (record.changed(*handle))
            throw Error::at(record.object().field(*handle).name,
                            context.in_language({"This payment is in the ledger. Please reverse it and enter it anew.",
                                                 "Ta płatność jest zaksięgowana. Stornuj ją i wprowadź ponownie.",
                                                 "Ова плаќање е прокнижено. Сторнирајте го и внесете го повторно."}));
}

void begin_unallocated(Context&, Record& record) {
    if (record.is_new() && record.has(payment.amount)) record.set(payment.unallocated, *record.get(payment.amount));
}

void post_it(Context& context, Record& record) {
    if (!record.is_new() || record.get(payment.method) == "credit") return;
    const auto amount = *record.get(payment.amount);
    post(context, {record.get(payment.party), amount.currency, "payment", record.title(), record.get(payment.paid_on)},
         {{book::bank, amount.minor, 0, record.id()}, {book::on_account, -amount.minor, 0, record.id()}});
}

std::string name_of_it(Context& context, const Record& record) {
    const std::string kind = in_company_language(context, {"Payment", "Płatność", "Плаќање"});
    const auto day = record.get(payment.paid_on);
    return joined(day ? kind + " " + format_day(*day) : kind, context.title("party", record.get(payment.party)));
}

[[noreturn]] void refuse_amount(Context& context, const Label& sentence) {
    throw Error::at("amount", context.in_language(sentence));
}

std::optional<std::int64_t> amount_in(Context& context, const Record& record, const Json& input) {
    const Json& given = input["amount"];
    if (given.is_null()) return std::nullopt;
    const std::string currency = record.get(payment.amount)->currency;
    if (given.text("currency") != currency)
        refuse_amount(context, {"Please give the amount in " + currency + ".", "Podaj kwotę w " + currency + ".",
                                "Внесете износ во " + currency + "."});
    return parse_decimal(given.text("amount"), currency_digits(currency).value_or(2));
}

void refuse_foreign(Context& context, const Record& record, const Record& of) {
    if (of.get(invoice.party) != record.get(payment.party))
        throw Error::at("invoice",
                        context.in_language({"This invoice is another customer's. Please choose one of the payer's.",
                                             "To faktura innego klienta. Wybierz fakturę płatnika.",
                                             "Оваа фактура е на друг клиент. Изберете од плаќачот."}));
    if (of.get(invoice.currency) != record.get(payment.amount)->currency)
        throw Error::at("invoice",
                        context.in_language({"This invoice is in another currency. Please choose one in the payment's.",
                                             "Ta faktura jest w innej walucie. Wybierz w walucie płatności.",
                                             "Оваа фактура е во друга валута. Изберете во валутата на плаќањето."}));
    if (of.get(invoice.state) != "issued" || of.get(invoice.open).value_or(crm::Money{}).minor <= 0)
        throw Error::at("invoice", context.in_language({"Nothing is to be paid of this invoice.",
                                                        "Na tej fakturze nie ma nic do zapłaty.",
                                                        "На оваа фактура нема што да се плати."}));
}

void leave(Record& record, std::int64_t minor) {
    record.set(payment.unallocated, {minor, record.get(payment.amount)->currency});
}

Json allocate_as_asked(Context& context, Record& record, const Json& input) {
    const Id to = *parse_id(input.text("invoice"));
    if (!allowed(context, invoice, to, Act::read))
        throw Error::at("invoice", context.in_language({"There is no such invoice. Please choose another.",
                                                        "Nie ma takiej faktury. Wybierz inną.",
                                                        "Нема таква фактура. Изберете друга."}));
    allocate(context, record, to, amount_in(context, record, input));
    return {};
}

std::string name_of_allocation(Context& context, const Record& record) {
    return context.title("invoice", record.get(allocation.invoice));
}

} // namespace

void allocate(Context& context, Record& record, Id to, std::optional<std::int64_t> minor) {
    need_for(context, record, "allocate");
    const Record of = context.load(invoice, to);
    refuse_foreign(context, record, of);
    const auto free = record.get(payment.unallocated).value_or(crm::Money{}), open = *of.get(invoice.open);
    const std::int64_t most = std::min(free.minor, open.minor), amount = minor.value_or(most);
    if (amount <= 0 || amount > most) {
        const std::string text = format_amount({most, open.currency}) + " " + open.currency;
        refuse_amount(context, {"At most " + text + " can be allocated to this invoice.",
                                "Na tę fakturę można rozliczyć najwyżej " + text + ".",
                                "На оваа фактура може да се распредели најмногу " + text + "."});
    }
    Record made = context.make(allocation);
    made.set(allocation.payment, record.id());
    made.set(allocation.invoice, to);
    made.set(allocation.amount, {amount, open.currency});
    context.save(made);
    post(context, {record.get(payment.party), open.currency, "allocation", of.get(invoice.number)},
         {{book::on_account, amount, 0, record.id()}, {book::receivable, -amount, to, 0, of.get(invoice.due_on)}});
    leave(record, free.minor - amount);
    context.save(record);
    follow_ledger(context, to);
}

void allocate_to_oldest(Context& context, Record& record) {
    need_for(context, record, "allocate_to_oldest");
    auto owed = context.find(invoice, invoice.party == record.get(payment.party) && invoice.state == "issued" &&
                                          invoice.settlement != "settled");
    std::erase_if(owed, [&](const Record& each) {
        const auto open = each.get(invoice.open);
        return !open || open->minor <= 0 || open->currency != record.get(payment.amount)->currency;
    });
    std::stable_sort(owed.begin(), owed.end(),
                     [](const Record& a, const Record& b) { return a.get(invoice.due_on) < b.get(invoice.due_on); });
    for (const Record& each : owed)
        if (record.get(payment.unallocated)->minor > 0) allocate(context, record, each.id());
}

void release(Context& context, Record& record) {
    need_for(context, record, "release");
    Record whole = context.load(payment, record.get(allocation.payment));
    const auto amount = *record.get(allocation.amount);
    const Record of = context.load(invoice, record.get(allocation.invoice));
    record.set(allocation.released, true);
    context.save(record);
    post(context, {whole.get(payment.party), amount.currency, "allocation", of.get(invoice.number)},
         {{book::on_account, -amount.minor, 0, whole.id()},
          {book::receivable, amount.minor, of.id(), 0, of.get(invoice.due_on)}});
    leave(whole, whole.get(payment.unallocated)->minor + amount.minor);
    context.save(whole);
    follow_ledger(context, of.id());
}

void refund(Context& context, Record& record, std::int64_t minor) {
    need_for(context, record, "refund");
    const auto free = *record.get(payment.unallocated);
    if (minor <= 0 || minor > free.minor) {
        const std::string text = format_amount(free) + " " + free.currency;
        refuse_amount(context, {"At most " + text + " can go back.", "Można zwrócić najwyżej " + text + ".",
                                "Може да се врати најмногу " + text + "."});
    }
    post(context, {record.get(payment.party), free.currency, "refund", record.title()},
         {{book::on_account, minor, 0, record.id()}, {book::bank, -minor, 0, record.id()}});
    leave(record, free.minor - minor);
    context.save(record);
}

void reverse(Context& context, Record& record, const std::string& reason) {
    need_for(context, record, "reverse");
    for (Record& each : context.find(allocation, allocation.payment == record.id() && allocation.released == 0))
        release(context, each);
    record = context.load(payment, record.id());
    const auto amount = *record.get(payment.amount);
    if (record.get(payment.method) == "credit" || record.get(payment.unallocated)->minor != amount.minor)
        throw Error(Problem::conflict,
                    context.in_language({"Money of this payment went back already, so it cannot be reversed.",
                                         "Część tej płatności już zwrócono, więc nie można jej stornować.",
                                         "Дел од ова плаќање е веќе вратен, па не може да се сторнира."}));
    post(context, {record.get(payment.party), amount.currency, "reversal", record.title()},
         {{book::on_account, amount.minor, 0, record.id()}, {book::bank, -amount.minor, 0, record.id()}});
    leave(record, 0);
    record.set(payment.state, "reversed");
    record.clear(payment.reference);
    record.set(payment.note, joined(record.get(payment.note), reason));
    context.save(record);
}

void credit(Context& context, const Record& of, const Record& correction, std::int64_t minor) {
    Record made = context.make(payment);
    made.set(payment.party, of.get(invoice.party));
    made.set(payment.amount, {minor, of.get(invoice.currency)});
    made.set(payment.method, "credit");
    made.set(payment.paid_for, correction.get(invoice.number));
    context.save(made);
    post(context, {of.get(invoice.party), of.get(invoice.currency), "correction", correction.get(invoice.number)},
         {{book::receivable, minor, of.id(), 0, of.get(invoice.due_on)}, {book::on_account, -minor, 0, made.id()}});
}

Payment::Payment()
    : Object("payment", "orders", {"Payment", "Płatność", "Плаќање"}, {"Payments", "Płatności", "Плаќања"}) {
    icon = "cash";
    never_merge(*this);
    list_fields = {"name", "party", "amount", "paid_on", "unallocated", "state"};
    form_fields = {"party", "amount", "paid_on", "method", "paid_for", "reference"};
    default_sort = "-paid_on";
    menu = MenuPlace{"sales", 60};
    before_save(be_an_amount);
    before_save(not_be_taken_twice);
    before_save(stay_as_it_was_posted);
    before_save(begin_unallocated);
    after_save(post_it);
    deleted_only_when(*this, Condition::nothing(),
                      {"A payment in the ledger is not deleted. Please reverse it.",
                       "Zaksięgowanej płatności nie można usunąć. Stornuj ją.",
                       "Прокнижено плаќање не се брише. Сторнирајте го."});
    title_rule = name_of_it;
    const Label amount_label{"Amount", "Kwota", "Износ"};
    action("allocate", {"Allocate", "Rozlicz", "Распредели"},
           {input("invoice", Kind::link, {"Invoice", "Faktura", "Фактура"}, {.required = true, .to = "invoice"}),
            input("amount", Kind::money, amount_label)},
           allocate_as_asked);
    only_when(*this, "allocate", state == "posted");
    only_when(*this, "allocate", unallocated > 0);
    action("allocate_to_oldest", {"Allocate to the oldest", "Rozlicz z najstarszymi", "Распредели на најстарите"}, {},
           [](Context& context, Record& record, const Json&) -> Json {
               allocate_to_oldest(context, record);
               return {};
           });
    only_when(*this, "allocate_to_oldest", state == "posted");
    only_when(*this, "allocate_to_oldest", unallocated > 0);
    action("refund", {"Refund", "Zwróć", "Врати"}, {input("amount", Kind::money, amount_label, {.required = true})},
           [](Context& context, Record& record, const Json& input) -> Json {
               refund(context, record, amount_in(context, record, input).value_or(0));
               return {};
           });
    only_when(*this, "refund", state == "posted");
    only_when(*this, "refund", unallocated > 0);
    action("reverse", {"Reverse", "Stornuj", "Сторнирај"},
           {input("reason", Kind::text, {"Reason", "Powód", "Причина"}, {.required = true})},
           [](Context& context, Record& record, const Json& input) -> Json {
               reverse(context, record, input.text("reason"));
               return {};
           });
    only_when(*this, "reverse", state == "posted");
}

const Payment payment;

Allocation::Allocation()
    : Object("allocation", "orders", {"Allocation", "Rozliczenie", "Распределба"},
             {"Allocations", "Rozliczenia", "Распределби"}) {
    icon = "arrows-split";
    searched = false;
    list_fields = {"invoice", "amount", "released", "created_at"};
    default_sort = "-created_at";
    deleted_only_when(*this, Condition::nothing(),
                      {"An allocation is not deleted. Please take it back.", "Rozliczenia nie można usunąć. Cofnij je.",
                       "Распределбата не се брише. Повлечете ја."});
    title_rule = name_of_allocation;
    action("release", {"Take back", "Cofnij", "Повлечи"}, {},
           [](Context& context, Record& record, const Json&) -> Json {
               release(context, record);
               return {};
           });
    only_when(*this, "release", released != 1,
              {"This was taken back already.", "To już cofnięto.", "Ова веќе е повлечено."});
}

const Allocation allocation;

} // namespace crm

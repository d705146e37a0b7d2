#include "modules/orders/quote.hpp"

#include "base/error.hpp"
#include "modules/core/checks.hpp"
#include "modules/core/conversation.hpp"
#include "modules/orders/document_face.hpp"
#include "modules/orders/number_series.hpp"
#include "modules/orders/order.hpp"
#include "modules/orders/quote_approval.hpp"
#include "record/actions.hpp"
#include "record/reports.hpp"

namespace crm {

namespace {

constexpr std::int64_t usual_days = 30;

// Until when it holds is said by a draft; later only by a new version.
void keep_its_validity(Context& context, Record& record) {
    if (record.is_new() || is_draft(record) || !record.changed(quote.valid_until) || record.changed(quote.state))
        return;
    throw Error::at(
        "valid_until",
        context.in_language({"This quote has gone out. Please make a new version to change how long it holds.",
                             "Ta oferta została wysłana. Aby zmienić jej ważność, utwórz nową wersję.",
                             "Понудата е испратена. За да ја смените важноста, направете нова верзија."}));
}

void supersede(Context& context, Id previous) {
    auto before = context.find(quote, previous);
    if (!before || before->binned()) return;
    const std::string state = state_of(*before);
    if (state == "accepted")
        throw Error(Problem::conflict,
                    context.in_language({"The version before was accepted meanwhile, so there is nothing to send.",
                                         "Poprzednia wersja została tymczasem przyjęta, nie ma czego wysyłać.",
                                         "Претходната верзија во меѓувреме е прифатена, нема што да се испрати."}));
    before->set(quote.state, "superseded");
    context.save(*before);
}

void number_it(Context& context, Record& record) {
    const std::int64_t version = record.get(quote.version_no).value_or(1);
    if (!record.has(quote.first_number)) record.set(quote.first_number, take_number(context, "quote").number);
    const std::string first = record.get(quote.first_number);
    record.set(quote.number, version > 1 ? first + "-" + std::to_string(version) : first);
}

void refuse_when_over(Context& context, const Record& record) {
    const auto until = record.get(quote.valid_until);
    if (!until || context.today() <= *until) return;
    const std::string day = format_day(*until);
    throw Error(Problem::conflict,
                context.in_language({"This quote was valid until " + day + ". Please make a new version of it.",
                                     "Ta oferta była ważna do " + day + ". Utwórz jej nową wersję.",
                                     "Оваа понуда важеше до " + day + ". Направете нова верзија."}),
                {{"valid_until", day}});
}

Json accept_as_asked(Context& context, Record& record, const Json& input) {
    const Record made = accept(context, record, input.text("accepted_by"));
    return Json::object({{"object", "order"}, {"id", std::to_string(made.id())}, {"title", made.title()}});
}

Json decline(Context& context, Record& record, const Json& input) {
    record.set(quote.decline_reason, input.text("decline_reason"));
    record.set(quote.state, "declined");
    context.save(record);
    return {};
}

void tell_the_owner(Context& context, const Record& record, const std::string& who, const Label& what) {
    context.notify(record.get(quote.owner), "quote_answered", AnyLink{"quote", record.id()},
                   who + " " + in_company_language(context, what) + ": " + record.title());
}

bool can_be_answered(Context& context, const Record& record) {
    const auto until = record.get(quote.valid_until);
    return state_of(record) == "sent" && (!until || context.today() <= *until);
}

// What the customer does at the address that they were sent.
SharedAction accepting() {
    return {"accept",
            {"Accept the quote", "Przyjmij ofertę", "Прифати ја понудата"},
            {your_name("accepted_by")},
            can_be_answered,
            [](Context& context, Record& record, const Json& input) {
                accept(context, record, input.text("accepted_by"));
                tell_the_owner(context, record, input.text("accepted_by"),
                               {"accepted", "przyjmuje ofertę", "ја прифати понудата"});
            },
            true};
}

SharedAction declining() {
    return {"decline",
            {"Decline", "Odrzuć", "Одбиј"},
            {your_name("declined_by"), report_input("decline_reason", Kind::text, {"Reason", "Powód", "Причина"},
                                                    {.required = true, .max_length = 500})},
            can_be_answered,
            [](Context& context, Record& record, const Json& input) {
                decline(context, record, input);
                tell_the_owner(context, record, input.text("declined_by"),
                               {"declined", "odrzuca ofertę", "ја одби понудата"});
            }};
}

Json revise_as_asked(Context& context, Record& record, const Json&) {
    const Record made = revise(context, record);
    return Json::object({{"object", "quote"}, {"id", std::to_string(made.id())}, {"title", made.title()}});
}

} // namespace

void send(Context& context, Record& record) {
    need_for(context, record, "send");
    need_lines(context, load_lines(context, record));
    need_margin_or_approval(context, record);
    if (!record.has(quote.valid_until))
        record.set(quote.valid_until,
                   Day{static_cast<std::int32_t>(context.today().days +
                                                 context.company().more.number("quote_days", usual_days))});
    if (*record.get(quote.valid_until) < context.today())
        throw Error::at("valid_until", context.in_language({"This day is past. Please give a later one.",
                                                            "Ten dzień już minął. Podaj późniejszy.",
                                                            "Овој ден помина. Внесете подоцнежен."}));
    if (record.has(quote.previous)) supersede(context, record.get(quote.previous));
    record.set(quote.sent_on, context.today());
    record.set(quote.state, "sent");
    number_it(context, record);
    context.save(record);
}

Record accept(Context& context, Record& record, const std::string& by) {
    need_for(context, record, "accept");
    refuse_when_over(context, record);
    Record made = order_like(context, record);
    record.set(quote.state, "accepted");
    record.set(quote.accepted_at, context.now());
    if (!by.empty()) record.set(quote.accepted_by, by);
    record.set(quote.order, made.id());
    context.save(record);
    return made;
}

Record revise(Context& context, const Record& record) {
    need_for(context, record, "revise");
    const Condition next_version = quote.previous == record.id();
    if (context.exists(quote, next_version))
        throw Error(Problem::conflict,
                    context.in_language({"There is a newer version of this quote already. Please change that one.",
                                         "Istnieje już nowsza wersja tej oferty. Zmień tamtą.",
                                         "Веќе постои понова верзија на понудата. Сменете ја неа."}));
    Record made = draft_like(context, quote, record);
    made.set(quote.previous, record.id());
    made.set(quote.first_number, record.get(quote.first_number));
    made.set(quote.version_no, record.get(quote.version_no).value_or(1) + 1);
    made.set(quote.note, record.get(quote.note));
    context.save(made);
    {
        const SumsLater later;
        for (const Record& each : load_lines(context, record)) {
            Record line = line_like(context, made, each);
            context.save(line);
        }
    }
    sum_up(context, made);
    return made;
}

int expire_quotes(Context& context, int limit) {
    const Day today = context.company().zone.day_of(context.now());
    auto over = context.find(quote, quote.state == "sent" && quote.valid_until < std::int64_t{today.days}, limit);
    for (Record& record : over) {
        record.set(quote.state, "expired");
        context.save(record);
    }
    return static_cast<int>(over.size());
}

Quote::Quote() : Document("quote", {"Quote", "Oferta", "Понуда"}, {"Quotes", "Oferty", "Понуди"}) {
    icon = "file-text";
    group("way", {"Progress", "Przebieg", "Тек"});
    list_fields = {"number", "party", "state", "gross_total", "valid_until", "owner"};
    form_fields = {"party", "contact", "currency", "valid_until", "discount", "deal"};
    board_field = "state";
    board_sum = "gross_total_base";
    menu = MenuPlace{"sales", 30};
    before_save(keep_its_validity);
    before_save(keep_approval_while_it_holds);
    goes_only_while(*this, state == "draft");
    action("send", {"Send", "Wyślij", "Испрати"}, {}, [](Context& context, Record& record, const Json&) -> Json {
        send(context, record);
        return {};
    });
    only_when(*this, "send", state == "draft");
    add_approval();
    action("accept", {"Accept", "Przyjmij", "Прифати"},
           {input("accepted_by", Kind::text, {"Accepted by", "Przyjął(-ęła)", "Прифатил"})}, accept_as_asked);
    only_when(*this, "accept", state == "sent");
    action("decline", {"Decline", "Odrzuć", "Одбиј"},
           {input("decline_reason", Kind::text, {"Reason", "Powód", "Причина"}, {.required = true})}, decline);
    only_when(*this, "decline", one_of(state, {"sent", "expired"}));
    action("revise", {"New version", "Nowa wersja", "Нова верзија"}, {}, revise_as_asked);
    only_when(*this, "revise", one_of(state, {"sent", "declined", "expired"}));
    can_be_shared(*this, document_face(state != "draft", {accepting(), declining()}));
    offered_only_if(*this, "revise",
                    [](Context& context, Id id) { return !context.exists(quote, quote.previous == id); });
}

const Quote quote;

} // namespace crm

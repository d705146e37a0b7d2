#include "modules/orders/quote_approval.hpp"

#include "base/error.hpp"
#include "modules/core/checks.hpp"
#include "record/actions.hpp"
#include "record/rights.hpp"

namespace crm {

namespace {

constexpr std::int64_t none = -1;

// Of 10^-2 percent.
std::optional<std::int64_t> least_margin(const Context& context) {
    const std::int64_t percent = context.company().more.number("least_margin", none);
    if (percent == none) return std::nullopt;
    return percent * 100;
}

bool leaves_too_little(const Context& context, const Record& record) {
    const auto least = least_margin(context), margin = record.get(quote.margin_percent);
    return least && margin && *margin < *least;
}

bool is_agreed(const Record& record) {
    return record.get(quote.approval) == "approved";
}

std::string percent(std::int64_t hundredths) {
    return format_decimal(hundredths, 2) + " %";
}

void agree(Context& context, Record& record) {
    record.set(quote.approval, "approved");
    record.set(quote.approved_margin, *record.get(quote.margin_percent));
    record.clear(quote.approval_reason);
    if (context.rights().user)
        record.set(quote.approver, context.rights().user);
    else
        record.clear(quote.approver);
}

void tell_the_owner(Context& context, const Record& record, const Label& what) {
    if (record.get(quote.owner) == context.rights().user) return;
    context.notify(record.get(quote.owner), "approval_answered", AnyLink{"quote", record.id()},
                   in_company_language(context, what) + ": " + record.title());
}

void need_too_little(Context& context, const Record& record) {
    if (leaves_too_little(context, record)) return;
    throw Error(Problem::conflict,
                context.in_language({"This quote leaves enough, so it needs no approval. Please send it.",
                                     "Ta oferta ma wystarczającą marżę, więc nie wymaga zgody. Wyślij ją.",
                                     "Оваа понуда има доволна маржа, па не бара одобрение. Испратете ја."}));
}

Json ask(Context& context, Record& record, const Json& input) {
    need_too_little(context, record);
    const auto whom = parse_id(input.text("approver"));
    if (!whom)
        throw Error::at("approver",
                        context.in_language({"Please choose who is to agree.", "Wybierz, kto ma się zgodzić.",
                                             "Изберете кој треба да одобри."}));
    record.set(quote.approval, "asked");
    record.set(quote.approver, *whom);
    record.clear(quote.approval_reason);
    context.save(record);
    const std::string margin = percent(*record.get(quote.margin_percent));
    context.notify(
        *whom, "approval_asked", AnyLink{"quote", record.id()},
        in_company_language(context, {"Please agree to a margin of " + margin, "Prośba o zgodę na marżę " + margin,
                                      "Ве молиме одобрете маржа од " + margin}) +
            ": " + record.title());
    return {};
}

Json approve(Context& context, Record& record, const Json&) {
    need_too_little(context, record);
    agree(context, record);
    context.save(record);
    tell_the_owner(context, record, {"The margin is agreed to", "Zgoda na marżę", "Маржата е одобрена"});
    return {};
}

Json refuse(Context& context, Record& record, const Json& input) {
    record.set(quote.approval, "refused");
    record.set(quote.approval_reason, input.text("reason"));
    context.save(record);
    tell_the_owner(context, record, {"The margin is not agreed to", "Brak zgody na marżę", "Маржата не е одобрена"});
    return {};
}

} // namespace

void need_margin_or_approval(Context& context, Record& record) {
    if (!leaves_too_little(context, record) || is_agreed(record)) return;
    if (context.rights().allows_action(quote, "approve")) return agree(context, record);
    const std::string margin = percent(*record.get(quote.margin_percent)), least = percent(*least_margin(context));
    const std::string sentence = context.in_language(
        {"This quote leaves " + margin + ", and it should leave " + least + ". Please ask for approval or change it.",
         "Marża tej oferty to " + margin + ", a powinna wynosić " + least + ". Poproś o zgodę albo zmień ofertę.",
         "Маржата на понудата е " + margin + ", а треба да е " + least + ". Побарајте одобрение или сменете ја."});
    throw Error(Problem::conflict, sentence, {{"margin_percent", sentence}});
}

void keep_approval_while_it_holds(Context&, Record& record) {
    if (!is_agreed(record) || !record.changed(quote.margin_percent)) return;
    const auto agreed = record.get(quote.approved_margin), now = record.get(quote.margin_percent);
    if (!now || (agreed && *now >= *agreed)) return;
    for (const Object::Handle* each :
         std::initializer_list<const Object::Handle*>{&quote.approval, &quote.approver, &quote.approved_margin})
        record.clear(*each);
}

void Quote::add_approval() {
    const auto needs_it = [](Context& context, Id id) {
        const Record record = context.load(quote, id);
        return leaves_too_little(context, record) && !is_agreed(record);
    };
    action("ask_approval", {"Ask for approval", "Poproś o zgodę", "Побарај одобрение"},
           {input("approver", Kind::link, {"Who agrees", "Kto się zgadza", "Кој одобрува"},
                  {.required = true, .to = "user"})},
           ask);
    only_when(*this, "ask_approval", state == "draft");
    offered_only_if(*this, "ask_approval", needs_it);
    action("approve", {"Agree to the margin", "Zgódź się na marżę", "Одобри ја маржата"}, {}, approve);
    only_when(*this, "approve", state == "draft");
    offered_only_if(*this, "approve", needs_it);
    action("refuse_approval", {"Do not agree", "Nie zgadzaj się", "Не одобрувај"},
           {input("reason", Kind::text, {"Reason", "Powód", "Причина"}, {.required = true, .max_length = 500})},
           refuse);
    only_when(*this, "refuse_approval", state == "draft" && approval == "asked");
}

} // namespace crm

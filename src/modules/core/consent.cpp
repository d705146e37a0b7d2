#include "modules/core/consent.hpp"

#include "base/error.hpp"
#include "modules/core/checks.hpp"
#include "record/bulk.hpp"
#include "record/described.hpp"

namespace crm {

namespace {

void only_add(Context& context, Record& record) {
    if (record.is_new()) return;
    throw Error(
        Problem::conflict,
        context.in_language({"A consent is never changed. Please add a new entry, for example that it was withdrawn.",
                             "Zgody nie można zmienić. Dodaj nowy wpis, na przykład o jej cofnięciu.",
                             "Согласноста не се менува. Додадете нов запис, на пример дека е повлечена."}));
}

// It goes with its party, and with the import that brought it.
void stay(Context& context, Record&) {
    if (!is_by_hand(context.request())) return;
    throw Error(Problem::conflict,
                context.in_language({"A consent is never deleted. Please add a new entry that it was withdrawn.",
                                     "Zgody nie można usunąć. Dodaj nowy wpis o jej cofnięciu.",
                                     "Согласноста не се брише. Додадете нов запис дека е повлечена."}));
}

void happen_now(Context& context, Record& record) {
    if (!record.has(consent.at)) record.set(consent.at, context.now());
    if (*record.get(consent.at) <= context.now()) return;
    throw Error::at("at",
                    context.in_language({"This time is still to come. Please give the time when the consent was given.",
                                         "Ten czas dopiero nastąpi. Podaj, kiedy zgoda została udzielona.",
                                         "Ова време допрва доаѓа. Внесете кога е дадена согласноста."}));
}

std::string purpose_and_state(Context& context, const Record& record) {
    const std::string what =
        joined(choice_text(context, record, consent.purpose), choice_text(context, record, consent.channel));
    return what + ": " + choice_text(context, record, consent.state);
}

} // namespace

std::optional<bool> allows(Context& context, Id owner, std::string_view purpose, std::string_view channel) {
    std::optional<bool> allowed;
    Moment latest = 0;
    for (const Record& entry :
         context.find(consent, consent.party == owner && consent.purpose == std::string(purpose))) {
        const std::string through = entry.get(consent.channel);
        if (!through.empty() && through != channel) continue;
        const Moment at = entry.get(consent.at).value_or(0);
        if (allowed && at < latest) continue;
        latest = at;
        allowed = entry.get(consent.state) == "granted";
    }
    return allowed;
}

Consent::Consent()
    : Object("consent", "core", {"Consent", "Zgoda", "Согласност"}, {"Consents", "Zgody", "Согласности"}) {
    icon = "shield-check";
    rule_fills(*this, {at});
    list_fields = {"purpose", "channel", "state", "at", "source"};
    form_fields = {"purpose", "channel", "state", "source", "proof"};
    default_sort = "-at";
    before_save(only_add);
    before_save(happen_now);
    before_delete(stay);
    title_rule = purpose_and_state;
}

const Consent consent;

} // namespace crm

#include "modules/core/preference.hpp"

#include "modules/core/checks.hpp"

namespace crm {

namespace {

// What somebody said of themselves is certain until we learn otherwise.
void be_sure_of_what_was_said(Context& context, Record& record) {
    if (!record.has(preference.confidence) && record.get(preference.kind) == "stated")
        record.set(preference.confidence, 100);
    need_range(context, record, preference.confidence, 0, 100);
}

} // namespace

Preference::Preference()
    : Object("preference", "core", {"Preference", "Preferencja", "Претпочитање"},
             {"Preferences", "Preferencje", "Претпочитања"}) {
    icon = "heart";
    list_fields = {"name", "kind", "confidence", "source"};
    form_fields = {"name", "kind", "confidence", "note"};
    merging.same_by = {"name", "kind"};
    before_save(be_sure_of_what_was_said);
}

const Preference preference;

} // namespace crm

#include "modules/core/mention.hpp"

#include <algorithm>

#include "modules/core/checks.hpp"

namespace crm {

namespace {

std::vector<Id> mentioned_before(const Record& record, const Object::Links& mentions) {
    auto found = record.link_lists_before().find(mentions.index);
    return found == record.link_lists_before().end() ? std::vector<Id>() : found->second;
}

} // namespace

void tell_whom_it_mentions(Context& context, const Record& record, const Object::Links& mentions, const AnyLink& about,
                           const Label& sentence) {
    if (!record.changed(mentions) || comes_from_before(context, record)) return;
    const auto told = mentioned_before(record, mentions);
    for (Id user : record.get(mentions))
        if (std::find(told.begin(), told.end(), user) == told.end())
            context.notify(user, "mentioned", about, in_company_language(context, sentence));
}

} // namespace crm

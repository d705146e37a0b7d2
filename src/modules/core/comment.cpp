#include "modules/core/comment.hpp"

#include <algorithm>

#include "modules/core/checks.hpp"

namespace crm {

namespace {

std::string its_first_words(Context&, const Record& record) {
    return beginning(record.get(comment.body));
}

const Label mentioned = {"You were mentioned in a comment", "Wspomniano o Tobie w komentarzu", "Споменати сте во коментар"};

std::vector<Id> mentioned_before(const Record& record) {
    auto found = record.link_lists_before().find(comment.mentions.index);
    return found == record.link_lists_before().end() ? std::vector<Id>() : found->second;
}

void tell_whom_it_mentions(Context& context, Record& record) {
    if (!record.changed(comment.mentions) || comes_from_before(context, record)) return;
    const auto told = mentioned_before(record);
    for (Id user : record.get(comment.mentions))
        if (std::find(told.begin(), told.end(), user) == told.end())
            context.notify(user, "mentioned", record.get(comment.about), in_company_language(context, mentioned)); // what was said is read where it may be seen
}

} // namespace

Comment::Comment()
    : Object("comment", "core", {"Comment", "Komentarz", "Коментар"}, {"Comments", "Komentarze", "Коментари"}) {
    icon = "message";
    list_fields = {"body", "about", "created_by", "created_at"};
    form_fields = {"body", "mentions"};
    default_sort = "-created_at";
    title_rule = its_first_words;
    after_save(tell_whom_it_mentions);
}

const Comment comment;

} // namespace crm

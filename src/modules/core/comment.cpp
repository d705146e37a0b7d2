#include "modules/core/comment.hpp"

#include "modules/core/checks.hpp"
#include "modules/core/mention.hpp"

namespace crm {

namespace {

std::string its_first_words(Context&, const Record& record) {
    return beginning(record.get(comment.body));
}

const Label mentioned = {"You were mentioned in a comment", "Wspomniano o Tobie w komentarzu",
                         "Споменати сте во коментар"};

void tell_colleagues(Context& context, Record& record) {
    tell_whom_it_mentions(context, record, comment.mentions, record.get(comment.about), mentioned);
}

} // namespace

Comment::Comment()
    : Object("comment", "core", {"Comment", "Komentarz", "Коментар"}, {"Comments", "Komentarze", "Коментари"}) {
    icon = "message";
    list_fields = {"body", "about", "created_by", "created_at"};
    form_fields = {"body", "mentions", "outside"};
    default_sort = "-created_at";
    title_rule = its_first_words;
    after_save(tell_colleagues);
}

const Comment comment;

} // namespace crm

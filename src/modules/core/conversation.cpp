#include "modules/core/conversation.hpp"

#include "base/error.hpp"
#include "modules/core/checks.hpp"
#include "modules/core/comment.hpp"
#include "record/reports.hpp"

namespace crm {

namespace {

constexpr int most_comments = 200; // of one record, seen from outside
constexpr int longest_name = 120, longest_comment = 4000;

std::vector<Record> comments_outside(Context& context, const Record& record) {
    Condition about = comment.about == record.id();
    about.object = record.object().name;
    return context.find(comment, std::move(about) && comment.outside == std::int64_t{1}, most_comments);
}

void write_down(Context& context, Record& record, const Json& input, Id listener) {
    if (comments_outside(context, record).size() >= static_cast<std::size_t>(most_comments))
        throw Error::at("body",
                        context.in_language({"There are too many comments here already. Please write by e-mail.",
                                             "Jest tu już zbyt wiele komentarzy. Napisz e-mailem.",
                                             "Тука веќе има премногу коментари. Пишете по е-пошта."}));
    Record said = context.make(comment);
    said.set(comment.about, AnyLink{record.object().name, record.id()});
    said.set(comment.body, input.text("body"));
    said.set(comment.said_by, input.text("said_by"));
    said.set(comment.outside, true);
    context.save(said);
    context.notify(listener, "shared_comment", AnyLink{record.object().name, record.id()},
                   input.text("said_by") + ": " + beginning(input.text("body")));
}

} // namespace

Json conversation_about(Context& context, const Record& record) {
    Json all = Json::array();
    for (const Record& each : comments_outside(context, record)) {
        const bool ours = !each.has(comment.said_by);
        all.push(Json::object(
            {{"by", ours ? context.title("user", each.link(Object::created_by.index)) : each.get(comment.said_by)},
             {"at", format_moment(each.whole_at(Object::created_at.index).value_or(0))},
             {"text", each.get(comment.body)},
             {"ours", ours}}));
    }
    return all;
}

Field your_name(std::string name) {
    return report_input(std::move(name), Kind::text, {"Your name", "Imię i nazwisko", "Вашето име и презиме"},
                        {.required = true, .max_length = longest_name});
}

SharedAction commenting(std::function<Id(const Record&)> tell) {
    return {"comment",
            {"Write to us", "Napisz do nas", "Пишете ни"},
            {your_name("said_by"), report_input("body", Kind::long_text, {"Text", "Treść", "Содржина"},
                                                {.required = true, .max_length = longest_comment})},
            [](Context&, const Record&) { return true; },
            [tell = std::move(tell)](Context& context, Record& record, const Json& input) {
                write_down(context, record, input, tell(record));
            }};
}

} // namespace crm

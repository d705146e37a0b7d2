#include "modules/core/free_time.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "modules/core/activity.hpp"
#include "record/context.hpp"

namespace crm {

namespace {

constexpr Moment quarter = 15 * minute, usual_length = 30 * minute; // of what has no end
constexpr Moment longest_appointment = 31 * 24 * hour, longest_window = 62 * 24 * hour;
constexpr int begin_of_work = 8, end_of_work = 17;
constexpr std::size_t most_people = 50;
constexpr int shortest_min = 5, longest_min = 24 * 60;

std::vector<Span> put_together(std::vector<Span> spans) {
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
    std::vector<Span> together;
    for (const Span& each : spans) {
        if (!together.empty() && each.from <= together.back().to)
            together.back().to = std::max(together.back().to, each.to);
        else
            together.push_back(each);
    }
    return together;
}

Moment up_to_quarter(Moment at) {
    return (at + quarter - 1) / quarter * quarter;
}

// The working hours of the day; a day of 23 or 25 hours has them too.
Span working_hours(Day day, const Zone& zone) {
    const Moment noon = zone.begin_of(day) + 12 * hour;
    const Moment midnight = noon / hour * hour - ((noon + zone.offset_us(noon)) / hour % 24) * hour;
    return {midnight + begin_of_work * hour, midnight + end_of_work * hour};
}

Condition concerns(Id user) {
    return activity.owner == user || activity.assigned_to == user ||
           Condition{Condition::Op::has, activity.attendees.index, -1, {user}};
}

Json json_of(const Span& span) {
    return Json::object({{"from", format_moment(span.from)}, {"to", format_moment(span.to)}});
}

struct Asked {
    std::vector<Id> users;
    Span window;
    Moment length;
    Id except;
};

Asked asked_in(Context& context, const Json& input) {
    Asked asked{{},
                {*parse_moment(input.text("from")), *parse_moment(input.text("to"))},
                input.number("minutes", 60) * minute,
                parse_id(input.text("except")).value_or(0)};
    for (const Json& each : input["users"].items()) asked.users.push_back(parse_id(each.as_string()).value_or(0));
    if (asked.users.size() > most_people)
        throw Error::at("users", context.in_language({"Please ask about at most 50 people at once.",
                                                      "Zapytaj najwyżej o 50 osób naraz.",
                                                      "Прашајте за најмногу 50 лица одеднаш."}));
    if (asked.window.to <= asked.window.from || asked.window.to - asked.window.from > longest_window)
        throw Error::at("to", context.in_language({"Please give an end after the beginning, at most 62 days later.",
                                                   "Podaj koniec późniejszy niż początek, najwyżej o 62 dni.",
                                                   "Внесете крај по почетокот, најмногу 62 дена подоцна."}));
    if (asked.length < shortest_min * minute || asked.length > longest_min * minute)
        throw Error::at("minutes", context.in_language({"Please give a length of 5 to 1440 minutes.",
                                                        "Podaj długość od 5 do 1440 minut.",
                                                        "Внесете должина од 5 до 1440 минути."}));
    return asked;
}

Json answer(Context& context, const Json& input) {
    const Asked asked = asked_in(context, input);
    Json people = Json::array();
    std::vector<Span> all;
    for (const Id user : asked.users) {
        Json spans = Json::array();
        for (const Span& each : busy_spans(context, user, asked.window, asked.except)) {
            spans.push(json_of(each));
            all.push_back(each);
        }
        const Json who = Json::object({{"id", std::to_string(user)}, {"title", context.title("user", user)}});
        people.push(Json::object({{"user", who}, {"busy", spans}}));
    }
    const Span ahead{std::max(asked.window.from, context.now()), asked.window.to};
    const auto next = next_free(std::move(all), ahead, asked.length, context.rights().zone);
    return Json::object({{"people", people}, {"next", next ? json_of(*next) : Json()}});
}

} // namespace

std::vector<Span> busy_spans(Context& context, Id user, const Span& window, Id except) {
    Sql sql;
    sql << "SELECT \"id\", \"starts_at\", \"ends_at\" FROM \"activity\" WHERE \"deleted_at\" IS NULL AND (";
    const Condition kinds = activity.kind == "meeting" || activity.kind == "call" || activity.kind == "visit";
    append_condition(sql, context.object("activity"),
                     kinds && activity.starts_at >= window.from - longest_appointment &&
                         activity.starts_at < window.to && concerns(user),
                     context.schema(), *Rights::system(), context.connection().dialect());
    sql << ")";
    std::vector<Span> spans;
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        const Moment from = row.whole(1), to = row.null(2) ? from + usual_length : row.whole(2);
        if (row.whole(0) != except && to > window.from)
            spans.push_back({std::max(from, window.from), std::min(to, window.to)});
        return true;
    });
    return put_together(std::move(spans));
}

std::optional<Span> next_free(std::vector<Span> busy, const Span& window, Moment length, const Zone& zone) {
    busy = put_together(std::move(busy));
    for (Day day = zone.day_of(window.from); zone.begin_of(day) < window.to; ++day.days) {
        if (weekday(day) > 5) continue;
        const Span work = working_hours(day, zone);
        Moment at = up_to_quarter(std::max(work.from, window.from));
        for (const Span& each : busy) {
            if (each.to <= at) continue;
            if (each.from >= at + length) break;
            at = up_to_quarter(each.to);
        }
        if (at + length <= std::min(work.to, window.to)) return Span{at, at + length};
    }
    return std::nullopt;
}

Report free_times() {
    return {
        .name = "free_times",
        .label = {"Free times", "Wolne terminy", "Слободни термини"},
        .inputs = {report_input("users", Kind::links, {"People", "Osoby", "Лица"}, {.required = true, .to = "user"}),
                   report_input("from", Kind::moment, {"From", "Od", "Од"}, {.required = true}),
                   report_input("to", Kind::moment, {"To", "Do", "До"}, {.required = true}),
                   report_input("minutes", Kind::whole, {"Minutes", "Minuty", "Минути"}),
                   report_input("except", Kind::link, {"Left out", "Pomiń", "Изостави"}, {.to = "activity"})},
        .reads = {"starts_at", "ends_at"},
        .run = answer};
}

} // namespace crm

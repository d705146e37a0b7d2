// Filters against an evaluation of the same question in memory, with random data and random filters.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <functional>
#include <random>
#include <set>

#include "testing/sales_fixture.hpp"

using namespace crm;
using namespace crm::testing::sales;

namespace {

// A party as the test remembers it.
struct Known {
    Id id = 0;
    std::string name;
    std::optional<std::int64_t> employees, score; // score in thousandths
    std::optional<bool> vip;
    std::optional<Day> born_on;
    std::optional<std::string> email;
    std::set<std::string> tags;
    int above = -1; // another of the list
    int owner = -1; // of the users
};

struct Data {
    World world;
    std::vector<Known> parties;
    std::vector<std::pair<Id, std::string>> users;

    Data() {
        std::mt19937 random(11);
        auto some = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
        for (const char* name : {"Anna Nowak", "Игор Ристовски", "Łucja Żak"})
            users.emplace_back(world.add(user, Json::object({{"name", name}})), name);
        const std::vector<std::string> names = {"Łukasz Żółć", "lukasz zolc", "Ѓорѓи Ќосев", "ACME 100%",
                                                "acme_100",    "Święch",      "a\\b",        "Zażółć"};
        for (int i = 0; i < 60; ++i) {
            Known known;
            known.name = names[static_cast<std::size_t>(some(8))] + " " + std::to_string(i);
            Json values = Json::object({{"name", known.name}});
            if (some(3)) values.set("employees", *(known.employees = some(6)));
            if (some(3)) values.set("score", format_decimal(*(known.score = some(5) * 500 - 1000), 3));
            if (some(3)) values.set("vip", *(known.vip = some(2) == 0));
            if (some(3))
                values.set("born_on", format_day(*(known.born_on = Day{20'778 - 5 + some(10)}))); // around 2026-11-21
            if (some(2)) values.set("email", *(known.email = "p" + std::to_string(some(4)) + "@example.com"));
            for (const char* tag : {"a", "b", "A", "ab"})
                if (some(4) == 0) known.tags.insert(tag);
            Json tags = Json::array();
            for (const auto& tag : known.tags) tags.push(tag);
            values.set("tags", tags);
            if (i && some(2)) values.set("above", id_json(parties[static_cast<std::size_t>(known.above = some(i))].id));
            if (some(3)) values.set("owner", id_json(users[static_cast<std::size_t>(known.owner = some(3))].first));
            known.id = world.add(party, values);
            parties.push_back(std::move(known));
        }
    }
};

using Holds = std::function<bool(const Known&)>;
struct Question {
    Json filter;
    Holds holds;
};

template <typename T>
T one_of(const std::vector<T>& values) {
    return values[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(values.size())))];
}
int below(int n) {
    return *rc::gen::inRange(0, n);
}

template <typename T>
Holds compared(const std::string& op, std::function<std::optional<T>(const Known&)> get, T value) {
    return [=](const Known& known) {
        const auto found = get(known);
        if (op == "ne") return !found || *found != value;
        if (!found) return false;
        if (op == "eq") return *found == value;
        if (op == "lt") return *found < value;
        if (op == "lte") return *found <= value;
        if (op == "gt") return *found > value;
        return *found >= value;
    };
}

Question ask_number() {
    const std::string op = one_of<std::string>({"eq", "ne", "lt", "lte", "gt", "gte"});
    if (below(2)) {
        const std::int64_t value = below(7);
        return {Json::object({{"employees", Json::object({{op, value}})}}),
                compared<std::int64_t>(
                    op, [](const Known& known) { return known.employees; }, value)};
    }
    const std::int64_t value = below(7) * 500 - 1500;
    return {Json::object({{"score", Json::object({{op, format_decimal(value, 3)}})}}),
            compared<std::int64_t>(
                op, [](const Known& known) { return known.score; }, value)};
}

Question ask_day() {
    const Day today{20'778}, value{today.days - 6 + below(12)};
    if (below(2)) {
        const std::string op = one_of<std::string>({"eq", "ne", "lt", "lte", "gt", "gte"});
        return {Json::object({{"born_on", Json::object({{op, format_day(value)}})}}),
                compared<Day>(
                    op, [](const Known& known) { return known.born_on; }, value)};
    }
    const std::string word = one_of<std::string>({"today", "yesterday", "tomorrow", "this_week", "last_week",
                                                  "next_week", "this_month", "last_3_days", "next_2_days"});
    const Period days = *period(word, today);
    return {Json::object({{"born_on", Json::object({{"within", word}})}}), [=](const Known& known) {
                return known.born_on && *known.born_on >= days.first && *known.born_on < days.after;
            }};
}

Question ask_text() {
    const std::string op = one_of<std::string>({"contains", "starts_with"}),
                      text = one_of<std::string>(
                          {"lukasz", "ŻÓŁĆ", "100%", "100_", "e_1", "\\", "ќос", "a", "", "zazolc 1", "acme"});
    const std::string folded = fold(text);
    return {Json::object({{"name", Json::object({{op, text}})}}), [=](const Known& known) {
                const auto at = fold(known.name).find(folded);
                return op == "contains" ? at != std::string::npos : at == 0;
            }};
}

Question ask_empty() {
    const bool wanted = below(2);
    const Json is_null = Json::object({{"is_null", wanted}});
    switch (below(5)) {
    case 0:
        return {Json::object({{"employees", is_null}}), [=](const Known& known) { return !known.employees == wanted; }};
    case 1:
        return {Json::object({{"tags", is_null}}), [=](const Known& known) { return known.tags.empty() == wanted; }};
    case 2:
        return {Json::object({{"above", is_null}}), [=](const Known& known) { return (known.above < 0) == wanted; }};
    case 3:
        return {Json::object({{"email", is_null}}), [=](const Known& known) { return !known.email == wanted; }};
    default:
        return {Json::object({{"vip", wanted}}), [=](const Known& known) { return known.vip && *known.vip == wanted; }};
    }
}

Question ask_list() {
    if (below(2)) {
        std::set<std::string> wanted;
        Json list = Json::array();
        for (const char* tag : {"a", "b", "A", "ab", "c"})
            if (below(3) == 0) list.push(*wanted.insert(tag).first);
        const bool excluded = below(2);
        return {excluded ? Json::object({{"not", Json::object({{"tags", Json::object({{"has", list}})}})}})
                         : Json::object({{"tags", Json::object({{"has", list}})}}),
                [=](const Known& known) {
                    return std::any_of(known.tags.begin(), known.tags.end(),
                                       [&](const std::string& tag) { return wanted.contains(tag); }) != excluded;
                }};
    }
    std::set<std::int64_t> wanted;
    Json list = Json::array();
    for (int i = below(5); i > 0; --i) {
        const std::int64_t value = below(7);
        wanted.insert(value);
        list.push(value);
    }
    const bool excluded = below(2), with_null = below(3) == 0;
    if (with_null) list.push(nullptr);
    return {Json::object({{"employees", Json::object({{excluded ? "not_in" : "in", list}})}}), [=](const Known& known) {
                const bool found = known.employees ? wanted.contains(*known.employees) : with_null;
                return found != excluded;
            }};
}

Question ask_link(const Data& data) {
    const int place = below(static_cast<int>(data.parties.size())), who = below(3);
    const Json id = id_json(data.parties[static_cast<std::size_t>(place)].id);
    switch (below(5)) {
    case 0:
        return {Json::object({{"above", id}}), [=](const Known& known) { return known.above == place; }};
    case 1:
        return {Json::object({{"above", Json::object({{"ne", id}})}}),
                [=](const Known& known) { return known.above != place; }};
    case 2: {
        const std::string word = one_of<std::string>({"nowak", "rist", "zak", "рист"});
        return {Json::object({{"owner.name", Json::object({{"contains", word}})}}),
                [&data, folded = fold(word)](const Known& known) {
                    return known.owner >= 0 &&
                           fold(data.users[static_cast<std::size_t>(known.owner)].second).find(folded) !=
                               std::string::npos;
                }};
    }
    case 3:
        return {Json::object({{"above.owner", id_json(data.users[static_cast<std::size_t>(who)].first)}}),
                [&data, who](const Known& known) {
                    return known.above >= 0 && data.parties[static_cast<std::size_t>(known.above)].owner == who;
                }};
    default: {
        const std::int64_t value = below(7);
        return {Json::object({{"above.employees", Json::object({{"ne", value}})}}), [&data, value](const Known& known) {
                    return known.above >= 0 &&
                           data.parties[static_cast<std::size_t>(known.above)].employees != std::optional(value);
                }};
    }
    }
}

Question ask(const Data& data, int depth) {
    if (depth > 0 && below(3) == 0) {
        const int kind = below(4);
        if (kind == 0) {
            Question part = ask(data, depth - 1);
            return {Json::object({{"not", part.filter}}), [=](const Known& known) { return !part.holds(known); }};
        }
        Json parts = Json::array();
        std::vector<Holds> all;
        for (int i = below(4); i > 0; --i) {
            Question part = ask(data, depth - 1);
            parts.push(part.filter);
            all.push_back(part.holds);
        }
        const bool any = kind > 1;
        return {Json::object({{any ? "or" : "and", parts}}), [=](const Known& known) {
                    auto holds = [&](const Holds& each) { return each(known); };
                    return any ? std::any_of(all.begin(), all.end(), holds)
                               : std::all_of(all.begin(), all.end(), holds);
                }};
    }
    switch (below(6)) {
    case 0:
        return ask_number();
    case 1:
        return ask_day();
    case 2:
        return ask_text();
    case 3:
        return ask_empty();
    case 4:
        return ask_list();
    default:
        return ask_link(data);
    }
}

TEST(FilterOracle, finds_what_a_look_at_every_record_finds) {
    Data data;
    const bool held = rc::check("a filter's list is the records that meet it", [&] {
        for (int i = 0; i < 5; ++i) {
            const Question question = ask(data, 3);
            std::set<std::string> expected, found;
            for (const Known& known : data.parties)
                if (question.holds(known)) expected.insert(known.name);
            for (const std::string& title : data.world.filtered(party, question.filter.dump())) found.insert(title);
            if (found != expected)
                RC_FAIL("the filter " + question.filter.dump() + " finds " + std::to_string(found.size()) +
                        " and not " + std::to_string(expected.size()));
        }
    });
    EXPECT_TRUE(held);
}

} // namespace

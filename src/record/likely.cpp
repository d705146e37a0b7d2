#include "record/likely.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "base/error.hpp"
#include "record/cursor.hpp"
#include "record/query.hpp"

namespace crm {

namespace {

constexpr double whole_score = 10'000; // scores are kept as whole numbers

Json names(const std::vector<std::string>& fields) {
    Json list = Json::array();
    for (const auto& each : fields) list.push(each);
    return list;
}

std::optional<LikelyPlace> place_of(std::string_view cursor) {
    const auto first = cursor.find('-'), second = cursor.find('-', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
    const auto score = parse_id(cursor.substr(0, first)), a = parse_id(cursor.substr(first + 1, second - first - 1)),
               b = parse_id(cursor.substr(second + 1));
    if (!score || !a || !b) return std::nullopt;
    return LikelyPlace{*score, *a, *b};
}

struct Line {
    LikelyPlace place;
    Json reasons;
};

std::vector<Line> lines_after(Connection& connection, const Object& object, double least,
                              const std::optional<LikelyPlace>& after, int limit) {
    std::string sql = "SELECT \"score\", \"a\", \"b\", \"reasons\" FROM \"likely_same\" WHERE \"object\" = ? AND "
                      "\"state\" = 'open' AND \"score\" >= ?";
    Values parameters{object.name, static_cast<std::int64_t>(least * whole_score)};
    if (after) {
        sql += " AND (\"score\", \"a\", \"b\") < (?, ?, ?)";
        parameters.insert(parameters.end(), {after->score, after->a, after->b});
    }
    std::vector<Line> lines;
    connection.query(sql + " ORDER BY \"score\" DESC, \"a\" DESC, \"b\" DESC LIMIT " + std::to_string(limit),
                     parameters, [&](const Row& row) {
                         lines.push_back({{row.whole(0), row.whole(1), row.whole(2)}, Json::parse(row.text(3))});
                         return true;
                     });
    return lines;
}

// Only the fields that the caller may read.
void write_fields(JsonWriter& json, const Context& context, const Object& object, std::string_view name,
                  const Json& fields) {
    json.key(name).begin_array();
    if (fields.is_array())
        for (const Json& each : fields.items())
            if (const Field* field = object.field(each.as_string()); field && context.rights().may_read(object, *field))
                json.string(each.as_string());
    json.end_array();
}

// Of the living among the pairs' records, those that the caller may see.
std::map<Id, std::string> titles_in_sight(Context& context, const Object& object, const std::vector<Line>& lines) {
    std::vector<Id> ids;
    for (const Line& line : lines) ids.insert(ids.end(), {line.place.a, line.place.b});
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    const Condition living{Condition::Op::is_null, Object::deleted_at.index, -1, {std::int64_t{1}}};
    std::map<Id, std::string> seen =
        titles(context, object, meeting(context, object, visible(context, object, ids), living));
    return seen;
}

void write_line(JsonWriter& json, const Context& context, const Object& object, const Line& line,
                const std::map<Id, std::string>& titles) {
    json.begin_object();
    for (const auto& [side, id] : {std::pair{"a", line.place.a}, std::pair{"b", line.place.b}})
        json.key(side).begin_object().key("id").id(id).member("title", titles.at(id)).end_object();
    json.key("score").number(static_cast<double>(line.place.score) / whole_score);
    write_fields(json, context, object, "same", line.reasons["same"]);
    write_fields(json, context, object, "alike", line.reasons["alike"]);
    json.end_object();
}

} // namespace

std::vector<std::string> likely_tables(const Dialect& dialect) {
    const std::string big = ' ' + std::string(dialect.bigint()), text = ' ' + std::string(dialect.text());
    auto statements = dialect.create_keyed_table("likely_same",
                                                 "\"bucket\"" + big + ", \"a\"" + big + ", \"b\"" + big +
                                                     ", \"object\"" + text + ", \"score\"" + big + ", \"reasons\"" +
                                                     text + ", \"state\"" + text + ", \"at\"" + big + ", \"by\"" + big,
                                                 "\"bucket\", \"a\", \"b\"", TableClass::big);
    statements.push_back("CREATE INDEX IF NOT EXISTS \"likely_same_by_score\" ON \"likely_same\" (\"object\", "
                         "\"state\", \"score\", \"a\", \"b\")");
    statements.push_back("CREATE INDEX IF NOT EXISTS \"likely_same_by_a\" ON \"likely_same\" (\"a\")");
    return statements;
}

void note_likely(Context& context, const Object& object, const Likely& pair) {
    const Id a = std::min(pair.a, pair.b), b = std::max(pair.a, pair.b);
    const std::string reasons = Json::object({{"same", names(pair.same)}, {"alike", names(pair.alike)}}).dump();
    const auto score = std::max<std::int64_t>(1, static_cast<std::int64_t>(pair.score * whole_score));
    Connection& connection = context.connection();
    if (connection.execute("INSERT INTO \"likely_same\" (\"bucket\", \"a\", \"b\", \"object\", \"score\", \"reasons\", "
                           "\"state\", \"at\", \"by\") VALUES "
                           "(?, ?, ?, ?, ?, ?, 'open', ?, NULL) ON CONFLICT (\"bucket\", \"a\", \"b\") DO NOTHING",
                           Values{std::int64_t{bucket_of(a)}, a, b, object.name, score, reasons, context.now()}))
        return;
    connection.execute("UPDATE \"likely_same\" SET \"score\" = ?, \"reasons\" = ?, \"at\" = ? WHERE \"bucket\" = ? AND "
                       "\"a\" = ? AND \"b\" = ? AND \"state\" = 'open'",
                       Values{score, reasons, context.now(), std::int64_t{bucket_of(a)}, a, b});
}

void forget_likely(Context& context, const Object& object, Moment before) {
    context.connection().execute(
        "DELETE FROM \"likely_same\" WHERE \"object\" = ? AND \"state\" = 'open' AND \"at\" < ?",
        Values{object.name, before});
}

void keep_apart(Context& context, const Object& object, Id first, Id second) {
    const Id a = std::min(first, second), b = std::max(first, second);
    note_likely(context, object, {a, b, 0, {}, {}});
    context.connection().execute(
        "UPDATE \"likely_same\" SET \"state\" = 'not_same', \"at\" = ?, \"by\" = ? WHERE \"bucket\" = ? AND \"a\" = ? "
        "AND \"b\" = ?",
        Values{context.now(), context.user() ? Value(context.user()) : Value(), std::int64_t{bucket_of(a)}, a, b});
}

namespace {

using Pair = std::pair<Id, Id>;

Pair pair_of(Id a, Id b) {
    return {std::min(a, b), std::max(a, b)};
}

// Calls `each` with as many of `ids` at a time as a statement takes, and as many marks.
void in_parts(const Values& ids, const std::function<void(const std::string& marks, const Values& part)>& each) {
    for (std::size_t begin = 0; begin < ids.size(); begin += batch_limit) {
        const auto end = std::min(begin + batch_limit, ids.size());
        std::string marks = "?";
        for (std::size_t i = begin + 1; i < end; ++i) marks += ", ?";
        each(marks,
             Values(ids.begin() + static_cast<std::ptrdiff_t>(begin), ids.begin() + static_cast<std::ptrdiff_t>(end)));
    }
}

// Of each record in question and of all that went into it, also through others: the ones in question that it is part
// of.
std::map<Id, std::set<Id>> with_absorbed(Connection& connection, const std::vector<Pair>& pairs) {
    std::map<Id, std::set<Id>> part_of;
    for (const auto& [a, b] : pairs) part_of[a].insert(a), part_of[b].insert(b);
    Values ids;
    for (const auto& [id, wholes] : part_of) ids.emplace_back(id);
    while (!ids.empty()) {
        std::vector<Pair> merged;
        in_parts(ids, [&](const std::string& marks, const Values& part) {
            connection.query("SELECT \"id\", \"survivor\" FROM \"merged\" WHERE \"survivor\" IN (" + marks + ")", part,
                             [&](const Row& row) {
                                 merged.emplace_back(row.whole(0), row.whole(1));
                                 return true;
                             });
        });
        ids.clear();
        for (const auto& [id, survivor] : merged) {
            const std::set<Id> wholes = part_of[survivor];
            auto& known = part_of[id];
            const auto before = known.size();
            known.insert(wholes.begin(), wholes.end());
            if (known.size() > before) ids.emplace_back(id);
        }
    }
    return part_of;
}

} // namespace

std::set<std::pair<Id, Id>> kept_apart(Connection& connection, const std::vector<std::pair<Id, Id>>& pairs) {
    std::set<Pair> asked, apart;
    for (const auto& [a, b] : pairs) asked.insert(pair_of(a, b));
    const auto part_of = with_absorbed(connection, pairs);
    Values ids;
    for (const auto& [id, wholes] : part_of) ids.emplace_back(id);
    in_parts(ids, [&](const std::string& marks, const Values& part) {
        connection.query("SELECT \"a\", \"b\" FROM \"likely_same\" WHERE \"a\" IN (" + marks +
                             ") AND \"state\" = 'not_same'",
                         part, [&](const Row& row) {
                             const auto a = part_of.find(row.whole(0)), b = part_of.find(row.whole(1));
                             if (b == part_of.end()) return true;
                             for (Id first : a->second)
                                 for (Id second : b->second)
                                     if (const Pair pair = pair_of(first, second); asked.contains(pair))
                                         apart.insert(pair);
                             return true;
                         });
    });
    return apart;
}

bool are_kept_apart(Connection& connection, Id first, Id second) {
    return !kept_apart(connection, {{first, second}}).empty();
}

void say_not_same(Context& context, const Object& object, Id first, Id second) {
    if (first == second || visible(context, object, {first, second}).size() != 2)
        throw Error(Problem::not_found,
                    context.in_language({"There is no such pair of records, or it is out of your sight.",
                                         "Nie ma takiej pary rekordów lub jej nie widzisz.",
                                         "Нема таков пар записи или не е видлив за вас."}));
    if (!allowed(context, object, first, Act::update) && !allowed(context, object, second, Act::update))
        throw Error(
            Problem::forbidden,
            context.in_language({"You may not change either of these records, so you may not tell them apart.",
                                 "Nie możesz zmieniać żadnego z tych rekordów, więc nie możesz ich rozróżnić.",
                                 "Не смеете да менувате ниеден од овие записи, па не смеете ни да ги разграничите."}));
    keep_apart(context, object, first, second);
}

namespace {

std::vector<Pair> pairs_of(const std::vector<Line>& lines) {
    std::vector<Pair> pairs;
    for (const Line& line : lines) pairs.emplace_back(line.place.a, line.place.b);
    return pairs;
}

} // namespace

bool read_likely(Engine& engine, const Object& object, double least, LikelyPlace& after, std::vector<Likely>& pairs) {
    constexpr int at_once = 500;
    std::vector<Line> lines;
    std::set<Pair> apart;
    engine.database().read([&](Connection& connection) {
        lines = lines_after(connection, object, least, after, at_once);
        apart = kept_apart(connection, pairs_of(lines));
    });
    pairs.clear();
    auto fields = [](const Json& list) {
        std::vector<std::string> names;
        for (const Json& each : list.items()) names.push_back(each.as_string());
        return names;
    };
    for (const Line& line : lines)
        if (!apart.contains(pair_of(line.place.a, line.place.b)))
            pairs.push_back({line.place.a, line.place.b, static_cast<double>(line.place.score) / whole_score,
                             fields(line.reasons["same"]), fields(line.reasons["alike"])});
    if (!lines.empty()) after = lines.back().place;
    return !lines.empty();
}

std::string searched_fact(const Object& object) {
    return "duplicates_searched_" + object.name;
}

void write_likely(Context& context, const Object& object, double least, int limit, std::string_view cursor,
                  std::string& out) {
    constexpr int most_rounds = 20;
    std::optional<LikelyPlace> after;
    const std::string list =
        Json::array({"likely", object.name, static_cast<std::int64_t>(least * whole_score)}).dump();
    if (!cursor.empty() && !(after = place_of(place_in(list, cursor)))) refuse_cursor();
    JsonWriter json(out);
    json.begin_object().key("items").begin_array();
    int written = 0;
    bool more = true;
    for (int round = 0; more && written < limit && round < most_rounds; ++round) {
        auto lines = lines_after(context.connection(), object, least, after, limit + 1);
        more = lines.size() > static_cast<std::size_t>(limit);
        if (more) lines.pop_back();
        const std::map<Id, std::string> seen = titles_in_sight(context, object, lines);
        const std::set<Pair> apart = kept_apart(context.connection(), pairs_of(lines));
        for (const Line& line : lines) {
            if (written == limit) {
                more = true;
                break;
            }
            after = line.place;
            if (!seen.contains(line.place.a) || !seen.contains(line.place.b)) continue;
            if (apart.contains(pair_of(line.place.a, line.place.b))) continue;
            write_line(json, context, object, line, seen);
            ++written;
        }
    }
    json.end_array().key("next");
    if (more && after)
        json.string(cursor_for(list, std::to_string(after->score) + "-" + std::to_string(after->a) + "-" +
                                         std::to_string(after->b)));
    else
        json.null();
    json.end_object();
}

} // namespace crm

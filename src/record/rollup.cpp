#include "record/rollup.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <stdexcept>
#include <tuple>

#include "record/tables.hpp"

namespace crm {

namespace {

constexpr int due_at_once = 500;
constexpr int filled_at_once = 200;

// One roll-up: the field of the parent, and what it is made of.
struct Rolling {
    const Object& parent;
    const Field& field;
    const Object& child;
    const Field& link;
    RollupOf of;

    std::string value_column() const { return quoted(parent.columns[field.first_column].name); }
    std::string as_of_column() const { return quoted(parent.columns[field.first_column + 1].name); }
    std::string expression(const Dialect& dialect) const {
        if (of.what == "count") return "COUNT(*)";
        return of.what == "sum" ? dialect.sum(quoted(of.measure)) : "MAX(" + quoted(of.measure) + ")";
    }
    std::string those_of_parent() const {
        return " FROM " + quoted(child.name) + " WHERE " + quoted(link.name) + " = ?" +
               (link.kind == Kind::link_any ? " AND " + quoted(link.name + "_object") + " = '" + parent.name + "'"
                                            : "") +
               " AND \"deleted_at\" IS NULL";
    }
    std::string parent_row() const {
        return std::string(" WHERE \"id\" = ?") + (parent.is_big() ? " AND \"bucket\" = ?" : "");
    }
    Values with_row(Values parameters, Id id) const {
        parameters.push_back(id);
        if (parent.is_big()) parameters.push_back(std::int64_t{bucket_of(id)});
        return parameters;
    }
    // The parent's row is held from here on: of two transactions that count, the second sees what the first wrote.
    bool hold(Connection& connection, Id id, const std::string& more = "") const {
        return connection.execute("UPDATE " + quoted(parent.name) + " SET " + value_column() + " = " + value_column() +
                                      parent_row() + more,
                                  with_row({}, id)) != 0;
    }
    void write(Connection& connection, Id id, Value value, Value as_of) const {
        connection.execute("UPDATE " + quoted(parent.name) + " SET " + value_column() + " = ?, " + as_of_column() +
                               " = ?" + parent_row(),
                           with_row({std::move(value), std::move(as_of)}, id));
    }
};

std::optional<Rolling> rolling_of(const Schema& schema, const Object& parent, const Field& field) {
    if (field.kind != Kind::rollup) return std::nullopt;
    auto of = read_rollup(field.of);
    const Object* child = of ? schema.find(of->object) : nullptr;
    const Field* link = child ? child->field(of->link) : nullptr;
    if (!link) return std::nullopt;
    return Rolling{parent, field, *child, *link, std::move(*of)};
}

bool concerns(const Rolling& rolling, const Record& child) {
    if (child.version() == 0 || child.changed(rolling.link.index) || child.changed(Object::deleted_at)) return true;
    for (const Field& field : child.object().fields)
        for (int i = 0; i < field.column_count; ++i)
            if (child.object().columns[field.first_column + i].name == rolling.of.measure)
                return child.at(field, i) != child.before(field, i);
    return false;
}

void note_due(Context& context, const Rolling& rolling, Id id, const Record& child) {
    const std::int64_t bucket = child.bucket();
    context.connection().execute(
        "INSERT INTO \"rollup_due\" (\"bucket\", \"object\", \"field\", \"id\", \"mark\") VALUES (?, ?, ?, ?, ?)",
        Values{bucket, rolling.parent.name, rolling.field.name, id, context.make_id(child.bucket())});
    context.enqueue(bring_up_rollups_job, Json::object());
}

void count_here(Context& context, const Rolling& rolling, Id id, const Record& child) {
    Connection& connection = context.connection();
    const bool by_bucket = rolling.child.is_big();
    const bool same = !by_bucket || (rolling.parent.is_big() && bucket_of(id) == child.bucket());
    if (!same || !rolling.hold(connection, id, " AND " + rolling.as_of_column() + " IS NULL"))
        return note_due(context, rolling, id, child);
    std::string sql = "SELECT " + rolling.expression(connection.dialect()) + rolling.those_of_parent();
    Values parameters{id};
    if (by_bucket) {
        sql += " AND \"bucket\" = ?";
        parameters.push_back(std::int64_t{bucket_of(id)});
    }
    rolling.write(connection, id, connection.value(sql, parameters), {});
}

// Over all buckets, by a job. What lies in the parent's own bucket alone is exact again.
void count_everywhere(Context& context, const Rolling& rolling, Id id) {
    Connection& connection = context.connection();
    if (!rolling.hold(connection, id)) return; // purged meanwhile
    Value value =
        connection.value("SELECT " + rolling.expression(connection.dialect()) + rolling.those_of_parent(), Values{id});
    bool exact = !rolling.child.is_big();
    if (rolling.child.is_big() && rolling.parent.is_big())
        exact = is_null(connection.value("SELECT \"id\"" + rolling.those_of_parent() + " AND \"bucket\" <> ? LIMIT 1",
                                         Values{id, std::int64_t{bucket_of(id)}}));
    rolling.write(connection, id, std::move(value), exact ? Value() : Value(context.now()));
}

struct Due {
    std::int64_t bucket, mark;
};
using DueOf = std::map<std::tuple<std::string, std::string, Id>, std::vector<Due>>;

DueOf next_due(Connection& connection) {
    DueOf due;
    connection.query("SELECT \"object\", \"field\", \"id\", \"bucket\", \"mark\" FROM \"rollup_due\" LIMIT " +
                         std::to_string(due_at_once),
                     {}, [&](const Row& row) {
                         due[{std::string(row.text(0)), std::string(row.text(1)), row.whole(2)}].push_back(
                             {row.whole(3), row.whole(4)});
                         return true;
                     });
    return due;
}

Request of_a_rule(Moment at) {
    Request request;
    request.at = at;
    request.source = "rule";
    return request;
}

} // namespace

std::optional<RollupOf> read_rollup(std::string_view of) {
    std::istringstream words{std::string(of)};
    RollupOf found;
    std::string place, more;
    words >> found.what >> place >> found.measure >> more;
    const auto dot = place.find('.');
    if (dot == std::string::npos || !more.empty()) return std::nullopt;
    if (found.what != "count" && found.what != "sum" && found.what != "latest") return std::nullopt;
    if ((found.what == "count") != found.measure.empty()) return std::nullopt;
    found.object = place.substr(0, dot);
    found.link = place.substr(dot + 1);
    return found;
}

std::optional<std::string> resolve_rollup(const std::function<const Object*(std::string_view)>& find,
                                          const std::string& object, Field& field) {
    const auto of = read_rollup(field.of);
    if (!of)
        return "Please say what it is of, such as \"count deal.party\", \"sum deal.party amount_base\" or \"latest "
               "activity.party starts_at\".";
    const Object* child = find(of->object);
    if (!child) return "There is no object \"" + of->object + "\".";
    const Field* link = child->field(of->link);
    if (!link || (link->kind != Kind::link && link->kind != Kind::link_any) || !link->leads_to(object))
        return "\"" + of->object + "." + of->link + "\" is no link to " + object + ".";
    field.rolled = Kind::whole;
    const bool follows =
        std::any_of(child->fields.begin(), child->fields.end(), [](const Field& each) { return each.follows; });
    field.from = {child->name, link->index, -1, !child->setting && !child->parent_field() && !follows};
    if (of->what == "count") return std::nullopt;
    const bool base = of->measure.ends_with("_base");
    const Field* measure = child->field(base ? std::string_view(of->measure).substr(0, of->measure.size() - 5)
                                             : std::string_view(of->measure));
    if (measure && measure->kind == Kind::money && !base)
        return "Amounts of several currencies cannot be put together. Please take \"" + of->measure + "_base\".";
    const bool dated = measure && (measure->kind == Kind::day || measure->kind == Kind::moment);
    const bool number = measure && (measure->kind == Kind::whole || measure->kind == Kind::decimal ||
                                    measure->kind == Kind::percent || (measure->kind == Kind::money && base));
    if (of->what == "sum" ? !number : !dated && !number)
        return "\"" + of->measure + "\" of " + of->object + " is no " +
               (of->what == "sum" ? "number or amount." : "number, day or moment.");
    field.from.measure = measure->index;
    field.rolled = measure->kind;
    field.digits = measure->digits;
    return std::nullopt;
}

// Asked at each saving: only where a link of the child leads is there anything to look for.
void update_rollups(Context& context, const Record& child) {
    auto count = [&](const Object& parent, const Field& link) {
        for (const Field& field : parent.fields) {
            if (field.kind != Kind::rollup || field.from.link != link.index || field.from.object != child.object().name)
                continue;
            const auto rolling = rolling_of(context.schema(), parent, field);
            if (!rolling || !concerns(*rolling, child)) continue;
            auto led = [&](bool before) -> Id {
                const Value& id = before ? child.before(link) : child.at(link);
                const Value* object = link.kind != Kind::link_any ? nullptr
                                      : before                    ? &child.before(link, 1)
                                                                  : &child.at(link, 1);
                return object && text_or_empty(*object) != parent.name ? 0 : whole_or(id, 0);
            };
            const Id now = led(false), then = led(true);
            if (now) count_here(context, *rolling, now, child);
            if (then && then != now) count_here(context, *rolling, then, child);
        }
    };
    for (const Field& link : child.object().fields) {
        if (link.kind == Kind::link) {
            if (const Object* parent = context.schema().find(link.to)) count(*parent, link);
        } else if (link.kind == Kind::link_any) {
            for (const auto& parent : context.schema().objects())
                if (link.leads_to(parent->name)) count(*parent, link);
        }
    }
}

void count_again(Context& context, const Object& parent, const Field& rollup, Id id) {
    if (const auto rolling = rolling_of(context.schema(), parent, rollup)) count_everywhere(context, *rolling, id);
}

void bring_up_rollups(Engine& engine, const std::function<bool()>& stopping, Moment at) {
    while (!stopping()) {
        DueOf due;
        engine.database().read([&](Connection& connection) { due = next_due(connection); });
        if (due.empty()) return;
        for (const auto& [of, rows] : due) {
            const auto& [object, field, id] = of;
            Request request = of_a_rule(at);
            engine.write(request, [&rows = rows, &object = object, &field = field, id = id](Context& context) {
                const Object* parent = context.schema().find(object);
                const Field* rollup = parent ? parent->field(field) : nullptr;
                if (auto rolling = rollup ? rolling_of(context.schema(), *parent, *rollup) : std::nullopt)
                    count_everywhere(context, *rolling, id);
                for (const Due& each : rows)
                    context.connection().execute("DELETE FROM \"rollup_due\" WHERE \"bucket\" = ? AND \"object\" = ? "
                                                 "AND \"field\" = ? AND \"id\" = ? AND \"mark\" = ?",
                                                 Values{each.bucket, object, field, id, each.mark});
            });
        }
    }
}

void fill_rollup(Engine& engine, const std::string& object, const std::string& field,
                 const std::function<bool()>& stopping) {
    for (Id after = 0; !stopping();) {
        std::vector<Id> ids;
        Request request = of_a_rule(0);
        engine.write(request, [&](Context& context) {
            ids.clear();
            const Object* parent = context.schema().find(object);
            const Field* rollup = parent ? parent->field(field) : nullptr;
            const auto rolling = rollup ? rolling_of(context.schema(), *parent, *rollup) : std::nullopt;
            if (!rolling) throw std::runtime_error("The roll-up is not there yet."); // tried again
            context.connection().query("SELECT \"id\" FROM " + quoted(object) +
                                           " WHERE \"id\" > ? ORDER BY \"id\" LIMIT " + std::to_string(filled_at_once),
                                       Values{after}, [&](const Row& row) {
                                           ids.push_back(row.whole(0));
                                           return true;
                                       });
            for (Id id : ids) count_everywhere(context, *rolling, id);
        });
        if (ids.empty()) return;
        after = ids.back();
    }
}

} // namespace crm

#include "record/condition.hpp"

#include <algorithm>
#include <bit>

#include "record/rights.hpp"

namespace crm {

Condition operator&&(Condition a, Condition b) {
    if (is_everything(a) || is_nothing(b)) return b;
    if (is_everything(b) || is_nothing(a)) return a;
    Condition both{Condition::Op::all};
    for (Condition* each : {&a, &b})
        if (each->op == Condition::Op::all)
            std::move(each->parts.begin(), each->parts.end(), std::back_inserter(both.parts));
        else
            both.parts.push_back(std::move(*each));
    return both;
}

Condition operator||(Condition a, Condition b) {
    if (is_everything(a) || is_nothing(b)) return a;
    if (is_everything(b) || is_nothing(a)) return b;
    Condition either{Condition::Op::any};
    for (Condition* each : {&a, &b})
        if (each->op == Condition::Op::any)
            std::move(each->parts.begin(), each->parts.end(), std::back_inserter(either.parts));
        else
            either.parts.push_back(std::move(*each));
    return either;
}

Condition operator!(Condition a) {
    Condition negated{Condition::Op::negated};
    negated.parts.push_back(std::move(a));
    return negated;
}

bool is_everything(const Condition& condition) {
    return condition.op == Condition::Op::all &&
           std::all_of(condition.parts.begin(), condition.parts.end(), is_everything);
}

bool is_nothing(const Condition& condition) {
    return condition.op == Condition::Op::none ||
           (condition.op == Condition::Op::any &&
            std::all_of(condition.parts.begin(), condition.parts.end(), is_nothing));
}

void append_in(Sql& sql, const Values& values) {
    require(!values.empty(), "a list to look in has a value");
    const std::size_t places = std::bit_ceil(values.size());
    sql << " IN (";
    for (std::size_t i = 0; i < places; ++i) {
        if (i) sql << ", ";
        sql.bind(values[std::min(i, values.size() - 1)]);
    }
    sql << ")";
}

void append_batch(Sql& sql, bool by_bucket, std::span<const Id> ids) {
    require(!ids.empty() && ids.size() <= batch_limit, "a batch has between one id and its limit");
    Values values;
    if (by_bucket) {
        std::vector<int> in_buckets;
        for (Id id : ids) in_buckets.push_back(bucket_of(id));
        std::sort(in_buckets.begin(), in_buckets.end());
        in_buckets.erase(std::unique(in_buckets.begin(), in_buckets.end()), in_buckets.end());
        for (int bucket : in_buckets) values.emplace_back(std::int64_t{bucket});
        sql << "\"bucket\"";
        append_in(sql, values);
        sql << " AND ";
    }
    values.assign(ids.begin(), ids.end());
    sql << "\"id\"";
    append_in(sql, values);
}

namespace {

using Op = Condition::Op;

// A text inside LIKE, with `\` before what has a meaning there.
std::string like_escaped(std::string_view text) {
    std::string escaped;
    for (char c : text) {
        if (c == '%' || c == '_' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

std::string_view sign(Op op) {
    switch (op) {
    case Op::eq:
        return " = ";
    case Op::ne:
        return " <> ";
    case Op::lt:
        return " < ";
    case Op::lte:
        return " <= ";
    case Op::gt:
        return " > ";
    default:
        return " >= ";
    }
}

// Writes one condition tree as SQL.
class Compiler {
public:
    Compiler(Sql& sql, const Schema& schema, const Rights& rights, const Dialect& dialect)
        : sql_(sql), schema_(schema), rights_(rights), dialect_(dialect) {}

    void append(const Object& object, const Condition& condition, std::string_view prefix) {
        switch (condition.op) {
        case Op::all:
            return join(object, condition, prefix, " AND ", "1=1");
        case Op::any:
            return join(object, condition, prefix, " OR ", "1=0");
        case Op::negated:
            sql_ << "(";
            append(object, condition.parts.at(0), prefix);
            sql_ << ") IS NOT TRUE";
            return;
        case Op::none:
            sql_ << "1=0";
            return;
        case Op::mine:
            return append(object, rights_.mine(object), prefix);
        case Op::team:
            return append(object, rights_.of_teams(schema_, object), prefix);
        case Op::follows:
            return follow(object, condition, prefix);
        default:
            return compare(object, condition, prefix);
        }
    }

private:
    void join(const Object& object, const Condition& condition, std::string_view prefix, std::string_view word,
              std::string_view empty) {
        if (condition.parts.empty()) {
            sql_ << empty;
            return;
        }
        if (condition.parts.size() == 1) return append(object, condition.parts[0], prefix);
        sql_ << "(";
        bool first = true;
        for (const Condition& part : condition.parts) {
            if (!first) sql_ << word;
            first = false;
            // SQLite uses an index of the living only where the part itself says that it asks for them.
            if (condition.narrow) sql_ << "(" << prefix << "\"deleted_at\" IS NULL AND ";
            append(object, part, prefix);
            if (condition.narrow) sql_ << ")";
        }
        sql_ << ")";
    }

    std::string column(const Object& object, const Field& field, int offset, std::string_view prefix) {
        std::string name(prefix);
        return name += '"' + object.columns.at(field.first_column + std::max(offset, 0)).name + '"';
    }

    void compare(const Object& object, const Condition& condition, std::string_view prefix) {
        const Field& field = object.fields.at(condition.field);
        if (field.kind == Kind::links) return compare_links(object, field, condition, prefix);
        const std::string name = (condition.wide ? "+" : "") + column(object, field, condition.column, prefix);
        if (field.index == Object::id.index && object.is_big() && (condition.op == Op::eq || condition.op == Op::in) &&
            !condition.values.empty())
            return ids_with_buckets(condition, prefix);
        switch (condition.op) {
        case Op::eq:
        case Op::ne:
            return equal(object, field, condition, name, prefix);
        case Op::lt:
        case Op::lte:
        case Op::gt:
        case Op::gte:
            sql_ << name << sign(condition.op);
            sql_.bind(condition.values.at(0));
            return;
        case Op::in:
            if (condition.values.empty()) {
                sql_ << "1=0";
                return;
            }
            sql_ << name;
            return append_in(sql_, condition.values);
        case Op::not_in:
            if (condition.values.empty()) {
                sql_ << "1=1";
                return;
            }
            sql_ << "(" << name << " NOT";
            append_in(sql_, condition.values);
            sql_ << " OR " << name << " IS NULL)";
            return;
        case Op::contains:
        case Op::starts_with:
            sql_ << dialect_.folded(name) << " LIKE ";
            sql_.bind((condition.op == Op::contains ? "%" : "") + like_escaped(text(condition.values.at(0))) + "%");
            sql_ << " ESCAPE '\\'";
            return;
        case Op::is_null:
            sql_ << name << (wants_null(condition) ? " IS NULL" : " IS NOT NULL");
            return;
        case Op::has:
            return has(condition, name);
        default:
            require(false, "the operator compares a field");
        }
    }

    void ids_with_buckets(const Condition& condition, std::string_view prefix) {
        Values in_buckets;
        for (const Value& id : condition.values) {
            const Value bucket = std::int64_t{bucket_of(whole_or(id, 0))};
            if (std::find(in_buckets.begin(), in_buckets.end(), bucket) == in_buckets.end())
                in_buckets.push_back(bucket);
        }
        sql_ << "(" << prefix << "\"bucket\"";
        append_in(sql_, in_buckets);
        sql_ << " AND " << prefix << "\"id\"";
        append_in(sql_, condition.values);
        sql_ << ")";
    }

    // " (bucket, id) IN (SELECT bucket, id FROM link table": a record and its links lie in one bucket.
    void in_link_table(const Object& object, const Field& field, bool inside, std::string_view prefix) {
        const std::string_view in = inside ? " IN" : " NOT IN";
        if (object.is_big())
            sql_ << "(" << prefix << "\"bucket\", " << prefix << "\"id\")" << in << " (SELECT \"bucket\", \"id\"";
        else
            sql_ << prefix << "\"id\"" << in << " (SELECT \"id\"";
        sql_ << " FROM \"" << object.link_table(field) << "\"";
    }

    static bool wants_null(const Condition& condition) {
        return condition.values.empty() || whole_or(condition.values[0], 1) != 0;
    }

    void equal(const Object& object, const Field& field, const Condition& condition, const std::string& name,
               std::string_view prefix) {
        const Value& value = condition.values.at(0);
        const bool same = condition.op == Op::eq;
        if (is_null(value)) {
            sql_ << name << (same ? " IS NULL" : " IS NOT NULL");
            return;
        }
        if (field.kind == Kind::link_any && !condition.object.empty()) {
            sql_ << "(" << name << " = ";
            sql_.bind(value) << " AND " << column(object, field, 1, prefix) << " = ";
            sql_.bind(condition.object) << (same ? ")" : ") IS NOT TRUE");
            return;
        }
        if (same) {
            sql_ << name << " = ";
            sql_.bind(value);
        } else {
            sql_ << "(" << name << " <> ";
            sql_.bind(value) << " OR " << name << " IS NULL)";
        }
    }

    // Lists are kept as |a|b|: taking |a| out changes them where it is inside.
    void has(const Condition& condition, const std::string& name) {
        if (condition.values.empty()) {
            sql_ << "1=0";
            return;
        }
        sql_ << "(";
        for (std::size_t i = 0; i < condition.values.size(); ++i) {
            if (i) sql_ << " OR ";
            sql_ << "replace(" << name << ", ";
            sql_.bind("|" + text(condition.values[i]) + "|") << ", '') <> " << name;
        }
        sql_ << ")";
    }

    void compare_links(const Object& object, const Field& field, const Condition& condition, std::string_view prefix) {
        const bool null = condition.op == Op::is_null;
        if (!null && condition.values.empty()) {
            sql_ << (condition.op == Op::not_in ? "1=1" : "1=0");
            return;
        }
        const bool inside = null ? !wants_null(condition) : condition.op != Op::ne && condition.op != Op::not_in;
        in_link_table(object, field, inside, prefix);
        if (!null) {
            sql_ << " WHERE \"target\"";
            append_in(sql_, condition.values);
        }
        sql_ << ")";
    }

    void follow(const Object& object, const Condition& condition, std::string_view prefix) {
        const Field& field = object.fields.at(condition.field);
        const Object& target = schema_.object(condition.object.empty() ? field.to : condition.object);
        const Condition& wanted = condition.parts.at(0);
        const Condition rows = rights_.rows(schema_, target, Act::read);
        if (is_nothing(rows) || is_nothing(wanted)) {
            sql_ << "1=0";
            return;
        }
        const bool any_target = is_everything(rows) && is_everything(wanted);
        if (field.kind == Kind::link_any) {
            sql_ << "(" << column(object, field, 1, prefix) << " = ";
            sql_.bind(target.name);
            if (!any_target) sql_ << " AND ";
        }
        if (field.kind == Kind::links) {
            in_link_table(object, field, true, prefix);
            if (!any_target) sql_ << " WHERE \"target\"";
        } else if (!any_target || field.kind != Kind::link_any) {
            sql_ << column(object, field, 0, prefix);
        }
        if (!any_target) {
            sql_ << " IN (SELECT \"id\" FROM \"" << target.name << "\" WHERE ";
            append(target, wanted, "");
            if (!is_everything(rows)) {
                sql_ << " AND ";
                Compiler(sql_, schema_, *Rights::system(), dialect_).append(target, rows, "");
            }
            sql_ << ")";
        } else if (field.kind == Kind::link || field.kind == Kind::file) {
            sql_ << " IS NOT NULL";
        }
        if (field.kind == Kind::link_any || field.kind == Kind::links) sql_ << ")";
    }

    Sql& sql_;
    const Schema& schema_;
    const Rights& rights_;
    const Dialect& dialect_;
};

} // namespace

void append_condition(Sql& sql, const Object& object, const Condition& condition, const Schema& schema,
                      const Rights& rights, const Dialect& dialect, std::string_view prefix) {
    Compiler(sql, schema, rights, dialect).append(object, condition, prefix);
}

} // namespace crm

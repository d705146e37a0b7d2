#include "record/narrowing.hpp"

#include <algorithm>

#include "record/tables.hpp"

namespace crm {

namespace {

using Op = Condition::Op;

constexpr std::int64_t few = 20'000; // reading so many costs less than going through millions
constexpr int most_counts = 12;      // of one condition; a longer one is not worth it

class Counter {
public:
    Counter(Context& context, const Object& object) : context_(context), object_(object) {}

    // Whether it is known to leave few records.
    bool leaves_few(const Condition& condition) {
        switch (condition.op) {
        case Op::none:
            return true;
        case Op::all:
            return std::any_of(condition.parts.begin(), condition.parts.end(),
                               [&](const Condition& part) { return leaves_few(part); }) ||
                   has_narrow_span(condition);
        case Op::any:
            return !condition.parts.empty() && std::all_of(condition.parts.begin(), condition.parts.end(),
                                                           [&](const Condition& part) { return leaves_few(part); });
        case Op::eq:
        case Op::in:
        case Op::has:
            return leads_an_index(condition) && count(condition);
        default:
            return false;
        }
    }

    bool is_indexed(const Condition& condition) const {
        const Field* field = indexed(condition);
        return field && field->kind != Kind::links && field->index != Object::id.index && leads_an_index(condition);
    }

private:
    const Field* indexed(const Condition& condition) const {
        if (condition.field < 0 || condition.column > 0) return nullptr;
        const Field& field = object_.fields.at(static_cast<std::size_t>(condition.field));
        return field.indexed || field.is_link() || field.kind == Kind::links ? &field : nullptr;
    }

    bool leads_an_index(const Condition& condition) const {
        const Field* field = indexed(condition);
        if (!field || condition.values.empty() || is_null(condition.values.front())) return false;
        return condition.op != Op::has || field->kind == Kind::links;
    }

    // From one moment to another, say.
    bool has_narrow_span(const Condition& condition) {
        for (const Condition& from : condition.parts) {
            if ((from.op != Op::gt && from.op != Op::gte) || !indexed(from)) continue;
            for (const Condition& to : condition.parts)
                if ((to.op == Op::lt || to.op == Op::lte) && to.field == from.field && to.column == from.column &&
                    count(Condition{Op::all, -1, -1, {}, {from, to}}))
                    return true;
        }
        return false;
    }

    bool count(const Condition& condition) {
        if (++counts_ > most_counts) return false;
        Sql sql;
        sql << "SELECT COUNT(*) FROM (SELECT 1 FROM " << quoted(object_.name) << " WHERE \"deleted_at\" IS NULL AND ";
        append_condition(sql, object_, condition, context_.schema(), context_.rights(),
                         context_.connection().dialect());
        sql << " LIMIT " << std::to_string(few + 1) << ") AS \"found\"";
        return whole_or(context_.connection().value(sql.text, sql.parameters), 0) <= few;
    }

    Context& context_;
    const Object& object_;
    int counts_ = 0;
};

void mark(Counter& counter, Condition& condition) {
    if (condition.op == Op::all)
        for (Condition& part : condition.parts) mark(counter, part);
    else if (condition.op == Op::any && condition.parts.size() > 1)
        condition.narrow = counter.leaves_few(condition);
}

// Whether records that meet it are found by an index, many or few.
bool leads_an_index(const Object& object, const Condition& condition) {
    switch (condition.op) {
    case Op::none:
        return true;
    case Op::all:
        return std::ranges::any_of(condition.parts,
                                   [&](const Condition& part) { return leads_an_index(object, part); });
    case Op::any:
        return !condition.parts.empty() && std::ranges::all_of(condition.parts, [&](const Condition& part) {
            return leads_an_index(object, part);
        });
    case Op::eq:
    case Op::in:
    case Op::has:
    case Op::lt:
    case Op::lte:
    case Op::gt:
    case Op::gte: {
        if (condition.field < 0 || condition.column > 0 || condition.values.empty() ||
            is_null(condition.values.front()))
            return false;
        const Field& field = object.fields.at(static_cast<std::size_t>(condition.field));
        if (condition.op == Op::has || field.kind == Kind::links) return field.kind == Kind::links;
        return field.indexed || field.is_link();
    }
    default:
        return false;
    }
}

// One record that others lead to: what asks for that needs no other way.
bool names_a_record(const Object& object, const Condition& condition) {
    if ((condition.op != Op::eq && condition.op != Op::in) || condition.field < 0) return false;
    return object.fields.at(static_cast<std::size_t>(condition.field)).is_link() && condition.values.size() == 1 &&
           !is_null(condition.values.front());
}

// The alternatives of the condition, or of the first part of it that has some.
std::vector<Condition> alternatives(const Object& object, const Condition& condition) {
    if (condition.op == Op::any && condition.parts.size() > 1 && leads_an_index(object, condition))
        return condition.parts;
    if (condition.op != Op::all ||
        std::ranges::any_of(condition.parts, [&](const Condition& part) { return names_a_record(object, part); }))
        return {};
    for (std::size_t i = 0; i < condition.parts.size(); ++i) {
        std::vector<Condition> found = alternatives(object, condition.parts[i]);
        if (found.empty()) continue;
        for (Condition& each : found) {
            Condition whole = condition;
            whole.parts[i] = std::move(each);
            each = std::move(whole);
        }
        return found;
    }
    return {};
}

} // namespace

Condition narrowed(Context& context, const Object& object, Condition condition) {
    if (context.connection().dialect().postgres() || !object.is_big()) return condition;
    Counter counter(context, object);
    mark(counter, condition);
    return condition;
}

Condition widened(Context& context, const Object& object, Condition condition) {
    if (context.connection().dialect().postgres() || !object.is_big()) return condition;
    Counter counter(context, object);
    const auto look = [&](Condition& part) {
        if (part.op == Op::eq || part.op == Op::in) part.wide = counter.is_indexed(part) && !counter.leaves_few(part);
    };
    if (condition.op == Op::all)
        std::ranges::for_each(condition.parts, look);
    else
        look(condition);
    return condition;
}

std::vector<Condition> taken_apart(Context& context, const Object& object, const Condition& condition,
                                   bool in_its_order) {
    constexpr std::size_t most_ways = 6;
    if (context.connection().dialect().postgres() || !object.is_big()) return {condition};
    std::vector<Condition> ways = alternatives(object, condition);
    if (ways.empty() || ways.size() > most_ways) return {condition};
    Counter counter(context, object);
    if (!in_its_order && !std::ranges::all_of(ways, [&](const Condition& way) { return counter.leaves_few(way); }))
        return {condition};
    return ways;
}

} // namespace crm

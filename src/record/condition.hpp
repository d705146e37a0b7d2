// Condition: which records. One tree for the interface's filters, roles' row conditions and business code; made of
// handles (deal.stage == won && deal.closes_on < today), or read from JSON; compiled into the WHERE of one statement.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "base/value.hpp"
#include "record/object.hpp"

namespace crm {

struct Rights;
class Collation;

struct Condition {
    enum class Op {
        all,     // every part (true when there is none)
        any,     // one of the parts (false when there is none)
        negated, // not parts[0]; unknown counts as false, so its negation is true
        eq,
        ne,
        lt,
        lte,
        gt,
        gte,
        in,
        not_in, // ne and not_in include null
        contains,
        starts_with, // folded, in text, e-mail, phone, address parts
        is_null,
        has,     // tags, choices, links: one of the values
        follows, // the linked record meets parts[0]
        mine,
        team, // row conditions of rights
        none  // no record
    };
    Op op = Op::all;
    int field = -1; // index in the object it is compiled for
    int column =
        -1;        // offset within the field's columns where not the main one (address parts, money's base or currency)
    Values values; // as the column holds them (normalised, folded for contains)
    std::vector<Condition> parts;
    std::string object;  // follows: the target object; link_any eq: the object of the id
    bool narrow = false; // any: few records meet it, each part is found by its own index (record/narrowing.hpp)
    bool wide = false;   // eq, in: many meet it, its index is left aside for that of the order

    static Condition everything() { return {}; }
    static Condition nothing() { return {Op::none}; }
    friend Condition operator&&(Condition a, Condition b);
    friend Condition operator||(Condition a, Condition b);
    friend Condition operator!(Condition a);
};

template <Kind K>
Condition operator==(const Object::Typed<K>& field, Value value) {
    return {Condition::Op::eq, field.index, -1, {std::move(value)}};
}
template <Kind K>
Condition operator!=(const Object::Typed<K>& field, Value value) {
    return {Condition::Op::ne, field.index, -1, {std::move(value)}};
}
template <Kind K>
Condition operator<(const Object::Typed<K>& field, Value value) {
    return {Condition::Op::lt, field.index, -1, {std::move(value)}};
}
template <Kind K>
Condition operator<=(const Object::Typed<K>& field, Value value) {
    return {Condition::Op::lte, field.index, -1, {std::move(value)}};
}
template <Kind K>
Condition operator>(const Object::Typed<K>& field, Value value) {
    return {Condition::Op::gt, field.index, -1, {std::move(value)}};
}
template <Kind K>
Condition operator>=(const Object::Typed<K>& field, Value value) {
    return {Condition::Op::gte, field.index, -1, {std::move(value)}};
}

// What a filter is read with: who asks, and what "me" and "this month" are for them.
struct Asker {
    const Schema& schema;
    const Rights& rights; // fields it may not read are unknown
    Day today;
    const Zone& zone;
    std::string country;                  // of the company, for phones without prefix
    std::string currency = "EUR";         // of the company, for amounts without one
    const Collation* collation = nullptr; // of the company, for comparing texts
};
// Reads the interface's filter. Throws Error(bad_request) that names what is unknown and the nearest known; at most 8
// deep and 200 parts.
Condition read_filter(const Object& object, const Json& filter, const Asker& asker);

// SQL text with its parameters.
struct Sql {
    std::string text;
    Values parameters;
    Sql& operator<<(std::string_view more) {
        text += more;
        return *this;
    }
    Sql& bind(Value value) {
        text += '?';
        parameters.push_back(std::move(value));
        return *this;
    }
};
// Appends `condition` as an SQL expression over the table of `object` (columns unqualified or with `prefix` "t."). A
// followed link looks only at records that `rights` may read.
void append_condition(Sql& sql, const Object& object, const Condition& condition, const Schema& schema,
                      const Rights& rights, const Dialect& dialect, std::string_view prefix = "");
// Appends " IN (?, …)", padded to a power of two so that statements stay prepared.
void append_in(Sql& sql, const Values& values);
// Appends the predicate of a batch: bucket IN (…) AND id IN (…) where the table is spread by bucket. At most
// `batch_limit` ids.
constexpr std::size_t batch_limit = 512;
void append_batch(Sql& sql, bool by_bucket, std::span<const Id> ids);
bool is_everything(const Condition& condition);
bool is_nothing(const Condition& condition);

} // namespace crm

#include "record/actions.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/condition.hpp"
#include "record/rights.hpp"
#include "record/row_json.hpp"
#include "record/told_kinds.hpp"

namespace crm {

namespace {

using Op = Condition::Op;

constexpr const char* deleting = "delete";

// Filled while the declarations are made, before anything runs.
struct Said {
    std::map<std::string, std::vector<Need>, std::less<>> needs; // by action
    std::map<std::string, Offer, std::less<>> offers;
};
std::map<std::string, Said, std::less<>>& said() {
    static std::map<std::string, Said, std::less<>> of_objects;
    return of_objects;
}

const std::vector<Need>& needs_of(const Object& object, std::string_view action) {
    static const std::vector<Need> none;
    const auto of = said().find(object.name);
    if (of == said().end()) return none;
    const auto found = of->second.needs.find(action);
    return found == of->second.needs.end() ? none : found->second;
}

bool is_offered(Context& context, const Object& object, std::string_view action, Id id) {
    const auto of = said().find(object.name);
    if (of == said().end()) return true;
    const auto rule = of->second.offers.find(action);
    return rule == of->second.offers.end() || rule->second(context, id);
}

Condition all_of(const std::vector<Need>& needs) {
    Condition all;
    for (const Need& need : needs) all = std::move(all) && need.condition;
    return all;
}

// The field that a need speaks of first.
int field_of(const Condition& condition) {
    for (const Condition& part : condition.parts)
        if (const int found = field_of(part); found >= 0) return found;
    return condition.field;
}

// What a person calls the value that the record has.
std::string value_in_words(Context& context, const Record& record, const Field& field) {
    const Value& value = record.at(field);
    if (field.kind == Kind::yes_no)
        return context.in_language(whole_or(value, 0) ? Label{"yes", "tak", "да"} : Label{"no", "nie", "не"});
    if (is_null(value)) return context.in_language({"empty", "puste", "празно"});
    if (field.kind == Kind::money) {
        const auto amount = record.money_at(field.index);
        return format_amount(*amount) + " " + amount->currency;
    }
    const std::string& text = text_or_empty(value);
    const Choice* chosen = field.choice(text);
    return chosen ? lower(context.in_language(chosen->label)) : text;
}

[[noreturn]] void refuse(Context& context, const Record& record, const Need& need) {
    if (!need.otherwise.en.empty()) throw Error(Problem::conflict, context.in_language(need.otherwise));
    const Field& field = record.object().fields.at(static_cast<std::size_t>(field_of(need.condition)));
    if (!context.rights().may_read(record.object(), field))
        throw Error(Problem::conflict, context.in_language({"This cannot be done with the record as it is.",
                                                            "Nie można tego zrobić z rekordem w obecnym stanie.",
                                                            "Ова не може со записот каков што е."}));
    const std::string what = lower(context.in_language(field.label)), is = value_in_words(context, record, field);
    throw Error(Problem::conflict,
                context.in_language({"This cannot be done while the " + what + " is " + is + ".",
                                     "Nie można tego zrobić, gdy " + what + " to: " + is + ".",
                                     "Ова не може додека " + what + " е: " + is + "."}),
                {{field.name, is}});
}

void need_all(Context& context, const Record& record, const std::vector<Need>& needs) {
    for (const Need& need : needs)
        if (!context.exists(record.object(), Condition{Op::eq, Object::id.index, -1, {record.id()}} && need.condition))
            refuse(context, record, need);
}

std::string_view operator_name(Op op) {
    switch (op) {
    case Op::eq:
        return "eq";
    case Op::ne:
        return "ne";
    case Op::lt:
        return "lt";
    case Op::lte:
        return "lte";
    case Op::gt:
        return "gt";
    case Op::gte:
        return "gte";
    case Op::in:
        return "in";
    case Op::not_in:
        return "not_in";
    case Op::is_null:
        return "is_null";
    default:
        require(false, "a need compares fields of the record with values");
        return {};
    }
}

Json as_json(const Field& field, const Value& value) {
    if (is_null(value)) return nullptr;
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    const std::int64_t number = whole_or(value, 0);
    if (field.kind == Kind::yes_no) return number != 0;
    if (field.kind == Kind::whole) return number;
    require(number == 0, "a need compares amounts with nothing but zero");
    return "0";
}

Json filter_of(const Object& object, const Condition& condition) {
    if (condition.op == Op::all || condition.op == Op::any) {
        Json::Array parts;
        for (const Condition& part : condition.parts) parts.push_back(filter_of(object, part));
        return Json::object({{condition.op == Op::all ? "and" : "or", Json(std::move(parts))}});
    }
    if (condition.op == Op::negated) return Json::object({{"not", filter_of(object, condition.parts.at(0))}});
    const Field& field = object.fields.at(static_cast<std::size_t>(condition.field));
    Json operand;
    if (condition.op == Op::in || condition.op == Op::not_in) {
        operand = Json::array();
        for (const Value& value : condition.values) operand.items().push_back(as_json(field, value));
    } else if (condition.op == Op::is_null) {
        operand = condition.values.empty() || whole_or(condition.values[0], 1) != 0;
    } else {
        operand = as_json(field, condition.values.at(0));
    }
    if (condition.op != Op::eq)
        operand = Json::object({{std::string(operator_name(condition.op)), std::move(operand)}});
    return Json::object({{field.name, std::move(operand)}});
}

bool may_know(const Object& object, const Condition& condition, const Rights& rights) {
    if (condition.field >= 0 && !rights.may_read(object, object.fields.at(static_cast<std::size_t>(condition.field))))
        return false;
    return std::all_of(condition.parts.begin(), condition.parts.end(),
                       [&](const Condition& part) { return may_know(object, part, rights); });
}

} // namespace

void only_when(const Object& object, const std::string& action, Condition condition, Label otherwise) {
    said()[object.name].needs[action].push_back({std::move(condition), std::move(otherwise)});
}

void deleted_only_when(const Object& object, Condition condition, Label otherwise) {
    only_when(object, deleting, std::move(condition), std::move(otherwise));
}

void offered_only_if(const Object& object, const std::string& action, Offer rule) {
    said()[object.name].offers[action] = std::move(rule);
}

void need_for(Context& context, const Record& record, std::string_view action) {
    need_all(context, record, needs_of(record.object(), action));
}

void need_for_deleting(Context& context, const Record& record) {
    need_for(context, record, deleting);
}

Json needs_as_filter(const Object& object, std::string_view action, const Rights& rights) {
    const Condition all = all_of(needs_of(object, action));
    if (is_everything(all) || !may_know(object, all, rights)) return nullptr;
    return filter_of(object, all);
}

Possible::Possible(Context& context, const Object& object) : context_(context), object_(object) {
    const Rights& rights = context.rights();
    const Condition changed = rows_in_sight(context, object, Act::update),
                    removed = rows_in_sight(context, object, Act::remove);
    ask("update", changed, {}, false);
    ask(deleting, removed, needs_of(object, deleting), false);
    ask("restore", removed, {}, false);
    for (const Action& action : object.actions)
        if (rights.allows_action(object, action.name))
            ask(action.name, action.as_delete ? removed : changed, needs_of(object, action.name), true);
}

void Possible::ask(std::string name, const Condition& rows, const std::vector<Need>& needs, bool action) {
    asked_.push_back({std::move(name), rows && all_of(needs), action, false});
}

void Possible::select(Sql& sql) const {
    for (const Asked& asked : asked_) {
        if (is_everything(asked.condition) || is_nothing(asked.condition)) continue;
        sql << ", CASE WHEN ";
        append_condition(sql, object_, asked.condition, context_.schema(), *Rights::system(),
                         context_.connection().dialect());
        sql << " THEN 1 ELSE 0 END";
    }
}

void Possible::read(const Row& row, int first) {
    binned_ = !row.null(RowPlan::deleted_at);
    for (Asked& asked : asked_) {
        const bool always = is_everything(asked.condition), never = is_nothing(asked.condition);
        asked.holds = always || (!never && row.whole(first++) != 0);
    }
}

bool Possible::holds(std::string_view name) const {
    return std::any_of(asked_.begin(), asked_.end(),
                       [&](const Asked& asked) { return !asked.action && asked.name == name && asked.holds; });
}

void Possible::write(Id id, std::string& record) const {
    require(record.ends_with('}'), "a record's answer is a JSON object");
    record.pop_back();
    std::string told;
    JsonWriter out(told);
    out.begin_object().key("actions").begin_array();
    for (const Asked& asked : asked_) {
        if (!asked.action || !asked.holds || binned_) continue;
        if (is_offered(context_, object_, asked.name, id)) out.string(asked.name);
    }
    out.end_array().key("can").begin_object();
    out.member("update", !binned_ && holds("update")).member("delete", !binned_ && holds(deleting));
    out.member("restore", binned_ && holds("restore")).end_object().end_object();
    record += ',';
    record.append(told, 1);
}

} // namespace crm

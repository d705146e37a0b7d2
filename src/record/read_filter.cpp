// Reads the interface's filter into a Condition: names, operators and values are checked here, once.
#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/identifiers.hpp"
#include "base/text.hpp"
#include "record/condition.hpp"
#include "record/filter_names.hpp"
#include "record/input.hpp"
#include "record/known.hpp"
#include "record/rights.hpp"
#include "record/spelling.hpp"

namespace crm {

namespace {

using Op = Condition::Op;

constexpr int deepest = 8;
constexpr int most_parts = 200;
constexpr std::size_t most_values = 500;
constexpr int most_links = 2; // steps of a path over links

struct Operator {
    std::string_view name;
    Op op;
};
constexpr std::array<Operator, 13> operators = {{{"eq", Op::eq},
                                                 {"ne", Op::ne},
                                                 {"lt", Op::lt},
                                                 {"lte", Op::lte},
                                                 {"gt", Op::gt},
                                                 {"gte", Op::gte},
                                                 {"in", Op::in},
                                                 {"not_in", Op::not_in},
                                                 {"contains", Op::contains},
                                                 {"starts_with", Op::starts_with},
                                                 {"is_null", Op::is_null},
                                                 {"has", Op::has},
                                                 {"within", Op::all}}}; // within becomes two comparisons

[[noreturn]] void refuse(std::string_view path, std::string sentence) {
    throw Error(Problem::bad_request, sentence, {{std::string(path), sentence}});
}

bool is_list(const Field& field) {
    return field.kind == Kind::tags || field.kind == Kind::choices || field.kind == Kind::links;
}

// What is compared: a column of a field, and the path as it was written, for messages.
struct Subject {
    const Object& object;
    const Field& field;
    int column; // 0 the main one
    std::string_view path;
};

class FilterReader {
public:
    explicit FilterReader(const Asker& asker)
        : asker_(asker), rules_{asker.country, asker.currency, &asker.zone, asker.collation} {}

    Condition read(const Object& object, const Json& filter, int depth) {
        if (!filter.is_object())
            refuse("filter", "A filter is a JSON object, such as {\"name\":{\"contains\":\"smith\"}}.");
        if (depth > deepest) refuse("filter", "This filter is more than 8 levels deep. Please make it flatter.");
        Condition all{Op::all};
        for (const auto& [name, value] : filter.members()) {
            count();
            all.parts.push_back(member(object, name, value, depth));
        }
        return all.parts.size() == 1 ? std::move(all.parts[0]) : all;
    }

private:
    void count() {
        if (++parts_ > most_parts)
            refuse("filter", "This filter has more than 200 parts. Please ask for less at once.");
    }

    Condition member(const Object& object, const std::string& name, const Json& value, int depth) {
        if (name == "or" || name == "and") {
            if (!value.is_array()) refuse(name, "\"" + name + "\" takes a list of filters.");
            Condition joined{name == "or" ? Op::any : Op::all};
            for (const Json& each : value.items()) joined.parts.push_back(read(object, each, depth + 1));
            return joined;
        }
        if (name == "not") return !read(object, value, depth + 1);
        return along(object, name, name, value, 0);
    }

    // Follows `rest` of the path over links down to a field of its own.
    Condition along(const Object& object, std::string_view rest, std::string_view path, const Json& value, int links) {
        const auto dot = rest.find('.');
        const std::string_view first = rest.substr(0, dot);
        const FieldName found = filter_field(object, first, asker_.rights, path);
        if (dot == std::string_view::npos) return compare({object, *found.field, found.column, path}, value);
        const std::string_view after = rest.substr(dot + 1);
        if (found.field->kind == Kind::address) {
            const auto& parts = address_parts();
            auto part = std::find(parts.begin(), parts.end(), after);
            if (part == parts.end()) refuse_unknown(path, after, parts, "An address has no part \"", "\"");
            return compare({object, *found.field, static_cast<int>(part - parts.begin()), path}, value);
        }
        const Object* target = single_target(*found.field);
        if (!target || found.field->index == Object::id.index)
            refuse(path, "\"" + std::string(first) + "\" does not lead to one kind of record, so \"" +
                             std::string(path) + "\" cannot be followed. Please filter by \"" + std::string(first) +
                             "\" itself.");
        if (links == most_links)
            refuse(path, "\"" + std::string(path) + "\" follows more than two links. Please ask for less.");
        Condition follow{Op::follows, found.field->index};
        follow.object = target->name;
        follow.parts.push_back(along(*target, after, path, value, links + 1));
        return follow;
    }

    const Object* single_target(const Field& field) const {
        if (!field.is_link() && field.kind != Kind::links) return nullptr;
        if (field.kind == Kind::file) return asker_.schema.find("file");
        const auto targets = field.targets();
        return targets.size() == 1 && targets[0] != "*" ? asker_.schema.find(targets[0]) : nullptr;
    }

    // A value alone is equality; an object is operators, all of which must hold.
    Condition compare(const Subject& subject, const Json& value) {
        if (subject.field.kind == Kind::address && subject.column < 0)
            refuse(subject.path,
                   "Please name the part of the address, such as \"" + std::string(subject.path) + ".city\".");
        if (!value.is_object() || is_value_object(subject.field, value)) return one(subject, "eq", Op::eq, value);
        if (value.members().empty())
            refuse(subject.path,
                   "\"" + std::string(subject.path) + "\" needs an operator and a value, such as {\"eq\":…}.");
        Condition all{Op::all};
        for (const auto& [name, operand] : value.members()) {
            count();
            auto known = std::find_if(operators.begin(), operators.end(),
                                      [&name = name](const Operator& each) { return each.name == name; });
            if (known == operators.end()) {
                std::vector<std::string_view> names;
                for (const Operator& each : operators) names.push_back(each.name);
                refuse_unknown(subject.path, name, names, "There is no operator \"", "\"");
            }
            all.parts.push_back(one(subject, known->name, known->op, operand));
        }
        return all.parts.size() == 1 ? std::move(all.parts[0]) : all;
    }

    static bool is_value_object(const Field& field, const Json& value) {
        return (field.kind == Kind::money && value.find("amount")) ||
               (field.kind == Kind::link_any && value.find("id"));
    }

    Condition one(const Subject& subject, std::string_view name, Op op, const Json& operand) {
        check_operator(subject, name, op);
        if (name == "within") return within(subject, operand);
        if (op == Op::is_null) {
            if (!operand.is_bool()) refuse(subject.path, "\"is_null\" takes true or false.");
            return null(subject, operand.as_bool());
        }
        if (operand.is_null() && (op == Op::eq || op == Op::ne)) return null(subject, op == Op::eq);
        if (subject.field.kind == Kind::money && subject.column == 0) return amount(subject, name, op, operand);
        if (op == Op::in || op == Op::not_in || op == Op::has || (op == Op::eq && is_list(subject.field)) ||
            (op == Op::ne && is_list(subject.field)))
            return among(subject, name, op, operand);
        if (op == Op::contains || op == Op::starts_with) return inside(subject, op, operand);
        if (subject.field.value_kind() == Kind::moment && operand.is_string() && parse_day(operand.as_string()))
            return on_day(subject, op, *parse_day(operand.as_string()));
        if (subject.field.is_link()) return linked(subject, op, operand);
        if (op == Op::eq || op == Op::ne)
            if (const Spelling* spelling = spelling_of(subject.object, subject.field)) {
                Condition found = spelled(subject, *spelling, {value_of(subject, subject.column, operand)});
                return op == Op::eq ? found : !std::move(found);
            }
        return plain(subject, op, operand);
    }

    void check_operator(const Subject& subject, std::string_view name, Op op) const {
        bool fits = true;
        switch (op) {
        case Op::lt:
        case Op::lte:
        case Op::gt:
        case Op::gte:
            fits = ordered(subject.field, subject.column);
            break;
        case Op::contains:
        case Op::starts_with:
            fits = is_textual(subject.field, subject.column);
            break;
        case Op::has:
            fits = is_list(subject.field);
            break;
        case Op::all:
            fits = subject.field.value_kind() == Kind::day || subject.field.value_kind() == Kind::moment;
            break;
        default:
            break;
        }
        if (!fits)
            refuse(subject.path, "\"" + std::string(name) + "\" cannot be asked of \"" + std::string(subject.path) +
                                     "\", which is of kind " + std::string(name_of(subject.field.kind)) +
                                     ". Please use another operator, such as eq or is_null.");
    }

    static bool is_textual(const Field& field, int column) {
        switch (field.kind) {
        case Kind::text:
        case Kind::long_text:
        case Kind::email:
        case Kind::phone:
        case Kind::url:
        case Kind::number:
        case Kind::address:
            return true;
        case Kind::money:
            return column == 1;
        default:
            return false;
        }
    }

    static bool ordered(const Field& field, int column) {
        switch (field.kind) {
        case Kind::whole:
        case Kind::decimal:
        case Kind::percent:
        case Kind::day:
        case Kind::moment:
        case Kind::rollup:
        case Kind::text:
        case Kind::number:
            return true;
        case Kind::money:
            return column != 1;
        default:
            return false;
        }
    }

    Value value_of(const Subject& subject, int column, const Json& json) {
        return comparison_value(subject.field, column, json, rules_);
    }

    static Condition leaf(const Subject& subject, Op op, Values values) {
        return {op, subject.field.index, subject.column > 0 ? subject.column : -1, std::move(values)};
    }

    Condition plain(const Subject& subject, Op op, const Json& operand) {
        const bool orders = op == Op::lt || op == Op::lte || op == Op::gt || op == Op::gte;
        if (orders && subject.field.has_key() && asker_.collation)
            return {op, subject.field.index, 1, {value_of(subject, 1, operand)}};
        Condition compared = leaf(subject, op, {value_of(subject, subject.column, operand)});
        if (subject.field.kind != Kind::money || !operand.is_object()) return compared;
        if (subject.column == 2)
            refuse(subject.path,
                   "\"" + std::string(subject.path) + "\" is in the company's currency; please give the amount alone.");
        Condition same{
            op == Op::ne ? Op::ne : Op::eq, subject.field.index, 1, {operand.text("currency", asker_.currency)}};
        return op == Op::ne ? std::move(compared) || std::move(same) : std::move(compared) && std::move(same);
    }

    // Amounts are compared in one currency: what names its currency with the amounts in it, what does not with all of
    // them, as they are in the company's.
    Condition amount(const Subject& subject, std::string_view name, Op op, const Json& operand) {
        if (op == Op::in || op == Op::not_in) {
            if (!operand.is_array()) refuse(subject.path, "\"" + std::string(name) + "\" takes a list of values.");
            if (operand.items().size() > most_values)
                refuse(subject.path, "\"" + std::string(name) + "\" takes at most 500 values.");
            Condition any{Op::any};
            for (const Json& item : operand.items())
                any.parts.push_back(item.is_null() ? null(subject, true) : amount(subject, name, Op::eq, item));
            return op == Op::in ? any : !std::move(any);
        }
        if (operand.is_object() && operand["currency"].is_string()) return plain(subject, op, operand);
        return plain({subject.object, subject.field, 2, subject.path}, op,
                     operand.is_object() ? operand["amount"] : operand);
    }

    Condition within(const Subject& subject, const Json& operand) {
        const auto found = operand.is_string() ? period(operand.as_string(), asker_.today) : std::nullopt;
        if (!found)
            refuse(
                subject.path,
                "\"within\" takes today, yesterday, tomorrow, this_, last_ or next_ with week, month, quarter or year, "
                "last_30_days or next_30_days.");
        return between(subject, found->first, found->after);
    }

    Condition between(const Subject& subject, Day first, Day after) {
        return leaf(subject, Op::gte, {begin(subject, first)}) && leaf(subject, Op::lt, {begin(subject, after)});
    }

    std::int64_t begin(const Subject& subject, Day day) const {
        return subject.field.value_kind() == Kind::moment ? asker_.zone.begin_of(day) : std::int64_t{day.days};
    }

    // A moment compared with a day: the whole local day.
    Condition on_day(const Subject& subject, Op op, Day day) {
        const Day next{day.days + 1};
        switch (op) {
        case Op::eq:
            return between(subject, day, next);
        case Op::ne:
            return !between(subject, day, next);
        case Op::lt:
            return leaf(subject, Op::lt, {begin(subject, day)});
        case Op::lte:
            return leaf(subject, Op::lt, {begin(subject, next)});
        case Op::gt:
            return leaf(subject, Op::gte, {begin(subject, next)});
        default:
            return leaf(subject, Op::gte, {begin(subject, day)});
        }
    }

    Condition inside(const Subject& subject, Op op, const Json& operand) {
        if (!operand.is_string())
            refuse(subject.path,
                   "\"" + std::string(op == Op::contains ? "contains" : "starts_with") + "\" takes a text.");
        const std::string& typed = operand.as_string();
        const Spelling* spelling = subject.column > 0 ? nullptr : spelling_of(subject.object, subject.field);
        if (!spelling && subject.field.kind != Kind::phone) return leaf(subject, op, {fold(typed)});
        Condition any = leaf(subject, op, {fold(typed)});
        const Field& kept_in =
            spelling ? subject.object.fields.at(static_cast<std::size_t>(spelling->kept_in)) : subject.field;
        if (!asker_.rights.may_read(subject.object, kept_in)) return any;
        for (std::string& form : forms_inside(subject.field, spelling, typed))
            any = std::move(any) || Condition{op, kept_in.index, -1, {std::move(form)}};
        return any;
    }

    // A piece of what is kept in a normal form, or all of it.
    std::vector<std::string> forms_inside(const Field& field, const Spelling* spelling,
                                          const std::string& typed) const {
        std::vector<std::string> forms = pieces_of_number(typed);
        if (typed.starts_with('+') && !forms.empty()) forms = {"+" + forms.front()};
        if (spelling)
            for (std::string& form : spelling->forms(typed, asker_.country)) forms.push_back(fold(form));
        else if (field.kind == Kind::phone && !forms.empty())
            if (const Phone phone = read_phone(typed, asker_.country); phone.valid) forms.push_back(phone.normal);
        std::sort(forms.begin(), forms.end());
        forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
        std::erase(forms, "");
        return forms;
    }

    Condition among(const Subject& subject, std::string_view name, Op op, const Json& operand) {
        const bool alone = !operand.is_array();
        if (alone && (op == Op::in || op == Op::not_in))
            refuse(subject.path, "\"" + std::string(name) + "\" takes a list of values.");
        const Json::Array single = alone ? Json::Array{operand} : Json::Array{};
        const Json::Array& items = alone ? single : operand.items();
        if (items.size() > most_values) refuse(subject.path, "\"" + std::string(name) + "\" takes at most 500 values.");
        bool with_null = false;
        Values values;
        for (const Json& item : items) {
            if (item.is_null())
                with_null = true;
            else
                values.push_back(item_value(subject, item));
        }
        const Spelling* spelling = spelling_of(subject.object, subject.field);
        const bool excludes = op == Op::not_in || op == Op::ne;
        Condition found = is_list(subject.field)        ? having(subject, std::move(values))
                          : subject.field.is_link()     ? link_among(subject, std::move(values))
                          : spelling && !values.empty() ? spelled(subject, *spelling, std::move(values))
                                                        : leaf(subject, Op::in, std::move(values));
        if (with_null) found = std::move(found) || null(subject, true);
        if (!excludes) return found;
        if (found.op == Op::in && !with_null) {
            found.op = Op::not_in;
            return found;
        }
        return !std::move(found);
    }

    // As it was typed, or in a form in which such a text is kept.
    Condition spelled(const Subject& subject, const Spelling& spelling, Values values) {
        const Field& kept_in = subject.object.fields.at(static_cast<std::size_t>(spelling.kept_in));
        Values forms;
        for (const Value& value : values)
            for (std::string& form : spelling.forms(text(value), asker_.country)) forms.emplace_back(std::move(form));
        if (forms.empty() || !asker_.rights.may_read(subject.object, kept_in))
            return leaf(subject, Op::in, std::move(values));
        if (kept_in.index == subject.field.index) {
            values.insert(values.end(), forms.begin(), forms.end());
            return leaf(subject, Op::in, std::move(values));
        }
        return leaf(subject, Op::in, std::move(values)) || Condition{Op::in, kept_in.index, -1, std::move(forms)};
    }

    Value item_value(const Subject& subject, const Json& item) {
        if (subject.field.is_link() || subject.field.kind == Kind::links) return id_value(subject, item);
        if (subject.field.kind == Kind::choices && item.is_string() && !subject.field.choice(item.as_string())) {
            std::vector<std::string_view> names;
            for (const Choice& choice : subject.field.choices) names.push_back(choice.name);
            refuse_unknown(subject.path, item.as_string(), names,
                           "\"" + std::string(subject.path) + "\" has no choice \"", "\"");
        }
        return value_of(subject, subject.column, item);
    }

    Value id_value(const Subject& subject, const Json& item) {
        if (item.is_string() && item.as_string() == "me" && subject.field.leads_to("user")) return asker_.rights.user;
        const Json& id = subject.field.kind == Kind::link_any && item.is_object() ? item["id"] : item;
        const auto parsed = id.is_string() ? parse_id(id.as_string()) : std::nullopt;
        if (!parsed)
            refuse(subject.path,
                   "\"" + std::string(subject.path) + "\" is compared with a record's id as a text, such as \"1234\".");
        return *parsed;
    }

    Condition having(const Subject& subject, Values values) {
        if (subject.field.kind == Kind::links) return link_among(subject, std::move(values));
        return leaf(subject, Op::has, std::move(values));
    }

    Condition linked(const Subject& subject, Op op, const Json& operand) {
        const Value id = id_value(subject, operand);
        const std::string object = operand.is_object() ? operand.text("object") : "";
        if (!object.empty() && (!subject.field.leads_to(object) || !known_object(asker_.schema, asker_.rights, object)))
            refuse(subject.path, "\"" + std::string(subject.path) + "\" does not lead to \"" + object + "\".");
        Condition found = link_among(subject, {id}, object);
        return op == Op::eq ? found : !std::move(found);
    }

    // A link is compared only where its record is in sight: what is shown as empty is empty here too.
    Condition link_among(const Subject& subject, Values ids, const std::string& object = {}) {
        const Field& field = subject.field;
        const bool list = field.kind == Kind::links;
        if (ids.empty()) return Condition::nothing();
        if (field.index == Object::id.index || asker_.rights.everything || (object.empty() && all_in_sight(field))) {
            if (object.empty() || ids.size() > 1) return leaf(subject, list ? Op::has : Op::in, std::move(ids));
            Condition same = leaf(subject, Op::eq, std::move(ids));
            same.object = object;
            return same;
        }
        Condition any{Op::any};
        for (const auto& target : asker_.schema.objects()) {
            if (!leads(field, target->name) || (!object.empty() && target->name != object)) continue;
            Condition follow{Op::follows, field.index};
            follow.object = target->name;
            follow.parts.push_back({Op::in, Object::id.index, -1, ids});
            any.parts.push_back(std::move(follow));
        }
        return any;
    }

    static bool leads(const Field& field, std::string_view object) {
        return field.kind == Kind::file ? object == "file" : field.leads_to(object);
    }

    bool all_in_sight(const Field& field) const {
        const Object* target = single_target(field);
        return target && field.kind != Kind::link_any &&
               is_everything(asker_.rights.rows(asker_.schema, *target, Act::read));
    }

    Condition null(const Subject& subject, bool wanted) {
        const Field& field = subject.field;
        const bool link = (field.is_link() || field.kind == Kind::links) && field.index != Object::id.index;
        if (!link || asker_.rights.everything || all_in_sight(field))
            return leaf(subject, Op::is_null, {std::int64_t{wanted}});
        Condition shown{Op::any};
        for (const auto& target : asker_.schema.objects()) {
            if (!leads(field, target->name)) continue;
            Condition follow{Op::follows, field.index};
            follow.object = target->name;
            follow.parts.push_back(Condition::everything());
            shown.parts.push_back(std::move(follow));
        }
        return wanted ? !std::move(shown) : shown;
    }

    const Asker& asker_;
    InputRules rules_;
    int parts_ = 0;
};

} // namespace

Condition read_filter(const Object& object, const Json& filter, const Asker& asker) {
    return FilterReader(asker).read(object, filter, 1);
}

} // namespace crm

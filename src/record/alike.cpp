#include "record/alike.hpp"

#include <algorithm>
#include <map>

#include "base/company_name.hpp"
#include "base/given_names.hpp"
#include "base/text.hpp"
#include "record/input.hpp"
#include "record/likely.hpp"
#include "record/query.hpp"

namespace crm {

namespace {

using Op = Condition::Op;

constexpr int most_of_a_key = 20; // a key that more records have tells nobody apart
constexpr std::size_t shown = 5;

constexpr std::size_t looked_at = 12; // candidates whose names are compared
// How sure one agreement makes.
constexpr double same_number = 0.97, same_email = 0.95, same_phone = 0.85, same_name = 0.5, other_form_of_name = 0.4,
                 same_place = 0.7;

// What is left of that where the names are others: colleagues share a mailbox, a family its phone, branches a number.
constexpr double partly_named = 0.55, otherwise_named = 0.3, otherwise_named_number = 0.75, other_kind = 0.5;

bool is_same_word(const std::string& a, const std::string& b) {
    if (a == b || same_given_name(a, b) || loose_key(a) == loose_key(b)) return true;
    const std::string &shorter = a.size() < b.size() ? a : b, &longer = a.size() < b.size() ? b : a;
    return longer.starts_with(shorter) && (shorter.size() == 1 || shorter.size() >= 4);
}

// The share of the shorter name's words that the longer one has too: nicknames, initials and either alphabet count.
double names_alike(const std::string& a, const std::string& b) {
    auto shorter = words(company_words(a)), longer = words(company_words(b));
    if (shorter.size() > longer.size()) shorter.swap(longer);
    if (shorter.empty()) return 1;
    std::size_t found = 0;
    for (const std::string& word : shorter) {
        const auto same = std::find_if(longer.begin(), longer.end(),
                                       [&](const std::string& other) { return is_same_word(word, other); });
        if (same == longer.end()) continue;
        longer.erase(same);
        ++found;
    }
    return static_cast<double>(found) / static_cast<double>(shorter.size());
}

class AlikeSearch {
public:
    AlikeSearch(Context& context, const Record& typed) : context_(context), typed_(typed), object_(typed.object()) {}

    std::vector<Alike> run(std::size_t limit) {
        for (const Field& field : object_.fields) {
            if (field.system && field.index != Object::external_id.index) continue;
            if (!typed_.has(field.index) || !context_.rights().may_read(object_, field)) continue;
            if (field.kind == Kind::email || field.kind == Kind::phone)
                ask_reach(field, field.kind == Kind::email ? same_email : same_phone);
            else if (field.kind == Kind::text && field.plain && (field.unique || field.indexed) && !field.hidden)
                ask(field, spellings(typed_.text_at(field.index)), same_number);
        }
        ask_name();
        std::vector<Alike> list;
        leave_out_told_apart();
        for (auto& [id, one] : found_) list.push_back(std::move(one));
        sort(list);
        if (list.size() > std::max(limit, looked_at)) list.resize(std::max(limit, looked_at));
        compare_names(list);
        sort(list);
        if (list.size() > limit) list.resize(limit);
        return list;
    }

private:
    // Of a record that is there already: what somebody said is another one.
    void leave_out_told_apart() {
        if (typed_.id() == 0) return;
        std::vector<std::pair<Id, Id>> pairs;
        for (const auto& [id, one] : found_) pairs.emplace_back(typed_.id(), id);
        for (const auto& [a, b] : kept_apart(context_.connection(), pairs)) found_.erase(a == typed_.id() ? b : a);
    }

    static void sort(std::vector<Alike>& list) {
        std::sort(list.begin(), list.end(),
                  [](const Alike& a, const Alike& b) { return a.score != b.score ? a.score > b.score : a.id > b.id; });
    }

    // Of another name, what they share says less; of another kind too.
    void compare_names(std::vector<Alike>& list) {
        const Field& title = object_.title_field();
        const Field* kind = object_.field("kind");
        if (title.kind != Kind::text || !context_.rights().may_read(object_, title)) return;
        const std::string name = name_of_typed(title);
        for (Alike& one : list) {
            const auto other = context_.find(object_, one.id);
            if (!other) continue;
            if (kind && typed_.has(kind->index) && other->has(kind->index) && typed_.at(*kind) != other->at(*kind))
                one.score *= other_kind;
            const double alike = names_alike(name, other->text_at(title.index));
            const bool by_number = one.surest >= same_number;
            if (alike < 0.5)
                one.score *= by_number ? otherwise_named_number : otherwise_named;
            else if (alike < 1)
                one.score *= by_number ? 1 : partly_named;
        }
    }

    // As typed, in lower case, and its letters and digits alone.
    static Values spellings(const std::string& text) {
        std::vector<std::string> all{std::string(trimmed(text)), lower(trimmed(text)), digits_of(text)};
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        Values values;
        for (auto& each : all)
            if (each.size() > 2) values.emplace_back(std::move(each));
        return values;
    }

    std::vector<Id> ids(const Object& object, const Field& wanted, const Condition& condition) {
        Sql sql;
        sql << "SELECT \"" << wanted.name << "\" FROM \"" << object.name << "\" WHERE \"deleted_at\" IS NULL AND (";
        append_condition(sql, object, condition, context_.schema(), *Rights::system(), context_.connection().dialect());
        sql << ") AND (";
        append_condition(sql, object, context_.rights().rows(context_.schema(), object, Act::read), context_.schema(),
                         context_.rights(), context_.connection().dialect());
        sql << ") LIMIT " << std::to_string(most_of_a_key + 1);
        std::vector<Id> list;
        context_.connection().query(sql.text, sql.parameters, [&](const Row& row) {
            list.push_back(row.whole(0));
            return true;
        });
        if (list.size() > most_of_a_key) list.clear();
        return list;
    }

    void note(const std::vector<Id>& list, const std::string& field, double sure) {
        for (Id id : list) {
            if (id == typed_.id()) continue;
            Alike& one = found_[id];
            one.id = id;
            if (std::find(one.fields.begin(), one.fields.end(), field) != one.fields.end()) continue;
            one.fields.push_back(field);
            one.surest = std::max(one.surest, sure);
            one.score = 1 - (1 - one.score) * (1 - sure);
        }
    }

    void ask(const Field& field, Values values, double sure) {
        if (!values.empty())
            note(ids(object_, object_.field(Object::id), {Op::in, field.index, -1, std::move(values)}), field.name,
                 sure);
    }

    // Of a record that is there already, its other addresses and numbers; only for the program itself, since who asks
    // may not see that record.
    void add_further(const Object& part, const Condition& of_kind, const Field& normal, Values& values) {
        constexpr int most = 20;
        if (typed_.id() == 0 || !context_.rights().everything) return;
        const Condition of_it{Op::eq, part.parent_field()->index, -1, {typed_.id()}};
        for (const Record& each : context_.find(part, of_it && of_kind, most)) {
            const Value value = each.text_at(normal.index);
            if (!text(value).empty() && std::find(values.begin(), values.end(), value) == values.end())
                values.push_back(value);
        }
    }

    // All of a record's addresses and numbers lie in its parts, where there are any; otherwise it has one itself.
    void ask_reach(const Field& field, double sure) {
        Values values = spellings(typed_.text_at(field.index));
        bool in_parts = false;
        for (const Object* part : context_.schema().parts_of(object_.name))
            for (const Feeding& feeding : part->feeds) {
                const Field* normal = part->field("normal");
                if (feeding.parent_field != field.name || feeding.where.empty() || !normal) continue;
                const Condition of_kind{Op::in, part->field(feeding.where)->index, -1,
                                        Values(feeding.is.begin(), feeding.is.end())};
                add_further(*part, of_kind, *normal, values);
                if (values.empty()) continue;
                in_parts = true;
                note(ids(*part, *part->parent_field(), Condition{Op::in, normal->index, -1, values} && of_kind),
                     field.name, sure);
            }
        if (!in_parts && field.indexed) ask(field, values, sure);
    }

    // People share names; in one town they are worth a warning.
    void ask_name() {
        const Field& title = object_.title_field();
        const Field* folded = object_.field("folded_name");
        if (!context_.rights().may_read(object_, title) || title.kind != Kind::text) return;
        const std::string name = name_of_typed(title);
        if (letters(name) < 3) return;
        const Condition same = folded
                                   ? Condition{Op::eq, folded->index, -1, {cut(name_key(name), folded->length_limit())}}
                                   : Condition{Op::eq, title.index, -1, {name}};
        std::vector<Id> list = ids(object_, object_.field(Object::id), same);
        note(list, title.name, same_name);
        if (folded) {
            const auto called_otherwise = of_other_forms(name, *folded);
            note(called_otherwise, title.name, other_form_of_name);
            list.insert(list.end(), called_otherwise.begin(), called_otherwise.end());
        }
        const Field* place = object_.field("address");
        if (!place || place->kind != Kind::address || !context_.rights().may_read(object_, *place)) return;
        const std::string city = loose_key(typed_.address_at(place->index).city);
        if (city.empty()) return;
        std::vector<Id> neighbours;
        for (Id id : list)
            if (auto other = context_.find(object_, id);
                other && loose_key(other->address_at(place->index).city) == city)
                neighbours.push_back(id);
        note(neighbours, place->name, same_place);
    }

    // People of the same name, one word of which is another form of the same given name: Kasia for Katarzyna.
    std::vector<Id> of_other_forms(const std::string& name, const Field& folded) {
        Values keys;
        const std::vector<std::string> all = words(fold(latin(name)));
        if (all.size() < 2) return {}; // of a given name alone there are too many
        for (std::size_t i = 0; i < all.size(); ++i)
            for (const std::string_view form : other_forms(all[i])) {
                std::string other;
                for (std::size_t j = 0; j < all.size(); ++j)
                    (other += j ? " " : "") += j == i ? std::string(form) : all[j];
                keys.emplace_back(cut(name_key(other), folded.length_limit()));
            }
        if (keys.empty()) return {};
        return ids(object_, object_.field(Object::id), {Op::in, folded.index, -1, std::move(keys)});
    }

    // A person's name is made of its parts only when it is saved.
    std::string name_of_typed(const Field& title) const {
        std::string name = typed_.text_at(title.index);
        if (!name.empty()) return name;
        for (const char* part : {"given_name", "middle_name", "family_name"})
            if (const Field* field = object_.field(part);
                field && field->kind == Kind::text && typed_.has(field->index))
                (name += name.empty() ? "" : " ") += typed_.text_at(field->index);
        return name;
    }

    Context& context_;
    const Record& typed_;
    const Object& object_;
    std::map<Id, Alike> found_;
};

} // namespace

std::vector<Alike> find_alike(Context& context, const Record& typed, std::size_t limit) {
    return AlikeSearch(context, typed).run(limit);
}

void write_alike(Context& context, const Object& object, const Json& typed, Id except, std::string& out) {
    Record record(context.shared(object));
    const InputRules rules{context.company().country, context.company().currency, &context.rights().zone,
                           context.company().collation.get()};
    for (const auto& [name, value] : typed.members())
        if (const Field* field = object.field(name); field && field->kind != Kind::links)
            static_cast<void>(read_value(record, *field, value, rules));
    record.set_identity(except, 0);
    const auto found = find_alike(context, record, shown);
    std::vector<Id> ids;
    for (const Alike& each : found) ids.push_back(each.id);
    const auto names = titles(context, object, ids);
    JsonWriter json(out);
    json.begin_object().key("items").begin_array();
    for (const Alike& each : found) {
        const auto title = names.find(each.id);
        json.begin_object().key("id").id(each.id).member("title", title == names.end() ? std::string() : title->second);
        json.key("score").number(each.score).key("fields").begin_array();
        for (const auto& field : each.fields) json.string(field);
        json.end_array().end_object();
    }
    json.end_array().end_object();
}

} // namespace crm

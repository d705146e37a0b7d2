#include "record/merge_values.hpp"

#include <algorithm>
#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/input.hpp"

namespace crm {

namespace {

bool is_list(const Field& field) {
    return field.kind == Kind::tags || field.kind == Kind::choices || field.kind == Kind::links;
}

bool is_merged(const Field& field) {
    return (!field.system || field.index == Object::external_id.index) && field.kind != Kind::rollup;
}

// Facts that somebody decided rather than found out stay as they are in the survivor.
bool stays_with_survivor(const Field& field) {
    return field.kind == Kind::link || field.kind == Kind::file || field.kind == Kind::link_any ||
           field.kind == Kind::number || field.unique;
}

bool same_value(const Record& a, const Record& b, const Field& field) {
    if (field.kind == Kind::links) return a.links_at(field.index) == b.links_at(field.index);
    for (int i = 0; i < field.column_count; ++i)
        if (a.at(field, i) != b.at(field, i)) return false;
    return true;
}

// "tax_id" for "tax_id_valid": whose number is taken, whose mark is taken.
const Field* marked_by(const Object& object, const Field& field) {
    constexpr std::string_view ending = "_valid";
    if (field.kind != Kind::yes_no || !field.name.ends_with(ending)) return nullptr;
    const Field* of = object.field(std::string_view(field.name).substr(0, field.name.size() - ending.size()));
    return of == &field ? nullptr : of;
}

std::vector<std::string> verified_values(Context& context, const Record& record) {
    std::vector<std::string> values;
    for (const Object* part : context.schema().parts_of(record.object().name)) {
        const Field* verified = part->field("verified");
        if (!verified || verified->kind != Kind::yes_no) continue;
        const Condition of_record{Condition::Op::eq, part->parent_field()->index, -1, {record.id()}};
        const Condition is_verified{Condition::Op::eq, verified->index, -1, {std::int64_t{1}}};
        for (const Record& each : context.find(*part, of_record && is_verified))
            for (const Field& field : part->fields)
                if (field.kind == Kind::text && each.has(field.index)) values.push_back(each.text_at(field.index));
    }
    return values;
}

std::int64_t filled(const Record& record) {
    std::int64_t count = 0;
    for (const Field& field : record.object().fields) count += !field.system && record.has(field.index);
    return count;
}

Moment changed_at(const Record& record) {
    return whole_or(record.at(record.object().field(Object::modified_at)), 0);
}

} // namespace

namespace {

// What a person is called, of the parts of the name.
std::string made_of_parts(const Record& record) {
    std::string name;
    for (const char* part : {"given_name", "middle_name", "family_name"})
        if (const Field* field = record.object().field(part); field && field->kind == Kind::text)
            if (const std::string text = record.text_at(field->index); !text.empty())
                (name += name.empty() ? "" : " ") += text;
    return name;
}

} // namespace

MergeValues::MergeValues(Context& context, const std::vector<Record>& records)
    : context_(context), records_(records), object_(records.front().object()) {
    for (const Record& record : records) verified_.push_back(verified_values(context, record));
    for (const Field& field : object_.fields)
        if (is_merged(field) && !is_made_of_parts(field)) sources_[field.index] = proposed(field);
    for (const Field& field : object_.fields)
        if (const Field* of = marked_by(object_, field)) sources_[field.index] = sources_[of->index];
}

// The name of people follows from its parts, between which somebody chooses. A company's name stays a choice.
bool MergeValues::is_made_of_parts(const Field& field) const {
    if (!field.title || field.kind != Kind::text || !object_.field("family_name")) return false;
    const Field* kind = object_.field("kind");
    const Record* of_person = nullptr;
    for (const Record& each : records_)
        if (!made_of_parts(each).empty()) of_person = &each;
    return of_person && std::all_of(records_.begin(), records_.end(),
                                    [&](const Record& each) { return !kind || same_value(each, *of_person, *kind); });
}

bool MergeValues::is_verified(std::size_t record, const Field& field) const {
    if (const Field* mark = object_.field(field.name + "_valid"); mark && mark->kind == Kind::yes_no)
        if (whole_or(records_[record].at(*mark), 0)) return true;
    if (field.kind != Kind::email && field.kind != Kind::phone) return false;
    const auto& values = verified_[record];
    return std::find(values.begin(), values.end(), records_[record].text_at(field.index)) != values.end();
}

int MergeValues::proposed(const Field& field) const {
    if (is_list(field)) return from_all;
    const Record& survivor = records_.front();
    const bool writable = context_.rights().may_write(object_, field) && context_.rights().may_read(object_, field);
    if (survivor.has(field.index) && (!writable || field.read_only || stays_with_survivor(field))) return 0;
    if (field.kind == Kind::long_text) return from_all;
    const Record usual = context_.make(object_);
    int best = 0;
    std::tuple<bool, bool, bool, Moment, std::int64_t> best_rank;
    for (std::size_t i = 0; i < records_.size(); ++i) {
        const Record& each = records_[i];
        const std::tuple rank{each.has(field.index), is_verified(i, field), !same_value(each, usual, field),
                              changed_at(each), filled(each)};
        if (i == 0 || rank > best_rank) best = static_cast<int>(i), best_rank = rank;
    }
    return best;
}

void MergeValues::choose(const Json& values) {
    if (values.is_null()) return;
    if (!values.is_object()) throw Error::at("values", "Please give the values as {\"field\": \"id of the record\"}.");
    for (const auto& [name, value] : values.members()) {
        const Field* field = object_.field(name);
        if (!field || !is_merged(*field) || !context_.rights().may_read(object_, *field))
            throw Error::at(cut(name, 60), "There is no field \"" + cut(name, 60) + "\" to choose a value of.");
        if (is_made_of_parts(*field))
            throw Error::at(name,
                            context_.in_language(
                                {"The name of a person is made of the given and the family name. Please choose those.",
                                 "Nazwa osoby powstaje z imienia i nazwiska. Wybierz imię i nazwisko.",
                                 "Името на лице се составува од името и презимето. Изберете ги нив."}));
        if (value == Json("both")) {
            if (!is_list(*field) && field->kind != Kind::long_text)
                throw Error::at(name, "Only lists and long texts can keep both values. Please choose one record.");
            sources_[field->index] = from_all;
            continue;
        }
        const auto id = value.is_string() ? parse_id(value.as_string()) : std::nullopt;
        const auto source =
            std::find_if(records_.begin(), records_.end(), [&](const Record& each) { return id == each.id(); });
        if (source == records_.end())
            throw Error::at(name, "Please give the id of one of the records that are merged, or \"both\".");
        const int chosen = static_cast<int>(source - records_.begin());
        if (chosen != 0 && !same_value(*source, records_.front(), *field) &&
            !context_.rights().may_write(object_, *field))
            throw Error(Problem::forbidden, "You may not change " + context_.in_language(field->label) + ".",
                        {{name, "You may not change this."}});
        sources_[field->index] = chosen;
    }
    for (const Field& field : object_.fields)
        if (const Field* of = marked_by(object_, field)) sources_[field.index] = sources_[of->index];
}

void MergeValues::choose_again(const Json& chosen) {
    for (auto& [index, source] : sources_) {
        const Json& value = chosen[object_.fields[index].name];
        if (value == Json("both")) source = from_all;
        const auto id = value.is_string() ? parse_id(value.as_string()) : std::nullopt;
        for (std::size_t i = 0; i < records_.size(); ++i)
            if (id == records_[i].id()) source = static_cast<int>(i);
    }
}

void MergeValues::take(Record& survivor, const Field& field, int source) const {
    if (source >= 0) {
        const Record& from = records_[static_cast<std::size_t>(source)];
        if (source == 0) return;
        if (field.kind == Kind::links) return survivor.put(field.index, from.links_at(field.index));
        for (int i = 0; i < field.column_count; ++i) survivor.put_value(field, i, from.at(field, i));
        return;
    }
    if (field.kind == Kind::long_text) {
        std::vector<std::string> texts;
        for (const Record& each : records_) {
            const std::string text = each.text_at(field.index);
            if (!text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
        }
        std::string all;
        for (const auto& text : texts) (all += all.empty() ? "" : "\n\n") += text;
        if (!all.empty() && all != survivor.text_at(field.index))
            survivor.put(field.index, cut(all, field.length_limit()));
        return;
    }
    auto join = [&](auto list_of, auto list) {
        for (const Record& each : records_)
            for (const auto& item : list_of(each))
                if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
        if (list != list_of(survivor)) survivor.put(field.index, list);
    };
    if (field.kind == Kind::links)
        join([&](const Record& each) { return each.links_at(field.index); }, survivor.links_at(field.index));
    else
        join([&](const Record& each) { return each.list_at(field.index); }, survivor.list_at(field.index));
}

void MergeValues::apply(Record& survivor) const {
    for (const auto& [index, source] : sources_) take(survivor, object_.fields[index], source);
}

Id MergeValues::proposed_survivor() const {
    std::size_t best = 0;
    auto rank = [&](std::size_t i) {
        std::size_t verified = verified_[i].size();
        for (const Field& field : object_.fields)
            verified += marked_by(object_, field) && whole_or(records_[i].at(field), 0);
        return std::tuple{verified, filled(records_[i]), changed_at(records_[i])};
    };
    for (std::size_t i = 1; i < records_.size(); ++i)
        if (rank(i) > rank(best)) best = i;
    return records_[best].id();
}

bool MergeValues::differ(const Field& field) const {
    return std::any_of(records_.begin() + 1, records_.end(),
                       [&](const Record& each) { return !same_value(each, records_.front(), field); });
}

Json MergeValues::told(int source) const {
    return source == from_all ? Json("both") : Json(std::to_string(records_[static_cast<std::size_t>(source)].id()));
}

Json MergeValues::as_json() const {
    Json values = Json::object();
    for (const auto& [index, source] : sources_) {
        const Field& field = object_.fields[index];
        if (field.hidden || !context_.rights().may_read(object_, field) || !differ(field)) continue;
        values.set(field.name, told(source));
    }
    return values;
}

Json MergeValues::chosen() const {
    Json values = Json::object();
    for (const auto& [index, source] : sources_) values.set(object_.fields[index].name, told(source));
    return values;
}

} // namespace crm

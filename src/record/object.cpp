#include "record/object.hpp"

#include <sstream>

#include "base/error.hpp"

namespace crm {

namespace {

FieldOptions read_only(std::string to = {}) {
    return {.read_only = true, .to = std::move(to), .group = "system"};
}

} // namespace

Object::Object(std::string object_name, std::string module_name, Label object_label, Label object_plural)
    : name(std::move(object_name)), module(std::move(module_name)), label(std::move(object_label)),
      plural(std::move(object_plural)) {
    add("id", Kind::link, {"Id", "Id", "Ид"}, {.read_only = true, .hidden = true, .to = name, .group = "system"});
    add("version", Kind::whole, {"Version", "Wersja", "Верзија"},
        {.read_only = true, .hidden = true, .group = "system"});
    add("created_at", Kind::moment, {"Created", "Utworzono", "Создадено"}, read_only());
    add("created_by", Kind::link, {"Created by", "Utworzył(a)", "Создал"}, read_only("user"));
    add("modified_at", Kind::moment, {"Changed", "Zmieniono", "Изменето"}, read_only());
    add("modified_by", Kind::link, {"Changed by", "Zmienił(a)", "Изменил"}, read_only("user"));
    add("external_id", Kind::text, {"External id", "Identyfikator zewnętrzny", "Надворешен идентификатор"},
        {.unique = true, .searchable = true, .plain = true, .exact_search = true, .group = "system"});
    add("deleted_at", Kind::moment, {"Deleted", "Usunięto", "Избришано"},
        {.read_only = true, .hidden = true, .group = "system"});
    for (auto& field : fields) field.system = true;
}

int Object::add(std::string field_name, Kind kind, Label field_label, FieldOptions options) {
    Field field;
    static_cast<FieldOptions&>(field) = std::move(options);
    field.name = std::move(field_name);
    field.kind = kind;
    field.label = std::move(field_label);
    field.index = static_cast<int>(fields.size());
    field.first_column = static_cast<int>(columns.size());
    auto added = columns_of(field);
    field.column_count = static_cast<int>(added.size());
    columns.insert(columns.end(), added.begin(), added.end());
    for (const Column& column : added) ((column_list += column_list.empty() ? "\"" : ", \"") += column.name) += '"';
    require(field.name != "title" || field.title, "a field named title is what the record is called");
    require(by_name_.emplace(field.name, field.index).second, "a field's name is used once in its object");
    fields.push_back(std::move(field));
    return fields.back().index;
}

Field Object::input(std::string field_name, Kind kind, Label field_label, FieldOptions options) {
    Field field;
    static_cast<FieldOptions&>(field) = std::move(options);
    field.name = std::move(field_name);
    field.kind = kind;
    field.label = std::move(field_label);
    return field;
}

const Field* Object::field(std::string_view field_name) const {
    auto found = by_name_.find(field_name);
    if (found != by_name_.end()) return &fields[found->second];
    return field_name == "title" ? &title_field() : nullptr;
}

const Field& Object::title_field() const {
    for (const auto& each : fields)
        if (each.title) return each;
    for (const auto& each : fields)
        if (!each.system && each.kind == Kind::text) return each;
    return fields[id.index];
}

const Field* Object::owner_field() const {
    auto owner = field("owner");
    return owner && owner->kind == Kind::link && owner->to == "user" ? owner : nullptr;
}

const Field* Object::home_field() const {
    for (const auto& each : fields)
        if (each.home || each.part_of) return &each;
    return nullptr;
}

const Field* Object::parent_field() const {
    for (const auto& each : fields)
        if (each.part_of) return &each;
    return nullptr;
}

Schema::Schema(std::vector<std::shared_ptr<const Object>> objects, std::int64_t version)
    : objects_(std::move(objects)), version_(version) {
    for (const auto& object : objects_)
        require(by_name_.emplace(object->name, object.get()).second, "an object's name is used once");
    for (const auto& object : objects_)
        for (const Field& field : object->fields)
            for (std::istringstream names(field.made_of); names;)
                if (std::string name; names >> name && name.find('.') == std::string::npos)
                    require(object->field(name), "a field is made of fields of its object");
    for (const auto& object : objects_)
        for (const Field& field : object->fields) sources_beyond(*object, field); // they are there
    for (const auto& object : objects_)
        for (const Feeding& feeding : object->feeds) {
            const Object* whole = object->parent_field() ? find(object->parent_field()->to) : nullptr;
            require(whole && whole->field(feeding.parent_field), "a part feeds a field of what it is a part of");
            require(feeding.where.empty() || object->field(feeding.where), "a part feeds by a field of its own");
        }
    for (const auto& object : objects_)
        if (auto link = object->parent_field()) parts_[link->to].push_back(object.get());
    for (const auto& object : objects_)
        for (const auto& field : object->fields) {
            if (field.index == Object::id.index || (!field.is_link() && field.kind != Kind::links)) continue;
            for (const auto& other : objects_)
                if (field.leads_to(other->name)) incoming_[other->name].push_back({object.get(), &field});
        }
}

std::vector<std::pair<const Object*, const Field*>> Schema::sources_beyond(const Object& object,
                                                                           const Field& field) const {
    std::vector<std::pair<const Object*, const Field*>> sources;
    for (std::istringstream names(field.made_of); names;) {
        std::string name;
        const auto dot = names >> name ? name.find('.') : std::string::npos;
        if (dot == std::string::npos) continue;
        const Field* link = object.field(name.substr(0, dot));
        const Object* other = find(link ? link->to : name.substr(0, dot));
        const bool is_near = other && (link || (other->parent_field() && other->parent_field()->to == object.name));
        const Field* source = is_near ? other->field(name.substr(dot + 1)) : nullptr;
        require(source, "a field is made of fields of its object, of one that it links to, or of its parts");
        sources.emplace_back(other, source);
    }
    return sources;
}

const Object* Schema::find(std::string_view name) const {
    auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
}

const Object& Schema::object(std::string_view name) const {
    auto found = find(name);
    require(found != nullptr, "the object exists");
    return *found;
}

const std::vector<Schema::Incoming>& Schema::incoming(std::string_view target) const {
    static const std::vector<Incoming> none;
    auto found = incoming_.find(target);
    return found == incoming_.end() ? none : found->second;
}

const std::vector<const Object*>& Schema::parts_of(std::string_view parent) const {
    static const std::vector<const Object*> none;
    auto found = parts_.find(parent);
    return found == parts_.end() ? none : found->second;
}

} // namespace crm

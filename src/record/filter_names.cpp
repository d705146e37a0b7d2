#include "record/filter_names.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/rights.hpp"

namespace crm {

FieldName find_field(const Object& object, std::string_view name, const Rights& rights) {
    const Field* field = object.field(name);
    if (field && rights.may_read(object, *field)) return {field, field->kind == Kind::address ? -1 : 0};
    if (field) return {};
    constexpr std::string_view base = "_base", currency = "_currency";
    for (const auto& [ending, column] : {std::pair{base, 2}, std::pair{currency, 1}}) {
        if (!name.ends_with(ending)) continue;
        const Field* money = object.field(name.substr(0, name.size() - ending.size()));
        if (money && money->kind == Kind::money && rights.may_read(object, *money)) return {money, column};
    }
    return {};
}

std::vector<std::string_view> readable_names(const Object& object, const Rights& rights) {
    std::vector<std::string_view> names{"title"};
    for (const Field& field : object.fields)
        if (rights.may_read(object, field)) names.push_back(field.name);
    return names;
}

FieldName filter_field(const Object& object, std::string_view name, const Rights& rights, std::string_view path) {
    const FieldName found = find_field(object, name, rights);
    if (!found.field)
        refuse_unknown(path, name, readable_names(object, rights), "There is no field \"", "\" in " + object.name);
    if (!found.field->filterable())
        throw Error(Problem::bad_request,
                    "\"" + std::string(path) + "\" is of kind " + std::string(name_of(found.field->kind)) +
                        " and cannot be filtered by.",
                    {{std::string(path), "This field cannot be filtered by."}});
    return found;
}

void refuse_unknown(std::string_view path, std::string_view given, const std::vector<std::string_view>& known,
                    std::string what, std::string after) {
    const std::string_view near = nearest(given, known);
    std::string sentence = std::move(what) + cut(given, 60) + std::move(after) + ".";
    if (!near.empty()) sentence += " Did you mean \"" + std::string(near) + "\"?";
    throw Error(Problem::bad_request, sentence, {{std::string(path), sentence}});
}

} // namespace crm

// Reads the arguments of a list: names, limits and values are checked here, once.
#include <charconv>

#include "base/error.hpp"
#include "record/filter_names.hpp"
#include "record/paging.hpp"
#include "record/query.hpp"
#include "record/rights.hpp"

namespace crm {

namespace {

[[noreturn]] void refuse(std::string_view argument, std::string sentence) {
    throw Error(Problem::bad_request, sentence, {{std::string(argument), sentence}});
}

int read_limit(const std::string& text) {
    int limit = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (fault != std::errc() || end != text.data() + text.size() || limit < 1 || limit > 200)
        refuse("limit", "\"limit\" is a whole number from 1 to 200.");
    return limit;
}

Count read_count(const std::string& text) {
    if (text == "none") return Count::none;
    if (text == "capped") return Count::capped;
    if (text == "exact") return Count::exact;
    refuse("count", "\"count\" is none, capped or exact.");
}

FieldPath read_path(const Object& object, const Asker& asker, std::string_view name) {
    const auto dot = name.find('.');
    const FieldName first = find_field(object, name.substr(0, dot), asker.rights);
    if (!first.field)
        refuse_unknown("fields", name.substr(0, dot), readable_names(object, asker.rights), "There is no field \"",
                       "\" in " + object.name);
    // The title stands in every record, whatever else is asked.
    if (name == "title") return {&object.field(Object::id)};
    if (first.field->kind == Kind::money && first.column == 1)
        refuse("fields",
               "\"" + std::string(name) + "\" stands inside \"" + first.field->name + "\". Please ask for that.");
    if (dot == std::string_view::npos) return {first.field, nullptr, nullptr, first.column < 0 ? 0 : first.column};
    const Field& link = *first.field;
    if (link.kind == Kind::address)
        refuse("fields", "The parts of an address are not asked for one by one. Please ask for \"" + link.name + "\".");
    const auto targets = link.targets();
    const bool followed =
        (link.kind == Kind::link || link.kind == Kind::links) && link.index != Object::id.index && targets.size() == 1;
    const Object* target = followed ? asker.schema.find(targets[0]) : nullptr;
    if (!target)
        refuse("fields", "\"" + link.name + "\" does not lead to one kind of record, so \"" + std::string(name) +
                             "\" cannot be followed. Please ask for \"" + link.name + "\".");
    const std::string_view rest = name.substr(dot + 1);
    if (rest.find('.') != std::string_view::npos)
        refuse("fields", "\"" + std::string(name) + "\" follows more than one link. Please ask for one step only.");
    const FieldName linked = find_field(*target, rest, asker.rights);
    if (!linked.field)
        refuse_unknown("fields", rest, readable_names(*target, asker.rights), "There is no field \"",
                       "\" in " + target->name);
    if (rest == "title") return {&link};
    return {&link, linked.field, target, linked.column < 0 ? 0 : linked.column};
}

} // namespace

std::vector<FieldPath> read_fields(const Object& object, const Asker& asker, std::string_view names) {
    constexpr std::size_t most = 200;
    std::vector<FieldPath> fields;
    while (!names.empty()) {
        const auto comma = names.find(',');
        const std::string_view name = names.substr(0, comma);
        names.remove_prefix(comma == std::string_view::npos ? names.size() : comma + 1);
        if (!name.empty()) fields.push_back(read_path(object, asker, name));
        if (fields.size() > most) refuse("fields", "At most 200 fields can be asked for at once.");
    }
    return fields;
}

ListQuery read_list_query(const Object& object, const Asker& asker,
                          const std::vector<std::pair<std::string, std::string>>& arguments) {
    ListQuery query;
    std::string filter, sort;
    for (const auto& [name, value] : arguments) {
        if (name == "filter") {
            if (value.empty()) continue;
            const Json json = Json::parse(value, 32);
            query.filter = std::move(query.filter) && read_filter(object, json, asker);
            filter += json.dump();
        } else if (name == "sort") {
            query.sort = read_sort(object, value, asker.schema, asker.rights);
            sort = value;
        } else if (name == "fields") {
            query.fields = read_fields(object, asker, value);
        } else if (name == "limit") {
            query.limit = read_limit(value);
        } else if (name == "cursor") {
            query.cursor = value;
        } else if (name == "count") {
            query.count = read_count(value);
        } else if (name == "binned") {
            if (value != "true" && value != "false") refuse("binned", "\"binned\" is true or false.");
            query.binned = value == "true";
        } else if (name == "search") {
            query.search = value;
        } else {
            refuse_unknown(name, name, {"filter", "sort", "fields", "limit", "cursor", "count", "binned", "search"},
                           "A list has no parameter \"", "\"");
        }
    }
    query.list = Json::array({"list", object.name, filter, sort, query.search, query.binned}).dump();
    return query;
}

Asker asker_of(Context& context) {
    return {context.schema(),
            context.rights(),
            context.today(),
            context.rights().zone,
            context.company().country,
            context.company().currency,
            context.company().collation.get()};
}

} // namespace crm

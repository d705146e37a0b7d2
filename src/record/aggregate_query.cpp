#include "record/aggregate_query.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/error.hpp"
#include "record/filter_names.hpp"
#include "record/rights.hpp"

namespace crm {

namespace {

constexpr std::size_t most_dimensions = 4;
constexpr std::size_t most_measures = 20;

[[noreturn]] void refuse(std::string_view argument, std::string sentence) {
    throw Error(Problem::bad_request, sentence, {{std::string(argument), sentence}});
}

std::vector<std::string_view> split_at_commas(std::string_view list) {
    std::vector<std::string_view> parts;
    while (!list.empty()) {
        const auto comma = list.find(',');
        if (comma != 0) parts.push_back(list.substr(0, comma));
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return parts;
}

FieldName known_field(const Object& object, const Asker& asker, std::string_view argument, std::string_view name) {
    const FieldName found = find_field(object, name, asker.rights);
    if (!found.field)
        refuse_unknown(argument, name, readable_names(object, asker.rights), "There is no field \"",
                       "\" in " + object.name);
    return found;
}

PeriodLength read_period(std::string_view name) {
    constexpr std::array<std::string_view, 6> names = {"", "day", "week", "month", "quarter", "year"};
    for (std::size_t i = 1; i < names.size(); ++i)
        if (names[i] == name) return static_cast<PeriodLength>(i);
    refuse_unknown("group", name, {names.begin() + 1, names.end()}, "There is no period \"",
                   "\"; there are day, week, month, quarter and year");
}

bool groupable(const Field& field, int column) {
    switch (field.kind) {
    case Kind::address:
        return column >= 0;
    case Kind::text:
    case Kind::email:
    case Kind::phone:
    case Kind::url:
    case Kind::number:
    case Kind::choice:
    case Kind::yes_no:
    case Kind::whole:
    case Kind::day:
    case Kind::moment:
        return true;
    case Kind::link:
        return field.index != Object::id.index;
    case Kind::money:
        return column == 1;
    default:
        return false;
    }
}

FieldName part_of_address(const Field& field, std::string_view name) {
    const auto& parts = address_parts();
    const auto part = std::find(parts.begin(), parts.end(), name);
    if (part == parts.end()) refuse_unknown("group", name, parts, "An address has no part \"", "\"");
    return {&field, static_cast<int>(part - parts.begin())};
}

// The field that a path such as stage, address.city, owner.team or party.address.city ends at.
Dimension read_path(const Object& object, const Asker& asker, std::string_view path) {
    const auto dot = path.find('.');
    FieldName found = known_field(object, asker, "group", path.substr(0, dot));
    if (dot == std::string_view::npos) return {"", found.field, found.column};
    const std::string_view rest = path.substr(dot + 1);
    if (found.field->kind == Kind::address) {
        found = part_of_address(*found.field, rest);
        return {"", found.field, found.column};
    }
    const Object* through = found.field->kind == Kind::link && found.field->index != Object::id.index
                                ? asker.schema.find(found.field->to)
                                : nullptr;
    if (!through)
        refuse("group", "\"" + found.field->name + "\" does not lead to one kind of record, so \"" + std::string(path) +
                            "\" cannot be followed. Please group by \"" + found.field->name + "\" itself.");
    Dimension dimension = read_path(*through, asker, rest);
    if (dimension.link)
        refuse("group", "\"" + std::string(path) + "\" follows more than one link. Please ask for one step only.");
    dimension.link = found.field;
    dimension.through = through;
    return dimension;
}

Dimension read_dimension(const Object& object, const Asker& asker, std::string_view text) {
    const auto colon = text.find(':');
    Dimension dimension = read_path(object, asker, text.substr(0, colon));
    dimension.name = text;
    const Field& field = *dimension.field;
    const bool timed = field.kind == Kind::day || field.kind == Kind::moment;
    if (!groupable(field, dimension.column))
        refuse("group", "\"" + field.name + "\" is of kind " + std::string(name_of(field.kind)) +
                            " and cannot be grouped by. Please group by a choice, link, yes or no, text, whole number, "
                            "day or moment.");
    if (colon != std::string_view::npos) {
        if (!timed)
            refuse("group", "\"" + field.name + "\" is no day or moment, so it has no periods. Please ask for \"" +
                                field.name + "\" alone.");
        dimension.period = read_period(text.substr(colon + 1));
    } else if (timed) {
        dimension.period = PeriodLength::day;
    }
    if (field.kind == Kind::link) {
        dimension.target = asker.schema.find(field.to);
        if (!dimension.target)
            refuse("group", "\"" + field.name + "\" leads to nothing that is known and cannot be grouped by.");
    }
    return dimension;
}

Measure read_measure(const Object& object, const Asker& asker, std::string_view text) {
    Measure measure;
    measure.name = text;
    if (text == "count") return measure;
    const auto colon = text.find(':');
    constexpr std::array<std::string_view, 5> names = {"count", "sum", "avg", "min", "max"};
    const std::string_view what = text.substr(0, colon);
    std::size_t index = 0;
    while (index < names.size() && names[index] != what) ++index;
    if (index == names.size())
        refuse_unknown("measure", what, {names.begin(), names.end()}, "There is no measure \"",
                       "\"; there are count, sum, avg, min and max");
    if (index == 0 || colon == std::string_view::npos)
        refuse("measure", "A measure is count, or one of sum, avg, min and max with a field, such as sum:amount.");
    measure.what = static_cast<Measure::What>(index);
    const FieldName found = known_field(object, asker, "measure", text.substr(colon + 1));
    measure.field = found.field;
    measure.column = found.column;
    const bool extreme = measure.what == Measure::What::min || measure.what == Measure::What::max;
    switch (found.field->value_kind()) {
    case Kind::whole:
    case Kind::decimal:
    case Kind::percent:
        return measure;
    case Kind::money:
        if (found.column != 1) return measure;
        break;
    case Kind::day:
    case Kind::moment:
        if (extreme) return measure;
        break;
    default:
        break;
    }
    refuse("measure", "\"" + std::string(text) + "\" cannot be taken: \"" + found.field->name + "\" is of kind " +
                          std::string(name_of(found.field->kind)) + ". Please measure a number or an amount.");
}

int read_limit(const std::string& text) {
    int limit = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (fault != std::errc() || end != text.data() + text.size() || limit < 1 || limit > most_groups)
        refuse("limit", "\"limit\" is a whole number from 1 to " + std::to_string(most_groups) + ".");
    return limit;
}

} // namespace

Day first_of(PeriodLength period, Day day) {
    const YearMonthDay parts = split(day);
    switch (period) {
    case PeriodLength::week:
        return Day{day.days - (weekday(day) - 1)};
    case PeriodLength::month:
        return make_day(parts.year, parts.month, 1).value_or(day);
    case PeriodLength::quarter:
        return make_day(parts.year, (parts.month - 1) / 3 * 3 + 1, 1).value_or(day);
    case PeriodLength::year:
        return make_day(parts.year, 1, 1).value_or(day);
    default:
        return day;
    }
}

AggregateQuery read_aggregate_query(const Object& object, const Asker& asker,
                                    const std::vector<std::pair<std::string, std::string>>& arguments) {
    AggregateQuery query;
    for (const auto& [name, value] : arguments) {
        if (name == "group") {
            for (auto part : split_at_commas(value)) query.dimensions.push_back(read_dimension(object, asker, part));
        } else if (name == "measure") {
            for (auto part : split_at_commas(value)) query.measures.push_back(read_measure(object, asker, part));
        } else if (name == "filter") {
            if (!value.empty())
                query.rows.filter = std::move(query.rows.filter) && read_filter(object, Json::parse(value, 32), asker);
        } else if (name == "search") {
            query.rows.search = value;
        } else if (name == "limit") {
            query.limit = read_limit(value);
        } else {
            refuse_unknown(name, name, {"group", "measure", "filter", "search", "limit"},
                           "An aggregate has no parameter \"", "\"");
        }
    }
    if (query.dimensions.size() > most_dimensions) refuse("group", "Please group by at most four fields.");
    if (query.measures.size() > most_measures) refuse("measure", "Please ask for at most twenty measures at once.");
    if (query.measures.empty()) query.measures.push_back({"count"});
    return query;
}

} // namespace crm

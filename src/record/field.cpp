#include "record/field.hpp"

#include <array>
#include <sstream>

namespace crm {

namespace {

constexpr std::array<std::string_view, 23> kind_names = {
    "text",    "long_text", "whole",   "decimal",  "money", "percent", "yes_no", "day",
    "moment",  "choice",    "choices", "tags",     "link",  "email",   "phone",  "url",
    "address", "file",      "number",  "link_any", "links", "json",    "rollup"};

} // namespace

std::string_view name_of(Kind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<Kind> kind_named(std::string_view name) {
    for (std::size_t i = 0; i < kind_names.size(); ++i)
        if (kind_names[i] == name) return static_cast<Kind>(i);
    return std::nullopt;
}

const std::string& Label::in(std::string_view language) const {
    if (language == "pl" && !pl.empty()) return pl;
    if (language == "mk" && !mk.empty()) return mk;
    return en;
}

Json Label::json() const {
    return Json::object({{"en", en}, {"pl", pl.empty() ? en : pl}, {"mk", mk.empty() ? en : mk}});
}

Label Label::from(const Json& json, const std::string& otherwise) {
    if (json.is_string()) return {json.as_string(), json.as_string(), json.as_string()};
    std::string en = json.text("en", otherwise);
    return {en, json.text("pl", en), json.text("mk", en)};
}

const std::vector<std::string_view>& address_parts() {
    static const std::vector<std::string_view> parts = {"street", "house",  "flat",   "postal_code",
                                                        "city",   "region", "country"};
    return parts;
}

std::vector<Column> columns_of(const Field& field) {
    using enum ColumnType;
    const std::string& name = field.name;
    switch (field.kind) {
    case Kind::text:
        if (field.plain) return {{name, text}};
        return {{name, text}, {name + "_key", bytes}};
    case Kind::money:
        return {{name, whole}, {name + "_currency", text}, {name + "_base", whole}};
    case Kind::link_any:
        return {{name, whole}, {name + "_object", text}};
    case Kind::address: {
        std::vector<Column> columns;
        for (auto part : address_parts()) columns.push_back({name + "_" + std::string(part), text});
        return columns;
    }
    case Kind::links:
        return {};
    case Kind::whole:
    case Kind::decimal:
    case Kind::percent:
    case Kind::yes_no:
    case Kind::day:
    case Kind::moment:
    case Kind::link:
    case Kind::file:
        return {{name, whole}};
    case Kind::rollup:
        return {{name, whole}, {name + "_as_of", whole}};
    default:
        return {{name, text}};
    }
}

std::vector<std::string> Field::targets() const {
    std::vector<std::string> found;
    std::istringstream words(to);
    for (std::string word; words >> word;) found.push_back(word);
    return found;
}

bool Field::leads_to(std::string_view object) const {
    if (to == "*") return true;
    for (const auto& target : targets())
        if (target == object) return true;
    return false;
}

const Choice* Field::choice(std::string_view wanted) const {
    for (const auto& each : choices)
        if (each.name == wanted) return &each;
    return nullptr;
}

bool Field::sortable() const {
    switch (kind) {
    case Kind::long_text:
    case Kind::choices:
    case Kind::tags:
    case Kind::address:
    case Kind::file:
    case Kind::link_any:
    case Kind::links:
    case Kind::json:
        return false;
    default:
        return true;
    }
}

bool Field::filterable() const {
    return kind != Kind::json && kind != Kind::file;
}

int Field::scale() const {
    return digits;
}

std::size_t Field::length_limit() const {
    if (max_length > 0) return static_cast<std::size_t>(max_length);
    switch (kind) {
    case Kind::long_text:
    case Kind::json:
        return 100'000;
    case Kind::url:
        return 2'000;
    case Kind::email:
        return 320;
    default:
        return 255;
    }
}

} // namespace crm

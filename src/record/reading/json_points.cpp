#include "record/reading/json_points.hpp"

#include <algorithm>
#include <array>

#include "base/identifiers.hpp"
#include "base/text.hpp"

namespace crm {

std::string cell_text(const Json& scalar) {
    if (scalar.is_null()) return {};
    return scalar.is_string() ? scalar.as_string() : scalar.dump();
}

void add_line(JsonCells& cells, const std::string& name, const std::string& line) {
    for (auto& [known, value] : cells)
        if (known == name) {
            (value += value.empty() ? "" : "\n") += line;
            return;
        }
    cells.emplace_back(name, line);
}

namespace {

constexpr std::string_view value_names[] = {"value",  "address", "email",       "emailaddress", "email_address", "mail",
                                            "number", "phone",   "phonenumber", "phone_number", "canonicalform", "uri"};
constexpr std::string_view label_names[] = {"label", "type", "use", "name", "purpose"};
constexpr std::string_view primary_names[] = {"primary", "isprimary", "is_primary", "preferred", "main", "default"};
// What another program knows against writing there, which people must not lose: it stands in the label.
constexpr std::pair<std::string_view, std::string_view> warnings[] = {
    {"optout", "opted out"}, {"opt_out", "opted out"}, {"invalid", "invalid"}};
// What says of a point in a list of every kind whether it is an e-mail or a phone.
constexpr std::string_view kind_names[] = {"kind", "system", "type"};

template <typename Names>
bool among(const Names& names, std::string_view folded) {
    return std::find(std::begin(names), std::end(names), folded) != std::end(names);
}

bool has_word(const std::string& text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](auto word) { return text.find(word) != std::string::npos; });
}

// What a list is called: "emails", "phoneNumbers", "contact.points".
struct ListName {
    std::string folded;
    bool sure = false;   // it can hold nothing else
    bool of_all = false; // each point says itself what it is
    std::string column;  // email, phone
    std::string label;   // of each point: "fax"
};

ListName named(std::string_view name) {
    constexpr std::string_view emails[] = {"email", "emails", "mail", "mails", "emailaddress", "emailaddresses"};
    constexpr std::string_view phones[] = {"phone",      "phones", "phonenumber", "phonenumbers", "telephone",
                                           "telephones", "mobile", "mobiles",     "tel",          "telephonenumbers",
                                           "fax",        "faxes",  "telefon",     "telefony",     "numbers"};
    ListName list;
    list.folded = fold(name.substr(name.rfind('.') == std::string_view::npos ? 0 : name.rfind('.') + 1));
    std::string plain;
    for (const char c : list.folded)
        if (c != '_' && c != '-' && c != ' ') plain += c;
    list.of_all = has_word(plain, {"contactpoint", "contactinfo", "contactmethod", "contactdetail", "telecom"});
    const bool email = among(emails, plain), phone = among(phones, plain);
    list.sure = email || phone;
    if (email || has_word(plain, {"mail"}))
        list.column = "email";
    else if (phone || has_word(plain, {"phone", "mobile", "fax", "cell"}))
        list.column = "phone";
    if (plain.starts_with("fax")) list.label = "fax";
    if (plain.starts_with("mobile")) list.label = "mobile";
    return list;
}

struct Point {
    std::string column, value, label, warning;
    bool primary = false;
};

bool looks_right(const std::string& column, const std::string& value) {
    constexpr std::size_t fewest_digits = 5;
    const bool mail = value.find('@') != std::string::npos;
    return column == "email" ? mail : !mail && digits_of(value).size() >= fewest_digits;
}

// The column of a point whose list does not say it, by what it says itself, else by how it looks.
std::string column_of(const Json& point, const std::string& value) {
    std::string told;
    if (point.is_object())
        for (const auto& [name, inner] : point.members())
            if (among(kind_names, fold(name)) && inner.is_string()) told += fold(inner.as_string()) + " ";
    if (has_word(told, {"mail"})) return "email";
    if (has_word(told, {"phone", "mobile", "tel", "fax", "cell"})) return "phone";
    if (told.empty())
        for (const char* column : {"email", "phone"})
            if (looks_right(column, value)) return column;
    return {};
}

// What the point is, and what it says beside, into `rest`.
bool read_point(const Json& point, const ListName& list, Point& made, Json& rest) {
    rest = Json();
    std::string_view value_name;
    if (point.is_object()) {
        for (const auto wanted : value_names) // the surest name first
            for (const auto& [name, inner] : point.members())
                if (value_name.empty() && fold(name) == wanted && !inner.is_object() && !inner.is_array() &&
                    !cell_text(inner).empty())
                    value_name = name;
        if (value_name.empty()) return false;
        made.value = squeezed(cell_text(point[value_name]));
    } else {
        if (point.is_null() || point.is_bool() || point.is_array()) return false;
        made.value = squeezed(cell_text(point));
    }
    made.column = list.of_all ? column_of(point, made.value) : list.column;
    if (made.column.empty() || made.value.empty()) return false;
    if (!list.sure && (!point.is_object() || !list.of_all) && !looks_right(made.column, made.value)) return false;
    made.label = list.label;
    if (!point.is_object()) return true;
    for (const auto& [name, inner] : point.members()) {
        const std::string folded = fold(name);
        if (name == value_name || inner.is_null() || (list.of_all && among(kind_names, folded) && inner.is_string())) {
            if (list.of_all && folded == "type" && fold(cell_text(inner)) != made.column && made.label.empty())
                made.label = cell_text(inner);
        } else if (const auto warning = std::find_if(std::begin(warnings), std::end(warnings),
                                                     [&](const auto& each) { return each.first == folded; });
                   warning != std::end(warnings) && inner.is_bool()) {
            if (inner.as_bool()) (made.warning += made.warning.empty() ? "" : ", ") += warning->second;
        } else if (among(primary_names, folded) && (inner.is_bool() || inner.is_number())) {
            made.primary |= inner.is_bool() ? inner.as_bool() : inner.as_number() != 0;
        } else if (among(label_names, folded) && inner.is_string() &&
                   (made.label.empty() || made.label == list.label || folded == "label")) {
            if (!inner.as_string().empty()) made.label = inner.as_string();
        } else {
            rest.set(name, inner);
        }
    }
    return true;
}

void write_points(std::vector<Point> points, JsonCells& cells) {
    std::stable_sort(points.begin(), points.end(),
                     [](const Point& a, const Point& b) { return a.primary > b.primary; });
    for (const Point& each : points) {
        std::string label = fold(each.label) == each.column ? "" : squeezed(each.label);
        if (!each.warning.empty()) (label += label.empty() ? "" : ", ") += each.warning;
        const bool can_stand = !label.empty() && label.find_first_of("()") == std::string::npos;
        add_line(cells, each.column, each.value + (can_stand ? " (" + label + ")" : ""));
    }
}

} // namespace

Json take_points(const Json& value, const std::string& name, JsonCells& cells) {
    const ListName list = named(name);
    if (list.column.empty() && !list.of_all) return value;
    std::vector<Point> points;
    Json rest;
    const auto beside = [&](const Json& more) { // what the points say that nobody asked for
        if (more.is_object())
            for (const auto& [member, inner] : more.members())
                if (!inner.is_object() && !inner.is_array()) add_line(cells, name + "." + member, cell_text(inner));
    };
    if (value.is_array()) {
        for (const Json& each : value.items()) {
            Point point;
            Json more;
            if (!read_point(each, list, point, more)) {
                if (!each.is_null()) rest.push(each);
                continue;
            }
            points.push_back(std::move(point));
            beside(more);
        }
    } else if (value.is_object() && list.sure) { // {"work": "a@x.pl", "home": "b@x.pl"}, or one point
        Point whole;
        Json more;
        if (read_point(value, list, whole, more)) {
            points.push_back(std::move(whole));
            beside(more);
        } else {
            for (const auto& [member, inner] : value.members()) {
                Point point;
                if (!inner.is_object() && !inner.is_array() && looks_right(list.column, cell_text(inner)) &&
                    read_point(inner, list, point, more)) {
                    point.label = member;
                    points.push_back(std::move(point));
                } else if (!inner.is_null()) {
                    rest.set(member, inner);
                }
            }
        }
    } else {
        return value;
    }
    write_points(std::move(points), cells);
    return rest;
}

} // namespace crm

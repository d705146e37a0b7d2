#include "record/input.hpp"

#include <algorithm>
#include <cstdio>

#include "base/day_text.hpp"
#include "base/identifiers.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "base/visible.hpp"
#include "record/clean_text.hpp"
#include "record/list_cell.hpp"
#include "record/number_fault.hpp"

namespace crm {

namespace {

using Complaint = std::optional<std::string>; // a sentence, or empty when all is well

constexpr std::size_t most_values = 500; // in one field of choices, tags or links

Complaint clear(Record& record, const Field& field) {
    record.clear(field.index);
    return {};
}

Complaint set_text(Record& record, const Field& field, std::string_view given, const InputRules& rules) {
    std::string text;
    if (auto problem = clean_text(field, given, text)) return problem;
    if (text.empty()) return clear(record, field);
    if (field.has_key() && rules.collation) record.put_value(field, 1, Bytes{rules.collation->key(text)});
    record.put_value(field, 0, std::move(text));
    return {};
}

Complaint set_email(Record& record, const Field& field, std::string_view given) {
    std::string text;
    if (auto problem = clean_text(field, given, text)) return problem;
    if (text.empty()) return clear(record, field);
    auto email = read_email(text);
    if (!email) return "This is not an e-mail address. Please write it like name@example.com.";
    record.put_value(field, 0, *email);
    return {};
}

Complaint set_phone(Record& record, const Field& field, std::string_view given, const InputRules& rules) {
    std::string text;
    if (auto problem = clean_text(field, given, text)) return problem;
    if (text.empty()) return clear(record, field);
    if (digits_of(text).empty()) return "This is not a phone number. Please write it like +48 501 234 567.";
    Phone phone = read_phone(text, rules.country);
    record.put_value(field, 0, phone.valid ? phone.normal : text); // one that fits no country stays as typed
    return {};
}

Complaint set_url(Record& record, const Field& field, std::string_view given) {
    std::string text;
    if (auto problem = clean_text(field, given, text)) return problem;
    if (text.empty()) return clear(record, field);
    auto url = read_url(text);
    if (!url) return "This is not a web address. Please write it like https://example.com.";
    record.put_value(field, 0, *url);
    return {};
}

Complaint set_scaled(Record& record, const Field& field, std::string_view given) {
    auto value = parse_decimal(given, field.scale());
    if (!value)
        return number_complaint(given, field.scale(),
                                "Please give a number with at most " + std::to_string(field.scale()) +
                                    " decimals, such as \"12.50\".");
    record.put_value(field, 0, *value);
    return {};
}

std::string choices_of(const Field& field) {
    constexpr std::size_t most_named = 20; // of countries there are 250
    std::string list;
    for (std::size_t i = 0; i < std::min(field.choices.size(), most_named); ++i)
        (list += i ? ", " : "") += field.choices[i].name;
    return list + (field.choices.size() > most_named ? " …" : "");
}

const Choice* choice_by_label(const Field& field, std::string_view given) {
    if (auto exact = field.choice(given)) return exact;
    const std::string folded = fold(trimmed(given));
    for (const auto& choice : field.choices)
        for (const std::string* each : {&choice.name, &choice.label.en, &choice.label.pl, &choice.label.mk})
            if (!each->empty() && fold(*each) == folded) return &choice;
    return nullptr;
}

Complaint unknown_choice(const Field& field, std::string_view given) {
    return "\"" + cut(given, 40) + "\" is not one of the choices: " + choices_of(field) + ".";
}

Complaint set_choice(Record& record, const Field& field, std::string_view given) {
    if (given.empty()) return clear(record, field);
    if (!field.choice(given)) return unknown_choice(field, given);
    record.put_value(field, 0, std::string(given));
    return {};
}

Complaint set_list(Record& record, const Field& field, std::vector<std::string> list) {
    if (list.size() > most_values) return "Please give at most " + std::to_string(most_values) + " values.";
    std::vector<std::string> kept;
    for (auto& each : list) {
        std::string text;
        if (auto problem = clean_text(field, each, text)) return problem;
        if (text.empty()) continue;
        if (text.find('|') != std::string::npos) return "A value cannot contain the character |.";
        if (field.kind == Kind::choices && !field.choice(text)) return unknown_choice(field, text);
        if (std::find(kept.begin(), kept.end(), text) == kept.end()) kept.push_back(std::move(text));
    }
    record.put(field.index, kept);
    return {};
}

Complaint list_of_texts(const Json& json, std::vector<std::string>& out) {
    if (!json.is_array()) return "Please give a list of texts.";
    for (const auto& item : json.items()) {
        if (!item.is_string()) return "Please give a list of texts.";
        out.push_back(item.as_string());
    }
    return {};
}

Complaint read_tags(Record& record, const Field& field, const Json& json) {
    std::vector<std::string> list;
    if (!json.is_object()) {
        if (auto problem = list_of_texts(json, list)) return problem;
        return set_list(record, field, std::move(list));
    }
    list = record.list_at(field.index);
    std::vector<std::string> added, removed;
    for (const auto& [name, value] : json.members()) {
        if (name != "add" && name != "remove") return "Please give a list, or {\"add\":[…],\"remove\":[…]}.";
        if (auto problem = list_of_texts(value, name == "add" ? added : removed)) return problem;
    }
    list.insert(list.end(), added.begin(), added.end());
    std::erase_if(
        list, [&](const std::string& tag) { return std::find(removed.begin(), removed.end(), tag) != removed.end(); });
    return set_list(record, field, std::move(list));
}

Complaint read_link(Record& record, const Field& field, const Json& json) {
    auto id = given_id(json);
    if (!id) return "Please give the id of the linked record as a text.";
    record.put_value(field, 0, *id);
    return {};
}

Complaint read_link_any(Record& record, const Field& field, const Json& json) {
    auto id = given_id(json);
    if (!json.is_object() || !json["object"].is_string() || !id)
        return "Please give {\"object\":\"party\",\"id\":\"…\"}.";
    const std::string& object = json["object"].as_string();
    if (!field.leads_to(object))
        return "This cannot lead to \"" + cut(object, 40) +
               "\"; please choose one of: " + (field.to == "*" ? "any object" : field.to) + ".";
    record.put(field.index, AnyLink{object, *id});
    return {};
}

Complaint read_links(Record& record, const Field& field, const Json& json) {
    if (!json.is_array()) return "Please give a list of ids.";
    if (json.items().size() > most_values) return "Please give at most " + std::to_string(most_values) + " links.";
    std::vector<Id> ids;
    for (const auto& item : json.items()) {
        auto id = given_id(item);
        if (!id) return "Please give a list of ids, each as a text.";
        if (std::find(ids.begin(), ids.end(), *id) == ids.end()) ids.push_back(*id);
    }
    record.put(field.index, ids);
    return {};
}

Complaint read_money(Record& record, const Field& field, const Json& json, const InputRules& rules) {
    std::string amount, currency = rules.currency;
    if (json.is_object()) {
        for (const auto& [name, value] : json.members())
            if (name != "amount" && name != "currency")
                return "Money is {\"amount\":\"1234.50\",\"currency\":\"EUR\"}; \"" + cut(name, 40) +
                       "\" is not part of it.";
        if (json["currency"].is_string())
            currency = json["currency"].as_string();
        else if (!json["currency"].is_null())
            return "Please give the currency as a code of three letters, such as EUR.";
        if (json["amount"].is_null())
            return "Please give the amount, such as {\"amount\":\"1234.50\",\"currency\":\"EUR\"}.";
    }
    const Json& number = json.is_object() ? json["amount"] : json;
    if (number.is_string())
        amount = number.as_string();
    else if (number.is_number())
        amount = number.dump();
    else
        return "Please give the amount as a text, such as \"1234.50\".";
    auto digits = currency_digits(currency);
    if (!digits)
        return "\"" + cut(currency, 20) + "\" is not a currency; please give a code of three letters, such as EUR.";
    auto minor = parse_decimal(amount, *digits);
    if (!minor)
        return number_complaint(amount, *digits,
                                "Please give an amount with at most " + std::to_string(*digits) +
                                    " decimals, such as \"1234.50\".");
    record.put(field.index, Money{*minor, currency});
    return {};
}

Complaint set_address_part(Record& record, const Field& field, int part, std::string_view given) {
    Field line = field;
    line.kind = Kind::text;
    std::string text;
    if (auto problem = clean_text(line, given, text)) return problem;
    if (address_parts()[part] == "country" && !text.empty()) {
        if (text.size() != 2) return "Please give the country as its code of two letters, such as PL.";
        for (auto& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    }
    record.put_value(field, part, text.empty() ? Value() : Value(text));
    return {};
}

Complaint read_address(Record& record, const Field& field, const Json& json) {
    if (!json.is_object())
        return "Please give the address as "
               "{\"street\",\"house\",\"flat\",\"postal_code\",\"city\",\"region\",\"country\"}.";
    const auto& parts = address_parts();
    for (const auto& [name, value] : json.members()) {
        auto found = std::find(parts.begin(), parts.end(), name);
        if (found == parts.end())
            return "\"" + cut(name, 40) +
                   "\" is no part of an address; its parts are street, house, flat, postal_code, city, region, "
                   "country.";
        if (!value.is_null() && !value.is_string()) return "Please give each part of the address as a text.";
        if (auto problem = set_address_part(record, field, static_cast<int>(found - parts.begin()),
                                            value.is_null() ? "" : value.as_string()))
            return problem;
    }
    return {};
}

Complaint read_text_kind(Record& record, const Field& field, const Json& json, const InputRules& rules) {
    if (!json.is_string()) return "Please give a text.";
    const std::string& given = json.as_string();
    if (given.empty()) {
        record.clear(field.index);
        return {};
    }
    switch (field.kind) {
    case Kind::email:
        return set_email(record, field, given);
    case Kind::phone:
        return set_phone(record, field, given, rules);
    case Kind::url:
        return set_url(record, field, given);
    case Kind::choice:
        return set_choice(record, field, given);
    default:
        return set_text(record, field, given, rules);
    }
}

Complaint read_number_kind(Record& record, const Field& field, const Json& json) {
    if (field.kind == Kind::whole || field.kind == Kind::rollup) {
        if (json.is_number() && !json.is_whole() && is_past_64_bits(json.as_number())) return too_large(0);
        if (!json.is_whole()) return "Please give a whole number.";
        record.put_value(field, 0, json.as_whole());
        return {};
    }
    if (!json.is_string() && !json.is_number()) return "Please give a number, such as \"12.50\".";
    return set_scaled(record, field, json.is_string() ? json.as_string() : json.dump());
}

Complaint read_time_kind(Record& record, const Field& field, const Json& json) {
    if (field.kind == Kind::day) {
        auto day = json.is_string() ? parse_day(json.as_string()) : std::nullopt;
        if (!day) return "Please give a day as year-month-day, such as 2026-11-21.";
        record.put_value(field, 0, std::int64_t{day->days});
        return {};
    }
    auto moment = json.is_string() ? parse_moment(json.as_string()) : std::nullopt;
    if (!moment) return "Please give a moment with its offset, such as 2026-11-21T10:15:00Z.";
    record.put_value(field, 0, *moment);
    return {};
}

Complaint read_json(Record& record, const Field& field, const Json& json) {
    std::string text = json.dump();
    if (text.size() > field.length_limit() * 4)
        return "This is too long; please keep it under " + std::to_string(field.length_limit() * 4) + " characters.";
    record.put_value(field, 0, std::move(text));
    return {};
}

} // namespace

std::optional<std::string> read_value(Record& record, const Field& field, const Json& json, const InputRules& rules) {
    if (json.is_null()) {
        record.clear(field.index);
        return {};
    }
    switch (field.kind) {
    case Kind::whole:
    case Kind::rollup:
    case Kind::decimal:
    case Kind::percent:
        return read_number_kind(record, field, json);
    case Kind::money:
        return read_money(record, field, json, rules);
    case Kind::yes_no:
        if (!json.is_bool()) return "Please give true or false.";
        record.put_value(field, 0, std::int64_t{json.as_bool()});
        return {};
    case Kind::day:
    case Kind::moment:
        return read_time_kind(record, field, json);
    case Kind::choices:
    case Kind::tags:
        return read_tags(record, field, json);
    case Kind::link:
    case Kind::file:
        return read_link(record, field, json);
    case Kind::link_any:
        return read_link_any(record, field, json);
    case Kind::links:
        return read_links(record, field, json);
    case Kind::address:
        return read_address(record, field, json);
    case Kind::json:
        return read_json(record, field, json);
    default:
        return read_text_kind(record, field, json, rules);
    }
}

namespace {

// Days as files write them when nothing is known of the whole column: ISO, or three numbers as `country` writes them.
std::optional<Day> day_in_cell(std::string_view cell, std::string_view country) {
    if (auto iso = parse_day(cell.substr(0, 10)); iso && (cell.size() == 10 || cell[10] == ' ' || cell[10] == 'T'))
        return iso;
    int numbers[3] = {0, 0, 0}, count = 0;
    char separator = 0;
    for (std::size_t i = 0; i < cell.size();) {
        if (cell[i] < '0' || cell[i] > '9' || count == 3) return std::nullopt;
        for (; i < cell.size() && cell[i] >= '0' && cell[i] <= '9'; ++i)
            if ((numbers[count] = numbers[count] * 10 + (cell[i] - '0')) > 9999) return std::nullopt;
        ++count;
        if (i == cell.size()) break;
        if (separator && cell[i] != separator) return std::nullopt;
        separator = cell[i++];
        if (separator != '.' && separator != '/' && separator != '-') return std::nullopt;
    }
    if (count != 3 || numbers[2] < 1000) return std::nullopt;
    return separator != '.' && writes_month_first(country) ? make_day(numbers[2], numbers[0], numbers[1])
                                                           : make_day(numbers[2], numbers[1], numbers[0]);
}

std::optional<bool> yes_no_in_cell(std::string_view cell) {
    const std::string word = fold(cell);
    for (auto yes : {"1", "yes", "y", "true", "t", "x", "tak", "prawda", "да", "da"})
        if (word == yes) return true;
    for (auto no : {"0", "no", "n", "false", "f", "nie", "falsz", "не", "ne"})
        if (word == no) return false;
    return std::nullopt;
}

Complaint money_in_cell(Record& record, const Field& field, std::string_view cell, const InputRules& rules) {
    std::string currency = currency_named(cell).value_or(rules.currency);
    auto digits = currency_digits(currency);
    if (!digits) return "\"" + cut(currency, 20) + "\" is not a currency.";
    auto minor = read_decimal(cell, *digits);
    if (!minor) return "\"" + cut(cell, 40) + "\" is not an amount in " + currency + ".";
    record.put(field.index, Money{*minor, currency});
    return {};
}

Complaint moment_in_cell(Record& record, const Field& field, std::string_view cell, const InputRules& rules) {
    if (auto moment = parse_moment(cell)) {
        record.put_value(field, 0, *moment);
        return {};
    }
    auto space = cell.find_first_of(" T");
    auto day = day_in_cell(space == std::string_view::npos ? cell : cell.substr(0, space), rules.country);
    if (!day) return "\"" + cut(cell, 40) + "\" is not a date with a time.";
    Moment at = rules.zone ? rules.zone->begin_of(*day) : Moment{day->days} * 24 * hour;
    if (space != std::string_view::npos) {
        int h = 0, m = 0, s = 0;
        std::string rest(cell.substr(space + 1));
        int read = std::sscanf(rest.c_str(), "%2d:%2d:%2d", &h, &m, &s);
        if (read < 2 || h > 23 || m > 59 || s > 60) return "\"" + cut(cell, 40) + "\" is not a date with a time.";
        at += h * hour + m * minute + s * second;
    }
    record.put_value(field, 0, at);
    return {};
}

} // namespace

std::optional<std::string> read_cell(Record& record, const Field& field, std::string_view part, std::string_view given,
                                     const InputRules& rules) {
    // Files hold what other programs left in them, such as line breaks of their own.
    const std::string clean = valid_utf8(given) && control_in(given)
                                  ? without_controls(given, field.kind == Kind::long_text ? '\n' : ' ')
                                  : std::string();
    const std::string_view whole = clean.empty() ? given : std::string_view(clean);
    const std::string_view cell = field.kind == Kind::long_text ? whole : trimmed(whole); // which may begin with spaces
    if (trimmed(cell).empty()) return {};
    auto wrong = [&](std::string_view wanted) {
        return "\"" + cut(cell, 40) + "\" is not " + std::string(wanted) + ".";
    };
    switch (field.kind) {
    case Kind::whole:
    case Kind::rollup: {
        auto value = read_decimal(cell, 0);
        if (!value) return wrong("a whole number");
        record.put_value(field, 0, *value);
        return {};
    }
    case Kind::decimal:
    case Kind::percent: {
        auto value = read_decimal(cell.back() == '%' ? trimmed(cell.substr(0, cell.size() - 1)) : cell, field.scale());
        if (!value) return wrong("a number with at most " + std::to_string(field.scale()) + " decimals");
        record.put_value(field, 0, *value);
        return {};
    }
    case Kind::money:
        return money_in_cell(record, field, cell, rules);
    case Kind::yes_no: {
        auto value = yes_no_in_cell(cell);
        if (!value) return wrong("yes or no");
        record.put_value(field, 0, std::int64_t{*value});
        return {};
    }
    case Kind::day: {
        auto day = day_in_cell(cell, rules.country);
        if (!day) return wrong("a date");
        record.put_value(field, 0, std::int64_t{day->days});
        return {};
    }
    case Kind::moment:
        return moment_in_cell(record, field, cell, rules);
    case Kind::choice: {
        auto choice = choice_by_label(field, cell);
        if (!choice) return unknown_choice(field, cell);
        record.put_value(field, 0, choice->name);
        return {};
    }
    case Kind::choices: {
        std::vector<std::string> names;
        for (const auto& word : items_in(cell, list_marks)) {
            auto choice = choice_by_label(field, word);
            if (!choice) return unknown_choice(field, word);
            names.push_back(choice->name);
        }
        return set_list(record, field, std::move(names));
    }
    case Kind::tags:
        return set_list(record, field, items_in(cell, list_marks));
    case Kind::address:
        for (std::size_t i = 0; i < address_parts().size(); ++i)
            if (address_parts()[i] == part || (part.empty() && i == 0))
                return set_address_part(record, field, static_cast<int>(i), cell);
        return "\"" + cut(part, 40) + "\" is no part of an address.";
    case Kind::json:
        try {
            return read_json(record, field, Json::parse(cell));
        } catch (const Error&) {
            return wrong("JSON");
        }
    case Kind::link:
    case Kind::file:
    case Kind::link_any:
    case Kind::links:
        return read_value(record, field, Json(cell), rules);
    default:
        return read_text_kind(record, field, Json(cell), rules);
    }
}

void write_keys(Record& record, const Collation& collation) {
    for (const Field& field : record.object().fields) {
        if (!field.has_key()) continue;
        const Value& now = record.at(field);
        if (is_null(now)) {
            record.put_value(field, 1, {});
        } else if (is_null(record.at(field, 1)) || now != record.before(field)) {
            record.put_value(field, 1, Bytes{collation.key(text(now))});
        }
    }
}

} // namespace crm

// Ids as they are given, and what a filter compares with, in the normal form of the field.
#include "base/text.hpp"
#include "record/input.hpp"

namespace crm {

std::optional<Id> given_id(const Json& json) {
    if (json.is_string()) return parse_id(json.as_string());
    if (json.is_object() && json["id"].is_string()) return parse_id(json["id"].as_string());
    return std::nullopt;
}

Value comparison_value(const Field& field, int column, const Json& json, const InputRules& rules) {
    auto refuse = [&](const std::string& sentence) -> Value {
        throw Error(Problem::bad_request, "\"" + field.name + "\": " + sentence, {{field.name, sentence}});
    };
    const Kind kind = field.value_kind();
    if (kind == Kind::money && column != 1) {
        std::string currency = json.is_object() ? json.text("currency", rules.currency) : rules.currency;
        const Json& amount = json.is_object() ? json["amount"] : json;
        auto digits = currency_digits(currency);
        auto minor = digits && (amount.is_string() || amount.is_number())
                         ? parse_decimal(amount.is_string() ? amount.as_string() : amount.dump(), *digits)
                         : std::nullopt;
        if (!minor) return refuse("Please compare with an amount, such as \"1234.50\".");
        return *minor;
    }
    if (field.kind == Kind::money || field.kind == Kind::address) {
        if (!json.is_string()) return refuse("Please compare with a text.");
        return nfc(json.as_string());
    }
    if (field.kind == Kind::choices || field.kind == Kind::tags) {
        if (!json.is_string()) return refuse("Please compare with a text.");
        return nfc(json.as_string());
    }
    if (field.kind == Kind::links || field.is_link()) {
        const auto id = given_id(json);
        if (!id) return refuse("Please give an id as a text.");
        return *id;
    }
    if (kind == Kind::yes_no && json.is_bool()) return std::int64_t{json.as_bool()};
    if (kind == Kind::choice && json.is_string())
        for (const Choice& choice : field.choices)
            if (choice.name == json.as_string()) return choice.name;
    // A stand-in object with this one field reads the value as a record would.
    auto object = std::make_shared<Object>("comparison", "record", Label{}, Label{});
    FieldOptions options = field;
    options.max_length = 100'000;
    const int index = object->add(field.name + "_", kind, field.label, std::move(options));
    Record record(object);
    if (auto problem = read_value(record, object->fields[index], json, rules)) return refuse(*problem);
    if (is_null(record.at(object->fields[index], column < 0 ? 0 : column)))
        return refuse("Please use {\"is_null\":true} to look for an empty value.");
    return record.at(object->fields[index], column < 0 ? 0 : column);
}

} // namespace crm

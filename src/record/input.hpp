// Input: from the interface's JSON or a file's text to a record's normal values, with the message at the field.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"
#include "record/record.hpp"

namespace crm {

class Collation;

struct InputRules {
    std::string country;        // for phones, tax numbers and addresses without one
    std::string currency;       // of an amount without one
    const Zone* zone = nullptr; // of a moment without offset in a file
    const Collation* collation = nullptr;
};

// Sets one field from JSON as api.md writes it (null empties it). Returns a sentence when it cannot be, and leaves the
// record as it was. Writes the sort keys beside texts.
std::optional<std::string> read_value(Record& record, const Field& field, const Json& value, const InputRules& rules);
// The same from a cell of a file: numbers, days and amounts as people write them. `part` is an address part or empty.
std::optional<std::string> read_cell(Record& record, const Field& field, std::string_view part, std::string_view cell,
                                     const InputRules& rules);
// The id in "123" or {"id":"123"}.
std::optional<Id> given_id(const Json& json);
// Normal form of a comparison's value: what the field's column `column` would hold; throws Error(bad_request) at the
// field.
Value comparison_value(const Field& field, int column, const Json& value, const InputRules& rules);
// Writes the keys of all sorted texts (after rules changed some).
void write_keys(Record& record, const Collation& collation);

} // namespace crm

// The schemas of openapi.json: what every Relacja answers and takes, and the records of each object as a reader may
// know them.
#pragma once
#include <string>

#include "base/json.hpp"
#include "record/rights.hpp"

namespace crm {

// What is told of: to nobody in particular, what every Relacja has.
struct DescriptionReader {
    const Schema& schema;
    const Rights* rights;
    bool knows(const Object& object) const;
    bool reads(const Object& object, const Field& field) const;
};

Json common_schemas();
Json record_schema(const Object& object, const DescriptionReader& reader);
Json input_schema(const Object& object, const DescriptionReader& reader, bool creating);
// The value of an action's or a report's input.
Json described_input(const Field& input);
Json nullable(Json schema);

} // namespace crm

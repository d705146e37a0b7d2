// ImportPresets: exports of other programs, known by their header lines, and where their columns go.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "record/import_paths.hpp"

namespace crm {

struct ImportPreset {
    std::string_view name;               // "google_contacts"
    Label label;                         // "Google Contacts"
    std::string_view object;             // whose records these are
    std::vector<std::string_view> signs; // headers that such a file has, folded: "a|b" is one of them
    std::string_view mapping;            // JSON: columns, match, beside, leave_out
};

// The preset that knows this file best; null where none does.
const ImportPreset* preset_for(const Object& object, const std::vector<std::string>& header);
// Its mapping, of the columns that this file has and the fields that this object has.
Json mapping_of(const ImportPreset& preset, const Schema& schema, const Rights& rights, const Object& object,
                const std::vector<std::string>& header);
// The mapping that this user chose before for the same header line; null where there is none.
Json remembered_mapping(Engine& engine, Id user, const std::string& object, const std::vector<std::string>& header);
void remember_mapping(Engine& engine, Id user, const std::string& object, const std::vector<std::string>& header,
                      const Json& mapping);

} // namespace crm

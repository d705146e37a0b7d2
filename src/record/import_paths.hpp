// ImportPaths: where the cells of a file may go, as mappings name it: a field ("name"), a part of one ("address.city"),
// a field of the record that a link leads to ("party.tax_id"), a record beside the imported one that links to it
// ("relationship.to", "address[2].place.city"), or a full name to be taken apart ("full_name"). And what a header
// means.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/context.hpp"

namespace crm {

enum class CellSplit { none, name, name_family_first, name_suffix, place, content };

struct ImportPath {
    const Field* field = nullptr; // of the imported object, of the one beside it, or of the linked one
    int part = -1;                // of an address; of money: 1, its currency
    CellSplit split = CellSplit::none;
    const Object* beside_object = nullptr;
    std::string beside;             // "relationship", "address[2]"
    const Field* through = nullptr; // the link that leads to the record whose field this is
};

// What an old record may bring with it; what rules fill they go on filling.
bool may_come_in(const Field& field);
// Only what the caller may read has a name for them.
std::optional<ImportPath> path_named(const Schema& schema, const Rights& rights, const Object& object,
                                     std::string_view name);
// The fields of the object itself, for suggestions.
std::vector<std::string> paths_of(const Object& object, const Rights& rights);
// The link by which a record of `beside` belongs to one of `object`; null where there is none.
const Field* link_beside(const Object& beside, const Object& object);

// A guess for one header: "name" or "address.city", and how sure it is from 0 to 1.
struct ImportGuess {
    std::string field;
    double sure = 0;
};
// Above this a guess is followed; below it is only offered.
constexpr double sure_enough = 0.75;
std::vector<std::optional<ImportGuess>> guess_columns(const Schema& schema, const Rights& rights, const Object& object,
                                                      const std::vector<std::string>& header);
// What is known of headers that other programs write ("zip" → "postal_code"), folded; empty where none is meant.
std::vector<std::string_view> meanings_of_header(std::string_view folded);
// The country whose tax or register numbers stand under such a header ("NIP", "ЕМБС"); empty where it could be any.
std::string country_of_numbers(std::string_view header);

} // namespace crm

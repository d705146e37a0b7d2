// ImportPlan: what becomes of each column of a file: from the mapping file and, for what that does not name, by the
// headers themselves, in English, Polish and Macedonian and in the words of other programs.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "record/context.hpp"

namespace crm {

enum class ImportMode { create, update, create_or_update, fill_empty };

struct ImportColumn {
    std::string header;
    int cell = 0; // its place in a row
    const Field* field = nullptr;
    int part = -1;                             // a part of an address; of money: 1, its currency
    const Field* by = nullptr;                 // of the linked object; null: by its title, else its external id
    bool create = false;                       // a linked record that is not there is made
    std::map<std::string, std::string> values; // what stands in the file, folded, and what it means
    std::string currency;                      // of an amount without one
    double sure = 1;                           // 1: said so; less: guessed from the header
    bool is_link() const { return field->is_link() || field->kind == Kind::links; }
};

struct MatchPart {
    const Field* field = nullptr;
    int part = 0;    // column within the field
    int column = -1; // among the plan's columns
};

struct ImportPlan {
    std::shared_ptr<const Schema> schema;
    std::shared_ptr<const Object> object;
    std::vector<ImportColumn> columns; // those that go somewhere
    std::vector<MatchPart> match;      // all of them must agree; empty: every row is a new record
    ImportMode mode = ImportMode::create_or_update;
    std::string currency; // empty: the company's
    std::vector<std::pair<std::string, Json>> defaults;
    bool strict = false;
    const ImportColumn* column_of(const Field& field, int part = -1) const;
};

// A guess for one header: "name" or "address.city", and how sure it is from 0 to 1.
struct ImportGuess {
    std::string field;
    double sure = 0;
};
// Above this a guess is followed; below it is only offered.
constexpr double sure_enough = 0.75;
// Only fields that the caller may read.
std::vector<std::optional<ImportGuess>> guess_columns(const Object& object, const Rights& rights,
                                                      const std::vector<std::string>& header);
// What is known of headers that other programs write ("zip" → "postal_code"), folded; empty where none is meant.
std::vector<std::string_view> meanings_of_header(std::string_view folded);

// Throws Error with a sentence: what the mapping names is not there, is named twice, or may not be written by the
// caller.
ImportPlan read_plan(Context& context, const Object& object, const std::vector<std::string>& header,
                     const Json& mapping);

} // namespace crm

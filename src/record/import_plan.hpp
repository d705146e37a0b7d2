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
#include "record/column_facts.hpp"
#include "record/context.hpp"
#include "record/import_paths.hpp"

namespace crm {

enum class ImportMode { create, update, create_or_update, fill_empty };

struct ImportColumn {
    std::string header;
    int cell = 0; // its place in a row
    const Field* field = nullptr;
    int part = -1;                             // a part of an address; of money: 1, its currency
    const Field* by = nullptr;                 // of the linked object; null: by its title, else its external id
    bool create = false;                       // a linked record that is not there is made
    bool optional = false;                     // a link that leads nowhere is left out instead of refusing the row
    bool otherwise = false;                    // read where no column before it gave the field a value
    char several = 0;                          // what stands between several links of one cell
    std::map<std::string, std::string> values; // what stands in the file, folded, and what it means
    std::string prefix;   // goes before each value: "contact-" and "company-" of a program that numbers both from 1
    std::string currency; // of an amount without one
    DayOrder days = DayOrder::as_seen; // said, where the column cannot tell
    DecimalMark decimal = DecimalMark::as_seen;
    std::string country;            // whose numbers stand there, where the header tells: "ЕМБС" are Macedonian
    double sure = 1;                // 1: said so; less: guessed from the header
    int beside = -1;                // among the plan's records beside; -1: the imported record
    const Field* through = nullptr; // the link to the record, made by this import, that the value goes into
    CellSplit split = CellSplit::none;
    std::vector<std::pair<std::string, Json>> set; // of a linked record that is made
    bool is_link() const { return field->is_link() || field->kind == Kind::links; }
    bool is_country() const; // an ISO code is wanted, and names of countries are read as theirs
};

struct MatchPart {
    const Field* field = nullptr;
    int part = 0;    // column within the field
    int column = -1; // among the plan's columns
};

// A record that a row makes beside its own: it links to it.
struct ImportBeside {
    std::string name; // "relationship", "address[2]"
    const Object* object = nullptr;
    const Field* link = nullptr;
    std::vector<std::pair<const Field*, Json>> set; // in every one of them
};

// Where further e-mails or phones of one cell go: parts of which the field shows the primary one.
struct ImportParts {
    const Field* shown = nullptr; // of the imported object
    const Object* object = nullptr;
    const Field *link = nullptr, *kind = nullptr, *value = nullptr, *label = nullptr;
    std::string is; // the kind
};

// Rows that are not for here, as another program marks them: what it deleted.
struct ImportLeaveOut {
    std::string header;
    int cell = 0;
    std::vector<std::string> values; // folded
};

struct ImportPlan {
    std::shared_ptr<const Schema> schema;
    std::shared_ptr<const Object> object;
    std::vector<ImportColumn> columns; // those that go somewhere
    std::vector<MatchPart> match;      // all of them must agree; empty: every row is a new record
    double least_alike = 0; // match "duplicates": a row belongs to whom it is as likely the same as; 0: not so
    ImportMode mode = ImportMode::create_or_update;
    std::string currency; // empty: the company's
    std::vector<std::pair<std::string, Json>> defaults;
    bool strict = false;
    std::vector<ImportBeside> besides;
    std::vector<ImportParts> parts;
    std::vector<ImportLeaveOut> leave_out;
    std::vector<std::string> then; // actions that are done with each record made
    const ImportColumn* column_of(const Field& field, int part = -1, int beside = -1) const;
};

// Throws Error with a sentence: what the mapping names is not there, is named twice, or may not be written by the
// caller.
ImportPlan read_plan(Context& context, const Object& object, const std::vector<std::string>& header,
                     const Json& mapping);

} // namespace crm

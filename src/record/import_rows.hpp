// ImportRows: from the cells of one row of a file to the values of a record. It asks no database, so that rows are read
// beside the writing of earlier ones.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "record/csv.hpp"
#include "record/import_facts.hpp"
#include "record/import_plan.hpp"
#include "record/input.hpp"
#include "record/operation.hpp"

namespace crm {

struct LinkCell {
    const ImportColumn* column = nullptr;
    std::string text;
};

// What a row gives of a record: the whole of a field, or one column within it.
struct GivenField {
    const Field* field;
    int column; // -1 all of it
};

// A record that a row makes beside its own, or a further e-mail or phone of it.
struct BesideRow {
    int beside = -1;                    // among the plan's; -1: a part
    const ImportParts* parts = nullptr; // of a part
    Record record;
    std::vector<GivenField> given;
    std::string label;   // of a part: what it is for
    std::string content; // of a file
};

enum class RowAction { create, update, skip, refuse };

struct ImportRow {
    explicit ImportRow(const Record& pattern) : record(pattern) {}
    std::int64_t number = 0;
    CsvReader::Place after; // where the next row begins
    std::vector<std::string> cells;
    Record record; // the pattern with what the row gives
    using Given = GivenField;
    std::vector<Given> given;
    std::vector<LinkCell> links;
    std::vector<LinkCell> through; // values of linked records, where those are made
    std::string name_suffix;       // "Jr.", which goes with the family name
    std::vector<BesideRow> beside;
    std::vector<RowProblem> problems;
    int left_out = 0;
    std::string match_key;
    Values match_values;

    // Decided when its links and its match are looked up.
    RowAction action = RowAction::create;
    Id target = 0;         // made or changed
    std::vector<Id> needs; // linked records that this import makes first
    void refuse(RowProblem problem) {
        problems.push_back(std::move(problem));
        action = RowAction::refuse;
    }
};

// Takes a full name or an address apart into the fields of `record`; the sentence where that cannot be. Says what it
// gave in `given`.
std::optional<std::string> split_into(Record& record, CellSplit split, const Field& field, const std::string& cell,
                                      const InputRules& rules, std::vector<GivenField>& given);

class ImportRows {
public:
    // `pattern` is a new record with the defaults; `patterns` gives one of another object.
    ImportRows(const ImportPlan& plan, const FileFacts& facts, const Record& pattern, InputRules rules,
               const std::function<Record(const Object&)>& patterns);
    ImportRow read(const CsvRow& row, const CsvReader::Place& after) const;

private:
    void read_column(ImportRow& row, const ImportColumn& column, std::string_view cell, const InputRules& rules) const;
    bool left_out(ImportRow& row) const;
    bool is_given(const ImportRow& row, const ImportColumn& column) const;
    void take_country_of_numbers(ImportRow& row, InputRules& rules) const;
    void add_suffix(ImportRow& row, const InputRules& rules) const;
    void read_match(ImportRow& row, const InputRules& rules) const;
    std::string meant(const ImportColumn& column, std::string_view cell) const;
    BesideRow& beside(ImportRow& row, int which) const;
    const ImportParts* parts_of(const ImportColumn& column, std::string& kind) const;
    std::string first_of_several(ImportRow& row, const ImportColumn& column, const std::string& cell,
                                 const InputRules& rules) const;
    std::optional<std::string> read_content(ImportRow& row, const ImportColumn& column, const std::string& cell) const;
    std::optional<std::string> read_split(ImportRow& row, const ImportColumn& column, const std::string& cell,
                                          const InputRules& rules) const;
    std::optional<std::string> read_plain(ImportRow& row, const ImportColumn& column, const std::string& cell,
                                          const InputRules& rules) const;

    const ImportPlan& plan_;
    const Record& pattern_;
    InputRules rules_;
    const FileFacts& facts_;
    std::vector<DecimalMark> marks_;                      // of each column of the plan: said, else as it is read
    std::vector<Record> beside_patterns_, part_patterns_; // by the plan's order
    const ImportColumn* country_ = nullptr;
};

} // namespace crm

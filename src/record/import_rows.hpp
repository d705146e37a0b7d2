// ImportRows: from the cells of one row of a file to the values of a record. It asks no database, so that rows are read
// beside the writing of earlier ones.
#pragma once
#include <string>
#include <vector>

#include "record/csv.hpp"
#include "record/import_plan.hpp"
#include "record/input.hpp"
#include "record/operation.hpp"

namespace crm {

// What the whole file tells before its first row is written.
struct FileFacts {
    std::int64_t rows = 0, broken = 0; // broken: not UTF-8
    // Of each column of the plan with days: whether a number over twelve stood first or second, with strokes and
    // otherwise.
    struct Days {
        bool stroke_first = false, stroke_second = false, other_first = false, other_second = false;
    };
    std::vector<Days> days;
};
// Reads the whole file once. Throws Error with a sentence when it is broken anywhere.
FileFacts read_facts(CsvReader& reader, const ImportPlan& plan);

struct LinkCell {
    const ImportColumn* column = nullptr;
    std::string text;
};

enum class RowAction { create, update, skip, refuse };

struct ImportRow {
    explicit ImportRow(const Record& pattern) : record(pattern) {}
    std::int64_t number = 0;
    CsvReader::Place after; // where the next row begins
    std::vector<std::string> cells;
    Record record; // the pattern with what the row gives
    struct Given {
        const Field* field;
        int column; // within the field; -1 all of it
    };
    std::vector<Given> given;
    std::vector<LinkCell> links;
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

class ImportRows {
public:
    // `pattern` is a new record with the defaults.
    ImportRows(const ImportPlan& plan, const FileFacts& facts, const Record& pattern, InputRules rules);
    ImportRow read(const CsvRow& row, const CsvReader::Place& after) const;

private:
    void read_column(ImportRow& row, const ImportColumn& column, std::string_view cell, const InputRules& rules) const;
    void read_match(ImportRow& row, const InputRules& rules) const;
    std::string meant(const ImportColumn& column, std::string_view cell) const;

    const ImportPlan& plan_;
    const Record& pattern_;
    InputRules rules_;
    struct Turned {
        bool day_first = false, month_first = false;
    };
    std::vector<Turned> days_; // by column of the plan
    const ImportColumn* country_ = nullptr;
};

} // namespace crm

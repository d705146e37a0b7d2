// ImportStep: writes the rows of one slice in one transaction, with what became of them. A row that is refused spoils
// no other: it is left out and the rest is written.
#pragma once
#include <memory>
#include <span>
#include <unordered_set>
#include <vector>

#include "record/import.hpp"
#include "record/import_links.hpp"
#include "record/operation.hpp"

namespace crm {

class ImportStep {
public:
    ImportStep(Engine& engine, const ImportPlan& plan, ImportLinks& links, std::shared_ptr<const Rights> rights,
               Operation& operation)
        : engine_(engine), plan_(plan), links_(links), rights_(std::move(rights)), operation_(operation) {}
    // Brings the operation's counts and place forward. Throws OperationHalted.
    void write(std::span<ImportRow> rows);

private:
    struct Outcome {
        RowResult result = RowResult::refused;
        Id record = 0;
    };
    void write_once(std::span<ImportRow> rows);
    void write_rows(Context& context, Connection& connection, std::span<ImportRow> rows);
    void write_row(Context& context, ImportRow& row, Outcome& outcome);
    bool leave_out(ImportRow& row, const Error& error) const;
    void make_linked(Context& context, const ImportRow& row);
    bool find_the_same(Context& context, ImportRow& row);
    Outcome change(Context& context, const ImportRow& row);
    enum class Beside { all_of_old, parts_of_new, others_of_new };
    // `fresh`: the record where it was just made.
    bool write_beside(Context& context, const ImportRow& row, Id record, const Record* fresh, Beside which);
    bool add_or_find(Context& context, Record record, const BesideRow& given, const Field& link, bool look);
    void leave_out_unwritten_links(Record& record) const;
    StepReport report_of(std::span<ImportRow> rows) const;
    OperationCounts counts_with(std::span<ImportRow> rows) const;

    Engine& engine_;
    const ImportPlan& plan_;
    ImportLinks& links_;
    std::shared_ptr<const Rights> rights_;
    Operation& operation_;
    std::vector<Outcome> outcomes_;
    std::vector<Id> made_;                 // linked records, in this try
    std::unordered_set<Id> only_imagined_; // in a dry run: made and taken back
};

} // namespace crm

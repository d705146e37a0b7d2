// Export: the records of a list as a table or as lines of JSON, record by record, for whoever may export them. Money
// stands in two columns and an address in seven, named as an import names them, so that what goes out can come in
// again.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "record/query.hpp"

namespace crm {

// Stands for a sensitive value in the export of somebody who may not see it; an import leaves such a value as it is.
constexpr std::string_view masked_value = "•••";

struct ExportCell {
    enum class Kind { empty, text, number, day, moment, yes_no } kind = Kind::empty;
    std::string text; // a number as "12.50", a day as 2026-11-21, a moment as RFC 3339, yes_no as true or false
};

// Where the table goes: a text of separated values, a workbook.
class ExportSheet {
public:
    virtual ~ExportSheet() = default;
    virtual void header(const std::vector<std::string>& names) = 0;
    virtual bool row(const std::vector<ExportCell>& cells) = 0; // false: enough
};

using ExportWrite = std::function<bool(std::string_view)>; // false: the reader has gone

class CsvSheet : public ExportSheet {
public:
    explicit CsvSheet(ExportWrite write) : write_(std::move(write)) {}
    void header(const std::vector<std::string>& names) override;
    bool row(const std::vector<ExportCell>& cells) override;
    void end(); // writes what is held back

private:
    bool flush(std::size_t from);
    ExportWrite write_;
    std::string held_;
    bool gone_ = false;
};

// What the columns and choices are called: as programs know them, or in the caller's language.
enum class Headings { names, labels };

// Throws Error(forbidden) when the caller may export none of the object's records. Sensitive fields stand as "•••"
// without the right to see them. Returns how many records went out.
std::int64_t export_table(Context& context, const Object& object, ListQuery query, ExportSheet& sheet,
                          Headings headings = Headings::names);
std::int64_t export_lines(Context& context, const Object& object, ListQuery query, const ExportWrite& write);

} // namespace crm

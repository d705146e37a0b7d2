// Xlsx: a table as an Excel workbook, written row by row in constant memory through libxlsxwriter into a file.
#pragma once
#include <memory>
#include <string>

#include "record/export.hpp"

namespace crm {

class XlsxSheet : public ExportSheet {
public:
    // `name` stands on the sheet; a further sheet is begun when one is full (1,048,576 rows).
    XlsxSheet(const std::string& file, const std::string& name, std::size_t most_rows = 1'048'576);
    ~XlsxSheet() override;
    void header(const std::vector<std::string>& names) override;
    bool row(const std::vector<ExportCell>& cells) override;
    void end(); // the file is complete; throws Error where it could not be written

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace crm

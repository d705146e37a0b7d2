// Workbook: the sheets of an XLSX file as tables: shared and inline strings, numbers, days (1900 and 1904), percents,
// yes and no, and the last values of formulas. Read in pieces; only the shared strings are held, up to a limit.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "record/table_file.hpp"

namespace crm {

class Workbook {
public:
    explicit Workbook(ImportFile file); // throws Error where it is no workbook
    ~Workbook();
    const std::vector<std::string>& sheets() const; // names, the hidden ones last
    // One sheet's rows as separated values; the first sheet where the name is empty.
    static ImportFile rows(std::shared_ptr<Workbook> book, const std::string& sheet);

private:
    class Rows;
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace crm

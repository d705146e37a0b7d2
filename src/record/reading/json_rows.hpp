// JsonRows: JSON and JSON lines as a table: an array of objects, objects one after another, or an object that holds
// them. What is nested becomes columns with dots (address.city); lists of texts one cell.
#pragma once
#include "record/table_file.hpp"

namespace crm {

// The rows as separated values; the file is in UTF-8. Throws Error with the place where it breaks.
ImportFile json_rows(const ImportFile& file);

} // namespace crm

// StoredFile: the contents of the object `file`, in pieces of one megabyte in the table file_piece, beside their
// record.
#pragma once
#include <string>
#include <string_view>

#include "record/context.hpp"
#include "record/table_file.hpp"

namespace crm {

// The content of a file record just made, in its transaction.
void write_content(Context& context, Id file, std::string_view content);
std::string read_content(Context& context, Id file); // all of it
// Read piece by piece, as an import reads.
ImportFile stored_file(Engine& engine, Id file);

} // namespace crm

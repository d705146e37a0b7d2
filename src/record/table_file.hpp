// TableFile: any file that people have, as one table: separated values in any usual encoding, a workbook, JSON, contact
// cards. Whatever it was, the rest of an import sees a header and rows of cells in UTF-8, read in pieces, the same each
// time it is asked.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "record/csv.hpp"

namespace crm {

// Opens the file at an octet; asked more than once.
using ImportFile = std::function<CsvSource(std::int64_t offset)>;

// A text made piece by piece: more() appends some of it and is false at its end.
class MadeText {
public:
    virtual ~MadeText() = default;
    virtual bool more(std::string& out) = 0;
};
// `begin` starts it from its beginning; the same text each time.
ImportFile file_of(std::function<std::unique_ptr<MadeText>()> begin);
// A file in memory, for tests and for what arrives whole.
ImportFile file_in_memory(std::string content);

struct TableFile {
    ImportFile rows; // separated values in UTF-8
    // How it is read: {"format","encoding","separator","sheet"}; given again it is read the same way.
    Json reading;
    double sure = 1;                 // of the encoding
    bool mixed = false;              // most of it is in that encoding, but not all
    std::vector<std::string> sheets; // of a workbook
    std::vector<std::string> notes;  // sentences about what does not come in
    char separator() const;
};

// `reading` says what is to be read otherwise than it looks; null: as it looks. Throws Error with a sentence where it
// is no such file.
TableFile open_table(const ImportFile& file, const Json& reading);

} // namespace crm

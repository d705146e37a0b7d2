// What every reader of files with rows is fuzzed for: whatever the octets are, it ends with rows or with an Error that
// has a sentence, and gives the same rows when it is read again, as an import does.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "record/table_file.hpp"

namespace crm {

inline std::vector<std::vector<std::string>> first_rows(const TableFile& table) {
    constexpr std::size_t most = 1000;
    std::vector<std::vector<std::string>> rows;
    CsvReader reader(table.rows(0), table.separator());
    for (CsvRow row; reader.next(row) && rows.size() < most;) rows.emplace_back(row.cells.begin(), row.cells.end());
    return rows;
}

// `format` as an import is told it: vcard, json, xlsx.
inline int read_twice(const std::uint8_t* data, std::size_t size, const char* format) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        const TableFile table = open_table(file_in_memory(text), Json::object({{"format", format}}));
        if (first_rows(table) != first_rows(table)) __builtin_trap();
    } catch (const Error& error) {
        require(*error.what() != '\0', "a refusal has a sentence");
    }
    return 0;
}

} // namespace crm

// Fuzzing of the reader of JSON: whatever the octets are, it ends with rows or with an Error that has a sentence, and
// gives the same rows when it is read again, as an import does.
#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "record/table_file.hpp"

namespace {

std::vector<std::vector<std::string>> rows_of(const crm::TableFile& table) {
    std::vector<std::vector<std::string>> rows;
    crm::CsvReader reader(table.rows(0), table.separator());
    for (crm::CsvRow row; reader.next(row) && rows.size() < 1000;)
        rows.emplace_back(row.cells.begin(), row.cells.end());
    return rows;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        const auto reading = crm::Json::object({{"format", "json"}});
        const crm::TableFile table = crm::open_table(crm::file_in_memory(text), reading);
        if (rows_of(table) != rows_of(table)) __builtin_trap();
    } catch (const crm::Error& error) {
        crm::require(*error.what() != '\0', "a refusal has a sentence");
    }
    return 0;
}

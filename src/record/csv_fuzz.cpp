// Fuzzing of the CSV reader: whatever the octets are, it ends with rows or with an Error that has a sentence, and reads
// the same rows in small pieces, and from the middle of the file on.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "record/csv.hpp"

namespace {

crm::CsvSource source(std::string text, std::size_t piece) {
    auto kept = std::make_shared<std::string>(std::move(text));
    auto at = std::make_shared<std::size_t>(0);
    return [kept, at, piece](char* into, std::size_t size) {
        const std::size_t count = std::min({size, piece, kept->size() - *at});
        std::memcpy(into, kept->data() + *at, count);
        *at += count;
        return count;
    };
}

struct Reading {
    std::vector<std::vector<std::string>> rows;
    std::string refusal;
    std::vector<std::string> header;
    crm::CsvReader::Place middle;
    std::size_t rows_before_middle = 0;
};

Reading read(const std::string& text, std::size_t piece) {
    Reading reading;
    try {
        crm::CsvReader reader(source(text, piece));
        reading.header = reader.header();
        reading.middle = reader.place();
        for (crm::CsvRow row; reader.next(row);) {
            reading.rows.emplace_back(row.cells.begin(), row.cells.end());
            if (reading.rows.size() == 2) {
                reading.middle = reader.place();
                reading.rows_before_middle = 2;
            }
        }
    } catch (const crm::Error& error) {
        reading.refusal = error.what();
        crm::require(!reading.refusal.empty(), "a refusal has a sentence");
    }
    return reading;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const Reading whole = read(text, text.size() + 1), pieces = read(text, 3);
    if (whole.rows != pieces.rows || whole.refusal != pieces.refusal) __builtin_trap();
    if (!whole.refusal.empty() || whole.header.empty()) return 0;
    crm::CsvReader rest(source(text.substr(static_cast<std::size_t>(whole.middle.offset)), 7), whole.middle,
                        whole.header);
    std::size_t at = whole.rows_before_middle;
    for (crm::CsvRow row; rest.next(row); ++at)
        if (at >= whole.rows.size() || whole.rows[at] != std::vector<std::string>(row.cells.begin(), row.cells.end()))
            __builtin_trap();
    if (at != whole.rows.size()) __builtin_trap();
    return 0;
}

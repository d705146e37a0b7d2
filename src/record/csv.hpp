// Csv: reads a file of separated values row by row, in blocks, so that memory stays flat whatever the file's size:
// quotes with line breaks inside, separators , ; tab or | found by itself, a byte order mark, "sep=;" as first line.
// What is no such file (a picture, a workbook, a file cut inside quotes) is refused with a sentence.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

// Gives at most `size` octets into `into`, in order; returns how many, 0 at the end.
using CsvSource = std::function<std::size_t(char* into, std::size_t size)>;

// What can be wrong with the text of a row: a NUL character, the end of the file in the middle of a character, octets
// that are no UTF-8.
enum class RowText : char { readable, has_nul, cut_off, another_encoding };

struct CsvRow {
    std::vector<std::string_view> cells; // live until the next row is asked for
    std::int64_t number = 0;             // among the rows with data, the first is 1
    std::int64_t line = 0;               // of the file, where the row begins; the first is 1
    RowText text = RowText::readable;
};

class CsvReader {
public:
    static constexpr std::size_t most_columns = 2000;
    static constexpr std::size_t longest_cell = 10 * 1024 * 1024;
    static constexpr std::size_t longest_row = 32 * 1024 * 1024;

    // Where an earlier reader had come to: the source then begins at `offset`.
    struct Place {
        std::int64_t offset = 0, row = 0, line = 1;
        char separator = 0;
        std::size_t columns = 0;
    };

    // Reads the header. Throws Error when this is no text of separated values, is empty, or its header is broken.
    explicit CsvReader(CsvSource source, char separator = 0);
    CsvReader(CsvSource source, const Place& place, std::vector<std::string> header);

    const std::vector<std::string>& header() const { return header_; } // trimmed
    char separator() const { return place_.separator; }
    // The next row that has anything in it; false at the end. Throws Error where the file is broken.
    bool next(CsvRow& row);
    // Behind the row read last.
    const Place& place() const { return place_; }

private:
    bool fill();
    int peek();
    void begin();
    void choose_separator();
    bool read_record();
    void read_quoted(std::int64_t began_on);
    void read_plain();
    std::size_t skip_spaces();
    RowText text_of_row() const;
    void end_cell();
    void check_room() const;
    [[noreturn]] void refuse(const std::string& sentence) const;

    CsvSource source_;
    std::string block_;
    std::size_t at_ = 0, end_ = 0;
    bool ended_ = false, cut_off_ = false; // cut off: the file ends with the present row, without a line break
    std::int64_t block_offset_ = 0;        // of the block's first octet in the file
    Place place_;
    std::vector<std::string> header_;
    std::string text_;                // the cells of the present row, one after another
    std::vector<std::size_t> bounds_; // where each cell ends in it
};

// Throws Error with a sentence where these first octets are those of a picture, a document or an archive; with
// `utf16_too` also those of a text that must be decoded first.
void refuse_other_files(std::string_view head, bool utf16_too);

// A row of cells for writing: quoted where needed, ended by CR LF.
void append_csv_row(std::string& out, const std::vector<std::string>& cells, char separator = ',');
// Would a spreadsheet take it for a formula? Numbers and phone numbers are none.
bool is_formula(std::string_view text);
// Such a text gets an apostrophe before it, and so does one that would seem to have got one.
std::string guarded_cell(std::string_view text);
// The text without such an apostrophe.
std::string_view unguarded_cell(std::string_view cell);
// A value from where nothing is guarded (a workbook, JSON, a card) as a cell that is read as that value.
std::string exact_cell(std::string value);

} // namespace crm

#include "record/csv.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/column_facts.hpp"

namespace crm {

namespace {

constexpr std::size_t block_size = 256 * 1024;
constexpr std::string_view separators = ",;\t|";
constexpr char no_separator = '\x1F'; // of a file with one column: its values may hold commas

// What the first octets of well-known files tell.
struct Beginning {
    std::string_view octets, what;
};
constexpr Beginning beginnings[] = {
    {"\xFF\xD8\xFF", "a picture (JPEG)"},
    {"\x89PNG", "a picture (PNG)"},
    {"GIF8", "a picture (GIF)"},
    {"%PDF-", "a PDF document"},
    {"PK\x03\x04", "a workbook or an archive"},
    {"\xD0\xCF\x11\xE0", "an old Excel workbook"},
    {"\x1F\x8B", "a compressed file"},
    {"\xFF\xFE", "a text in UTF-16"},
    {"\xFE\xFF", "a text in UTF-16"},
};

[[noreturn]] void no_csv(std::string_view what) {
    throw Error(Problem::unsupported,
                "This is " + std::string(what) +
                    ", not a file of separated values. Please save it as \"CSV UTF-8\" and try again.");
}

} // namespace

void refuse_other_files(std::string_view head, bool utf16_too) {
    for (const auto& [octets, what] : beginnings)
        if (head.starts_with(octets) && (utf16_too || !what.ends_with("UTF-16"))) no_csv(what);
}

CsvReader::CsvReader(CsvSource source, char separator) : source_(std::move(source)) {
    place_.separator = separator;
    begin();
}

CsvReader::CsvReader(CsvSource source, const Place& place, std::vector<std::string> header)
    : source_(std::move(source)), block_offset_(place.offset), place_(place), header_(std::move(header)) {
    place_.columns = header_.size();
}

bool CsvReader::fill() {
    if (ended_) return false;
    block_offset_ += static_cast<std::int64_t>(end_);
    block_.resize(block_size);
    end_ = source_(block_.data(), block_size);
    at_ = 0;
    ended_ = end_ == 0;
    return !ended_;
}

int CsvReader::peek() {
    if (at_ == end_ && !fill()) return -1;
    return static_cast<unsigned char>(block_[at_]);
}

void CsvReader::refuse(const std::string& sentence) const {
    throw Error(Problem::bad_request, sentence);
}

void CsvReader::begin() {
    // The beginning is looked at as a whole, so it must not come in small pieces.
    block_.resize(block_size);
    while (end_ < 4096) {
        const std::size_t more = source_(block_.data() + end_, block_size - end_);
        if (more == 0) break;
        end_ += more;
    }
    const std::string_view head(block_.data(), end_);
    if (head.starts_with("\xEF\xBB\xBF")) at_ = 3;
    refuse_other_files(head, true);
    const auto sample = head.substr(0, 4096);
    const auto odd = std::count_if(sample.begin(), sample.end(), [](unsigned char c) {
        return c < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
    });
    if (odd > 8 && static_cast<std::size_t>(odd) * 50 > sample.size()) no_csv("a file of another program");
    std::string_view first = head.substr(at_, head.find_first_of("\r\n", at_) - at_);
    if (first.size() == 5 && fold(first.substr(0, 4)) == "sep=") {
        if (!place_.separator) place_.separator = first[4];
        at_ += 5;
        if (at_ < end_ && block_[at_] == '\r') ++at_;
        if (at_ < end_ && block_[at_] == '\n') ++at_;
        ++place_.line;
    }
    if (!place_.separator) choose_separator();
    do {
        if (!read_record()) refuse("This file is empty. Please choose one whose first row names the columns.");
    } while (trimmed(text_).empty() && bounds_.size() <= 1);
    const RowText text = text_of_row();
    if (text == RowText::has_nul)
        refuse("The first row of this file has a NUL character, which no text has. Please take it out, or get the file "
               "again.");
    if (text != RowText::readable)
        refuse("The first row of this file is not encoded in UTF-8. Please save it as \"CSV UTF-8\" and try again.");
    for (std::size_t i = 0; i < bounds_.size(); ++i) {
        const std::size_t from = i ? bounds_[i - 1] : 0;
        header_.emplace_back(unguarded_cell(squeezed(std::string_view(text_).substr(from, bounds_[i] - from))));
    }
    while (!header_.empty() && header_.back().empty()) header_.pop_back();
    if (header_.empty()) refuse("The first row of this file has no names of columns. Please add them.");
    place_.columns = header_.size();
}

// The one that stands in the first line and about as often in the lines that follow, outside quotes.
void CsvReader::choose_separator() {
    using Counts = std::array<std::size_t, separators.size()>;
    constexpr std::size_t most_lines = 30;
    std::vector<Counts> lines;
    Counts counts{};
    bool quoted = false, any = false;
    for (std::size_t i = at_; i < end_ && lines.size() < most_lines; ++i) {
        const char c = block_[i];
        if (c == '"') quoted = !quoted;
        if (!quoted && (c == '\n' || c == '\r')) {
            if (any) lines.push_back(counts);
            counts = {};
            any = false;
            continue;
        }
        any = true;
        if (quoted) continue;
        if (auto which = separators.find(c); which != std::string_view::npos) ++counts[which];
    }
    if (lines.empty() && any) lines.push_back(counts);
    place_.separator = no_separator;
    double best = 0;
    for (std::size_t which = 0; !lines.empty() && which < separators.size(); ++which) {
        const std::size_t wanted = lines.front()[which];
        const auto alike =
            std::count_if(lines.begin(), lines.end(), [&](const Counts& each) { return each[which] == wanted; });
        const double agreed = static_cast<double>(alike) / static_cast<double>(lines.size());
        // Agreement first; among those that agree alike, the one with the most columns.
        const double score = wanted == 0 ? 0 : agreed * agreed + std::min(0.2, static_cast<double>(wanted) / 100);
        if (score <= best) continue;
        best = score;
        place_.separator = separators[which];
    }
}

void CsvReader::check_room() const {
    const std::size_t from = bounds_.empty() ? 0 : bounds_.back();
    const std::string where =
        "in row " + std::to_string(place_.row + 1) + " (line " + std::to_string(place_.line) + " of the file)";
    if (text_.size() - from > longest_cell)
        refuse("The value in column " + std::to_string(bounds_.size() + 1) + ' ' + where +
               " is longer than 10 MB. Please look there for a quote without its pair, or shorten the value.");
    if (text_.size() > longest_row)
        refuse("Row " + std::to_string(place_.row + 1) + " (line " + std::to_string(place_.line) +
               " of the file) is longer than 32 MB. Please look there for a quote without its pair, or shorten it.");
}

void CsvReader::end_cell() {
    if (bounds_.size() == most_columns)
        refuse("Row " + std::to_string(place_.row + 1) + " (line " + std::to_string(place_.line) +
               " of the file) has more than 2,000 columns. Please leave out the columns that are not needed.");
    bounds_.push_back(text_.size());
}

// At the first octet behind the opening quote; leaves at the first behind the closing one.
void CsvReader::read_quoted(std::int64_t began_on) {
    while (true) {
        if (at_ == end_ && !fill())
            refuse("The file ends inside quotes that were opened on line " + std::to_string(began_on) +
                   "; it may have been cut off. Please get the whole file, or close the quotes.");
        const char* begin = block_.data() + at_;
        const auto* quote = static_cast<const char*>(std::memchr(begin, '"', end_ - at_));
        const std::size_t length = quote ? static_cast<std::size_t>(quote - begin) : end_ - at_;
        text_.append(begin, length);
        place_.line += std::count(begin, begin + length, '\n');
        check_room();
        at_ += length;
        if (!quote) continue;
        ++at_;
        if (peek() != '"') return;
        text_.push_back('"');
        ++at_;
    }
}

// Up to the separator or the end of the line.
void CsvReader::read_plain() {
    while (peek() >= 0) {
        std::size_t i = at_;
        const char separator = place_.separator;
        while (i < end_ && block_[i] != separator && block_[i] != '\n' && block_[i] != '\r') ++i;
        text_.append(block_.data() + at_, i - at_);
        at_ = i;
        if (i < end_) return;
        check_room();
    }
}

std::size_t CsvReader::skip_spaces() {
    std::size_t count = 0;
    for (; peek() == ' '; ++count) ++at_;
    return count;
}

// A character may not begin in one cell and end in the next.
RowText CsvReader::text_of_row() const {
    bool valid = valid_utf8(text_);
    for (const std::size_t bound : bounds_)
        valid = valid && (bound >= text_.size() || (static_cast<unsigned char>(text_[bound]) & 0xC0) != 0x80);
    if (valid) return RowText::readable;
    if (text_.find('\0') != std::string::npos) {
        std::string rest = text_;
        std::erase(rest, '\0');
        if (valid_utf8(rest)) return RowText::has_nul;
    }
    constexpr std::size_t longest_character = 4;
    for (std::size_t missing = 1; cut_off_ && missing < longest_character && missing <= text_.size(); ++missing) {
        const auto first = static_cast<unsigned char>(text_[text_.size() - missing]);
        const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
        if (first < 0x80 || first >= 0xF5) break;
        if (length > missing && valid_utf8(std::string_view(text_).substr(0, text_.size() - missing)))
            return RowText::cut_off;
    }
    return RowText::another_encoding;
}

// One line of cells into text_ and bounds_; false at the end of the file.
bool CsvReader::read_record() {
    text_.clear();
    bounds_.clear();
    if (peek() < 0) return false;
    std::int64_t begun_on = place_.line;
    while (true) {
        const std::size_t spaces = skip_spaces(); // some programs put one before a quoted value
        if (peek() == '"') {
            ++at_;
            read_quoted(begun_on);
        } else {
            text_.append(spaces, ' ');
        }
        read_plain();
        end_cell();
        const int next = peek();
        cut_off_ = next < 0;
        if (next >= 0) ++at_;
        if (next == static_cast<unsigned char>(place_.separator)) {
            begun_on = place_.line;
            continue;
        }
        if (next == '\r' && peek() == '\n') ++at_;
        ++place_.line;
        check_room();
        place_.offset = block_offset_ + static_cast<std::int64_t>(at_);
        return true;
    }
}

bool CsvReader::next(CsvRow& row) {
    std::int64_t line = place_.line;
    do {
        line = place_.line;
        if (!read_record()) return false;
    } while (trimmed(text_).empty()); // a line without any value
    row.number = ++place_.row;
    row.line = line;
    row.text = text_of_row();
    row.cells.clear();
    for (std::size_t i = 0; i < bounds_.size(); ++i) {
        const std::size_t from = i ? bounds_[i - 1] : 0;
        row.cells.push_back(std::string_view(text_).substr(from, bounds_[i] - from));
    }
    while (row.cells.size() > place_.columns && trimmed(row.cells.back()).empty()) row.cells.pop_back();
    return true;
}

void append_csv_row(std::string& out, const std::vector<std::string>& cells, char separator) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i) out.push_back(separator);
        const std::string& cell = cells[i];
        const bool plain = cell.find_first_of("\"\r\n") == std::string::npos &&
                           cell.find(separator) == std::string::npos &&
                           (cell.empty() || (cell.front() != ' ' && cell.back() != ' '));
        if (plain) {
            out += cell;
            continue;
        }
        out.push_back('"');
        for (char c : cell) {
            if (c == '"') out.push_back('"');
            out.push_back(c);
        }
        out.push_back('"');
    }
    out += "\r\n";
}

namespace {

// Behind so many apostrophes stands what they are there to guard; 0: none does.
std::size_t guards(std::string_view text) {
    const auto behind = std::min(text.find_first_not_of('\''), text.size());
    const auto first = text.find_first_not_of(' ', behind);
    return first != std::string_view::npos && std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos
               ? behind
               : 0;
}

} // namespace

bool is_formula(std::string_view text) {
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) return false;
    const char first = text[begin];
    if (first == '=' || first == '@' || first == '\t' || first == '\r') return true;
    if (first != '+' && first != '-') return false;
    return text.size() > begin + 1 && text.find_first_not_of("0123456789 .,()", begin + 1) != std::string_view::npos;
}

std::string guarded_cell(std::string_view text) {
    return (is_formula(text) || guards(text) > 0 ? "'" : "") + std::string(text);
}

std::string_view unguarded_cell(std::string_view cell) {
    if (guards(cell) > 0) cell.remove_prefix(1);
    return cell;
}

std::string exact_cell(std::string value) {
    if (value.empty() || (value[0] != '\'' && value[0] != '=')) return value;
    return unguarded_cell(unwrapped_cell(value)) == value ? value : "'" + value;
}

} // namespace crm

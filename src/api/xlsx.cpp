#include "api/xlsx.hpp"

#include <xlsxwriter.h>

#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

constexpr std::size_t longest_text = 32'767; // letters in a cell
constexpr std::size_t exact_digits = 15;     // Excel keeps no more of a number

// Sheets may not be named with these, nor with more than 31 letters.
std::string sheet_name(const std::string& wanted, int number) {
    std::string name;
    for (char c : wanted) name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
    name = cut(name, 27);
    return number == 1 ? name : name + " " + std::to_string(number);
}

double serial_day(Day day) {
    return static_cast<double>(day.days) + 25'569.0;
} // Excel's first day is 1899-12-31, and it believes in 1900-02-29

// A workbook reads _x000D_ as the character of that number; a text that says just that is written so that it stays.
std::string escaped(const std::string& text) {
    std::string safe;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view piece = std::string_view(text).substr(i, 7);
        if (piece.size() == 7 && piece.starts_with("_x") && piece.back() == '_' &&
            piece.find_first_not_of("0123456789abcdefABCDEF", 2) == 6)
            safe += "_x005F";
        safe += text[i];
    }
    return safe;
}

} // namespace

struct XlsxSheet::Data {
    lxw_workbook* workbook = nullptr;
    lxw_worksheet* sheet = nullptr;
    lxw_format *bold = nullptr, *day = nullptr, *moment = nullptr;
    std::string name, file;
    std::vector<std::string> names;
    std::size_t most_rows = 0;
    lxw_row_t next = 0;
    int sheets = 0;

    void begin_sheet() {
        sheet = workbook_add_worksheet(workbook, sheet_name(name, ++sheets).c_str());
        require(sheet != nullptr, "a sheet has a good name");
        for (std::size_t i = 0; i < names.size(); ++i)
            worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(i), names[i].c_str(), bold);
        worksheet_freeze_panes(sheet, 1, 0);
        next = 1;
    }
    void write(lxw_col_t column, const ExportCell& cell) {
        switch (cell.kind) {
        case ExportCell::Kind::empty:
            return;
        case ExportCell::Kind::number:
            if (digits_of(cell.text).size() <= exact_digits) {
                worksheet_write_number(sheet, next, column, std::stod(cell.text), nullptr);
                return;
            }
            break;
        case ExportCell::Kind::day:
            if (auto on = parse_day(cell.text);
                on && on->days > -25'508) { // Excel knows no day before 1900-03-01 as we do
                worksheet_write_number(sheet, next, column, serial_day(*on), day);
                return;
            }
            break;
        case ExportCell::Kind::moment:
            if (auto at = parse_moment(cell.text); at && *at > 0) {
                worksheet_write_number(sheet, next, column,
                                       25'569.0 + static_cast<double>(*at) / (24.0 * static_cast<double>(hour)),
                                       moment);
                return;
            }
            break;
        case ExportCell::Kind::yes_no:
            worksheet_write_boolean(sheet, next, column, cell.text == "true", nullptr);
            return;
        case ExportCell::Kind::text:
            break;
        }
        // A string cell is never taken for a formula.
        const std::string text = escaped(letters(cell.text) > longest_text ? cut(cell.text, longest_text) : cell.text);
        worksheet_write_string(sheet, next, column, text.c_str(), nullptr);
    }
};

XlsxSheet::XlsxSheet(const std::string& file, const std::string& name, std::size_t most_rows)
    : data_(std::make_unique<Data>()) {
    std::string folder = std::filesystem::path(file).parent_path().string();
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.empty() ? nullptr : folder.data();
    data_->workbook = workbook_new_opt(file.c_str(), &options);
    if (!data_->workbook) throw Error(Problem::unavailable, "The workbook cannot be written to " + file + ".");
    data_->name = name;
    data_->file = file;
    data_->most_rows = most_rows;
    data_->bold = workbook_add_format(data_->workbook);
    format_set_bold(data_->bold);
    data_->day = workbook_add_format(data_->workbook);
    format_set_num_format(data_->day, "yyyy-mm-dd");
    data_->moment = workbook_add_format(data_->workbook);
    format_set_num_format(data_->moment, "yyyy-mm-dd hh:mm:ss");
}

XlsxSheet::~XlsxSheet() {
    if (data_->workbook) lxw_workbook_free(data_->workbook);
}

void XlsxSheet::header(const std::vector<std::string>& names) {
    data_->names = names;
    data_->begin_sheet();
}

bool XlsxSheet::row(const std::vector<ExportCell>& cells) {
    if (data_->next >= data_->most_rows) data_->begin_sheet();
    for (std::size_t i = 0; i < cells.size(); ++i) data_->write(static_cast<lxw_col_t>(i), cells[i]);
    ++data_->next;
    return true;
}

void XlsxSheet::end() {
    lxw_workbook* workbook = std::exchange(data_->workbook, nullptr);
    const lxw_error fault = workbook_close(workbook);
    if (fault != LXW_NO_ERROR)
        throw Error(Problem::unavailable,
                    std::string("The workbook could not be written: ") + lxw_strerror(fault) + ".");
}

} // namespace crm

// Paper: a document as PDF, written from the top down on as many A4 pages as it takes. A row of a table and a block
// that is kept together never break over a page; the head of a table stands on each page again.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

struct PaperText {
    std::string text;
    double size = 9; // points
    bool bold = false, faint = false, right = false;
};
struct PaperColumn {
    std::string head;
    double share = 1; // of the width, beside the others'
    bool right = false;
};

// A square that a telephone reads, with what stands above and beneath it.
struct PaperCode {
    std::string content, title, caption;
};

class Paper {
public:
    // `of_page` is said on each page with its number and their count, such as "Page {page} of {pages}".
    Paper(std::string title, std::string footer, std::string of_page);
    ~Paper();
    Paper(const Paper&) = delete;

    void write(const PaperText& text);
    void gap(double points);
    void rule();
    // Blocks side by side, equally wide, each a list of lines; kept together.
    void side_by_side(const std::vector<std::vector<PaperText>>& blocks);
    void table(const std::vector<PaperColumn>& columns, const std::vector<std::vector<std::string>>& rows);
    // Names and values at the right side, kept together; the last one stands out.
    void totals(const std::vector<std::pair<std::string, std::string>>& lines);
    // QR codes side by side, kept together, each 25 mm wide.
    void codes(const std::vector<PaperCode>& codes);
    // Draws what was written; once.
    std::string pdf();
    int pages() const;

private:
    struct Data;
    void draw_code(const std::string& content, double x, double y);
    double height_of(const PaperText& text, double width) const;
    void draw_text(const PaperText& text, double x, double y, double width);
    void draw_line(double y, double from, double to, double grey);
    void need(double height); // begins a page where so much does not fit any more
    double draw_head(const std::vector<PaperColumn>& columns, const std::vector<double>& widths);
    std::unique_ptr<Data> data_;
};

} // namespace crm

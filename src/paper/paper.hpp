// Paper: a document as PDF, written from the top down on as many A4 pages as it takes. A row of a table and a block
// that is kept together never break over a page; the head of a table stands on each page again.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "paper/sheet.hpp"

namespace crm {

class Paper : public Sheet {
public:
    // `of_page` is said on each page with its number and their count, such as "Page {page} of {pages}".
    Paper(std::string title, std::string footer, std::string of_page);
    ~Paper() override;

    void write(const SheetText& text) override;
    void gap(double points) override;
    void rule() override;
    void side_by_side(const std::vector<std::vector<SheetText>>& blocks) override;
    void table(const std::vector<SheetColumn>& columns, const std::vector<std::vector<std::string>>& rows) override;
    void totals(const std::vector<std::pair<std::string, std::string>>& lines) override;
    void codes(const std::vector<SheetCode>& codes) override; // each 25 mm wide
    // Draws what was written; once.
    std::string pdf();
    int pages() const;

private:
    struct Data;
    void draw_code(const std::string& content, double x, double y);
    double height_of(const SheetText& text, double width) const;
    void draw_text(const SheetText& text, double x, double y, double width);
    void draw_line(double y, double from, double to, double grey);
    void need(double height); // begins a page where so much does not fit any more
    double draw_head(const std::vector<SheetColumn>& columns, const std::vector<double>& widths);
    std::unique_ptr<Data> data_;
};

} // namespace crm

// Sheet: what a document says, from the top down, whatever it is written on: paper, or a page of the web.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace crm {

struct SheetText {
    std::string text;
    double size = 9; // points
    bool bold = false, faint = false, right = false;
};
struct SheetColumn {
    std::string head;
    double share = 1; // of the width, beside the others'
    bool right = false;
};

// A square that a telephone reads, with what stands above and beneath it.
struct SheetCode {
    std::string content, title, caption;
};

class Sheet {
public:
    Sheet() = default;
    virtual ~Sheet() = default;
    Sheet(const Sheet&) = delete;

    virtual void write(const SheetText& text) = 0;
    virtual void gap(double points) = 0;
    virtual void rule() = 0;
    // Blocks side by side, equally wide, each a list of lines; kept together.
    virtual void side_by_side(const std::vector<std::vector<SheetText>>& blocks) = 0;
    virtual void table(const std::vector<SheetColumn>& columns, const std::vector<std::vector<std::string>>& rows) = 0;
    // Names and values at the right side, kept together; the last one stands out.
    virtual void totals(const std::vector<std::pair<std::string, std::string>>& lines) = 0;
    // QR codes side by side, kept together.
    virtual void codes(const std::vector<SheetCode>& codes) = 0;
};

} // namespace crm

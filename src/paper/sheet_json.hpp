// SheetJson: a sheet as blocks that a page of the web draws: {"kind": "text" | "rule" | "sides" | "table" | "totals" |
// "codes", …}.
#pragma once
#include "base/json.hpp"
#include "paper/sheet.hpp"

namespace crm {

class SheetJson : public Sheet {
public:
    void write(const SheetText& text) override;
    void gap(double) override {} // the page has its own
    void rule() override;
    void side_by_side(const std::vector<std::vector<SheetText>>& blocks) override;
    void table(const std::vector<SheetColumn>& columns, const std::vector<std::vector<std::string>>& rows) override;
    void totals(const std::vector<std::pair<std::string, std::string>>& lines) override;
    void codes(const std::vector<SheetCode>& codes) override;

    Json blocks = Json::array();
};

} // namespace crm

#include "paper/sheet_json.hpp"

namespace crm {

namespace {

Json as_json(const SheetText& text) {
    constexpr double title = 14, small = 8; // points
    Json json = Json::object({{"text", text.text}});
    if (text.size >= title) json.set("title", true);
    if (text.size < small) json.set("small", true);
    if (text.bold) json.set("bold", true);
    if (text.faint) json.set("faint", true);
    return json;
}

Json of_kind(const char* kind, const char* name, Json value) {
    Json block = Json::object({{"kind", kind}});
    block.set(name, std::move(value));
    return block;
}

} // namespace

void SheetJson::write(const SheetText& text) {
    blocks.push(of_kind("text", "line", as_json(text)));
}

void SheetJson::rule() {
    blocks.push(Json::object({{"kind", "rule"}}));
}

void SheetJson::side_by_side(const std::vector<std::vector<SheetText>>& sides) {
    Json all = Json::array();
    for (const auto& side : sides) {
        Json lines = Json::array();
        for (const SheetText& line : side) lines.push(as_json(line));
        all.push(std::move(lines));
    }
    blocks.push(of_kind("sides", "sides", std::move(all)));
}

void SheetJson::table(const std::vector<SheetColumn>& columns, const std::vector<std::vector<std::string>>& rows) {
    Json heads = Json::array(), all = Json::array();
    for (const SheetColumn& column : columns) {
        Json head = Json::object({{"head", column.head}});
        if (column.right) head.set("right", true);
        heads.push(std::move(head));
    }
    for (const auto& row : rows) {
        Json cells = Json::array();
        for (const std::string& cell : row) cells.push(cell);
        all.push(std::move(cells));
    }
    Json block = of_kind("table", "columns", std::move(heads));
    block.set("rows", std::move(all));
    blocks.push(std::move(block));
}

void SheetJson::totals(const std::vector<std::pair<std::string, std::string>>& lines) {
    Json all = Json::array();
    for (const auto& [label, value] : lines) all.push(Json::object({{"label", label}, {"value", value}}));
    blocks.push(of_kind("totals", "lines", std::move(all)));
}

void SheetJson::codes(const std::vector<SheetCode>& codes) {
    Json all = Json::array();
    for (const SheetCode& code : codes)
        all.push(Json::object({{"content", code.content}, {"title", code.title}, {"caption", code.caption}}));
    blocks.push(of_kind("codes", "codes", std::move(all)));
}

} // namespace crm

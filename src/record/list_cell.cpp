#include "record/list_cell.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace crm {

namespace {

// Else it would be read as something other than it is.
bool needs_quotes(std::string_view item, std::string_view marks) {
    return item.find_first_of(marks) != std::string_view::npos || item.starts_with('"') || item.starts_with("* ") ||
           item.find(":::") != std::string_view::npos || trimmed(item).size() != item.size();
}

// What stands in quotes at `at`, which is moved to the mark behind it; nothing where no quoted item stands there.
std::optional<std::string> quoted_item(std::string_view cell, std::size_t& at, std::string_view marks) {
    if (cell[at] != '"') return std::nullopt;
    std::string item;
    for (std::size_t i = at + 1; i < cell.size(); ++i) {
        if (cell[i] != '"') {
            item += cell[i];
        } else if (i + 1 < cell.size() && cell[i + 1] == '"') {
            item += cell[i++];
        } else {
            const auto behind = std::min(cell.find_first_not_of(' ', i + 1), cell.size());
            if (behind < cell.size() && marks.find(cell[behind]) == std::string_view::npos) return std::nullopt;
            at = behind;
            return item;
        }
    }
    return std::nullopt;
}

} // namespace

std::string list_cell(const std::vector<std::string>& items, std::string_view marks) {
    std::string list;
    for (const std::string& item : items) {
        if (!list.empty()) list += "; ";
        if (!needs_quotes(item, marks)) {
            list += item;
            continue;
        }
        list += '"';
        for (const char c : item) {
            if (c == '"') list += '"';
            list += c;
        }
        list += '"';
    }
    return list;
}

std::vector<std::string> items_in(std::string_view cell, std::string_view marks) {
    std::vector<std::string> items;
    for (std::size_t at = 0; at < cell.size(); ++at) {
        at = std::min(cell.find_first_not_of(" \n\r\t", at), cell.size());
        if (at == cell.size()) break;
        if (auto item = quoted_item(cell, at, marks)) {
            if (!item->empty()) items.push_back(std::move(*item));
            continue;
        }
        const auto end = std::min(cell.find_first_of(marks, at), cell.size());
        if (const auto item = trimmed(cell.substr(at, end - at)); !item.empty()) items.emplace_back(item);
        at = end;
    }
    return items;
}

} // namespace crm

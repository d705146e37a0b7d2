// Cursor: the place where a page ended, bound to the list it was made for: of another object, record, filter or order
// it is refused.
#pragma once
#include <string>
#include <string_view>

namespace crm {

// `list` says which list it is, with all that decides which lines it holds and in which order.
std::string cursor_for(std::string_view list, std::string_view place);
// The place again; empty where no cursor is given. Throws Error where it is none of this list.
std::string place_in(std::string_view list, std::string_view cursor);
[[noreturn]] void refuse_cursor();

} // namespace crm

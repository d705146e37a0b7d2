// Page: the files of the web page, inside the program.
#pragma once
#include <string_view>
#include <utility>

namespace crm {

// Content and type of a file by its path ("index.html", "assets/…"); empty where there is none.
std::pair<std::string_view, std::string_view> page_file(std::string_view path);

} // namespace crm

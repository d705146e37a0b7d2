// Import sentences: what is said of the cells and rows of an import, in the language of whoever ordered it.
#pragma once
#include <string>
#include <string_view>

namespace crm {

// `english` as the engine says it; what it has no other words for stays as it is.
std::string import_sentence(const std::string& english, std::string_view language);

} // namespace crm

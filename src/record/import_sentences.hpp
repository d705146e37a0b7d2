// Import sentences: what is said of the cells and rows of an import, and of the values of a form, in the language of who
// gave them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace crm {

// `english` as the engine says it; what it has no other words for stays as it is.
std::string import_sentence(const std::string& english, std::string_view language);

// The same of what was thrown.
Error import_error(const Error& error, std::string_view language);

// {} stands for any text, which {1}, {2} … repeat; one that is a sentence itself is translated too.
struct ImportSentence {
    std::string_view en, pl, mk;
};
const std::vector<ImportSentence>& import_file_sentences();

} // namespace crm

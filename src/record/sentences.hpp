// Sentences: what the engine and the interface say of what was given or asked, in the language of whoever did.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace crm {

// `english` as the engine says it; what it has no other words for stays as it is.
std::string sentence_in(const std::string& english, std::string_view language);

// The same of what was thrown.
Error error_in(const Error& error, std::string_view language);

// {} stands for any text, which {1}, {2} … repeat; one that is a sentence itself is translated too.
struct Sentence {
    std::string_view en, pl, mk;
};
const std::vector<Sentence>& import_file_sentences();

} // namespace crm

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

// {} stands for any text, which {1}, {2} … repeat; {1*} says it in the language too, where it is a sentence or a word
// of these lists. Of several that fit, the one with the most words of its own is meant.
struct Sentence {
    std::string_view en, pl, mk;
};
const std::vector<Sentence>& database_sentences();
const std::vector<Sentence>& import_file_sentences();
const std::vector<Sentence>& import_mapping_sentences();
const std::vector<Sentence>& outside_sentences();
const std::vector<Sentence>& query_sentences();
const std::vector<Sentence>& record_sentences();
const std::vector<Sentence>& request_sentences();
const std::vector<Sentence>& refused_request_sentences();
const std::vector<Sentence>& shape_sentences();
const std::vector<Sentence>& sign_in_sentences();

} // namespace crm

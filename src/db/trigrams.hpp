// Trigrams: a search for patterns, said so that an index of three-letter pieces can answer it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace crm {

// The pieces of three code points in `text`, each once, in order of appearance; none in a shorter text.
std::vector<std::string> trigrams(std::string_view text);

// An FTS5 expression that holds where each word has all trigrams of one of its patterns. A word with a pattern too
// short for the index is left out; empty where nothing remains.
std::string trigram_match(const std::vector<std::vector<std::string>>& words);

// `text` with what LIKE gives a meaning to, %, _ and \, taken literally.
std::string like_escaped(std::string_view text);

} // namespace crm

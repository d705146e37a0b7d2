// Company names as they are compared: without legal form, quotes and the words that half of all companies carry.
#pragma once
#include <string>
#include <string_view>

namespace crm {

// "„ФАКОМ АД“ - Скопје" → "fakom skopje", "ACME Sp. z o.o." → "acme": folded Latin words in their order, without the
// legal forms of Poland, North Macedonia and the English-speaking countries. The words as they are where nothing else
// is left.
std::string company_words(std::string_view name);
// The same words by their loose keys and in alphabetical order: equal for names that are written differently, in either
// alphabet ("Kowalski Jan", "Јан Ковалски"). A key to find candidates by.
std::string name_key(std::string_view name);

} // namespace crm

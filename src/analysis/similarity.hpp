// Similarity of two texts, from 0 (nothing in common) to 1 (the same). Texts are compared octet by octet: fold them
// before.
#pragma once
#include <string_view>

namespace crm {

// Jaro and Winkler: W. E. Winkler, String Comparator Metrics, 1990; prefix weight 0.1 over at most four letters.
double jaro_winkler(std::string_view a, std::string_view b);
// Never less than jaro_winkler, and quickly told: from the lengths and from which letters are in only one of them.
double most_jaro_winkler(std::string_view a, std::string_view b);
// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment); stops counting above `most`.
int edits(std::string_view a, std::string_view b, int most = 255);

} // namespace crm

#include "analysis/similarity.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>

namespace crm {

namespace {

constexpr std::size_t longest = 64; // what follows does not tell names apart

// A bit for each letter and digit that occurs.
std::uint64_t letters_of(std::string_view text) {
    std::uint64_t letters = 0;
    for (unsigned char c : text) letters |= 1ull << (c & 63);
    return letters;
}

} // namespace

double most_jaro_winkler(std::string_view a, std::string_view b) {
    a = a.substr(0, longest);
    b = b.substr(0, longest);
    if (a.empty() || b.empty()) return 0;
    const std::uint64_t letters_a = letters_of(a), letters_b = letters_of(b);
    const auto size_a = static_cast<double>(a.size()), size_b = static_cast<double>(b.size());
    const double common =
        std::min(size_a - std::popcount(letters_a & ~letters_b), size_b - std::popcount(letters_b & ~letters_a));
    const double jaro = (common / size_a + common / size_b + 1) / 3;
    return jaro + 0.4 * (1 - jaro) + 1e-9;
}

double jaro_winkler(std::string_view a, std::string_view b) {
    a = a.substr(0, longest);
    b = b.substr(0, longest);
    if (a == b) return a.empty() ? 0 : 1;
    if (a.empty() || b.empty()) return 0;
    const int size_a = static_cast<int>(a.size()), size_b = static_cast<int>(b.size());
    const int window = std::max(0, std::max(size_a, size_b) / 2 - 1);
    std::array<bool, longest> taken_a{}, taken_b{};
    int common = 0;
    for (int i = 0; i < size_a; ++i)
        for (int j = std::max(0, i - window); j < std::min(size_b, i + window + 1); ++j)
            if (!taken_b[j] && a[i] == b[j]) {
                taken_a[i] = taken_b[j] = true;
                ++common;
                break;
            }
    if (common == 0) return 0;
    int transposed = 0;
    for (int i = 0, j = 0; i < size_a; ++i) {
        if (!taken_a[i]) continue;
        while (!taken_b[j]) ++j;
        transposed += a[i] != b[j++];
    }
    const double c = common;
    const double jaro = (c / size_a + c / size_b + (c - transposed / 2.0) / c) / 3;
    int prefix = 0;
    while (prefix < 4 && prefix < size_a && prefix < size_b && a[prefix] == b[prefix]) ++prefix;
    return jaro + prefix * 0.1 * (1 - jaro);
}

int edits(std::string_view a, std::string_view b, int most) {
    a = a.substr(0, longest);
    b = b.substr(0, longest);
    if (std::abs(static_cast<int>(a.size()) - static_cast<int>(b.size())) > most) return most + 1;
    const std::uint64_t letters_a = letters_of(a), letters_b = letters_of(b);
    if (std::popcount(letters_a & ~letters_b) > most || std::popcount(letters_b & ~letters_a) > most) return most + 1;
    std::array<std::array<int, longest + 1>, 3> rows;
    auto *before = &rows[0], *above = &rows[1], *row = &rows[2];
    for (std::size_t j = 0; j <= b.size(); ++j) (*above)[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        (*row)[0] = static_cast<int>(i);
        int least = (*row)[0];
        for (std::size_t j = 1; j <= b.size(); ++j) {
            int cost = std::min({(*above)[j] + 1, (*row)[j - 1] + 1, (*above)[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost = std::min(cost, (*before)[j - 2] + 1);
            (*row)[j] = cost;
            least = std::min(least, cost);
        }
        if (least > most) return most + 1;
        auto* oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return (*above)[b.size()];
}

} // namespace crm

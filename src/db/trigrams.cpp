#include "db/trigrams.hpp"

#include <algorithm>

namespace crm {

namespace {

constexpr std::size_t most_trigrams = 6; // of one pattern; each more is a long list to walk and hardly narrows

std::string quoted(std::string_view trigram) {
    std::string written = "\"";
    for (char c : trigram) {
        written += c;
        if (c == '"') written += c;
    }
    return written += '"';
}

// Those pieces that narrow the candidates: spread over the pattern, and not the beginning of a word with its first
// letter alone, which stands in a tenth of all records.
std::vector<std::string> telling(std::vector<std::string> pieces) {
    if (pieces.size() > 2 && pieces.front().starts_with("  ")) pieces.erase(pieces.begin());
    if (pieces.size() <= most_trigrams) return pieces;
    std::vector<std::string> spread;
    for (std::size_t i = 0; i < most_trigrams; ++i)
        spread.push_back(pieces[i * (pieces.size() - 1) / (most_trigrams - 1)]);
    return spread;
}

} // namespace

std::vector<std::string> trigrams(std::string_view text) {
    std::vector<std::size_t> starts; // of code points, and the end
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) starts.push_back(i);
    starts.push_back(text.size());
    std::vector<std::string> found;
    for (std::size_t i = 0; i + 3 < starts.size(); ++i) {
        std::string piece(text.substr(starts[i], starts[i + 3] - starts[i]));
        if (std::find(found.begin(), found.end(), piece) == found.end()) found.push_back(std::move(piece));
    }
    return found;
}

std::string trigram_match(const std::vector<std::vector<std::string>>& words) {
    std::string match;
    for (const auto& patterns : words) {
        std::string any;
        bool short_one = false;
        for (const std::string& pattern : patterns) {
            auto pieces = trigrams(pattern);
            short_one = short_one || pieces.empty();
            std::string all;
            for (const std::string& piece : telling(std::move(pieces)))
                all += (all.empty() ? "" : " AND ") + quoted(piece);
            any += (any.empty() ? "(" : " OR (") + all + ")";
        }
        if (short_one || any.empty()) continue;
        match += (match.empty() ? "(" : " AND (") + any + ")";
    }
    return match;
}

std::string like_escaped(std::string_view text) {
    std::string escaped;
    for (char c : text) {
        if (c == '%' || c == '_' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

} // namespace crm

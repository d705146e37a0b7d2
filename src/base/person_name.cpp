#include "base/person_name.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"

namespace crm {

namespace {

constexpr std::string_view titles[] = {"mr",   "mrs",  "ms",   "miss", "dr",  "prof", "inz",  "inż",  "mgr", "hab",
                                       "lek",  "pan",  "pani", "ks",   "adw", "r.pr", "sir",  "dame", "rev", "г-дин",
                                       "г-ѓа", "г-га", "д-р",  "проф", "м-р", "инж",  "herr", "frau", "eng", "phd"};
constexpr std::string_view particles[] = {"van", "von", "de", "der", "den", "da", "di",  "del", "della",
                                          "la",  "le",  "du", "dos", "al",  "el", "bin", "ter"};

std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> parts;
    const std::string clean = squeezed(text);
    for (std::size_t from = 0; from < clean.size();) {
        const auto to = std::min(clean.find(' ', from), clean.size());
        parts.push_back(clean.substr(from, to - from));
        from = to + 1;
    }
    return parts;
}

template <typename List>
bool among(const List& list, std::string_view part) {
    std::string folded = fold(part);
    while (folded.ends_with('.')) folded.pop_back();
    return std::any_of(std::begin(list), std::end(list), [&](std::string_view each) { return fold(each) == folded; });
}

bool all_capitals(std::string_view part) {
    return letters(part) > 1 && lower(part) != part && [&] {
        // No small letter: folding the case upwards changes nothing where there is none.
        const std::string low = lower(part);
        std::size_t same = 0, all = 0;
        for (std::size_t i = 0, j = 0; i < part.size() && j < low.size(); ++i, ++j) {
            const auto c = static_cast<unsigned char>(part[i]);
            if (c == '-' || c == '\'' || (c & 0xC0) == 0x80) continue;
            ++all;
            if (c < 0x80 ? (c >= 'a' && c <= 'z') : false) ++same;
        }
        return all > 0 && same == 0;
    }();
}

std::string joined(const std::vector<std::string>& parts, std::size_t from, std::size_t to) {
    std::string text;
    for (std::size_t i = from; i < to; ++i) (text += text.empty() ? "" : " ") += parts[i];
    return text;
}

} // namespace

PersonName split_name(std::string_view full, bool family_first) {
    PersonName name;
    if (const auto comma = full.find(','); comma != std::string_view::npos) {
        name.family = squeezed(full.substr(0, comma));
        const PersonName rest = split_name(std::string(full.substr(comma + 1)) + " X");
        name.prefix = rest.prefix;
        name.given = rest.given;
        name.middle = rest.middle;
        if (rest.given.empty()) name.given = squeezed(full.substr(comma + 1));
        return name;
    }
    auto parts = parts_of(full);
    std::size_t first = 0;
    while (first + 1 < parts.size() && among(titles, parts[first])) ++first;
    name.prefix = joined(parts, 0, first);
    parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(first));
    if (parts.empty()) return name;
    if (parts.size() == 1) {
        name.given = parts[0];
        return name;
    }
    // KOWALSKI Jan: one is in capitals and the other is not.
    if (!family_first && all_capitals(parts.front()) && !all_capitals(parts.back())) family_first = true;
    if (family_first) {
        name.family = parts.front();
        name.given = parts[1];
        name.middle = joined(parts, 2, parts.size());
        return name;
    }
    std::size_t family = parts.size() - 1;
    while (family > 1 && among(particles, parts[family - 1])) --family;
    name.given = parts[0];
    name.middle = joined(parts, 1, family);
    name.family = joined(parts, family, parts.size());
    return name;
}

} // namespace crm

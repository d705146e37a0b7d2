#include "base/person_name.hpp"

#include <algorithm>
#include <vector>

#include "base/given_names.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

constexpr std::string_view titles[] = {"mr",   "mrs",   "ms",   "miss", "dr",   "prof", "inz",  "inż",   "mgr",
                                       "hab",  "lek",   "pan",  "pani", "ks",   "adw",  "r.pr", "sir",   "dame",
                                       "rev",  "г-дин", "г-ѓа", "г-га", "д-р",  "d-r",  "m-r",  "g-din", "g-gja",
                                       "проф", "м-р",   "инж",  "herr", "frau", "eng",  "phd"};
constexpr std::string_view particles[] = {"van",   "von", "de",    "der",   "den", "da",  "di",  "del", "della",
                                          "delle", "dei", "degli", "dello", "la",  "le",  "du",  "dos", "das",
                                          "do",    "al",  "el",    "bin",   "ibn", "ter", "ten", "zu",  "zur",
                                          "zum",   "af",  "av",    "und",   "фон", "ван", "де"};
constexpr std::string_view suffixes[] = {"jr", "sr", "jun", "sen", "junior", "senior", "ii", "iii", "iv", "мл", "ст"};
constexpr std::string_view degrees[] = {"phd", "ph.d", "md", "m.d", "mba", "msc", "bsc", "esq", "cpa", "dds", "llm"};
// How families of the company's countries are called; a given name that ends so is known as one.
constexpr std::string_view family_endings[] = {"ski",  "ska", "cki", "cka", "dzki", "dzka", "wicz", "czyk",
                                               "czak", "ov",  "ova", "ev",  "eva",  "vic",  "oski", "oska"};

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

std::string in_latin(std::string_view part) {
    return fold(latin(part));
}

bool is_given(std::string_view part) {
    return is_given_name(in_latin(part));
}

bool is_like_family(std::string_view part) {
    constexpr std::size_t shortest = 5;
    const std::string plain = in_latin(part);
    return plain.size() >= shortest && !is_given_name(plain) &&
           std::any_of(std::begin(family_endings), std::end(family_endings),
                       [&](std::string_view each) { return plain.ends_with(each); });
}

bool all_among(const std::vector<std::string>& parts, const auto& list) {
    return !parts.empty() &&
           std::all_of(parts.begin(), parts.end(), [&](const auto& each) { return among(list, each); });
}

void add_word(std::string& text, std::string_view word) {
    (text += text.empty() ? "" : " ") += word;
}

// The name without what stands before and behind it.
struct BareName {
    std::vector<std::string> parts;
    std::string family; // of "Kowalski, Jan": what stands before the comma
    std::string before, suffix;
};

BareName bare(std::string_view full) {
    BareName name;
    bool first = true;
    for (std::size_t from = 0; from <= full.size(); first = false) {
        const auto to = std::min(full.find(',', from), full.size());
        const auto parts = parts_of(full.substr(from, to - from));
        from = to + 1;
        std::string text = joined(parts, 0, parts.size());
        if (!first && all_among(parts, suffixes)) {
            add_word(name.suffix, text);
        } else if (!first && all_among(parts, degrees)) {
            add_word(name.before, text);
        } else {
            if (!first && name.family.empty() && !name.parts.empty())
                name.family = joined(name.parts, 0, name.parts.size()), name.parts.clear();
            name.parts.insert(name.parts.end(), parts.begin(), parts.end());
        }
    }
    auto& parts = name.parts;
    std::string titles_there, degrees_there;
    std::size_t title = 0;
    while (title + 1 < parts.size() && among(titles, parts[title])) add_word(titles_there, parts[title++]);
    parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(title));
    constexpr std::size_t fewest = 2; // a name that is left
    while (parts.size() > fewest || (parts.size() == fewest && !name.family.empty())) {
        if (among(suffixes, parts.back()))
            name.suffix = parts.back() + (name.suffix.empty() ? "" : " " + name.suffix);
        else if (among(degrees, parts.back()))
            degrees_there = parts.back() + (degrees_there.empty() ? "" : " " + degrees_there);
        else
            break;
        parts.pop_back();
    }
    for (const auto* each : {&degrees_there, &name.before})
        if (!each->empty()) add_word(titles_there, *each);
    name.before = titles_there;
    return name;
}

bool is_particle(std::string_view part) {
    return among(particles, part);
}

// Of a family that stands first: where it ends.
std::size_t end_of_family(const std::vector<std::string>& parts) {
    std::size_t end = 0;
    while (end + 2 < parts.size() && is_particle(parts[end])) ++end;
    return end + 1;
}

bool stands_family_first(const std::vector<std::string>& parts) {
    const std::string &first = parts.front(), &last = parts.back();
    // KOWALSKI Jan: one is in capitals and the other is not. von Neumann John: no given name begins so.
    if (all_capitals(first) && !all_capitals(last)) return true;
    if (parts.size() > 2 && is_particle(first) && lower(first) == first) return true;
    return is_like_family(first) && is_given(last);
}

} // namespace

PersonName split_name(std::string_view full, bool family_first) {
    const BareName found = bare(full);
    const auto& parts = found.parts;
    PersonName name;
    name.prefix = found.before;
    if (!found.family.empty()) {
        name.family = found.family;
        if (!parts.empty()) name.given = parts[0];
        name.middle = joined(parts, std::min<std::size_t>(1, parts.size()), parts.size());
    } else if (parts.size() == 1) {
        name.given = parts[0];
    } else if (parts.size() > 1 && (family_first || stands_family_first(parts))) {
        const std::size_t end = end_of_family(parts);
        name.family = joined(parts, 0, end);
        name.given = parts[end];
        name.middle = joined(parts, end + 1, parts.size());
    } else if (!parts.empty()) {
        // From its first particle on it is the family's: "Maria da Costa Silva".
        std::size_t family = 1;
        while (family + 1 < parts.size() && !is_particle(parts[family])) ++family;
        name.given = parts[0];
        name.middle = joined(parts, 1, family);
        name.family = joined(parts, family, parts.size());
    }
    if (!found.suffix.empty()) add_word(name.family.empty() ? name.given : name.family, found.suffix);
    return name;
}

void NameOrder::see(std::string_view full) {
    const BareName found = bare(full);
    if (!found.family.empty() || found.parts.size() < 2) return;
    const std::string &first = found.parts.front(), &last = found.parts.back();
    const bool first_given = is_given(first), last_given = is_given(last);
    if ((last_given && !first_given) || (is_like_family(first) && !is_like_family(last) && !first_given))
        ++family_first_;
    else if ((first_given && !last_given) || (is_like_family(last) && !is_like_family(first)))
        ++given_first_;
}

bool NameOrder::family_first() const {
    constexpr std::int64_t times = 5;
    return family_first_ > 0 && family_first_ >= times * given_first_;
}

} // namespace crm

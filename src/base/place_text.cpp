#include "base/place_text.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/country.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t digits_at(std::string_view text) {
    std::size_t count = 0;
    while (count < text.size() && digit(text[count])) ++count;
    return count;
}

// The length of a postal code at the beginning: 00-001, 1000, 10115, or with the country before it: PL-00-001.
std::size_t code_length(std::string_view text) {
    const std::size_t first = digits_at(text);
    if (first == 2 && text.size() >= 6 && text[2] == '-' && digits_at(text.substr(3)) == 3) return 6;
    if (first == 3 && text.size() >= 6 && text[3] == ' ' && digits_at(text.substr(4)) == 2) return 6; // 110 00
    return first == 4 || first == 5 ? first : 0;
}

// "00-001 Warszawa" or "Warszawa 00-001".
bool take_town(std::string_view segment, PlaceText& place) {
    segment = trimmed(segment);
    for (std::string_view lead : {"PL-", "PL ", "MK-", "MK ", "DE-", "D-"})
        if (segment.starts_with(lead) && code_length(segment.substr(lead.size()))) segment.remove_prefix(lead.size());
    if (const auto length = code_length(segment)) {
        const auto town = trimmed(segment.substr(length));
        if (!town.empty() && digit(town[0])) return false;
        place.postal_code = segment.substr(0, length);
        place.city = town;
        return true;
    }
    const auto space = segment.rfind(' ');
    if (space == std::string_view::npos) return false;
    const auto last = segment.substr(space + 1);
    const auto length = code_length(last);
    if (!length || length != last.size()) return false;
    // "Długa 1234" would be a street with its house: only the Polish form is sure behind a town.
    if (length != 6) return false;
    place.postal_code = last;
    place.city = trimmed(segment.substr(0, space));
    return true;
}

// "ul. Prosta 1/2", "Prosta 12a m. 3": the house is the last word that begins with a digit.
void take_street(std::string_view segment, PlaceText& place) {
    std::string text(trimmed(segment));
    const auto flat_word = [&](std::string_view word) {
        const auto at = text.rfind(word);
        if (at == std::string::npos || at == 0) return;
        const std::string behind(trimmed(std::string_view(text).substr(at + word.size())));
        if (behind.empty() || behind.size() > 6 || !digit(behind[0])) return;
        place.flat = behind;
        text = trimmed(std::string_view(text).substr(0, at));
    };
    for (std::string_view word : {" m. ", " m ", " lok. ", " lok ", " стан ", " apt. ", " apt "})
        if (place.flat.empty()) flat_word(word);
    const auto space = text.rfind(' ');
    const std::string last = space == std::string::npos ? "" : text.substr(space + 1);
    const bool number = !last.empty() && digit(last[0]) && last.size() <= 9;
    if (!number) {
        if (!place.flat.empty()) text += " " + std::exchange(place.flat, "");
        place.street = text;
        return;
    }
    place.street = trimmed(std::string_view(text).substr(0, space));
    const auto stroke = last.find('/');
    place.house = last.substr(0, stroke);
    if (stroke != std::string::npos && place.flat.empty()) place.flat = last.substr(stroke + 1);
}

} // namespace

PlaceText split_place(std::string_view line) {
    constexpr std::size_t longest = 300;
    PlaceText whole;
    whole.street = squeezed(line);
    if (line.size() > longest) return whole;
    std::vector<std::string> segments;
    for (std::size_t from = 0; from <= line.size();) {
        const auto to = std::min(line.find_first_of(",;\n\r", from), line.size());
        if (auto each = squeezed(line.substr(from, to - from)); !each.empty()) segments.push_back(std::move(each));
        from = to + 1;
    }
    if (segments.size() < 2) return whole;
    PlaceText place;
    if (const auto country = country_named(segments.back()); country && segments.back().size() > 2) {
        place.country = *country;
        segments.pop_back();
    }
    std::optional<std::size_t> town;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        PlaceText tried = place;
        if (!take_town(segments[i], tried)) continue;
        if (town) return whole; // two that could be it
        town = i;
        place = tried;
    }
    if (!town || *town == 0) return whole;
    if (place.city.empty()) { // Warszawa, 00-001
        if (*town < 2) return whole;
        place.city = segments[*town - 1];
        segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(*town - 1));
        --*town;
    }
    if (*town != 1 || segments.size() > 3) return whole;
    if (segments.size() == 3) place.region = segments[2];
    take_street(segments[0], place);
    return place;
}

} // namespace crm

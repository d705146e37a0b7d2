#include "record/headings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace crm {

namespace {

const Label& name_of_part(std::string_view part) {
    static const std::array<std::pair<std::string_view, Label>, 8> parts = {{
        {"currency", {"currency", "waluta", "валута"}},
        {"street", {"street", "ulica", "улица"}},
        {"house", {"house number", "numer domu", "куќен број"}},
        {"flat", {"flat", "numer lokalu", "стан"}},
        {"postal_code", {"postal code", "kod pocztowy", "поштенски број"}},
        {"city", {"city", "miejscowość", "место"}},
        {"region", {"region", "województwo", "регион"}},
        {"country", {"country", "kraj", "земја"}},
    }};
    static const Label none;
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const auto& each) { return each.first == part; });
    return found == parts.end() ? none : found->second;
}

} // namespace

Label heading(const Field& field, std::string_view part) {
    const Label& named = name_of_part(part);
    if (named.en.empty()) return field.label;
    Label whole;
    for (const auto& [text, language] : {std::pair{&Label::en, "en"}, {&Label::pl, "pl"}, {&Label::mk, "mk"}})
        whole.*text = field.label.in(language) + ": " + named.*text;
    return whole;
}

bool is_heading(std::string_view text, const Field& field, std::string_view part) {
    const Label known = heading(field, part);
    const std::string folded = fold(trimmed(text));
    return folded == fold(known.en) || folded == fold(known.pl) || folded == fold(known.mk);
}

} // namespace crm

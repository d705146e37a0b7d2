#include <unordered_map>

#include "analysis/duplicates.hpp"
#include "base/company_name.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

// What addresses write now so, now so, in the three languages.
std::string_view usual(std::string_view word) {
    static const std::unordered_map<std::string_view, std::string_view> same = {
        {"street", "st"}, {"avenue", "ave"},  {"av", "ave"},     {"boulevard", "blvd"}, {"bulevar", "blvd"},
        {"bul", "blvd"},  {"road", "rd"},     {"drive", "dr"},   {"lane", "ln"},        {"place", "pl"},
        {"plac", "pl"},   {"square", "sq"},   {"court", "ct"},   {"highway", "hwy"},    {"north", "n"},
        {"south", "s"},   {"east", "e"},      {"west", "w"},     {"ulica", "ul"},       {"ulitsa", "ul"},
        {"aleja", "al"},  {"aleje", "al"},    {"osiedle", "os"}, {"ploshtad", "pl"},    {"naselba", "nas"},
        {"first", "1st"}, {"second", "2nd"},  {"third", "3rd"},  {"fourth", "4th"},     {"fifth", "5th"},
        {"sixth", "6th"}, {"seventh", "7th"}, {"eighth", "8th"}, {"ninth", "9th"},      {"tenth", "10th"}};
    const auto found = same.find(word);
    return found == same.end() ? word : found->second;
}

std::string joined_words(std::string_view text, bool of_place) {
    std::string joined;
    for (const std::string& word : words(fold(latin(text))))
        (joined += joined.empty() ? "" : " ") += of_place ? usual(word) : word;
    return joined;
}

std::string letters_and_digits(std::string_view text) {
    std::string kept;
    for (char c : fold(latin(text)))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept += c;
    return kept;
}

std::string comparable(Meaning meaning, std::string_view value) {
    switch (meaning) {
    case Meaning::name:
        return company_words(value);
    case Meaning::given:
    case Meaning::family:
        return joined_words(value, false);
    case Meaning::words:
        return joined_words(value, true);
    case Meaning::exact:
        return fold(trimmed(value));
    default:
        return letters_and_digits(value);
    }
}

} // namespace

void DuplicateTable::add(const std::vector<std::string_view>& values) {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        starts_.push_back(static_cast<std::uint32_t>(text_.size()));
        if (i < values.size() && !values[i].empty()) text_ += comparable(fields_[i], values[i]);
    }
}

std::string_view DuplicateTable::at(std::size_t record, std::size_t field) const {
    const std::size_t place = record * fields_.size() + field;
    const std::size_t end = place + 1 < starts_.size() ? starts_[place + 1] : text_.size();
    return std::string_view(text_).substr(starts_[place], end - starts_[place]);
}

} // namespace crm

#include "base/company_name.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"

namespace crm {

namespace {

// Longer forms stand before those that they contain. Folded and in Latin.
constexpr std::array<std::string_view, 39> legal_forms = {"spolka z ograniczona odpowiedzialnoscia spolka komandytowa",
                                                          "spolka z ograniczona odpowiedzialnoscia",
                                                          "drushtvo so ogranichena odgovornost od edno lice",
                                                          "drushtvo so ogranichena odgovornost",
                                                          "sp z o o spolka komandytowa",
                                                          "spolka komandytowo akcyjna",
                                                          "prosta spolka akcyjna",
                                                          "spolka komandytowa",
                                                          "spolka partnerska",
                                                          "spolka z o o",
                                                          "spolka akcyjna",
                                                          "spolka cywilna",
                                                          "spolka jawna",
                                                          "akcionersko drushtvo",
                                                          "sp z o o sp k",
                                                          "sp z o o",
                                                          "sp zoo",
                                                          "spzoo",
                                                          "d o o e l",
                                                          "d o o",
                                                          "dooel",
                                                          "doo",
                                                          "sp k",
                                                          "sp j",
                                                          "s k a",
                                                          "p s a",
                                                          "s a",
                                                          "s c",
                                                          "ska",
                                                          "psa",
                                                          "gmbh",
                                                          "limited",
                                                          "ltd",
                                                          "llc",
                                                          "inc",
                                                          "plc",
                                                          "ad",
                                                          "sa",
                                                          "sc"};
constexpr std::array<std::string_view, 18> common_words = {
    "firma",        "przedsiebiorstwo", "zaklad", "grupa", "drushtvo", "za",  "trgovija", "uslugi",
    "proizvodstvo", "promet",           "uvoz",   "izvoz", "i",        "and", "the",      "of",
    "handlowe",     "uslugowe"};

std::vector<std::string> plain_words(std::string_view name) {
    std::vector<std::string> found;
    for (auto& word : words(fold(latin(name)))) found.push_back(std::move(word));
    return found;
}

std::size_t words_of_form(const std::vector<std::string>& all, std::size_t at, std::string_view form) {
    std::size_t count = 0;
    while (!form.empty()) {
        const auto space = std::min(form.find(' '), form.size());
        if (at + count >= all.size() || all[at + count] != form.substr(0, space)) return 0;
        ++count;
        form.remove_prefix(std::min(space + 1, form.size()));
    }
    return count;
}

std::vector<std::string> telling_words(std::string_view name) {
    std::vector<std::string> all = plain_words(name);
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < all.size();) {
        std::size_t skipped = 0;
        if (all.size() > 1)
            for (const auto form : legal_forms)
                if ((skipped = words_of_form(all, i, form))) break;
        if (!skipped && std::find(common_words.begin(), common_words.end(), all[i]) == common_words.end())
            kept.push_back(all[i]);
        i += std::max<std::size_t>(skipped, 1);
    }
    return kept.empty() ? all : kept;
}

} // namespace

std::string company_words(std::string_view name) {
    std::string joined;
    for (const auto& word : telling_words(name)) (joined += joined.empty() ? "" : " ") += word;
    return joined;
}

std::string name_key(std::string_view name) {
    std::vector<std::string> keys;
    for (const auto& word : telling_words(name)) keys.push_back(loose_key(word));
    std::sort(keys.begin(), keys.end());
    std::string joined;
    for (const auto& key : keys) (joined += joined.empty() ? "" : " ") += key;
    return joined;
}

} // namespace crm

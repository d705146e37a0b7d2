#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <sstream>
#include <thread>

#include "base/text.hpp"

namespace crm {
namespace {

std::vector<std::string> split_words(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

void expect_order(const char* language, const std::string& expected) {
    Collation collation(language);
    auto sorted = split_words(expected);
    std::reverse(sorted.begin(), sorted.end());
    std::sort(sorted.begin(), sorted.end(), [&](auto& a, auto& b) { return collation.key(a) < collation.key(b); });
    EXPECT_EQ(sorted, split_words(expected)) << language;
}

TEST(Collation, polish_letters_stand_behind_their_plain_ones) {
    expect_order("pl", "Cyk Czech Ćwik Los Lz Łoś Sowa Śliwa zez Źrebak żaba");
    expect_order("pl", "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż");
}

TEST(Collation, macedonian_letters_stand_in_their_alphabet) {
    const char* expected =
        "ГА Гоце ГЦ Дана ЃА Ѓорѓи Звезда Ѕвезда Ивана Јована Кире Лена Љупчо Н Њ Тодор Ќиро Цане Чедо Џон";
    const char* alphabet = "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш";
    for (auto language : {"mk", "pl", "en"}) {
        expect_order(language, expected);
        expect_order(language, alphabet);
    }
}

TEST(Collation, polish_letters_are_in_order_in_any_company) {
    for (auto language : {"pl", "mk", "en"}) {
        expect_order(language, "Cyk Czech Ćwik Los Lz Łoś Sowa Śliwa zez Źrebak żaba");
        expect_order(language, "cwal cygan Ćwik");
    }
}

TEST(Collation, other_accents_are_a_lesser_difference) {
    for (auto language : {"pl", "en"}) expect_order(language, "cafe café cafes");
}

TEST(Collation, the_companys_script_comes_first) {
    expect_order("pl", "5 Adam żaba Адам Џон");
    expect_order("en", "5 Adam zebra Адам Џон");
    expect_order("mk", "5 Адам Џон Adam żaba");
}

TEST(Collation, digits_are_plain_text) {
    expect_order("pl", "F/10/2026 F/2/2026 F/20/2026");
}

TEST(Collation, capitals_differ_last) {
    Collation collation("pl");
    EXPECT_LT(collation.key("anna a"), collation.key("Anna b"));
    EXPECT_NE(collation.key("anna"), collation.key("Anna"));
    EXPECT_EQ(collation.key("z\u0307aba"), collation.key("żaba"));
}

TEST(Collation, a_key_is_cut_to_the_octets_asked_for) {
    Collation collation("mk");
    auto text = std::string("Претпријатие за производство, трговија и услуги увоз-извоз Скопје Љубојно Ѓавато");
    auto whole = collation.key(text, 4000);
    EXPECT_GT(whole.size(), 96u);
    EXPECT_EQ(collation.key(text), whole.substr(0, 96));
    EXPECT_EQ(collation.key(text, 10), whole.substr(0, 10));
    EXPECT_EQ(collation.key(text, 0), "");
    EXPECT_LT(collation.key(""), collation.key(" "));
    std::string longest;
    for (int i = 0; i < 300; ++i) longest += "ża😀";
    EXPECT_EQ(collation.key(longest, 1000), collation.key(longest, 5000).substr(0, 1000));
    EXPECT_GT(collation.key(longest, 5000).size(), 1000u);
    EXPECT_LE(collation.key("Łódź").size(), 20u);
    EXPECT_EQ(collation.key("Łódź").find('\0'), std::string::npos);
}

TEST(Collation, other_languages_are_ordered_as_icu_has_them) {
    expect_order("cs", "cena hora chata město");
    expect_order("xx", "a b c");
    expect_order("", "a b c");
}

TEST(Collation, its_version_names_icu_and_the_language) {
    EXPECT_TRUE(Collation("pl").version().starts_with("icu "));
    EXPECT_NE(Collation("pl").version(), Collation("mk").version());
    EXPECT_EQ(Collation("pl").version(), Collation("pl").version());
}

TEST(Collation, several_threads_get_the_same_keys) {
    Collation collation("mk");
    auto names = split_words("Ѓорѓи Љупчо Łoś Śliwa Anna Џон Ќиро");
    std::vector<std::string> expected;
    for (auto& name : names) expected.push_back(collation.key(name));
    std::vector<int> wrong(4);
    std::vector<std::thread> threads;
    for (auto& count : wrong)
        threads.emplace_back([&] {
            for (int round = 0; round < 500; ++round)
                for (std::size_t i = 0; i < names.size(); ++i) count += collation.key(names[i]) != expected[i];
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, std::vector<int>(4));
}

TEST(Collation, short_keys_order_as_long_ones_do) {
    Collation collation("pl");
    EXPECT_TRUE(rc::check([&] {
        auto letter =
            rc::gen::elementOf(std::vector<std::string>{"a", "ą", "B", "ć", "Ł", "z", "ż", "Ѓ", "ќ", " ", "7", "-"});
        auto text =
            rc::gen::map(rc::gen::container<std::vector<std::string>>(letter), [](const std::vector<std::string>& all) {
                std::string out;
                for (auto& each : all) out += each;
                return out;
            });
        auto a = *text, b = *text;
        if (collation.key(a, 8) < collation.key(b, 8)) RC_ASSERT(collation.key(a, 4000) < collation.key(b, 4000));
        RC_ASSERT((collation.key(a, 4000) == collation.key(b, 4000)) == (a == b));
    }));
}

} // namespace
} // namespace crm

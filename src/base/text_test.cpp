#include "base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/utf8.hpp"

namespace crm {
namespace {

// Texts of the alphabets in use, with marks, white space and signs between.
rc::Gen<std::string> any_text() {
    auto point = rc::gen::oneOf(rc::gen::inRange<int>(32, 127), rc::gen::inRange<int>(0xa0, 0x250),
                                rc::gen::inRange<int>(0x300, 0x320), rc::gen::inRange<int>(0x400, 0x460),
                                rc::gen::inRange<int>(0x1e00, 0x2030), rc::gen::inRange<int>(0x1f600, 0x1f640));
    return rc::gen::map(rc::gen::container<std::vector<int>>(point), [](const std::vector<int>& points) {
        std::string out;
        for (int each : points) utf8::append(out, static_cast<char32_t>(each));
        return out;
    });
}

TEST(Utf8, is_checked_strictly) {
    for (auto text : {"", "abc", "Łódź", "Ѓорѓи", "😀", "\u0301"}) EXPECT_TRUE(valid_utf8(text)) << text;
    for (std::string_view text : {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xc5", "\x80", "\xf4\x90\x80\x80"})
        EXPECT_FALSE(valid_utf8(text));
    EXPECT_FALSE(valid_utf8(std::string_view("a\0b", 3)));
}

TEST(Utf8, reading_what_is_broken_stays_inside_the_text) {
    for (std::string_view text : {"\xff", "\xc5", "\xe2\x80", "\xf0\x9f\x98", "a\xc5", "\x80\x80\x80\x80\x80"}) {
        EXPECT_NO_THROW(fold(text));
        EXPECT_NO_THROW(loose_key(text));
        EXPECT_NO_THROW(lower(text));
        EXPECT_NO_THROW(trimmed(text));
        EXPECT_NO_THROW(words(text));
        EXPECT_NO_THROW(nfc(text));
        EXPECT_NO_THROW(Collation("pl").key(text));
    }
}

TEST(Nfc, joins_letters_with_their_marks) {
    EXPECT_EQ(nfc("Г\u0301ор"), "Ѓор");
    EXPECT_EQ(nfc("z\u0307o\u0301\u0142c"), "żółc");
    EXPECT_EQ(nfc("Łódź"), "Łódź");
    EXPECT_EQ(nfc("\u212b\u2126"), "ÅΩ");
    EXPECT_EQ(nfc("й и\u0306"), "й й");
    EXPECT_EQ(nfc(""), "");
}

TEST(Nfc, twice_is_as_once) {
    EXPECT_TRUE(rc::check([] {
        auto once = nfc(*any_text());
        RC_ASSERT(nfc(once) == once);
        RC_ASSERT(valid_utf8(once));
    }));
}

TEST(Trimmed, takes_every_white_space_of_unicode) {
    EXPECT_EQ(trimmed(" \t\u00a0\u202fŁódź\u2003\r\n"), "Łódź");
    EXPECT_EQ(trimmed("a b"), "a b");
    EXPECT_EQ(trimmed("\u3000"), "");
    EXPECT_EQ(trimmed(""), "");
    EXPECT_EQ(squeezed("  Anna\u00a0 \n Nowak "), "Anna Nowak");
    EXPECT_EQ(squeezed("x"), "x");
    EXPECT_EQ(squeezed("\u00a0"), "");
}

TEST(Letters, are_code_points) {
    EXPECT_EQ(letters("Łódź"), 4u);
    EXPECT_EQ(letters("😀a"), 2u);
    EXPECT_EQ(cut("Łódź", 2), "Łó");
    EXPECT_EQ(cut("Łódź", 4), "Łódź");
    EXPECT_EQ(cut("Łódź", 9), "Łódź");
    EXPECT_EQ(cut("Łódź", 0), "");
}

TEST(Letters, a_cut_text_is_a_front_of_that_many) {
    EXPECT_TRUE(rc::check([] {
        auto text = *any_text();
        auto length = static_cast<std::size_t>(*rc::gen::inRange(0, 20));
        auto front = cut(text, length);
        RC_ASSERT(text.starts_with(front));
        RC_ASSERT(letters(front) == std::min(length, letters(text)));
    }));
}

TEST(Lower, knows_our_alphabets) {
    EXPECT_EQ(lower("ŻÓŁĆ Łódź"), "żółć łódź");
    EXPECT_EQ(lower("ЃОРЃИ ЌОСЕВ Ѕ Џ"), "ѓорѓи ќосев ѕ џ");
    EXPECT_EQ(lower("AZ az 09 [`{@"), "az az 09 [`{@");
}

TEST(Fold, drops_marks_and_strokes_and_capitals) {
    EXPECT_EQ(fold("Zażółć GĘŚLĄ jaźń"), "zazolc gesla jazn");
    EXPECT_EQ(fold("ŁÓDŹ Đorđi Straße Ørsted Æ œ"), "lodz dordi strasse orsted ae oe");
    EXPECT_EQ(fold("Ѓорѓи Ќосев Њ Љ Џ Ѕ Јована"), "горги косев њ љ џ ѕ јована");
    EXPECT_EQ(fold("ﬁ Ⅷ ２ ½ №"), "fi viii 2 1\u20442 no");
    EXPECT_EQ(fold("z\u0307o\u0301l"), "zol");
    EXPECT_EQ(fold("e\u0323\u0302 ệ"), "e e");
    EXPECT_EQ(fold("so\u00adft\u200b"), "soft");
    EXPECT_EQ(fold("Νίκος ẞ İ"), "νικοσ ss i");
}

TEST(Fold, is_the_same_for_every_form_of_a_text_and_twice_as_once) {
    EXPECT_TRUE(rc::check([] {
        auto text = *any_text();
        RC_ASSERT(fold(nfc(text)) == fold(text));
        RC_ASSERT(fold(fold(text)) == fold(text));
    }));
}

TEST(Latin, follows_the_passport_table) {
    EXPECT_EQ(latin("Ѓорѓи"), "Gjorgji");
    EXPECT_EQ(latin("ЃОРЃИ"), "GJORGJI");
    EXPECT_EQ(latin("Г\u0301орг\u0301и"), "Gjorgji");
    EXPECT_EQ(latin("абвгдѓежзѕијклљмнњопрстќуфхцчџш"), "abvgdgjezhzdzijklljmnnjoprstkjufhcchdjsh");
    EXPECT_EQ(latin("АБВГДЃЕЖЗЅИЈКЛЉМНЊОПРСТЌУФХЦЧЏШ"), "ABVGDGJEZHZDZIJKLLJMNNJOPRSTKJUFHCCHDJSH");
    EXPECT_EQ(latin("Љупчо"), "Ljupcho");
    EXPECT_EQ(latin("Љ"), "Lj");
    EXPECT_EQ(latin("Љ. Петров"), "Lj. Petrov");
    EXPECT_EQ(latin("БОЉ"), "BOLJ");
    EXPECT_EQ(latin("Џон Ќосев"), "Djon Kjosev");
    EXPECT_EQ(latin("Łódź, ul. Ř 5"), "Łódź, ul. Ř 5");
    EXPECT_EQ(latin("сѐ ѝ"), "se i");
}

TEST(LooseKey, all_spellings_of_a_name_give_one_key) {
    for (auto& [key, spellings] : std::vector<std::pair<const char*, std::vector<const char*>>>{
             {"gorgi",
              {"Ѓорѓи", "Gjorgji", "Ǵorǵi", "Đorđi", "Gorgi", "Djordji", "ЃОРЃИ", "Г\u0301орг\u0301и", "ђорђи"}},
             {"kosev", {"Ќосев", "Kjosev", "Kosev", "Ćosev", "Ḱosev"}},
             {"lupco", {"Љупчо", "Ljupcho", "Ljupčo", "Lupco"}},
             {"zivko", {"Живко", "Zhivko", "Živko", "Zivko"}},
             {"negos", {"Његош", "Njegosh", "Negos", "Njegoš"}}})
        for (auto spelling : spellings) EXPECT_EQ(loose_key(spelling), key) << spelling;
}

TEST(LooseKey, keeps_letters_and_digits_only) {
    EXPECT_EQ(loose_key("Łódź-5, ul. Żabia"), "loz5ulzabia"); // dz is z
    EXPECT_EQ(loose_key("S. Hristov"), "shristov");           // not one sh
    EXPECT_EQ(loose_key("Щерю Йовчев"), "sterjujovcev");
    EXPECT_EQ(loose_key("Straße Ｅ２"), "strassee2");
    EXPECT_EQ(loose_key("東京"), "");
    EXPECT_EQ(loose_key(""), "");
}

TEST(LooseKey, is_that_of_the_transliteration_and_of_any_form) {
    EXPECT_TRUE(rc::check([] {
        auto text = *any_text();
        auto key = loose_key(text);
        // A mark of its own over a letter that becomes two would pass to the second of them.
        if (nfc(latin(text)) == latin(text)) RC_ASSERT(loose_key(latin(text)) == key);
        RC_ASSERT(loose_key(nfc(text)) == key);
        for (char letter : key) RC_ASSERT((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'));
    }));
}

TEST(Words, are_split_at_what_is_neither_letter_nor_digit) {
    EXPECT_EQ(words("Anna Nowak-Kowalska, ul. Długa 5/7"),
              (std::vector<std::string>{"Anna", "Nowak", "Kowalska", "ul", "Długa", "5", "7"}));
    EXPECT_EQ(words("„ФАКОМ АД“ – Скопје"), (std::vector<std::string>{"ФАКОМ", "АД", "Скопје"}));
    EXPECT_EQ(words("e\u0301a"), (std::vector<std::string>{"e\u0301a"}));
    EXPECT_TRUE(words("").empty());
    EXPECT_TRUE(words(" -- \u00a0").empty());
}

TEST(DigitsOf, keeps_decimal_digits_of_every_script) {
    EXPECT_EQ(digits_of("+48 501-234-567"), "48501234567");
    EXPECT_EQ(digits_of("٣٤ ２"), "342");
    EXPECT_EQ(digits_of("brak"), "");
}

TEST(AsName, makes_a_name_of_a_header) {
    EXPECT_EQ(as_name("Kod pocztowy"), "kod_pocztowy");
    EXPECT_EQ(as_name("  Łączna wartość (zł) "), "laczna_wartosc_zl");
    EXPECT_EQ(as_name("Име и презиме"), "ime_i_prezime");
    EXPECT_EQ(as_name("E-mail #1"), "e_mail_1");
    EXPECT_EQ(as_name("a very long header", 7), "a_very");
    EXPECT_EQ(as_name("東京"), "");
}

} // namespace
} // namespace crm

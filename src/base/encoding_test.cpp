#include "base/encoding.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace crm {

namespace {

std::string guessed(std::string_view octets) {
    EncodingGuess guess;
    guess.feed(octets);
    return guess.answer().encoding;
}

} // namespace

TEST(Encoding, utf8_is_known_with_its_mark_and_without) {
    EXPECT_EQ(guessed("name\nŻółć\n"), "UTF-8");
    EXPECT_EQ(guessed("\xEF\xBB\xBFname\nA\n"), "UTF-8");
    EXPECT_EQ(guessed("plain"), "UTF-8");
    EXPECT_EQ(guessed(""), "UTF-8");
    EXPECT_EQ(decoded("\xEF\xBB\xBFname", "UTF-8"), "name");
}

TEST(Encoding, utf16_is_known_by_its_mark_or_by_its_nuls) {
    EXPECT_EQ(guessed(std::string("\xFF\xFEn\0a\0", 6)), "UTF-16LE");
    EXPECT_EQ(guessed(std::string("\xFE\xFF\0n\0a", 6)), "UTF-16BE");
    EXPECT_EQ(guessed(std::string("n\0a\0m\0e\0\n\0A\0", 12)), "UTF-16LE");
    EXPECT_EQ(guessed(std::string("\0n\0a\0m\0e\0\n\0A", 12)), "UTF-16BE");
    EXPECT_EQ(decoded(std::string("\xFF\xFE\x41\x01,\0\x04\x04", 8), "UTF-16LE"), "Ł,Є");
}

TEST(Encoding, polish_of_windows_and_of_iso_are_told_apart_by_their_letters) {
    EXPECT_EQ(guessed("Imi\xEA;\x8Cledziona;ul. Pi\xEAkna;\xAF\xF3\xB3\xE6;pi\xB9tek"), "windows-1250");
    EXPECT_EQ(guessed("Imi\xEA;\xA6ledziona;ul. Pi\xEAkna;\xAF\xF3\xB3\xE6;pi\xB1tek"), "ISO-8859-2");
    EXPECT_EQ(decoded("\x8Cledziona pi\xB9tek", "windows-1250"), "Śledziona piątek");
    EXPECT_EQ(decoded("\xA6ledziona pi\xB1tek", "ISO-8859-2"), "Śledziona piątek");
}

TEST(Encoding, macedonian_of_windows_is_known) {
    const std::string text = "\xC8\xEC\xE5;\xCF\xF0\xE5\xE7\xE8\xEC\xE5\n\x83\xEE\xF0\xFC\xE8;\xCD\xE8\xEA\xEE\xEB\xEE"
                             "\xE2\xF1\xEA\xE8;\xD1\xEA\xEE\xEF\xBC\xE5\n";
    EXPECT_EQ(guessed(text), "windows-1251");
    EXPECT_EQ(decoded("\xD1\xEA\xEE\xEF\xBC\xE5", "windows-1251"), "Скопје");
}

TEST(Encoding, a_text_mostly_in_utf8_stays_so_and_is_called_mixed) {
    EncodingGuess guess;
    guess.feed("Łódź,Gdańsk,Kraków,\xB3\xF3 d");
    EXPECT_EQ(guess.answer().encoding, "UTF-8");
    EXPECT_TRUE(guess.answer().mixed);
}

TEST(Encoding, a_word_in_utf8_among_words_of_windows_makes_a_mixed_text) {
    EncodingGuess guess;
    guess.feed("name,person\nOk,Ана\nBad,\xCF\xE5\xF2\xE0\xF0 \xCF\xE5\xF2\xF0\xEE\xE2\n");
    EXPECT_TRUE(guess.answer().mixed);
}

TEST(Encoding, a_few_words_of_each_make_a_mixed_text_too) {
    for (const char* text : {"Company,City\nMiśka,Kraków\n\xA3o\x9C,\xA3\xF3"
                             "d\x9F\n",
                             "name\nŻak\nKo\x9Cmider\n"}) {
        EncodingGuess guess;
        guess.feed(text);
        EXPECT_EQ(guess.answer().encoding, "UTF-8") << text;
        EXPECT_TRUE(guess.answer().mixed) << text;
    }
    EXPECT_EQ(guessed("Imi\xEA;\x8Cledziona;\xC5\x81\xF3"
                      "d\x9F;pi\xB9tek"),
              "UTF-8");
}

TEST(Encoding, a_line_of_each_is_enough_to_see_two_encodings) {
    for (const char* text : {"name\nJosé\nStra\xDF"
                             "e\nM\xFCller\n", // windows-1252
                             "name\nŁ\n\xBF\xF3\xB3w\nK\xEApa\nG\xEA\x9C\nW\xB9s\n",
                             "име\nОхрид\n\xCE\xF5\xF0\xE8\xE4\n\xC1\xE8\xF2\xEE\xEB\xE0\n"}) {
        EncodingGuess guess;
        guess.feed(text);
        EXPECT_EQ(guess.answer().encoding, "UTF-8") << text;
        EXPECT_TRUE(guess.answer().mixed) << text;
    }
    // Most of it in another: that one is read, and it is said that some is not in it.
    std::string mostly = "name\nKraków\n";
    for (int i = 0; i < 9; ++i)
        mostly += "\xA3\xF3"
                  "d\x9F\n";
    EncodingGuess guess;
    guess.feed(mostly);
    EXPECT_EQ(guess.answer().encoding, "windows-1250");
    EXPECT_TRUE(guess.answer().mixed);
}

TEST(Encoding, plain_words_are_not_taken_for_those_of_dos) {
    EXPECT_EQ(guessed("\xABJa\xBB jest mi\xB3y"), "windows-1250"); // «Ja», where IBM852 has letters
    EXPECT_EQ(guessed("O\x92"
                      "Brien, D\x92"
                      "Amico, \x93Zorza\x94 Ltd\x99, 2010\x96"
                      "12"),
              "windows-1250"); // ’ “ ” – are the same in all of Windows
    EXPECT_EQ(guessed("\x84Zorza\x94 Sp. z o.o., \xA3\xF3"
                      "d\x9F"),
              "windows-1250");
    EXPECT_EQ(guessed("M\x84"
                      "dchen, Gr\x94\xE1"
                      "e, f\x81r"),
              "IBM852");
    EXPECT_EQ(guessed("na\xEFve fa\xE7"
                      "ade \xA9 2024"),
              "windows-1252");
    EXPECT_EQ(guessed("\x98wi\xA9tos\x88"
                      "awa, \xBD\xA2\x88\x86, pi\xA5tek"),
              "IBM852");
    for (const char* few : {"M\xFCller\n", "caf\xE9 cr\xE8me\n"}) {
        EncodingGuess guess;
        guess.feed(few);
        EXPECT_NE(guess.answer().encoding, "IBM852");
        EXPECT_LT(guess.answer().sure, 0.9); // two letters in all say little
    }
}

TEST(Encoding, pieces_may_be_cut_anywhere) {
    const std::string utf8 = "name;Zażółć gęślą jaźń;€;Љубљана";
    for (std::size_t cut = 1; cut < utf8.size(); ++cut) {
        EncodingGuess guess;
        guess.feed(utf8.substr(0, cut));
        guess.feed(utf8.substr(cut));
        EXPECT_EQ(guess.answer().encoding, "UTF-8");
        EXPECT_FALSE(guess.answer().mixed) << cut;
        std::string out;
        Utf8Decoder decoder("UTF-8");
        decoder.decode(utf8.substr(0, cut), false, out);
        decoder.decode(utf8.substr(cut), true, out);
        EXPECT_EQ(out, utf8);
    }
}

TEST(Encoding, an_unknown_encoding_is_refused_with_the_known_ones) {
    EXPECT_THROW(decoded("x", "EBCDIC"), std::exception);
    EXPECT_EQ(decoded("\xB9", "WINDOWS-1250"), "ą");
}

// Pages of real sites and books, gathered for a detector of encodings.
TEST(Encoding, real_pages_are_told_apart) {
    const auto folder = std::filesystem::path(RELACJA_SOURCE) / "../shared/data/import/encodings_chardet/tests";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the folder of real files is not here";
    std::map<std::string, std::pair<int, int>> right; // by encoding: right, all
    for (const auto& each : std::filesystem::directory_iterator(folder)) {
        const std::string name = each.path().filename().string();
        const std::string encoding = name.starts_with("windows-125") ? name.substr(0, 12)
                                     : name.starts_with("iso-8859-") ? "ISO-8859-" + name.substr(9, 1)
                                     : name.starts_with("utf-8")     ? "UTF-8"
                                     : name == "MacCyrillic"         ? "x-mac-cyrillic"
                                                                     : "";
        if (encoding.empty()) continue;
        for (const auto& file : std::filesystem::directory_iterator(each.path())) {
            std::ifstream in(file.path(), std::ios::binary);
            std::stringstream content;
            content << in.rdbuf();
            const std::string octets = content.str(), found = guessed(octets);
            auto& [good, all] = right[encoding];
            ++all;
            const bool same = found == encoding || decoded(octets, found) == decoded(octets, encoding);
            if (same) ++good;
        }
    }
    EXPECT_EQ(right["UTF-8"], std::pair(10, 10));
    EXPECT_EQ(right["windows-1250"], std::pair(9, 9));
    EXPECT_EQ(right["windows-1251"], std::pair(18, 18));
    EXPECT_EQ(right["ISO-8859-2"], std::pair(10, 10));
    EXPECT_EQ(right["ISO-8859-5"], std::pair(16, 16));
    EXPECT_EQ(right["x-mac-cyrillic"], std::pair(9, 9));
    EXPECT_EQ(right["windows-1252"], std::pair(2, 2));
}

} // namespace crm

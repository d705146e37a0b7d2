#include "record/import_sentences.hpp"

#include <gtest/gtest.h>

using crm::import_sentence;

TEST(ImportSentences, are_said_in_the_language_of_whoever_imports) {
    EXPECT_EQ(import_sentence("\"dwa\" is not a whole number. It was left empty.", "pl"),
              "„dwa” to nie liczba całkowita. Pozostawiono puste.");
    EXPECT_EQ(import_sentence("\"12 x\" is not an amount in EUR.", "mk"), "„12 x“ не е износ во EUR.");
    EXPECT_EQ(import_sentence("\"dwa\" is not a whole number.", "en"), "\"dwa\" is not a whole number.");
}

TEST(ImportSentences, keep_what_they_speak_of_in_the_order_of_the_language) {
    EXPECT_EQ(
        import_sentence("There is no stage \"Wona\". Did you mean \"Won\"? Then map it in \"values\" of the column "
                        "deal_stage; or let the column create what is missing with \"create\": true.",
                        "pl"),
        "Nie ma rekordu „Wona” (stage). Czy chodzi o „Won”? Wskaż to w „values” kolumny deal_stage albo pozwól "
        "kolumnie tworzyć brakujące: \"create\": true.");
    EXPECT_EQ(
        import_sentence(
            "2 records are named \"Acme\": 1, 2. Please merge them, or find the right one by another field.", "pl"),
        "2 rekordy nazywają się „Acme”: 1, 2. Połącz je albo znajdź właściwy po innym polu.");
}

TEST(ImportSentences, translate_the_reason_inside_a_sentence_and_leave_what_is_unknown) {
    EXPECT_EQ(import_sentence("The party that this row links to could not be made: Please fill in Nazwa.", "pl"),
              "Nie udało się utworzyć rekordu (party), do którego prowadzi ten wiersz: Wypełnij pole Nazwa.");
    EXPECT_EQ(import_sentence("Something else.", "pl"), "Something else.");
    EXPECT_EQ(import_sentence("", "mk"), "");
    EXPECT_EQ(import_sentence("\"{1}\" is not a date.", "mk"), "„{1}“ не е датум.");
}

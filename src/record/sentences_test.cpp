#include "record/sentences.hpp"

#include <gtest/gtest.h>

using crm::sentence_in;

TEST(Sentences, are_said_in_the_language_of_whoever_imports) {
    EXPECT_EQ(sentence_in("\"dwa\" is not a whole number. It was left empty.", "pl"),
              "„dwa” to nie liczba całkowita. Pozostawiono puste.");
    EXPECT_EQ(sentence_in("\"12 x\" is not an amount in EUR.", "mk"), "„12 x“ не е износ во EUR.");
    EXPECT_EQ(sentence_in("\"dwa\" is not a whole number.", "en"), "\"dwa\" is not a whole number.");
}

TEST(Sentences, keep_what_they_speak_of_in_the_order_of_the_language) {
    EXPECT_EQ(
        sentence_in("There is no Etap \"Wona\". Did you mean \"Won\"? Then say that this value means it, or let the "
                    "column create what is missing.",
                    "pl"),
        "Nie ma rekordu „Wona” (Etap). Czy chodzi o „Won”? Wskaż, że ta wartość właśnie go oznacza, albo pozwól "
        "kolumnie tworzyć brakujące.");
    EXPECT_EQ(
        sentence_in("2 records are named \"Acme\": 1, 2. Please merge them, or find the right one by another field.",
                    "pl"),
        "2 rekordy nazywają się „Acme”: 1, 2. Połącz je albo znajdź właściwy po innym polu.");
}

TEST(Sentences, are_said_of_what_forms_hold) {
    EXPECT_EQ(
        sentence_in("A password has at least 10 characters. Choose a longer one; a few words in a row are good.", "pl"),
        "Hasło ma co najmniej 10 znaków. Wybierz dłuższe; kilka słów z rzędu to dobry wybór.");
    EXPECT_EQ(sentence_in(
                  "The record that Фаза should lead to is not there or has been retired. Please choose another.", "mk"),
              "Записот до кој треба да води Фаза повеќе го нема или е повлечен. Изберете друг.");
}

TEST(Sentences, are_said_of_whole_files_and_of_where_they_come_from) {
    EXPECT_EQ(
        sentence_in(
            "This is a picture (JPEG), not a file of separated values. Please save it as \"CSV UTF-8\" and try again.",
            "pl"),
        "To obraz (JPEG), a nie plik z rozdzielonymi wartościami. Zapisz go jako „CSV UTF-8” i spróbuj ponownie.");
    EXPECT_EQ(
        sentence_in(
            "Row 2 (line 3 of the file) has more than 2,000 columns. Please leave out the columns that are not needed.",
            "mk"),
        "Редот 2 (линија 3 од датотеката) има повеќе од 2.000 колони. Изоставете ги колоните што не се потребни.");
    EXPECT_EQ(sentence_in("Object 2 of this file cannot be read: An object in this file is nested too deeply.", "pl"),
              "Nie można odczytać obiektu 2 tego pliku: Jeden z obiektów tego pliku jest zbyt głęboko zagnieżdżony.");
    EXPECT_EQ(sentence_in("The other server answers with 404: there is nothing at this address.", "pl"),
              "Drugi serwer odpowiada 404: pod tym adresem nic nie ma.");
    for (const crm::Sentence& each : crm::import_file_sentences()) {
        EXPECT_FALSE(each.pl.empty() || each.mk.empty()) << each.en;
        for (const char* place : {"{1}", "{2}", "{3}"})
            EXPECT_EQ(each.pl.find(place) == std::string_view::npos, each.mk.find(place) == std::string_view::npos)
                << each.en;
    }
}

TEST(Sentences, translate_the_reason_inside_a_sentence_and_leave_what_is_unknown) {
    EXPECT_EQ(sentence_in("The party that this row links to could not be made: Please fill in Nazwa.", "pl"),
              "Nie udało się utworzyć rekordu (party), do którego prowadzi ten wiersz: Wypełnij pole Nazwa.");
    EXPECT_EQ(sentence_in("Something else.", "pl"), "Something else.");
    EXPECT_EQ(sentence_in("", "mk"), "");
    EXPECT_EQ(sentence_in("\"{1}\" is not a date.", "mk"), "„{1}“ не е датум.");
}

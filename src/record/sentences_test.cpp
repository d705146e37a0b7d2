#include "record/sentences.hpp"

#include <gtest/gtest.h>

#include <set>

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
}

TEST(Sentences, are_said_of_what_is_asked_for_and_is_not_there) {
    const std::string id = "There is no record with this id. An id is a decimal number, as the lists give it.";
    EXPECT_EQ(sentence_in(id, "pl"),
              "Nie ma rekordu o tym identyfikatorze. Identyfikator to liczba dziesiętna, jak podają ją listy.");
    EXPECT_EQ(sentence_in("There is nothing at \"/api/v1/delas\". Did you mean \"deal\"?", "mk"),
              "На „/api/v1/delas“ нема ништо. Дали мислевте „deal“?");
    EXPECT_EQ(sentence_in("There is no field \"nmae\" in party. Did you mean \"name\"?", "pl"),
              "W „party” nie ma pola „nmae”. Czy chodzi o „name”?");
    EXPECT_EQ(sentence_in("There is no field \"nmae\" in party to sort by.", "mk"),
              "Во „party“ нема поле „nmae“ по кое може да се подредува.");
    EXPECT_EQ(sentence_in("The limit is a whole number from 1 to 200.", "pl"),
              "Limit to liczba całkowita od 1 do 200.");
    EXPECT_EQ(sentence_in("from 1 to 200", "mk"), "од 1 до 200");
    EXPECT_EQ(sentence_in("There is no role \"chef\". There is sales, support.", "pl"),
              "Nie ma roli „chef”. Do wyboru: sales, support.");
}

TEST(Sentences, are_said_of_broken_json_with_what_was_expected) {
    const std::string broken = "The JSON is broken at line 2, column 7: expected a comma or }, found \"x\".";
    EXPECT_EQ(sentence_in(broken, "pl"),
              "Ten JSON jest uszkodzony (wiersz 2, kolumna 7); oczekiwano: przecinek lub }, jest: \"x\".");
    EXPECT_EQ(sentence_in("The JSON ends too early: a closing quotation mark is missing.", "mk"),
              "Овој JSON завршува прерано; недостига: наводник за затворање.");
}

TEST(Sentences, are_the_most_special_ones_that_fit) {
    EXPECT_EQ(sentence_in("There is no operator \"like\".", "pl"), "Nie ma operatora „like”.");
    EXPECT_EQ(sentence_in("There is no Etap \"Wona\".", "pl"), "Nie ma rekordu „Wona” (Etap).");
    EXPECT_EQ(sentence_in("There is no report \"sums\" here. Did you mean \"sum\"?", "mk"),
              "Тука нема „sums“ (извештај). Дали мислевте „sum“?");
    EXPECT_EQ(sentence_in("Operation 3: There is no operator \"like\". Did you mean \"in\"? Nothing was done.", "pl"),
              "Operacja 3: Nie ma operatora „like”. Czy chodzi o „in”? Niczego nie wykonano.");
    EXPECT_EQ(sentence_in("This operation is running and cannot be resumed.", "mk"),
              "Оваа операција не може да се продолжи: во тек.");
}

TEST(Sentences, are_said_of_banks_servers_and_the_database_too) {
    EXPECT_EQ(sentence_in("KSeF answers with 503. It is tried again.", "pl"),
              "KSeF odpowiada: 503. Próba zostanie ponowiona.");
    EXPECT_EQ(
        sentence_in("This mail server offers no STARTTLS on port 25. Please choose TLS with its port, usually 465.",
                    "mk"),
        "Овој сервер за пошта не нуди STARTTLS на портата 25. Изберете TLS со неговата порта, обично 465.");
    EXPECT_EQ(sentence_in("The database is busy. Try again in a moment.", "pl"),
              "Baza jest zajęta. Spróbuj ponownie za chwilę.");
}

TEST(Sentences, fill_the_same_gaps_in_every_language) {
    const auto gaps_of = [](std::string_view text) {
        std::set<char> gaps;
        for (std::size_t at = 0; at + 2 < text.size(); ++at)
            if (text[at] == '{' && text[at + 1] >= '1' && text[at + 1] <= '9' &&
                (text[at + 2] == '}' || text[at + 2] == '*'))
                gaps.insert(text[at + 1]);
        return gaps;
    };
    for (const auto* all :
         {&crm::import_file_sentences(), &crm::import_mapping_sentences(), &crm::query_sentences(),
          &crm::record_sentences(), &crm::request_sentences(), &crm::refused_request_sentences(),
          &crm::shape_sentences(), &crm::sign_in_sentences(), &crm::outside_sentences(), &crm::database_sentences()})
        for (const crm::Sentence& each : *all) {
            std::set<char> wanted;
            for (auto at = each.en.find("{}"); at != std::string_view::npos; at = each.en.find("{}", at + 2))
                wanted.insert(static_cast<char>('1' + wanted.size()));
            EXPECT_FALSE(each.pl.empty() || each.mk.empty()) << each.en;
            EXPECT_EQ(gaps_of(each.mk), wanted) << each.en;
            EXPECT_EQ(gaps_of(each.pl), wanted) << each.en;
        }
}

TEST(Sentences, translate_the_reason_inside_a_sentence_and_leave_what_is_unknown) {
    EXPECT_EQ(sentence_in("The party that this row links to could not be made: Please fill in Nazwa.", "pl"),
              "Nie udało się utworzyć rekordu (party), do którego prowadzi ten wiersz: Wypełnij pole Nazwa.");
    EXPECT_EQ(sentence_in("Something else.", "pl"), "Something else.");
    EXPECT_EQ(sentence_in("", "mk"), "");
    EXPECT_EQ(sentence_in("\"{1}\" is not a date.", "mk"), "„{1}“ не е датум.");
}

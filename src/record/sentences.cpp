#include "record/sentences.hpp"

#include <optional>
#include <vector>

namespace crm {

namespace {

const std::vector<Sentence>& row_sentences() {
    static const std::vector<Sentence> all = {
        {"This text is not valid UTF-8. Please send it encoded as UTF-8, without NUL characters.",
         "Ten tekst nie jest poprawnie zapisany w UTF-8. Zapisz go w UTF-8, bez znaków NUL.",
         "Овој текст не е правилно запишан во UTF-8. Запишете го во UTF-8, без знаци NUL."},
        {"This is one line of text; please leave out the line breaks.",
         "To jeden wiersz tekstu; usuń znaki końca wiersza.",
         "Ова е еден ред текст; избришете ги преминувањата во нов ред."},
        {"This text holds the control character {}, which nobody sees. Please leave it out.",
         "Ten tekst ma niewidoczny znak sterujący {1}. Usuń go.",
         "Овој текст содржи невидлив контролен знак {1}. Избришете го."},
        {"This text has {} letters; please shorten it to {}.", "Ten tekst ma {1} znaków; skróć go do {2}.",
         "Овој текст има {1} знаци; скратете го на {2}."},
        {"This is not an e-mail address. Please write it like name@example.com.",
         "To nie jest adres e-mail. Zapisz go tak: imie@example.com.",
         "Ова не е адреса на е-пошта. Напишете ја вака: ime@example.com."},
        {"\"{}\" is not an e-mail address.", "„{1}” to nie adres e-mail.", "„{1}“ не е адреса на е-пошта."},
        {"This is not a web address. Please write it like https://example.com.",
         "To nie jest adres strony. Zapisz go tak: https://example.com.",
         "Ова не е веб-адреса. Напишете ја вака: https://example.com."},
        {"\"{}\" is not one of the choices: {}.", "„{1}” nie jest żadną z możliwości: {2}.",
         "„{1}“ не е ниедна од можностите: {2}."},
        {"Please give at most {} values.", "Podaj najwyżej {1} wartości.", "Внесете најмногу {1} вредности."},
        {"A value cannot contain the character |.", "Wartość nie może zawierać znaku |.",
         "Вредноста не смее да го содржи знакот |."},
        {"\"{}\" is not a currency.", "„{1}” to nie waluta.", "„{1}“ не е валута."},
        {"\"{}\" is not an amount in {}.", "„{1}” to nie kwota w walucie {2}.", "„{1}“ не е износ во {2}."},
        {"\"{}\" is not a date with a time.", "„{1}” to nie data z godziną.", "„{1}“ не е датум со време."},
        {"\"{}\" is not a whole number.", "„{1}” to nie liczba całkowita.", "„{1}“ не е цел број."},
        {"\"{}\" is not a number with at most {} decimals.",
         "„{1}” to nie liczba z najwyżej {2} miejscami po przecinku.", "„{1}“ не е број со најмногу {2} децимали."},
        {"\"{}\" is not yes or no.", "„{1}” to nie „tak” ani „nie”.", "„{1}“ не е „да“ ниту „не“."},
        {"\"{}\" is not a date.", "„{1}” to nie data.", "„{1}“ не е датум."},
        {"\"{}\" is not JSON.", "„{1}” to nie JSON.", "„{1}“ не е JSON."},
        {"\"{}\" is no part of an address.", "„{1}” to nie część adresu.", "„{1}“ не е дел од адреса."},
        {"This number is too large. Please give one between {} and {}.",
         "Ta liczba jest za duża. Podaj liczbę od {1} do {2}.", "Овој број е преголем. Внесете број од {1} до {2}."},
        {"This row is not encoded in UTF-8 as the others are.", "Ten wiersz nie jest zapisany w UTF-8 jak pozostałe.",
         "Овој ред не е запишан во UTF-8 како другите."},
        {"This row has a NUL character, which no text has. Please take it out.",
         "Ten wiersz ma znak NUL, którego nie ma w żadnym tekście. Usuń go.",
         "Овој ред има знак NUL, каков што нема во ниеден текст. Избришете го."},
        {"The file was cut off: it ends in the middle of a character of this row. Please get the whole file.",
         "Plik został ucięty: kończy się w środku znaku w tym wierszu. Pobierz cały plik.",
         "Датотеката е пресечена: завршува среде знак во овој ред. Преземете ја целата датотека."},
        {"This row has {} values, but the file has {} columns. Please put values that contain the separator in quotes.",
         "Ten wiersz ma {1} wartości, a plik {2} kolumn. Wartości ze znakiem oddzielającym ujmij w cudzysłów.",
         "Овој ред има {1} вредности, а датотеката {2} колони. Вредностите со знакот за одвојување ставете ги во "
         "наводници."},
        {"\"{}\" is not an id of a record here.", "„{1}” nie jest identyfikatorem żadnego rekordu.",
         "„{1}“ не е идентификатор на ниеден запис."},
        {"{} records are named \"{}\": {}. Please merge them, or find the right one by another field.",
         "{1} rekordy nazywają się „{2}”: {3}. Połącz je albo znajdź właściwy po innym polu.",
         "{1} записи се викаат „{2}“: {3}. Спојте ги или најдете го вистинскиот по друго поле."},
        {"{} records match this row: {}. Please merge them, or match by another field.",
         "Do tego wiersza pasują {1} rekordy: {2}. Połącz je albo dopasuj po innym polu.",
         "На овој ред му одговараат {1} записи: {2}. Спојте ги или споредете по друго поле."},
        {"There is no {} \"{}\". Please add it first, say what this value means, or let the column create what is "
         "missing.",
         "Nie ma rekordu „{2}” ({1}). Najpierw go dodaj, wskaż, co ta wartość oznacza, albo pozwól kolumnie tworzyć "
         "brakujące.",
         "Нема запис „{2}“ ({1}). Прво додадете го, наведете што значи оваа вредност или дозволете колоната да го "
         "создава она што недостига."},
        {"There is no {} \"{}\". Please add it first, or say what this value means.",
         "Nie ma rekordu „{2}” ({1}). Najpierw go dodaj albo wskaż, co ta wartość oznacza.",
         "Нема запис „{2}“ ({1}). Прво додадете го или наведете што значи оваа вредност."},
        {"There is no {} \"{}\". Did you mean \"{}\"? Then say that this value means it, or let the column create what "
         "is missing.",
         "Nie ma rekordu „{2}” ({1}). Czy chodzi o „{3}”? Wskaż, że ta wartość właśnie go oznacza, albo pozwól "
         "kolumnie "
         "tworzyć brakujące.",
         "Нема запис „{2}“ ({1}). Дали мислевте „{3}“? Наведете дека оваа вредност го означува него или дозволете "
         "колоната да го создава она што недостига."},
        {"There is no {} \"{}\". Did you mean \"{}\"? Then say that this value means it.",
         "Nie ma rekordu „{2}” ({1}). Czy chodzi o „{3}”? Wskaż, że ta wartość właśnie go oznacza.",
         "Нема запис „{2}“ ({1}). Дали мислевте „{3}“? Наведете дека оваа вредност го означува него."},
        {"A value that must be used only once is already used.", "Wartość, która może wystąpić raz, jest już zajęta.",
         "Вредност што смее да се употреби само еднаш веќе е употребена."},
        {"A value that must be used only once is already used. Please choose another.",
         "Wartość, która może wystąpić raz, jest już zajęta. Wybierz inną.",
         "Вредност што смее да се употреби само еднаш веќе е употребена. Изберете друга."},
        {"This value of {} is already used. Please choose another.",
         "Ta wartość pola {1} jest już zajęta. Wybierz inną.",
         "Оваа вредност на {1} веќе е употребена. Изберете друга."},
        {"Please fill in {}.", "Wypełnij pole {1}.", "Пополнете го полето {1}."},
        {"This amount is too large to be converted to {}.", "Tej kwoty nie da się przeliczyć na {1}: jest za duża.",
         "Овој износ е преголем за да се претвори во {1}."},
        {"The {} that this row links to could not be made: {}",
         "Nie udało się utworzyć rekordu ({1}), do którego prowadzi ten wiersz: {2*}",
         "Записот ({1}) до кој води овој ред не можеше да се создаде: {2*}"},
        {"You may not create this record.", "Nie możesz utworzyć tego rekordu.",
         "Не смеете да го создадете овој запис."},
        {"The record that this row belongs to is no longer there, or the row that was to make it was refused.",
         "Rekordu, do którego należy ten wiersz, już nie ma albo wiersz, który miał go utworzyć, odrzucono.",
         "Записот на кој му припаѓа овој ред веќе го нема или редот што требаше да го создаде е одбиен."},
        {"You may not change the record that this row belongs to.",
         "Nie możesz zmienić rekordu, do którego należy ten wiersz.",
         "Не смеете да го менувате записот на кој му припаѓа овој ред."},
        {"This is no picture that can be taken in. Please send a JPEG, PNG, GIF or WebP.",
         "To nie jest obraz, który można wczytać. Prześlij JPEG, PNG, GIF lub WebP.",
         "Ова не е слика што може да се внесе. Испратете JPEG, PNG, GIF или WebP."},
        {"A spreadsheet has cut this number to \"{}\", so its last digits are lost. Please give that column the format "
         "Text in the spreadsheet, fill in the number anew and save the file again.",
         "Arkusz kalkulacyjny uciął ten numer do „{1}”, więc jego ostatnie cyfry przepadły. Nadaj tej kolumnie w "
         "arkuszu "
         "format Tekst, wpisz numer od nowa i zapisz plik jeszcze raz.",
         "Табелата го скратила овој број на „{1}“, па последните цифри се изгубени. Дајте ѝ на таа колона формат "
         "Текст, "
         "впишете го бројот одново и зачувајте ја датотеката повторно."},
        {"This row was left out, as the column \"{}\" says \"{}\".",
         "Ten wiersz pominięto, bo w kolumnie „{1}” jest „{2}”.",
         "Овој ред е изоставен, бидејќи во колоната „{1}“ стои „{2}“."},
        {"Only one record can be linked here; \"{}\" is a further one.",
         "Tu można wskazać tylko jeden rekord; „{1}” to kolejny.",
         "Тука може да се поврзе само еден запис; „{1}“ е уште еден."},
        {"This is not a phone number. Please write it like +48 501 234 567.",
         "To nie jest numer telefonu. Zapisz go tak: +48 501 234 567.",
         "Ова не е телефонски број. Напишете го вака: +389 70 123 456."},
        {"Please give a whole number.", "Podaj liczbę całkowitą.", "Внесете цел број."},
        {"Please give a number with at most {} decimals, such as \"12.50\".",
         "Podaj liczbę z najwyżej {1} miejscami po przecinku, na przykład 12,50.",
         "Внесете број со најмногу {1} децимали, на пример 12,50."},
        {"Please give an amount with at most {} decimals, such as \"1234.50\".",
         "Podaj kwotę z najwyżej {1} miejscami po przecinku, na przykład 1234,50.",
         "Внесете износ со најмногу {1} децимали, на пример 1234,50."},
        {"\"{}\" is not a currency; please give a code of three letters, such as EUR.",
         "„{1}” to nie waluta; podaj kod z trzech liter, na przykład EUR.",
         "„{1}“ не е валута; внесете код од три букви, на пример EUR."},
        {"Please give a day as year-month-day, such as 2026-11-21.",
         "Podaj dzień jako rok-miesiąc-dzień, na przykład 2026-11-21.",
         "Внесете ден како година-месец-ден, на пример 2026-11-21."},
        {"The record that {} should lead to is not there. Please choose another.",
         "Rekordu, do którego ma prowadzić {1}, już nie ma. Wybierz inny.",
         "Записот до кој треба да води {1} повеќе го нема. Изберете друг."},
        {"The record that {} should lead to is not there or has been retired. Please choose another.",
         "Rekordu, do którego ma prowadzić {1}, już nie ma albo został wycofany. Wybierz inny.",
         "Записот до кој треба да води {1} повеќе го нема или е повлечен. Изберете друг."},
        {"Please give it a label.", "Podaj etykietę.", "Внесете ознака."},
        {"Please give at least one choice.", "Podaj co najmniej jedną możliwość.", "Внесете барем една можност."},
        {"The choice \"{}\" is given twice.", "Możliwość „{1}” podano dwa razy.", "Можноста „{1}“ е дадена двапати."},
        {"A password has at least {} characters. Choose a longer one; a few words in a row are good.",
         "Hasło ma co najmniej {1} znaków. Wybierz dłuższe; kilka słów z rzędu to dobry wybór.",
         "Лозинката има најмалку {1} знаци. Изберете подолга; неколку зборови по ред се добар избор."},
        {"The password is the login. Choose another one.", "Hasło jest takie samo jak login. Wybierz inne.",
         "Лозинката е иста како корисничкото име. Изберете друга."},
        {"This is not your password. Type the one with which you signed in.",
         "To nie jest Twoje hasło. Wpisz to, którym się zalogowano.",
         "Ова не е вашата лозинка. Внесете ја онаа со која се најавивте."},
        {"The time zone \"{}\" is not known. Write it like Europe/Warsaw.",
         "Strefa czasowa „{1}” nie jest znana. Zapisz ją tak: Europe/Warsaw.",
         "Временската зона „{1}“ не е позната. Напишете ја вака: Europe/Skopje."},
        {"\"{}\" cannot be a login. Give an e-mail address, or a name of letters, digits, dots, hyphens and "
         "underscores.",
         "„{1}” nie może być loginem. Podaj adres e-mail albo nazwę z liter, cyfr, kropek, łączników i podkreśleń.",
         "„{1}“ не може да биде корисничко име. Внесете адреса на е-пошта или име од букви, бројки, точки, цртички и "
         "долни црти."},
        {"There is no {} \"{}\".", "Nie ma rekordu „{2}” ({1}).", "Нема запис „{2}“ ({1})."},
        {"It was left out.", "Pominięto.", "Изоставено е."},
        {"It was left empty.", "Pozostawiono puste.", "Оставено е празно."}};
    return all;
}

// What stands for each {} of `pattern` in `text`; empty where it is another sentence.
std::optional<std::vector<std::string>> found_in(std::string_view text, std::string_view pattern) {
    std::vector<std::string> found;
    for (bool first = true;; first = false) {
        const auto gap = pattern.find("{}");
        const std::string_view literal = pattern.substr(0, gap);
        const bool last = gap == std::string_view::npos;
        auto at = first  ? (text.starts_with(literal) ? 0 : std::string_view::npos)
                  : last ? (text.ends_with(literal) ? text.size() - literal.size() : std::string_view::npos)
                         : text.find(literal);
        if (at == std::string_view::npos || (first && last && text.size() != literal.size())) return std::nullopt;
        if (!first) found.emplace_back(text.substr(0, at));
        if (last) return found;
        text.remove_prefix(at + literal.size());
        pattern.remove_prefix(gap + 2);
    }
}

// How much of `pattern` is its own words, so that the more special of two that fit is known.
std::size_t words_of(std::string_view pattern) {
    std::size_t words = pattern.size();
    for (auto gap = pattern.find("{}"); gap != std::string_view::npos; gap = pattern.find("{}", gap + 2)) words -= 2;
    return words;
}

std::string filled(std::string_view pattern, const std::vector<std::string>& values, std::string_view language) {
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool gap = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 1] >= '1' && pattern[i + 1] <= '9';
        const bool said = gap && pattern[i + 2] == '*' && i + 3 < pattern.size();
        const auto number = gap ? static_cast<std::size_t>(pattern[i + 1] - '1') : values.size();
        if (number >= values.size() || pattern[i + (said ? 3 : 2)] != '}') {
            text += pattern[i];
            continue;
        }
        text += said ? sentence_in(values[number], language) : values[number];
        i += said ? 3 : 2;
    }
    return text;
}

struct Fitting {
    const Sentence* sentence = nullptr;
    std::vector<std::string> values;
    std::size_t words = 0;
};

Fitting fitting(std::string_view english) {
    Fitting best;
    for (const auto* all : {&row_sentences(), &import_file_sentences(), &import_mapping_sentences(), &query_sentences(),
                            &record_sentences(), &request_sentences(), &refused_request_sentences(), &shape_sentences(),
                            &sign_in_sentences(), &outside_sentences(), &database_sentences()})
        for (const Sentence& sentence : *all) {
            auto values = found_in(english, sentence.en);
            if (!values) continue;
            const auto words = words_of(sentence.en);
            if (!best.sentence || words > best.words) best = {&sentence, std::move(*values), words};
        }
    return best;
}

// What may stand behind another sentence.
constexpr std::string_view tails[] = {"It was left out.", "It was left empty.", "Did you mean \"{}\"?", "There is {}."};

} // namespace

std::string sentence_in(const std::string& english, std::string_view language) {
    if (language != "pl" && language != "mk") return english;
    const Fitting whole = fitting(english);
    for (const std::string_view tail : tails) {
        const auto at = english.rfind(" " + std::string(tail.substr(0, tail.find("{}"))));
        if (at == std::string::npos || at == 0 || !found_in(std::string_view(english).substr(at + 1), tail)) continue;
        const std::string before = english.substr(0, at);
        if (whole.words >= fitting(before).words + words_of(tail)) continue;
        return sentence_in(before, language) + " " + sentence_in(english.substr(at + 1), language);
    }
    if (!whole.sentence) return english;
    return filled(language == "pl" ? whole.sentence->pl : whole.sentence->mk, whole.values, language);
}

Error error_in(const Error& error, std::string_view language) {
    auto fields = error.fields;
    for (auto& field : fields) field.message = sentence_in(field.message, language);
    return Error(error.problem, sentence_in(error.what(), language), std::move(fields));
}

} // namespace crm

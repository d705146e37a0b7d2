// What the database says to whoever asks or changes something while it is busy, full, damaged or out of reach.
#include "record/sentences.hpp"

namespace crm {

const std::vector<Sentence>& database_sentences() {
    static const std::vector<Sentence> all = {
        {"Somebody changed this record meanwhile. Please load it again and repeat your change.",
         "Ktoś zmienił tymczasem ten rekord. Wczytaj go ponownie i powtórz swoją zmianę.",
         "Некој во меѓувреме го измени овој запис. Вчитајте го повторно и повторете ја измената."},
        {"A text contains a NUL character. Remove it and try again.",
         "Tekst zawiera znak NUL. Usuń go i spróbuj ponownie.",
         "Текстот содржи знак NUL. Избришете го и обидете се повторно."},
        {"A value is too large for the database. Make it smaller.", "Wartość jest za duża dla bazy. Zmniejsz ją.",
         "Вредноста е преголема за базата. Намалете ја."},
        {"The database is too busy to save the change. Try again in a moment.",
         "Baza jest zbyt zajęta, aby zapisać zmianę. Spróbuj ponownie za chwilę.",
         "Базата е премногу зафатена за да ја зачува измената. Обидете се повторно за момент."},
        {"The database is busy. Try again in a moment.", "Baza jest zajęta. Spróbuj ponownie za chwilę.",
         "Базата е зафатена. Обидете се повторно за момент."},
        {"The database is held by another program. Try again in a moment.",
         "Bazę trzyma inny program. Spróbuj ponownie za chwilę.",
         "Базата ја држи друга програма. Обидете се повторно за момент."},
        {"The change could not be saved. Try again in a moment.",
         "Nie udało się zapisać zmiany. Spróbuj ponownie za chwilę.",
         "Измената не можеше да се зачува. Обидете се повторно за момент."},
        {"The connection to the database was interrupted. Try again.",
         "Połączenie z bazą zostało przerwane. Spróbuj ponownie.",
         "Врската со базата беше прекината. Обидете се "
         "повторно."},
        {"The connection to the database was lost while the change was being saved, so it is not known whether it is "
         "there. Look before you repeat it.",
         "Połączenie z bazą zerwało się podczas zapisywania zmiany, więc nie wiadomo, czy została zapisana. Sprawdź "
         "to, "
         "zanim ją powtórzysz.",
         "Врската со базата се прекина додека измената се зачувуваше, па не се знае дали е зачувана. Проверете пред да "
         "ја повторите."},
        {"The PostgreSQL database cannot be reached ({}). Check its address and that it runs.",
         "Baza PostgreSQL jest nieosiągalna ({1}). Sprawdź jej adres i czy działa.",
         "Базата PostgreSQL не е достапна ({1}). Проверете ја адресата и дали работи."},
        {"The database only lets itself be read at present. Try again later.",
         "Bazę można teraz tylko czytać. Spróbuj ponownie później.",
         "Базата моментално може само да се чита. Обидете се повторно подоцна."},
        {"The database's disk is full. Free some space on it and try again.",
         "Dysk bazy jest pełny. Zwolnij na nim miejsce i spróbuj ponownie.",
         "Дискот на базата е полн. Ослободете простор на него и обидете се повторно."},
        {"The disk is full. Free some space on it and try again.",
         "Dysk jest pełny. Zwolnij na nim miejsce i spróbuj ponownie.",
         "Дискот е полн. Ослободете простор на него и обидете се повторно."},
        {"The database file cannot be read or written ({}). Check its disk and its permissions, then try again.",
         "Pliku bazy nie można odczytać lub zapisać ({1}). Sprawdź jego dysk i uprawnienia, po czym spróbuj ponownie.",
         "Датотеката на базата не може да се чита или запишува ({1}). Проверете ги дискот и дозволите, па обидете се "
         "повторно."},
        {"The database file {} cannot be opened ({}). Check that its folder is there and may be written.",
         "Nie można otworzyć pliku bazy {1} ({2}). Sprawdź, czy jego folder istnieje i czy można w nim zapisywać.",
         "Датотеката на базата {1} не може да се отвори ({2}). Проверете дали постои нејзината папка и дали може да се "
         "запишува во неа."},
        {"The database file is not a SQLite database. Name another file.",
         "Plik bazy nie jest bazą SQLite. Wskaż inny plik.", "Датотеката не е база SQLite. Наведете друга датотека."},
        {"No database is named. Give the file of a SQLite database or the address of a PostgreSQL one.",
         "Nie podano bazy. Podaj plik bazy SQLite albo adres bazy PostgreSQL.",
         "Не е наведена база. Внесете датотека на база SQLite или адреса на база PostgreSQL."},
        {"A schema's name has small letters, digits and underscores only. Name the schema otherwise.",
         "Nazwa schematu składa się z małych liter, cyfr i podkreśleń. Nazwij schemat inaczej.",
         "Името на шемата има само мали букви, цифри и долни црти. Именувајте ја шемата поинаку."},
        {"The pooler in front of PostgreSQL does not let a schema be chosen for changes of tables. Start once with the "
         "address of PostgreSQL itself.",
         "Pośrednik przed PostgreSQL nie pozwala wybrać schematu do zmiany tabel. Uruchom raz z adresem samego "
         "PostgreSQL.",
         "Посредникот пред PostgreSQL не дозволува избор на шема за измена на табели. Пуштете еднаш со адресата на "
         "самиот PostgreSQL."},
        {"A PostgreSQL database is backed up with its own tools. Run pg_dump.",
         "Kopię bazy PostgreSQL robi się jej własnymi narzędziami. Uruchom pg_dump.",
         "Резервна копија на база PostgreSQL се прави со нејзините алатки. Пуштете pg_dump."},
        {"There is a file at {}. Name a new one.", "Pod {1} jest już plik. Podaj nowy.",
         "На {1} веќе има датотека. Наведете нова."},
        {"The backup could not be saved to {}. Check its disk.", "Nie udało się zapisać kopii do {1}. Sprawdź dysk.",
         "Резервната копија не можеше да се зачува во {1}. "
         "Проверете го дискот."},
        {"The backup could not be written to {} ({}). Check its folder and disk.",
         "Nie udało się zapisać kopii do {1} ({2}). Sprawdź folder i dysk.",
         "Резервната копија не можеше да се запише во {1} ({2}). Проверете ги папката и дискот."},
        {"The database file is damaged. Restore it from the last backup.",
         "Plik bazy jest uszkodzony. Odtwórz go z ostatniej kopii zapasowej.",
         "Датотеката на базата е оштетена. Вратете ја од последната резервна копија."},
    };
    return all;
}

} // namespace crm

// What is said of a whole file, and of where a scheduled pull fetched it from.
#include "record/sentences.hpp"

namespace crm {

const std::vector<Sentence>& import_file_sentences() {
    static const std::vector<Sentence> all = {
        // Separated values
        {"This is {}, not a file of separated values. Please save it as \"CSV UTF-8\" and try again.",
         "To {1*}, a nie plik z rozdzielonymi wartościami. Zapisz go jako „CSV UTF-8” i spróbuj ponownie.",
         "Ова е {1*}, а не датотека со одвоени вредности. Зачувајте ја како „CSV UTF-8“ и обидете се повторно."},
        {"a picture ({})", "obraz ({1})", "слика ({1})"},
        {"a PDF document", "dokument PDF", "PDF-документ"},
        {"a workbook or an archive", "skoroszyt lub archiwum", "работна книга или архива"},
        {"an old Excel workbook", "stary skoroszyt Excela (.xls)", "стара работна книга на Excel (.xls)"},
        {"a file of another program", "plik innego programu", "датотека на друга програма"},
        {"a compressed file", "plik skompresowany", "компримирана датотека"},
        {"a text in UTF-16", "tekst w UTF-16", "текст во UTF-16"},
        {"This file is empty. Please choose one whose first row names the columns.",
         "Ten plik jest pusty. Wybierz taki, którego pierwszy wiersz nazywa kolumny.",
         "Оваа датотека е празна. Изберете таква чиј прв ред ги именува колоните."},
        {"The first row of this file is not encoded in UTF-8. Please save it as \"CSV UTF-8\" and try again.",
         "Pierwszy wiersz tego pliku nie jest zapisany w UTF-8. Zapisz go jako „CSV UTF-8” i spróbuj ponownie.",
         "Првиот ред на оваа датотека не е запишан во UTF-8. Зачувајте ја како „CSV UTF-8“ и обидете се повторно."},
        {"The first row of this file has a NUL character, which no text has. Please take it out, or get the file "
         "again.",
         "W pierwszym wierszu tego pliku jest znak NUL, którego nie ma w żadnym tekście. Usuń go albo pobierz plik "
         "ponownie.",
         "Во првиот ред на оваа датотека има знак NUL, каков што нема во ниеден текст. Избришете го или преземете ја "
         "датотеката повторно."},
        {"This file has NUL characters, which no text has (seen first on line {}). Please take them out, or get the "
         "file again.",
         "W tym pliku są znaki NUL, których nie ma w żadnym tekście (pierwszy w linii {1}). Usuń je albo pobierz plik "
         "ponownie.",
         "Во оваа датотека има знаци NUL, какви што нема во ниеден текст (првиот во линија {1}). Избришете ги или "
         "преземете ја датотеката повторно."},
        {"This file was cut off: on line {} it ends in the middle of a character. Please get the whole file.",
         "Ten plik został ucięty: w linii {1} kończy się w środku znaku. Pobierz cały plik.",
         "Оваа датотека е пресечена: во линија {1} завршува среде знак. Преземете ја целата датотека."},
        {"The first row of this file has no names of columns. Please add them.",
         "W pierwszym wierszu tego pliku nie ma nazw kolumn. Dopisz je.",
         "Во првиот ред на оваа датотека нема имиња на колони. Додајте ги."},
        {"Parts of this file are in another encoding than the rest (seen first on line {}). Please save the whole of "
         "it "
         "as \"CSV UTF-8\" and try again.",
         "Części tego pliku są zapisane w innym kodowaniu niż reszta (pierwsza w linii {1}). Zapisz całość jako "
         "„CSV UTF-8” i spróbuj ponownie.",
         "Делови од оваа датотека се запишани во друго кодирање од останатото (првиот во линија {1}). Зачувајте ја "
         "целата како „CSV UTF-8“ и обидете се повторно."},
        {"The value in column {} in row {} (line {} of the file) is longer than 10 MB. Please look there for a quote "
         "without its pair, or shorten the value.",
         "Wartość w kolumnie {1} wiersza {2} (linia {3} pliku) ma ponad 10 MB. Poszukaj tam cudzysłowu bez pary albo "
         "skróć wartość.",
         "Вредноста во колоната {1} од редот {2} (линија {3} од датотеката) е подолга од 10 MB. Побарајте таму "
         "наводник без пар или скратете ја вредноста."},
        {"Row {} (line {} of the file) is longer than 32 MB. Please look there for a quote without its pair, or "
         "shorten it.",
         "Wiersz {1} (linia {2} pliku) ma ponad 32 MB. Poszukaj tam cudzysłowu bez pary albo go skróć.",
         "Редот {1} (линија {2} од датотеката) е подолг од 32 MB. Побарајте таму наводник без пар или скратете го."},
        {"Row {} (line {} of the file) has more than 2,000 columns. Please leave out the columns that are not needed.",
         "Wiersz {1} (linia {2} pliku) ma ponad 2000 kolumn. Usuń kolumny, które nie są potrzebne.",
         "Редот {1} (линија {2} од датотеката) има повеќе од 2.000 колони. Изоставете ги колоните што не се потребни."},
        {"The file ends inside quotes that were opened on line {}; it may have been cut off. Please get the whole "
         "file, or close the quotes.",
         "Plik kończy się wewnątrz cudzysłowu otwartego w linii {1}; mógł zostać ucięty. Pobierz cały plik albo "
         "zamknij "
         "cudzysłów.",
         "Датотеката завршува внатре во наводници отворени во линија {1}; можеби е пресечена. Преземете ја целата "
         "датотека или затворете ги наводниците."},
        {"The file {} cannot be read. Please check its name and its rights.",
         "Nie można odczytać pliku {1}. Sprawdź jego nazwę i uprawnienia.",
         "Датотеката {1} не може да се прочита. Проверете го нејзиното име и правата."},
        {"The file {} cannot be read.", "Nie można odczytać pliku {1}.", "Датотеката {1} не може да се прочита."},
        // Workbooks
        {"Of this workbook the sheet \"{}\" is read. Not read are: {}.",
         "Z tego skoroszytu czytany jest arkusz „{1}”. Nie są czytane: {2}.",
         "Од оваа работна книга се чита листот „{1}“. Не се читаат: {2}."},
        {"These parts of the cards do not come in (and how many cards have them): {}.",
         "Te części wizytówek nie są wczytywane (i ile wizytówek je ma): {1}.",
         "Овие делови од визит-картите не се внесуваат (и колку визит-карти ги имаат): {1}."},
        {"This workbook is broken or was cut off on its way. Please get it again, or save it anew.",
         "Ten skoroszyt jest uszkodzony albo został ucięty po drodze. Pobierz go ponownie lub zapisz na nowo.",
         "Оваа работна книга е оштетена или пресечена по пат. Преземете ја повторно или зачувајте ја одново."},
        {"This workbook has declarations that no workbook needs. Please save it anew.",
         "Ten skoroszyt ma deklaracje, których żaden skoroszyt nie potrzebuje. Zapisz go na nowo.",
         "Оваа работна книга има декларации што ниедна не ги треба. Зачувајте ја одново."},
        {"This workbook has no sheet \"{}\". It has {}.", "W tym skoroszycie nie ma arkusza „{1}”. Są: {2}.",
         "Во оваа работна книга нема лист „{1}“. Има: {2}."},
        {"This workbook has no sheet with a table.", "W tym skoroszycie nie ma arkusza z tabelą.",
         "Во оваа работна книга нема лист со табела."},
        {"This workbook has more text than can be read at once. Please save the sheet as \"CSV UTF-8\" and try again.",
         "W tym skoroszycie jest więcej tekstu, niż można odczytać naraz. Zapisz arkusz jako „CSV UTF-8” i spróbuj "
         "ponownie.",
         "Во оваа работна книга има повеќе текст отколку што може да се прочита одеднаш. Зачувајте го листот како „CSV "
         "UTF-8“ и обидете се повторно."},
        {"A cell in row {} is longer than 10 MB.", "Komórka w wierszu {1} ma ponad 10 MB.",
         "Ќелија во редот {1} е подолга од 10 MB."},
        {"Row {} of this sheet has more than 2,000 columns. Please leave out the columns that are not needed.",
         "Wiersz {1} tego arkusza ma ponad 2000 kolumn. Usuń kolumny, które nie są potrzebne.",
         "Редот {1} од овој лист има повеќе од 2.000 колони. Изоставете ги колоните што не се потребни."},
        {"This is an archive, but not an Excel workbook (.xlsx). Please save the table as .xlsx or as \"CSV UTF-8\" "
         "and "
         "try again.",
         "To archiwum, ale nie skoroszyt Excela (.xlsx). Zapisz tabelę jako .xlsx lub „CSV UTF-8” i spróbuj ponownie.",
         "Ова е архива, но не е работна книга на Excel (.xlsx). Зачувајте ја табелата како .xlsx или „CSV UTF-8“ и "
         "обидете се повторно."},
        {"This workbook is locked with a password. Please save it without one.",
         "Ten skoroszyt jest zabezpieczony hasłem. Zapisz go bez hasła.",
         "Оваа работна книга е заклучена со лозинка. Зачувајте ја без лозинка."},
        {"This workbook unpacks to far more than it weighs, as files made to harm do. Please save the sheet as \"CSV "
         "UTF-8\" and try again.",
         "Ten skoroszyt po rozpakowaniu jest wielokrotnie większy, jak pliki, które mają szkodzić. Zapisz arkusz jako "
         "„CSV UTF-8” i spróbuj ponownie.",
         "Оваа работна книга распакувана е многукратно поголема, како датотеките направени да штетат. Зачувајте го "
         "листот како „CSV UTF-8“ и обидете се повторно."},
        // JSON and contact cards
        {"An object that ends behind line {} is longer than 10 MB.",
         "Obiekt, który kończy się za linią {1}, ma ponad 10 MB.",
         "Објект што завршува по линија {1} е поголем од 10 MB."},
        {"Objects are wanted in this file, but on line {} stands a text.",
         "W tym pliku mają być obiekty, a w linii {1} jest tekst.",
         "Во оваа датотека треба да има објекти, а во линија {1} стои текст."},
        {"A bracket on line {} closes nothing.", "Nawias w linii {1} niczego nie zamyka.",
         "Заграда во линија {1} не затвора ништо."},
        {"An object in this file is nested too deeply.", "Jeden z obiektów tego pliku jest zbyt głęboko zagnieżdżony.",
         "Еден објект во оваа датотека е премногу длабоко вгнезден."},
        {"Object {} of this file cannot be read: {}", "Nie można odczytać obiektu {1} tego pliku: {2*}",
         "Објектот {1} од оваа датотека не може да се прочита: {2*}"},
        {"The objects of this file have more than 2,000 different fields. Please leave out those that are not needed.",
         "Obiekty tego pliku mają ponad 2000 różnych pól. Usuń te, które nie są potrzebne.",
         "Објектите во оваа датотека имаат повеќе од 2.000 различни полиња. Изоставете ги оние што не се потребни."},
        {"This file holds no objects. Please choose one with an array of objects, or with one object on each line.",
         "W tym pliku nie ma obiektów. Wybierz taki z tablicą obiektów albo z jednym obiektem w każdej linii.",
         "Во оваа датотека нема објекти. Изберете таква со низа објекти или со по еден објект во секоја линија."},
        {"The file ends inside an object or a list; it may have been cut off. Please get the whole file.",
         "Plik kończy się wewnątrz obiektu lub listy; mógł zostać ucięty. Pobierz cały plik.",
         "Датотеката завршува внатре во објект или список; можеби е пресечена. Преземете ја целата датотека."},
        {"This file holds no contact card. Please export the contacts again.",
         "W tym pliku nie ma żadnej wizytówki. Wyeksportuj kontakty jeszcze raz.",
         "Во оваа датотека нема контакт-картичка. Извезете ги контактите повторно."},
        {"{} of the {} cards have sounds, keys, or pictures that lie elsewhere. They do not come in; everything else "
         "does.",
         "{1} z {2} wizytówek ma dźwięki, klucze albo zdjęcia, które leżą gdzie indziej. One nie zostaną wczytane; "
         "cała "
         "reszta tak.",
         "{1} од {2} картички имаат звуци, клучеви или слики што се на друго место. Тие не се внесуваат; сè останато "
         "се "
         "внесува."},
        {"Line {} of this file is longer than 10 MB; it is no contact card.",
         "Linia {1} tego pliku ma ponad 10 MB; to nie wizytówka.",
         "Линијата {1} од оваа датотека е подолга од 10 MB; тоа не е контакт-картичка."},
        {"A value before line {} of this file is longer than 10 MB. Please shorten it.",
         "Wartość przed linią {1} tego pliku ma ponad 10 MB. Skróć ją.",
         "Вредност пред линијата {1} од оваа датотека е подолга од 10 MB. Скратете ја."},
        {"The contact card that begins on line {} does not end (END:VCARD is missing); the file may have been cut off. "
         "Please get the whole file.",
         "Wizytówka, która zaczyna się w linii {1}, nie ma końca (brakuje END:VCARD); plik mógł zostać ucięty. Pobierz "
         "cały plik.",
         "Контакт-картичката што почнува во линија {1} нема крај (недостига END:VCARD); датотеката можеби е пресечена. "
         "Преземете ја целата датотека."},
        {"The contact card that begins on line {} is too large. Please shorten it.",
         "Wizytówka, która zaczyna się w linii {1}, jest za duża. Skróć ją.",
         "Контакт-картичката што почнува во линија {1} е преголема. Скратете ја."},
        // What is fetched
        {"The other server took too long. Please try again later.",
         "Drugi serwer nie zdążył odpowiedzieć. Spróbuj później.",
         "Другиот сервер не одговори навреме. Обидете се подоцна."},
        {"The connection to the other server broke off. Please try again later.",
         "Połączenie z drugim serwerem zostało przerwane. Spróbuj później.",
         "Врската со другиот сервер се прекина. Обидете се подоцна."},
        {"The other server does not answer. Please check the address, or try again later.",
         "Drugi serwer nie odpowiada. Sprawdź adres albo spróbuj później.",
         "Другиот сервер не одговара. Проверете ја адресата или обидете се подоцна."},
        {"The certificates in {} cannot be read.", "Nie można odczytać certyfikatów z {1}.",
         "Сертификатите во {1} не можат да се прочитаат."},
        {"The other server does not speak TLS as it should.", "Drugi serwer nie używa TLS tak, jak powinien.",
         "Другиот сервер не го користи TLS како што треба."},
        {"The certificate of {} is not to be trusted ({}), so nothing was sent there.",
         "Certyfikatowi {1} nie można ufać ({2}), więc nic tam nie wysłano.",
         "На сертификатот на {1} не може да му се верува ({2}), па таму ништо не е испратено."},
        {"The name {} leads nowhere ({}). Please check the address.",
         "Nazwa {1} donikąd nie prowadzi ({2}). Sprawdź adres.",
         "Името {1} не води никаде ({2}). Проверете ја адресата."},
        {"The address {} is of this machine or of a private network, which may not be called. The administrator of the "
         "server can allow it with --outgoing-allow.",
         "Adres {1} należy do tego komputera lub sieci prywatnej, z którymi nie wolno się łączyć. Administrator "
         "serwera "
         "może na to pozwolić przez --outgoing-allow.",
         "Адресата {1} е на оваа машина или на приватна мрежа, со кои не смее да се поврзува. Администраторот на "
         "серверот "
         "може да го дозволи тоа со --outgoing-allow."},
        {"Please give the password in its own field, not inside the address.",
         "Podaj hasło w osobnym polu, a nie w adresie.", "Внесете ја лозинката во посебно поле, а не во адресата."},
        {"Please name the one machine on which the database is.", "Podaj jeden komputer, na którym jest baza.",
         "Наведете ја едната машина на која е базата."},
        {"The database cannot be reached: {}. Please check its address, the user and the password.",
         "Nie można połączyć się z bazą: {1}. Sprawdź adres, użytkownika i hasło.",
         "Базата не може да се достигне: {1}. Проверете ги адресата, корисникот и лозинката."},
        {"The database took too long to answer. Please ask for less, or later.",
         "Baza zbyt długo nie odpowiadała. Zapytaj o mniej albo później.",
         "Базата предолго не одговараше. Побарајте помалку или подоцна."},
        {"The connection to the database broke off: {}.", "Połączenie z bazą zostało przerwane: {1}.",
         "Врската со базата се прекина: {1}."},
        {"The answer is larger than {} MB. Please ask for less.", "Odpowiedź ma ponad {1} MB. Zapytaj o mniej.",
         "Одговорот е поголем од {1} MB. Побарајте помалку."},
        {"What is there is larger than {} MB. Please fetch it in parts.",
         "To, co tam jest, ma ponad {1} MB. Pobieraj to w częściach.",
         "Она што е таму е поголемо од {1} MB. Преземајте го во делови."},
        {"The other server's answer cannot be understood.", "Odpowiedź drugiego serwera jest niezrozumiała.",
         "Одговорот на другиот сервер не може да се разбере."},
        {"The other server's answer broke off. Please try again later.",
         "Odpowiedź drugiego serwera urwała się. Spróbuj później.",
         "Одговорот на другиот сервер се прекина. Обидете се подоцна."},
        {"The other server leads from https to http, where anybody could read along. Please give the address that it "
         "leads to, if that is wanted.",
         "Drugi serwer przekierowuje z https na http, gdzie każdy mógłby podglądać. Jeśli tak ma być, podaj adres, do "
         "którego przekierowuje.",
         "Другиот сервер пренасочува од https на http, каде што секој може да чита. Ако тоа е потребно, внесете ја "
         "адресата до која води."},
        {"Please give the name and the password in their own fields, not inside the address.",
         "Podaj nazwę i hasło w osobnych polach, a nie w adresie.",
         "Внесете ги името и лозинката во посебни полиња, а не во адресата."},
        {"The other server answers with {}. Please check the name and the secret.",
         "Drugi serwer odpowiada {1}. Sprawdź nazwę i hasło.",
         "Другиот сервер одговара со {1}. Проверете ги името и лозинката."},
        {"The other server answers with {}: there is nothing at this address.",
         "Drugi serwer odpowiada {1}: pod tym adresem nic nie ma.",
         "Другиот сервер одговара со {1}: на оваа адреса нема ништо."},
        {"The other server answers with {}. Please try again later, or ask who runs it.",
         "Drugi serwer odpowiada {1}. Spróbuj później albo zapytaj tego, kto go prowadzi.",
         "Другиот сервер одговара со {1}. Обидете се подоцна или прашајте го оној што го води."},
        {"The other server leads from one address to the next without an end.",
         "Drugi serwer przekierowuje bez końca z adresu na adres.",
         "Другиот сервер без крај пренасочува од адреса на адреса."},
        {"There is no folder for dropped files. The administrator of the server names one with --drop-folder.",
         "Nie ma folderu na wrzucane pliki. Administrator serwera wskazuje go przez --drop-folder.",
         "Нема папка за оставени датотеки. Администраторот на серверот ја наведува со --drop-folder."},
        {"The folder {} is not there. Please let the administrator of the server make it inside the folder for dropped "
         "files.",
         "Nie ma folderu {1}. Niech administrator serwera utworzy go w folderze na wrzucane pliki.",
         "Папката {1} ја нема. Нека ја направи администраторот на серверот во папката за оставени датотеки."},
        {"The file {} is larger than 100 MB, or cannot be read. Please send it in parts.",
         "Plik {1} ma ponad 100 MB albo nie można go odczytać. Przesyłaj go w częściach.",
         "Датотеката {1} е поголема од 100 MB или не може да се прочита. Испраќајте ја во делови."},
        {"The file {} cannot be read. Please check its rights.",
         "Nie można odczytać pliku {1}. Sprawdź jego uprawnienia.",
         "Датотеката {1} не може да се прочита. Проверете ги нејзините права."},
        {"The file {} cannot be put away into the folder {}. Please check the rights of its folder.",
         "Nie można odłożyć pliku {1} do folderu {2}. Sprawdź uprawnienia jego folderu.",
         "Датотеката {1} не може да се тргне во папката {2}. Проверете ги правата на нејзината папка."},
        {"The password cannot be opened: the key of this server is another than when it was given. Please give it "
         "again.",
         "Nie można odczytać hasła: klucz tego serwera jest inny niż wtedy, gdy je podano. Podaj je ponownie.",
         "Лозинката не може да се отвори: клучот на овој сервер е друг од времето кога е внесена. Внесете ја "
         "повторно."}};
    return all;
}

} // namespace crm

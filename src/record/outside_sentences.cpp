// What is said of banks' files, KSeF, mail servers and whatever else Relacja talks to.
#include "record/sentences.hpp"

namespace crm {

const std::vector<Sentence>& outside_sentences() {
    static const std::vector<Sentence> all = {
        // Bank statements
        {"The amounts of this statement are too large.", "Kwoty tego wyciągu są za duże.",
         "Износите во овој извод се преголеми."},
        {"The balances of the statement {} do not agree: {} and its entries give {}, but it ends with {}. Please fetch "
         "the file from the bank once more.",
         "Salda wyciągu {1} się nie zgadzają: {2} i jego pozycje dają {3}, a kończy się kwotą {4}. Pobierz plik z "
         "banku jeszcze raz.",
         "Салдата на изводот {1} не се согласуваат: {2} и неговите ставки даваат {3}, а завршува со {4}. Преземете ја "
         "датотеката од банката повторно."},
        {"This file breaks off before its end, so nothing of it was taken. Please fetch it from the bank once more.",
         "Ten plik urywa się przed końcem, więc nic z niego nie wczytano. Pobierz go z banku jeszcze raz.",
         "Оваа датотека се прекинува пред крајот, па ништо од неа не е преземено. Преземете ја од банката повторно."},
        {"This file is larger than 20 MB. Please fetch shorter periods.",
         "Ten plik ma ponad 20 MB. Pobierz krótsze okresy.",
         "Оваа датотека е поголема од 20 MB. Преземете пократки "
         "периоди."},
        {"This is no bank statement that can be read. Please choose MT940 or CAMT.053 at the bank.",
         "To nie jest wyciąg bankowy, który można odczytać. Wybierz w banku MT940 lub CAMT.053.",
         "Ова не е банкарски извод што може да се прочита. Изберете MT940 или CAMT.053 во банката."},
        {"This is no bank statement that can be read. Please choose CAMT.053 at the bank.",
         "To nie jest wyciąg bankowy, który można odczytać. Wybierz w banku CAMT.053.",
         "Ова не е банкарски извод што може да се прочита. Изберете CAMT.053 во банката."},
        {"This day of the statement cannot be read: {}.", "Nie można odczytać tego dnia wyciągu: {1}.",
         "Овој ден од изводот не може да се прочита: {1}."},
        {"This amount of the statement cannot be read: {}.", "Nie można odczytać tej kwoty wyciągu: {1}.",
         "Овој износ од изводот не може да се прочита: {1}."},
        {"The statement {} does not say its balances. Please choose CAMT.053 at the bank, with the balances of its "
         "first and last day.",
         "Wyciąg {1} nie podaje sald. Wybierz w banku CAMT.053 z saldami pierwszego i ostatniego dnia.",
         "Изводот {1} не ги кажува салдата. Изберете CAMT.053 во банката, со салдата на првиот и последниот ден."},
        {"There is no statement in this file. Please choose CAMT.053 or MT940 at the bank.",
         "W tym pliku nie ma wyciągu. Wybierz w banku CAMT.053 lub MT940.",
         "Во оваа датотека нема извод. Изберете CAMT.053 или MT940 во банката."},

        // KSeF
        {"KSeF does not take the token. Please check it in the settings. {}",
         "KSeF nie przyjmuje tokenu. Sprawdź go w ustawieniach. {1}",
         "KSeF не го прифаќа токенот. Проверете го во поставките. {1}"},
        {"KSeF asks to wait {} seconds.", "KSeF prosi, aby poczekać {1} s.", "KSeF бара да се почека {1} секунди."},
        {"KSeF answers with {}. It is tried again.", "KSeF odpowiada: {1}. Próba zostanie ponowiona.",
         "KSeF одговара со {1}. Ќе се обидеме повторно."},
        {"KSeF answers with {}", "KSeF odpowiada: {1}", "KSeF одговара со {1}"},
        {"KSeF's answer lacks \"{}\". It is tried again.", "W odpowiedzi KSeF brakuje „{1}”. Próba zostanie ponowiona.",
         "Во одговорот на KSeF недостига „{1}“. Ќе се обидеме повторно."},
        {"KSeF's answer cannot be understood. It is tried again.",
         "Odpowiedź KSeF jest niezrozumiała. Próba zostanie ponowiona.",
         "Одговорот на KSeF не може да се разбере. Ќе се обидеме повторно."},
        {"KSeF gives no valid certificate to encrypt with. It is tried again.",
         "KSeF nie podaje ważnego certyfikatu do szyfrowania. Próba zostanie ponowiona.",
         "KSeF не дава важечки сертификат за шифрирање. Ќе се обидеме повторно."},
        {"KSeF does not let us in: {}", "KSeF nas nie wpuszcza: {1}", "KSeF не нè пушта: {1}"},
        {"KSeF thinks about the sign-in for too long. It is tried again.",
         "KSeF zbyt długo rozpatruje logowanie. Próba zostanie ponowiona.",
         "KSeF предолго размислува за најавата. Ќе се обидеме повторно."},
        {"KSeF gave a number that is none of ours: {}", "KSeF podał numer, który nie jest nasz: {1}",
         "KSeF даде број што не е наш: {1}"},
        {"The connection to KSeF has no token. Please give it in the settings.",
         "Połączenie z KSeF nie ma tokenu. Podaj go w ustawieniach.",
         "Поврзувањето со KSeF нема токен. Внесете го во поставките."},
        {"The KSeF token cannot be opened: the key of this server is another than when it was given. Please give it "
         "again.",
         "Nie można odczytać tokenu KSeF: klucz tego serwera jest inny niż wtedy, gdy token podano. Podaj go jeszcze "
         "raz.",
         "Токенот за KSeF не може да се отвори: клучот на овој сервер е друг отколку кога бил внесен. Внесете го "
         "повторно."},

        // Mail servers
        {"The mail server answered: {}", "Serwer poczty odpowiedział: {1}", "Серверот за пошта одговори: {1}"},
        {"This mail server offers no STARTTLS on port {}. Please choose TLS with its port, usually 465.",
         "Ten serwer poczty nie oferuje STARTTLS na porcie {1}. Wybierz TLS z jego portem, zwykle 465.",
         "Овој сервер за пошта не нуди STARTTLS на портата {1}. Изберете TLS со неговата порта, обично 465."},
        {"The mail server said more than it should before TLS.",
         "Serwer poczty powiedział przed TLS więcej, niż powinien.",
         "Серверот за пошта кажа повеќе отколку што треба пред TLS."},
        {"This mail server takes only addresses of Latin letters without accents.",
         "Ten serwer poczty przyjmuje tylko adresy z liter łacińskich bez znaków diakrytycznych.",
         "Овој сервер за пошта прима само адреси со латинични букви без знаци."},
        {"This mail server takes no login and password here. Please leave the login empty, or choose another port.",
         "Ten serwer poczty nie przyjmuje tu loginu i hasła. Zostaw login pusty albo wybierz inny port.",
         "Овој сервер за пошта тука не прима корисничко име и лозинка. Оставете го името празно или изберете друга "
         "порта."},
        {"What answers there is no mail server. Please check the address and the port.",
         "To, co tam odpowiada, nie jest serwerem poczty. Sprawdź adres i port.",
         "Она што одговара таму не е сервер за пошта. Проверете ги адресата и портата."},
        {"The mail server broke off the conversation. Please check the port and the kind of security.",
         "Serwer poczty przerwał rozmowę. Sprawdź port i rodzaj zabezpieczenia.",
         "Серверот за пошта го прекина разговорот. Проверете ги портата и видот на заштита."},
        {"The mail server has no password. Please give it in the settings.",
         "Serwer poczty nie ma hasła. Podaj je w ustawieniach.",
         "Серверот за пошта нема лозинка. Внесете ја во поставките."},
        {"The password of the mail server cannot be opened: the key of this server is another than when it was given. "
         "Please give it again.",
         "Nie można odczytać hasła serwera poczty: klucz tego serwera jest inny niż wtedy, gdy hasło podano. Podaj je "
         "jeszcze raz.",
         "Лозинката на серверот за пошта не може да се отвори: клучот на овој сервер е друг отколку кога била внесена. "
         "Внесете ја повторно."},
        {"No mail server is set up. Please set one up in the settings.",
         "Nie ustawiono serwera poczty. Ustaw go w ustawieniach.",
         "Не е поставен сервер за пошта. Поставете го во поставките."},

        // Other servers and databases
        {"The other server's certificate cannot be used. Please try again later.",
         "Nie można użyć certyfikatu drugiego serwera. Spróbuj ponownie później.",
         "Сертификатот на другиот сервер не може да се користи. Обидете се повторно подоцна."},
        {"\"{}\" is no network that may be called. Please write it as 10.1.0.0/16 or fd00::/8.",
         "„{1}” nie jest siecią, z którą można się łączyć. Zapisz ją jak 10.1.0.0/16 lub fd00::/8.",
         "„{1}“ не е мрежа што смее да се повика. Напишете ја како 10.1.0.0/16 или fd00::/8."},
        {"This is no address of the web. Please give one such as https://example.com/customers.csv.",
         "To nie jest adres w sieci. Podaj adres taki jak https://example.com/klienci.csv.",
         "Ова не е веб-адреса. Внесете адреса како https://example.com/klienti.csv."},
        {"What is sent to the other server holds a line break.",
         "To, co jest wysyłane do drugiego serwera, zawiera znak końca wiersza.",
         "Она што се испраќа до другиот сервер содржи премин во нов ред."},
        {"This is no address of a PostgreSQL database. Please give one such as "
         "postgresql://reader@db.example.com/shop?sslmode=verify-full.",
         "To nie jest adres bazy PostgreSQL. Podaj adres taki jak "
         "postgresql://reader@db.example.com/shop?sslmode=verify-full.",
         "Ова не е адреса на база PostgreSQL. Внесете адреса како "
         "postgresql://reader@db.example.com/shop?sslmode=verify-full."},
        {"The address of a database holds its host, port, name and user and sslmode; \"{}\" cannot be given.",
         "Adres bazy zawiera host, port, nazwę, użytkownika i sslmode; „{1}” nie można podać.",
         "Адресата на базата содржи сервер, порта, име, корисник и sslmode; „{1}“ не може да се наведе."},
        {"The database refuses the query: {}.", "Baza odrzuca zapytanie: {1}.", "Базата го одбива прашањето: {1}."},
        {"The push service asks to try again later.", "Usługa powiadomień prosi o ponowną próbę później.",
         "Услугата за известувања бара да се обидеме подоцна."},
    };
    return all;
}

} // namespace crm

// What is said of the company's settings, own objects and fields, renaming and arranging.
#include "record/sentences.hpp"

namespace crm {

const std::vector<Sentence>& shape_sentences() {
    static const std::vector<Sentence> all = {
        // The company
        {"Please leave the control characters out of the company's name.", "Usuń znaki sterujące z nazwy firmy.",
         "Избришете ги контролните знаци од името на фирмата."},
        {"Please give the company's name.", "Podaj nazwę firmy.", "Внесете го името на фирмата."},
        {"Please keep the company's name under {} letters.", "Skróć nazwę firmy do mniej niż {1} znaków.",
         "Скратете го името на фирмата на помалку од {1} знаци."},
        {"The company has no setting \"{}\"; it has name, country, currency, zone, language and more.",
         "Firma nie ma ustawienia „{1}”; ma name, country, currency, zone, language i inne.",
         "Фирмата нема поставка „{1}“; има name, country, currency, zone, language и други."},
        {"Please give an object, such as {\"tax_id\":\"…\"}.", "Podaj obiekt, na przykład {\"tax_id\":\"…\"}.",
         "Внесете објект, на пример {\"tax_id\":\"…\"}."},
        {"This time zone is not known. Please give its IANA name, such as Europe/Warsaw.",
         "Ta strefa czasowa nie jest znana. Podaj jej nazwę IANA, na przykład Europe/Warsaw.",
         "Оваа временска зона не е позната. Внесете го нејзиното име од IANA, на пример Europe/Skopje."},
        {"This currency is not known. Please give its code of three letters, such as EUR.",
         "Ta waluta nie jest znana. Podaj jej kod z trzech liter, na przykład EUR.",
         "Оваа валута не е позната. Внесете го нејзиниот код од три букви, на пример EUR."},
        {"This country is not known. Please give its code of two letters, such as PL.",
         "Ten kraj nie jest znany. Podaj jego kod z dwóch liter, na przykład PL.",
         "Оваа земја не е позната. Внесете го нејзиниот код од две букви, на пример MK."},
        {"Please choose one of the languages en, pl, mk.", "Wybierz jeden z języków: en, pl, mk.",
         "Изберете еден од јазиците: en, pl, mk."},
        {"Somebody changed the company's settings meanwhile. Please load them again.",
         "Ktoś w międzyczasie zmienił ustawienia firmy. Wczytaj je ponownie.",
         "Некој во меѓувреме ги изменил поставките на фирмата. Вчитајте ги повторно."},
        {"The company's currency cannot be changed once there are amounts, since they were converted to it.",
         "Waluty firmy nie można zmienić, gdy są już kwoty, bo przeliczono je na nią.",
         "Валутата на фирмата не може да се смени штом има износи, бидејќи се претворени во неа."},
        // Own objects and fields
        {"Please describe it as a JSON object.", "Opisz to jako obiekt JSON.", "Опишете го како JSON-објект."},
        {"\"{}\" is not known here.", "„{1}” nie jest tu znane.", "„{1}“ не е познато тука."},
        {"Please leave line breaks, control characters and turns of the direction out of the label.",
         "Usuń z etykiety znaki końca wiersza, znaki sterujące i zmiany kierunku pisma.",
         "Избришете ги од ознаката преминувањата во нов ред, контролните знаци и промените на насоката."},
        {"Please keep the label under 80 letters.", "Skróć etykietę do mniej niż 80 znaków.",
         "Скратете ја ознаката на помалку од 80 знаци."},
        {"Please give a label with at least one letter or digit.",
         "Podaj etykietę z co najmniej jedną literą lub cyfrą.", "Внесете ознака со барем една буква или цифра."},
        {"Please give at most 500 choices.", "Podaj najwyżej 500 możliwości.", "Внесете најмногу 500 можности."},
        {"Every choice needs a name without the character |.", "Każda możliwość wymaga nazwy bez znaku |.",
         "Секоја можност бара име без знакот |."},
        {"Please choose one of these kinds: {}.", "Wybierz jeden z tych rodzajów: {1}.",
         "Изберете еден од овие видови: {1}."},
        {"Please give a pattern of at most 40 letters with {n} or {n4} for the number, once, such as "
         "\"SRV/{yyyy}/{n4}\".",
         "Podaj wzór z najwyżej 40 znaków, z jednym {n} lub {n4} w miejscu numeru, na przykład \"SRV/{yyyy}/{n4}\".",
         "Внесете образец со најмногу 40 знаци, со еднаш {n} или {n4} за бројот, на пример \"SRV/{yyyy}/{n4}\"."},
        {"A pattern knows {n}, {n4}, {yyyy} and {mm}. Please write it with these.",
         "Wzór zna {n}, {n4}, {yyyy} i {mm}. Napisz go za ich pomocą.",
         "Образецот знае {n}, {n4}, {yyyy} и {mm}. Напишете го со нив."},
        {"Numbers that begin anew each month need the year too, since no number comes twice. Please add {yyyy}.",
         "Numery, które co miesiąc zaczynają się od nowa, wymagają też roku, bo żaden numer nie może się powtórzyć. "
         "Dodaj {yyyy}.",
         "Броевите што секој месец почнуваат одново бараат и година, бидејќи ниеден број не се повторува. Додајте "
         "{yyyy}."},
        {"A number is given by the program, so it cannot be required.",
         "Numer nadaje program, więc nie można go wymagać.",
         "Бројот го дава програмата, па не може да биде задолжителен."},
        {"Please say which object the link leads to.", "Podaj, do którego obiektu prowadzi powiązanie.",
         "Наведете до кој објект води врската."},
        {"A link leads to one object; choose the kind link_any for several.",
         "Powiązanie prowadzi do jednego obiektu; dla kilku wybierz rodzaj link_any.",
         "Врската води до еден објект; за повеќе изберете го видот link_any."},
        {"A roll-up is kept by the program, so it cannot be required.",
         "Zliczenie prowadzi program, więc nie można go wymagać.",
         "Збирното поле го води програмата, па не може да биде задолжително."},
        {"Nobody could fill in a field that is required and read only. Please give it a default, or leave one of the "
         "two out.",
         "Pola wymaganego i tylko do odczytu nikt nie mógłby wypełnić. Nadaj mu wartość domyślną albo zrezygnuj z "
         "jednego z dwojga.",
         "Поле што е задолжително и само за читање никој не би можел да го пополни. Дајте му почетна вредност или "
         "откажете се од едното."},
        {"Only texts, e-mail addresses and whole numbers can be unique.",
         "Niepowtarzalne mogą być tylko teksty, adresy e-mail i liczby całkowite.",
         "Единствени можат да бидат само текстови, адреси на е-пошта и цели броеви."},
        {"A field of the kind {} has no default.", "Pole rodzaju {1} nie ma wartości domyślnej.",
         "Поле од видот {1} нема почетна вредност."},
        {"A field that is unique has no default, since one record alone could have it.",
         "Pole niepowtarzalne nie ma wartości domyślnej, bo mógłby ją mieć tylko jeden rekord.",
         "Единствено поле нема почетна вредност, бидејќи би можел да ја има само еден запис."},
        {"There are {} own objects already; please delete one first.",
         "Jest już {1} własnych obiektów; najpierw usuń któryś.",
         "Веќе има {1} сопствени објекти; прво избришете некој."},
        {"This object has {} own fields already; please delete one first.",
         "Ten obiekt ma już {1} własnych pól; najpierw usuń któreś.",
         "Овој објект веќе има {1} сопствени полиња; прво избришете некое."},
        {"There is no own object \"{}\".", "Nie ma własnego obiektu „{1}”.", "Нема сопствен објект „{1}“."},
        {"There is no own field \"{}\" in \"{}\".", "W „{2}” nie ma własnego pola „{1}”.",
         "Во „{2}“ нема сопствено поле „{1}“."},
        {"There is no own object \"{}\" in the bin.", "W koszu nie ma własnego obiektu „{1}”.",
         "Во корпата нема сопствен објект „{1}“."},
        {"There is no own field \"{}\" in \"{}\" in the bin.", "W koszu nie ma własnego pola „{1}” obiektu „{2}”.",
         "Во корпата нема сопствено поле „{1}“ на „{2}“."},
        {"This was deleted more than thirty days ago and is being dropped. It cannot be brought back.",
         "Usunięto to ponad trzydzieści dni temu i jest właśnie kasowane. Nie można tego przywrócić.",
         "Ова е избришано пред повеќе од триесет дена и се отстранува. Не може да се врати."},
        {"Only label, plural and icon of an object can be changed.",
         "W obiekcie można zmienić tylko label, plural i icon.",
         "Кај објектот можат да се сменат само label, plural и icon."},
        {"Whether a field is unique is chosen when it is made, since the records that are there may hold a value "
         "twice. Please make a new field.",
         "O niepowtarzalności pola decyduje się przy tworzeniu, bo istniejące rekordy mogą mieć tę samą wartość. "
         "Utwórz nowe pole.",
         "Дали полето е единствено се избира кога се прави, бидејќи постојните записи може да имаат иста вредност. "
         "Направете ново поле."},
        {"A field's name never changes; change its label instead.",
         "Nazwa pola nigdy się nie zmienia; zmień zamiast niej etykietę.",
         "Името на полето никогаш не се менува; наместо тоа сменете ја ознаката."},
        {"What a field leads to or is made of never changes, since the records that are there hold it. Please make a "
         "new field.",
         "To, dokąd pole prowadzi lub z czego powstaje, nigdy się nie zmienia, bo tak jest zapisane w istniejących "
         "rekordach. Utwórz nowe pole.",
         "До што води полето или од што настанува никогаш не се менува, бидејќи така е запишано во постојните записи. "
         "Направете ново поле."},
        {"A field of the kind {} cannot become {}. Please make a new field.",
         "Pole rodzaju {1} nie może stać się polem rodzaju {2}. Utwórz nowe pole.",
         "Поле од видот {1} не може да стане {2}. Направете ново поле."},
        {"The decimals of a field can only become more, since the values that are there would be cut. Please make a "
         "new field.",
         "Miejsc po przecinku może tylko przybyć, bo inaczej istniejące wartości zostałyby ucięte. Utwórz nowe pole.",
         "Децималите на полето можат само да се зголемат, бидејќи инаку постојните вредности би се скратиле. Направете "
         "ново поле."},
        {"There are more than {} different values in this field, too many for a choice. Please make some of them the "
         "same first.",
         "W tym polu jest ponad {1} różnych wartości, za dużo na wybór z listy. Najpierw ujednolić niektóre z nich.",
         "Во ова поле има повеќе од {1} различни вредности, премногу за избор од список. Прво изедначете некои од "
         "нив."},
        {"These values are in use and are none of the choices: {}. Please add them as choices, or change the records "
         "first.",
         "Te wartości są w użyciu, a nie ma ich wśród możliwości: {1*}. Dodaj je jako możliwości albo najpierw zmień "
         "rekordy.",
         "Овие вредности се користат, а ги нема меѓу можностите: {1*}. Додајте ги како можности или прво изменете ги "
         "записите."},
        {"{} and {} others", "{1} i jeszcze {2}", "{1} и уште {2}"},
        {"{} and {} or more others", "{1} i co najmniej {2} innych", "{1} и уште {2} или повеќе"},
        {"There are numbers in this field that are too large to have {} decimals. Please choose fewer.",
         "W tym polu są liczby za duże, by mieć {1} miejsc po przecinku. Wybierz mniej.",
         "Во ова поле има броеви преголеми за да имаат {1} децимали. Изберете помалку."},
        // Roll-ups
        {"Please say what it is of, such as \"count deal.party\", \"sum deal.party amount_base\" or \"latest "
         "activity.party starts_at\".",
         "Podaj, co zlicza, na przykład \"count deal.party\", \"sum deal.party amount_base\" albo \"latest "
         "activity.party starts_at\".",
         "Наведете што собира, на пример \"count deal.party\", \"sum deal.party amount_base\" или \"latest "
         "activity.party starts_at\"."},
        {"\"{}.{}\" is no link to {}.", "„{1}.{2}” nie jest powiązaniem z {3}.", "„{1}.{2}“ не е врска до {3}."},
        {"Amounts of several currencies cannot be put together. Please take \"{}_base\".",
         "Kwot w różnych walutach nie można zsumować. Użyj „{1}_base”.",
         "Износи во повеќе валути не можат да се соберат. Употребете „{1}_base“."},
        {"\"{}\" of {} is no number or amount.", "„{1}” w {2} nie jest liczbą ani kwotą.",
         "„{1}“ кај {2} не е број ниту износ."},
        {"\"{}\" of {} is no number, day or moment.", "„{1}” w {2} nie jest liczbą, dniem ani chwilą.",
         "„{1}“ кај {2} не е број, ден ниту момент."},
        // Renaming
        {"Please give the words by language, such as {\"pl\": \"…\"}.",
         "Podaj słowa według języków, na przykład {\"pl\": \"…\"}.",
         "Внесете ги зборовите по јазици, на пример {\"mk\": \"…\"}."},
        {"Please give a list of the choices to be renamed, for a field that has choices.",
         "Podaj listę możliwości do przemianowania, dla pola, które ma możliwości.",
         "Внесете список на можностите за преименување, за поле што има можности."},
        {"There is no choice \"{}\". The choices of a built-in field are renamed, none is added.",
         "Nie ma możliwości „{1}”. Możliwości wbudowanego pola można przemianować, ale nie dodawać.",
         "Нема можност „{1}“. Можностите на вградено поле се преименуваат, ниедна не се додава."},
        {"Please give a colour from 0 to 5.", "Podaj kolor od 0 do 5.", "Внесете боја од 0 до 5."},
        {"Every object has the field \"{}\"; it is not renamed.",
         "Pole „{1}” ma każdy obiekt; nie zmienia się jego nazwy.",
         "Полето „{1}“ го има секој објект; не се преименува."},
        {"A built-in field stays as it is; only its label and choices are renamed.",
         "Wbudowane pole zostaje, jakie jest; zmienia się tylko jego etykietę i nazwy możliwości.",
         "Вграденото поле останува какво што е; се преименуваат само неговата ознака и можностите."},
        // Lists, forms and pages
        {"A layout is of the list, of list.NAME, of the form or of the record. There is no \"{}\".",
         "Układ dotyczy list, list.NAME, form albo record. Nie ma „{1}”.",
         "Распоредот е за list, list.NAME, form или record. Нема „{1}“."},
        {"Please give a list of names of fields.", "Podaj listę nazw pól.", "Внесете список на имиња на полиња."},
        {"The field \"{}\" is named twice. Please name it once.", "Pole „{1}” podano dwa razy. Podaj je raz.",
         "Полето „{1}“ е наведено двапати. Наведете го еднаш."},
        {"Please keep the name of a group under 80 letters.", "Skróć nazwę grupy do mniej niż 80 znaków.",
         "Скратете го името на групата на помалку од 80 знаци."},
        {"The page of a record has groups and hidden.", "Strona rekordu ma groups i hidden.",
         "Страницата на записот има groups и hidden."},
        {"A list or form has fields.", "Lista lub formularz ma fields.", "Списокот или формуларот има fields."},
        {"Please leave at least one field.", "Zostaw co najmniej jedno pole.", "Оставете барем едно поле."},
        {"Please give a list of at most 40 groups.", "Podaj listę najwyżej 40 grup.",
         "Внесете список од најмногу 40 групи."},
        {"A group is {\"name\", \"label\", \"fields\"}.", "Grupa to {\"name\", \"label\", \"fields\"}.",
         "Групата е {\"name\", \"label\", \"fields\"}."},
        {"A group has name, label and fields.", "Grupa ma name, label i fields.", "Групата има name, label и fields."}};
    return all;
}

} // namespace crm

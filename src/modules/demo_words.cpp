#include "modules/demo_words.hpp"

#include "base/text.hpp"

namespace crm {

// splitmix64, by Sebastiano Vigna (public domain algorithm).
std::uint64_t Chance::next() {
    std::uint64_t mixed = (state_ += 0x9e3779b97f4a7c15ull);
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ull;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebull;
    return mixed ^ (mixed >> 31);
}

std::int64_t Chance::between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(most - least + 1));
}

namespace {

Nation poland() {
    return {"PL",
            "pl",
            "Europe/Warsaw",
            {"Anna", "Katarzyna", "Małgorzata", "Agnieszka", "Ewa", "Zofia", "Magdalena", "Joanna", "Aleksandra",
             "Natalia", "Karolina", "Dorota", "Iwona", "Łucja", "Weronika", "Grażyna"},
            {"Piotr", "Paweł", "Michał", "Krzysztof", "Łukasz", "Tomasz", "Grzegorz", "Wojciech", "Jakub", "Marcin",
             "Rafał", "Stanisław", "Bartosz", "Zbigniew", "Sławomir", "Jędrzej"},
            {{"Nowak", "Nowak"},
             {"Kowalski", "Kowalska"},
             {"Wiśniewski", "Wiśniewska"},
             {"Wójcik", "Wójcik"},
             {"Kamiński", "Kamińska"},
             {"Lewandowski", "Lewandowska"},
             {"Zieliński", "Zielińska"},
             {"Woźniak", "Woźniak"},
             {"Dąbrowski", "Dąbrowska"},
             {"Mazur", "Mazur"},
             {"Krawczyk", "Krawczyk"},
             {"Grabowski", "Grabowska"},
             {"Wróbel", "Wróbel"},
             {"Jabłoński", "Jabłońska"},
             {"Święch", "Święch"},
             {"Żak", "Żak"},
             {"Łuczak", "Łuczak"},
             {"Gołębiowski", "Gołębiowska"}},
            {"Stal", "Drew", "Agro", "Eko", "Bud", "Trans", "Medi", "Elektro", "Wodo", "Ciepło"},
            {"mex", "pol-Nowa", "serwis", "system", "hurt", "land", "gastro", "dom", "plast", "lux"},
            {"sp. z o.o.", "sp. z o.o.", "S.A.", "sp.j.", "sp.k."},
            {"Hotele", "Gastronomia", "Biura", "Produkcja", "Handel", "Budownictwo"},
            {"ul. Długa", "ul. Kwiatowa", "ul. Leśna", "al. Jana Pawła II", "ul. Młyńska", "ul. Źródlana",
             "pl. Wolności", "ul. Świętokrzyska"},
            {{"Warszawa", "00-590"},
             {"Kraków", "31-044"},
             {"Łódź", "90-001"},
             {"Wrocław", "50-106"},
             {"Poznań", "61-731"},
             {"Gdańsk", "80-831"},
             {"Zakopane", "34-500"},
             {"Białystok", "15-092"}},
            {"+48501", "+48602", "+48693", "+48784", "+48888", "+48532"},
            12};
}

Nation macedonia() {
    return {"MK",
            "mk",
            "Europe/Skopje",
            {"Ана", "Марија", "Елена", "Ивана", "Билјана", "Весна", "Катерина", "Јована", "Сања", "Наташа", "Љупка",
             "Снежана", "Тања", "Ѓурѓица"},
            {"Ѓорѓи", "Александар", "Никола", "Стефан", "Бојан", "Дејан", "Горан", "Зоран", "Игор", "Љупчо", "Марјан",
             "Ќиро", "Трајче", "Џино"},
            {{"Петровски", "Петровска"},
             {"Ристовски", "Ристовска"},
             {"Николов", "Николова"},
             {"Јовановски", "Јовановска"},
             {"Стојановски", "Стојановска"},
             {"Димитров", "Димитрова"},
             {"Трајковски", "Трајковска"},
             {"Костов", "Костова"},
             {"Ангеловски", "Ангеловска"},
             {"Ќосев", "Ќосева"},
             {"Георгиев", "Георгиева"},
             {"Спасовски", "Спасовска"},
             {"Илиев", "Илиева"},
             {"Митревски", "Митревска"},
             {"Наумов", "Наумова"},
             {"Ѓорчев", "Ѓорчева"}},
            {"Вардар", "Пелистер", "Шара", "Бистра", "Плачковица", "Кожуф", "Галичица", "Осогово", "Јасен", "Љуботен"},
            {"Транс", "Комерц", "Градба", "Инженеринг", "Агро", "Текстил", "Дизајн", "Логистика", "Хотели", "Услуги"},
            {"ДООЕЛ", "ДООЕЛ", "ДОО", "АД"},
            {"Хотели", "Угостителство", "Канцеларии", "Производство", "Трговија", "Градежништво"},
            {"ул. Македонија", "бул. Партизански одреди", "ул. Гоце Делчев", "ул. Ѓорче Петров", "ул. Широк Сокак",
             "ул. Маршал Тито", "ул. Кеј 13 Ноември"},
            {{"Скопје", "1000"},
             {"Битола", "7000"},
             {"Охрид", "6000"},
             {"Куманово", "1300"},
             {"Штип", "2000"},
             {"Тетово", "1200"},
             {"Струмица", "2400"},
             {"Прилеп", "7500"}},
            {"+38970", "+38971", "+38975", "+38976", "+38977", "+38978"},
            12};
}

Nation united_kingdom() {
    return {
        "GB",
        "en",
        "Europe/London",
        {"Emma", "Olivia", "Charlotte", "Grace", "Hannah", "Lucy", "Sarah", "Alice", "Rachel", "Megan", "Eleanor",
         "Naomi"},
        {"James", "Oliver", "Thomas", "Henry", "George", "Daniel", "Samuel", "Edward", "William", "Adam", "Joseph",
         "Luke"},
        {{"Smith", "Smith"},
         {"Jones", "Jones"},
         {"Taylor", "Taylor"},
         {"Wilson", "Wilson"},
         {"Evans", "Evans"},
         {"Walker", "Walker"},
         {"Wright", "Wright"},
         {"Robinson", "Robinson"},
         {"Thompson", "Thompson"},
         {"Hughes", "Hughes"},
         {"Green", "Green"},
         {"Clarke", "Clarke"},
         {"Harris", "Harris"},
         {"Cooper", "Cooper"},
         {"Turner", "Turner"},
         {"O'Neill", "O'Neill"}},
        {"Ashford", "Brookfield", "Harbour", "Northgate", "Silverdale", "Kingsley", "Oakwood", "Redhill", "Stonebridge",
         "Westlake"},
        {"Foods", "Logistics", "Engineering", "Textiles", "Partners", "Supplies", "Interiors", "Systems", "Hotels",
         "Bakeries"},
        {"Ltd", "Ltd", "plc", "LLP"},
        {"Hotels", "Restaurants", "Offices", "Manufacturing", "Retail", "Construction"},
        {"High Street", "Station Road", "Mill Lane", "Church Street", "Victoria Road", "Queen's Square", "Park Avenue"},
        {{"London", "EC1A 1BB"},
         {"Leeds", "LS1 4DY"},
         {"Bristol", "BS1 5TR"},
         {"Manchester", "M1 1AE"},
         {"Norwich", "NR1 3JU"},
         {"Edinburgh", "EH1 1YZ"}},
        {"+447911123"},
        13};
}

std::string join(const std::vector<const char*>& begins, const std::vector<const char*>& ends, Chance& chance,
                 bool apart) {
    const std::string begin = chance.one_of(begins);
    return begin + (apart ? " " : "") + chance.one_of(ends);
}

} // namespace

const std::vector<Nation>& nations() {
    static const std::vector<Nation> all = {poland(), macedonia(), united_kingdom()};
    return all;
}

std::string phone_of(Chance& chance, const Nation& nation) {
    std::string phone = chance.one_of(nation.phone_begins);
    while (phone.size() < nation.phone_length) phone += static_cast<char>('0' + chance.between(0, 9));
    return phone;
}

DemoPerson person_of(Chance& chance, const Nation& nation, const std::string& domain) {
    const bool woman = chance.percent(50);
    const std::string given = chance.one_of(woman ? nation.women : nation.men);
    const Family& family = chance.one_of(nation.families);
    const std::string name = woman ? family.woman : family.man;
    const std::string mailbox = loose_key(given) + "." + loose_key(name);
    return {given, name, mailbox + "@" + (domain.empty() ? "post.example" : domain), phone_of(chance, nation), woman};
}

std::string firm_of(Chance& chance, const Nation& nation) {
    const bool apart = std::string(nation.language) != "pl"; // Polish firms like one word: Stalmex
    const std::string name = join(nation.firm_begins, nation.firm_ends, chance, apart);
    return name + " " + chance.one_of(nation.legal_forms);
}

std::string legal_form_of(const std::string& firm) {
    std::string found;
    for (const Nation& nation : nations())
        for (const std::string form : nation.legal_forms)
            if (firm.ends_with(" " + form) && form.size() > found.size()) found = form;
    return found;
}

std::string domain_of(const std::string& firm) {
    std::string name;
    for (const auto& word : words(firm.substr(0, firm.size() - legal_form_of(firm).size()))) name += loose_key(word);
    return name + ".example";
}

PostalAddress address_in(Chance& chance, const Nation& nation) {
    const Town& town = chance.one_of(nation.towns);
    PostalAddress place{.street = chance.one_of(nation.streets),
                        .house = std::to_string(chance.between(1, 120)),
                        .postal_code = town.postal_code,
                        .city = town.name,
                        .country = nation.country};
    if (chance.percent(30)) place.flat = std::to_string(chance.between(1, 40));
    return place;
}

const std::vector<DemoProduct>& demo_products() {
    static const std::vector<DemoProduct> all = {
        {{"Coffee machine Aroma 200", "Ekspres Aroma 200", "Кафемат Арома 200"}, "AR-200", "good", 1890, 1240},
        {{"Coffee machine Aroma 600", "Ekspres Aroma 600", "Кафемат Арома 600"}, "AR-600", "good", 4250, 2790},
        {{"Coffee machine Grand", "Ekspres Grand", "Кафемат Гранд"}, "GR-1", "good", 9800, 6450},
        {{"Grinder Mola", "Młynek Mola", "Мелница Мола"}, "ML-1", "good", 640, 415},
        {{"Coffee beans, 10 kg", "Kawa ziarnista, 10 kg", "Кафе во зрно, 10 kg"}, "KW-10", "good", 185, 118},
        {{"Water filter", "Filtr do wody", "Филтер за вода"}, "FW-3", "good", 39, 17},
        {{"Service contract for a year", "Umowa serwisowa na rok", "Сервисен договор за една година"},
         "SV-12",
         "subscription",
         480,
         260},
        {{"Installation", "Montaż", "Монтажа"}, "IN-1", "service", 220, 120},
        {{"Training of staff", "Szkolenie obsługi", "Обука на персоналот"}, "TR-1", "service", 350, 180}};
    return all;
}

const std::vector<Label>& job_titles() {
    static const std::vector<Label> all = {{"Director", "Dyrektor", "Директор"},
                                           {"Head of purchasing", "Kierownik zakupów", "Раководител на набавки"},
                                           {"Owner", "Właściciel", "Сопственик"},
                                           {"Office manager", "Kierownik biura", "Раководител на канцеларија"},
                                           {"Accountant", "Księgowa", "Сметководител"},
                                           {"Hotel manager", "Kierownik hotelu", "Управник на хотел"},
                                           {"Technician", "Serwisant", "Сервисер"}};
    return all;
}

const std::vector<Label>& loss_reasons() {
    static const std::vector<Label> all = {{"Price", "Cena", "Цена"},
                                           {"Chose a competitor", "Wybór konkurencji", "Избран е конкурент"},
                                           {"No budget this year", "Brak budżetu w tym roku", "Нема буџет оваа година"},
                                           {"No decision", "Brak decyzji", "Нема одлука"},
                                           {"Delivery time", "Termin dostawy", "Рок на испорака"}};
    return all;
}

const std::vector<Label>& task_subjects() {
    static const std::vector<Label> all = {
        {"Send the offer", "Wysłać ofertę", "Да се испрати понуда"},
        {"Call back", "Oddzwonić", "Повратен повик"},
        {"Prepare the contract", "Przygotować umowę", "Да се подготви договор"},
        {"Ask about the delivery address", "Ustalić adres dostawy", "Да се праша за адресата на испорака"},
        {"Arrange a tasting", "Umówić degustację", "Да се закаже дегустација"},
        {"Check the water hardness", "Sprawdzić twardość wody", "Да се провери тврдоста на водата"}};
    return all;
}

const std::vector<Label>& sources() {
    static const std::vector<Label> all = {{"Referral", "Polecenie", "Препорака"},
                                           {"Website", "Strona internetowa", "Веб-страница"},
                                           {"Trade fair", "Targi", "Саем"},
                                           {"Telephone", "Telefon", "Телефон"}};
    return all;
}

const std::vector<Label>& remarks() {
    static const std::vector<Label> all = {
        {"They open a second hotel in spring; worth a visit.", "Wiosną otwierają drugi hotel, warto ich odwiedzić.",
         "Напролет отвораат втор хотел, вреди да се посетат."},
        {"Careful: the last delivery was late, let us keep our word this time.",
         "Uwaga: ostatnia dostawa się spóźniła, tym razem dotrzymajmy terminu.",
         "Внимание: последната испорака доцнеше, овој пат да го одржиме рокот."},
        {"Decisions are made by the two brothers together.", "Decyzje podejmują obaj bracia razem.",
         "Одлуките ги носат двајцата браќа заедно."},
        {"Can you look at the discount before I send this?", "Czy możesz spojrzeć na rabat, zanim to wyślę?",
         "Можеш ли да го погледнеш попустот пред да испратам?"}};
    return all;
}

const std::vector<DemoTalk>& talks() {
    static const std::vector<DemoTalk> all = {
        {"call",
         "out",
         {"Called about the offer", "Rozmowa o ofercie", "Повик за понудата"},
         {"They will decide next week", "Zdecydują w przyszłym tygodniu", "Ќе одлучат следната недела"}},
        {"call",
         "in",
         {"Asked about delivery", "Pytanie o dostawę", "Прашање за испорака"},
         {"Answered", "Odpowiedź udzielona", "Одговорено"}},
        {"call",
         "out",
         {"First conversation", "Pierwsza rozmowa", "Прв разговор"},
         {"Interested, wants prices", "Zainteresowani, proszą o ceny", "Заинтересирани, бараат цени"}},
        {"meeting",
         "",
         {"Presentation at the customer's", "Prezentacja u klienta", "Презентација кај клиентот"},
         {"They liked the larger machine", "Spodobał się większy model", "Им се допадна поголемиот модел"}},
        {"meeting",
         "",
         {"Tasting", "Degustacja", "Дегустација"},
         {"Very good impression", "Bardzo dobre wrażenie", "Многу добар впечаток"}},
        {"email", "out", {"Offer sent", "Wysłana oferta", "Испратена понуда"}, {"", "", ""}},
        {"email", "in", {"Question about the warranty", "Pytanie o gwarancję", "Прашање за гаранцијата"}, {"", "", ""}},
        {"visit",
         "",
         {"Look at the place", "Oględziny miejsca", "Увид на самото место"},
         {"Needs a water connection", "Potrzebne przyłącze wody", "Потребен е приклучок за вода"}},
        {"note",
         "",
         {"Prefers calls in the morning", "Woli telefony przed południem", "Претпочита повици претпладне"},
         {"", "", ""}},
        {"note",
         "",
         {"Uses a competitor's machine until June", "Do czerwca używa maszyny konkurencji",
          "До јуни користи машина од конкурент"},
         {"", "", ""}}};
    return all;
}

} // namespace crm

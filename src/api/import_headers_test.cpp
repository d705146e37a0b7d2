// Headers as people write them, in three languages, and what is proposed for them.
#include "api/import_files_fixture.hpp"

namespace crm::testing {

namespace {

struct ImportHeaders : ImportFiles {
    // "header → field" of each whose proposal is another than wanted.
    std::string wrong(const std::string& object, const std::vector<std::pair<std::string, std::string>>& wanted) {
        std::string text;
        for (const auto& [header, field] : wanted) {
            const Json order = Json::object({{"object", object}, {"file", upload("Zorza list;" + header + "\nx;y\n")}});
            const Json look = crm.post("/api/v1/import/preview", order).body;
            const Json& details = look["details"].items()[1];
            const bool right = details.text("field") == field && look["mapping"]["columns"].find(header) &&
                               !look["mapping"]["columns"][header].is_null();
            if (!right) text += header + " → " + details.text("field") + "\n";
        }
        return text;
    }
};

} // namespace

TEST_F(ImportHeaders, of_people_and_companies_are_recognised) {
    EXPECT_EQ(wrong("party", {{"Birth date", "born_on"},
                              {"Data ur.", "born_on"},
                              {"Ден на раѓање", "born_on"},
                              {"Przychód roczny", "revenue"},
                              {"Annual turnover", "revenue"},
                              {"Годишен промет", "revenue"},
                              {"Ulica i nr", "address.street"},
                              {"Street and number", "address.street"},
                              {"Улица и бр.", "address.street"},
                              {"Nr budynku", "address.house"},
                              {"Numer lokalu", "address.flat"},
                              {"Post code", "address.postal_code"},
                              {"Пошт. број", "address.postal_code"},
                              {"Населено место", "address.city"},
                              {"Country name", "address.country"},
                              {"Tel. kom.", "phone"},
                              {"Mobile number", "phone"},
                              {"Број на телефон", "phone"},
                              {"E-mail służbowy", "email"},
                              {"Work email", "email"},
                              {"Електронска пошта", "email"},
                              {"Adres WWW", "website"},
                              {"Home page", "website"},
                              {"Веб сајт", "website"},
                              {"Numer VAT", "tax_id"},
                              {"Tax number", "tax_id"},
                              {"Даночен број", "tax_id"},
                              {"Numer REGON", "register_id"},
                              {"Company number", "register_id"},
                              {"Liczba zatrudnionych", "employees"},
                              {"No. of employees", "employees"},
                              {"Број на вработени", "employees"},
                              {"Name and surname", "full_name"},
                              {"Imię i nazwisko", "full_name"},
                              {"Име презиме", "full_name"},
                              {"Remarks", "note"},
                              {"Komentarz", "note"},
                              {"Белешка", "note"},
                              {"Kategoria", "tags"},
                              {"Numer klienta", "external_id"},
                              {"Customer number", "external_id"},
                              {"Date added", "created_at"},
                              {"Sektor", "sector"},
                              {"Line of business", "sector"},
                              {"Гранка", "sector"}}),
              "");
}

TEST_F(ImportHeaders, of_deals_and_products_are_recognised) {
    EXPECT_EQ(wrong("deal", {{"Wartość szansy", "amount"},
                             {"Deal size", "amount"},
                             {"Вкупен износ", "amount"},
                             {"Przewidywana data zamknięcia", "closes_on"},
                             {"Estimated close date", "closes_on"},
                             {"Очекуван датум на затворање", "closes_on"},
                             {"Nazwa klienta", "party"},
                             {"Customer name", "party"},
                             {"Име на клиент", "party"},
                             {"Etap sprzedaży", "stage"},
                             {"Źródło kontaktu", "source"}}),
              "");
    EXPECT_EQ(wrong("product", {{"Kod produktu", "sku"},
                                {"Item code", "sku"},
                                {"Шифра на производ", "sku"},
                                {"Nazwa produktu", "name"},
                                {"Cena jednostkowa", "price"},
                                {"Единечна цена", "price"},
                                {"Stawka podatku", "vat_rate"},
                                {"J.m.", "unit"},
                                {"Мерна единица", "unit"}}),
              "");
}

TEST_F(ImportHeaders, a_title_before_a_name_is_a_title_in_latin_and_in_cyrillic) {
    ASSERT_EQ(counts(import("party", "Name and surname\nd-r Ana Petrovska\nд-р Јана Петровска\n")), "2 0 0 0 0");
    for (const char* given : {"Ana", "Јана"}) {
        const Json person = one("party", Json::object({{"given_name", given}}).dump());
        EXPECT_NE(person.text("title_prefix").find("-"), std::string::npos) << person.dump();
    }
}

} // namespace crm::testing

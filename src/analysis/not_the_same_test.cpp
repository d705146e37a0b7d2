#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "analysis/duplicates.hpp"

namespace crm {
namespace {

const std::vector<Meaning> meanings = {Meaning::kind,  Meaning::name,   Meaning::given,  Meaning::family,
                                       Meaning::code,  Meaning::exact,  Meaning::exact,  Meaning::day,
                                       Meaning::words, Meaning::number, Meaning::number, Meaning::words};

struct Someone {
    std::string kind, name, given, family, tax, email, phone, born, street, house, postal_code, city;
};

Someone person(std::string given, std::string family, std::string email = "", std::string phone = "",
               std::string born = "") {
    Someone one;
    one.kind = "person";
    one.name = given + " " + family;
    one.given = std::move(given);
    one.family = std::move(family);
    one.email = std::move(email);
    one.phone = std::move(phone);
    one.born = std::move(born);
    return one;
}

Someone company(std::string name, std::string tax = "", std::string email = "", std::string phone = "") {
    Someone one;
    one.kind = "organization";
    one.name = std::move(name);
    one.tax = std::move(tax);
    one.email = std::move(email);
    one.phone = std::move(phone);
    return one;
}

Someone at(Someone one, std::string street, std::string house, std::string postal_code, std::string city) {
    one.street = std::move(street);
    one.house = std::move(house);
    one.postal_code = std::move(postal_code);
    one.city = std::move(city);
    return one;
}

// A company's customers: some hundred people and firms of one town and its surroundings, none of them twice, and the
// ones that a test adds.
class Customers : public ::testing::Test {
protected:
    Customers() {
        const std::vector<std::string> given = {"Anna",  "Piotr",   "Katarzyna", "Tomasz",  "Maria",  "Marcin",
                                                "Ewa",   "Paweł",   "Agnieszka", "Michał",  "Joanna", "Krzysztof",
                                                "Marta", "Andrzej", "Monika",    "Wojciech"},
                                       family = {"Nowak",     "Kowalski",    "Wiśniewska", "Wójcik",    "Kowalczyk",
                                                 "Kamiński",  "Lewandowska", "Zieliński",  "Szymańska", "Woźniak",
                                                 "Dąbrowski", "Kozłowska",   "Mazur",      "Jankowski", "Krawczyk",
                                                 "Król",      "Wróbel",      "Stępień",    "Dudek"},
                                       streets = {"Krakowska",    "Ozimska",    "Reymonta",  "Katowicka",
                                                  "Sienkiewicza", "Kościuszki", "Piastowska"},
                                       cities = {"Opole", "Brzeg", "Nysa"};
        for (std::size_t i = 0; i < 260; ++i) {
            Someone one = person(given[i % given.size()], family[(i * 7 + i / 16) % family.size()],
                                 "klient" + std::to_string(i * 37) + "@poczta.pl",
                                 "+4850" + std::to_string(1'000'000 + i * 7919));
            if (i % 3)
                one = at(one, streets[i % 7], std::to_string(1 + i % 83), "45-0" + std::to_string(10 + i % 40),
                         cities[i % 3]);
            add(one);
        }
        const std::vector<std::string> first = {"Odra", "Silesia", "Bud", "Tech", "Eko", "Agro", "Medi", "Auto"},
                                       second = {"System", "Serwis", "Trans", "Plast", "Dom"};
        for (std::size_t i = 0; i < 40; ++i)
            add(at(company(first[i % 8] + second[i / 8] + " Sp. z o.o.", "754" + std::to_string(3'000'000 + i * 7321),
                           "biuro@firma" + std::to_string(i) + ".pl", "+48774" + std::to_string(100'000 + i * 173)),
                   streets[i % 7], std::to_string(100 + i), "45-1" + std::to_string(10 + i), cities[i % 3]));
    }

    std::uint32_t add(const Someone& one) {
        table_.add({one.kind, one.name, one.given, one.family, one.tax, one.email, one.phone, one.born, one.street,
                    one.house, one.postal_code, one.city});
        return static_cast<std::uint32_t>(table_.size() - 1);
    }
    std::pair<std::uint32_t, std::uint32_t> add(const Someone& one, const Someone& other) {
        const auto first = add(one);
        return {first, add(other)};
    }
    // The score of the pair among all that are found, doubtful ones too.
    double score(std::pair<std::uint32_t, std::uint32_t> pair) {
        if (found_of_ != table_.size()) {
            DuplicateOptions options;
            options.least_score = 0;
            options.prefer_one_to_one = false;
            found_ = find_duplicates(table_, options);
            found_of_ = table_.size();
        }
        for (const LikelyPair& each : found_)
            if (each.a == pair.first && each.b == pair.second) return each.score;
        return 0;
    }

    DuplicateTable table_{meanings};
    std::vector<LikelyPair> found_;
    std::size_t found_of_ = 0; // records in the table then
};

TEST_F(Customers, holds_no_duplicates_by_itself) {
    EXPECT_EQ(find_duplicates(table_).size(), 0u);
}

TEST_F(Customers, of_one_household_are_not_one_person) {
    auto home = [](const Someone& one) { return at(one, "Lipowa", "12", "45-222", "Opole"); };
    const auto couple =
        add(home(person("Anna", "Nowak", "anna.n@dom.pl")), home(person("Wojciech", "Nowak", "wojtek@praca.pl")));
    const auto sisters =
        add(at(person("Ewa", "Mazur", "rodzina.mazur@dom.pl", "+48774561234"), "Polna", "3", "49-300", "Brzeg"),
            at(person("Marta", "Mazur", "rodzina.mazur@dom.pl", "+48774561234"), "Polna", "3", "49-300", "Brzeg"));
    const auto brothers = add(person("Piotr", "Sowa", "", "+48601000111"), person("Paweł", "Sowa", "", "+48601000111"));
    EXPECT_LT(score(couple), 0.3);
    EXPECT_LT(score(sisters), 0.5);
    EXPECT_LT(score(brothers), 0.5);
}

TEST_F(Customers, who_are_father_and_son_are_told_apart_by_their_birthdays) {
    const auto named_alike = add(
        at(person("Jan", "Baran", "jan@baran.pl", "+48602333444", "1951-03-02"), "Leśna", "8", "48-300", "Nysa"),
        at(person("Jan", "Baran", "janek@studia.pl", "+48790111222", "1984-11-19"), "Leśna", "8", "48-300", "Nysa"));
    EXPECT_LT(score(named_alike), 0.5);
}

TEST_F(Customers, who_work_together_are_not_one_person) {
    auto office = [](const Someone& one) { return at(one, "Technologiczna", "2", "45-839", "Opole"); };
    const auto colleagues = add(office(person("Adam", "Wolski", "info@zorza.pl", "+48774443322")),
                                office(person("Beata", "Górska", "info@zorza.pl", "+48774443322")));
    const auto of_one_name = add(office(person("Tomasz", "Nowak", "info@zorza.pl", "+48774443322")),
                                 office(person("Monika", "Nowak", "info@zorza.pl", "+48774443322")));
    const auto firm_and_owner = add(office(company("Zorza Wolski Sp. z o.o.", "", "info@zorza.pl", "+48774443322")),
                                    office(person("Karol", "Zorza", "info@zorza.pl", "+48774443322")));
    EXPECT_LT(score(colleagues), 0.3);
    EXPECT_LT(score(of_one_name), 0.5);
    EXPECT_LT(score(firm_and_owner), 0.5);
}

TEST_F(Customers, of_a_usual_name_are_not_one_person_for_that) {
    const auto namesakes =
        add(person("Anna", "Kowalczyk", "a.kow@x.pl", "+48600100200"),
            at(person("Anna", "Kowalczyk", "kowalczyk.anna@y.pl", "+48700300400"), "Szkolna", "4", "49-300", "Brzeg"));
    const auto in_one_house = add(at(person("Marek", "Lis", "lis@x.pl"), "Długa", "7", "45-111", "Opole"),
                                  at(person("Olga", "Baranowska", "olga@y.pl"), "Długa", "7", "45-111", "Opole"));
    EXPECT_LT(score(namesakes), 0.5);
    EXPECT_LT(score(in_one_house), 0.3);
}

TEST_F(Customers, that_are_branches_of_one_chain_are_not_one_shop) {
    const auto branches =
        add(at(company("Delikatesy Fiołek", "", "kontakt@fiolek.pl"), "Rynek", "1", "45-015", "Opole"),
            at(company("Delikatesy Fiołek", "", "kontakt@fiolek.pl"), "Mostowa", "22", "48-303", "Nysa"));
    const auto same_house = add(at(company("Alfa Kancelaria"), "Wolności", "5", "45-020", "Opole"),
                                at(company("Beta Dental"), "Wolności", "5", "45-020", "Opole"));
    EXPECT_LT(score(branches), 0.5);
    EXPECT_LT(score(same_house), 0.3);
}

TEST_F(Customers, that_are_written_twice_are_found) {
    const std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> twice = {
        {"a nickname and the same e-mail",
         add(person("Katarzyna", "Lis", "kasia.lis@x.pl"), person("Kasia", "Lis", "kasia.lis@x.pl"))},
        {"the other alphabet and the same phone",
         add(person("Љупчо", "Николовски", "", "+38970111222"), person("Ljupčo", "Nikolovski", "", "+38970111222"))},
        {"a slip in the name, the same address",
         add(at(person("Zbigniew", "Wąsik", "zw@a.pl"), "Ogrodowa", "31", "45-444", "Opole"),
             at(person("Zbigniew", "Wasik"), "ul. Ogrodowa", "31", "45-444", "Opole"))},
        {"another form, the same tax number",
         add(company("Hurtownia Jantar Sp. z o.o.", "7551234567"), company("Jantar", "7551234567"))},
        {"the same name and place, other ways to reach them",
         add(at(company("Stolarnia Dębowy Kąt", "", "biuro@debowy.pl", "+48774001122"), "Leśna", "9", "46-040",
                "Ozimek"),
             at(company("Stolarnia Dębowy Kąt s.c.", "", "sklep@debowy.pl"), "Leśna", "9", "46-040", "Ozimek"))},
        {"a new family name", add(person("Wioletta", "Pająk", "wiola@x.pl", "+48511222333", "1990-05-06"),
                                  person("Wioletta", "Pająk-Zięba", "wiola@x.pl", "+48511222333", "1990-05-06"))},
        {"given and family name exchanged",
         add(person("Gustaw", "Okoń", "", "+48512000999"), person("Okoń", "Gustaw", "", "+48512000999"))},
        {"one letter of the e-mail wrong, the same phone",
         add(person("Sylwia", "Ptak", "sylwia.ptak@firma.pl", "+48513111000"),
             person("Sylwia", "Ptak", "sylwia.tak@firma.pl", "+48513111000"))}};
    for (const auto& [why, pair] : twice) EXPECT_GT(score(pair), 0.9) << why;
}

// A company that has just begun.
std::size_t pairs_among(const std::vector<Someone>& few) {
    DuplicateTable table(meanings);
    for (const Someone& one : few)
        table.add({one.kind, one.name, one.given, one.family, one.tax, one.email, one.phone, one.born, one.street,
                   one.house, one.postal_code, one.city});
    table.done_adding();
    return find_duplicates(table).size();
}

TEST(AmongFew, what_most_of_them_share_still_tells_who_they_are) {
    const Someone ewa = person("Ewa", "Mazur", "ewa.mazur@firma.pl", "+48501234567"),
                  other = person("Jan", "Król", "jan@firma.pl");
    EXPECT_EQ(pairs_among({ewa, ewa, ewa, other}), 3u);
    EXPECT_EQ(pairs_among({ewa, ewa, other}), 1u);
    EXPECT_EQ(pairs_among({person("Ewa", "Mazur", "ewa@x.pl"), person("Ewa", "Mazur", "ewa@x.pl")}), 1u);
}

TEST(AmongFew, neighbours_are_not_taken_for_one) {
    const auto home = [](const Someone& one) { return at(one, "Leśna", "9", "46-040", "Ozimek"); };
    EXPECT_EQ(pairs_among({home(person("Ewa", "Mazur")), home(person("Jan", "Mazur")), home(person("Ola", "Król")),
                           home(company("Zorza"))}),
              0u);
}

} // namespace
} // namespace crm

// Words of the demonstration company: names of people and companies in three languages, what it sells, what is said.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "record/record.hpp"

namespace crm {

// The same numbers from the same seed on every machine.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    std::int64_t between(std::int64_t least, std::int64_t most);
    bool percent(int chance) { return between(1, 100) <= chance; }
    template <class List>
    const auto& one_of(const List& list) {
        return list[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(list.size()) - 1))];
    }

private:
    std::uint64_t state_;
};

struct Town {
    const char *name, *postal_code;
};
struct Family {
    const char *man, *woman;
};
// What people, firms and streets are called in one country.
struct Nation {
    const char *country, *language, *zone;
    std::vector<const char*> women, men;
    std::vector<Family> families;
    std::vector<const char*> firm_begins, firm_ends, legal_forms, sectors, streets;
    std::vector<Town> towns;
    std::vector<const char*> phone_begins; // E.164; digits are added up to phone_length
    std::size_t phone_length;
};
const std::vector<Nation>& nations(); // Poland, North Macedonia, United Kingdom

struct DemoPerson {
    std::string given, family, email, phone;
    bool woman;
};
DemoPerson person_of(Chance& chance, const Nation& nation, const std::string& domain);
std::string firm_of(Chance& chance, const Nation& nation);
std::string legal_form_of(const std::string& firm); // "sp. z o.o.", with which it ends
std::string domain_of(const std::string& firm);     // "stalmex.example"
PostalAddress address_in(Chance& chance, const Nation& nation);
std::string phone_of(Chance& chance, const Nation& nation);

struct DemoProduct {
    Label name;
    const char *sku, *kind;
    std::int64_t euros, cost; // of one, in euros
};
const std::vector<DemoProduct>& demo_products();
const std::vector<Label>& job_titles();
const std::vector<Label>& loss_reasons();
const std::vector<Label>& task_subjects();
const std::vector<Label>& sources();
const std::vector<Label>& remarks(); // comments of colleagues

struct DemoTalk { // something that happened
    const char *kind, *direction;
    Label subject, outcome;
};
const std::vector<DemoTalk>& talks();

} // namespace crm

#include "app/demo_company.hpp"

#include "modules/demo.hpp"

namespace crm {

namespace {

struct Person {
    const char *login, *name, *role, *language;
};
constexpr Person people[] = {
    {"marta@example.com", "Marta Zając", "manager", "pl"},
    {"jan@example.com", "Jan Król", "salesperson", "pl"},
    {"ana@example.com", "Ана Петровска", "salesperson", "mk"},
    {"olivia@example.com", "Olivia Larsen", "service_agent", "en"},
};

} // namespace

void make_demo_company(App& app, const std::string& login, const std::string& password, std::uint64_t seed,
                       std::int64_t parties, const std::function<void(const std::string&)>& step) {
    std::vector<Id> users = {app.auth().add_user(login, "Nina Berg", "administrator", password)};
    for (const Person& person : people)
        users.push_back(app.auth().add_user(person.login, person.name, person.role, password));
    step("Making the company's people and business");
    if (parties == 0)
        make_demo(app.engine(), users, seed, now());
    else
        make_demo_at_scale(app.engine(), users, parties,
                           [&](std::int64_t made) { step(std::to_string(made) + " parties"); });
}

} // namespace crm

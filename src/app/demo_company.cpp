#include "app/demo_company.hpp"

#include "base/error.hpp"
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

constexpr const char *fact = "demo", *begun = "begun", *made = "made";

} // namespace

bool has_demo_company(App& app, const std::string& login) {
    if (!app.auth().user_by_login(login)) return false;
    if (app.engine().fact(fact) == begun)
        throw Error(Problem::conflict, "The making of this demo company was broken off, so it is there in part only. "
                                       "Please remove it, or name another place with --data, and begin anew.");
    return true;
}

void make_demo_company(App& app, const std::string& login, const std::string& password, std::uint64_t seed,
                       std::int64_t parties, const std::function<void(const std::string&)>& step) {
    app.engine().set_fact(fact, begun);
    std::vector<Id> users = {app.auth().add_user(login, "Nina Berg", "administrator", password)};
    for (const Person& person : people)
        users.push_back(app.auth().add_user(person.login, person.name, person.role, password));
    step("Making the company's people and business");
    if (parties == 0)
        make_demo(app.engine(), users, seed, now());
    else
        make_demo_at_scale(app.engine(), users, parties,
                           [&](std::int64_t done) { step(std::to_string(done) + " parties"); });
    app.engine().set_fact(fact, made);
}

} // namespace crm

#include "modules/core/employee.hpp"

#include "base/error.hpp"
#include "modules/core/checks.hpp"

namespace crm {

namespace {

void carry_the_name_of_the_user(Context& context, Record& record) {
    if (!record.has(employee.name) || record.changed(employee.user))
        record.set(employee.name, context.title("user", record.get(employee.user)));
}

void need_another_as_deputy(Context& context, Record& record) {
    if (!record.has(employee.deputy) || record.get(employee.deputy) != record.get(employee.user)) return;
    throw Error::at("deputy", context.in_language({"Please choose somebody else: nobody is their own deputy.",
                                                   "Wybierz inną osobę: nikt nie zastępuje sam siebie.",
                                                   "Изберете друго лице: никој не се заменува сам себеси."}));
}

void return_after_leaving(Context& context, Record& record) {
    need_order(context, record, employee.absent_from, employee.absent_to);
}

bool is_away(const Record& record, Day today) {
    const auto from = record.get(employee.absent_from), to = record.get(employee.absent_to);
    return from && *from <= today && (!to || today <= *to);
}

} // namespace

Id present_for(Context& context, Id user) {
    Id present = user;
    for (int steps = 0; steps < 5; ++steps) { // deputies may be away too, and name each other
        auto profile = context.find_one(employee, employee.user == present);
        if (!profile || !is_away(*profile, context.today()) || !profile->has(employee.deputy)) return present;
        present = profile->get(employee.deputy);
    }
    return user;
}

Employee::Employee()
    : Object("employee", "core", {"Employee", "Pracownik", "Вработен"}, {"Employees", "Pracownicy", "Вработени"}) {
    icon = "id-badge-2";
    table_class = TableClass::small;
    group("about", {"About", "Informacje", "Основни податоци"});
    group("time", {"Hours and absence", "Godziny i nieobecność", "Работно време и отсуство"});
    list_fields = {"name", "position", "unit", "skills", "absent_from", "absent_to", "deputy"};
    form_fields = {"user", "position", "unit", "duties", "skills"};
    default_sort = "name";
    menu = MenuPlace{"settings", 40};
    before_save(carry_the_name_of_the_user);
    before_save(need_another_as_deputy);
    before_save(return_after_leaving);
}

const Employee employee;

} // namespace crm

// Role: what its holders may do, as grants (see check_grants) and as rights over the whole installation (`may`).
// What no role of a user grants is refused.
#pragma once
#include <string_view>

#include "record/context.hpp"
#include "record/object.hpp"

namespace crm {

struct Role : Object {
    Text name{this,
              "name",
              {"Name", "Nazwa", "Име"},
              {.required = true, .unique = true, .searchable = true, .title = true, .max_length = 100}};
    JsonField grants{this, "grants", {"Grants", "Uprawnienia", "Дозволи"}};
    Choices may{
        this,
        "may",
        {"May", "Może", "Може"},
        {.choices = {
             {"shape", {"Change objects and fields", "Zmieniać obiekty i pola", "Да менува објекти и полиња"}},
             {"users",
              {"Manage users, teams and roles", "Zarządzać użytkownikami, zespołami i rolami",
               "Да управува со корисници, тимови и улоги"}},
             {"import", {"Import", "Importować", "Да увезува"}},
             {"audit", {"Read the audit log", "Czytać dziennik zmian", "Да го чита дневникот на промени"}},
             {"company",
              {"Change the company's settings", "Zmieniać ustawienia firmy", "Да ги менува поставките на фирмата"}},
             {"metrics", {"Read the metrics", "Czytać metryki serwera", "Да ги чита метриките"}},
             {"sensitive",
              {"See sensitive values in history and exports", "Widzieć wrażliwe wartości w historii i eksporcie",
               "Да гледа чувствителни вредности во историјата и извозот"}}}}};
    YesNo second_factor{this,
                        "second_factor",
                        {"Requires a second factor", "Wymaga drugiego składnika", "Бара втор фактор"},
                        {.default_value = false}};
    YesNo built_in{
        this, "built_in", {"Built in", "Wbudowana", "Вградена"}, {.read_only = true, .default_value = false}};
    YesNo retired{this,
                  "retired",
                  {"Retired", "Wycofana", "Повлечена"},
                  {.read_only = true, .default_value = false}}; // given to nobody any more
    Role();
};
extern const Role role;

constexpr std::string_view administrator = "administrator"; // the built-in role that may do everything

// The id of the role administrator; 0 before make_built_in_roles.
Id administrator_role(Context& context);

} // namespace crm

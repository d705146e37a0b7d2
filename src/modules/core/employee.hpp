// Employee: the working side of a user: position and unit, duties, skills, hours, absence with its deputy, capacity.
#pragma once
#include <cstdint>

#include "record/object.hpp"

namespace crm {

struct Employee : Object {
    Link user{this,
              "user",
              {"User", "Użytkownik", "Корисник"},
              {.required = true, .unique = true, .mine = true, .stays = true, .to = "user"}};
    Text name{this, "name", {"Name", "Imię i nazwisko", "Име и презиме"}, {.searchable = true, .title = true}};
    Text position{this, "position", {"Position", "Stanowisko", "Работно место"}, {.max_length = 120}};
    Text unit{this, "unit", {"Unit", "Jednostka organizacyjna", "Организациска единица"}, {.max_length = 120}};
    Tags duties{this, "duties", {"Duties", "Obowiązki", "Задолженија"}};
    Tags skills{this, "skills", {"Skills", "Umiejętności", "Вештини"}};
    Tags languages{this, "languages", {"Languages", "Języki", "Јазици"}};
    Whole capacity{this, "capacity", {"Open matters at a time", "Liczba spraw naraz", "Отворени предмети одеднаш"}};
    JsonField working_hours{
        this, "working_hours", {"Working hours", "Godziny pracy", "Работно време"}, {.group = "time"}};
    Day absent_from{this, "absent_from", {"Absent from", "Nieobecność od", "Отсутен од"}, {.group = "time"}};
    Day absent_to{this, "absent_to", {"Absent until", "Nieobecność do", "Отсутен до"}, {.group = "time"}};
    Link deputy{this, "deputy", {"Deputy", "Zastępca", "Заменик"}, {.to = "user", .group = "time"}};
    Employee();
};
extern const Employee employee;

class Context;
// Who does the work of `user` today: their deputy while they are away, otherwise themselves.
std::int64_t present_for(Context& context, std::int64_t user);

} // namespace crm

// Pull: what is fetched from elsewhere by itself, again and again: a table at an address of the web, files dropped into
// a folder, the answer to a query of a PostgreSQL database. Its rows become records as those of an import do.
#pragma once
#include "record/object.hpp"

namespace crm {

struct Pull : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .title = true}};
    Choice source{
        this,
        "source",
        {"Source", "Źródło", "Извор"},
        {.required = true,
         .choices = {{"web", {"Web address", "Adres w sieci", "Веб-адреса"}, 0},
                     {"folder", {"Folder for dropped files", "Folder na pliki", "Папка за датотеки"}, 3},
                     {"database", {"PostgreSQL query", "Zapytanie do PostgreSQL", "Прашање до PostgreSQL"}, 2}},
         .default_value = "web"}};
    // https://…, the name of a folder in the server's folder for dropped files, postgresql://…
    Text address{
        this, "address", {"Address", "Adres", "Адреса"}, {.required = true, .plain = true, .max_length = 2000}};
    Text login{this, "login", {"Sign-in name", "Login", "Корисничко име"}, {.plain = true, .max_length = 200}};
    // Stored sealed; what is read here is of no use to anybody.
    Text secret{this,
                "secret",
                {"Password or token", "Hasło lub token", "Лозинка или токен"},
                {.sensitive = true, .plain = true, .max_length = 2000}};
    LongText query{this, "query", {"Query", "Zapytanie", "Прашање"}, {.max_length = 20'000}};
    Text object{this,
                "object",
                {"Rows become", "Wiersze stają się", "Редовите стануваат"},
                {.required = true, .plain = true, .max_length = 60, .group = "rows"}};
    // columns, match, mode, defaults and so on, as an import takes them
    JsonField mapping{this, "mapping", {"Mapping", "Mapowanie", "Мапирање"}, {.group = "rows"}};
    Choice interval{this,
                    "interval",
                    {"How often", "Jak często", "Колку често"},
                    {.required = true,
                     .choices = {{"quarter_hour", {"Every 15 minutes", "Co 15 minut", "На секои 15 минути"}, 0},
                                 {"hour", {"Every hour", "Co godzinę", "Секој час"}, 0},
                                 {"day", {"Every day", "Codziennie", "Секој ден"}, 0},
                                 {"week", {"Every week", "Co tydzień", "Секоја недела"}, 0}},
                     .group = "schedule",
                     .default_value = "day"}};
    Whole at_hour{this, "at_hour", {"At hour (0–23)", "O godzinie (0–23)", "Во час (0–23)"}, {.group = "schedule"}};
    YesNo paused{this, "paused", {"Paused", "Wstrzymane", "Паузирано"}, {.group = "schedule", .default_value = false}};
    // With whose rights the rows come in: whoever changed it last.
    Link acts_for{this,
                  "acts_for",
                  {"Acts for", "Działa w imieniu", "Дејствува за"},
                  {.read_only = true, .stays = true, .to = "user", .group = "schedule"}};
    Pull();
};
extern const Pull pull;

} // namespace crm

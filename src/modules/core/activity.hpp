// Activity: something done or to be done with a customer: a call, a meeting, a task, an e-mail, a note. It stands on
// the timeline of what it is about and of everybody who takes part.
#pragma once
#include "record/object.hpp"

namespace crm {

struct Activity : Object {
    Choice kind{this,
                "kind",
                {"Kind", "Rodzaj", "Вид"},
                {.required = true,
                 .indexed = true,
                 .index_carries = {"done", "due_at"}, // open tasks
                 .choices = {{"note", {"Note", "Notatka", "Забелешка"}, 4},
                             {"task", {"Task", "Zadanie", "Задача"}, 0},
                             {"call", {"Call", "Rozmowa", "Повик"}, 1},
                             {"meeting", {"Meeting", "Spotkanie", "Состанок"}, 2},
                             {"email", {"E-mail", "E-mail", "Е-пошта"}, 3},
                             {"chat", {"Chat", "Czat", "Разговор на страницата"}, 3},
                             {"sms", {"SMS", "SMS", "СМС"}, 3},
                             {"letter", {"Letter", "List", "Писмо"}, 4},
                             {"visit", {"Visit", "Wizyta", "Посета"}, 5}},
                 .default_value = "task"}};
    Text subject{this,
                 "subject",
                 {"Subject", "Temat", "Наслов"},
                 {.searchable = true, .title = true, .made_of = "body"}}; // its beginning, where nobody gave one
    LongText body{this, "body", {"Text", "Treść", "Содржина"}, {.searchable = true}};
    // What it is about gives it its home, otherwise the party.
    LinkAny about{this,
                  "about",
                  {"About", "Dotyczy", "Се однесува на"},
                  {.indexed = true, .home = true, .on_timeline = true, .to = "*"}};
    Link party{this,
               "party",
               {"Party", "Kontrahent", "Деловен партнер"},
               {.indexed = true, .on_timeline = true, .to = "party"}};
    Links participants{
        this, "participants", {"Participants", "Uczestnicy", "Учесници"}, {.on_timeline = true, .to = "party"}};
    Links attendees{this,
                    "attendees",
                    {"From our side", "Z naszej strony", "Од наша страна"},
                    {.mine = true, .stays = true, .to = "user"}};
    Choice direction{this,
                     "direction",
                     {"Direction", "Kierunek", "Насока"},
                     {.choices = {{"in", {"Inbound", "Przychodzące", "Дојдовен"}, 1},
                                  {"out", {"Outbound", "Wychodzące", "Појдовен"}, 0}}}};

    Link owner{this,
               "owner",
               {"Owner", "Opiekun", "Одговорен"},
               {.indexed = true,
                .index_carries = {"kind", "done", "due_at", "assigned_to"},
                .mine = true,
                .to = "user",
                .group = "time"}};
    Link assigned_to{
        this,
        "assigned_to",
        {"Assigned to", "Przypisane do", "Доделено на"},
        {.indexed = true, .index_carries = {"kind", "done", "due_at"}, .mine = true, .to = "user", .group = "time"}};
    Moment starts_at{this,
                     "starts_at",
                     {"Starts", "Początek", "Почеток"},
                     {.indexed = true, .index_carries = {"kind", "owner"}, .group = "time"}};
    Moment ends_at{this, "ends_at", {"Ends", "Koniec", "Крај"}, {.group = "time"}};
    Moment due_at{this, "due_at", {"Due", "Termin", "Рок"}, {.indexed = true, .group = "time"}};
    YesNo done{this, "done", {"Done", "Wykonane", "Завршено"}, {.group = "time"}};
    Moment done_at{this, "done_at", {"Done at", "Wykonano", "Завршено на"}, {.group = "time"}};
    LongText outcome{this, "outcome", {"Outcome", "Wynik", "Исход"}, {.searchable = true, .group = "result"}};
    Links mentions{
        this, "mentions", {"Mentions", "Wzmianki", "Спомнувања"}, {.stays = true, .to = "user", .group = "result"}};
    Text next_step{this, "next_step", {"Next step", "Następny krok", "Следен чекор"}, {.group = "result"}};
    Activity();
};
extern const Activity activity;

} // namespace crm

// Deal: a possible sale on its way through the stages of a pipeline. Its stage says whether it is open, won or lost.
#pragma once
#include <optional>
#include <string>

#include "record/context.hpp"

namespace crm {

struct Deal : Object {
    Text name{
        this, "name", {"Name", "Nazwa", "Име"}, {.searchable = true, .title = true}}; // when empty: product and party
    Link party{this,
               "party",
               {"Party", "Kontrahent", "Деловен партнер"},
               {.indexed = true, .home = true, .on_timeline = true, .to = "party"}};
    Link contact{this,
                 "contact",
                 {"Contact person", "Osoba kontaktowa", "Лице за контакт"},
                 {.on_timeline = true, .to = "party"}};
    Link product{this, "product", {"Product", "Produkt", "Производ"}, {.indexed = true, .to = "product"}};
    Link pipeline{this,
                  "pipeline",
                  {"Pipeline", "Lejek sprzedaży", "Продажна инка"},
                  {.required = true, .indexed = true, .to = "pipeline", .on_delete = OnDelete::refuse, .group = "way"}};
    Link stage{this,
               "stage",
               {"Stage", "Etap", "Фаза"},
               {.required = true,
                .indexed = true,
                .index_carries = {"pipeline", "probability"}, // what a board counts and weighs
                .to = "stage",
                .on_delete = OnDelete::refuse,
                .group = "way"}};
    Money amount{this, "amount", {"Amount", "Wartość", "Износ"}, {}};
    Whole probability{this,
                      "probability",
                      {"Probability (0–100)", "Prawdopodobieństwo (0–100)", "Веројатност (0–100)"},
                      {.group = "way"}};
    Day closes_on{this,
                  "closes_on",
                  {"Expected close", "Planowane zamknięcie", "Очекувано затворање"},
                  {.indexed = true}};
    Link owner{this,
               "owner",
               {"Owner", "Opiekun", "Одговорен"},
               {.indexed = true,
                .index_carries = {"outcome", "stage", "stalled", "closes_on", "closed_on", "created_at"}, // my figures
                .mine = true,
                .to = "user"}};

    Choice outcome{this,
                   "outcome",
                   {"Outcome", "Wynik", "Исход"}, // of its stage
                   {.read_only = true,
                    .indexed = true,
                    .index_carries = {"stage", "owner"},
                    .choices = {{"open", {"Open", "Otwarta", "Отворена"}, 0},
                                {"won", {"Won", "Wygrana", "Добиена"}, 1},
                                {"lost", {"Lost", "Przegrana", "Изгубена"}, 5}},
                    .group = "way",
                    .made_of = "stage"}};
    Day closed_on{
        this, "closed_on", {"Closed on", "Data zamknięcia", "Датум на затворање"}, {.indexed = true, .group = "way"}};
    // Since when it is worked on: the day it was made, unless somebody knows better.
    Day opened_on{this, "opened_on", {"Opened on", "Data otwarcia", "Датум на отворање"}, {.group = "way"}};
    Whole cycle_days{this,
                     "cycle_days",
                     {"Days to close", "Dni do zamknięcia", "Денови до затворање"},
                     {.read_only = true, .group = "way", .made_of = "opened_on closed_on"}};
    // What its owner promises of it, whatever its stage says.
    Choice forecast_category{this,
                             "forecast_category",
                             {"Forecast", "Prognoza", "Прогноза"},
                             {.choices = {{"pipeline", {"Pipeline", "W toku", "Во тек"}, 0},
                                          {"best_case", {"Best case", "Optymistycznie", "Оптимистички"}, 2},
                                          {"commit", {"Commit", "Pewne", "Сигурно"}, 1},
                                          {"omitted", {"Left out", "Pominięta", "Изоставена"}, 4}},
                              .group = "way",
                              .default_value = "pipeline"}};
    Text loss_reason{this, "loss_reason", {"Loss reason", "Powód przegranej", "Причина за губење"}, {.group = "way"}};
    Moment stage_since{this,
                       "stage_since",
                       {"In this stage since", "Na tym etapie od", "Во оваа фаза од"},
                       {.read_only = true, .group = "way", .made_of = "stage"}};
    YesNo stalled{this,
                  "stalled",
                  {"Stalled", "Utknęła", "Заглавена"},
                  {.read_only = true, .indexed = true, .group = "way", .default_value = false, .made_of = "stage"}};
    Day next_step_on{this,
                     "next_step_on",
                     {"Next step on", "Następny krok", "Следен чекор на"},
                     {.read_only = true, .group = "way"}};

    Links competitors{this, "competitors", {"Competitors", "Konkurenci", "Конкуренти"}, {.to = "party"}};
    // Of the territories that hold when it is made, that of the party's place, unless one is chosen.
    Link territory{this, "territory", {"Territory", "Region", "Регион"}, {.indexed = true, .to = "territory"}};
    Text source{this, "source", {"Source", "Źródło pozyskania", "Извор"}, {.indexed = true, .max_length = 120}};
    Tags tags{this, "tags", {"Tags", "Etykiety", "Ознаки"}};
    LongText note{this, "note", {"Note", "Notatka", "Забелешка"}, {.searchable = true}};
    Deal();
};
extern const Deal deal;

// Moves the deal and lets its age in the stage start anew. Losing needs a reason; closing is on `closed_on`, or today.
void move(Context& context, Record& record, Id to_stage, const std::string& loss_reason,
          std::optional<Day> closed_on = {});
// Marks the open deals that stay in their stage longer than it allows, and those that no longer do. Returns how many
// changed; at most `limit` at a time.
int mark_stalled(Context& context, int limit = 500);

} // namespace crm

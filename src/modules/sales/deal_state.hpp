// DealState: what a deal was until it changed: its stage, value, expected close, owner. Written by the deal's rule in
// the transaction of the change and never changed; what a deal is now stands in the deal. From these come the time in a
// stage, the conversion from stage to stage, what was won out of each, and what changed since any day.
#pragma once
#include "record/context.hpp"

namespace crm {

struct DealState : Object {
    Text name{this, "name", {"State", "Stan", "Состојба"}, {.read_only = true, .title = true}};
    Link deal{this,
              "deal",
              {"Deal", "Szansa sprzedaży", "Продажна можност"},
              {.required = true, .read_only = true, .indexed = true, .part_of = true, .to = "deal"}};
    Moment until_at{this,
                    "until_at",
                    {"Until", "Do", "До"},
                    {.required = true,
                     .read_only = true,
                     .indexed = true,
                     .index_carries = {"stage", "left", "days_in_stage", "deal"}}}; // what conversion is counted from
    Link pipeline{this,
                  "pipeline",
                  {"Pipeline", "Lejek sprzedaży", "Продажна инка"},
                  {.read_only = true, .stays = true, .to = "pipeline", .made_of = "deal.pipeline"}};
    Link stage{this,
               "stage",
               {"Stage", "Etap", "Фаза"},
               {.read_only = true,
                .indexed = true,
                .index_carries = {"left", "to_stage", "days_in_stage", "deal"},
                .stays = true,
                .to = "stage",
                .made_of = "deal.stage"}};
    // How the stage was left; empty where something else changed.
    Choice left{this,
                "left",
                {"Left by", "Opuszczony przez", "Напуштена со"},
                {.read_only = true,
                 .choices = {{"forward", {"Moving forward", "Przejście dalej", "Напредување"}, 0},
                             {"back", {"Moving back", "Cofnięcie", "Враќање назад"}, 2},
                             {"won", {"Winning", "Wygraną", "Добивање"}, 1},
                             {"lost", {"Losing", "Przegraną", "Губење"}, 5},
                             {"reopened", {"Opening again", "Ponowne otwarcie", "Повторно отворање"}, 3},
                             {"elsewhere", {"Another pipeline", "Inny lejek", "Друга инка"}, 4}},
                 .made_of = "deal.stage"}};
    Link to_stage{this,
                  "to_stage",
                  {"To the stage", "Do etapu", "Во фаза"},
                  {.read_only = true, .stays = true, .to = "stage", .made_of = "deal.stage"}};
    Whole days_in_stage{this,
                        "days_in_stage",
                        {"Days in the stage", "Dni na etapie", "Денови во фазата"},
                        {.read_only = true, .made_of = "deal.stage"}};
    Choice outcome{this,
                   "outcome",
                   {"Outcome", "Wynik", "Исход"},
                   {.read_only = true,
                    .choices = {{"open", {"Open", "Otwarta", "Отворена"}, 0},
                                {"won", {"Won", "Wygrana", "Добиена"}, 1},
                                {"lost", {"Lost", "Przegrana", "Изгубена"}, 5}},
                    .made_of = "deal.outcome"}};
    Money amount{this, "amount", {"Amount", "Wartość", "Износ"}, {.read_only = true, .made_of = "deal.amount"}};
    Day closes_on{this,
                  "closes_on",
                  {"Expected close", "Planowane zamknięcie", "Очекувано затворање"},
                  {.read_only = true, .made_of = "deal.closes_on"}};
    Link owner{this,
               "owner",
               {"Owner", "Opiekun", "Одговорен"},
               {.read_only = true, .stays = true, .to = "user", .made_of = "deal.owner"}};
    DealState();
};
extern const DealState deal_state;

// Keeps what the deal was before this change.
void keep_what_it_was(Context& context, Record& deal);

} // namespace crm

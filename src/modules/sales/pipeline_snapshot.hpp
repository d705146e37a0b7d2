// PipelineSnapshot: once a week, what was open: by owner, pipeline and stage, how many deals, what they were worth and
// what was expected of them. What one sees of it is counted from the rows one may see.
#pragma once
#include "record/context.hpp"

namespace crm {

struct PipelineSnapshot : Object {
    Text name{this, "name", {"Snapshot", "Stan lejka", "Снимка"}, {.read_only = true, .title = true}};
    Day day{this, "day", {"Day", "Dzień", "Ден"}, {.required = true, .read_only = true, .indexed = true}};
    Link owner{this,
               "owner",
               {"Owner", "Opiekun", "Одговорен"},
               {.read_only = true, .indexed = true, .mine = true, .stays = true, .to = "user"}};
    Link pipeline{this,
                  "pipeline",
                  {"Pipeline", "Lejek sprzedaży", "Продажна инка"},
                  {.read_only = true, .stays = true, .to = "pipeline"}};
    Link stage{this, "stage", {"Stage", "Etap", "Фаза"}, {.read_only = true, .stays = true, .to = "stage"}};
    Whole deals{this, "deals", {"Deals", "Szanse", "Можности"}, {.read_only = true}};
    Money amount{this, "amount", {"Value", "Wartość", "Вредност"}, {.read_only = true}};
    // By the deals' own probabilities.
    Money weighted{this, "weighted", {"Weighted value", "Wartość ważona", "Пондерирана вредност"}, {.read_only = true}};
    Money committed{this, "committed", {"Committed", "Pewne", "Сигурно"}, {.read_only = true}};
    PipelineSnapshot();
};
extern const PipelineSnapshot pipeline_snapshot;

// Takes that of this week, unless it is there. Returns how many rows it has.
int keep_pipeline_snapshot(Context& context);

} // namespace crm

// Stage: a step of a pipeline: how likely a deal is to be won from here, and after how many days in it a deal is
// stalled.
#pragma once
#include "record/context.hpp"
#include "record/names.hpp"

namespace crm {

struct Stage : Object {
    Text name{this,
              "name",
              {"Name", "Nazwa", "Име"},
              {.required = true, .searchable = true, .title = true, .max_length = 120}};
    Link pipeline{this,
                  "pipeline",
                  {"Pipeline", "Lejek sprzedaży", "Продажна инка"},
                  {.required = true, .indexed = true, .to = "pipeline", .on_delete = OnDelete::refuse}};
    Choice outcome{this,
                   "outcome",
                   {"Outcome", "Wynik", "Исход"},
                   {.required = true,
                    .choices = {{"open", {"Open", "Otwarta", "Отворена"}, 0},
                                {"won", {"Won", "Wygrana", "Добиена"}, 1},
                                {"lost", {"Lost", "Przegrana", "Изгубена"}, 5}}}};
    Whole probability{
        this, "probability", {"Probability (0–100)", "Prawdopodobieństwo (0–100)", "Веројатност (0–100)"}};
    Whole stalled_after_days{
        this, "stalled_after_days", {"Stalled after days", "Utknęła po dniach", "Заглавена по денови"}};
    // Fields of a deal, without which none comes to this stage.
    Tags required_fields{
        this, "required_fields", {"Must be filled in", "Muszą być wypełnione", "Мора да се пополни"}, {}};
    Whole position{this, "position", {"Position", "Kolejność", "Редослед"}};
    YesNo retired{this,
                  "retired",
                  {"Retired", "Wycofany", "Повлечена"},
                  {.read_only = true, .default_value = false}}; // offered no more
    Whole color{this, "color", {"Colour", "Kolor", "Боја"}};
    Names names{this};
    Stage();
};
extern const Stage stage;

// What a stage of this name means in the three languages: "won" (Wygrana, Добиена, Closed won …), "lost", else "open".
std::string outcome_named(std::string_view name);
// The first open stage of a pipeline that is offered; empty while it has none.
std::optional<Record> first_stage(Context& context, Id of_pipeline);

} // namespace crm

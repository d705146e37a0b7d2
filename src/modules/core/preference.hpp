// Preference: what a party likes or wants to be spared, stated by them or inferred, with how sure we are.
#pragma once
#include "record/object.hpp"

namespace crm {

struct Preference : Object {
    Link party{this,
               "party",
               {"Party", "Kontrahent", "Деловен партнер"},
               {.required = true, .indexed = true, .part_of = true, .to = "party"}};
    Text name{this,
              "name",
              {"Preference", "Preferencja", "Претпочитање"},
              {.required = true, .searchable = true, .title = true}};
    Choice kind{this,
                "kind",
                {"How known", "Skąd wiadomo", "Како е познато"},
                {.required = true,
                 .choices = {{"stated", {"Stated", "Podana", "Искажано"}, 1},
                             {"inferred", {"Inferred", "Wywnioskowana", "Заклучено"}, 2}},
                 .default_value = "stated"}};
    Whole confidence{this, "confidence", {"Confidence (0–100)", "Pewność (0–100)", "Сигурност (0–100)"}};
    Text source{this, "source", {"Source", "Źródło", "Извор"}, {.max_length = 200}};
    LongText note{this, "note", {"Note", "Notatka", "Забелешка"}};
    Preference();
};
extern const Preference preference;

} // namespace crm

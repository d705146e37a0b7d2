// Pipeline: a way that sales go, as a row of stages. One is the default, for deals that name none.
#pragma once
#include "record/context.hpp"
#include "record/names.hpp"

namespace crm {

struct Pipeline : Object {
    Text name{
        this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .unique = true, .title = true, .max_length = 120}};
    YesNo is_default{this, "is_default", {"Default", "Domyślny", "Основна"}, {.default_value = false}};
    YesNo retired{this,
                  "retired",
                  {"Retired", "Wycofany", "Повлечена"},
                  {.read_only = true, .default_value = false}}; // offered no more
    Whole position{this, "position", {"Position", "Kolejność", "Редослед"}, {.default_value = 0}};
    Names names{this};
    Pipeline();
};
extern const Pipeline pipeline;

// The default pipeline; empty while there is none.
std::optional<Record> default_pipeline(Context& context);

} // namespace crm

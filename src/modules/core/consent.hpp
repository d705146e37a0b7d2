// Consent: what a party allowed or withdrew, for one purpose and channel. Entries are only added: the newest one holds.
#pragma once
#include <optional>
#include <string_view>

#include "modules/core/choices.hpp"
#include "record/object.hpp"

namespace crm {

struct Consent : Object {
    Link party{this,
               "party",
               {"Party", "Kontrahent", "Деловен партнер"},
               {.required = true, .indexed = true, .part_of = true, .to = "party"}};
    Choice purpose{
        this,
        "purpose",
        {"Purpose", "Cel", "Намена"},
        {.required = true,
         .choices = {{"newsletter", {"Newsletter", "Newsletter", "Билтен"}, 0},
                     {"marketing", {"Offers", "Oferty handlowe", "Понуди"}, 1},
                     {"telemarketing", {"Telemarketing", "Telemarketing", "Телемаркетинг"}, 2},
                     {"profiling", {"Profiling", "Profilowanie", "Профилирање"}, 3},
                     {"survey", {"Surveys", "Ankiety", "Анкети"}, 4},
                     {"sharing", {"Sharing with partners", "Udostępnianie partnerom", "Споделување со партнери"}, 5},
                     {"processing",
                      {"Processing of personal data", "Przetwarzanie danych osobowych", "Обработка на лични податоци"},
                      4}}}};
    Choice channel{
        this, "channel", {"Channel", "Kanał", "Канал"}, {.choices = channel_choices()}}; // empty: every channel
    Choice state{this,
                 "state",
                 {"State", "Stan", "Состојба"},
                 {.required = true,
                  .choices = {{"granted", {"Granted", "Udzielona", "Дадена"}, 1},
                              {"withdrawn", {"Withdrawn", "Cofnięta", "Повлечена"}, 5}},
                  .default_value = "granted"}};
    Text name{this, "name", {"Consent", "Zgoda", "Согласност"}, {.read_only = true, .title = true, .hidden = true}};
    Moment at{this, "at", {"When", "Kiedy", "Кога"}, {.required = true}};
    Text source{this, "source", {"Where it was given", "Źródło", "Извор"}, {.max_length = 200}};
    LongText proof{this, "proof", {"Proof", "Dowód", "Доказ"}};
    Consent();
};
extern const Consent consent;

// Whether `owner` allows `purpose` through `channel` now; empty where nothing was ever said.
std::optional<bool> allows(Context& context, std::int64_t owner, std::string_view purpose, std::string_view channel);

} // namespace crm

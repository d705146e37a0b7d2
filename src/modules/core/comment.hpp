// Comment: what a colleague writes beside a record. Those who are mentioned are told.
#pragma once
#include "record/object.hpp"

namespace crm {

struct Comment : Object {
    LinkAny about{this,
                  "about",
                  {"About", "Dotyczy", "Се однесува на"},
                  {.required = true, .indexed = true, .home = true, .follows = true, .on_timeline = true, .to = "*"}};
    LongText body{
        this, "body", {"Text", "Treść", "Содржина"}, {.required = true, .searchable = true, .max_length = 10'000}};
    Text name{this,
              "name",
              {"Beginning", "Początek", "Почеток"},
              {.read_only = true, .title = true, .hidden = true, .made_of = "body"}};
    Links mentions{this, "mentions", {"Mentions", "Wzmianki", "Спомнувања"}, {.stays = true, .to = "user"}};
    // Of what is shared by an address: the customer reads it there, and may have written it.
    YesNo outside{
        this, "outside", {"The customer sees it", "Widzi to klient", "Клиентот го гледа"}, {.default_value = false}};
    Text said_by{this, "said_by", {"Written by", "Napisał(a)", "Напишал(а)"}, {.read_only = true, .max_length = 120}};
    Comment();
};
extern const Comment comment;

} // namespace crm

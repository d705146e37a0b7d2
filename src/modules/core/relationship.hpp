// Relationship: a dated link between two parties (Anna works at Acme as director, Acme is a subsidiary of …). One with
// a buying role makes its party a stakeholder.
#pragma once
#include "record/object.hpp"

namespace crm {

struct Relationship : Object {
    Link from{this,
              "from",
              {"Who", "Kto", "Кој"},
              {.required = true, .indexed = true, .home = true, .follows = true, .on_timeline = true, .to = "party"}};
    Choice kind{this,
                "kind",
                {"Kind", "Rodzaj", "Вид"},
                {.required = true,
                 .choices = {{"works_at", {"Works at", "Pracuje w", "Работи во"}, 0},
                             {"buys_for", {"Buys for", "Kupuje dla", "Купува за"}, 1},
                             {"household",
                              {"Shares a household with", "Wspólne gospodarstwo domowe z", "Во исто домаќинство со"},
                              2},
                             {"parent", {"Has the parent company", "Ma spółkę dominującą", "Има матична фирма"}, 3},
                             {"referred_by", {"Referred by", "Z polecenia", "По препорака од"}, 4},
                             {"advises", {"Advises", "Doradza", "Советува"}, 5},
                             {"other", {"Is connected with", "Jest w relacji z", "Е поврзан со"}, 4}},
                 .default_value = "works_at"}};
    Link to{this,
            "to",
            {"With whom", "Z kim", "Со кого"},
            {.required = true, .indexed = true, .in_sight = true, .on_timeline = true, .to = "party"}};
    Text job_title{this, "job_title", {"Job title", "Stanowisko", "Работно место"}, {.searchable = true}};
    // What it is called: the job, otherwise the kind.
    Text name{
        this, "name", {"Relationship", "Powiązanie", "Поврзаност"}, {.read_only = true, .title = true, .hidden = true}};
    Choice buying_role{this,
                       "buying_role",
                       {"Role in buying", "Rola w zakupie", "Улога при купување"},
                       {.choices = {{"decision_maker", {"Decision maker", "Decydent", "Носител на одлука"}, 0},
                                    {"influencer", {"Influencer", "Doradca", "Влијател"}, 2},
                                    {"user", {"User", "Użytkownik", "Корисник"}, 4},
                                    {"gatekeeper", {"Gatekeeper", "Strażnik dostępu", "Чувар на пристапот"}, 3},
                                    {"champion", {"Champion", "Zwolennik", "Поддржувач"}, 1},
                                    {"opponent", {"Opponent", "Przeciwnik", "Противник"}, 5}}}};
    Day valid_from{this, "valid_from", {"Since", "Od", "Од"}};
    Day valid_to{this, "valid_to", {"Until", "Do", "До"}};
    LongText note{this, "note", {"Note", "Notatka", "Забелешка"}};
    Relationship();
};
extern const Relationship relationship;

} // namespace crm

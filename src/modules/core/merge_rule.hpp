// Merge rule: which records are joined without anybody being asked. None is, until an administrator switches a rule on;
// a rule goes by certain agreement alone, never by a score. What it joins can be undone, and is then never joined
// again.
#pragma once
#include "record/object.hpp"

namespace crm {

class Engine;

struct MergeRule : Object {
    Choice agree_in{
        this,
        "agree_in",
        {"Records are joined when they have", "Rekordy są scalane, gdy mają", "Записите се спојуваат кога имаат"},
        {.required = true,
         .choices = {
             {"tax_id", {"The same tax number", "Ten sam NIP", "Ист даночен број"}, 0},
             {"register_id", {"The same register number", "Ten sam numer rejestrowy", "Ист ЕМБС"}, 0},
             {"tax_id_and_name", {"The same tax number and name", "Ten sam NIP i nazwę", "Ист даночен број и име"}, 1},
             {"email_and_name", {"The same e-mail and name", "Ten sam e-mail i nazwę", "Иста е-пошта и име"}, 1},
             {"phone_and_name", {"The same phone and name", "Ten sam telefon i nazwę", "Ист телефон и име"}, 2}}}};
    Text name{this, "name", {"Rule", "Reguła", "Правило"}, {.read_only = true, .title = true, .hidden = true}};
    YesNo active{this, "active", {"Switched on", "Włączona", "Вклучено"}};
    MergeRule();
};
extern const MergeRule merge_rule;

// Joins all living records of `object` that a rule in force says are one, each group a merge of its own.
void join_by_rules(Engine& engine, const Object& object, const std::function<bool()>& stopping);
// The same of these records only.
void join_changed_by_rules(Engine& engine, const Object& object, const std::vector<Id>& changed);

} // namespace crm

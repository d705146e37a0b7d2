#include "modules/core/merge_rule.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/log.hpp"
#include "modules/core/checks.hpp"
#include "record/likely.hpp"
#include "record/merge.hpp"
#include "record/merge_values.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr int most_of_a_key = 5; // more than so many share a mailbox or a mistake
constexpr int keys_at_once = 500;
constexpr std::string_view with_name = "_and_name";

void be_called_after_what_it_does(Context& context, Record& record) {
    record.set(merge_rule.name, choice_text(context, record, merge_rule.agree_in));
}

void stand_once(Context& context, Record& record) {
    if (!record.changed(merge_rule.agree_in)) return;
    for (const Record& other : context.find(merge_rule, merge_rule.agree_in == record.get(merge_rule.agree_in)))
        if (other.id() != record.id())
            throw Error::at("agree_in",
                            context.in_language({"There is such a rule already. Please switch that one on or off.",
                                                 "Taka reguła już jest. Włącz ją lub wyłącz.",
                                                 "Такво правило веќе има. Вклучете го или исклучете го него."}));
}

struct Agreement {
    std::string key;
    bool name = false; // must agree too
};

std::vector<Agreement> rules_in_force(Engine& engine) {
    std::vector<Agreement> rules;
    Request request;
    engine.read(request, [&](Context& context) {
        rules.clear();
        for (const Record& each : context.find(merge_rule, merge_rule.active == true)) {
            Agreement rule{each.get(merge_rule.agree_in), false};
            if (rule.key.ends_with(with_name)) {
                rule.key.resize(rule.key.size() - with_name.size());
                rule.name = true;
            }
            rules.push_back(std::move(rule));
        }
    });
    return rules;
}

std::string text_of(const Record& record, const char* name) {
    const Field* field = record.object().field(name);
    return field ? text_or_empty(record.at(*field)) : std::string();
}

// A number that is known to be wrong joins nobody.
bool is_certain(const Record& record, const Agreement& rule) {
    const Field* valid = record.object().field(rule.key + "_valid");
    return !valid || whole_or(record.at(*valid), 0) != 0;
}

// Of the records with one key, those that are one: of one kind, and of one name where the rule asks for it.
std::vector<std::vector<Record>> groups_of(Context& context, const Object& object, const Agreement& rule,
                                           const std::string& key) {
    const Condition same{Condition::Op::eq, object.field(rule.key)->index, -1, {key}};
    const Condition living{Condition::Op::is_null, Object::deleted_at.index, -1, {std::int64_t{1}}};
    const auto records = context.find(object, Condition(same) && Condition(living), most_of_a_key + 1);
    std::vector<std::vector<Record>> groups;
    if (records.size() > most_of_a_key) return groups;
    std::map<std::pair<std::string, std::string>, std::vector<Record>> alike;
    for (const Record& each : records) {
        const std::string name = rule.name ? text_of(each, "folded_name") : std::string();
        if ((rule.name && name.empty()) || !is_certain(each, rule)) continue;
        alike[{text_of(each, "kind"), name}].push_back(each);
    }
    for (auto& [kind, group] : alike)
        if (group.size() > 1) groups.push_back(std::move(group));
    return groups;
}

// Nobody has said that two of them are not the same.
bool may_be_joined(Context& context, const std::vector<Record>& group) {
    for (std::size_t i = 0; i < group.size(); ++i)
        for (std::size_t j = i + 1; j < group.size(); ++j)
            if (are_kept_apart(context.connection(), group[i].id(), group[j].id())) return false;
    return true;
}

void join_key(Engine& engine, const Object& object, const Agreement& rule, const std::string& key) {
    std::vector<MergeOrder> orders;
    Request looking;
    engine.read(looking, [&](Context& context) {
        orders.clear();
        for (const auto& group : groups_of(context, object, rule, key)) {
            if (!may_be_joined(context, group)) continue;
            MergeOrder order;
            order.object = object.name;
            order.survivor = MergeValues(context, group).proposed_survivor();
            for (const Record& each : group)
                if (each.id() != order.survivor) order.absorbed.push_back(each.id());
            order.by_rule = rule.key + (rule.name ? std::string(with_name) : "");
            orders.push_back(std::move(order));
        }
    });
    for (const MergeOrder& order : orders) {
        Request request;
        request.source = "rule";
        try {
            begin_merge(engine, request, order, [&](Context& context, const Operation& made) {
                context.enqueue("merge", Json::object({{"operation", std::to_string(made.id)}}));
            });
        } catch (const Error& error) {
            if (error.problem == Problem::unavailable) throw;
            // Somebody has just changed one of them, or a rule of the business refuses it: it stays for people.
            log("info", "Records were not joined by a rule.", {{"object", object.name}, {"cause", error.what()}});
        }
    }
}

bool serves(const Object& object, const Agreement& rule) {
    const Field* key = object.field(rule.key);
    return key && key->indexed && (!rule.name || object.field("folded_name"));
}

} // namespace

void join_by_rules(Engine& engine, const Object& object, const std::function<bool()>& stopping) {
    for (const Agreement& rule : rules_in_force(engine)) {
        if (!serves(object, rule)) continue;
        const std::string column = quoted(rule.key);
        const std::string sql = "SELECT " + column + " FROM " + quoted(object.name) +
                                " WHERE \"deleted_at\" IS NULL AND " + column + " > ? GROUP BY " + column +
                                " HAVING COUNT(*) BETWEEN 2 AND " + std::to_string(most_of_a_key) + " ORDER BY " +
                                column + " LIMIT " + std::to_string(keys_at_once);
        std::vector<std::string> keys{""};
        do {
            const std::string after = keys.back();
            engine.database().read([&](Connection& connection) {
                keys.clear();
                connection.query(sql, Values{after}, [&](const Row& row) {
                    keys.emplace_back(row.text(0));
                    return true;
                });
            });
            for (const std::string& key : keys) {
                if (stopping && stopping()) return;
                join_key(engine, object, rule, key);
            }
        } while (keys.size() == static_cast<std::size_t>(keys_at_once));
    }
}

void join_changed_by_rules(Engine& engine, const Object& object, const std::vector<Id>& changed) {
    const auto rules = changed.empty() ? std::vector<Agreement>() : rules_in_force(engine);
    for (const Agreement& rule : rules) {
        if (!serves(object, rule)) continue;
        for (Id id : changed) {
            std::string key;
            Request request;
            engine.read(request, [&](Context& context) {
                const auto record = context.find(object, id);
                key = record && !record->binned() ? text_of(*record, rule.key.c_str()) : "";
            });
            if (!key.empty()) join_key(engine, object, rule, key);
        }
    }
}

MergeRule::MergeRule()
    : Object("merge_rule", "core", {"Merge rule", "Reguła scalania", "Правило за спојување"},
             {"Merge rules", "Reguły scalania", "Правила за спојување"}) {
    icon = "affiliate";
    table_class = TableClass::small;
    setting = true;
    list_fields = {"agree_in", "active"};
    form_fields = {"agree_in", "active"};
    menu = MenuPlace{"settings", 60};
    before_save(stand_once);
    before_save(be_called_after_what_it_does);
}

const MergeRule merge_rule;

} // namespace crm

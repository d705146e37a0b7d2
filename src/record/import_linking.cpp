// Where the links of a row lead: found, made for it, or missed.
#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/import_links.hpp"
#include "record/list_cell.hpp"
#include "record/query.hpp"

namespace crm {

namespace {

constexpr std::size_t most_suggestions = 10'000;

RowProblem problem_at(const ImportColumn& column, std::string message, const std::string& text) {
    return {column.header, column.field->name, std::move(message), text};
}

// As the field or object is called by whoever reads of it.
std::string called(const Label& label, std::string_view language) {
    return language == "pl" || language == "mk" ? label.in(language) : fold(label.en);
}

std::vector<std::string> split_at(const std::string& text, std::string_view marks) {
    std::vector<std::string> list;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find_first_of(marks, begin), text.size());
        if (auto each = trimmed(std::string_view(text).substr(begin, end - begin)); !each.empty())
            list.emplace_back(each);
        begin = end + 1;
    }
    return list;
}

std::vector<std::string> several(const std::string& text) {
    return items_in(text, title_marks);
}

} // namespace

void ImportLinks::link_row(ImportRow& row) {
    // What gives others their scope comes first.
    std::stable_sort(row.links.begin(), row.links.end(), [&](const LinkCell& a, const LinkCell& b) {
        auto scoped = [&](const LinkCell& cell) {
            const Object* target = plan_.schema->find(cell.column->field->to);
            return target && scope_field(*target) != nullptr;
        };
        return scoped(a) < scoped(b);
    });
    std::vector<Target> targets;
    for (const LinkCell& cell : row.links) {
        const Field& field = *cell.column->field;
        if (field.kind == Kind::links && cell.column->beside < 0) {
            std::vector<Id> ids;
            for (const auto& each : several(cell.text))
                if (auto id = link_to(row, *cell.column, cell.column->prefix + each, {})) ids.push_back(*id);
            row.record.put(field.index, ids);
            row.given.push_back({&field, -1});
        } else {
            link_cell(row, cell, targets);
        }
    }
    for (const Target& target : targets) {
        if (target.id || target.missed.empty()) continue;
        const LinkCell& missed = target.missed.front();
        row.problems.push_back(problem_at(*missed.column,
                                          "There is no " + called(target.field->label, settings_.rights->language) +
                                              " \"" + cut(missed.text, 60) + "\". It was left out.",
                                          missed.text));
        ++row.left_out;
    }
}

void ImportLinks::link_cell(ImportRow& row, const LinkCell& cell, std::vector<Target>& targets) {
    const ImportColumn& column = *cell.column;
    std::vector<std::string> texts = column.several ? split_at(cell.text, std::string_view(&column.several, 1))
                                                    : std::vector<std::string>{cell.text};
    for (auto& text : texts) text = column.prefix + text;
    for (std::size_t which = 0; which < texts.size(); ++which) {
        auto target = std::find_if(targets.begin(), targets.end(), [&](const Target& each) {
            return each.field == column.field && each.beside == column.beside && each.which == which;
        });
        if (target == targets.end())
            target = targets.insert(targets.end(), Target{column.field, column.beside, which, {}, {}});
        if (target->id && column.otherwise) continue;
        const auto id = link_to(row, column, texts[which], *target);
        if (row.action == RowAction::refuse) return;
        if (!id) {
            target->missed.push_back({&column, texts[which]});
            continue;
        }
        target->id = id;
        lead_to(row, column, texts[which], which, *id);
    }
}

void ImportLinks::lead_to(ImportRow& row, const ImportColumn& column, const std::string& text, std::size_t which,
                          Id id) {
    const Field& field = *column.field;
    if (column.beside >= 0) return link_beside(row, column, which, id);
    if (which > 0) {
        row.problems.push_back(problem_at(
            column, "Only one record can be linked here; \"" + cut(text, 60) + "\" is a further one. It was left out.",
            text));
        ++row.left_out;
        return;
    }
    if (field.kind == Kind::link_any) {
        for (const auto& lookup : ways_of(column).lookups)
            if (const auto found = lookup->find(wanted(*lookup, column, text).key);
                std::find(found.begin(), found.end(), id) != found.end())
                row.record.put(field.index, AnyLink{lookup->object().name, id});
    } else {
        row.record.put(field.index, id);
    }
    row.given.push_back({&field, -1});
}

// A link of a record beside the row's own; that record is there for its sake, also where nothing else is said of it.
void ImportLinks::link_beside(ImportRow& row, const ImportColumn& column, std::size_t which, Id id) {
    std::vector<BesideRow*> there;
    for (BesideRow& each : row.beside)
        if (!each.parts && each.beside == column.beside) there.push_back(&each);
    if (there.size() <= which) {
        const auto& plan = plan_.besides[static_cast<std::size_t>(column.beside)];
        Record made = blank(*plan.object);
        for (const auto& [field, value] : plan.set)
            if (auto complaint = read_value(made, *field, value, rules_))
                throw Error::at("beside", "\"" + field->name + "\": " + *complaint);
        row.beside.push_back({column.beside, nullptr, std::move(made), {}, {}});
        there.push_back(&row.beside.back());
        which = there.size() - 1;
    }
    there[which]->record.put(column.field->index, id);
    there[which]->given.push_back({column.field, -1});
}

std::string ImportLinks::listed(const Object& object, const std::vector<Id>& ids) {
    std::map<Id, std::string> names;
    Request request;
    request.rights = settings_.rights;
    engine_.read(request, [&](Context& context) { names = titles(context, object, ids); });
    std::string list;
    for (Id id : ids) {
        const auto name = names.find(id);
        (list += list.empty() ? "" : ", ") +=
            (name == names.end() ? "a record of this file" : "\"" + cut(name->second, 60) + "\"") + " (id " +
            std::to_string(id) + ")";
    }
    return list;
}

// Users are never made by the way, nor is what one may not create.
bool ImportLinks::can_create(const ImportColumn& column) const {
    const auto targets = column.field->targets();
    const Object* target = targets.size() == 1 ? plan_.schema->find(targets.front()) : nullptr;
    return target && target->name != "user" && settings_.rights->allows(*plan_.schema, *target, Act::create);
}

std::optional<Id> ImportLinks::link_to(ImportRow& row, const ImportColumn& column, const std::string& text,
                                       const Target& of) {
    const Object* target = plan_.schema->find(column.field->targets().front());
    const Field* scope = target ? scope_field(*target) : nullptr;
    const Field* own_scope = scope && column.beside < 0 ? plan_.object->field(scope->name) : nullptr;
    const auto ids = hits(column, text, own_scope ? row.record.link(own_scope->index) : 0);
    if (ids.size() == 1) {
        if (to_make_.contains(ids.front())) row.needs.push_back(ids.front());
        return ids.front();
    }
    if (ids.size() > 1) {
        row.refuse(problem_at(column,
                              std::to_string(ids.size()) + " records are named \"" + cut(text, 60) + "\": " +
                                  listed(*target, ids) + ". Please merge them, or find the right one by another field.",
                              text));
        return std::nullopt;
    }
    if (column.create) {
        if (const Id id = make(row, column, text, of)) return id;
        return std::nullopt;
    }
    if (column.optional) return std::nullopt;
    auto& ways = ways_of(column);
    std::string near;
    if (!ways.lookups.empty()) {
        const std::string key = wanted(*ways.lookups.front(), column, text).key;
        if (ways.suggestions->size() > most_suggestions) ways.suggestions->clear();
        auto [known, fresh] = ways.suggestions->try_emplace(key);
        if (fresh) known->second = ways.lookups.front()->nearest_name(key);
        near = known->second;
    }
    std::string message =
        "There is no " + called(column.field->label, settings_.rights->language) + " \"" + cut(text, 60) + "\".";
    const bool may_create = can_create(column);
    if (near.empty())
        message += may_create ? " Please add it first, say what this value means, or let the column create what is "
                                "missing."
                              : " Please add it first, or say what this value means.";
    else
        message += " Did you mean \"" + cut(near, 60) + "\"? Then say that this value means it" +
                   (may_create ? ", or let the column create what is missing." : ".");
    row.refuse(problem_at(column, std::move(message), text));
    return std::nullopt;
}

// What the mapping sets in a linked record that is made, and what other columns of the row give it.
std::optional<std::string> ImportLinks::fill(ImportRow& row, const ImportColumn& column, Record& record,
                                             std::size_t which) {
    for (const auto& [name, value] : column.set) {
        const Field* field = record.object().field(name);
        if (!field) continue;
        if (auto complaint = read_value(record, *field, value, rules_)) return complaint;
    }
    for (const LinkCell& cell : row.through) {
        const ImportColumn& given = *cell.column;
        if (given.through != column.field || given.beside != column.beside) continue;
        std::string text = cell.text;
        if (column.several) {
            const auto texts = split_at(cell.text, std::string_view(&column.several, 1));
            if (texts.size() > 1 || which > 0) text = which < texts.size() ? texts[which] : "";
        }
        if (text.empty()) continue;
        std::vector<GivenField> filled;
        const bool of_address = given.field->kind == Kind::address && given.part >= 0;
        InputRules rules = rules_;
        if (!given.currency.empty()) rules.currency = given.currency;
        auto complaint =
            given.split != CellSplit::none
                ? split_into(record, given.split, *given.field, text, rules, filled)
                : read_cell(record, *given.field,
                            of_address ? address_parts()[static_cast<std::size_t>(given.part)] : "", text, rules);
        if (!complaint) continue;
        row.problems.push_back({given.header, given.through->name + "." + given.field->name,
                                std::move(*complaint) + " It was left empty.", cell.text});
        ++row.left_out;
    }
    return std::nullopt;
}

Id ImportLinks::make(ImportRow& row, const ImportColumn& column, const std::string& text, const Target& of) {
    const Object& target = plan_.schema->object(column.field->to);
    Record record = linked_pattern(target);
    if (auto complaint = fill(row, column, record, of.which)) {
        row.refuse(problem_at(column, std::move(*complaint), text));
        return 0;
    }
    for (const LinkCell& missed : of.missed) // what did not find it will find it from now on
        if (missed.column->by && !record.has(missed.column->by->index))
            read_cell(record, *missed.column->by, "", missed.text, rules_);
    const Field& title = target.title_field();
    const Field& by = column.by ? *column.by : title;
    for (const Field* field : {&by, &title}) {
        if (record.has(field->index)) continue; // another column of the row gives it
        if (field != &by && (target.title_rule || !field->required)) continue;
        if (auto complaint = read_cell(record, *field, "", text, rules_)) {
            row.refuse(problem_at(column, std::move(*complaint), text));
            return 0;
        }
    }
    Id scope_id = 0;
    if (const Field* scope = scope_field(target)) {
        const Field* own = plan_.object->field(scope->name);
        scope_id = row.record.link(own->index);
        if (scope_id)
            record.put(scope->index, scope_id);
        else
            scope_id = default_scope(plan_.schema->object(scope->to));
        if (to_make_.contains(scope_id)) row.needs.push_back(scope_id);
    }
    const Id id = import_id_for(engine_, record);
    record.set_identity(id, 0);
    for (const auto& lookup : lookups_)
        if (&lookup->object() == &target) lookup->add(lookup->key_of(record), id, scope_id);
    to_make_.emplace(id, Made{std::move(record), {}});
    row.needs.push_back(id);
    return id;
}

} // namespace crm

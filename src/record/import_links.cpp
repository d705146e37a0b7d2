#include "record/import_links.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/query.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

RowProblem problem_at(const ImportColumn& column, std::string message, const std::string& text) {
    return {column.header, column.field->name, std::move(message), text};
}

} // namespace

Id import_id_for(Engine& engine, const Record& record) {
    const Object& object = record.object();
    const Field* home = object.home_field();
    Id leads = home ? record.link(home->index) : 0;
    if (leads == 0)
        if (auto party = object.field("party"); party && party->kind == Kind::link) leads = record.link(party->index);
    return leads ? engine.ids().make(bucket_of(leads)) : engine.ids().make();
}

ImportLinks::ImportLinks(Engine& engine, const ImportPlan& plan, ImportLookup::Settings settings, InputRules rules)
    : engine_(engine), plan_(plan), settings_(std::move(settings)), rules_(std::move(rules)) {
    std::vector<LookupPart> parts;
    for (const MatchPart& part : plan_.match) {
        parts.push_back({part.field, part.part});
        match_by_link_ = match_by_link_ || part.field->kind == Kind::link;
    }
    if (!parts.empty()) match_ = &lookup(*plan_.object, parts);
    for (const ImportColumn& column : plan_.columns)
        if (column.is_link() && column.field->index != Object::id.index && column.field->leads_to(plan_.object->name))
            links_to_itself_ = true;
}

ImportLinks::~ImportLinks() = default;

ImportLookup& ImportLinks::lookup(const Object& object, std::vector<LookupPart> parts) {
    for (const auto& each : lookups_) {
        bool same =
            &each->object() == &object && each->parts().size() == parts.size() && each->scope() == scope_field(object);
        for (std::size_t i = 0; same && i < parts.size(); ++i)
            same = each->parts()[i].field == parts[i].field && each->parts()[i].part == parts[i].part;
        if (same) return *each;
    }
    lookups_.push_back(
        std::make_unique<ImportLookup>(engine_, settings_, object, std::move(parts), scope_field(object)));
    return *lookups_.back();
}

// A required link that both the imported and the linked object have: a stage's name is unique inside its pipeline only.
const Field* ImportLinks::scope_field(const Object& target) const {
    if (&target == plan_.object.get() || target.is_big()) return nullptr;
    for (const Field& field : target.fields) {
        if (field.kind != Kind::link || !field.required) continue;
        const Field* own = plan_.object->field(field.name);
        if (own && own->kind == Kind::link && own->to == field.to) return &field;
    }
    return nullptr;
}

ImportLinks::Ways& ImportLinks::ways_of(const ImportColumn& column) {
    auto& ways = ways_[&column];
    if (ways) return *ways;
    ways = std::make_unique<Ways>();
    for (const auto& name : column.field->targets()) {
        const Object* target = plan_.schema->find(name);
        if (!target) continue;
        if (column.by) {
            ways->lookups.push_back(&lookup(*target, {{column.by, 0}}));
            continue;
        }
        // By what the caller may not read nothing is found, and nothing suggested.
        const auto readable = [&](const Field& field) { return settings_.rights->may_read(*target, field); };
        if (readable(target->title_field())) ways->lookups.push_back(&lookup(*target, {{&target->title_field(), 0}}));
        ways->lookups.push_back(&lookup(*target, {{&target->field(Object::external_id), 0}}));
        for (const Field& field : target->fields)
            if (!field.system && field.unique && field.kind == Kind::text && !field.title && readable(field))
                ways->lookups.push_back(&lookup(*target, {{&field, 0}}));
        ways->lookups.push_back(&lookup(*target, {{&target->field(Object::id), 0}}));
    }
    return *ways;
}

Record ImportLinks::blank(const Object& object) {
    std::optional<Record> made;
    Request request;
    request.rights = settings_.rights;
    request.history_import = true;
    engine_.read(request, [&](Context& context) { made = context.make(object); });
    return *made;
}

Record ImportLinks::pattern(const Object& object) {
    auto found = patterns_.find(object.name);
    if (found != patterns_.end()) return found->second;
    return patterns_.emplace(object.name, with_defaults(object, true)).first->second;
}

Record ImportLinks::linked_pattern(const Object& object) {
    auto found = linked_patterns_.find(object.name);
    if (found != linked_patterns_.end()) return found->second;
    return linked_patterns_.emplace(object.name, with_defaults(object, false)).first->second;
}

Record ImportLinks::with_defaults(const Object& object, bool of_rows) {
    Record made = blank(object);
    for (const auto& [name, value] : plan_.defaults) {
        const Field* field = object.field(name);
        if (!field || field->read_only || field->kind == Kind::rollup) continue;
        if (!of_rows && field->kind == Kind::choice && field->required && plan_.object->field(name)) continue;
        if (field->is_link() && value.is_string() && !parse_id(value.as_string())) {
            ImportColumn column;
            column.header = name;
            column.field = field;
            const auto ids = hits(column, value.as_string(), 0);
            ways_.erase(&column);
            if (ids.size() != 1)
                throw Error::at("defaults", "The default of \"" + name + "\" names \"" + cut(value.as_string(), 60) +
                                                "\", " +
                                                (ids.empty() ? "which is not there." : "of which there are several."));
            made.put(field->index, ids.front());
            continue;
        }
        auto complaint = read_value(made, *field, value, rules_);
        if (complaint && value.is_string()) complaint = read_cell(made, *field, "", value.as_string(), rules_);
        if (complaint) throw Error::at("defaults", "The default of \"" + name + "\": " + *complaint);
    }
    return made;
}

ImportLookup::Wanted ImportLinks::wanted(const ImportLookup& lookup, const ImportColumn&, const std::string& text) {
    const Field& field = *lookup.parts().front().field;
    Value value;
    if (field.index == Object::id.index) {
        if (auto id = parse_id(text)) value = *id;
    } else if (field.is_text() || field.kind == Kind::choice) {
        value = nfc(text);
    } else {
        Record scratch(std::make_shared<Object>(lookup.object()));
        if (!read_cell(scratch, scratch.object().fields[static_cast<std::size_t>(field.index)], "", text, rules_))
            value = scratch.at(field);
    }
    return {lookup_key(field, value, settings_.country), {value}};
}

std::vector<Id> ImportLinks::hits(const ImportColumn& column, const std::string& text, Id scope) {
    for (ImportLookup* lookup : ways_of(column).lookups) {
        const auto asked = wanted(*lookup, column, text);
        if (asked.key.empty()) continue;
        lookup->prepare({asked});
        auto ids = lookup->find(asked.key);
        if (lookup->scope() && scope) std::erase_if(ids, [&](Id id) { return lookup->scope_of(id) != scope; });
        if (lookup->scope() && !scope && ids.size() > 1) {
            const Id standard = default_scope(*plan_.schema->find(lookup->scope()->to));
            if (std::any_of(ids.begin(), ids.end(), [&](Id id) { return lookup->scope_of(id) == standard; }))
                std::erase_if(ids, [&](Id id) { return lookup->scope_of(id) != standard; });
        }
        if (!ids.empty()) return ids;
    }
    return {};
}

// The pipeline that is taken where none is named.
Id ImportLinks::default_scope(const Object& of) {
    const auto [found, fresh] = default_scopes_.try_emplace(of.name, 0);
    const Field* marked = of.field("is_default");
    if (!fresh || !marked) return found->second;
    engine_.database().read([&, &scope = found->second](Connection& connection) {
        scope =
            whole_or(connection.value("SELECT \"id\" FROM " + quoted(of.name) +
                                      " WHERE \"is_default\" = 1 AND \"deleted_at\" IS NULL ORDER BY \"id\" LIMIT 1"),
                     0);
    });
    return found->second;
}

// One question for all rows of the slice instead of one for each.
void ImportLinks::prepare(std::vector<ImportRow>& rows) {
    std::map<ImportLookup*, std::vector<ImportLookup::Wanted>> asked;
    for (const ImportRow& row : rows) {
        if (row.action != RowAction::create) continue;
        for (const LinkCell& cell : row.links) {
            if (cell.column->field->kind == Kind::links) continue;
            auto& ways = ways_of(*cell.column);
            if (!ways.lookups.empty())
                asked[ways.lookups.front()].push_back(wanted(*ways.lookups.front(), *cell.column, cell.text));
        }
        if (match_ && !match_by_link_ && !row.match_key.empty())
            asked[match_].push_back({row.match_key, row.match_values});
    }
    for (auto& [lookup, list] : asked) lookup->prepare(list);
}

void ImportLinks::look_up(std::vector<ImportRow>& rows) {
    prepare(rows);
    for (ImportRow& row : rows) {
        if (row.action != RowAction::create) continue; // refused, or left out
        link_row(row);
        if (row.action == RowAction::refuse) continue;
        match_row(row);
    }
}

void ImportLinks::match_row(ImportRow& row) {
    if (match_ && match_by_link_) {
        std::vector<std::string> keys;
        for (std::size_t i = 0; i < plan_.match.size(); ++i) {
            const Field& field = *plan_.match[i].field;
            if (field.kind == Kind::link && field.index != Object::id.index) row.match_values[i] = row.record.at(field);
            keys.push_back(lookup_key(field, row.match_values[i], settings_.country));
        }
        row.match_key = joined_key(keys);
        if (!row.match_key.empty()) match_->prepare({{row.match_key, row.match_values}});
    }
    const auto ids = match_ ? match_->find(row.match_key) : std::vector<Id>();
    if (ids.size() > 1) {
        const ImportColumn& column = plan_.columns[static_cast<std::size_t>(plan_.match.front().column)];
        row.refuse(problem_at(column,
                              std::to_string(ids.size()) + " records match this row: " + listed(*plan_.object, ids) +
                                  ". Please merge them, or match by another field.",
                              ""));
        return;
    }
    if (ids.size() == 1) {
        row.action = plan_.mode == ImportMode::create ? RowAction::skip : RowAction::update;
        row.target = ids.front();
        return;
    }
    if (plan_.least_alike == 0 && (plan_.mode == ImportMode::update || plan_.mode == ImportMode::fill_empty)) {
        row.action = RowAction::skip;
        return;
    }
    row.action = RowAction::create;
    row.target = import_id_for(engine_, row.record);
    row.record.set_identity(row.target, 0);
    for (const auto& lookup : lookups_)
        if (&lookup->object() == plan_.object.get())
            lookup->add(lookup.get() == match_ ? row.match_key : lookup->key_of(row.record), row.target);
}

const Record* ImportLinks::to_make(Id id) const {
    auto found = to_make_.find(id);
    return found == to_make_.end() ? nullptr : &found->second.record;
}

const std::string& ImportLinks::refusal_of(Id id) const {
    static const std::string none;
    auto found = to_make_.find(id);
    return found == to_make_.end() ? none : found->second.refusal;
}

void ImportLinks::made(Id id) {
    to_make_.erase(id);
}

void ImportLinks::could_not_make(Id id, const std::string& why) {
    if (auto found = to_make_.find(id); found != to_make_.end()) found->second.refusal = why;
}

void ImportLinks::forget(const ImportRow& row) {
    if (row.target == 0) return;
    for (const auto& lookup : lookups_)
        if (&lookup->object() == plan_.object.get())
            lookup->remove(lookup.get() == match_ ? row.match_key : lookup->key_of(row.record), row.target);
}

} // namespace crm

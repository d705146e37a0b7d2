#include "record/import_plan.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "record/known.hpp"

namespace crm {

namespace {

std::string plain_words(std::string_view text) {
    std::string joined;
    for (const auto& word : words(fold(text))) (joined += joined.empty() ? "" : " ") += word;
    return joined;
}

// What an old record may bring with it; what rules fill they go on filling.
bool may_come_in(const Field& field) {
    if (field.kind == Kind::rollup || field.kind == Kind::file || (field.kind == Kind::link_any && field.to == "*"))
        return false;
    if (field.system)
        return field.index == Object::id.index || field.index == Object::external_id.index ||
               field.index == Object::created_at.index;
    return !field.read_only;
}

std::string unknown(std::string_view what, std::string_view name, const std::vector<std::string_view>& known) {
    const auto near = nearest(name, known);
    return std::string(what) + " \"" + cut(name, 60) + "\"." +
           (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?");
}

struct Path {
    const Field* field = nullptr;
    int part = -1;
};

// "name", "address.city", "amount.currency".
std::optional<Path> path_named(const Object& object, const Rights& rights, std::string_view name) {
    const auto dot = name.find('.');
    const Field* field = object.field(name.substr(0, dot));
    if (!field || !may_come_in(*field) || !rights.may_read(object, *field)) return std::nullopt;
    if (dot == std::string_view::npos) return Path{field, -1};
    const auto part = name.substr(dot + 1);
    if (field->kind == Kind::money && part == "currency") return Path{field, 1};
    if (field->kind != Kind::address) return std::nullopt;
    const auto& parts = address_parts();
    const auto found = std::find(parts.begin(), parts.end(), part);
    if (found == parts.end()) return std::nullopt;
    return Path{field, static_cast<int>(found - parts.begin())};
}

std::vector<std::string> paths_of(const Object& object, const Rights& rights) {
    std::vector<std::string> names;
    for (const Field& field : object.fields) {
        if (!may_come_in(field) || !rights.may_read(object, field) || field.index == Object::id.index) continue;
        names.push_back(field.name);
        if (field.kind == Kind::address)
            for (auto part : address_parts()) names.push_back(field.name + "." + std::string(part));
        if (field.kind == Kind::money) names.push_back(field.name + ".currency");
    }
    return names;
}

std::vector<std::string_view> views(const std::vector<std::string>& names) {
    return {names.begin(), names.end()};
}

// All that a header could mean, the surest first.
std::vector<ImportGuess> guesses_for(const Object& object, const Rights& rights, const std::string& header,
                                     const std::vector<std::string>& paths) {
    std::vector<ImportGuess> guesses;
    const std::string folded = plain_words(header), as_path = fold(header);
    if (folded.empty()) return guesses;
    for (const auto& path : paths)
        if (path == as_path || plain_words(path) == folded) guesses.push_back({path, 1.0});
    for (const Field& field : object.fields)
        if (may_come_in(field) && rights.may_read(object, field) && field.index != Object::id.index)
            for (const auto* label : {&field.label.en, &field.label.pl, &field.label.mk})
                if (plain_words(*label) == folded) guesses.push_back({field.name, 0.95});
    for (const auto* label : {&object.label.en, &object.label.pl, &object.label.mk})
        if (plain_words(*label) == folded || folded == plain_words(object.name))
            guesses.push_back({object.title_field().name, 0.9});
    for (auto meaning : meanings_of_header(folded))
        if (path_named(object, rights, meaning)) guesses.push_back({std::string(meaning), 0.85});
    if (guesses.empty()) {
        const std::string name = as_name(header);
        if (auto near = nearest(name, views(paths)); !near.empty() && near.size() > 3)
            guesses.push_back({std::string(near), 0.6});
    }
    return guesses;
}

} // namespace

const ImportColumn* ImportPlan::column_of(const Field& field, int part) const {
    for (const auto& column : columns)
        if (column.field == &field && column.part == part) return &column;
    return nullptr;
}

std::vector<std::optional<ImportGuess>> guess_columns(const Object& object, const Rights& rights,
                                                      const std::vector<std::string>& header) {
    const auto paths = paths_of(object, rights);
    struct Candidate {
        std::size_t column;
        ImportGuess guess;
    };
    std::vector<Candidate> candidates;
    std::vector<std::optional<ImportGuess>> chosen(header.size());
    std::set<std::string> taken;
    for (std::size_t i = 0; i < header.size(); ++i)
        for (auto& guess : guesses_for(object, rights, header[i], paths)) candidates.push_back({i, std::move(guess)});
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.guess.sure > b.guess.sure; });
    for (auto& [column, guess] : candidates) {
        if (chosen[column] || taken.contains(guess.field)) continue;
        // A file of one's own, as exported: its id finds the record again.
        taken.insert(guess.field);
        chosen[column] = std::move(guess);
    }
    const bool own_export =
        std::any_of(header.begin(), header.end(), [](const std::string& each) { return each == "external_id"; });
    for (std::size_t i = 0; i < header.size(); ++i)
        if (header[i] == "id" && own_export) chosen[i] = ImportGuess{"id", 1.0};
    // People's names are made of their parts: a column "Company" beside them is their employer's.
    if (taken.contains("given_name") || taken.contains("family_name"))
        for (auto& each : chosen)
            if (each && each->field == "name" && each->sure < 0.9) each.reset();
    return chosen;
}

namespace {

class PlanReader {
public:
    PlanReader(Context& context, std::shared_ptr<const Schema> schema, std::shared_ptr<const Object> object,
               const std::vector<std::string>& header, const Json& mapping)
        : object_(*object), header_(header), mapping_(mapping), rights_(context.rights()) {
        plan_.schema = std::move(schema);
        plan_.object = std::move(object);
    }

    ImportPlan read() {
        check_members();
        read_mode();
        check_rights();
        read_columns();
        add_guesses();
        if (plan_.columns.empty())
            throw Error(Problem::bad_request, "None of the file's columns could be mapped by itself. Please say in "
                                              "\"columns\" which column goes into which field.");
        read_match();
        read_defaults();
        return std::move(plan_);
    }

private:
    void check_members() const {
        static const std::vector<std::string_view> known = {"columns",  "match",    "mode",
                                                            "currency", "defaults", "strict"};
        if (mapping_.is_null()) return;
        if (!mapping_.is_object())
            throw Error(Problem::bad_request,
                        "The mapping is a JSON object with columns, match, mode, currency, defaults and strict.");
        for (const auto& [name, value] : mapping_.members())
            if (std::find(known.begin(), known.end(), name) == known.end())
                throw Error::at(cut(name, 60), unknown("A mapping has no", name, known));
    }

    void read_mode() {
        const Json& mode = mapping_["mode"];
        static const std::pair<std::string_view, ImportMode> modes[] = {
            {"create", ImportMode::create},
            {"update", ImportMode::update},
            {"create_or_update", ImportMode::create_or_update},
            {"fill_empty", ImportMode::fill_empty}};
        if (!mode.is_null()) {
            bool known = false;
            for (const auto& [name, value] : modes)
                if (mode.is_string() && mode.as_string() == name) plan_.mode = value, known = true;
            if (!known)
                throw Error::at("mode", "Please choose one of the modes create, update, create_or_update, fill_empty.");
        }
        if (!mapping_["strict"].is_null() && !mapping_["strict"].is_bool())
            throw Error::at("strict", "Please give true or false.");
        plan_.strict = mapping_.flag("strict");
        const Json& currency = mapping_["currency"];
        if (currency.is_null()) return;
        if (!currency.is_string() || !currency_digits(currency.as_string()))
            throw Error::at("currency",
                            "This currency is not known. Please give its code of three letters, such as EUR.");
        plan_.currency = currency.as_string();
    }

    void check_rights() const {
        auto need = [&](Act act, std::string_view what) {
            if (!rights_.allows(*plan_.schema, object_, act))
                throw Error(Problem::forbidden, "You may not " + std::string(what) + " " + object_.name +
                                                    ". Please ask an administrator for the right.");
        };
        need(Act::import_in, "import into");
        if (plan_.mode != ImportMode::update) need(Act::create, "create records of");
        if (plan_.mode != ImportMode::create) need(Act::update, "change records of");
    }

    int cell_of(const std::string& name) const {
        const std::string folded = fold(squeezed(name));
        int found = -1;
        for (std::size_t i = 0; i < header_.size(); ++i) {
            if (fold(header_[i]) != folded) continue;
            if (found >= 0)
                throw Error::at("columns",
                                "The column \"" + cut(name, 60) +
                                    "\" stands twice in the file. Please give each column a name of its own.");
            found = static_cast<int>(i);
        }
        if (found < 0) throw Error::at("columns", unknown("The file has no column", name, views(header_)));
        return found;
    }

    void add(ImportColumn column, const std::string& path, bool said) {
        const auto found = path_named(object_, rights_, path);
        if (!found) {
            const auto paths = paths_of(object_, rights_);
            const Field* field = object_.field(path.substr(0, path.find('.')));
            if (field && rights_.may_read(object_, *field) && !may_come_in(*field))
                throw Error::at("columns",
                                "\"" + cut(path, 60) +
                                    "\" is filled by itself and cannot be imported. Please map the column \"" +
                                    cut(column.header, 60) + "\" to null.");
            throw Error::at("columns", unknown("The object " + object_.name + " has no field", path, views(paths)));
        }
        column.field = found->field;
        column.part = found->part;
        if (column.field->kind == Kind::address && column.part < 0) column.part = 0;
        if (!rights_.may_write(object_, *column.field)) {
            if (!said) return;
            throw Error(Problem::forbidden, "You may not write \"" + column.field->name +
                                                "\". Please map the column \"" + cut(column.header, 60) +
                                                "\" to null.");
        }
        for (const auto& other : plan_.columns)
            if (other.field == column.field && other.part == column.part) {
                if (!said) return;
                throw Error::at("columns", "Both \"" + cut(other.header, 60) + "\" and \"" + cut(column.header, 60) +
                                               "\" go into \"" + path + "\". Please map one of them to null.");
            }
        plan_.columns.push_back(std::move(column));
    }

    void read_columns() {
        const Json& columns = mapping_["columns"];
        if (columns.is_null()) return;
        if (!columns.is_object())
            throw Error::at("columns", "Please give the columns as {\"column of the file\": \"field\"}.");
        for (const auto& [name, value] : columns.members()) {
            ImportColumn column;
            column.cell = cell_of(name);
            column.header = header_[static_cast<std::size_t>(column.cell)];
            if (!named_.insert(column.cell).second)
                throw Error::at("columns", "The column \"" + cut(name, 60) + "\" is mapped twice.");
            if (value.is_null()) continue;
            if (value.is_string())
                add(std::move(column), value.as_string(), true);
            else if (value.is_object())
                add_described(std::move(column), value);
            else
                throw Error::at(
                    "columns",
                    "The column \"" + cut(name, 60) +
                        "\" goes into a field's name, an object with field, by, create and values, or null.");
        }
    }

    void add_described(ImportColumn column, const Json& described) {
        static const std::vector<std::string_view> known = {"field", "by", "create", "values", "currency"};
        const std::string where = "the column \"" + cut(column.header, 60) + "\"";
        for (const auto& [name, value] : described.members())
            if (std::find(known.begin(), known.end(), name) == known.end())
                throw Error::at("columns", unknown("In " + where + " there is no", name, known));
        if (!described["field"].is_string())
            throw Error::at("columns", "Please say in \"field\" where " + where + " goes.");
        const std::string path = described["field"].as_string();
        if (const Json& currency = described["currency"]; !currency.is_null()) {
            if (!currency.is_string() || !currency_digits(currency.as_string()))
                throw Error::at("columns", "The currency of " + where +
                                               " is not known. Please give a code of three letters, such as EUR.");
            column.currency = currency.as_string();
        }
        if (const Json& values = described["values"]; !values.is_null()) {
            if (!values.is_object())
                throw Error::at("columns", "\"values\" of " + where +
                                               " is an object: what stands in the file, and what it means.");
            for (const auto& [from, to] : values.members()) {
                if (!to.is_string() && !to.is_null())
                    throw Error::at("columns", "\"values\" of " + where + " gives a text or null for each value.");
                column.values[fold(squeezed(from))] = to.is_null() ? "" : to.as_string();
            }
        }
        const auto target = path_named(object_, rights_, path);
        const bool is_link = target && (target->field->is_link() || target->field->kind == Kind::links) &&
                             target->field->index != Object::id.index;
        for (const char* name : {"by", "create"})
            if (described.find(name) && !is_link)
                throw Error::at("columns",
                                std::string("\"") + name + "\" is for links; \"" + cut(path, 60) + "\" is none.");
        if (is_link) describe_link(column, *target->field, described, where);
        add(std::move(column), path, true);
    }

    void describe_link(ImportColumn& column, const Field& link, const Json& described, const std::string& where) {
        const auto targets = link.targets();
        const Object* target =
            targets.size() == 1 ? known_object(*plan_.schema, rights_, targets.front()) : nullptr;
        if (const Json& by = described["by"]; !by.is_null()) {
            if (!target)
                throw Error::at("columns", "\"by\" is for links to one object; " + where +
                                               " may lead to several and is found by its title.");
            column.by = by.is_string() ? target->field(by.as_string()) : nullptr;
            if (!column.by || !rights_.may_read(*target, *column.by)) {
                std::vector<std::string_view> names;
                for (const Field& field : target->fields)
                    if (rights_.may_read(*target, field)) names.push_back(field.name);
                throw Error::at("columns", unknown("The object " + target->name + " has no field",
                                                   by.is_string() ? by.as_string() : "", names));
            }
        }
        if (!described["create"].is_null() && !described["create"].is_bool())
            throw Error::at("columns", "\"create\" of " + where + " is true or false.");
        column.create = described.flag("create");
        if (!column.create) return;
        if (!target)
            throw Error::at("columns", "A record can be created only for a link to one object; " + where +
                                           " may lead to several.");
        if (!rights_.allows(*plan_.schema, *target, Act::create))
            throw Error(Problem::forbidden, "You may not create records of " + target->name +
                                                ". Please leave out \"create\" for " + where + ".");
    }

    void add_guesses() {
        auto unnamed = header_;
        for (int cell : named_) unnamed[static_cast<std::size_t>(cell)].clear();
        for (std::size_t i = 0; i < unnamed.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (!unnamed[i].empty() && fold(unnamed[i]) == fold(unnamed[j]))
                    throw Error::at("columns",
                                    "The column \"" + cut(unnamed[i], 60) +
                                        "\" stands twice in the file. Please give each column a name of its own.");
        const auto guesses = guess_columns(object_, rights_, unnamed);
        for (std::size_t i = 0; i < guesses.size(); ++i) {
            if (!guesses[i] || guesses[i]->sure < sure_enough) continue;
            ImportColumn column;
            column.cell = static_cast<int>(i);
            column.header = header_[i];
            column.sure = guesses[i]->sure;
            add(std::move(column), guesses[i]->field, false);
        }
    }

    void read_match() {
        const Json& match = mapping_["match"];
        std::vector<std::string> names;
        if (match.is_string())
            names.push_back(match.as_string());
        else if (match.is_array())
            for (const Json& each : match.items()) {
                if (!each.is_string())
                    throw Error::at("match", "Please give the fields to match by as a list of names.");
                names.push_back(each.as_string());
            }
        else if (!match.is_null())
            throw Error::at("match", "Please give the fields to match by as a list of names.");
        else if (plan_.column_of(object_.field(Object::id)))
            names = {"id"};
        else if (plan_.column_of(object_.field(Object::external_id)))
            names = {"external_id"};
        for (const auto& name : names) {
            const auto path = path_named(object_, rights_, name);
            if (!path)
                throw Error::at(
                    "match", unknown("The object " + object_.name + " has no field", name, views(paths_of(object_, rights_))));
            MatchPart part{path->field, std::max(path->part, 0), -1};
            for (std::size_t i = 0; i < plan_.columns.size(); ++i)
                if (plan_.columns[i].field == part.field && std::max(plan_.columns[i].part, 0) == part.part)
                    part.column = static_cast<int>(i);
            if (part.column < 0)
                throw Error::at("match",
                                "Rows are to be matched by \"" + name +
                                    "\", but no column of the file goes there. Please map one in \"columns\".");
            const Kind kind = part.field->kind;
            if (kind == Kind::long_text || kind == Kind::tags || kind == Kind::choices || kind == Kind::links ||
                kind == Kind::json)
                throw Error::at("match", "Rows cannot be matched by \"" + name +
                                             "\". Please choose a field such as external_id, name, email or phone.");
            plan_.match.push_back(part);
        }
        if (plan_.match.empty() && (plan_.mode == ImportMode::update || plan_.mode == ImportMode::fill_empty))
            throw Error::at(
                "match",
                "To change records that are there, please say in \"match\" by which field a row finds its record.");
    }

    void read_defaults() {
        const Json& defaults = mapping_["defaults"];
        if (defaults.is_null()) return;
        if (!defaults.is_object()) throw Error::at("defaults", "Please give the defaults as {\"field\": value}.");
        for (const auto& [name, value] : defaults.members()) {
            bool known = has_default(object_, name);
            for (const auto& column : plan_.columns)
                if (column.create)
                    known = known || has_default(plan_.schema->object(column.field->targets().front()), name);
            if (!known)
                throw Error::at("defaults", unknown("No object that this import writes has a field", name,
                                                    views(paths_of(object_, rights_))));
            if (const Field* field = object_.field(name);
                field && has_default(object_, name) && !rights_.may_write(object_, *field))
                throw Error(Problem::forbidden, "You may not write \"" + name + "\".");
            plan_.defaults.emplace_back(name, value);
        }
    }

    bool has_default(const Object& object, const std::string& name) const {
        const Field* field = object.field(name);
        return field && may_come_in(*field) && rights_.may_read(object, *field) && field->index != Object::id.index &&
               field->index != Object::external_id.index;
    }

    const Object& object_;
    const std::vector<std::string>& header_;
    const Json& mapping_;
    const Rights& rights_;
    ImportPlan plan_;
    std::set<int> named_;
};

} // namespace

ImportPlan read_plan(Context& context, const Object& object, const std::vector<std::string>& header,
                     const Json& mapping) {
    auto schema = context.engine().schema();
    for (const auto& each : schema->objects())
        if (each->name == object.name) return PlanReader(context, schema, each, header, mapping).read();
    throw Error(Problem::not_found, "There is no object \"" + cut(object.name, 60) + "\".");
}

} // namespace crm

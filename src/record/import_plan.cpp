#include "record/import_plan.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "record/import_described.hpp"
#include "record/import_presets.hpp"
#include "record/import_then.hpp"
#include "record/known.hpp"
#include "record/refused_rows.hpp"

namespace crm {

namespace {

constexpr std::size_t most_besides = 20;

std::string unknown(std::string_view what, std::string_view name, const std::vector<std::string_view>& known) {
    const auto near = nearest(name, known);
    return std::string(what) + " \"" + cut(name, 60) + "\"." +
           (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?");
}

std::vector<std::string_view> views(const std::vector<std::string>& names) {
    return {names.begin(), names.end()};
}

} // namespace

bool ImportColumn::is_country() const {
    if (field->kind == Kind::address) return part >= 0 && address_parts()[static_cast<std::size_t>(part)] == "country";
    return field->kind == Kind::choice && field->name == "country";
}

const ImportColumn* ImportPlan::column_of(const Field& field, int part, int beside) const {
    for (const auto& column : columns)
        if (column.field == &field && column.part == part && column.beside == beside && !column.through) return &column;
    return nullptr;
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
        read_leave_out();
        read_columns();
        add_guesses();
        check_through();
        find_parts();
        read_beside();
        if (plan_.columns.empty())
            throw Error(Problem::bad_request, "None of the file's columns could be mapped by itself. Please say in "
                                              "\"columns\" which column goes into which field.");
        read_match();
        read_defaults();
        plan_.then = read_then(mapping_["then"], object_, rights_);
        return std::move(plan_);
    }

private:
    void check_members() const {
        static const std::vector<std::string_view> known = {"columns", "match",   "mode",   "currency",  "defaults",
                                                            "strict",  "reading", "beside", "leave_out", "then"};
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

    [[noreturn]] void no_such_field(const ImportColumn& column, const std::string& path) const {
        const Field* field = object_.field(path.substr(0, path.find('.')));
        if (field && rights_.may_read(object_, *field) && !may_come_in(*field))
            throw Error::at("columns", "\"" + cut(path, 60) +
                                           "\" is filled by itself and cannot be imported. Please map the column \"" +
                                           cut(column.header, 60) + "\" to null.");
        const auto paths = paths_of(object_, rights_);
        throw Error::at("columns", unknown("The object " + object_.name + " has no field", path, views(paths)));
    }

    // The place among the records beside that `path` belongs to; -1 for the imported record itself.
    int beside_of(const ImportPath& path) {
        if (!path.beside_object) return -1;
        for (std::size_t i = 0; i < plan_.besides.size(); ++i)
            if (plan_.besides[i].name == path.beside) return static_cast<int>(i);
        if (plan_.besides.size() >= most_besides)
            throw Error::at("columns", "A row can make at most " + std::to_string(most_besides) +
                                           " records beside its own. Please leave some columns out.");
        plan_.besides.push_back({path.beside, path.beside_object, link_beside(*path.beside_object, object_)});
        return static_cast<int>(plan_.besides.size()) - 1;
    }

    const Object& object_of(const ImportPath& path) const {
        if (path.through) return plan_.schema->object(path.through->to);
        return path.beside_object ? *path.beside_object : object_;
    }

    bool may_write(const ImportPath& path) const {
        if (path.beside_object && !rights_.allows(*plan_.schema, *path.beside_object, Act::create)) return false;
        return rights_.may_write(object_of(path), *path.field);
    }

    void add(ImportColumn column, const std::string& name, bool said) {
        const auto path = path_named(*plan_.schema, rights_, object_, name);
        if (!path) no_such_field(column, name);
        if (!may_write(*path)) {
            if (!said) return;
            throw Error(Problem::forbidden, "You may not write \"" + path->field->name +
                                                "\". Please map the column \"" + cut(column.header, 60) +
                                                "\" to null.");
        }
        column.field = path->field;
        column.part = path->part;
        column.split = path->split;
        if (path->field->name == "tax_id" || path->field->name == "register_id")
            column.country = country_of_numbers(column.header);
        column.through = path->through;
        if (column.split == CellSplit::place && !column.through) column.part = -1;
        column.beside = beside_of(*path);
        // A record beside that only links is of no use without what it links to.
        if (!said && column.beside >= 0 && column.is_link() && column.field->targets().size() == 1)
            column.create = rights_.allows(*plan_.schema, plan_.schema->object(column.field->to), Act::create);
        for (const auto& other : plan_.columns)
            if (other.field == column.field && other.part == column.part && other.beside == column.beside &&
                other.through == column.through && other.split == column.split && !column.otherwise) {
                if (!said) return;
                throw Error::at("columns", "Both \"" + cut(other.header, 60) + "\" and \"" + cut(column.header, 60) +
                                               "\" go into \"" + name + "\". Please map one of them to null.");
            }
        plan_.columns.push_back(std::move(column));
    }

    // What goes through a link is written where the linked record is made: so that must be allowed.
    void check_through() {
        std::erase_if(plan_.columns, [&](const ImportColumn& column) {
            if (!column.through) return false;
            if (std::any_of(plan_.columns.begin(), plan_.columns.end(), [&](const ImportColumn& each) {
                    return each.field == column.through && each.beside == column.beside && !each.through && each.create;
                }))
                return false;
            if (column.sure < 1) return true;
            throw Error::at("columns", "\"" + cut(column.header, 60) + "\" goes into the record that \"" +
                                           column.through->name +
                                           "\" links to. Please map a column to that link too, with \"create\": true.");
        });
    }

    // {"IsDeleted": ["true", "1"]}: rows that another program has marked.
    void read_leave_out() {
        const Json& leave_out = mapping_["leave_out"];
        if (leave_out.is_null()) return;
        const std::string sentence =
            "Please give what marks the rows to be left out as {\"column of the file\": [\"value\"]}.";
        if (!leave_out.is_object()) throw Error::at("leave_out", sentence);
        for (const auto& [name, values] : leave_out.members()) {
            ImportLeaveOut each{name, cell_of(name), {}};
            if (!values.is_array()) throw Error::at("leave_out", sentence);
            for (const Json& value : values.items()) {
                if (!value.is_string()) throw Error::at("leave_out", sentence);
                each.values.push_back(fold(squeezed(value.as_string())));
            }
            plan_.leave_out.push_back(std::move(each));
        }
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
        static const std::vector<std::string_view> known = {"field",    "by",      "create",    "values",
                                                            "currency", "days",    "decimal",   "set",
                                                            "optional", "several", "otherwise", "prefix"};
        const std::string where = "the column \"" + cut(column.header, 60) + "\"";
        for (const auto& [name, value] : described.members())
            if (std::find(known.begin(), known.end(), name) == known.end())
                throw Error::at("columns", unknown("In " + where + " there is no", name, known));
        if (!described["field"].is_string())
            throw Error::at("columns", "Please say in \"field\" where " + where + " goes.");
        const std::string path = described["field"].as_string();
        describe(column, described, where);
        const auto target = path_named(*plan_.schema, rights_, object_, path);
        const bool is_link = target && (target->field->is_link() || target->field->kind == Kind::links) &&
                             target->field->index != Object::id.index;
        for (const char* name : {"by", "create", "set", "optional", "several"})
            if (described.find(name) && !is_link)
                throw Error::at("columns",
                                std::string("\"") + name + "\" is for links; \"" + cut(path, 60) + "\" is none.");
        if (is_link) describe_link(column, *target->field, described, where);
        add(std::move(column), path, true);
    }

    void describe_link(ImportColumn& column, const Field& link, const Json& described, const std::string& where) {
        const auto targets = link.targets();
        const Object* target = targets.size() == 1 ? known_object(*plan_.schema, rights_, targets.front()) : nullptr;
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
        read_set(column, target, described["set"], where);
        if (!column.create) return;
        if (!target)
            throw Error::at("columns", "A record can be created only for a link to one object; " + where +
                                           " may lead to several.");
        if (!rights_.allows(*plan_.schema, *target, Act::create))
            throw Error(Problem::forbidden, "You may not create records of " + target->name +
                                                ". Please leave out \"create\" for " + where + ".");
    }

    // What a record that is created for a link is given beside what stands in the file.
    void read_set(ImportColumn& column, const Object* target, const Json& set, const std::string& where) const {
        if (set.is_null()) return;
        if (!set.is_object() || !column.create || !target)
            throw Error::at("columns", "\"set\" of " + where +
                                           " is an object of fields and values, and goes with "
                                           "\"create\": true.");
        for (const auto& [name, value] : set.members()) {
            const Field* field = target->field(name);
            if (!field || !may_come_in(*field) || field->system)
                throw Error::at("columns", unknown("The object " + target->name + " has no field", name,
                                                   views(paths_of(*target, rights_))));
            column.set.emplace_back(name, value);
        }
    }

    void add_guesses() {
        auto unnamed = header_;
        for (int cell : named_) unnamed[static_cast<std::size_t>(cell)].clear();
        for (std::size_t i = 0; i < unnamed.size(); ++i)
            if (added_to_refused(header_, i)) unnamed[i].clear();
        for (std::size_t i = 0; i < unnamed.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (!unnamed[i].empty() && fold(unnamed[i]) == fold(unnamed[j]))
                    throw Error::at("columns",
                                    "The column \"" + cut(unnamed[i], 60) +
                                        "\" stands twice in the file. Please give each column a name of its own.");
        const auto guesses = guess_columns(*plan_.schema, rights_, object_, unnamed);
        for (std::size_t i = 0; i < guesses.size(); ++i) {
            if (!guesses[i] || guesses[i]->sure < sure_enough) continue;
            ImportColumn column;
            column.cell = static_cast<int>(i);
            column.header = header_[i];
            column.sure = guesses[i]->sure;
            add(std::move(column), guesses[i]->field, false);
        }
        std::stable_sort(plan_.columns.begin(), plan_.columns.end(),
                         [](const ImportColumn& a, const ImportColumn& b) { return a.otherwise < b.otherwise; });
    }

    // "match": "duplicates", or {"duplicates": 0.9} with the least score.
    bool is_by_likeness(const Json& match) {
        constexpr double usual = 0.9, least = 0.5;
        const Json* score = match.is_object() ? match.find("duplicates") : nullptr;
        const bool by_list = match.is_array() && match.items().size() == 1 && match.items()[0] == Json("duplicates");
        if (match != Json("duplicates") && !by_list && !score) return false;
        plan_.least_alike = score ? score->as_number() : usual;
        if (plan_.least_alike < least || plan_.least_alike > 1 || (score && match.members().size() > 1))
            throw Error::at("match", "Please give the least score of a duplicate from 0.5 to 1, such as "
                                     "{\"duplicates\": 0.9}.");
        return true;
    }

    void read_match() {
        const Json& match = mapping_["match"];
        std::vector<std::string> names;
        if (is_by_likeness(match)) return;
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
            const auto path = path_named(*plan_.schema, rights_, object_, name);
            if (!path || path->through || path->beside_object || path->split == CellSplit::name)
                throw Error::at("match", unknown("The object " + object_.name + " has no field", name,
                                                 views(paths_of(object_, rights_))));
            MatchPart part{path->field, std::max(path->part, 0), -1};
            for (std::size_t i = 0; i < plan_.columns.size(); ++i)
                if (plan_.columns[i].field == part.field && std::max(plan_.columns[i].part, 0) == part.part &&
                    plan_.columns[i].beside < 0 && !plan_.columns[i].through &&
                    plan_.columns[i].split == CellSplit::none)
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

    // What is set in every record that is made beside the row's own.
    void read_beside() {
        const Json& beside = mapping_["beside"];
        if (beside.is_null()) return;
        if (!beside.is_object())
            throw Error::at("beside", "Please give what is set as {\"contact_point[fax]\": {\"kind\": \"fax\"}}.");
        for (const auto& [name, values] : beside.members()) {
            auto found = std::find_if(plan_.besides.begin(), plan_.besides.end(),
                                      [&, n = name](const ImportBeside& each) { return each.name == n; });
            if (found == plan_.besides.end()) continue; // no column of this file goes there
            if (!values.is_object())
                throw Error::at("beside", "\"" + cut(name, 60) + "\" is an object of fields and values.");
            for (const auto& [field, value] : values.members()) {
                const Field* known = found->object->field(field);
                if (!known || !may_come_in(*known) || known->system)
                    throw Error::at("beside", unknown("The object " + found->object->name + " has no field", field,
                                                      views(paths_of(*found->object, rights_))));
                found->set.emplace_back(known, value);
            }
        }
    }

    // Where the second e-mail and phone of a cell go.
    void find_parts() {
        for (const Object* part : plan_.schema->parts_of(object_.name))
            for (const Feeding& feeding : part->feeds) {
                const Field* field = object_.field(feeding.parent_field);
                const Field* kind = part->field(feeding.where);
                if (!field || !kind || feeding.is.empty()) continue;
                if (field->kind != Kind::email && field->kind != Kind::phone) continue;
                if (!rights_.allows(*plan_.schema, *part, Act::create)) continue;
                plan_.parts.push_back({field, part, part->parent_field(), kind, &part->title_field(),
                                       part->field("label"), feeding.is.front()});
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
                     const Json& given) {
    auto schema = context.engine().schema();
    Json mapping = given;
    // A file that another program wrote is read as that program means it, unless somebody says which column is what.
    if ((given.is_null() || given.is_object()) && !given.find("columns"))
        if (const ImportPreset* preset = preset_for(object, header)) {
            const Json known = mapping_of(*preset, *schema, context.rights(), object, header);
            for (const auto& [name, value] : known.members())
                if (!given.find(name)) mapping.set(name, value);
        }
    for (const auto& each : schema->objects())
        if (each->name == object.name) return PlanReader(context, schema, each, header, mapping).read();
    throw Error(Problem::not_found, "There is no object \"" + cut(object.name, 60) + "\".");
}

} // namespace crm

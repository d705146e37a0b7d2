#include "record/import_paths.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "record/headings.hpp"
#include "record/known.hpp"
#include "record/refused_rows.hpp"

namespace crm {

namespace {

std::string plain_words(std::string_view text) {
    std::string joined;
    for (const auto& word : words(fold(text))) (joined += joined.empty() ? "" : " ") += word;
    return joined;
}

bool has_full_name(const Object& object) {
    return object.field("given_name") && object.field("family_name");
}

// A path inside one object: a field or a part of one.
std::optional<ImportPath> own_path(const Rights& rights, const Object& object, std::string_view name) {
    ImportPath path;
    if ((name == "full_name" || name == "full_name.family_first") && has_full_name(object)) {
        path.field = object.field("given_name");
        if (!rights.may_read(object, *path.field)) return std::nullopt;
        path.split = name == "full_name" ? CellSplit::name : CellSplit::name_family_first;
        return path;
    }
    if (name == "name_suffix" && has_full_name(object)) { // "Jr." goes with the family
        path.field = object.field("family_name");
        if (!rights.may_read(object, *path.field)) return std::nullopt;
        path.split = CellSplit::name_suffix;
        return path;
    }
    const auto dot = name.find('.');
    path.field = object.field(name.substr(0, dot));
    if (!path.field || !may_come_in(*path.field) || !rights.may_read(object, *path.field)) return std::nullopt;
    if (dot == std::string_view::npos) {
        if (path.field->kind == Kind::address) path.split = CellSplit::place;
        return path;
    }
    const auto part = name.substr(dot + 1);
    if (path.field->kind == Kind::money && part == "currency") {
        path.part = 1;
        return path;
    }
    if (path.field->kind != Kind::address) return std::nullopt;
    const auto& parts = address_parts();
    const auto found = std::find(parts.begin(), parts.end(), part);
    if (found == parts.end()) return std::nullopt;
    path.part = static_cast<int>(found - parts.begin());
    return path;
}

// A path inside one object, or behind one of its links.
std::optional<ImportPath> linked_path(const Schema& schema, const Rights& rights, const Object& object,
                                      std::string_view name) {
    if (auto own = own_path(rights, object, name)) return own;
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const Field* link = object.field(name.substr(0, dot));
    if (!link || link->kind != Kind::link || !may_come_in(*link)) return std::nullopt;
    if (!rights.may_read(object, *link)) return std::nullopt;
    const Object* target = known_object(schema, rights, link->to);
    auto path = target ? own_path(rights, *target, name.substr(dot + 1)) : std::nullopt;
    if (!path || path->field->is_link() || path->field->kind == Kind::links || path->field->index == Object::id.index ||
        path->part == (path->field->kind == Kind::money ? 1 : -2))
        return std::nullopt;
    path->through = link;
    return path;
}

// A picture in the cell itself, which becomes a file about the record.
std::optional<ImportPath> path_of_content(const Schema& schema, const Rights& rights) {
    ImportPath path;
    path.beside_object = known_object(schema, rights, "file");
    path.field = path.beside_object ? path.beside_object->field("name") : nullptr;
    if (!path.field || !path.beside_object->field("about")) return std::nullopt;
    path.beside = "file";
    path.split = CellSplit::content;
    return path;
}

} // namespace

bool may_come_in(const Field& field) {
    if (field.kind == Kind::rollup || field.kind == Kind::file || (field.kind == Kind::link_any && field.to == "*"))
        return false;
    if (field.system)
        return field.index == Object::id.index || field.index == Object::external_id.index ||
               field.index == Object::created_at.index;
    return !field.read_only;
}

const Field* link_beside(const Object& beside, const Object& object) {
    if (beside.name == "file") return beside.field("about"); // of any object
    for (const Field& field : beside.fields)
        if (field.kind == Kind::link && field.to == object.name && (field.part_of || field.home || field.follows))
            return &field;
    return nullptr;
}

std::optional<ImportPath> path_named(const Schema& schema, const Rights& rights, const Object& object,
                                     std::string_view name) {
    if (auto path = linked_path(schema, rights, object, name)) return path;
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    if (name == "file.content") return path_of_content(schema, rights);
    std::string_view group = name.substr(0, dot), kind = group;
    if (group == "file") return std::nullopt; // its name and size follow from what it holds
    if (const auto bracket = group.find('['); bracket != std::string_view::npos) {
        if (!group.ends_with(']')) return std::nullopt;
        kind = group.substr(0, bracket);
    }
    const Object* beside = known_object(schema, rights, kind);
    const Field* link = beside && !beside->hidden ? link_beside(*beside, object) : nullptr;
    if (!link) return std::nullopt;
    auto path = linked_path(schema, rights, *beside, name.substr(dot + 1));
    if (!path || path->field == link || (path->field->system && !path->through)) return std::nullopt;
    path->beside_object = beside;
    path->beside = group;
    return path;
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
    if (has_full_name(object)) {
        names.emplace_back("full_name");
        names.emplace_back("name_suffix");
    }
    return names;
}

namespace {

bool is_employer(const std::string& folded) {
    const auto meant = meanings_of_header(folded);
    return std::find(meant.begin(), meant.end(), "employer") != meant.end();
}

// All that a header could mean, the surest first.
std::vector<ImportGuess> guesses_for(const Schema& schema, const Rights& rights, const Object& object,
                                     const std::string& header, const std::vector<std::string>& paths) {
    std::vector<ImportGuess> guesses;
    const std::string folded = plain_words(header), as_path = fold(header);
    if (folded.empty()) return guesses;
    for (const auto& path : paths)
        if (path == as_path || plain_words(path) == folded) guesses.push_back({path, 1.0});
    if (guesses.empty() && header.find('.') != std::string::npos && path_named(schema, rights, object, header))
        guesses.push_back({header, 1.0});
    for (const Field& field : object.fields)
        if (may_come_in(field) && rights.may_read(object, field) && field.index != Object::id.index)
            for (const auto* label : {&field.label.en, &field.label.pl, &field.label.mk})
                if (plain_words(*label) == folded) guesses.push_back({field.name, 0.95});
    for (const auto& path : paths) // as an export in words names what stands in several columns
        if (const auto dot = path.find('.'); dot != std::string::npos)
            if (is_heading(header, *object.field(path.substr(0, dot)), path.substr(dot + 1)))
                guesses.push_back({path, 0.95});
    for (const auto* label : {&object.label.en, &object.label.pl, &object.label.mk})
        if (plain_words(*label) == folded || folded == plain_words(object.name))
            guesses.push_back({object.title_field().name, 0.9});
    const bool of_people = has_full_name(object) && (folded == "title" || folded == "tytul"); // a job, or "dr"
    for (auto meaning : of_people ? std::vector<std::string_view>() : meanings_of_header(folded))
        if (path_named(schema, rights, object, meaning)) guesses.push_back({std::string(meaning), 0.85});
    if (guesses.empty()) {
        const std::string name = as_name(header);
        const std::vector<std::string_view> views(paths.begin(), paths.end());
        if (auto near = nearest(name, views); !near.empty() && near.size() > 3)
            guesses.push_back({std::string(near), 0.6});
    }
    return guesses;
}

// People's names are made of their parts: a column "Company" beside them, or beside a "Name", is their employer's.
void find_employer(const Schema& schema, const Rights& rights, const Object& object,
                   const std::vector<std::string>& header, std::vector<std::optional<ImportGuess>>& chosen) {
    const auto taken = [&](std::string_view field) {
        return std::any_of(chosen.begin(), chosen.end(),
                           [&](const auto& each) { return each && each->field.starts_with(field); });
    };
    const bool of_parts = taken("given_name") || taken("family_name");
    std::size_t employer = header.size(), name = header.size();
    for (std::size_t i = 0; i < header.size(); ++i) {
        const std::string folded = plain_words(header[i]);
        if (is_employer(folded) && (!chosen[i] || chosen[i]->field == "name") && employer == header.size())
            employer = i;
        if ((folded == "name" || folded == "име" || folded == "osoba" || folded == "лице") && chosen[i] &&
            chosen[i]->field == "name")
            name = i;
    }
    const bool can = has_full_name(object) && !taken("relationship.to") &&
                     path_named(schema, rights, object, "relationship.to").has_value();
    const bool of_companies = taken("tax_id") || taken("register_id") || taken("employees") || taken("kind");
    if (of_companies) name = header.size();
    if (can && employer < header.size() && (of_parts || taken("full_name") || name < header.size())) {
        if (!of_parts && !taken("full_name")) chosen[name]->field = "full_name";
        chosen[employer] = ImportGuess{"relationship.to", 0.85};
    }
    if (!of_parts) return;
    for (auto& each : chosen)
        if (each && (each->field == "name" || each->field.starts_with("full_name")) && each->sure < 0.9) each.reset();
}

} // namespace

std::vector<std::optional<ImportGuess>> guess_columns(const Schema& schema, const Rights& rights, const Object& object,
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
        if (!added_to_refused(header, i))
            for (auto& guess : guesses_for(schema, rights, object, header[i], paths))
                candidates.push_back({i, std::move(guess)});
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.guess.sure > b.guess.sure; });
    for (auto& [column, guess] : candidates) {
        if (chosen[column] || taken.contains(guess.field)) continue;
        // A file of one's own, as exported: its id finds the record again.
        taken.insert(guess.field);
        chosen[column] = std::move(guess);
    }
    // "Име" alone is a name; beside a family name it is the given one.
    if (taken.contains("family_name") && !taken.contains("given_name"))
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (!chosen[i] || chosen[i]->field != "name") continue;
            const auto meant = meanings_of_header(plain_words(header[i]));
            if (std::find(meant.begin(), meant.end(), "given_name") == meant.end()) continue;
            chosen[i]->field = "given_name";
            taken.insert("given_name");
            taken.erase("name");
            break;
        }
    auto is_named = [&](const std::string& text, const Object::Handle& handle) { // to the letter: others have ids too
        const Field& field = object.field(handle);
        return text == field.name || text == field.label.en || text == field.label.pl || text == field.label.mk;
    };
    const bool own_export = std::any_of(header.begin(), header.end(),
                                        [&](const std::string& each) { return is_named(each, Object::external_id); });
    for (std::size_t i = 0; i < header.size(); ++i)
        if (is_named(header[i], Object::id) && own_export) chosen[i] = ImportGuess{"id", 1.0};
    find_employer(schema, rights, object, header, chosen);
    return chosen;
}

} // namespace crm

// Search as you type: candidates from the index, newest first, then one statement an object for rights and titles.
#include "record/search.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/list_sql.hpp"
#include "record/rights.hpp"

namespace crm {

namespace {

using Patterns = std::vector<std::vector<std::string>>;

constexpr std::size_t candidates_at_once = 50;
constexpr std::size_t enough = 20; // visible ones of an object
constexpr int most_rounds = 10;

struct Found {
    const Object* object;
    Id id;
    std::string title, subtitle;
    std::string_view matched = "name";
    bool exact = false, begins = false;
    Id linked = 0; // whose title is the subtitle
};

// What the caller may read of an object's searched fields, those of its parts included.
enum class Reach { all, open, some };

Reach reach_of_fields(const Rights& rights, const Object& object) {
    bool all = true;
    for (const Field& field : object.fields) {
        if ((!field.searchable && !field.title) || rights.may_read(object, field)) continue;
        if (!field.sensitive) return Reach::some;
        all = false;
    }
    return all ? Reach::all : Reach::open;
}

Reach reach_of(const Context& context, const Object& object) {
    const Rights& rights = context.rights();
    Reach reach = reach_of_fields(rights, object);
    for (const Object* part : context.schema().parts_of(object.name)) {
        if (!rights.closed_feeds(*part, object, Act::read).empty()) return Reach::some;
        reach = std::max(reach, reach_of_fields(rights, *part));
    }
    return reach;
}

// Looks at one text of a search row: which words are found there, and how.
class Match {
public:
    Match(const Patterns& words) : words_(words), found_(words.size()), whole_(words.size()) {}

    void look(std::string_view text) {
        const auto border = text.find('\x01');
        const std::string_view names = text.substr(0, border),
                               exact = border == std::string_view::npos ? std::string_view() : text.substr(border);
        for (std::size_t i = 0; i < words_.size(); ++i)
            for (const std::string& pattern : words_[i])
                pattern.starts_with(' ') ? look_at_name(i, names, pattern) : look_at_exact(i, exact, pattern);
    }
    bool all() const {
        return std::all_of(found_.begin(), found_.end(), [](bool each) { return each; });
    }
    bool all_whole() const {
        return std::all_of(whole_.begin(), whole_.end(), [](bool each) { return each; });
    }
    std::string_view matched() const {
        return in_names_ || mark_ == 0 ? "name" : mark_ == 'e' ? "email" : mark_ == 'p' ? "phone" : "number";
    }

private:
    void look_at_name(std::size_t word, std::string_view names, const std::string& pattern) {
        if (names.find(pattern) == std::string_view::npos) return;
        found_[word] = in_names_ = true;
        if (names.find(pattern + "  ") != std::string_view::npos) whole_[word] = true;
    }
    void look_at_exact(std::size_t word, std::string_view exact, const std::string& pattern) {
        const auto at = exact.find(pattern);
        if (at == std::string_view::npos) return;
        found_[word] = true;
        const auto begin = exact.rfind('\x01', at);
        if (!mark_) mark_ = exact[begin + 1];
        const auto end = at + pattern.size();
        if (begin + 2 == at && (end == exact.size() || exact[end] == '\x01')) whole_[word] = true;
    }

    const Patterns& words_;
    std::vector<bool> found_, whole_;
    bool in_names_ = false;
    char mark_ = 0;
};

// What stands under a title: the first e-mail, phone or number, else the record it belongs to.
struct Subtitle {
    std::vector<std::string> columns;
    const Field* link = nullptr;

    Subtitle(const Context& context, const Object& object) {
        for (Kind kind : {Kind::email, Kind::phone, Kind::number, Kind::address})
            for (const Field& field : object.fields) {
                if (field.kind != kind || field.sensitive || field.title || !context.rights().may_read(object, field))
                    continue;
                constexpr int city = 4;
                columns.push_back(object.columns[field.first_column + (kind == Kind::address ? city : 0)].name);
                break;
            }
        for (const Field& field : object.fields) {
            if (field.system || field.kind != Kind::link || field.leads_to("user") ||
                !context.rights().may_read(object, field))
                continue;
            if (context.schema().find(field.to)) link = &field;
            if (link) break;
        }
    }
};

// Finds the records of one object.
class ObjectSearch {
public:
    ObjectSearch(Context& context, const Object& object, const Patterns& words, std::string_view typed)
        : context_(context), object_(object), words_(words), typed_(typed), reach_(reach_of(context, object)),
          rows_(context.rights().rows(context.schema(), object, Act::read)), subtitle_(context, object) {}

    void run(std::vector<Found>& found) {
        if (is_nothing(rows_)) return;
        const bool conditional = !is_everything(rows_) || reach_ == Reach::some;
        const std::size_t wanted = found.size() + enough;
        Id before = 0;
        for (int round = 0; round < most_rounds; ++round) {
            std::vector<Candidate> candidates = read_candidates(before);
            if (candidates.empty()) return;
            before = candidates.back().id;
            const bool last = candidates.size() < candidates_at_once;
            if (reach_ == Reach::some) keep_readable(candidates);
            read_visible(candidates, found);
            if (last || !conditional || found.size() >= wanted) return;
        }
    }

private:
    struct Candidate {
        Id id;
        std::string_view matched;
        bool exact;
    };

    // Newest first. PostgreSQL's index knows no order: it is asked for the rare word, and a frequent one is found among
    // the newest rows at once, however many there are.
    std::vector<Candidate> read_candidates(Id before) {
        constexpr std::size_t looked_at = 300, seen_often = 3, looked_through = 10'000;
        if (context_.connection().dialect().postgres() &&
            candidates_of(before, looked_at).size() >= seen_often) {
            auto found = candidates_of(before, looked_through);
            if (found.size() == candidates_at_once) return found;
        }
        return candidates_of(before, 0);
    }

    // Of the newest rows only, where a number is given.
    std::vector<Candidate> candidates_of(Id before, std::size_t newest) {
        const Dialect& dialect = context_.connection().dialect();
        const std::string table = object_.search_table();
        const std::string id = table + "." + std::string(dialect.search_id());
        const bool open_only = reach_ == Reach::open;
        Sql sql;
        auto append_before = [&](std::string_view word) {
            if (!before) return;
            sql << " " << word << " " << id << " < ";
            sql.bind(before);
        };
        sql << "SELECT " << id << ", open, guarded FROM ";
        if (newest) {
            sql << "(SELECT " << id << ", open, guarded FROM " << table;
            append_before("WHERE");
            sql << " ORDER BY " << id << " DESC LIMIT " << std::to_string(newest) << ") AS ";
        }
        sql << table << " WHERE ";
        sql << dialect.search_condition(table, open_only ? "open" : "", words_, sql.parameters);
        if (!newest) append_before("AND");
        // + 0 keeps PostgreSQL from reading the whole table in the order of its ids.
        sql << " ORDER BY " << id << (dialect.postgres() && !newest ? " + 0" : "") << " DESC LIMIT "
            << std::to_string(candidates_at_once);
        std::vector<Candidate> candidates;
        context_.connection().query(sql.text, sql.parameters, [&](const Row& row) {
            Match match(words_);
            match.look(row.text(1));
            if (!open_only) match.look(row.text(2));
            // A row that matches otherwise (digits inside a name) is kept out, but counts for where to go on.
            candidates.push_back({row.whole(0), match.all() ? match.matched() : std::string_view(), match.all_whole()});
            return true;
        });
        return candidates;
    }

    // For those who may not read every searched field: looks again at what they may read.
    void keep_readable(std::vector<Candidate>& candidates) {
        Values ids;
        for (const Candidate& each : candidates) ids.emplace_back(each.id);
        const Condition among{Condition::Op::in, Object::id.index, -1, std::move(ids)};
        for (Candidate& each : candidates) each.matched = {};
        for (const Record& record : context_.find(object_, among)) {
            const SearchWords words = search_words(context_, record, context_.rights());
            Match match(words_);
            match.look(words.open);
            match.look(words.guarded);
            for (Candidate& each : candidates)
                if (each.id == record.id() && match.all()) each = {each.id, match.matched(), match.all_whole()};
        }
    }

    void read_visible(const std::vector<Candidate>& candidates, std::vector<Found>& found) {
        std::vector<Id> ids;
        for (const Candidate& each : candidates)
            if (!each.matched.empty()) ids.push_back(each.id);
        if (ids.empty()) return;
        const Field& title = object_.title_field();
        const bool reads_title = context_.rights().may_read(object_, title);
        Sql sql;
        sql << "SELECT \"id\", \"" << object_.columns[title.first_column].name << "\"";
        for (const std::string& column : subtitle_.columns) sql << ", \"" << column << "\"";
        if (subtitle_.link) sql << ", \"" << object_.columns[subtitle_.link->first_column].name << "\"";
        sql << " FROM \"" << object_.name << "\" WHERE \"deleted_at\" IS NULL AND ";
        append_batch(sql, object_.is_big(), ids);
        append_rows(sql, context_, object_, Act::read);
        const std::size_t first = found.size();
        context_.connection().query(sql.text, sql.parameters, [&](const Row& row) {
            Found each{&object_, row.whole(0), reads_title ? std::string(row.text(1)) : std::string(), {}};
            const int columns = static_cast<int>(subtitle_.columns.size());
            for (int i = 0; i < columns && each.subtitle.empty(); ++i) each.subtitle = row.text(2 + i);
            if (subtitle_.link && each.subtitle.empty()) each.linked = row.whole(2 + columns);
            for (const Candidate& candidate : candidates)
                if (candidate.id == each.id) each.matched = candidate.matched, each.exact = candidate.exact;
            each.begins = fold(each.title).starts_with(typed_);
            found.push_back(std::move(each));
            return true;
        });
        add_linked_titles(std::span(found).subspan(first));
    }

    void add_linked_titles(std::span<Found> found) {
        std::vector<Id> ids;
        for (const Found& each : found)
            if (each.linked) ids.push_back(each.linked);
        if (ids.empty()) return;
        auto linked = titles(context_, context_.object(subtitle_.link->to), ids);
        for (Found& each : found)
            if (auto title = linked.find(each.linked); title != linked.end()) each.subtitle = title->second;
    }

    Context& context_;
    const Object& object_;
    const Patterns& words_;
    std::string_view typed_;
    Reach reach_;
    Condition rows_;
    Subtitle subtitle_;
};

// The readable searched fields of an object and of its parts, asked word by word: for those who may not read all of
// them.
void append_contains(Sql& sql, Context& context, const Object& object, const std::string& word, bool& first) {
    for (const Field& field : object.fields) {
        const bool textual =
            field.is_text() || field.kind == Kind::email || field.kind == Kind::phone || field.kind == Kind::number;
        if (!textual || (!field.searchable && !field.title) || !context.rights().may_read(object, field)) continue;
        if (!first) sql << " OR ";
        first = false;
        const Condition contains{Condition::Op::contains, field.index, -1, {word}};
        append_condition(sql, object, contains, context.schema(), context.rights(), context.connection().dialect());
    }
}

} // namespace

void append_search(Sql& sql, Context& context, const Object& object, std::string_view typed) {
    const Patterns patterns = search_patterns(typed);
    const Field* parent = object.parent_field(); // a part is found by the words of what it is a part of
    const Object& whole = parent ? context.object(parent->to) : object;
    const Reach reach = reach_of(context, whole);
    if (patterns.empty() || !object.searched || !whole.has_search_table()) {
        sql << (patterns.empty() ? "1=1" : "1=0");
        return;
    }
    if (reach != Reach::some) {
        const Dialect& dialect = context.connection().dialect();
        const std::string table = whole.search_table(), id = parent ? parent->name : "id";
        if (object.is_big())
            sql << "(\"bucket\", \"" << id << "\") IN (SELECT bucket, ";
        else
            sql << "\"" << id << "\" IN (SELECT ";
        sql << dialect.search_id() << " FROM " << table << " WHERE ";
        sql << dialect.search_condition(table, reach == Reach::open ? "open" : "", patterns, sql.parameters) << ")";
        return;
    }
    bool first_word = true;
    for (const std::string& word : words(cut(typed, 200))) {
        if (!first_word) sql << " AND ";
        first_word = false;
        sql << "(";
        bool first = true;
        append_contains(sql, context, object, fold(word), first);
        for (const Object* part : context.schema().parts_of(object.name)) {
            const Condition readable = context.rights().rows_of_part(*part, object, Act::read);
            if (is_nothing(readable)) continue;
            Sql inside;
            bool none = true;
            append_contains(inside, context, *part, fold(word), none);
            if (none) continue;
            inside << ") AND (";
            append_condition(inside, *part, readable, context.schema(), context.rights(),
                             context.connection().dialect());
            sql << (first ? "" : " OR ")
                << (object.is_big() ? "(\"bucket\", \"id\") IN (SELECT \"bucket\", \"" : "\"id\" IN (SELECT \"")
                << part->parent_field()->name << "\" FROM \"" << part->name << "\" WHERE \"deleted_at\" IS NULL AND ("
                << inside.text << "))";
            sql.parameters.insert(sql.parameters.end(), inside.parameters.begin(), inside.parameters.end());
            first = false;
        }
        sql << (first ? "1=0)" : ")");
    }
    if (first_word) sql << "1=1";
}

void write_search(Context& context, std::string_view typed, const std::vector<std::string>& objects, int limit,
                  std::string& out) {
    const Patterns patterns = search_patterns(typed);
    const std::string folded = fold(trimmed(typed));
    std::vector<Found> found;
    for (const std::string& name : objects)
        if (!context.schema().find(name))
            throw Error(Problem::bad_request, "There is no object \"" + cut(name, 60) + "\" to search.",
                        {{"objects", "unknown"}});
    for (const auto& object : context.schema().objects()) {
        if (patterns.empty() || object->hidden || !object->has_search_table()) continue;
        if (!objects.empty() && std::find(objects.begin(), objects.end(), object->name) == objects.end()) continue;
        ObjectSearch(context, *object, patterns, folded).run(found);
    }
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        if (a.exact != b.exact) return a.exact;
        if (a.begins != b.begins) return a.begins;
        return a.id > b.id;
    });
    if (found.size() > static_cast<std::size_t>(std::max(limit, 0)))
        found.resize(static_cast<std::size_t>(std::max(limit, 0)));
    JsonWriter json(out);
    json.begin_object().key("items").begin_array();
    for (const Found& each : found) {
        json.begin_object().member("object", each.object->name).key("id").id(each.id).member("title", each.title);
        json.member("subtitle", each.subtitle).member("matched", each.matched).end_object();
    }
    json.end_array().end_object();
}

} // namespace crm

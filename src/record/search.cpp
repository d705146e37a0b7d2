// Search as you type: candidates from the index, newest first, then one statement an object for rights and titles.
#include "record/search.hpp"

#include <algorithm>
#include <list>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/list_sql.hpp"
#include "record/rights.hpp"
#include "record/search_candidates.hpp"
#include "record/spelling.hpp"

namespace crm {

namespace {

constexpr int most_rounds = 20;

struct Found {
    const Object* object;
    Id id;
    std::string title, subtitle;
    std::string matched;
    bool same = false; // the title has these words and no others
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

// Finds the records of one object, round by round, until enough of them may be seen.
class ObjectSearch {
public:
    ObjectSearch(Context& context, const Object& object, const SearchPatterns& words, std::string_view typed,
                 std::size_t enough)
        : context_(context), object_(object), words_(words), typed_(typed), enough_(enough),
          reach_(reach_of(context, object)), subtitle_(context, object),
          done_(is_nothing(context.rights().rows(context.schema(), object, Act::read))) {}

    bool done() const { return done_; }
    SearchPlace place() const { return {&object_, reach_ == Reach::open, before_}; }
    void take(std::vector<SearchCandidate> candidates, std::vector<Found>& found) {
        done_ = candidates.size() < candidates_at_once;
        if (candidates.empty()) return;
        before_ = candidates.back().id;
        if (reach_ == Reach::some) keep_readable(candidates);
        const std::size_t had = found.size();
        read_visible(candidates, found);
        visible_ += found.size() - had;
        if (visible_ >= enough_) done_ = true;
    }

private:
    // For those who may not read every searched field: looks again at what they may read.
    void keep_readable(std::vector<SearchCandidate>& candidates) {
        Values ids;
        for (const SearchCandidate& each : candidates) ids.emplace_back(each.id);
        const Condition among{Condition::Op::in, Object::id.index, -1, std::move(ids)};
        for (SearchCandidate& each : candidates) each.matched = false;
        for (const Record& record : context_.find(object_, among)) {
            const SearchWords words = search_words(context_, record, context_.rights());
            SearchMatch match(words_);
            match.look(words.open);
            match.look(words.guarded);
            for (SearchCandidate& each : candidates)
                if (each.id == record.id() && match.all()) each = {each.id, true, match.all_whole()};
        }
    }

    void read_visible(const std::vector<SearchCandidate>& candidates, std::vector<Found>& found) {
        std::vector<Id> ids;
        for (const SearchCandidate& each : candidates)
            if (each.matched) ids.push_back(each.id);
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
            for (const SearchCandidate& candidate : candidates)
                if (candidate.id == each.id) each.exact = candidate.exact;
            each.same = each.exact && words(each.title).size() == words_.size();
            each.begins = fold(each.title).starts_with(typed_) || fold(each.subtitle).starts_with(typed_);
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
    const SearchPatterns& words_;
    std::string_view typed_;
    std::size_t enough_; // visible ones
    Reach reach_;
    Subtitle subtitle_;
    bool done_;
    Id before_ = 0;
    std::size_t visible_ = 0;
};

// A word's patterns as fields hold them: anywhere in a text, a number without what is dialled before it too.
std::vector<std::string> held_in_fields(const std::vector<std::string>& patterns) {
    std::vector<std::string> held;
    for (const std::string& pattern : patterns) {
        held.push_back(fold(trimmed(pattern)));
        for (std::string& piece : pieces_of_number(pattern)) held.push_back(std::move(piece));
    }
    std::sort(held.begin(), held.end());
    held.erase(std::unique(held.begin(), held.end()), held.end());
    return held;
}

// The readable searched fields of an object and of its parts, asked word by word: for those who may not read all of
// them.
void append_contains(Sql& sql, Context& context, const Object& object, const std::vector<std::string>& word,
                     bool& first) {
    for (const Field& field : object.fields) {
        const bool textual =
            field.is_text() || field.kind == Kind::email || field.kind == Kind::phone || field.kind == Kind::number;
        if (!textual || (!field.searchable && !field.title) || !context.rights().may_read(object, field)) continue;
        if (!first) sql << " OR ";
        first = false;
        Condition contains{Condition::Op::any};
        for (const std::string& each : word)
            contains.parts.push_back({Condition::Op::contains, field.index, -1, {each}});
        append_condition(sql, object, contains, context.schema(), context.rights(), context.connection().dialect());
    }
}

} // namespace

void append_search(Sql& sql, Context& context, const Object& object, std::string_view typed) {
    const SearchPatterns patterns = search_patterns(typed);
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
    for (const auto& each : patterns) {
        const std::vector<std::string> word = held_in_fields(each);
        if (!first_word) sql << " AND ";
        first_word = false;
        sql << "(";
        bool first = true;
        append_contains(sql, context, object, word, first);
        for (const Object* part : context.schema().parts_of(object.name)) {
            const Condition readable = context.rights().rows_of_part(*part, object, Act::read);
            if (is_nothing(readable)) continue;
            Sql inside;
            bool none = true;
            append_contains(inside, context, *part, word, none);
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

namespace {

// What stands in the title needs no second look.
void say_where(Context& context, const SearchPatterns& patterns, std::vector<Found>& found) {
    std::map<const Object*, std::vector<Found*>> elsewhere;
    for (Found& each : found) {
        SearchMatch match(patterns);
        match.look(name_words(each.title));
        each.matched = each.object->title_field().name;
        if (!match.all()) elsewhere[each.object].push_back(&each);
    }
    for (const auto& [object, rows] : elsewhere) {
        Values ids;
        for (const Found* each : rows) ids.emplace_back(each->id);
        for (const Record& record :
             context.find(*object, Condition{Condition::Op::in, Object::id.index, -1, std::move(ids)}))
            for (Found* each : rows)
                if (each->id == record.id()) each->matched = matched_field(context, record, patterns, context.rights());
    }
}

} // namespace

void write_search(Context& context, std::string_view typed, const std::vector<std::string>& objects, int limit,
                  std::string& out) {
    const SearchPatterns patterns = search_patterns(typed);
    const std::string folded = fold(trimmed(typed));
    const auto most = static_cast<std::size_t>(std::max(limit, 0));
    std::vector<Found> found;
    for (const std::string& name : objects)
        if (!context.schema().find(name))
            throw Error(Problem::bad_request, "There is no object \"" + cut(name, 60) + "\" to search.",
                        {{"objects", "unknown"}});
    std::list<ObjectSearch> searches;
    for (const auto& object : context.schema().objects()) {
        if (patterns.empty() || object->hidden || !object->has_search_table()) continue;
        if (!objects.empty() && std::find(objects.begin(), objects.end(), object->name) == objects.end()) continue;
        searches.emplace_back(context, *object, patterns, folded, most);
    }
    for (int round = 0; round < most_rounds; ++round) {
        searches.remove_if([](const ObjectSearch& search) { return search.done(); });
        if (searches.empty()) break;
        std::vector<SearchPlace> places;
        for (const ObjectSearch& search : searches) places.push_back(search.place());
        auto candidates = search_candidates(context, patterns, places);
        auto of_one = candidates.begin();
        for (ObjectSearch& search : searches) search.take(std::move(*of_one++), found);
    }
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        if (a.same != b.same) return a.same;
        if (a.exact != b.exact) return a.exact;
        if (a.begins != b.begins) return a.begins;
        return a.id > b.id;
    });
    if (found.size() > most) found.erase(found.begin() + static_cast<std::ptrdiff_t>(most), found.end());
    say_where(context, patterns, found);
    JsonWriter json(out);
    json.begin_object().key("items").begin_array();
    for (const Found& each : found) {
        json.begin_object().member("object", each.object->name).key("id").id(each.id).member("title", each.title);
        json.member("subtitle", each.subtitle).member("matched", each.matched).end_object();
    }
    json.end_array().end_object();
}

} // namespace crm

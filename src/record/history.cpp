#include "record/history.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "record/change_sources.hpp"
#include "record/cursor.hpp"
#include "record/list_sql.hpp"
#include "record/merged.hpp"
#include "record/query.hpp"
#include "record/rights.hpp"
#include "record/row_json.hpp"
#include "record/told_changes.hpp"

namespace crm {

namespace {

constexpr int most_items = 200;

void check_seen(Context& context, const Object& object, Id id) {
    if (!allowed(context, object, id, Act::read))
        throw Error(Problem::not_found, "There is no such record, or you may not see it.");
}

int checked_limit(int limit) {
    if (limit < 1 || limit > most_items)
        throw Error(Problem::bad_request, "\"limit\" is a whole number from 1 to 200.", {{"limit", "From 1 to 200."}});
    return limit;
}

// Of one record's history or timeline.
std::string list_of(std::string_view what, const Object& object, Id id, std::string_view kinds = {}) {
    return Json::array({what, object.name, id, kinds}).dump();
}

Json changes_in(std::string_view text) {
    return text.empty() ? Json() : Json::parse(text);
}

} // namespace

void write_history(Context& context, const Object& object, Id id, int limit, std::string_view cursor,
                   std::string& out) {
    limit = checked_limit(limit);
    check_seen(context, object, id);
    const std::string list = list_of("history", object, id);
    Sql sql;
    std::vector<Id> all = absorbed_into(context.connection(), id); // their history goes on here
    all.push_back(id);
    if (all.size() > batch_limit) all.erase(all.begin(), all.end() - batch_limit);
    Values records, places;
    for (Id each : all) records.emplace_back(each), places.emplace_back(std::int64_t{bucket_of(each)});
    sql << "SELECT \"id\", \"at\", \"by\", \"version\", \"kind\", \"changes\", \"record\", \"operation\" FROM "
           "\"event\" "
           "WHERE \"record\"";
    append_in(sql, records);
    sql << " AND \"bucket\"";
    append_in(sql, places);
    sql << " AND \"object\" = ";
    sql.bind(object.name);
    if (!cursor.empty()) {
        const auto before = parse_id(place_in(list, cursor));
        if (!before) refuse_cursor();
        sql << " AND \"id\" < ";
        sql.bind(*before);
    }
    sql << " ORDER BY \"id\" DESC LIMIT ";
    sql.bind(std::int64_t{limit + 1});
    struct Line {
        Event event;
        Json changes;
        Id operation = 0;
    };
    std::vector<Line> lines;
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        const Id by = row.whole(2), of = row.whole(6);
        Event event{row.whole(0), row.whole(1), by, object.name, of, row.whole(3), std::string(row.text(4)), {}};
        lines.push_back({std::move(event), changes_in(row.text(5)), row.whole(7)});
        return true;
    });
    const bool more = lines.size() > static_cast<std::size_t>(limit);
    if (more) lines.pop_back();
    TitleBook book(context);
    ToldChanges changes(context, book);
    ChangeSources sources;
    for (const Line& line : lines) {
        book.want("user", line.event.by);
        changes.want(object, line.changes);
        sources.want(line.operation);
    }
    book.read();
    sources.read(context.connection());
    JsonWriter json(out);
    json.begin_object().key("items").begin_array();
    for (const Line& line : lines) {
        if (!changes.is_told(object, line.event.kind, line.changes)) continue;
        json.begin_object().key("id").id(line.event.id).member("at", format_moment(line.event.at)).key("by");
        book.write(json, "user", line.event.by);
        json.member("kind", line.event.kind).member("version", line.event.version);
        if (line.event.record != id) json.key("merged_from").id(line.event.record);
        sources.write(json, line.operation);
        json.key("changes");
        changes.write(json, object, line.changes);
        json.end_object();
    }
    json.end_array().key("next");
    if (more)
        json.string(cursor_for(list, std::to_string(lines.back().event.id)));
    else
        json.null();
    json.end_object();
}

namespace {

// One line of a timeline; `id` is the source's, or that of an event.
struct TimelineLine {
    Moment at;
    Id id;
    std::string object;
    Id source;
    std::string kind;
    bool is_event() const { return id != source; }
};

struct SeenEvent {
    Id by = 0;
    Json changes;
};

// The records of `source` that a timeline may show to the caller: those that a field which they may read links to it.
Condition seen_to_link(const Rights& rights, const Object& source, const Object& object, Id record) {
    Condition linked{Condition::Op::any};
    bool all = true;
    for (const Field& field : source.fields) {
        if (!field.on_timeline || !field.leads_to(object.name)) continue;
        if (!rights.may_read(source, field))
            all = false;
        else if (field.kind == Kind::links)
            linked.parts.push_back({Condition::Op::has, field.index, -1, {record}});
        else
            linked.parts.push_back({Condition::Op::eq, field.index, -1, {record}, {}, object.name});
    }
    if (all) return Condition::everything(); // lines of former links too
    if (source.name == object.name) linked.parts.push_back({Condition::Op::eq, Object::id.index, -1, {record}});
    return linked;
}

// The sources of a page's lines that the caller may see, each object's read at once.
class Sources {
public:
    Sources(Context& context, const Object& object, Condition linked)
        : object_(object), linked_(std::move(linked)), plan_(context, object, {}), rows_(context, plan_) {}

    void read(Context& context, std::vector<Id> ids) {
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        for (std::size_t begin = 0; begin < ids.size(); begin += batch_limit) {
            Sql sql;
            sql << "SELECT " << plan_.columns() << ", \"created_by\" FROM \"" << object_.name
                << "\" WHERE \"deleted_at\" IS NULL AND ";
            append_batch(sql, object_.is_big(),
                         std::span<const Id>(ids).subspan(begin, std::min(batch_limit, ids.size() - begin)));
            append_rows(sql, context, object_, Act::read);
            if (!is_everything(linked_)) {
                sql << " AND ";
                append_condition(sql, object_, linked_, context.schema(), context.rights(),
                                 context.connection().dialect());
            }
            context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
                places_[row.whole(RowPlan::id)] = {rows_.size(), row.whole(plan_.size()),
                                                   plan_.reads_title() ? std::string(row.text(RowPlan::title))
                                                                       : std::string()};
                rows_.add(row);
                return true;
            });
        }
        rows_.resolve();
    }
    struct Place {
        std::size_t row;
        Id by;
        std::string title;
    };
    const Place* find(Id id) const {
        auto found = places_.find(id);
        return found == places_.end() ? nullptr : &found->second;
    }
    const Object& object() const { return object_; }
    std::string json(const Place& place) const {
        std::string text;
        rows_.write(place.row, text);
        return text;
    }

private:
    const Object& object_;
    Condition linked_;
    RowPlan plan_;
    RowJson rows_;
    std::map<Id, Place> places_;
};

class TimelineReader {
public:
    TimelineReader(Context& context, const Object& whose, Id record, int limit, std::string_view cursor,
                   std::string_view kinds)
        : context_(context), object_(whose), record_(record), limit_(limit),
          list_(list_of("timeline", whose, record, kinds)) {
        if (!cursor.empty()) {
            const std::string place = place_in(list_, cursor);
            const auto dash = place.find('-');
            const auto at = parse_id(place.substr(0, dash)),
                       id = parse_id(dash == std::string::npos ? "" : place.substr(dash + 1));
            if (!at || !id) refuse_cursor();
            last_ = {*at, *id};
        }
        while (!kinds.empty() && kinds_.size() < 50) {
            const auto comma = kinds.find(',');
            kinds_.emplace_back(std::string(kinds.substr(0, comma)));
            kinds.remove_prefix(comma == std::string_view::npos ? kinds.size() : comma + 1);
        }
    }

    void write(std::string& out) {
        constexpr int most_rounds = 10;
        JsonWriter json(out);
        json.begin_object().key("items").begin_array();
        bool more = true;
        for (int round = 0; more && written_ < limit_ && round < most_rounds; ++round) more = write_round(json);
        json.end_array().key("next");
        if (more)
            json.string(cursor_for(list_, std::to_string(last_->first) + "-" + std::to_string(last_->second)));
        else
            json.null();
        json.end_object();
    }

private:
    // Writes what is in sight of the next lines; false when there are no more.
    bool write_round(JsonWriter& json) {
        std::vector<TimelineLine> lines = read_lines();
        const bool last = lines.size() <= static_cast<std::size_t>(limit_);
        std::map<std::string, std::unique_ptr<Sources>, std::less<>> sources;
        std::map<std::string, std::vector<Id>, std::less<>> wanted;
        std::vector<Id> events;
        for (const TimelineLine& line : lines) {
            wanted[line.object].push_back(line.source);
            if (line.is_event()) events.push_back(line.id);
        }
        for (auto& [name, ids] : wanted) {
            const Object* object = context_.schema().find(name);
            if (!object || !context_.rights().allows(context_.schema(), *object, Act::read)) continue;
            auto& read = sources[name] = std::make_unique<Sources>(
                context_, *object, seen_to_link(context_.rights(), *object, object_, record_));
            read->read(context_, std::move(ids));
        }
        const auto seen = read_events(events);
        TitleBook book(context_);
        ToldChanges changes(context_, book);
        for (const TimelineLine& line : lines) {
            auto source = sources.find(line.object);
            const auto* place = source == sources.end() ? nullptr : source->second->find(line.source);
            if (!place) continue;
            book.want("user", place->by);
            if (auto event = seen.find(line.id); event != seen.end()) {
                book.want("user", event->second.by);
                changes.want(source->second->object(), event->second.changes);
            }
        }
        book.read();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (written_ == limit_) return true;
            const TimelineLine& line = lines[i];
            last_ = {line.at, line.id};
            auto source = sources.find(line.object);
            const auto* place = source == sources.end() ? nullptr : source->second->find(line.source);
            if (!place) continue;
            auto event = seen.find(line.id);
            if (event != seen.end() && !changes.is_told(source->second->object(), line.kind, event->second.changes))
                continue;
            write_line(json, line, *source->second, *place, event == seen.end() ? nullptr : &event->second, book,
                       changes);
            ++written_;
        }
        return !last;
    }

    std::vector<TimelineLine> read_lines() {
        Sql sql;
        sql << "SELECT \"at\", \"id\", \"source_object\", \"source_id\", \"kind\" FROM \"timeline\" WHERE \"bucket\" "
               "= ";
        sql.bind(std::int64_t{bucket_of(record_)}) << " AND \"record\" = ";
        sql.bind(record_);
        if (last_) {
            sql << " AND (\"at\", \"id\") < (";
            sql.bind(last_->first) << ", ";
            sql.bind(last_->second) << ")";
        }
        if (!kinds_.empty()) {
            sql << " AND \"kind\"";
            append_in(sql, kinds_);
        }
        sql << " ORDER BY \"at\" DESC, \"id\" DESC LIMIT ";
        sql.bind(std::int64_t{limit_ + 1});
        std::vector<TimelineLine> lines;
        context_.connection().query(sql.text, sql.parameters, [&](const Row& row) {
            lines.push_back(
                {row.whole(0), row.whole(1), std::string(row.text(2)), row.whole(3), std::string(row.text(4))});
            return true;
        });
        return lines;
    }

    std::map<Id, SeenEvent> read_events(const std::vector<Id>& ids) {
        std::map<Id, SeenEvent> seen;
        if (ids.empty()) return seen;
        Sql sql;
        sql << "SELECT \"id\", \"by\", \"changes\" FROM \"event\" WHERE ";
        append_batch(sql, true, ids);
        context_.connection().query(sql.text, sql.parameters, [&](const Row& row) {
            seen[row.whole(0)] = {row.whole(1), changes_in(row.text(2))};
            return true;
        });
        return seen;
    }

    void write_line(JsonWriter& json, const TimelineLine& line, const Sources& source, const Sources::Place& place,
                    const SeenEvent* event, const TitleBook& book, const ToldChanges& changes) {
        json.begin_object().key("id").id(line.id).member("at", format_moment(line.at)).key("by");
        book.write(json, "user", event ? event->by : place.by);
        json.member("kind", line.kind)
            .member("object", line.object)
            .key("record")
            .begin_object()
            .key("id")
            .id(line.source);
        json.member("title", place.title).end_object();
        if (event) {
            json.key("changes");
            changes.write(json, source.object(), event->changes);
        } else {
            json.key(line.object).raw(source.json(place));
        }
        json.end_object();
    }

    Context& context_;
    const Object& object_;
    Id record_;
    const int limit_;
    const std::string list_;
    int written_ = 0;
    Values kinds_;
    std::optional<std::pair<Moment, Id>> last_;
};

} // namespace

void write_timeline(Context& context, const Object& object, Id id, int limit, std::string_view cursor,
                    std::string_view kinds, std::string& out) {
    limit = checked_limit(limit);
    check_seen(context, object, id);
    TimelineReader(context, object, id, limit, cursor, kinds).write(out);
}

} // namespace crm

#include "modules/core/duplicates.hpp"

#include <algorithm>

#include "analysis/duplicates.hpp"
#include "jobs/jobs.hpp"
#include "modules/core/party.hpp"
#include "record/alike.hpp"
#include "record/likely.hpp"

namespace crm {

namespace {

constexpr int read_at_once = 5'000, written_at_once = 500;
const std::string of_parties = "party";
constexpr double least_score = 0.5, least_at_once = 0.9;
constexpr std::size_t most_pairs = 100'000;
constexpr std::size_t most_compared = 16; // fields

// One column of the comparison: a field, or a part of an address.
struct Compared {
    const Field* field;
    int column;
    Meaning meaning;
};

bool of_people(const Field& field) {
    return field.name == "given_name" || field.name == "family_name";
}

void compare_address(const Field& field, std::vector<Compared>& columns) {
    constexpr int street = 0, house = 1, postal_code = 3, city = 4;
    columns.push_back({&field, street, Meaning::words});
    columns.push_back({&field, house, Meaning::number});
    columns.push_back({&field, postal_code, Meaning::number});
    columns.push_back({&field, city, Meaning::words});
}

// What of a record says who it is.
std::vector<Compared> compared(const Object& object) {
    std::vector<Compared> columns;
    for (const Field& field : object.fields) {
        if (field.system || field.hidden || field.read_only || field.sensitive) continue;
        if (field.title && field.kind == Kind::text)
            columns.push_back({&field, 0, Meaning::name});
        else if (of_people(field))
            columns.push_back({&field, 0, field.name == "given_name" ? Meaning::given : Meaning::family});
        else if (field.kind == Kind::email || field.kind == Kind::phone)
            columns.push_back({&field, 0, Meaning::exact});
        else if (field.kind == Kind::text && field.plain && (field.indexed || field.unique))
            columns.push_back({&field, 0, Meaning::code});
        else if (field.kind == Kind::day && field.name == "born_on")
            columns.push_back({&field, 0, Meaning::day});
        else if (field.kind == Kind::address)
            compare_address(field, columns);
    }
    if (columns.size() > most_compared) columns.resize(most_compared);
    return columns;
}

// A person is compared by the parts of the name, not by the whole as well.
std::string text_of(const Record& record, const Compared& each, bool has_parts) {
    if (each.meaning == Meaning::name && has_parts) return {};
    if (each.meaning == Meaning::day) {
        const auto day = record.day_at(each.field->index);
        return day ? format_day(*day) : std::string();
    }
    return text_or_empty(record.at(*each.field, each.column));
}

void add_to(DuplicateTable& table, const Record& record, const std::vector<Compared>& columns) {
    const bool has_parts = std::any_of(columns.begin(), columns.end(), [&](const Compared& each) {
        return of_people(*each.field) && record.has(each.field->index);
    });
    std::vector<std::string> texts;
    for (const Compared& each : columns) texts.push_back(text_of(record, each, has_parts));
    table.add({texts.begin(), texts.end()});
}

std::vector<std::string> names_of(const std::vector<Compared>& columns, std::uint32_t bits) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if ((bits >> i & 1) && std::find(names.begin(), names.end(), columns[i].field->name) == names.end())
            names.push_back(columns[i].field->name);
    return names;
}

void write_pairs(Engine& engine, const Object& object, const std::vector<LikelyPair>& pairs, const std::vector<Id>& ids,
                 const std::vector<Compared>& columns) {
    Request clear;
    engine.write(clear, [&](Context& context) { forget_likely(context, object); });
    for (std::size_t begin = 0; begin < pairs.size() && begin < most_pairs; begin += written_at_once) {
        Request request;
        engine.write(request, [&](Context& context) {
            for (std::size_t i = begin; i < pairs.size() && i < begin + written_at_once; ++i)
                note_likely(context, object,
                            {ids[pairs[i].a], ids[pairs[i].b], pairs[i].score, names_of(columns, pairs[i].agree),
                             names_of(columns, pairs[i].alike)});
        });
    }
}

constexpr const char* looked_until = "duplicates_looked_until";

} // namespace

void find_all_duplicates(Engine& engine, const std::string& name, const std::function<bool()>& stopping) {
    const auto schema = engine.schema();
    const Object* object = schema->find(name);
    if (!object) return;
    const auto columns = compared(*object);
    std::vector<Meaning> meanings;
    for (const Compared& each : columns) meanings.push_back(each.meaning);
    if (meanings.empty()) return;
    DuplicateTable table(meanings);
    std::vector<Id> ids;
    for (bool more = true; more;) {
        if (stopping && stopping()) return;
        Request request;
        engine.read(request, [&](Context& context) {
            const Condition later{Condition::Op::gt, Object::id.index, -1, {ids.empty() ? Id{0} : ids.back()}};
            const auto records = context.find(*object, later, read_at_once);
            for (const Record& record : records) {
                add_to(table, record, columns);
                ids.push_back(record.id());
            }
            more = records.size() == static_cast<std::size_t>(read_at_once);
        });
    }
    DuplicateOptions options;
    options.least_score = least_score;
    write_pairs(engine, *object, find_duplicates(table, options), ids, columns);
}

void look_up_changed(Engine& engine) {
    constexpr int most_at_once = 500;
    const Moment overlap = 10 * second;
    const Id after = parse_id(engine.fact(looked_until)).value_or(first_id_at(now() - minute));
    std::vector<Id> changed;
    Id last = after;
    engine.database().read([&](Connection& connection) {
        changed.clear();
        connection.query("SELECT \"id\", \"record\" FROM \"event\" WHERE \"id\" > ? AND \"object\" = ? AND "
                         "\"operation\" IS NULL AND \"kind\" IN "
                         "('created', 'updated') ORDER BY \"id\" LIMIT " +
                             std::to_string(most_at_once),
                         Values{after, of_parties}, [&](const Row& row) {
                             last = row.whole(0);
                             changed.push_back(row.whole(1));
                             return true;
                         });
    });
    std::sort(changed.begin(), changed.end());
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    for (Id id : changed) {
        Request request;
        engine.write(request, [&](Context& context) {
            const auto record = context.find(party, id);
            if (!record || record->binned()) return;
            for (const Alike& each : find_alike(context, *record, 5))
                if (each.score >= least_at_once)
                    note_likely(context, context.object(of_parties), {id, each.id, each.score, each.fields, {}});
        });
    }
    // A commit may come late with a smaller id: the end of what was read is read again.
    engine.set_fact(looked_until, std::to_string(changed.size() < most_at_once
                                                     ? std::max(after, std::min(last, first_id_at(now() - overlap)))
                                                     : last));
}

void schedule_duplicates(Jobs& jobs, Engine& engine) {
    jobs.on("find_duplicates", [&engine](const Job& job, const std::function<bool()>& stopping) {
        find_all_duplicates(engine, job.input.text("object", of_parties), stopping);
    });
    jobs.every_day("find_duplicates", 2);
    jobs.on("look_up_changed", [&engine](const Job&, const std::function<bool()>&) { look_up_changed(engine); });
    jobs.every("look_up_changed", minute);
}

} // namespace crm

#include "record/check.hpp"

#include <unordered_map>

#include "record/context.hpp"
#include "record/reports.hpp"
#include "record/search.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr std::size_t most_faults = 100;

class Check {
public:
    Check(Engine& engine, Connection& connection, std::vector<std::string>& faults)
        : schema_(engine.schema()), connection_(connection), faults_(faults) {}

    void database() {
        if (connection_.dialect().postgres()) return;
        connection_.query("PRAGMA integrity_check(10)", {}, [&](const Row& row) {
            if (row.text(0) != "ok") say("The database file is damaged: " + std::string(row.text(0)));
            return true;
        });
    }

    void object(const Object& object) {
        identities(object);
        if (object.is_big()) keys(object);
        for (const Field& field : object.fields)
            if (field.kind == Kind::link && !field.system) links(object, field);
        if (object.has_search_table()) words(object);
    }

    void events() {
        const std::string strays =
            "SELECT COUNT(*) FROM \"event\" WHERE \"record\" IS NULL OR \"object\" IS NULL OR \"kind\" IS NULL";
        if (whole_or(connection_.value(strays), 0)) say("There are events that name no record.");
    }

private:
    void say(const std::string& sentence) {
        if (faults_.size() < most_faults) faults_.push_back(sentence);
    }

    // Every record has a version and an event that made it, unless it came as a part of another.
    void identities(const Object& object) {
        const std::string table = quoted(object.name);
        if (auto n = whole_or(
                connection_.value("SELECT COUNT(*) FROM " + table + " WHERE \"version\" IS NULL OR \"version\" < 1"),
                0))
            say(std::to_string(n) + " records of " + object.name + " have no version.");
        if (object.is_big())
            if (auto n = whole_or(
                    connection_.value("SELECT COUNT(*) FROM " + table + " WHERE \"bucket\" <> (\"id\" / 4096) % 1024"),
                    0))
                say(std::to_string(n) + " records of " + object.name + " lie in a bucket that is not their id's.");
        for (const Field& field : object.fields) {
            if (!field.required || field.column_count == 0 || field.own)
                continue; // an own field may be younger than the record
            std::string empty;
            for (int i = 0; i < (field.kind == Kind::address ? field.column_count : 1); ++i)
                empty += (i ? " AND " : "") + quoted(object.columns[field.first_column + i].name) + " IS NULL";
            if (auto n = whole_or(
                    connection_.value("SELECT COUNT(*) FROM " + table + " WHERE \"deleted_at\" IS NULL AND " + empty),
                    0))
                say(std::to_string(n) + " records of " + object.name + " lack the required " + field.name + ".");
        }
        if (object.parent_field()) return;
        const std::string unborn = "SELECT COUNT(*) FROM " + table +
                                   " WHERE \"id\" NOT IN (SELECT \"record\" FROM \"event\" WHERE \"object\" = ?)";
        if (auto n = whole_or(connection_.value(unborn, Values{object.name}), 0))
            say(std::to_string(n) + " records of " + object.name + " have no history.");
    }

    // Each unique value of the living has its key, and each key its living record.
    void keys(const Object& object) {
        for (const Field& field : object.fields) {
            if (!field.unique) continue;
            const std::string column = quoted(object.columns[field.first_column].name), table = quoted(object.name);
            const std::string missing = "SELECT COUNT(*) FROM " + table + " WHERE " + column +
                                        " IS NOT NULL AND \"deleted_at\" IS NULL AND \"id\" NOT IN (SELECT \"id\" FROM "
                                        "\"unique_key\" WHERE \"object\" = ? AND \"field\" = ?)";
            if (auto n = whole_or(connection_.value(missing, Values{object.name, field.name}), 0))
                say(std::to_string(n) + " values of " + object.name + "." + field.name + " have no key.");
            const std::string stray = "SELECT COUNT(*) FROM \"unique_key\" WHERE \"object\" = ? AND \"field\" = ? AND "
                                      "\"id\" NOT IN (SELECT \"id\" FROM " +
                                      table + " WHERE " + column + " IS NOT NULL)";
            if (auto n = whole_or(connection_.value(stray, Values{object.name, field.name}), 0))
                say(std::to_string(n) + " keys of " + object.name + "." + field.name + " lead to no record.");
        }
    }

    void links(const Object& object, const Field& field) {
        const Object* target = schema_->find(field.to);
        if (!target) return;
        const std::string column = quoted(field.name);
        const std::string strays = "SELECT COUNT(*) FROM " + quoted(object.name) +
                                   " WHERE \"deleted_at\" IS NULL AND " + column + " IS NOT NULL AND " + column +
                                   " NOT IN (SELECT \"id\" FROM " + quoted(target->name) + ")";
        if (auto n = whole_or(connection_.value(strays), 0))
            say(std::to_string(n) + " links " + object.name + "." + field.name + " lead nowhere.");
    }

    void words(const Object& object) {
        const std::string table = quoted(object.search_table()), id(connection_.dialect().search_id());
        const std::string unfound = "SELECT COUNT(*) FROM " + table + " WHERE " + id + " NOT IN (SELECT \"id\" FROM " +
                                    quoted(object.name) + " WHERE \"deleted_at\" IS NULL)";
        if (auto n = whole_or(connection_.value(unfound), 0))
            say(std::to_string(n) + " search entries of " + object.name + " lead to no living record.");
        const Field& title = object.title_field();
        if (!title.searchable || title.column_count == 0) return;
        const std::string wordless = "SELECT COUNT(*) FROM " + quoted(object.name) +
                                     " WHERE \"deleted_at\" IS NULL AND " +
                                     quoted(object.columns[title.first_column].name) +
                                     " IS NOT NULL AND \"id\" NOT IN (SELECT " + id + " FROM " + table + ")";
        if (auto n = whole_or(connection_.value(wordless), 0))
            say(std::to_string(n) + " records of " + object.name + " cannot be found by search.");
    }

    std::shared_ptr<const Schema> schema_;
    Connection& connection_;
    std::vector<std::string>& faults_;
};

// Whether records are found by the words that stand in them now.
class WordsCheck {
public:
    WordsCheck(Context& context, const Object& object) : context_(context), object_(object) {}

    // Looks at the next ones behind `last`: the last of them, 0 at the end.
    Id look_behind(Id last) {
        std::unordered_map<Id, SearchWords> kept;
        Values ids;
        const std::string id(context_.connection().dialect().search_id());
        context_.connection().query(
            "SELECT " + id + ", open, guarded FROM " + quoted(object_.search_table()) + " WHERE " + id +
                " > ? ORDER BY " + id + " LIMIT " + std::to_string(at_once),
            Values{last}, [&](const Row& row) {
                last = row.whole(0);
                ids.emplace_back(last);
                kept.emplace(last, SearchWords{std::string(row.text(1)), std::string(row.text(2))});
                return true;
            });
        if (ids.empty()) return 0;
        const auto parts = parts_of(ids);
        for (const Record& record :
             context_.find(object_, Condition{Condition::Op::in, Object::id.index, -1, ids}, at_once)) {
            const auto found = parts.find(record.id());
            const auto is_kept = [&](const SearchWords& words) {
                return words.open == kept[record.id()].open && words.guarded == kept[record.id()].guarded;
            };
            static const std::vector<Record> none;
            // One that others went into is found by their names too; that is looked up only where it may be so.
            if (!is_kept(search_words(context_, record, found == parts.end() ? &none : &found->second)) &&
                !is_kept(search_words(context_, record)))
                ++outdated_;
        }
        return last;
    }
    // How many of those are found by other words.
    std::int64_t outdated() const { return outdated_; }

private:
    static constexpr int at_once = 500;

    std::unordered_map<Id, std::vector<Record>> parts_of(const Values& ids) {
        std::unordered_map<Id, std::vector<Record>> found;
        for (const Object* part : context_.schema().parts_of(object_.name)) {
            const int parent = part->parent_field()->index;
            for (Record& each : context_.find(*part, Condition{Condition::Op::in, parent, -1, ids}, INT32_MAX))
                found[each.link(parent)].push_back(std::move(each));
        }
        return found;
    }

    Context& context_;
    const Object& object_;
    std::int64_t outdated_ = 0;
};

} // namespace

std::vector<std::string> check_company(Engine& engine, const std::function<void(const std::string&)>& step) {
    std::vector<std::string> faults;
    auto look = [&](const std::string& what, const std::function<void(Check&)>& at) {
        step("Checking " + what);
        engine.database().read([&](Connection& connection) {
            Check check(engine, connection, faults);
            at(check);
        });
    };
    look("the database", [](Check& check) { check.database(); });
    for (const auto& object : engine.schema()->objects())
        look(object->name, [&](Check& check) { check.object(*object); });
    for (const auto& object : engine.schema()->objects()) {
        if (!object->has_search_table()) continue;
        step("Checking by which words " + object->name + " is found");
        std::int64_t outdated = 0;
        for (Id last = 0, next = 1; next; last = next) {
            std::int64_t more = 0;
            Request request;
            request.rights = Rights::system();
            engine.read(request, [&](Context& context) {
                WordsCheck check(context, *object);
                next = check.look_behind(last);
                more = check.outdated();
            });
            outdated += more;
        }
        if (outdated && faults.size() < most_faults)
            faults.push_back(std::to_string(outdated) + " records of " + object->name +
                             " are found by words that they do not hold, or not by all that they hold.");
    }
    for (const auto& object : engine.schema()->objects())
        for (const Proof& proof : proofs_of(*object)) {
            step("Proving " + object->name);
            Request request;
            engine.read(request, [&](Context& context) {
                proof(context, [&](const std::string& sentence) {
                    if (faults.size() < most_faults) faults.push_back(sentence);
                });
            });
        }
    look("events", [](Check& check) { check.events(); });
    return faults;
}

} // namespace crm

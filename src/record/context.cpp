#include "record/context.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/input.hpp"
#include "record/query.hpp"
#include "record/search.hpp"
#include "record/tables.hpp"

namespace crm {

Record record_of(std::shared_ptr<const Object> object, const Row& row, int first) {
    Record record(object);
    Values& values = record.values();
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int column = first + static_cast<int>(i);
        if (row.null(column)) continue;
        switch (object->columns[i].type) {
        case ColumnType::whole:
            values[i] = row.whole(column);
            break;
        case ColumnType::text:
            values[i] = std::string(row.text(column));
            break;
        case ColumnType::bytes:
            values[i] = Bytes{std::string(row.text(column))};
            break;
        }
    }
    record.set_identity(whole(record.at(object->field(Object::id))),
                        whole_or(record.at(object->field(Object::version)), 0));
    record.loaded();
    return record;
}

void load_links(Connection& connection, const Object& object, std::span<Record> records) {
    std::map<Id, Record*> by_id;
    std::vector<Id> ids;
    for (const Field& field : object.fields) {
        if (field.kind != Kind::links) continue;
        if (by_id.empty())
            for (Record& record : records) {
                by_id.emplace(record.id(), &record);
                ids.push_back(record.id());
            }
        for (Record& record : records) record.link_lists()[field.index].clear();
        for (std::size_t begin = 0; begin < ids.size(); begin += batch_limit) {
            Sql sql;
            sql << "SELECT \"id\", \"target\" FROM " << quoted(object.link_table(field)) << " WHERE ";
            append_batch(sql, true, std::span<const Id>(ids).subspan(begin, std::min(batch_limit, ids.size() - begin)));
            sql << " ORDER BY \"id\", \"target\"";
            connection.query(sql.text, sql.parameters, [&](const Row& row) {
                by_id.at(row.whole(0))->link_lists()[field.index].push_back(row.whole(1));
                return true;
            });
        }
    }
    if (!by_id.empty())
        for (Record& record : records) record.loaded();
}

Context::Context(Engine& engine, Connection& connection, Request& request)
    : engine_(engine), connection_(connection), request_(request), schema_(engine.schema()),
      company_(engine.company()) {}

std::shared_ptr<const Object> Context::shared(const Object& object) const {
    for (const auto& each : schema_->objects())
        if (each->name == object.name) return each;
    // It was there when the request was read.
    throw Error(Problem::not_found, "There is no object \"" + object.name + "\" any more; it has just been deleted.");
}

void Context::enqueue(const std::string& kind, const Json& input) {
    if (engine_.queue()) engine_.queue()(*this, kind, input);
}

Day Context::today() const {
    return rights().zone.day_of(now());
}

Id Context::make_id(int bucket) {
    auto& ids = request_.ids;
    if (next_id_ < ids.size() && bucket_of(ids[next_id_]) == bucket) return ids[next_id_++];
    ids.resize(next_id_);
    ids.push_back(engine_.ids().make(bucket));
    return ids[next_id_++];
}

Id Context::make_id() {
    auto& ids = request_.ids;
    if (next_id_ < ids.size()) return ids[next_id_++];
    ids.push_back(engine_.ids().make());
    return ids[next_id_++];
}

Record Context::make(const Object& declared) {
    Record record(shared(declared));
    const InputRules rules{company_->country, company_->currency, &rights().zone, company_->collation.get()};
    for (const Field& field : record.object().fields)
        if (!field.default_value.is_null())
            if (auto problem = read_value(record, field, field.default_value, rules)) require(false, problem->c_str());
    record.history_import = request_.history_import;
    return record;
}

std::optional<Record> Context::find(const Object& declared, Id id) {
    const auto object = shared(declared);
    std::optional<Record> found;
    std::string sql = "SELECT " + object->column_list + " FROM " + quoted(object->name) + " WHERE \"id\" = ?";
    Values parameters{id};
    if (object->is_big()) {
        sql += " AND \"bucket\" = ?";
        parameters.push_back(std::int64_t{bucket_of(id)});
    }
    connection_.query(sql, parameters, [&](const Row& row) {
        found = record_of(object, row);
        return false;
    });
    if (!found) return found;
    load_links(connection_, *object, {&*found, 1});
    return found;
}

Record Context::load(const Object& declared, Id id) {
    auto found = find(declared, id);
    if (!found)
        throw Error(Problem::not_found,
                    "There is no " + fold(in_language(declared.label)) + " with the id " + std::to_string(id) + ".");
    found->history_import = request_.history_import;
    return std::move(*found);
}

std::vector<Record> Context::find(const Object& declared, const Condition& condition, int limit) {
    const auto object = shared(declared);
    Sql sql;
    sql << "SELECT " << object->column_list << " FROM " << quoted(object->name)
        << " WHERE \"deleted_at\" IS NULL AND (";
    append_condition(sql, *object, condition, *schema_, *Rights::system(), connection_.dialect());
    sql << ") ORDER BY \"id\" LIMIT " << std::to_string(limit);
    std::vector<Record> found;
    connection_.query(sql.text, sql.parameters, [&](const Row& row) {
        found.push_back(record_of(object, row));
        found.back().history_import = request_.history_import;
        return true;
    });
    load_links(connection_, *object, found);
    return found;
}

std::optional<Record> Context::find_one(const Object& object, const Condition& condition) {
    auto found = find(object, condition, 1);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

bool Context::exists(const Object& declared, const Condition& condition) {
    const auto object = shared(declared);
    Sql sql;
    sql << "SELECT \"id\" FROM " << quoted(object->name) << " WHERE \"deleted_at\" IS NULL AND (";
    append_condition(sql, *object, condition, *schema_, *Rights::system(), connection_.dialect());
    sql << ") LIMIT 1";
    return !is_null(connection_.value(sql.text, sql.parameters));
}

std::string Context::title(std::string_view name, Id id) {
    const Object* object = schema_->find(name);
    if (!object || id == 0) return {};
    const Field& field = object->title_field();
    std::string sql = "SELECT " + quoted(object->columns[field.first_column].name) + " FROM " + quoted(object->name) +
                      " WHERE \"id\" = ?";
    Values parameters{id};
    if (object->is_big()) {
        sql += " AND \"bucket\" = ?";
        parameters.push_back(std::int64_t{bucket_of(id)});
    }
    return text_or_empty(connection_.value(sql, parameters));
}

std::optional<std::int64_t> Context::rate(const std::string& currency, Day day) {
    std::int64_t one = 1;
    for (int i = 0; i < rate_digits; ++i) one *= 10;
    if (currency == company_->currency) return one;
    const Object* rates = schema_->find("exchange_rate");
    const Field* field = rates ? rates->field("rate") : nullptr;
    if (!field) return std::nullopt;
    auto [known, fresh] = rates_.try_emplace({currency, day.days});
    if (!fresh) return known->second;
    const Value found = connection_.value("SELECT \"rate\" FROM \"exchange_rate\" WHERE \"currency\" = ? AND \"day\" "
                                          "<= ? AND \"deleted_at\" IS NULL ORDER BY \"day\" DESC LIMIT 1",
                                          Values{currency, std::int64_t{day.days}});
    if (is_null(found)) return std::nullopt;
    std::int64_t rate = whole(found);
    for (int i = field->scale(); i < rate_digits; ++i) rate *= 10;
    for (int i = field->scale(); i > rate_digits; --i) rate /= 10;
    known->second = rate;
    return rate;
}

std::string Context::take_number(const std::string& series, const std::string& pattern) {
    const auto [year, month, day] = split(company_->zone.day_of(now()));
    auto replace = [](std::string text, const std::string& mark, const std::string& by) {
        if (auto at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), by);
        return text;
    };
    const std::string month_text = (month < 10 ? "0" : "") + std::to_string(month);
    std::string text = replace(replace(pattern, "{yyyy}", std::to_string(year)), "{mm}", month_text);
    // A pattern with the month counts by month, one with the year by year.
    const std::string name = series + "|" + text;
    const Value next =
        connection_.value("INSERT INTO \"series\" (\"name\", \"next\") VALUES (?, 2) ON CONFLICT (\"name\") DO UPDATE "
                          "SET \"next\" = \"series\".\"next\" + 1 RETURNING \"next\"",
                          Values{name});
    std::string number = std::to_string(whole(next) - 1);
    if (auto at = text.find("{n4}"); at != std::string::npos) {
        while (number.size() < 4) number.insert(0, "0");
        return replace(text, "{n4}", number);
    }
    return replace(text, "{n}", number);
}

void Context::notify(Id user, std::string_view kind, const AnyLink& about, const std::string& text) {
    const Object* notification = schema_->find("notification");
    if (!notification || user == 0 || user == this->user()) return;
    Record record = make(*notification);
    auto put = [&](const char* name, auto value) {
        if (auto field = notification->field(name)) record.put(field->index, value);
    };
    put("user", user);
    put("kind", std::string(kind));
    put("about", about);
    put("text", text);
    save(record);
}

Context::BeingCreated* Context::being_created(const Record& part) {
    const Field* parent = part.object().parent_field();
    if (!parent) return nullptr;
    for (BeingCreated& each : being_created_)
        if (each.id == part.link(parent->index)) return &each;
    return nullptr;
}

void Context::refresh_search(const Record& record, const std::vector<Record>* parts) {
    const Object& object = record.object();
    if (!object.has_search_table()) return;
    SearchWords words;
    if (!record.binned()) words = search_words(*this, record, parts);
    connection_.write_search(object.search_table(), {record.id(), record.bucket(), std::move(words.open),
                                                     std::move(words.guarded), record.is_new()});
}

} // namespace crm

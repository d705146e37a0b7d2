// Lists and single records: one statement for the page, one for the titles of each linked object.
#include <algorithm>

#include "base/error.hpp"
#include "record/actions.hpp"
#include "record/cursor.hpp"
#include "record/list_sql.hpp"
#include "record/merged_filter.hpp"
#include "record/narrowing.hpp"
#include "record/paging.hpp"
#include "record/query.hpp"
#include "record/rights.hpp"
#include "record/row_json.hpp"
#include "record/search.hpp"
#include "record/told_kinds.hpp"

namespace crm {

void append_rows(Sql& sql, Context& context, const Object& object, Act act) {
    const Condition rows = rows_in_sight(context, object, act);
    if (is_everything(rows)) return;
    sql << " AND ";
    append_condition(sql, object, rows, context.schema(), *Rights::system(), context.connection().dialect());
}

namespace {

// What a list has to meet, each part with the rights under which its followed links are looked at.
struct Part {
    Condition condition;
    const Rights* rights;
};

std::vector<Part> parts_of(Context& context, const Object& object, const ListQuery& query, Act act) {
    std::vector<Part> parts;
    const auto add = [&](Condition condition, const Rights& rights) {
        if (!is_everything(condition)) parts.push_back({std::move(condition), &rights});
    };
    static const auto system = Rights::system();
    add(with_merged(context, object, query.filter), context.rights());
    add(rows_in_sight(context, object, Act::read), *system);
    if (act != Act::read) add(rows_in_sight(context, object, act), *system);
    return parts;
}

void append_parts(Sql& sql, Context& context, const Object& object, const ListQuery& query,
                  const std::vector<Part>& parts) {
    sql << " WHERE \"deleted_at\" IS " << (query.binned ? "NOT NULL" : "NULL");
    for (const Part& part : parts) {
        sql << " AND ";
        append_condition(sql, object, part.condition, context.schema(), *part.rights, context.connection().dialect());
    }
    if (query.search.empty()) return;
    sql << " AND ";
    append_search(sql, context, object, query.search);
}

// The list as one question, or as several of which each leads to an index of its own.
std::vector<Sql> questions(Context& context, const Object& object, const ListQuery& query, Act act, bool in_its_order,
                           bool by_an_index) {
    std::vector<Part> parts = parts_of(context, object, query, act);
    if (!in_its_order && by_an_index && query.search.empty() && !query.binned)
        for (Part& part : parts) part.condition = widened(context, object, std::move(part.condition));
    std::vector<Condition> ways;
    std::size_t which = 0;
    if (!query.binned && query.search.empty())
        for (; which < parts.size(); ++which) {
            ways = taken_apart(context, object, parts[which].condition, in_its_order);
            if (ways.size() > 1) break;
        }
    std::vector<Sql> all;
    if (ways.size() < 2) {
        append_parts(all.emplace_back(), context, object, query, parts);
        return all;
    }
    for (Condition& way : ways) {
        parts[which].condition = std::move(way);
        append_parts(all.emplace_back(), context, object, query, parts);
    }
    return all;
}

} // namespace

void append_where(Sql& sql, Context& context, const Object& object, const ListQuery& query, Act act) {
    std::vector<Part> parts = parts_of(context, object, query, act);
    if (!query.binned)
        for (Part& part : parts) part.condition = narrowed(context, object, std::move(part.condition));
    append_parts(sql, context, object, query, parts);
}

namespace {

// Reads the rows of a list in its order, page after page.
class PageReader {
public:
    PageReader(Context& context, const Object& object, const ListQuery& query, Act act, const RowPlan& plan)
        : context_(context), object_(object), plan_(plan), list_(query.list),
          order_(object, order_of(object, query.sort, context.schema(), context.rights()), context.schema()),
          questions_(questions(context, object, query, act, comes_in_its_order(query), comes_by_an_index(query))) {
        if (!query.cursor.empty()) {
            last_ = order_.read(place_in(list_, query.cursor));
            began_ = true;
        }
    }

    // Calls `each` for at most `limit` rows; true when there are more.
    template <typename Each>
    bool read(int limit, const Each& each) {
        int read = 0;
        fresh_section_ = false;
        bool more = false,
             without_first = began_ && order_.size() > 0 && is_null(last_.values[0]) && order_.has_section_without();
        for (;;) {
            more = section(without_first, limit, read, each);
            if (more || without_first || !order_.has_section_without()) return more;
            without_first = true;
            fresh_section_ = true;
        }
    }

    std::string cursor() const { return cursor_for(list_, order_.write(last_)); }

private:
    template <typename Each>
    bool section(bool without_first, int limit, int& read, const Each& each) {
        Sql sql;
        sql << "SELECT " << plan_.columns();
        for (int key = 0; key < order_.size(); ++key) sql << ", " << order_.expression(key);
        sql << " FROM \"" << object_.name << "\"";
        if (questions_.size() == 1) {
            append_section(sql, questions_.front(), without_first, limit - read + 1);
        } else {
            // The first of each question; among them are the first of all.
            sql << " WHERE \"id\" IN (";
            for (const Sql& question : questions_) {
                sql << (&question == &questions_.front() ? "" : " UNION ")
                    << "SELECT \"id\" FROM (SELECT \"id\" FROM \"" << object_.name << "\"";
                append_section(sql, question, without_first, limit - read + 1);
                sql << ")";
            }
            sql << ")";
            order_.append_order(sql, without_first);
            sql << " LIMIT ";
            sql.bind(std::int64_t{limit - read + 1});
        }
        bool more = false;
        Cursor last;
        context_.connection().query(sql.text, sql.parameters, [&](const Row& row) {
            if (read == limit) {
                more = true;
                return false;
            }
            each(row);
            if (++read == limit) {
                last.id = row.whole(RowPlan::id);
                for (int key = 0; key < order_.size(); ++key) last.values.push_back(row.value(plan_.size() + key));
            }
            return true;
        });
        if (last.id) {
            last_ = std::move(last);
            began_ = true;
            fresh_section_ = false;
        }
        return more;
    }

    void append_section(Sql& sql, const Sql& question, bool without_first, int limit) const {
        sql << question.text;
        sql.parameters.insert(sql.parameters.end(), question.parameters.begin(), question.parameters.end());
        order_.append_section(sql, without_first, began_ && !fresh_section_ ? &last_ : nullptr);
        order_.append_order(sql, without_first);
        sql << " LIMIT ";
        sql.bind(std::int64_t{limit});
    }

    // Whether it is sorted as lists of this object are, which is how its indexes keep what they find.
    bool comes_in_its_order(const ListQuery& query) const {
        if (query.sort.empty()) return true;
        const ListOrder own(object_, order_of(object_, {}, context_.schema(), context_.rights()), context_.schema());
        return order_.size() > 0 && own.size() > 0 && order_.expression(0) == own.expression(0);
    }

    bool comes_by_an_index(const ListQuery& query) const {
        if (query.sort.empty()) return true;
        const Field& first = *query.sort.front().field;
        return first.indexed || first.title ||
               (object_.menu && (first.index == Object::created_at.index || first.index == Object::modified_at.index));
    }

    Context& context_;
    const Object& object_;
    const RowPlan& plan_;
    const std::string list_;
    ListOrder order_;
    std::vector<Sql> questions_;
    Cursor last_;
    bool began_ = false;         // last_ holds
    bool fresh_section_ = false; // the second section begins, whatever last_ holds
};

void write_count(Context& context, const Object& object, const ListQuery& query, JsonWriter& out) {
    constexpr std::int64_t cap = 10'000;
    if (query.count == Count::none) {
        out.null();
        return;
    }
    const bool capped = query.count == Count::capped;
    const std::vector<Sql> all = questions(context, object, query, Act::read, true, false);
    Sql sql;
    sql << "SELECT COUNT(*) FROM (";
    for (const Sql& question : all) {
        sql << (&question == &all.front() ? "SELECT \"id\" FROM (" : " UNION SELECT \"id\" FROM (")
            << "SELECT \"id\" FROM \"" << object.name << "\"" << question.text;
        sql.parameters.insert(sql.parameters.end(), question.parameters.begin(), question.parameters.end());
        if (capped) sql << " LIMIT " << std::to_string(cap + 1);
        sql << ") AS \"part\"";
    }
    sql << ") AS \"found\"";
    const std::int64_t count = whole(context.connection().value(sql.text, sql.parameters));
    const bool exact = !capped || count <= cap;
    out.begin_object().member("value", exact ? count : cap).member("exact", exact).end_object();
}

void refuse_unseen(Context& context, const Object& object) {
    if (!context.rights().allows(context.schema(), object, Act::read))
        throw Error(Problem::forbidden, "You may not see " + context.in_language(object.plural) +
                                            ". Please ask an administrator for the right to read them.");
}

// The row predicate of one record.
void append_one(Sql& sql, const Object& object, Id id) {
    sql << " WHERE \"id\" = ";
    sql.bind(id);
    if (!object.is_big()) return;
    sql << " AND \"bucket\" = ";
    sql.bind(std::int64_t{bucket_of(id)});
}

} // namespace

void write_list(Context& context, const Object& object, const ListQuery& query, std::string& out) {
    refuse_unseen(context, object);
    const RowPlan plan(context, object, query.fields);
    PageReader pages(context, object, query, Act::read, plan);
    RowJson rows(context, plan);
    const bool more = pages.read(query.limit, [&](const Row& row) { rows.add(row); });
    rows.resolve();
    out += "{\"items\":[";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i) out += ',';
        rows.write(i, out);
    }
    out += "],\"next\":";
    JsonWriter rest(out);
    if (more)
        rest.string(pages.cursor());
    else
        rest.null();
    out += ",\"count\":";
    JsonWriter counted(out);
    write_count(context, object, query, counted);
    out += '}';
}

void each_record(Context& context, const Object& object, const ListQuery& query, Act act,
                 const std::function<bool(std::string_view json)>& each) {
    constexpr int at_once = 500;
    refuse_unseen(context, object);
    const RowPlan plan(context, object, query.fields);
    PageReader pages(context, object, query, act, plan);
    std::string json;
    for (bool more = true; more;) {
        RowJson rows(context, plan);
        more = pages.read(at_once, [&](const Row& row) { rows.add(row); });
        rows.resolve();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            json.clear();
            rows.write(i, json);
            if (!each(json)) return;
        }
    }
}

std::optional<std::int64_t> write_record(Context& context, const Object& object, Id id,
                                         const std::vector<FieldPath>& fields, std::string& out, bool binned) {
    const RowPlan plan(context, object, fields);
    std::optional<Possible> possible; // told with the whole record
    Sql sql;
    sql << "SELECT " << plan.columns();
    if (fields.empty()) possible.emplace(context, object).select(sql);
    sql << " FROM \"" << object.name << "\"";
    append_one(sql, object, id);
    if (!binned) sql << " AND \"deleted_at\" IS NULL";
    append_rows(sql, context, object, Act::read);
    RowJson rows(context, plan);
    std::optional<std::int64_t> version;
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        version = row.whole(RowPlan::version);
        rows.add(row);
        if (possible) possible->read(row, plan.size());
        return false;
    });
    if (!version) return version;
    rows.resolve();
    rows.write(0, out);
    if (possible) possible->write(id, out);
    return version;
}

bool allowed(Context& context, const Object& object, Id id, Act act) {
    Sql sql;
    sql << "SELECT 1 FROM \"" << object.name << "\"";
    append_one(sql, object, id);
    append_rows(sql, context, object, act);
    return !is_null(context.connection().value(sql.text, sql.parameters));
}

bool may_create(Context& context, const Record& record) {
    const Object& object = record.object();
    const Rights& rights = context.rights();
    if (rights.everything) return true;
    if (const Field* parent = object.parent_field()) {
        const Object* whole = context.schema().find(parent->to);
        if (!whole || !record.link(parent->index)) return false;
        for (const Feeding* feeding : rights.closed_feeds(object, *whole, Act::create)) {
            if (feeding->where.empty()) return false;
            const std::string& held = text_or_empty(record.at(*object.field(feeding->where)));
            if (std::find(feeding->is.begin(), feeding->is.end(), held) != feeding->is.end()) return false;
        }
        return allowed(context, *whole, record.link(parent->index), Act::update);
    }
    bool follows_some = false;
    const auto grants = rights.objects.find(object.name);
    const bool granted = grants != rights.objects.end() && grants->second.create;
    for (const Field& field : object.fields) {
        if (!field.follows) continue;
        const Id id = record.link(field.index);
        if (!id) continue;
        follows_some = true;
        const Object* target =
            context.schema().find(field.kind == Kind::link_any ? record.any_at(field.index).object : field.to);
        if (target && allowed(context, *target, id, granted ? Act::read : Act::update)) return true;
    }
    return granted && !follows_some; // what follows nothing stands on its own grant
}

namespace {

// Runs one statement for each batch of ids and collects the first column.
std::vector<Id> ids_where(Context& context, const Object& object, const std::vector<Id>& ids,
                          const std::function<void(Sql&)>& more) {
    std::vector<Id> found;
    for (std::size_t begin = 0; begin < ids.size(); begin += batch_limit) {
        Sql sql;
        sql << "SELECT \"id\" FROM \"" << object.name << "\" WHERE ";
        append_batch(sql, object.is_big(),
                     std::span<const Id>(ids).subspan(begin, std::min(batch_limit, ids.size() - begin)));
        more(sql);
        context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
            found.push_back(row.whole(0));
            return true;
        });
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

std::vector<Id> visible(Context& context, const Object& object, const std::vector<Id>& ids) {
    return ids_where(context, object, ids, [&](Sql& sql) { append_rows(sql, context, object, Act::read); });
}

std::vector<Id> meeting(Context& context, const Object& object, const std::vector<Id>& ids,
                        const Condition& condition) {
    return ids_where(context, object, ids, [&](Sql& sql) {
        sql << " AND ";
        append_condition(sql, object, condition, context.schema(), context.rights(), context.connection().dialect());
    });
}

std::map<Id, std::string> titles(Context& context, const Object& object, const std::vector<Id>& ids) {
    std::map<Id, std::string> found;
    const Field& title = object.title_field();
    const bool readable = context.rights().may_read(object, title);
    for (std::size_t begin = 0; begin < ids.size(); begin += batch_limit) {
        Sql sql;
        sql << "SELECT \"id\", \"" << object.columns[title.first_column].name << "\" FROM \"" << object.name
            << "\" WHERE ";
        append_batch(sql, object.is_big(),
                     std::span<const Id>(ids).subspan(begin, std::min(batch_limit, ids.size() - begin)));
        append_rows(sql, context, object, Act::read);
        context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
            found.emplace(row.whole(0), readable ? std::string(row.text(1)) : std::string());
            return true;
        });
    }
    return found;
}

} // namespace crm

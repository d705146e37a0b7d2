#include "record/plain.hpp"

#include <sstream>

#include "base/money.hpp"
#include "record/merged.hpp"
#include "record/tables.hpp"

namespace crm {

void write_plain(JsonWriter& out, const Field& field, const Value* columns, const std::vector<Id>& links) {
    if (field.kind == Kind::links) {
        out.begin_array();
        for (Id id : links) out.id(id);
        out.end_array();
        return;
    }
    if (field.kind == Kind::address) {
        bool any = false;
        for (int i = 0; i < field.column_count; ++i) any = any || !is_null(columns[i]);
        if (!any) return void(out.null());
        out.begin_object();
        for (int i = 0; i < field.column_count; ++i)
            if (!is_null(columns[i])) out.member(address_parts()[i], text(columns[i]));
        out.end_object();
        return;
    }
    if (is_null(columns[0])) return void(out.null());
    switch (field.kind) {
    case Kind::whole:
    case Kind::rollup: out.number(whole(columns[0])); break;
    case Kind::decimal:
    case Kind::percent: out.string(format_decimal(whole(columns[0]), field.scale())); break;
    case Kind::money:
        out.begin_object();
        out.member("amount", format_amount({whole(columns[0]), text_or_empty(columns[1])}));
        out.member("currency", text_or_empty(columns[1]));
        out.end_object();
        break;
    case Kind::yes_no: out.boolean(whole(columns[0]) != 0); break;
    case Kind::day: out.string(format_day(Day{static_cast<std::int32_t>(whole(columns[0]))})); break;
    case Kind::moment: out.string(format_moment(whole(columns[0]))); break;
    case Kind::link:
    case Kind::file: out.id(whole(columns[0])); break;
    case Kind::link_any:
        out.begin_object();
        out.member("object", text_or_empty(columns[1]));
        out.key("id").id(whole(columns[0]));
        out.end_object();
        break;
    case Kind::choices:
    case Kind::tags: {
        out.begin_array();
        std::istringstream list(text(columns[0]));
        for (std::string each; std::getline(list, each, '|');)
            if (!each.empty()) out.string(each);
        out.end_array();
        break;
    }
    case Kind::json: out.raw(text(columns[0])); break;
    default: out.string(text(columns[0]));
    }
}

std::string changes_json(const Record& record) {
    std::string text;
    JsonWriter out(text);
    out.begin_array();
    static const std::vector<Id> none;
    auto links = [](const std::map<int, std::vector<Id>>& lists, int index) -> const std::vector<Id>& {
        auto found = lists.find(index);
        return found == lists.end() ? none : found->second;
    };
    for (const Field& field : record.object().fields) {
        if ((field.system && field.index != Object::external_id.index) || !record.changed(field.index)) continue;
        out.begin_object().member("field", field.name);
        out.key("from");
        write_plain(out, field, field.column_count ? &record.before(field) : nullptr, links(record.link_lists_before(), field.index));
        out.key("to");
        write_plain(out, field, field.column_count ? &record.at(field) : nullptr, links(record.link_lists(), field.index));
        out.end_object();
    }
    out.end_array();
    return text;
}

namespace {

struct Counted {
    std::string what, object, link, measure;
};

Counted counted(const Field& rollup) {
    std::istringstream words(rollup.of);
    Counted parts;
    std::string place;
    words >> parts.what >> place >> parts.measure;
    const auto dot = place.find('.');
    if (dot == std::string::npos) return parts;
    parts.object = place.substr(0, dot);
    parts.link = place.substr(dot + 1);
    return parts;
}

// Children lie with their home: in the record's own bucket, and in those of the records that were merged into it.
void append_home_buckets(Sql& sql, Connection& connection, Id id) {
    sql << " AND \"bucket\" IN (";
    sql.bind(std::int64_t{bucket_of(id)});
    for (Id absorbed : absorbed_into(connection, id)) (sql << ", ").bind(std::int64_t{bucket_of(absorbed)});
    sql << ")";
}

} // namespace

void count_again(Context& context, const Object& parent, const Field& rollup, Id id) {
    const Counted parts = counted(rollup);
    const Object* object = context.schema().find(parts.object);
    const Field* link = object ? object->field(parts.link) : nullptr;
    if (!link) return;
    Connection& connection = context.connection();
    const std::string of_all = parts.what == "count" ? "COUNT(*)" : parts.what == "sum" ? connection.dialect().sum(quoted(parts.measure)) : "MAX(" + quoted(parts.measure) + ")";
    Sql sql;
    sql << "SELECT " << of_all << " FROM " << quoted(object->name) << " WHERE " << quoted(link->name) << " = ";
    sql.bind(id) << " AND \"deleted_at\" IS NULL";
    if (object->is_big() && link->home) append_home_buckets(sql, connection, id);
    const Value total = connection.value(sql.text, sql.parameters);
    connection.execute("UPDATE " + quoted(parent.name) + " SET " + quoted(rollup.name) + " = ? WHERE \"id\" = ?" + (parent.is_big() ? " AND \"bucket\" = ?" : ""),
                       parent.is_big() ? Values{total, id, std::int64_t{bucket_of(id)}} : Values{total, id});
}

void update_rollup(Context& context, const Object& parent, const Field& rollup, const Record& child) {
    const Counted parts = counted(rollup);
    if (parts.object != child.object().name) return;
    const Object& object = child.object();
    const Field* link = object.field(parts.link);
    require(link && link->is_link(), "a roll-up names a link of its child object");
    const std::string& measured = parts.measure;
    bool changed = child.version() == 0 || child.changed(link->index) || child.changed(Object::deleted_at);
    if (!measured.empty())
        for (const Field& field : object.fields)
            if (measured == field.name || measured == field.name + "_base") changed = changed || child.changed(field.index);
    if (!changed) return;
    auto bring_up = [&](Id id, const std::string& of_object) {
        if (id && (link->kind != Kind::link_any || of_object == parent.name)) count_again(context, parent, rollup, id);
    };
    const std::string now_object = link->kind == Kind::link_any ? text_or_empty(child.at(*link, 1)) : parent.name;
    const std::string then_object = link->kind == Kind::link_any ? text_or_empty(child.before(*link, 1)) : parent.name;
    const Id now = whole_or(child.at(*link), 0), then = whole_or(child.before(*link), 0);
    bring_up(now, now_object);
    if (then != now) bring_up(then, then_object);
}

} // namespace crm

#include "record/plain.hpp"

#include <sstream>

#include "base/money.hpp"

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
    case Kind::rollup:
        out.number(whole(columns[0]));
        break;
    case Kind::decimal:
    case Kind::percent:
        out.string(format_decimal(whole(columns[0]), field.scale()));
        break;
    case Kind::money:
        out.begin_object();
        out.member("amount", format_amount({whole(columns[0]), text_or_empty(columns[1])}));
        out.member("currency", text_or_empty(columns[1]));
        out.end_object();
        break;
    case Kind::yes_no:
        out.boolean(whole(columns[0]) != 0);
        break;
    case Kind::day:
        out.string(format_day(Day{static_cast<std::int32_t>(whole(columns[0]))}));
        break;
    case Kind::moment:
        out.string(format_moment(whole(columns[0])));
        break;
    case Kind::link:
    case Kind::file:
        out.id(whole(columns[0]));
        break;
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
    case Kind::json:
        out.raw(text(columns[0]));
        break;
    default:
        out.string(text(columns[0]));
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
        if ((field.system && field.index != Object::external_id.index) || field.kind == Kind::rollup ||
            !record.changed(field.index))
            continue;
        out.begin_object().member("field", field.name);
        out.key("from");
        write_plain(out, field, field.column_count ? &record.before(field) : nullptr,
                    links(record.link_lists_before(), field.index));
        out.key("to");
        write_plain(out, field, field.column_count ? &record.at(field) : nullptr,
                    links(record.link_lists(), field.index));
        out.end_object();
    }
    out.end_array();
    return text;
}

} // namespace crm

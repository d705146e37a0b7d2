// Bare row: one row of a list as JSON, whatever driver holds it. `Row` has null, whole and text of a column; `title`
// writes the name of a linked record.
#pragma once
#include "bare_list.hpp"
#include "base/json.hpp"
#include "base/money.hpp"
#include "base/time.hpp"

namespace bench {

constexpr const char* address_parts[] = {"street", "house", "flat", "postal_code", "city", "region", "country"};

template <typename Row>
void write_address(crm::JsonWriter& json, const Row& row, int first) {
    bool any = false;
    for (int i = 0; i < 7; ++i) any = any || !row.null(first + i);
    if (!any) {
        json.null();
        return;
    }
    json.begin_object();
    for (int i = 0; i < 7; ++i) {
        json.key(address_parts[i]);
        if (row.null(first + i))
            json.null();
        else
            json.string(row.text(first + i));
    }
    json.end_object();
}

inline void write_list(crm::JsonWriter& json, std::string_view bars) {
    json.begin_array();
    while (!bars.empty()) {
        const auto end = bars.find('|');
        if (const auto each = bars.substr(0, end); !each.empty()) json.string(each);
        if (end == std::string_view::npos) break;
        bars.remove_prefix(end + 1);
    }
    json.end_array();
}

inline void write_amount(crm::JsonWriter& json, std::int64_t minor, std::string_view currency) {
    json.begin_object();
    json.member("amount", crm::format_decimal(minor, crm::currency_digits(currency).value_or(2)));
    json.member("currency", currency).end_object();
}

// Writes the column and gives how many of the row it took.
template <typename Row, typename Title>
int write_column(crm::JsonWriter& json, const Row& row, const Column& column, int at, const Title& title) {
    if (column.form == Form::address) return write_address(json, row, at), 7;
    if (column.form == Form::list) return write_list(json, row.text(at)), 1;
    const int taken = column.form == Form::money ? 2 : 1;
    if (row.null(at)) {
        json.null();
        return taken;
    }
    switch (column.form) {
    case Form::whole:
        json.number(row.whole(at));
        break;
    case Form::yes_no:
        json.boolean(row.whole(at) != 0);
        break;
    case Form::day:
        json.string(crm::format_day(crm::Day{static_cast<std::int32_t>(row.whole(at))}));
        break;
    case Form::moment:
        json.string(crm::format_moment(row.whole(at)));
        break;
    case Form::money:
        write_amount(json, row.whole(at), row.text(at + 1));
        break;
    case Form::base:
        write_amount(json, row.whole(at), column.currency);
        break;
    case Form::link: {
        const std::int64_t id = row.whole(at);
        json.begin_object().key("id").id(id).member("title", title(column.target, id)).end_object();
        break;
    }
    default:
        json.string(row.text(at));
    }
    return taken;
}

template <typename Row, typename Title>
void write_row(crm::JsonWriter& json, const Row& row, const ListPlan& plan, const Title& title) {
    json.begin_object().key("id").id(row.whole(0)).member("version", row.whole(1)).member("title", row.text(2));
    int at = 3;
    for (const Column& column : plan.columns) {
        json.key(column.name);
        at += write_column(json, row, column, at, title);
    }
    json.end_object();
}

} // namespace bench

#include "record/import_described.hpp"

#include "base/error.hpp"
#include "base/money.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

void read_values(ImportColumn& column, const Json& values, const std::string& where) {
    if (values.is_null()) return;
    if (!values.is_object())
        throw Error::at("columns",
                        "\"values\" of " + where + " is an object: what stands in the file, and what it means.");
    for (const auto& [from, to] : values.members()) {
        if (!to.is_string() && !to.is_null())
            throw Error::at("columns", "\"values\" of " + where + " gives a text or null for each value.");
        column.values[fold(squeezed(from))] = to.is_null() ? "" : to.as_string();
    }
}

// How days and numbers are written where the column itself cannot tell.
void read_spelling(ImportColumn& column, const Json& described, const std::string& where) {
    if (const Json& days = described["days"]; !days.is_null()) {
        const std::string order = days.is_string() ? days.as_string() : "";
        if (order != "day_first" && order != "month_first")
            throw Error::at("columns", "\"days\" of " + where + " is day_first or month_first.");
        column.days = order == "day_first" ? DayOrder::day_first : DayOrder::month_first;
    }
    if (const Json& decimal = described["decimal"]; !decimal.is_null()) {
        const std::string mark = decimal.is_string() ? decimal.as_string() : "";
        if (mark != "," && mark != ".") throw Error::at("columns", "\"decimal\" of " + where + " is \",\" or \".\".");
        column.decimal = mark == "," ? DecimalMark::comma : DecimalMark::point;
    }
}

} // namespace

void describe(ImportColumn& column, const Json& described, const std::string& where) {
    if (const Json& currency = described["currency"]; !currency.is_null()) {
        if (!currency.is_string() || !currency_digits(currency.as_string()))
            throw Error::at("columns", "The currency of " + where +
                                           " is not known. Please give a code of three letters, such as EUR.");
        column.currency = currency.as_string();
    }
    read_values(column, described["values"], where);
    read_spelling(column, described, where);
    for (const char* name : {"otherwise", "optional"})
        if (!described[name].is_null() && !described[name].is_bool())
            throw Error::at("columns", std::string("\"") + name + "\" of " + where + " is true or false.");
    if (const Json& prefix = described["prefix"]; !prefix.is_null()) {
        if (!prefix.is_string() || prefix.as_string().size() > 40)
            throw Error::at("columns", "\"prefix\" of " + where + " is a short text that goes before its values.");
        column.prefix = prefix.as_string();
    }
    column.otherwise = described.flag("otherwise");
    column.optional = described.flag("optional");
    const Json& several = described["several"];
    if (several.is_null()) return;
    if (!several.is_string() || several.as_string().size() != 1)
        throw Error::at("columns", "\"several\" of " + where + " is the one character between its values.");
    column.several = several.as_string()[0];
}

} // namespace crm

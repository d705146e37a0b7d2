#include "record/field_change.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr int most_choices = 500;
constexpr int values_named = 10; // in a refusal
constexpr int rows_at_once = 20'000;
constexpr int keys_at_once = 1'000;

bool may_become(Kind from, Kind to) {
    if (from == to) return true;
    static const std::set<std::pair<Kind, Kind>> wider = {{Kind::text, Kind::choice},  {Kind::text, Kind::long_text},
                                                          {Kind::choice, Kind::text},  {Kind::email, Kind::text},
                                                          {Kind::phone, Kind::text},   {Kind::url, Kind::text},
                                                          {Kind::whole, Kind::decimal}};
    return wider.contains({from, to});
}

int decimals(const FieldChange::Form& form) {
    return form.kind == Kind::decimal || form.kind == Kind::percent ? form.digits : 0;
}

} // namespace

FieldChange::FieldChange(std::string object, std::string field, Form from, Form to)
    : object_(std::move(object)), field_(std::move(field)), from_(from), to_(to) {
    if (!may_become(from.kind, to.kind))
        throw Error::at("kind", "A field of the kind " + std::string(name_of(from.kind)) + " cannot become " +
                                    std::string(name_of(to.kind)) + ". Please make a new field.");
    if (decimals(to) < decimals(from))
        throw Error::at("digits", "The decimals of a field can only become more, since the values that are there would "
                                  "be cut. Please make a new field.");
}

Json FieldChange::present_values_as_choices(Connection& connection) const {
    Json::Array list;
    connection.query(
        "SELECT DISTINCT " + quoted(field_) + " FROM " + quoted(object_) + " WHERE " + quoted(field_) +
            " IS NOT NULL ORDER BY " + quoted(field_) + " LIMIT " + std::to_string(most_choices + 1),
        {}, [&](const Row& row) {
            list.push_back(Json::object({{"name", std::string(row.text(0))}, {"label", std::string(row.text(0))}}));
            return true;
        });
    if (list.size() > most_choices)
        throw Error::at(
            "kind",
            "There are more than " + std::to_string(most_choices) +
                " different values in this field, too many for a choice. Please make some of them the same first.");
    return Json(std::move(list));
}

void FieldChange::apply(Context& context, const std::vector<Choice>& choices) const {
    if (to_.kind == Kind::choice) refuse_values_without_choice(context, choices);
    if (decimals(to_) > decimals(from_)) scale_by(context, decimals(to_) - decimals(from_));
    if (to_.kind == Kind::text && from_.kind != Kind::text)
        context.enqueue(make_keys_job, Json::object({{"object", object_}, {"field", field_}}));
}

// Records in the bin count as well: they may come back.
void FieldChange::refuse_values_without_choice(Context& context, const std::vector<Choice>& choices) const {
    std::set<std::string, std::less<>> known;
    for (const Choice& each : choices) known.insert(each.name);
    std::string list;
    int left = 0;
    context.connection().query("SELECT DISTINCT " + quoted(field_) + " FROM " + quoted(object_) + " WHERE " +
                                   quoted(field_) + " IS NOT NULL ORDER BY " + quoted(field_),
                               {}, [&](const Row& row) {
                                   if (known.contains(row.text(0))) return true;
                                   if (++left <= values_named)
                                       (list += list.empty() ? "\"" : ", \"") += cut(row.text(0), 60) + "\"";
                                   return left < most_choices;
                               });
    if (left == 0) return;
    if (left > values_named)
        list += " and " + std::to_string(left - values_named) + (left == most_choices ? " or more" : "") + " others";
    throw Error::at("choices", "These values are in use and are none of the choices: " + list +
                                   ". Please add them as choices, or change the records first.");
}

// A number with decimals is kept as a whole number of its smallest unit.
void FieldChange::scale_by(Context& context, int digits) const {
    std::int64_t factor = 1;
    for (int i = 0; i < digits; ++i) factor *= 10;
    const std::string column = quoted(field_), table = quoted(object_);
    Connection& connection = context.connection();
    const std::int64_t most = INT64_MAX / factor;
    if (!is_null(
            connection.value("SELECT \"id\" FROM " + table + " WHERE " + column + " > ? OR " + column + " < ? LIMIT 1",
                             Values{most, -most})))
        throw Error::at("digits", "There are numbers in this field that are too large to have " +
                                      std::to_string(decimals(to_)) + " decimals. Please choose fewer.");
    for (Id after = 0;;) {
        const Value last = connection.value("SELECT MAX(\"id\") FROM (SELECT \"id\" FROM " + table +
                                                " WHERE \"id\" > ? ORDER BY \"id\" LIMIT " +
                                                std::to_string(rows_at_once) + ") AS part",
                                            Values{after});
        if (is_null(last)) return;
        connection.execute("UPDATE " + table + " SET " + column + " = " + column +
                               " * ? WHERE \"id\" > ? AND \"id\" <= ? AND " + column + " IS NOT NULL",
                           Values{factor, after, last});
        after = whole(last);
    }
}

void make_keys(Engine& engine, const std::string& object_name, const std::string& field_name,
               const std::function<bool()>& stopping) {
    for (Id after = 0; !stopping();) {
        Id reached = 0;
        Request request;
        engine.write(request, [&](Context& context) {
            reached = 0;
            const Object* object = context.schema().find(object_name);
            const Field* field = object ? object->field(field_name) : nullptr;
            if (!field || !field->has_key()) throw std::runtime_error("The field is no text yet."); // tried again
            std::vector<std::pair<Id, std::string>> rows;
            context.connection().query("SELECT \"id\", " + quoted(field->name) + " FROM " + quoted(object->name) +
                                           " WHERE \"id\" > ? AND " + quoted(field->name) +
                                           " IS NOT NULL ORDER BY \"id\" LIMIT " + std::to_string(keys_at_once),
                                       Values{after}, [&](const Row& row) {
                                           rows.emplace_back(row.whole(0), row.text(1));
                                           return true;
                                       });
            const std::string sql = "UPDATE " + quoted(object->name) + " SET " + quoted(field->name + "_key") +
                                    " = ? WHERE \"id\" = ?" + (object->is_big() ? " AND \"bucket\" = ?" : "");
            for (const auto& [id, text] : rows) {
                Values parameters{Bytes{context.company().collation->key(text)}, id};
                if (object->is_big()) parameters.push_back(std::int64_t{bucket_of(id)});
                context.connection().execute(sql, parameters);
                reached = id;
            }
        });
        if (reached == 0) return;
        after = reached;
    }
}

} // namespace crm

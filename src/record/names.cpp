#include "record/names.hpp"

#include <array>

#include "record/context.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr std::array<const char*, 3> languages = {"en", "pl", "mk"};
constexpr int longest = 120;       // letters
constexpr int most_records = 2000; // of one object: what is named by hand

FieldOptions as_name() {
    return {.searchable = true, .plain = true, .max_length = longest, .group = "languages"};
}

// By the record's id, or by what it is called where that stands on others.
void write_names_of(JsonWriter& out, const Object& object, const Rights& rights, Connection& connection,
                    const std::string& key = "id") {
    std::string columns, any;
    std::vector<const char*> shown;
    for (const char* language : languages) {
        const Field* field = object.field(std::string("name_") + language);
        if (!field || !rights.may_read(object, *field)) continue;
        const std::string column = quoted(object.columns[static_cast<std::size_t>(field->first_column)].name);
        columns += ", " + column;
        any += (any.empty() ? "" : " OR ") + column + " IS NOT NULL";
        shown.push_back(language);
    }
    if (shown.empty()) return;
    connection.query("SELECT " + quoted(key) + columns + " FROM " + quoted(object.name) +
                         " WHERE \"deleted_at\" IS NULL AND (" + any + ") ORDER BY \"id\" LIMIT " +
                         std::to_string(most_records),
                     {}, [&](const Row& row) {
                         out.key(key == "id" ? std::to_string(row.whole(0)) : std::string(row.text(0))).begin_object();
                         for (std::size_t i = 0; i < shown.size(); ++i)
                             if (const int at = static_cast<int>(i) + 1; !row.null(at))
                                 out.member(shown[i], row.text(at));
                         out.end_object();
                         return true;
                     });
}

} // namespace

Names::Names(Object* object)
    : en{object, "name_en", {"In English", "Po angielsku", "На англиски"}, as_name()},
      pl{object, "name_pl", {"In Polish", "Po polsku", "На полски"}, as_name()},
      mk{object, "name_mk", {"In Macedonian", "Po macedońsku", "На македонски"}, as_name()} {}

void Names::set(Record& record, const Label& label, const std::string& company_language) const {
    if (company_language != "en") record.set(en, label.en);
    if (company_language != "pl") record.set(pl, label.pl);
    if (company_language != "mk") record.set(mk, label.mk);
}

void turn_names(Context& context, const std::string& from, const std::string& to) {
    for (const auto& object : context.schema().objects()) {
        const Field *old = object->field("name_" + from), *now = object->field("name_" + to);
        if (!old || !now || !object->setting || object->is_big()) continue;
        const Condition named = !Condition{Condition::Op::is_null, now->index};
        for (Record& record : context.find(*object, named, most_records)) {
            const int name = object->title_field().index;
            record.put(old->index, record.text_at(name));
            record.put(name, record.text_at(now->index));
            record.clear(now->index);
            context.save(record);
        }
    }
}

void write_names(JsonWriter& out, const Schema& schema, const Rights& rights, Connection& connection) {
    out.begin_object();
    for (const auto& object : schema.objects())
        if (object->setting && !object->is_big() && rights.allows(*object, Act::read))
            write_names_of(out, *object, rights, connection);
    out.end_object();
}

void write_names_of_tags(JsonWriter& out, const Schema& schema, const Rights& rights, Connection& connection) {
    const Object* tags = schema.find("tag");
    out.begin_object();
    if (tags && rights.allows(*tags, Act::read))
        write_names_of(out, *tags, rights, connection, tags->title_field().name);
    out.end_object();
}

void write_colors(JsonWriter& out, const Schema& schema, const Rights& rights, Connection& connection) {
    out.begin_object();
    for (const auto& object : schema.objects()) {
        const Field* color = object->field("color");
        if (!color || color->kind != Kind::whole || color->own || !object->setting || object->is_big() ||
            !rights.allows(*object, Act::read) || !rights.may_read(*object, *color))
            continue;
        const std::string column = quoted(object->columns[static_cast<std::size_t>(color->first_column)].name);
        connection.query("SELECT \"id\", " + column + " FROM " + quoted(object->name) +
                             " WHERE \"deleted_at\" IS NULL AND " + column + " IS NOT NULL ORDER BY \"id\" LIMIT " +
                             std::to_string(most_records),
                         {}, [&](const Row& row) {
                             out.member(std::to_string(row.whole(0)), row.whole(1));
                             return true;
                         });
    }
    out.end_object();
}

} // namespace crm

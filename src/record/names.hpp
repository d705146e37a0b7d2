// Names: what a record that an administrator names is called in each of our languages, beside its own name, which is in
// the company's. Put last into the declaration; the page shows each reader theirs, programs find them as fields.
#pragma once
#include <string>

#include "base/json.hpp"
#include "record/object.hpp"

namespace crm {

class Connection;
class Context;
struct Rights;

struct Names {
    Object::Text en, pl, mk;
    explicit Names(Object* object);
    // Of a record that the program itself makes: all but that of the company's language, in which its own name is.
    void set(Record& record, const Label& label, const std::string& company_language) const;
};

// After the company's language changed: what has a name in the new one is called by it, and keeps the old as a name of
// its own.
void turn_names(Context& context, const std::string& from, const std::string& to);

// {"ID": {"pl": "Oferta"}} of all records whose readers may read these names; everybody reads the objects that have
// them.
void write_names(JsonWriter& out, const Schema& schema, const Rights& rights, Connection& connection);
// {"VIP": {"pl": "Ważny klient"}}: the same of tags, which stand on records as words.
void write_names_of_tags(JsonWriter& out, const Schema& schema, const Rights& rights, Connection& connection);
// {"ID": 3}: the colours of records that have one (stages), so that whatever links to them can show it.
void write_colors(JsonWriter& out, const Schema& schema, const Rights& rights, Connection& connection);

} // namespace crm

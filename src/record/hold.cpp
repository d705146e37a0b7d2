#include "record/hold.hpp"

#include "record/tables.hpp"

namespace crm {

namespace {

// A change that changes nothing, since a distributed database knows no other lock. It travels with the reading that
// follows.
void hold(Connection& connection, const Object& object, Id id) {
    if (!id) return;
    std::string sql = "UPDATE " + quoted(object.name) + " SET \"version\" = \"version\" WHERE \"id\" = ?";
    Values parameters{id};
    if (object.is_big()) {
        sql += " AND \"bucket\" = ?";
        parameters.push_back(std::int64_t{bucket_of(id)});
    }
    connection.send(sql, parameters);
}

} // namespace

void hold_the_whole(Connection& connection, const Schema& schema, const Record& part) {
    const Field* parent = part.object().parent_field();
    if (!parent || !connection.dialect().postgres()) return;
    const Object& whole = schema.object(parent->to);
    hold(connection, whole, part.link(parent->index));
    if (!part.is_new() && part.changed(parent->index)) hold(connection, whole, whole_or(part.before(*parent), 0));
}

} // namespace crm

// Tables: the DDL that follows from declarations: a table and its indexes for every object, and the engine's own
// tables.
#pragma once
#include <string>
#include <vector>

#include "db/database.hpp"
#include "record/object.hpp"

namespace crm {

std::string quoted(std::string_view identifier); // "order"
// The bucket of a unique key's row; it follows from the key and is fixed for ever.
std::int64_t bucket_of_key(const std::string& object, const std::string& field, const std::string& key);

std::vector<std::string> engine_tables(const Dialect& dialect);
std::vector<std::string> create_object(const Dialect& dialect, const Object& object);
// ALTER TABLE … ADD COLUMN for what `present` lacks.
std::vector<std::string> add_columns(const Dialect& dialect, const Object& object,
                                     const std::vector<std::string>& present);
std::vector<std::string> object_indexes(const Dialect& dialect, const Object& object);
// What lets PostgreSQL learn how full the tables of an object and its parts have become; nothing on SQLite.
std::vector<std::string> learn_sizes(const Dialect& dialect, const Schema& schema, const Object& object);

} // namespace crm

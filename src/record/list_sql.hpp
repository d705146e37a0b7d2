// The WHERE of every list, aggregate and search: the living, the caller's rows, the filter, the words.
#pragma once
#include "record/query.hpp"

namespace crm {

// " WHERE …" of a list; `act` is asked beside read where it is another.
void append_where(Sql& sql, Context& context, const Object& object, const ListQuery& query, Act act);
// " AND …": the rows on which the caller may `act`; nothing where that is all.
void append_rows(Sql& sql, Context& context, const Object& object, Act act);
// A condition that holds for records which have all the words in fields that the caller may read.
void append_search(Sql& sql, Context& context, const Object& object, std::string_view typed);

} // namespace crm

// How a mapping describes one column, as far as that does not depend on where the column goes: values, currency, how
// days and numbers are written, what becomes of links that lead nowhere.
#pragma once
#include <string>

#include "record/import_plan.hpp"

namespace crm {

// `where` names the column in sentences. Throws Error with one.
void describe(ImportColumn& column, const Json& described, const std::string& where);

} // namespace crm

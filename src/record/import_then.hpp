// ImportThen: what a mapping says is done with each record once it is made: actions without inputs that must be given.
#pragma once
#include <string>
#include <vector>

#include "base/json.hpp"
#include "record/object.hpp"
#include "record/rights.hpp"

namespace crm {

// The names of ["bill"]. Refuses what is no such action, and what the caller may not do.
std::vector<std::string> read_then(const Json& then, const Object& object, const Rights& rights);

} // namespace crm

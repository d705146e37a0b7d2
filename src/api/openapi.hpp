// OpenAPI 3.1 of the whole interface, made from the declarations.
#pragma once
#include <string>

#include "record/rights.hpp"

namespace crm {

// As the holder of `reader` may know it; without one, what every Relacja has: no own objects and fields.
std::string openapi(const Schema& schema, const Rights* reader, const std::string& version);

} // namespace crm

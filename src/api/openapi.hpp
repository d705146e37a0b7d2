// OpenAPI 3.1 of the whole interface, made from the declarations.
#pragma once
#include <string>

#include "record/object.hpp"

namespace crm {

std::string openapi(const Schema& schema, const std::string& version);

} // namespace crm

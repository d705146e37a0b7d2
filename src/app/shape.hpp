// Shape: the declarations as TypeScript types and as a reference page.
#pragma once
#include <string>

#include "record/object.hpp"

namespace crm {

std::string typescript(const Schema& schema);
std::string markdown(const Schema& schema);

} // namespace crm

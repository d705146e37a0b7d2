// The type of a file from its content; the name only tells texts apart.
#pragma once
#include <string>
#include <string_view>

namespace crm {

std::string content_type(std::string_view content, std::string_view name);

} // namespace crm

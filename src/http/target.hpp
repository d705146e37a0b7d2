// Target: the path and the arguments out of a request's target. What cannot be read in one way only is refused.
#pragma once
#include <string_view>

namespace crm::http {

struct Request;

// Fills `path` and `query` from `target` (/path?a=b, http://host/path, or * for OPTIONS).
// Returns an empty text, or the sentence to refuse with.
std::string_view read_target(Request& request);

} // namespace crm::http

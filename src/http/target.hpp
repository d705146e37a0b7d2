// Target: the path and the arguments out of a request's target. What cannot be read in one way only is refused.
#pragma once
#include <string>
#include <string_view>

namespace crm::http {

struct Request;

// Fills `path` and `query` from `target` (/path?a=b, http://host/path, or * for OPTIONS).
// Returns an empty text, or the sentence to refuse with.
std::string_view read_target(Request& request);

// "%C5%82ad" as "ład"; a percent sign that encodes nothing stays.
std::string percent_decoded(std::string_view text);
// "ład" as "%C5%82ad".
std::string percent_encoded(std::string_view text);

} // namespace crm::http

// PublicUrl: the address that people use, as the configuration gives it: http or https, a host, a port perhaps.
#pragma once
#include <string>
#include <string_view>

namespace crm {

// In the form in which browsers name an origin: small letters, no port that goes without saying, nothing behind it.
// Throws Error with a sentence where it is none.
std::string read_public_url(std::string_view given);

} // namespace crm

// Secret: what nobody can guess.
#pragma once
#include <string>

namespace crm {

std::string make_secret(); // 32 random bytes, base64url: 43 letters

} // namespace crm

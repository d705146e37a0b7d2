// The demo company: its people, and the business that the modules make for it.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "api/app.hpp"

namespace crm {

// Whether it is there; one whose making was broken off is refused.
bool has_demo_company(App& app, const std::string& login);

// With `parties` 0 the lively small company of 300, otherwise one of that many.
void make_demo_company(App& app, const std::string& login, const std::string& password, std::uint64_t seed,
                       std::int64_t parties, const std::function<void(const std::string&)>& step);

} // namespace crm

// Sealing: secrets that must be read again (passwords of services that the company calls) are stored sealed. The engine
// knows only that somebody does it: whoever holds the key says so at the start.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace crm {

class Engine;

// `about` says whose a secret is, and is the same when it is opened. Empty where the key is another.
struct Sealing {
    std::function<std::string(std::string_view secret, std::string_view about)> seal;
    std::function<std::optional<std::string>(std::string_view sealed, std::string_view about)> open;
};
void seal_with(Engine& engine, Sealing sealing);
Sealing sealing_of(Engine& engine); // a defect where nobody seals
void seal_no_more(Engine& engine);  // it ends

} // namespace crm

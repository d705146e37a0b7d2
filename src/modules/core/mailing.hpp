// Mailing: hands the program's own letters to the company's mail server.
#pragma once
#include <string>

#include "record/context.hpp"
#include "wire/outgoing.hpp"

namespace crm {

constexpr std::string_view sealed_password = "sealed:";
std::string whose_password(Id mail_server); // what its password is sealed about

// From now on letters of this engine go to the server that the company has set up.
void mail_by_its_server(Engine& engine, wire::Outgoing outgoing);

} // namespace crm

// Remote: a command's way to the server that already has the company open, over the socket in its data folder.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "api/app.hpp"
#include "app/commands.hpp"

namespace crm {

// Sends the command to a running server and prints what it says; the exit status, or empty when no server is there.
std::optional<int> send_command(const Configuration& configuration, const std::vector<std::string>& arguments);
// Answers POST /command, which only the owner's socket reaches.
http::Response answer_command(App& app, const http::Request& request);

} // namespace crm

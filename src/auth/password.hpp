// Password: hashing (Argon2id) and comparing, with memory bounded whatever is asked; and the random secrets of sessions
// and tokens.
#pragma once
#include <string>
#include <string_view>

namespace crm {

constexpr int shortest_password = 10; // letters

// Throws Error at `field` with a sentence where the password is too short, too long, or the login itself.
void check_new_password(std::string_view field, const std::string& password, std::string_view login);
// Takes some 60 ms and 64 MB; two at a time, the others wait. Throws Error(unavailable) when too many wait.
std::string hash_password(const std::string& password);
// An empty hash takes as long and is never right.
bool is_password(const std::string& hash, const std::string& password);
bool is_outdated(const std::string& hash); // made with weaker settings than today's

std::string hash_of_secret(std::string_view secret); // what is stored of it

} // namespace crm

// Log: lines of JSON on standard error, or of text for people.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace crm {

enum class LogForm { json, text, none };
void set_log_form(LogForm form);
// One line, whole, from any thread. `level` is info, warning or error. Never pass a secret.
void log(std::string_view level, std::string_view message,
         std::initializer_list<std::pair<std::string_view, std::string>> facts = {});

} // namespace crm

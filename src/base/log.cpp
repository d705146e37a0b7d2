#include "base/log.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>

#include "base/json.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

namespace crm {

namespace {

std::atomic<LogForm> chosen{LogForm::json};

// A log must be readable whatever it is told about, so what is not UTF-8 is shown as question marks.
std::string readable(std::string_view text) {
    std::string out(text);
    if (!valid_utf8(text))
        std::replace_if(
            out.begin(), out.end(), [](unsigned char octet) { return octet >= 128 || octet == 0; }, '?');
    return out;
}

std::string one_line(std::string_view text) {
    auto out = readable(text);
    std::replace_if(
        out.begin(), out.end(), [](unsigned char octet) { return octet < 32 || octet == 127; }, ' ');
    return out;
}

using Facts = std::initializer_list<std::pair<std::string_view, std::string>>;

std::string as_json(std::string_view level, std::string_view message, const Facts& facts) {
    std::string line;
    JsonWriter json(line);
    json.begin_object().member("at", format_moment(now())).member("level", level).member("message", readable(message));
    for (auto& [name, value] : facts) json.member(name, readable(value));
    json.end_object();
    return line;
}

std::string as_text(std::string_view level, std::string_view message, const Facts& facts) {
    auto line = format_moment(now() / second * second);
    line.append(" ").append(level).append(": ").append(one_line(message));
    for (auto& [name, value] : facts) line.append(" ").append(name).append("=").append(one_line(value));
    return line;
}

} // namespace

void set_log_form(LogForm form) {
    chosen = form;
}

void log(std::string_view level, std::string_view message, Facts facts) {
    auto form = chosen.load();
    if (form == LogForm::none) return;
    auto line = form == LogForm::json ? as_json(level, message, facts) : as_text(level, message, facts);
    line.push_back('\n');
    // One write a line keeps lines of several threads and processes apart.
    for (std::string_view rest = line; !rest.empty();) {
        auto written = ::write(STDERR_FILENO, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return; // nowhere to say so
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace crm

#include "record/reading/card_lines.hpp"

#include <algorithm>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

constexpr std::size_t block_size = 64 * 1024;
constexpr std::size_t kept_of_picture = 8; // octets: "data:" or "https:"
constexpr std::size_t longest_line = 10 * 1024 * 1024;
constexpr std::size_t largest_card = 20 * 1024 * 1024;
constexpr std::size_t most_lines = 5000; // in one card

std::string low(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c += 32;
    return out;
}

bool is_picture(std::string_view name) {
    return name == "photo" || name == "logo" || name == "sound" || name == "key";
}

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

std::string from_quoted_printable(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '=' && i + 2 < text.size() + 0 && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
            out.push_back(static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

// In UTF-8, whatever it was written in: as the card says, else as it looks.
std::string in_utf8(std::string text, const std::string& said) {
    if (valid_utf8(text)) return text;
    if (!said.empty() && said != "utf-8")
        for (const auto known : known_encodings())
            if (low(known) == said || (said == "iso-8859-1" && known == "windows-1252")) return decoded(text, known);
    EncodingGuess guess;
    guess.feed(text);
    std::string out = decoded(text, guess.answer().encoding);
    std::erase(out, '\0');
    return out;
}

} // namespace

bool CardLine::has_type(std::string_view type) const {
    return std::any_of(parameters.begin(), parameters.end(), [&](const auto& each) {
        if (each.first == type && each.second.empty()) return true;
        return each.first == "type" && each.second == type;
    });
}

bool CardLine::preferred() const {
    return has_type("pref") || std::any_of(parameters.begin(), parameters.end(),
                                           [](const auto& each) { return each.first == "pref" && each.second == "1"; });
}

namespace {

// Splits at `mark` where it is not escaped, and takes the escapes off.
std::vector<std::string> split(std::string_view value, char mark, bool old) {
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        const char next = i + 1 < value.size() ? value[i + 1] : '\0';
        if (c == '\\' && (next == ';' || next == ',' || next == '\\' || next == ':')) {
            parts.back().push_back(next);
            ++i;
        } else if (c == '\\' && (next == 'n' || next == 'N') && !old) {
            parts.back().push_back('\n');
            ++i;
        } else if (c == mark && mark != '\0') {
            parts.emplace_back();
        } else if (c != '\r') {
            parts.back().push_back(c);
        }
    }
    return parts;
}

} // namespace

std::string CardLine::text() const {
    return split(value, '\0', old).front();
}
std::vector<std::string> CardLine::parts() const {
    return split(value, ';', old);
}
std::vector<std::string> CardLine::list() const {
    return split(value, ',', old);
}

bool CardLines::read_line(std::string& line) {
    line.clear();
    bool any = false;
    while (true) {
        if (at_ == end_) {
            block_.resize(block_size);
            end_ = source_(block_.data(), block_.size());
            at_ = 0;
            if (end_ == 0) return any;
        }
        any = true;
        const auto begin = block_.begin() + static_cast<std::ptrdiff_t>(at_);
        const auto end = block_.begin() + static_cast<std::ptrdiff_t>(end_);
        const auto stop = std::find_if(begin, end, [](char c) { return c == '\n'; });
        line.append(begin, stop);
        at_ += static_cast<std::size_t>(stop - begin);
        if (line.size() > longest_line)
            throw Error(Problem::too_large, "Line " + std::to_string(line_ + 1) +
                                                " of this file is longer than 10 MB; it is no contact card.");
        if (stop == end) continue;
        ++at_;
        ++line_;
        if (line.ends_with('\r')) line.pop_back();
        return true;
    }
}

bool CardLines::peek_line(std::string& line) {
    if (!held_) {
        std::string read;
        if (!read_line(read)) return false;
        held_ = std::move(read);
    }
    line = *held_;
    return true;
}

// One line with those that go on with it: folded ones begin with a space, quoted-printable ones end with "=".
bool CardLines::next_line(std::string& line) {
    if (held_) {
        line = std::move(*held_);
        held_.reset();
    } else if (!read_line(line)) {
        return false;
    }
    const auto colon = line.find(':');
    const std::string head = low(std::string_view(line).substr(0, colon));
    const bool quoted = colon != std::string::npos && head.find("quoted-printable") != std::string::npos;
    const bool base64 = head.find("base64") != std::string::npos || head.find("encoding=b") != std::string::npos;
    const auto dot = head.find('.');
    const auto name = head.substr(dot == std::string::npos || dot > head.find(';') ? 0 : dot + 1);
    const std::string property = name.substr(0, name.find(';'));
    const bool picture = is_picture(property) && !(with_photos_ && property == "photo");
    std::string next;
    while (peek_line(next)) {
        const bool folded = !next.empty() && (next[0] == ' ' || next[0] == '\t');
        const bool soft = quoted && line.ends_with('=');
        const bool more =
            base64 && !next.empty() && next.find(':') == std::string::npos && next.find(';') == std::string::npos;
        if (!folded && !soft && !more) break;
        held_.reset();
        if (picture) continue;
        if (soft) line.pop_back();
        line += folded && !(soft && next[0] != ' ') ? std::string_view(next).substr(1) : std::string_view(next);
        if (line.size() > longest_line)
            throw Error(Problem::too_large, "A value before line " + std::to_string(line_ + 1) +
                                                " of this file is longer than 10 MB. Please shorten it.");
    }
    if (picture && colon != std::string::npos) line.resize(std::min(line.size(), colon + 1 + kept_of_picture));
    return true;
}

CardLine CardLines::parse(std::string_view line) const {
    CardLine read;
    read.old = old_;
    std::size_t colon = 0;
    bool quoted = false;
    for (; colon < line.size() && (quoted || line[colon] != ':'); ++colon)
        if (line[colon] == '"') quoted = !quoted;
    if (colon >= line.size()) return read;
    std::string_view head = line.substr(0, colon);
    std::string value(line.substr(colon + 1));
    const auto end_of_name = head.find(';');
    std::string_view name = head.substr(0, end_of_name);
    if (const auto dot = name.find('.'); dot != std::string_view::npos) {
        read.group = low(name.substr(0, dot));
        name.remove_prefix(dot + 1);
    }
    read.name = low(trimmed(name));
    std::string encoding, charset;
    for (std::size_t from = end_of_name; from < head.size();) {
        std::size_t to = from + 1;
        for (bool inside = false; to < head.size() && (inside || head[to] != ';'); ++to)
            if (head[to] == '"') inside = !inside;
        const std::string_view each = head.substr(from + 1, to - from - 1);
        const auto equals = each.find('=');
        const std::string key = low(trimmed(each.substr(0, equals)));
        std::string given = equals == std::string_view::npos ? "" : low(each.substr(equals + 1));
        std::erase(given, '"');
        if (key == "charset") charset = given;
        if (key == "encoding" || key == "quoted-printable") encoding = given.empty() ? key : given;
        for (std::size_t part = 0; part <= given.size();) {
            const auto comma = std::min(given.find(',', part), given.size());
            read.parameters.emplace_back(key, given.substr(part, comma - part));
            part = comma + 1;
        }
        from = to;
    }
    if (encoding == "quoted-printable") value = from_quoted_printable(value);
    read.value = in_utf8(std::move(value), charset);
    return read;
}

std::optional<std::vector<CardLine>> CardLines::next_card() {
    std::vector<CardLine> lines;
    std::string line;
    std::int64_t begun_on = 0;
    int nested = 0;
    card_size_ = 0;
    auto not_ended = [&] {
        throw Error(Problem::bad_request, "The contact card that begins on line " + std::to_string(begun_on) +
                                              " does not end (END:VCARD is missing); the file may have been cut off. "
                                              "Please get the whole file.");
    };
    while (next_line(line)) {
        if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
        const std::string mark = low(trimmed(line));
        if (mark == "begin:vcard") {
            if (begun_on == 0) {
                begun_on = line_ - (held_ ? 1 : 0);
                old_ = false;
                continue;
            }
            const bool agent = !lines.empty() && lines.back().name == "agent";
            if (!agent && nested == 0) not_ended();
            ++nested;
        } else if (mark == "end:vcard") {
            if (begun_on == 0) continue;
            if (nested == 0) return lines;
            --nested;
        } else if (begun_on != 0 && nested == 0 && !mark.empty()) {
            if (mark == "version:2.1") old_ = true;
            card_size_ += line.size();
            if (card_size_ > largest_card || lines.size() >= most_lines)
                throw Error(Problem::too_large, "The contact card that begins on line " + std::to_string(begun_on) +
                                                    " is too large. Please shorten it.");
            CardLine read = parse(line);
            if (!read.name.empty()) lines.push_back(std::move(read));
        }
    }
    if (begun_on != 0) not_ended();
    return std::nullopt;
}

} // namespace crm

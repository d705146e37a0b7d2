#include "db/postgres_text.hpp"

#include <algorithm>
#include <cctype>

namespace crm {

namespace {

// Where the quoted text or comment that begins at `at` ends; `at` itself where none begins.
std::size_t after_quoted(std::string_view sql, std::size_t at) {
    char first = sql[at];
    if (first == '\'' || first == '"') {
        // A doubled quote closes and opens again, which comes to the same.
        auto end = sql.find(first, at + 1);
        return end == std::string_view::npos ? sql.size() : end + 1;
    }
    auto two = sql.substr(at, 2);
    if (two == "--") return std::min(sql.find('\n', at), sql.size());
    if (two == "/*") {
        auto end = sql.find("*/", at + 2);
        return end == std::string_view::npos ? sql.size() : end + 2;
    }
    return at;
}

// Takes words off the front of a statement.
class Words {
public:
    explicit Words(std::string_view sql) : rest_(sql) {}
    std::string_view rest() {
        while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front()))) rest_.remove_prefix(1);
        return rest_;
    }
    std::string_view name() {
        auto from = rest();
        std::size_t length = 0;
        while (length < from.size() &&
               (std::isalnum(static_cast<unsigned char>(from[length])) || from[length] == '_' || from[length] == '.'))
            ++length;
        rest_.remove_prefix(length);
        return from.substr(0, length);
    }
    bool taken(std::string_view word) {
        auto before = rest_;
        auto found = name();
        bool same = std::equal(found.begin(), found.end(), word.begin(), word.end(),
                               [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == b; });
        if (!same) rest_ = before;
        return same;
    }

private:
    std::string_view rest_;
};

} // namespace

std::string with_numbered_placeholders(std::string_view sql) {
    std::string numbered;
    numbered.reserve(sql.size() + 16);
    int count = 0;
    for (std::size_t at = 0; at < sql.size();) {
        auto after = after_quoted(sql, at);
        if (after > at) {
            numbered += sql.substr(at, after - at);
            at = after;
        } else {
            if (sql[at] == '?')
                numbered += "$" + std::to_string(++count);
            else
                numbered += sql[at];
            ++at;
        }
    }
    return numbered;
}

std::optional<IndexStatement> index_statement(std::string_view sql) {
    Words words(sql);
    if (!words.taken("CREATE")) return {};
    IndexStatement index;
    index.start = words.taken("UNIQUE") ? "CREATE UNIQUE INDEX" : "CREATE INDEX";
    if (!words.taken("INDEX")) return {};
    words.taken("CONCURRENTLY");
    if (words.taken("IF")) {
        words.taken("NOT");
        words.taken("EXISTS");
    }
    index.rest = words.rest();
    index.name = words.name();
    if (!words.taken("ON")) return {};
    index.table = words.name();
    return index;
}

bool plain_name(std::string_view name) {
    return !name.empty() && name.size() <= 63 && !(name.front() >= '0' && name.front() <= '9') &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

} // namespace crm

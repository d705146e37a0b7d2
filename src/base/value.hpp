// Value: what a database column can hold. Typed kinds (money, day, link …) are built of these.
#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace crm {

// Octets that are compared as octets: sort keys, digests, pieces of files.
struct Bytes {
    std::string data;
    bool operator==(const Bytes&) const = default;
    auto operator<=>(const Bytes&) const = default;
};

using Value = std::variant<std::monostate, std::int64_t, double, std::string, Bytes>;
using Values = std::vector<Value>;

inline bool is_null(const Value& value) {
    return std::holds_alternative<std::monostate>(value);
}
inline std::int64_t whole(const Value& value) {
    return std::get<std::int64_t>(value);
}
inline std::int64_t whole_or(const Value& value, std::int64_t otherwise) {
    auto found = std::get_if<std::int64_t>(&value);
    return found ? *found : otherwise;
}
inline const std::string& text(const Value& value) {
    return std::get<std::string>(value);
}
// The text, or an empty one where the value is null.
inline const std::string& text_or_empty(const Value& value) {
    static const std::string empty;
    auto found = std::get_if<std::string>(&value);
    return found ? *found : empty;
}

} // namespace crm

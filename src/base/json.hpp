// Json: a parsed JSON value (by simdjson), and JsonWriter, which writes JSON straight into a string.
// Answers of the interface are written with JsonWriter; Json is for what comes in and for small stored settings.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace crm {

class Json {
public:
    using Array = std::vector<Json>;
    using Member = std::pair<std::string, Json>;
    using Object = std::vector<Member>; // in the order given; a name given twice is refused when parsed

    Json() = default; // null
    Json(std::nullptr_t) {}
    Json(bool value) : value_(value) {}
    Json(std::int64_t value) : value_(value) {}
    Json(int value) : value_(std::int64_t{value}) {}
    Json(double value) : value_(value) {}
    Json(std::string value) : value_(std::move(value)) {}
    Json(std::string_view value) : value_(std::string(value)) {}
    Json(const char* value) : value_(std::string(value)) {}
    Json(Array value) : value_(std::move(value)) {}
    Json(Object value) : value_(std::move(value)) {}
    static Json array(std::initializer_list<Json> items = {}) { return Json(Array(items)); }
    static Json object(std::initializer_list<Member> members = {}) { return Json(Object(members)); }

    // Throws Error(bad_request) saying where it breaks, and at which field ("amount.amount", "operations.0.body.name"):
    // not JSON, not UTF-8, a NUL inside a text, deeper than `max_depth`, a name twice. Numbers with a fraction or above
    // 2^63 become double; whole numbers above 2^64 and what no double holds are refused. A byte order mark before it is
    // passed over.
    static Json parse(std::string_view text, int max_depth = 64);

    bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
    bool is_bool() const { return std::holds_alternative<bool>(value_); }
    bool is_whole() const { return std::holds_alternative<std::int64_t>(value_); }
    bool is_number() const { return is_whole() || std::holds_alternative<double>(value_); }
    bool is_string() const { return std::holds_alternative<std::string>(value_); }
    bool is_array() const { return std::holds_alternative<Array>(value_); }
    bool is_object() const { return std::holds_alternative<Object>(value_); }

    // Callers ask the kind first; a wrong kind is a defect.
    bool as_bool() const;
    std::int64_t as_whole() const;
    double as_number() const;
    const std::string& as_string() const;
    const Array& items() const;
    Array& items();
    const Object& members() const;
    Object& members();

    // The member, or nullptr where this is no object or has none of that name.
    const Json* find(std::string_view name) const;
    // The member; null where there is none.
    const Json& operator[](std::string_view name) const;
    // Sets or replaces a member; a null becomes an object first.
    void set(std::string_view name, Json value);
    void push(Json value); // a null becomes an array first
    // Text, whole number or yes/no of a member, else what is given.
    std::string text(std::string_view name, std::string_view otherwise = "") const;
    std::int64_t number(std::string_view name, std::int64_t otherwise = 0) const;
    bool flag(std::string_view name, bool otherwise = false) const;

    std::string dump() const;
    bool operator==(const Json&) const = default;

private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : out_(out) {}
    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view name); // escapes too
    JsonWriter& null();
    JsonWriter& boolean(bool value);
    JsonWriter& number(std::int64_t value);
    JsonWriter& number(double value); // shortest form that reads back the same; not-a-number and infinity as null
    JsonWriter& string(std::string_view value);
    JsonWriter& id(std::int64_t value);     // a 64-bit id as a string; 0 as null
    JsonWriter& raw(std::string_view json); // already JSON
    JsonWriter& json(const Json& value);
    JsonWriter& member(std::string_view name, std::string_view value) { return key(name).string(value); }
    JsonWriter& member(std::string_view name, const char* value) { return key(name).string(value); }
    JsonWriter& member(std::string_view name, std::int64_t value) { return key(name).number(value); }
    JsonWriter& member(std::string_view name, int value) { return key(name).number(std::int64_t{value}); }
    JsonWriter& member(std::string_view name, bool value) { return key(name).boolean(value); }
    std::string& out() { return out_; }

private:
    void comma();
    std::string& out_;
    bool needs_comma_ = false;
};

} // namespace crm

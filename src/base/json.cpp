#include "base/json.hpp"

#include <simdjson.h>

#include <algorithm>
#include <unordered_set>

#include "base/error.hpp"
#include "base/json_fault.hpp"

namespace crm {

namespace {

[[noreturn]] void refuse(std::string message, const std::string& field = {}) {
    std::vector<FieldError> fields;
    if (!field.empty()) fields.push_back({field, message});
    throw Error(Problem::bad_request, std::move(message), std::move(fields));
}

struct HoldsNul {};

[[noreturn]] void refuse_depth(int max_depth) {
    refuse("The JSON is nested more than " + std::to_string(max_depth) + " levels deep; send it flatter.");
}

std::string read_text(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) throw HoldsNul();
    return std::string(text);
}

void refuse_twins(const Json::Object& members) {
    auto twice = [](std::string_view name) {
        refuse("The JSON gives the name \"" + std::string(name) + "\" twice in one object; give it once.",
               std::string(name));
    };
    if (members.size() <= 12) {
        for (std::size_t i = 1; i < members.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (members[i].first == members[j].first) twice(members[i].first);
        return;
    }
    std::unordered_set<std::string_view> seen(members.size() * 2);
    for (auto& member : members)
        if (!seen.insert(member.first).second) twice(member.first);
}

Json convert(simdjson::dom::element element, int depth_left, int max_depth) {
    using Type = simdjson::dom::element_type;
    switch (element.type()) {
    case Type::NULL_VALUE:
        return {};
    case Type::BOOL:
        return Json(bool(element));
    case Type::INT64:
        return Json(std::int64_t(element));
    case Type::UINT64:
        return Json(static_cast<double>(std::uint64_t(element)));
    case Type::DOUBLE:
        return Json(double(element));
    case Type::STRING:
        return Json(read_text(element));
    case Type::ARRAY: {
        if (depth_left == 0) refuse_depth(max_depth);
        simdjson::dom::array source = element;
        Json::Array items;
        items.reserve(source.size());
        for (auto item : source) items.push_back(convert(item, depth_left - 1, max_depth));
        return Json(std::move(items));
    }
    case Type::OBJECT: {
        if (depth_left == 0) refuse_depth(max_depth);
        simdjson::dom::object source = element;
        Json::Object members;
        members.reserve(source.size());
        for (auto member : source)
            members.emplace_back(read_text(member.key), convert(member.value, depth_left - 1, max_depth));
        refuse_twins(members);
        return Json(std::move(members));
    }
    }
    require(false, "simdjson knows no other type");
    return {};
}

[[noreturn]] void refuse_fault(std::string_view text, simdjson::error_code error, int max_depth) {
    if (error == simdjson::UTF8_ERROR)
        refuse("The JSON is not valid UTF-8; save or send it as UTF-8.", json_fault(text).field);
    if (error == simdjson::DEPTH_ERROR) refuse_depth(max_depth);
    if (error == simdjson::CAPACITY) throw Error(Problem::too_large, "The JSON is larger than 4 GB; send it in parts.");
    const JsonFault fault = json_fault(text);
    refuse(fault.sentence, fault.field);
}

} // namespace

Json Json::parse(std::string_view text, int max_depth) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf"; // RFC 8259, 8.1: may be ignored
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    // A parser keeps the memory of its largest document: those of ordinary size share one per thread.
    thread_local simdjson::dom::parser kept;
    simdjson::dom::parser fresh;
    auto& parser = text.size() <= 1 << 20 ? kept : fresh;
    auto parsed = parser.parse(text.data(), text.size());
    if (parsed.error()) refuse_fault(text, parsed.error(), max_depth);
    try {
        return convert(parsed.value_unsafe(), max_depth, max_depth);
    } catch (const HoldsNul&) {
        const JsonFault fault = json_fault(text);
        refuse(fault.sentence, fault.field);
    }
}

bool Json::as_bool() const {
    require(is_bool(), "the JSON value is true or false");
    return std::get<bool>(value_);
}

std::int64_t Json::as_whole() const {
    require(is_whole(), "the JSON value is a whole number");
    return std::get<std::int64_t>(value_);
}

double Json::as_number() const {
    if (is_whole()) return static_cast<double>(std::get<std::int64_t>(value_));
    require(is_number(), "the JSON value is a number");
    return std::get<double>(value_);
}

const std::string& Json::as_string() const {
    require(is_string(), "the JSON value is a text");
    return std::get<std::string>(value_);
}

const Json::Array& Json::items() const {
    require(is_array(), "the JSON value is an array");
    return std::get<Array>(value_);
}

Json::Array& Json::items() {
    require(is_array(), "the JSON value is an array");
    return std::get<Array>(value_);
}

const Json::Object& Json::members() const {
    require(is_object(), "the JSON value is an object");
    return std::get<Object>(value_);
}

Json::Object& Json::members() {
    require(is_object(), "the JSON value is an object");
    return std::get<Object>(value_);
}

const Json* Json::find(std::string_view name) const {
    auto members = std::get_if<Object>(&value_);
    if (!members) return nullptr;
    for (auto& member : *members)
        if (member.first == name) return &member.second;
    return nullptr;
}

const Json& Json::operator[](std::string_view name) const {
    static const Json nothing;
    auto found = find(name);
    return found ? *found : nothing;
}

void Json::set(std::string_view name, Json value) {
    if (is_null()) value_ = Object{};
    auto& all = members();
    auto found = std::find_if(all.begin(), all.end(), [&](const Member& member) { return member.first == name; });
    if (found != all.end())
        found->second = std::move(value);
    else
        all.emplace_back(std::string(name), std::move(value));
}

void Json::push(Json value) {
    if (is_null()) value_ = Array{};
    items().push_back(std::move(value));
}

std::string Json::text(std::string_view name, std::string_view otherwise) const {
    auto found = find(name);
    return found && found->is_string() ? found->as_string() : std::string(otherwise);
}

std::int64_t Json::number(std::string_view name, std::int64_t otherwise) const {
    auto found = find(name);
    return found && found->is_whole() ? found->as_whole() : otherwise;
}

bool Json::flag(std::string_view name, bool otherwise) const {
    auto found = find(name);
    return found && found->is_bool() ? found->as_bool() : otherwise;
}

std::string Json::dump() const {
    std::string out;
    JsonWriter(out).json(*this);
    return out;
}

} // namespace crm

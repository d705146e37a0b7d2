#include "api/route.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/known.hpp"

namespace crm {

namespace {

std::vector<std::string> split_path(std::string_view path) {
    std::vector<std::string> parts;
    for (std::size_t begin = 1; begin <= path.size();) {
        auto end = path.find('/', begin);
        if (end == std::string_view::npos) end = path.size();
        parts.emplace_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool is_brace(const std::string& part) { return part.starts_with('{'); }

// How literal a pattern is: literal parts win over braces, the earlier the more.
int literalness(const Router::Entry& entry) {
    int value = 0;
    for (const auto& part : entry.parts) value = value * 2 + (is_brace(part) ? 0 : 1);
    return value;
}

bool fits(const Router::Entry& entry, const std::vector<std::string>& parts) {
    if (entry.parts.size() != parts.size()) return false;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (!is_brace(entry.parts[i]) && entry.parts[i] != parts[i]) return false;
    return true;
}

} // namespace

void Router::add(std::string method, std::string path, RouteFunction function, Access access) {
    auto parts = split_path(path);
    entries_.push_back({std::move(method), std::move(path), std::move(parts), std::move(function), access});
}

Router::Found Router::find(std::string_view method, std::string_view path) const {
    const auto parts = split_path(path);
    Found found;
    const Entry* best = nullptr;
    for (const Entry& entry : entries_) {
        if (!fits(entry, parts)) continue;
        if (found.allowed.find(entry.method) == std::string::npos) (found.allowed += found.allowed.empty() ? "" : ", ") += entry.method;
        if (entry.method == method && (!best || literalness(entry) > literalness(*best))) best = &entry;
    }
    if (!best) return found;
    found.function = &best->function;
    found.access = best->access;
    found.pattern = best->path;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (is_brace(best->parts[i])) found.values.push_back(parts[i]);
    return found;
}

Id Call::id(std::size_t i) const {
    auto found = parse_id(value(i));
    if (!found) throw Error(Problem::not_found, "There is no record with this id. An id is a decimal number, as the lists give it.");
    return *found;
}

const Object& Call::object(std::size_t i) {
    if (const Object* found = known_object(*schema, rights(), value(i))) return *found;
    const auto near = nearest(value(i), known_names(*schema, rights()));
    throw Error(Problem::not_found, "There is nothing at \"" + http.path.substr(0, 100) + "\"." + (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"));
}

Json Call::body() const {
    if (const auto* type = http.header("content-type"); type && fold(*type).find("json") == std::string::npos)
        throw Error(Problem::unsupported, "Please send JSON with Content-Type: application/json.");
    Json json = Json::parse(http.body);
    if (!json.is_object()) throw Error(Problem::bad_request, "Please send a JSON object.");
    return json;
}

void Call::only_arguments(std::initializer_list<std::string_view> known) const {
    const std::vector<std::string_view> list(known);
    for (const auto& [name, text] : http.query) {
        if (std::find(list.begin(), list.end(), name) != list.end()) continue;
        const auto near = nearest(name, list);
        throw Error::at(name.substr(0, 60), "There is no parameter \"" + name.substr(0, 60) + "\"." + (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"));
    }
}

std::string Call::argument(std::string_view name, std::string_view otherwise) const {
    const auto* found = http.argument(name);
    return found ? *found : std::string(otherwise);
}

int Call::limit(int otherwise, int most) const {
    const auto* given = http.argument("limit");
    if (!given) return otherwise;
    const auto value = parse_id(*given);
    if (!value || *value > most) throw Error(Problem::bad_request, "The limit is a whole number from 1 to " + std::to_string(most) + ".", {{"limit", "from 1 to " + std::to_string(most)}});
    return static_cast<int>(*value);
}

std::vector<std::pair<std::string, std::string>> Call::arguments() const { return http.query; }

void Call::need(std::string_view may) const {
    if (rights().everything || rights().may.contains(may)) return;
    throw Error(Problem::forbidden, "You may not do this. Please ask an administrator for the right \"" + std::string(may) + "\".");
}

} // namespace crm

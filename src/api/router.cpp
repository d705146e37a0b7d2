#include "api/route.hpp"

#include <algorithm>

#include "api/merge.hpp"
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

bool is_brace(const std::string& part) {
    return part.starts_with('{');
}

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

Told& Told::tells(std::string operation_id, std::string what, std::string under) {
    id = std::move(operation_id);
    summary = std::move(what);
    tag = std::move(under);
    return *this;
}

Told& Told::asks(std::initializer_list<const char*> common) {
    for (const char* name : common) query.push_back({name, {}, {}});
    return *this;
}

Told& Told::asks(std::string name, std::string description, std::string type, bool required) {
    query.push_back({std::move(name), std::move(description), std::move(type), required});
    return *this;
}

Told& Told::hears(std::string header, std::string description) {
    headers.push_back({std::move(header), std::move(description), "text"});
    return *this;
}

Told& Told::takes(std::string type, std::string media) {
    bodies.push_back({std::move(type), std::move(media)});
    return *this;
}

Told& Told::answers(int status, std::string description, std::string type, std::string media) {
    auto found =
        std::find_if(replies.begin(), replies.end(), [&](const Answer& each) { return each.status == status; });
    if (found == replies.end()) found = replies.insert(replies.end(), Answer{status, std::move(description), {}});
    if (!type.empty()) found->contents.push_back({std::move(type), std::move(media)});
    return *this;
}

std::vector<std::string_view> Told::arguments() const {
    std::vector<std::string_view> names;
    for (const Parameter& each : query) names.push_back(each.name);
    return names;
}

Told& Router::add(std::string method, std::string path, RouteFunction function, Access access) {
    auto parts = split_path(path);
    entries_.push_back({std::move(method), std::move(path), std::move(parts), std::move(function), access, {}});
    return entries_.back().told;
}

Router all_routes() {
    Router router;
    add_record_routes(router);
    add_batch_routes(router);
    add_meta_routes(router);
    add_session_routes(router);
    add_mail_routes(router);
    add_second_factor_routes(router);
    add_search_routes(router);
    add_file_routes(router);
    add_import_routes(router);
    add_report_routes(router);
    add_shared_routes(router);
    add_merge_routes(router);
    add_system_routes(router);
    return router;
}

Router::Found Router::find(std::string_view method, std::string_view path) const {
    const auto parts = split_path(path);
    Found found;
    const Entry* best = nullptr;
    bool only_action = true;
    for (const Entry& entry : entries_) {
        if (!fits(entry, parts)) continue;
        if (found.allowed.find(entry.method) == std::string::npos)
            (found.allowed += found.allowed.empty() ? "" : ", ") += entry.method;
        only_action &= entry.parts.back() == "{action}";
        if (entry.method == method && (!best || literalness(entry) > literalness(*best))) best = &entry;
    }
    if (!best && only_action && !found.allowed.empty()) found.action = parts.back();
    if (!best) return found;
    found.function = &best->function;
    found.told = &best->told;
    found.access = best->access;
    found.pattern = best->path;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (is_brace(best->parts[i])) found.values.push_back(parts[i]);
    return found;
}

Id Call::id(std::size_t i) const {
    auto found = parse_id(value(i));
    if (!found)
        throw Error(Problem::not_found,
                    "There is no record with this id. An id is a decimal number, as the lists give it.");
    return *found;
}

const Object& Call::object(std::size_t i) {
    if (const Object* found = known_object(*schema, rights(), value(i))) return *found;
    const auto near = nearest(value(i), known_names(*schema, rights()));
    throw Error(Problem::not_found, "There is nothing at \"" + http.path.substr(0, 100) + "\"." +
                                        (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"));
}

Json Call::body() const {
    if (const auto* type = http.header("content-type"); type && fold(*type).find("json") == std::string::npos)
        throw Error(Problem::unsupported, "Please send JSON with Content-Type: application/json.");
    Json json = Json::parse(http.body);
    if (!json.is_object()) throw Error(Problem::bad_request, "Please send a JSON object.");
    return json;
}

void Call::only_arguments(const std::vector<std::string_view>& known) const {
    for (const auto& [name, text] : http.query) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const auto near = nearest(name, known);
        const std::string given = cut(name, 60);
        throw Error(Problem::bad_request,
                    "There is no parameter \"" + given + "\"." +
                        (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"),
                    {{given, "There is no such parameter."}});
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
    if (!value || *value > most)
        throw Error(Problem::bad_request, "The limit is a whole number from 1 to " + std::to_string(most) + ".",
                    {{"limit", "from 1 to " + std::to_string(most)}});
    return static_cast<int>(*value);
}

std::vector<std::pair<std::string, std::string>> Call::arguments() const {
    return http.query;
}

void Call::need(std::string_view may) const {
    if (rights().everything || rights().may.contains(may)) return;
    throw Error(Problem::forbidden,
                "You may not do this. Please ask an administrator for the right \"" + std::string(may) + "\".");
}

} // namespace crm

// The route of search as you type.
#include "record/search.hpp"
#include "api/route.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "record/known.hpp"

namespace crm {

namespace {

constexpr std::size_t longest_search = 200;

http::Response search(Call& call) {
    const std::string typed = call.argument("q");
    if (letters(typed) > longest_search)
        throw Error::at("q", "Please search for at most " + std::to_string(longest_search) + " letters.");
    std::vector<std::string> objects;
    const std::string list = call.argument("objects");
    for (std::size_t begin = 0; begin < list.size();) {
        auto end = list.find(',', begin);
        if (end == std::string::npos) end = list.size();
        objects.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    for (const auto& name : objects)
        if (!known_object(*call.schema, call.rights(), name))
            throw Error::at("objects", "There is no object \"" + cut(name, 60) + "\".");
    std::string body;
    call.engine().read(call.request, [&](Context& context) {
        body.clear();
        write_search(context, typed, objects, call.limit(20, 50), body);
    });
    return json_response(200, std::move(body));
}

} // namespace

void add_search_routes(Router& router) {
    router.add("GET", "/api/v1/search", search)
        .tells("search", "Search as you type", "search")
        .asks("q", "What was typed.", "text", true)
        .asks("objects", "Objects separated by commas; all without.")
        .asks("limit", "How many are wanted, 1 to 50; 20 without.", "whole")
        .answers(200, "What was found, the best first.",
                 "{items: [{object: text, id: Id, title: text, subtitle: text, matched: text}]}");
}

} // namespace crm

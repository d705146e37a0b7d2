#include "http/server.hpp"

#include <strings.h>

namespace crm::http {

namespace {
const std::string* find(const std::vector<Header>& list, std::string_view name) {
    for (const auto& [key, value] : list)
        if (key == name) return &value;
    return nullptr;
}
} // namespace

const std::string* Request::header(std::string_view name) const {
    return find(headers, name);
}

const std::string* Request::argument(std::string_view name) const {
    return find(query, name);
}

void Response::set(std::string_view name, std::string value) {
    bool done = false;
    std::erase_if(headers, [&](Header& header) {
        if (header.first.size() != name.size() || strncasecmp(header.first.data(), name.data(), name.size()) != 0)
            return false;
        if (done) return true;
        header.second = std::move(value);
        done = true;
        return false;
    });
    if (!done) headers.emplace_back(std::string(name), std::move(value));
}

} // namespace crm::http

#include "db/postgres_connect.hpp"

#include <algorithm>

#include <libpq-fe.h>

namespace crm {

namespace {

constexpr std::int64_t millisecond = 1000;

// As libpq would take them: from the address, or else from the environment.
std::string given_options(const std::string& address) {
    std::string given;
    auto take = [&](PQconninfoOption* found) {
        for (auto each = found; each && each->keyword; ++each)
            if (std::string_view(each->keyword) == "options" && each->val) given = each->val;
        PQconninfoFree(found);
    };
    take(PQconndefaults());
    take(PQconninfoParse(address.c_str(), nullptr));
    return given;
}

} // namespace

std::vector<std::pair<std::string, std::string>> session_settings(const PostgresSettings& settings) {
    std::vector<std::pair<std::string, std::string>> found;
    if (!settings.schema.empty()) found.emplace_back("search_path", settings.schema + ",public");
    if (settings.statement_limit > 0) {
        auto limit = std::to_string(std::max<std::int64_t>(settings.statement_limit / millisecond, 1));
        found.emplace_back("statement_timeout", limit);
        found.emplace_back("idle_in_transaction_session_timeout", limit);
    }
    return found;
}

pg_conn* connect_postgres(const PostgresSettings& settings, bool with_settings) {
    std::vector<const char*> names{"dbname",          "connect_timeout", "client_encoding", "fallback_application_name",
                                   "keepalives_idle", "tcp_user_timeout"};
    std::vector<const char*> values{settings.address.c_str(), "5", "UTF8", "relacja", "30", "30000"};
    std::string options = "-c client_min_messages=warning";
    if (with_settings) {
        for (auto& [name, value] : session_settings(settings)) options += " -c " + name + "=" + value;
        options += ' ' + given_options(settings.address);
        names.push_back("options");
        values.push_back(options.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    pg_conn* connection = PQconnectdbParams(names.data(), values.data(), 1);
    PQsetNoticeProcessor(
        connection, [](void*, const char*) {}, nullptr);
    return connection;
}

} // namespace crm

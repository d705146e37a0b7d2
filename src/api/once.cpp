// Idempotency: the answer to a POST is kept for a day under its key, in the caller's name.
#include "api/respond.hpp"
#include "base/error.hpp"

namespace crm {

namespace {

constexpr Moment kept = 24 * hour;
constexpr std::size_t largest_kept = 1024 * 1024;

struct Kept {
    std::string digest;
    std::int64_t status = 0, at = 0;
    Json headers;
    std::string body;
};

std::optional<Kept> find_kept(Connection& connection, std::int64_t bucket, Id user, const std::string& key) {
    std::optional<Kept> found;
    connection.query("SELECT \"digest\", \"status\", \"at\", \"headers\", \"body\" FROM \"request_key\" WHERE "
                     "\"bucket\" = ? AND \"user_id\" = ? AND \"key\" = ?",
                     Values{bucket, user, key}, [&](const Row& row) {
                         found = Kept{std::string(row.text(0)), row.whole(1), row.whole(2),
                                      row.null(3) ? Json() : Json::parse(row.text(3)), std::string(row.text(4))};
                         return false;
                     });
    return found;
}

} // namespace

// What is shown once is not kept to be shown again: cookies, tokens, secrets and recovery codes are stored hashed or
// sealed.
bool hands_out_a_secret(std::string_view path) {
    for (std::string_view each : {"/api/v1/session", "/api/v1/token", "/api/v1/first-run", "/api/v1/me/second-factor"})
        if (path == each || (path.starts_with(each) && path[each.size()] == '/')) return true;
    return path.ends_with("/share");
}

http::Response once(Call& call, const RouteFunction& function) {
    const auto* key = call.http.method == "POST" ? call.http.header("idempotency-key") : nullptr;
    if (!key || hands_out_a_secret(call.http.path)) return function(call);
    if (key->empty() || key->size() > 200)
        throw Error(Problem::bad_request, "An Idempotency-Key has 1 to 200 characters.");
    const Id user = call.rights().user;
    const auto bucket = static_cast<std::int64_t>(fnv1a(*key, fnv1a(std::to_string(user))) % buckets);
    const std::string digest = std::to_string(fnv1a(call.http.body, fnv1a(call.http.target)));
    const Values where{bucket, user, *key};
    std::optional<Kept> earlier;
    bool mine = false;
    call.engine().database().write([&](Connection& connection) {
        connection.execute(
            "DELETE FROM \"request_key\" WHERE \"bucket\" = ? AND \"user_id\" = ? AND \"key\" = ? AND \"at\" < ?",
            Values{bucket, user, *key, now() - kept});
        mine = connection.execute(
                   "INSERT INTO \"request_key\" (\"bucket\", \"user_id\", \"key\", \"at\", \"digest\", \"status\") "
                   "VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT (\"bucket\", \"user_id\", \"key\") DO NOTHING",
                   Values{bucket, user, *key, now(), digest}) == 1;
        if (!mine) earlier = find_kept(connection, bucket, user, *key);
    });
    if (!mine && earlier) {
        if (earlier->digest != digest)
            throw Error(Problem::invalid, "This Idempotency-Key was used for another request. Please use a new key.");
        if (earlier->status == 0)
            throw Error(Problem::conflict, "The first request with this Idempotency-Key is still being carried out. "
                                           "Please ask again in a moment.");
        http::Response response;
        response.status = static_cast<int>(earlier->status);
        for (const auto& [name, value] : earlier->headers.is_object() ? earlier->headers.members() : Json::Object())
            response.set(name, value.as_string());
        response.set("Idempotent-Replayed", "true");
        response.body = earlier->body;
        return response;
    }
    auto forget = [&] {
        call.engine().database().write([&](Connection& connection) {
            connection.execute("DELETE FROM \"request_key\" WHERE \"bucket\" = ? AND \"user_id\" = ? AND \"key\" = ?",
                               where);
        });
    };
    http::Response response;
    try {
        response = function(call);
    } catch (...) { // nothing was done: the same key may be tried again
        forget();
        throw;
    }
    if (response.stream || response.status >= 500 || response.body.size() > largest_kept) {
        forget();
        return response;
    }
    Json headers = Json::object();
    for (const auto& [name, value] : response.headers) headers.set(name, value);
    call.engine().database().write([&](Connection& connection) {
        connection.execute("UPDATE \"request_key\" SET \"status\" = ?, \"headers\" = ?, \"body\" = ? WHERE \"bucket\" "
                           "= ? AND \"user_id\" = ? AND \"key\" = ?",
                           Values{std::int64_t{response.status}, headers.dump(), response.body, bucket, user, *key});
    });
    return response;
}

} // namespace crm

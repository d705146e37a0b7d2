// TestApp: a whole Relacja without sockets: a fresh database, the engine and the app, and calls as any client makes
// them.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "api/app.hpp"

namespace crm::testing {

struct Answer {
    int status = 0;
    Json body; // null where it is no JSON
    http::Response whole;
    std::string id() const { return body.text("id"); }
    const Json& items() const { return body["items"]; }
    std::string detail() const { return body.text("detail"); }
    // The message at a field, empty where there is none.
    std::string at(std::string_view field) const;
};

class TestApp {
public:
    // Users, teams and roles are added by themselves.
    explicit TestApp(std::vector<const Object*> objects, const std::string& language = "en");
    ~TestApp();

    App& app() { return *app_; }
    Engine& engine() { return *engine_; }

    // Calls as the user signed in last with as(); the administrator at first.
    Answer call(const std::string& method, const std::string& target, const Json& body = {},
                const std::vector<http::Header>& headers = {});
    Answer raw(const std::string& method, const std::string& target, std::string body,
               const std::vector<http::Header>& headers = {});
    Answer get(const std::string& target) { return call("GET", target); }
    Answer post(const std::string& target, const Json& body) { return call("POST", target, body); }
    Answer patch(const std::string& target, const Json& body) { return call("PATCH", target, body); }
    Answer remove(const std::string& target) { return call("DELETE", target); }
    // The list of `object` with a filter, as JSON.
    Answer list(const std::string& object, const Json& filter = {}, const std::string& more = "");
    // Creates and gives the id; a failure is thrown with its detail.
    std::string create(const std::string& object, const Json& body);

    // A user with a role; the role is made from grants when it is not there yet. Gives the user's id.
    std::string add_user(const std::string& login, const std::string& role, const std::string& team = "");
    std::string add_role(const std::string& name, const Json& grants, const Json& may = Json::array());
    void as(const std::string& login); // calls are made with a token of this user from now on
    void as_nobody() { token_.clear(); }
    const std::string& token() const { return token_; }

private:
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<App> app_;
    std::string token_;
    std::vector<std::pair<std::string, std::string>> tokens_;
};

// "{\"kind\":\"person\"}" as it stands in an address.
std::string in_address(const std::string& text);

} // namespace crm::testing

// Route: one call of the interface, and the table that finds the function answering it. A route is one function; it
// throws Error for everything that is wrong, and respond.cpp writes it as problem+json.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "api/app.hpp"
#include "base/json.hpp"
#include "http/server.hpp"
#include "record/query.hpp"

namespace crm {

// One request on its way: who calls, what the path's braces held, and the reply's makings.
struct Call {
    App& app;
    const http::Request& http;
    std::optional<Caller> caller;         // empty only on open routes
    Request request;                      // rights, moment, request id, for Engine::read and write
    std::vector<std::string> path_values; // what stands in the braces, in order

    Engine& engine() { return app.engine(); }
    const Rights& rights() const { return *request.rights; }
    const std::string& value(std::size_t i) const { return path_values.at(i); }
    Id id(std::size_t i) const; // of a path value; Error(not_found) when it is none
    // The object named by a path value when it is there and offered to the caller, else Error(not_found) naming the
    // nearest.
    const Object& object(std::size_t i);
    Json body() const;                    // parsed; Error when it is none, or no object
    std::shared_ptr<const Schema> schema; // as it was when the call began
    // Throws Error(bad_request) naming an argument that is not among `known`, and the nearest known.
    void only_arguments(const std::vector<std::string_view>& known) const;
    std::string argument(std::string_view name, std::string_view otherwise = "") const;
    int limit(int otherwise = 50, int most = 200) const;
    std::vector<std::pair<std::string, std::string>> arguments() const;
    void need(std::string_view may)
        const; // Error(forbidden) when the caller may not ("shape", "users", "import", "audit", "company")
};

using RouteFunction = std::function<http::Response(Call&)>;

enum class Access {
    signed_in,
    signing_in, // also for who has yet to set up the second factor that a role requires
    open
};

// What openapi.json says of a route; said where the route is added, so that the two stay one. Types are written as
// json_type.hpp tells; {object}, {label} and {plural} stand in texts for those of the object that a path names.
struct Told {
    struct Parameter {
        std::string name, description, type; // without a description: one of the common parameters
        bool required = false;
    };
    struct Content {
        std::string type, media;
    };
    struct Answer {
        int status;
        std::string description;
        std::vector<Content> contents;
    };
    std::string id, summary, tag;
    std::vector<Parameter> query, headers;
    std::vector<Content> bodies;
    std::vector<Answer> replies;
    bool checks_arguments = false; // the function itself: they depend on the object
    bool takes_any_arguments = false;
    bool by_a_person = false;                   // who is signed in, no program with a token
    std::function<bool(const Object&)> only_of; // the objects that have this route; empty: all

    Told& tells(std::string operation_id, std::string what, std::string under);
    Told& asks(std::initializer_list<const char*> common);
    Told& asks(std::string name, std::string description, std::string type = "text", bool required = false);
    Told& hears(std::string header, std::string description = "");
    Told& takes(std::string type, std::string media = "application/json");
    // Several of one status are the contents among which the request chooses, or alternatives.
    Told& answers(int status, std::string description, std::string type = "", std::string media = "application/json");
    std::vector<std::string_view> arguments() const;
};

class Router {
public:
    // `path` as "/api/v1/{object}/{id}"; literal parts win over braces.
    Told& add(std::string method, std::string path, RouteFunction function, Access access = Access::signed_in);
    struct Found {
        const RouteFunction* function = nullptr;
        const Told* told = nullptr;
        Access access = Access::signed_in;
        std::vector<std::string> values;
        std::string allowed; // methods of this path where the method does not fit
        std::string pattern; // for metrics
        std::string action;  // the last part of the path, where it fits as the name of an action only
    };
    Found find(std::string_view method, std::string_view path) const;
    struct Entry {
        std::string method, path;
        std::vector<std::string> parts;
        RouteFunction function;
        Access access;
        Told told;
    };
    const std::vector<Entry>& entries() const { return entries_; }

private:
    std::vector<Entry> entries_;
};

// Every route there is.
Router all_routes();
// Each file adds its own.
void add_record_routes(Router& router);  // records.cpp
void add_batch_routes(Router& router);   // batch.cpp: several changes at once
void add_meta_routes(Router& router);    // meta.cpp: meta, openapi, company
void add_session_routes(Router& router); // session.cpp: sign-in, tokens, first run, me
void add_second_factor_routes(Router& router);
void add_mail_routes(Router& router); // mail.cpp: the link for a new password, a letter for trial
void add_search_routes(Router& router);
void add_file_routes(Router& router);
void add_import_routes(Router& router);    // import.cpp: import, operation
void add_own_shape_routes(Router& router); // own_shape.cpp: objects and fields of one's own
void add_report_routes(Router& router);
void add_shared_routes(Router& router); // shared.cpp: what is shared by an address
void add_system_routes(Router& router); // health, metrics, audit

// An answer to a POST that is not kept under its Idempotency-Key, since what it shows is shown once.
bool hands_out_a_secret(std::string_view path);

http::Response json_response(int status, std::string body);
// In a language that is ours; `status` where the problem's own does not say it.
http::Response problem_response(const Error& error, const http::Request& request, std::string_view language,
                                int status = 0);

} // namespace crm

// Routes of the system: liveness, readiness, metrics.
#include "api/live.hpp"
#include "api/respond.hpp"
#include "api/route.hpp"
#include "base/error.hpp"

namespace crm {

namespace {

constexpr const char* figures_type = "text/plain; version=0.0.4; charset=utf-8"; // Prometheus' text form

http::Response text_response(int status, std::string body, const char* type = "text/plain; charset=utf-8") {
    http::Response response;
    response.status = status;
    response.body = std::move(body);
    response.set("Content-Type", type);
    response.set("Cache-Control", "no-store");
    return response;
}

http::Response ready(Call& call) {
    bool answers = call.app.ready;
    try {
        call.engine().database().read([&](Connection& connection) { connection.value("SELECT 1"); });
    } catch (const std::exception&) {
        answers = false;
    }
    return text_response(answers ? 200 : 503, answers ? "ready\n" : "not ready\n");
}

// Programs on this machine may read them; what a proxy here passes on comes from elsewhere, though.
bool from_this_machine(const http::Request& request) {
    if (request.local) return true;
    for (const char* header : {"x-forwarded-for", "forwarded", "x-real-ip", "via"})
        if (request.header(header)) return false;
    return request.address.starts_with("127.") || request.address == "::1";
}

void check_reader_of_metrics(Call& call) {
    if (call.app.options().open_metrics || from_this_machine(call.http)) return;
    const auto caller = caller_of(call.app, call.http);
    if (!caller)
        throw Error(Problem::unauthenticated, "The metrics are read on the server's own machine, or with a token of "
                                              "somebody who has the right \"metrics\".");
    call.request.rights = caller->rights;
    call.need("metrics");
}

http::Response metrics(Call& call) {
    check_reader_of_metrics(call);
    std::string text;
    auto counter = [&](const char* name, const char* help, std::int64_t value, const char* type = "counter") {
        text += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " " + type + "\n" + name + " " +
                std::to_string(value) + "\n";
    };
    const Figures figures = call.app.figures();
    const DatabaseFigures database = call.engine().database().figures();
    counter("relacja_requests_total", "Requests answered.", figures.requests);
    counter("relacja_request_errors_total", "Requests answered with a fault of ours.", figures.errors);
    counter("relacja_database_statements_total", "Statements run.", database.statements);
    counter("relacja_database_writes_total", "Transactions written.", database.writes);
    counter("relacja_database_commits_total", "Durable commits; several writes share one on SQLite.", database.commits);
    counter("relacja_database_retries_total", "Transactions run again.", database.retries);
    counter("relacja_live_sockets", "Open WebSockets.", call.app.live().subscribers(), "gauge");
    if (call.app.more_metrics) text += call.app.more_metrics();
    return text_response(200, std::move(text), figures_type);
}

// Live changes come over a WebSocket alone; what asks for one does not come this way.
http::Response live_by_websocket_only(Call& call) {
    http::Response response = problem_response(
        Error(Problem::bad_request,
              "Live changes come over a WebSocket. Please open one at this address, with Upgrade: websocket."),
        call.http, call.rights().language, 426);
    response.set("Upgrade", "websocket");
    return response;
}

} // namespace

void add_system_routes(Router& router) {
    router
        .add(
            "GET", "/healthz", [](Call&) { return text_response(200, "alive\n"); }, Access::open)
        .tells("healthz", "Is the program alive", "system")
        .answers(200, "It is.", "text", "text/plain")
        .takes_any_arguments = true;
    router.add("GET", "/readyz", ready, Access::open)
        .tells("readyz", "Is it ready for requests", "system")
        .answers(200, "It is.", "text", "text/plain")
        .answers(503, "Not yet, or no longer.", "text", "text/plain")
        .takes_any_arguments = true;
    router.add("GET", "/metrics", metrics, Access::open)
        .tells("metrics", "Figures in Prometheus' text form, for this machine and whoever has the right", "system")
        .answers(200, "The figures.", "text", "text/plain")
        .takes_any_arguments = true;
    router.add("GET", "/api/v1/live", live_by_websocket_only)
        .tells("live",
               "Changes as they happen, over a WebSocket: send {\"subscribe\":[{\"object\",\"filter\"}],\"since\"}, "
               "read {\"seq\",\"object\",\"id\",\"version\",\"kind\",\"changed\"}",
               "live")
        .answers(101, "The WebSocket is open.");
}

} // namespace crm

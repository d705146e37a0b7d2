// App: the parts of a running Relacja put together, and the answer to every HTTP request. Each route is one function in
// a file of its matter (records, meta, search, files, import, session, live); respond.cpp authenticates, catches and
// writes errors.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "auth/auth.hpp"
#include "http/server.hpp"
#include "jobs/jobs.hpp"
#include "record/engine.hpp"

namespace crm {

class Live; // live.hpp

struct AppOptions {
    std::string public_url; // decides links, Secure cookies and the WebSocket's origin check; empty: from the request's
                            // Host on loopback
    std::string version = "0.1.0";
    std::string key_file;      // the key to what is stored encrypted (second factors); empty: none that lasts
    bool open_metrics = false; // /metrics to everybody; else to this machine and to who has the right "metrics"
    // A file of the page by its path ("index.html", "assets/…"): content and type; empty content: none.
    std::function<std::pair<std::string_view, std::string_view>(std::string_view path)> page;
};

struct Figures {
    std::int64_t requests = 0, errors = 0;
};

class App {
public:
    App(Engine& engine, AppOptions options);
    ~App();
    http::Response answer(const http::Request& request);
    http::Response upgrade(const http::Request& request, http::SocketEvents& events);
    http::Handlers handlers(); // for http::Server: answer, upgrade, refuse, uploads, access log
    void start_background();   // jobs, live tail
    void stop_background();

    Engine& engine() { return engine_; }
    Auth& auth() { return auth_; }
    Jobs& jobs() { return jobs_; }
    Live& live() { return *live_; }
    const AppOptions& options() const { return options_; }
    // Further figures for /metrics, in Prometheus' text form.
    std::function<std::string()> more_metrics;
    bool ready = true;
    Figures figures() const;

private:
    // `language` becomes that of the caller, once known.
    http::Response route(const http::Request& request, std::string& language);
    Engine& engine_;
    AppOptions options_;
    Auth auth_;
    Jobs jobs_;
    std::unique_ptr<Live> live_;
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace crm

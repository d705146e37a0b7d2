// Serving: the program's life as a server, and the demo company.
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <iostream>
#include <thread>

#include "app/commands.hpp"
#include "app/demo_company.hpp"
#include "app/installation.hpp"
#include "app/remote.hpp"
#include "base/error.hpp"

namespace crm {

namespace {

constexpr std::uint64_t demo_seed = 20261121;
constexpr const char* demo_login = "demo@example.com";
constexpr const char* demo_password = "demo-relacja-2026";

// Signals are waited for on a thread of their own; the server is stopped from there.
class Signals {
public:
    Signals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGINT);
        sigaddset(&set_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
        signal(SIGPIPE, SIG_IGN);
    }
    void stop_on_signal(http::Server& server) {
        thread_ = std::thread([this, &server] {
            int number = 0;
            sigwait(&set_, &number);
            server.stop();
        });
    }
    // Somebody asked to stop while nothing serves yet.
    bool stop_is_asked() const {
        sigset_t pending;
        return sigpending(&pending) == 0 && (sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1);
    }
    ~Signals() {
        if (!thread_.joinable()) return;
        pthread_kill(thread_.native_handle(), SIGTERM);
        thread_.join();
    }

private:
    sigset_t set_;
    std::thread thread_;
};

std::string shown_address(const Configuration& configuration, int port) {
    if (!configuration.public_url.empty()) return configuration.public_url;
    std::string host = configuration.listen.substr(0, configuration.listen.rfind(':'));
    if (host.empty() || host == "0.0.0.0") host = "127.0.0.1";
    return (configuration.tls_cert.empty() ? "http://" : "https://") + host + ":" + std::to_string(port);
}

int run_server(Installation& installation, const Configuration& configuration, Signals& signals,
               const std::function<void(const std::string& address)>& started) {
    App& app = installation.app();
    http::Options options;
    options.listen = configuration.listen;
    options.tls_cert = configuration.tls_cert;
    options.tls_key = configuration.tls_key;
    options.trusted_proxies = configuration.trusted_proxies;
    options.workers = configuration.workers;
    if (configuration.database.empty()) options.unix_socket = socket_path(configuration);
    http::Handlers handlers = app.handlers();
    handlers.answer = [&app](const http::Request& request) {
        if (request.local && request.path == "/command") return answer_command(app, request);
        return app.answer(request);
    };
    http::Server server(options, handlers);
    app.more_metrics = [&server] {
        const http::Figures figures = server.figures();
        return "# HELP relacja_connections Open connections.\n# TYPE relacja_connections gauge\nrelacja_connections " +
               std::to_string(figures.connections) + "\n";
    };
    app.start_background();
    signals.stop_on_signal(server);
    started(shown_address(configuration, server.port()));
    server.run();
    app.stop_background();
    return 0;
}

void report(const std::string& text) {
    std::cout << text << std::flush;
}

} // namespace

int serve(const Configuration& configuration) {
    Signals signals;
    Installation installation(configuration);
    return run_server(installation, configuration, signals, [&](const std::string& address) {
        report("Relacja is at " + address + "\n");
        if (installation.app().auth().first_run_needed())
            report("Nobody can sign in yet. Open this link once to make the first user:\n" + address +
                   "/first-run?token=" + installation.app().auth().make_first_run_token() + "\n");
    });
}

int demo(Configuration configuration) {
    Signals signals;
    const bool stays = configuration.scale > 0;
    std::string temporary;
    if (!stays) {
        temporary = (std::filesystem::temp_directory_path() / "relacja-demo-XXXXXX").string();
        if (!mkdtemp(temporary.data()))
            throw Error(Problem::unavailable, "No temporary folder could be made for the demo company.");
        configuration.data = temporary;
    }
    configuration.company_name = "Aurora Trade";
    int status = 0;
    {
        Installation installation(configuration);
        if (!has_demo_company(installation.app(), demo_login)) {
            make_demo_company(installation.app(), demo_login, demo_password, demo_seed, configuration.scale,
                              [&](const std::string& step) {
                                  if (signals.stop_is_asked())
                                      throw Error(
                                          Problem::unavailable,
                                          "Stopped. The demo company is made in part only; remove it to begin anew.");
                                  report(step + "\n");
                              });
        }
        status = run_server(installation, configuration, signals, [&](const std::string& address) {
            report("The demo company is at " + address + "\nSign in as " + demo_login + " with the password " +
                   demo_password + "\n");
        });
    }
    if (!temporary.empty()) std::filesystem::remove_all(temporary);
    return status;
}

} // namespace crm

// WebServer: a server on loopback that a test starts and that answers as the test says, also under TLS.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "http/server.hpp"

namespace crm::testing {

// A certificate of its own signing for the name localhost, as PEM files in a test's folder.
struct TestCertificate {
    TestCertificate();
    std::string certificate, key;
};

class WebServer {
public:
    explicit WebServer(std::function<http::Response(const http::Request&)> answer,
                       const TestCertificate* certificate = nullptr);
    ~WebServer();
    // http://127.0.0.1:PORT and the path; with a certificate https://localhost:PORT.
    std::string address(const std::string& path) const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

// A port of loopback that takes connections and never answers.
class SilentPort {
public:
    SilentPort();
    ~SilentPort();
    int port() const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

// Passes what comes to a port of loopback on to a unix socket, and back.
class Forwarder {
public:
    explicit Forwarder(const std::string& unix_socket);
    ~Forwarder();
    int port() const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace crm::testing

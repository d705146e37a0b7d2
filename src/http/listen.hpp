// Listen: the server's listening sockets, TCP and unix. All throw crm::Error with a sentence when they cannot.
#pragma once
#include <string>

namespace crm::http {

// An owned descriptor.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor() { reset(); }
    int get() const { return fd_; }
    int release();
    void reset();

private:
    int fd_ = -1;
};

struct HostAndPort {
    std::string host, port;
};
HostAndPort split_address(const std::string& address); // host:port, [::1]:port, :port for all addresses

Descriptor listen_tcp(const std::string& address);
int port_of(const Descriptor& socket);
// Mode 0600. A file left by a server that is gone is replaced; one that answers is not.
Descriptor listen_unix(const std::string& path);
Descriptor connect_to(const std::string& address); // "127.0.0.1:8080" or "unix:/path", blocking

struct Visitor {
    Descriptor socket;
    std::string address; // "unix" on the unix socket
};
// The next waiting connection, non-blocking. Its descriptor is -1 when none waits; `exhausted` when the system
// has no descriptors or memory left for it.
Visitor accept_from(const Descriptor& listening, bool& exhausted);

} // namespace crm::http

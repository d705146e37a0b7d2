#include "http/listen.hpp"

#include "base/error.hpp"
#include "http/network.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace crm::http {

namespace {

constexpr int waiting_line = 1024;

std::string why() {
    return std::string(" (") + std::strerror(errno) + ")";
}

sockaddr_un unix_address(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.sun_path)
        throw Error(Problem::invalid, "The path of the unix socket “" + path +
                                          "” is empty or longer than 107 bytes. Please "
                                          "choose a shorter one.");
    std::copy(path.begin(), path.end(), address.sun_path);
    return address;
}

using Found = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;
Found look_up(const std::string& address, int flags) {
    const auto [host, port] = split_address(address);
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int problem = getaddrinfo(host.empty() ? nullptr : host.c_str(), port.c_str(), &hints, &found);
    if (problem != 0)
        throw Error(Problem::invalid, "The address " + address + " cannot be found (" + gai_strerror(problem) +
                                          "). Please write it as 127.0.0.1:8080 or [::1]:8080.");
    return {found, freeaddrinfo};
}

// Removes a socket file that nobody answers on.
void remove_stale(const std::string& path, const sockaddr_un& address) {
    struct stat status {};
    if (lstat(path.c_str(), &status) != 0) return;
    if (!S_ISSOCK(status.st_mode))
        throw Error(Problem::invalid, "There is already a file " + path +
                                          " that is not a socket. Please move it away or "
                                          "choose another path for the unix socket.");
    const Descriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const bool refused = ::connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 &&
                         errno == ECONNREFUSED;
    if (!refused)
        throw Error(Problem::conflict, "Another server answers on the unix socket " + path +
                                           ". Please stop it first or choose another path.");
    ::unlink(path.c_str());
}

} // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        reset();
        fd_ = other.release();
    }
    return *this;
}

int Descriptor::release() {
    return std::exchange(fd_, -1);
}

void Descriptor::reset() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
}

HostAndPort split_address(const std::string& address) {
    const std::size_t colon = address.rfind(':');
    const std::string port = colon == std::string::npos ? std::string() : address.substr(colon + 1);
    const bool number = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
    if (number && std::stoi(port) > 65535)
        throw Error(Problem::invalid,
                    "The address " + address + " has a port above 65535. Please choose a smaller one.");
    if (!number)
        throw Error(Problem::invalid, "The address " + address +
                                          " has no port. Please write it as 127.0.0.1:8080 or "
                                          "[::1]:8080.");
    std::string host = address.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    return {std::move(host), port};
}

Descriptor listen_tcp(const std::string& address) {
    const Found found = look_up(address, AI_PASSIVE);
    const int yes = 1, no = 0;
    for (const addrinfo* one = found.get(); one; one = one->ai_next) {
        Descriptor socket(::socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        if (socket.get() < 0) continue;
        ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        if (one->ai_family == AF_INET6) ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
        if (::bind(socket.get(), one->ai_addr, one->ai_addrlen) == 0 && ::listen(socket.get(), waiting_line) == 0)
            return socket;
    }
    throw Error(Problem::conflict, "The server cannot listen on " + address + why() +
                                       ". Please choose another port or stop the program that uses it.");
}

int port_of(const Descriptor& socket) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
    if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
    return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

Descriptor listen_unix(const std::string& path) {
    const sockaddr_un address = unix_address(path);
    remove_stale(path, address);
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    // The mode set before bind is the file's from its first moment.
    if (socket.get() < 0 || ::fchmod(socket.get(), S_IRUSR | S_IWUSR) != 0 ||
        ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0 || ::listen(socket.get(), waiting_line) != 0)
        throw Error(Problem::conflict, "The unix socket " + path + " cannot be made" + why() +
                                           ". Please check that the folder exists and may be written.");
    return socket;
}

Descriptor connect_to(const std::string& address) {
    static constexpr std::string_view unix_prefix = "unix:";
    if (address.starts_with(unix_prefix)) {
        const sockaddr_un target = unix_address(address.substr(unix_prefix.size()));
        Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&target), sizeof target) == 0) return socket;
    } else {
        const Found found = look_up(address, 0);
        const int yes = 1;
        for (const addrinfo* one = found.get(); one; one = one->ai_next) {
            Descriptor socket(::socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
            if (::connect(socket.get(), one->ai_addr, one->ai_addrlen) != 0) continue;
            ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            return socket;
        }
    }
    throw Error(Problem::unavailable, "Nobody answers at " + address + why() + ". Please start the server first.");
}

Visitor accept_from(const Descriptor& listening, bool& exhausted) {
    for (;;) {
        sockaddr_storage from{};
        socklen_t size = sizeof from;
        Descriptor socket(
            ::accept4(listening.get(), reinterpret_cast<sockaddr*>(&from), &size, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (socket.get() < 0) {
            if (errno == EINTR || errno == ECONNABORTED || errno == EPROTO) continue; // that client has gone already
            exhausted = errno != EAGAIN;
            return {Descriptor(), {}};
        }
        if (from.ss_family == AF_UNIX) return {std::move(socket), "unix"};
        const int yes = 1;
        ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        Address address{};
        if (from.ss_family == AF_INET6) {
            std::memcpy(address.data(), &reinterpret_cast<const sockaddr_in6&>(from).sin6_addr, 16);
        } else {
            address[10] = address[11] = 0xff;
            std::memcpy(address.data() + 12, &reinterpret_cast<const sockaddr_in&>(from).sin_addr, 4);
        }
        return {std::move(socket), written(address)};
    }
}

} // namespace crm::http

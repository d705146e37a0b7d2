// Line: a connection to another server, plain or under TLS with its certificate verified, that ends at its deadline
// however slowly the other side sends.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "wire/outgoing.hpp"

namespace crm::wire {

class Line {
public:
    // The first of the places that answers. `deadline` on the steady clock, in microseconds. Throws Error(unavailable).
    Line(const std::vector<Outgoing::Place>& places, std::int64_t deadline);
    ~Line();
    // TLS 1.2 or newer with a certificate for `host` by an authority that the machine or `authorities` knows.
    void secure(const std::string& host, const std::string& authorities);
    void write(std::string_view octets);
    std::size_t read(char* into, std::size_t size); // 0 at the end

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace crm::wire

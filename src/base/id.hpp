// Id: 64 bits, 0 | 41 milliseconds since 2025-01-01Z | 10 bucket | 5 server | 7 counter. Time-ordered, and carries the
// bucket of the customer it belongs to. Never used again, never changed.
#pragma once
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace crm {

using Id = std::int64_t; // 0 is none

constexpr int buckets = 1024;
inline int bucket_of(Id id) {
    return static_cast<int>((id >> 12) & 1023);
}
Moment moment_of(Id id);                           // when it was made, to the millisecond
Id first_id_at(Moment at);                         // the smallest id of that millisecond
std::optional<Id> parse_id(std::string_view text); // decimal, positive, no sign, no leading zero

// FNV-1a 64; the bucket of a unique key is this modulo 1024, fixed for ever.
std::uint64_t fnv1a(std::string_view text, std::uint64_t seed = 14695981039346656037ull);

// Makes ids for one process; safe from several threads. When the counter of a millisecond is full it borrows the next
// one, at most a second ahead, then waits; it never goes back, not even when the clock does.
class IdMaker {
public:
    explicit IdMaker(int server = 0, Moment not_before = 0); // server 0 to 31
    Id make(int bucket);
    Id make(); // in a random bucket
    void start_after(Moment moment);
    void use_server(int server) { // 0 to 31, leased
        std::lock_guard lock(mutex_);
        server_ = server;
    }

private:
    std::mutex mutex_;
    int server_;
    std::int64_t millisecond_ = 0;
    int counter_ = 0;
    std::int64_t clock_ahead_ms_ = INT64_MIN; // of the steady clock
    std::uint64_t random_;
};

} // namespace crm

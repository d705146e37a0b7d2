#include "base/id.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <random>
#include <thread>

#include "base/error.hpp"

namespace crm {

namespace {

constexpr std::int64_t epoch_ms = 1'735'689'600'000; // 2025-01-01T00:00:00Z
constexpr int counters = 128;
constexpr std::int64_t may_run_ahead_ms = 1000;

std::int64_t millisecond_of(Moment at) {
    std::int64_t since_1970 = at / 1000 - (at % 1000 < 0);
    return since_1970 - epoch_ms;
}

} // namespace

Moment moment_of(Id id) {
    return ((id >> 22) + epoch_ms) * 1000;
}

Id first_id_at(Moment at) {
    constexpr std::int64_t last = (std::int64_t{1} << 41) - 1;
    return std::clamp(millisecond_of(at), std::int64_t{0}, last) << 22;
}

std::optional<Id> parse_id(std::string_view text) {
    if (text.empty() || text[0] < '1' || text[0] > '9') return std::nullopt;
    Id id = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return id;
}

std::uint64_t fnv1a(std::string_view text, std::uint64_t seed) {
    for (unsigned char octet : text) seed = (seed ^ octet) * 1099511628211ull;
    return seed;
}

IdMaker::IdMaker(int server, Moment not_before) : server_(server) {
    require(server >= 0 && server < 32, "a server number is 0 to 31");
    std::random_device device;
    random_ = (std::uint64_t{device()} << 32) ^ device() ^ 0x9e3779b97f4a7c15ull;
    if (not_before > 0) start_after(not_before - 1000);
}

void IdMaker::start_after(Moment moment) {
    std::lock_guard lock(mutex_);
    auto next = millisecond_of(moment) + 1;
    if (next <= millisecond_) return;
    millisecond_ = next;
    counter_ = 0;
    clock_ahead_ms_ = std::max(clock_ahead_ms_, next - steady_us() / 1000);
}

Id IdMaker::make(int bucket) {
    require(bucket >= 0 && bucket < buckets, "a bucket is 0 to 1023");
    std::lock_guard lock(mutex_);
    while (true) {
        // The steady clock, set to the farthest the machine's clock has been: it cannot go back, nor stand still when
        // the machine's clock was set back by an hour.
        // The machine's clock is read first: a thread held up between the two must not seem to see a leap forward.
        auto clock_ms = millisecond_of(now());
        auto steady_ms = steady_us() / 1000;
        clock_ahead_ms_ = std::max(clock_ahead_ms_, clock_ms - steady_ms);
        auto present = steady_ms + clock_ahead_ms_;
        if (present > millisecond_) {
            millisecond_ = present;
            counter_ = 0;
        } else if (counter_ == counters) {
            if (millisecond_ - present >= may_run_ahead_ms) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
                continue;
            }
            ++millisecond_;
            counter_ = 0;
        }
        return millisecond_ << 22 | std::int64_t{bucket} << 12 | std::int64_t{server_} << 7 | counter_++;
    }
}

Id IdMaker::make() {
    std::uint64_t mixed;
    {
        std::lock_guard lock(mutex_);
        mixed = random_ += 0x9e3779b97f4a7c15ull; // splitmix64
    }
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ull;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebull;
    return make(static_cast<int>((mixed ^ (mixed >> 31)) & (buckets - 1)));
}

} // namespace crm

#include "base/id.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <thread>
#include <vector>

#include "base/error.hpp"

namespace crm {
namespace {

TEST(Id, carries_its_moment_bucket_and_server) {
    auto before = now() / 1000 * 1000;
    IdMaker maker(7);
    auto id = maker.make(345);
    EXPECT_GT(id, 0);
    EXPECT_EQ(bucket_of(id), 345);
    EXPECT_EQ(id >> 7 & 31, 7);
    EXPECT_GE(moment_of(id), before);
    EXPECT_LE(moment_of(id), now());
}

TEST(Id, the_first_of_a_millisecond_is_the_smallest) {
    auto moment = parse_moment("2026-11-21T10:15:00.123456Z").value();
    auto first = first_id_at(moment);
    EXPECT_EQ(format_moment(moment_of(first)), "2026-11-21T10:15:00.123000Z");
    EXPECT_LT(moment_of(first - 1), moment_of(first));
    EXPECT_EQ(first_id_at(parse_moment("2025-01-01T00:00:00Z").value()), 0);
    EXPECT_EQ(first_id_at(0), 0);
}

TEST(Id, is_parsed_strictly) {
    EXPECT_EQ(parse_id("1"), 1);
    EXPECT_EQ(parse_id("9223372036854775807"), 9223372036854775807);
    for (auto text : {"", "0", "01", "-1", "+1", " 1", "1 ", "1.0", "1e3", "9223372036854775808", "a", "0x1"})
        EXPECT_FALSE(parse_id(text)) << text;
}

TEST(Id, what_is_written_parses_back) {
    EXPECT_TRUE(rc::check([] {
        auto id = *rc::gen::inRange<Id>(1, INT64_MAX);
        RC_ASSERT(parse_id(std::to_string(id)) == id);
    }));
}

TEST(Fnv1a, has_its_published_values) {
    EXPECT_EQ(fnv1a(""), 0xcbf29ce484222325ull);
    EXPECT_EQ(fnv1a("a"), 0xaf63dc4c8601ec8cull);
    EXPECT_EQ(fnv1a("foobar"), 0x85944171f73967e8ull);
    EXPECT_EQ(fnv1a("bar", fnv1a("foo")), fnv1a("foobar"));
}

TEST(IdMaker, ids_of_one_bucket_always_grow) {
    IdMaker maker;
    Id last = 0;
    for (int i = 0; i < 5000; ++i) {
        auto id = maker.make(12);
        ASSERT_GT(id, last);
        last = id;
    }
}

TEST(IdMaker, milliseconds_never_go_back_whatever_the_buckets) {
    EXPECT_TRUE(rc::check([](const std::vector<std::uint16_t>& wanted) {
        IdMaker maker(3);
        Moment last = 0;
        for (auto bucket : wanted) {
            auto id = maker.make(bucket % buckets);
            RC_ASSERT(bucket_of(id) == bucket % buckets);
            RC_ASSERT(moment_of(id) >= last);
            last = moment_of(id);
        }
    }));
}

TEST(IdMaker, several_threads_never_get_the_same_id) {
    IdMaker maker;
    std::vector<std::vector<Id>> made(4);
    std::vector<std::thread> threads;
    for (auto& ids : made)
        threads.emplace_back([&] {
            for (int i = 0; i < 5000; ++i) ids.push_back(maker.make());
        });
    for (auto& thread : threads) thread.join();
    std::set<Id> all;
    for (auto& ids : made) all.insert(ids.begin(), ids.end());
    EXPECT_EQ(all.size(), 20000u);
}

TEST(IdMaker, runs_at_most_a_second_ahead_of_the_clock) {
    IdMaker maker;
    Id last = 0;
    for (int i = 0; i < 200000; ++i) last = maker.make(0); // 1563 milliseconds of ids, so it has to wait
    EXPECT_LE(moment_of(last), now() + 1002 * 1000);       // both clocks are rounded down
}

TEST(IdMaker, starts_after_what_was_made_before_even_when_the_clock_was_set_back) {
    auto ahead = now() + 3600 * second;
    IdMaker maker(0, ahead);
    auto first = maker.make(0);
    EXPECT_GE(moment_of(first), ahead / 1000 * 1000);
    EXPECT_LE(moment_of(first), ahead + 1000 * 1000);
    Id last = first;
    for (int i = 0; i < 1000; ++i) { // and does not wait an hour for the clock
        auto id = maker.make(0);
        ASSERT_GT(id, last);
        last = id;
    }
    maker.start_after(ahead + hour);
    EXPECT_GT(moment_of(maker.make(0)), ahead + hour);
    maker.start_after(0); // never back
    EXPECT_GT(moment_of(maker.make(0)), ahead + hour);
}

TEST(IdMaker, random_buckets_spread_over_all) {
    IdMaker maker;
    std::vector<int> count(buckets);
    for (int i = 0; i < 50 * buckets; ++i) ++count[bucket_of(maker.make())];
    EXPECT_GT(*std::min_element(count.begin(), count.end()), 10);
    EXPECT_LT(*std::max_element(count.begin(), count.end()), 110);
}

TEST(IdMaker, a_bucket_or_server_that_does_not_exist_is_a_defect) {
    EXPECT_THROW(IdMaker(32), Error);
    EXPECT_THROW(IdMaker(-1), Error);
    IdMaker maker;
    EXPECT_THROW(maker.make(1024), Error);
    EXPECT_THROW(maker.make(-1), Error);
}

} // namespace
} // namespace crm

#include "base/error.hpp"
#include "http/network.hpp"
#include "http/server.hpp"

#include <gtest/gtest.h>

using namespace crm::http;

namespace {

Request behind(const std::string& peer, std::vector<Header> headers, const std::vector<Network>& trusted) {
    Request request{.headers = std::move(headers), .address = peer};
    believe_proxies(request, trusted);
    return request;
}

} // namespace

TEST(Network, holds_the_addresses_with_its_prefix) {
    const auto holds = [](const char* network, const char* address) {
        return read_network(network).contains(*read_address(address));
    };
    EXPECT_TRUE(holds("10.0.0.0/8", "10.255.1.2"));
    EXPECT_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
    EXPECT_TRUE(holds("192.168.4.0/22", "192.168.7.255"));
    EXPECT_FALSE(holds("192.168.4.0/22", "192.168.8.0"));
    EXPECT_TRUE(holds("192.0.2.1", "::ffff:192.0.2.1"));
    EXPECT_FALSE(holds("192.0.2.1", "192.0.2.2"));
    EXPECT_TRUE(holds("0.0.0.0/0", "203.0.113.9"));
    EXPECT_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
    EXPECT_TRUE(holds("2001:db8::/33", "2001:db8:7fff::1"));
    EXPECT_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
}

TEST(Network, is_refused_with_a_sentence_when_it_is_none) {
    for (const char* text : {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0/8",
                             "2001:db8::/129", "example.org", "10.0.0.1:80/8", "[::1]/128"})
        EXPECT_THROW(read_network(text), crm::Error) << text;
}

TEST(Network, an_address_may_come_with_a_port) {
    EXPECT_EQ(written(*read_address("192.0.2.1:4711")), "192.0.2.1");
    EXPECT_EQ(written(*read_address("[2001:db8::1]:4711")), "2001:db8::1");
    EXPECT_EQ(written(*read_address("::ffff:192.0.2.1")), "192.0.2.1");
    EXPECT_FALSE(read_address("unknown"));
}

TEST(TrustedProxies, are_believed_up_to_the_right_most_stranger) {
    const std::vector<Network> trusted{read_network("10.0.0.0/8"), read_network("::1")};
    EXPECT_EQ(behind("10.0.0.1", {{"x-forwarded-for", "198.51.100.1, 203.0.113.5, 10.0.0.2"}}, trusted).address,
              "203.0.113.5");
    EXPECT_EQ(behind("::1", {{"x-forwarded-for", "203.0.113.5"}}, trusted).address, "203.0.113.5");
    EXPECT_EQ(
        behind("10.0.0.1", {{"x-forwarded-for", "203.0.113.5"}, {"x-forwarded-for", "203.0.113.6, 10.0.0.3"}}, trusted)
            .address,
        "203.0.113.6");
    EXPECT_EQ(behind("10.0.0.1", {{"x-forwarded-for", "203.0.113.5, unknown, 10.0.0.2"}}, trusted).address, "10.0.0.2");
    EXPECT_EQ(behind("10.0.0.1", {{"x-forwarded-for", "10.0.0.9"}}, trusted).address, "10.0.0.9");
    EXPECT_EQ(behind("10.0.0.1", {}, trusted).address, "10.0.0.1");
    EXPECT_TRUE(behind("10.0.0.1", {{"x-forwarded-proto", "HTTPS"}}, trusted).secure);
    EXPECT_FALSE(behind("10.0.0.1", {{"x-forwarded-proto", "https, http"}}, trusted).secure);
}

TEST(TrustedProxies, nobody_else_is_believed) {
    const std::vector<Network> trusted{read_network("10.0.0.0/8")};
    const std::vector<Header> headers{{"x-forwarded-for", "203.0.113.5"}, {"x-forwarded-proto", "https"}};
    for (const char* peer : {"192.0.2.1", "unix", "::1"}) {
        const Request request = behind(peer, headers, trusted);
        EXPECT_EQ(request.address, peer);
        EXPECT_FALSE(request.secure);
    }
    EXPECT_EQ(behind("10.0.0.1", headers, {}).address, "10.0.0.1");
}

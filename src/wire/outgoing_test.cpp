#include "wire/outgoing.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <cstring>

#include "base/error.hpp"

using namespace crm;
using namespace crm::wire;

namespace {

Octets octets(const char* text) {
    Octets out{};
    in_addr four{};
    if (::inet_pton(AF_INET, text, &four) == 1) {
        out[10] = out[11] = 0xff;
        std::memcpy(out.data() + 12, &four, 4);
    } else {
        EXPECT_EQ(::inet_pton(AF_INET6, text, out.data()), 1) << text;
    }
    return out;
}

} // namespace

TEST(Outgoing, refuses_addresses_of_this_machine_and_of_private_networks) {
    const Outgoing outgoing;
    for (const char* closed : {"127.0.0.1",
                               "127.9.9.9",
                               "0.0.0.0",
                               "10.0.0.1",
                               "172.16.0.1",
                               "172.31.255.255",
                               "192.168.1.1",
                               "169.254.169.254",
                               "100.64.0.1",
                               "198.18.0.1",
                               "224.0.0.1",
                               "255.255.255.255",
                               "::1",
                               "::",
                               "::127.0.0.1",
                               "fe80::1",
                               "fc00::1",
                               "fd12:3456::1",
                               "ff02::1",
                               "64:ff9b::7f00:1",
                               "2002:7f00:1::",
                               "::ffff:127.0.0.1",
                               "::ffff:10.0.0.1",
                               "fec0::1"})
        EXPECT_FALSE(outgoing.may_call(octets(closed))) << closed;
    for (const char* open :
         {"8.8.8.8", "172.32.0.1", "172.15.255.255", "193.168.1.1", "2a00:1450:4001::1", "::ffff:8.8.8.8"})
        EXPECT_TRUE(outgoing.may_call(octets(open))) << open;
}

TEST(Outgoing, calls_what_the_configuration_allows) {
    const Outgoing outgoing({"10.1.0.0/16", "::1", "192.168.7.9"});
    EXPECT_TRUE(outgoing.may_call(octets("10.1.255.1")));
    EXPECT_FALSE(outgoing.may_call(octets("10.2.0.1")));
    EXPECT_TRUE(outgoing.may_call(octets("::1")));
    EXPECT_TRUE(outgoing.may_call(octets("192.168.7.9")));
    EXPECT_FALSE(outgoing.may_call(octets("192.168.7.8")));
    for (const char* wrong : {"", "10.1.0.0/33", "10.1.0.0/", "example.com", "10.1.0.0/-1", "::/129"})
        EXPECT_THROW(Outgoing({wrong}), Error) << wrong;
}

TEST(Outgoing, looks_at_where_a_name_leads_and_not_at_the_name) {
    EXPECT_THROW(Outgoing().resolve("localhost", "80"), Error);
    EXPECT_THROW(Outgoing().resolve("127.1", "80"), Error);
    EXPECT_THROW(Outgoing().resolve("0x7f000001", "80"), Error);
    EXPECT_THROW(Outgoing().resolve("2130706433", "80"), Error);
    EXPECT_FALSE(Outgoing({"127.0.0.0/8", "::1"}).resolve("localhost", "80").empty());
    EXPECT_THROW(Outgoing().resolve("no such name", "80"), Error);
}

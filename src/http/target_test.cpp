#include "http/server.hpp"
#include "http/target.hpp"

#include <gtest/gtest.h>

using namespace crm::http;

namespace {

Request reads(std::string target) {
    Request request{.method = "GET", .target = std::move(target)};
    EXPECT_EQ(read_target(request), "") << request.target;
    return request;
}

} // namespace

TEST(Target, is_decoded_but_an_encoded_slash_separates_nothing) {
    EXPECT_EQ(reads("/a%20b+c/%2f%2Fd").path, "/a b+c/%2F%2Fd");
    EXPECT_EQ(reads("/%D0%83%D0%BE%D1%80%D1%93%D0%B8").path, "/Ѓорѓи");
    EXPECT_EQ(reads("/Ѓорѓи").path, "/Ѓорѓи");
    EXPECT_EQ(reads("/a..b/.well-known/...").path, "/a..b/.well-known/...");
}

TEST(Target, has_its_arguments_in_order) {
    const Request request = reads("/x?a=1&b=%C5%82+%2B&&a=2&c&=d&e=f=g");
    const std::vector<Header> expected{{"a", "1"}, {"b", "ł +"}, {"a", "2"}, {"c", ""}, {"", "d"}, {"e", "f=g"}};
    EXPECT_EQ(request.query, expected);
    EXPECT_EQ(*request.argument("a"), "1");
    EXPECT_EQ(request.argument("z"), nullptr);
}

TEST(Target, is_refused_when_it_cannot_be_read_in_one_way) {
    for (const char* target :
         {"",        "x",        "*",        "//..",     "/..",  "/a/../b",  "/a/.",           "/%2e%2e/etc", "/.%2E/",
          "/a%",     "/a%2",     "/a%zz",    "/a%00b",   "/%ff", "/%c0%af",  "/%ed%a0%80",     "/\xff",       "/a?b=%",
          "/a?b=%0", "/a?%zz=1", "/a?b=%00", "/a?b=%ff", "/a#b", "ftp://x/", "example.org:443"}) {
        Request request{.method = "GET", .target = target};
        EXPECT_NE(read_target(request), "") << target;
    }
}

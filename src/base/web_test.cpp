#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/identifiers.hpp"

namespace crm {
namespace {

TEST(Email, is_trimmed_and_its_domain_in_lower_case) {
    EXPECT_EQ(read_email("  Anna.Nowak@Example.COM "), "anna.nowak@example.com");
    EXPECT_EQ(read_email("a@b.pl"), "a@b.pl");
    EXPECT_EQ(read_email("o'brien+news@mail.example.co.uk"), "o'brien+news@mail.example.co.uk");
    EXPECT_EQ(read_email("Ана@Пример.мк"), "ана@пример.мк");
    EXPECT_EQ(read_email("\u00a0x@żółw.pl"), "x@żółw.pl");
}

TEST(Email, what_is_no_address_is_refused) {
    for (auto text : {"",
                      "@",
                      "anna",
                      "anna@",
                      "@example.com",
                      "anna@example",
                      "anna nowak@example.com",
                      "anna@exa mple.com",
                      "a..b@example.com",
                      ".a@example.com",
                      "a.@example.com",
                      "a@-x.com",
                      "a@x-.com",
                      "a@x..com",
                      "a@x.com.",
                      "a@1.2.3.4",
                      "a@[1.2.3.4]",
                      "a,b@example.com",
                      "a@b@example.com",
                      "<a@example.com>",
                      "mailto:a@example.com",
                      "a@example.com\nBcc: b@example.com",
                      "a@exa_mple.com",
                      "a@example.com, b@example.com",
                      "a\u00a0b@example.com",
                      "\xff@example.com"})
        EXPECT_FALSE(read_email(text)) << text;
    EXPECT_FALSE(read_email(std::string(65, 'a') + "@example.com"));
    EXPECT_TRUE(read_email(std::string(64, 'a') + "@example.com"));
    EXPECT_FALSE(read_email("a@" + std::string(64, 'b') + ".com"));
    std::string longest = "a@";
    for (int i = 0; i < 64; ++i) longest += "bcd.";
    EXPECT_FALSE(read_email(longest + "com"));
}

TEST(Url, gets_a_scheme_where_there_is_none) {
    EXPECT_EQ(read_url("example.com"), "https://example.com");
    EXPECT_EQ(read_url(" WWW.Example.COM/Path?Q=1#F "), "https://www.example.com/Path?Q=1#F");
    EXPECT_EQ(read_url("HTTP://example.com:8080/x"), "http://example.com:8080/x");
    EXPECT_EQ(read_url("example.com:8080/x"), "https://example.com:8080/x");
    EXPECT_EQ(read_url("https://пример.мк/страница"), "https://пример.мк/страница");
    EXPECT_EQ(read_url("http://intranet/"), "http://intranet/");
    EXPECT_EQ(read_url("http://192.168.1.10/"), "http://192.168.1.10/");
    EXPECT_EQ(read_url("http://[2001:db8::1]:80/a"), "http://[2001:db8::1]:80/a");
    EXPECT_EQ(read_url("example.com/a@b:c"), "https://example.com/a@b:c");
    EXPECT_EQ(read_url("example.com/\"<x>{1}|"), "https://example.com/%22%3Cx%3E%7B1%7D%7C");
}

TEST(Url, what_is_no_web_address_is_refused) {
    for (auto text : {"",
                      "example",
                      "javascript:alert(1)",
                      "JavaScript://example.com/%0aalert(1)",
                      "mailto:a@example.com",
                      "ftp://example.com",
                      "data:text/html,x",
                      "https:example.com",
                      "https://",
                      "https:///path",
                      "http://user:secret@example.com",
                      "user@example.com",
                      "exa mple.com",
                      "example.com/a b",
                      "http://example.com:99999/",
                      "http://example.com:/",
                      "http://exa_mple.com\\x",
                      "//example.com",
                      "http://-x.com",
                      "http://1.2.3.4.5/",
                      "http://256.1.1.1/",
                      "1.2.3.4",
                      "example.com\nx",
                      "http://[zz]/",
                      "\xff.com"})
        EXPECT_FALSE(read_url(text)) << text;
}

TEST(Url, what_was_read_reads_the_same_again) {
    EXPECT_TRUE(rc::check([] {
        auto piece = rc::gen::elementOf(std::vector<std::string>{"http", "https", ":", "/", "//", "a", "example.com",
                                                                 ".", "ж", "?", "#", "@", "<", "8", "[", "]", "-"});
        std::string text;
        for (auto& each : *rc::gen::container<std::vector<std::string>>(piece)) text += each;
        if (auto url = read_url(text)) {
            RC_ASSERT(read_url(*url) == url);
            RC_ASSERT(url->starts_with("http://") || url->starts_with("https://"));
        }
        if (auto email = read_email(text)) RC_ASSERT(read_email(*email) == email);
    }));
}

} // namespace
} // namespace crm

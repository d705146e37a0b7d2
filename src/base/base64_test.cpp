#include "base/base64.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/base64url.hpp"
#include "base/digest.hpp"

using namespace crm;

TEST(Base64, is_as_the_standard_shows_it) {
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(from_base64("Zm8="), "fo");
}

TEST(Base64, of_a_digest_stands_in_an_address_as_the_ministry_shows_it) {
    EXPECT_EQ(base64url(sha256("abc")), "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
}

TEST(Base64, refuses_what_is_none) {
    for (const char* wrong : {"Z", "Zg", "Zg=", "Zh==", "Zm9v!mFy", "====", "Zg==Zg=="})
        EXPECT_FALSE(from_base64(wrong)) << wrong;
}

RC_GTEST_PROP(Base64, gives_back_what_went_in, (const std::string& octets)) {
    RC_ASSERT(from_base64(base64(octets)) == octets);
}

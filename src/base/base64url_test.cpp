#include "base/base64url.hpp"

#include <gtest/gtest.h>

using namespace crm;

TEST(Base64url, octets_become_letters_and_come_back) {
    EXPECT_EQ(base64url(""), "");
    EXPECT_EQ(base64url("f"), "Zg");
    EXPECT_EQ(base64url("fo"), "Zm8");
    EXPECT_EQ(base64url("foo"), "Zm9v");
    EXPECT_EQ(base64url("\xfb\xff\xfe"), "-__-");
    std::string all;
    for (int i = 0; i < 300; ++i) {
        EXPECT_EQ(from_base64url(base64url(all)), all);
        all += static_cast<char>(i);
    }
}

TEST(Base64url, what_is_none_is_refused) {
    EXPECT_EQ(from_base64url("Zg=="), "f");
    for (const char* wrong : {"Z", "Zm9vY", "Zm 9", "+/+/", "Zh", "Zm9=v"})
        EXPECT_FALSE(from_base64url(wrong)) << wrong;
}

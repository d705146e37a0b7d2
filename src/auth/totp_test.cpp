#include "auth/totp.hpp"

#include <gtest/gtest.h>

namespace crm {

namespace {

constexpr std::string_view rfc_secret = "12345678901234567890";

Moment at_second(std::int64_t seconds) {
    return seconds * second;
}

} // namespace

TEST(Totp, makes_the_codes_of_rfc_6238) {
    const std::pair<std::int64_t, const char*> vectors[] = {{59, "94287082"},         {1111111109, "07081804"},
                                                            {1111111111, "14050471"}, {1234567890, "89005924"},
                                                            {2000000000, "69279037"}, {20000000000, "65353130"}};
    for (const auto& [seconds, code] : vectors)
        EXPECT_EQ(code_at(rfc_secret, code_step(at_second(seconds)), 8), code) << seconds;
}

TEST(Totp, makes_the_codes_of_rfc_4226) {
    const char* codes[] = {"755224", "287082", "359152", "969429", "338314",
                           "254676", "287922", "162583", "399871", "520489"};
    for (std::int64_t step = 0; step < 10; ++step) EXPECT_EQ(code_at(rfc_secret, step), codes[step]) << step;
}

TEST(Totp, writes_base32_as_rfc_4648) {
    const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                           {"f", "MY"},
                                                           {"fo", "MZXQ"},
                                                           {"foo", "MZXW6"},
                                                           {"foob", "MZXW6YQ"},
                                                           {"fooba", "MZXW6YTB"},
                                                           {"foobar", "MZXW6YTBOI"}};
    for (const auto& [octets, text] : vectors) EXPECT_EQ(base32(octets), text);
}

TEST(Totp, takes_the_code_before_and_the_one_after_and_no_other) {
    const Moment at = at_second(1'700'000'010);
    const std::int64_t step = code_step(at);
    for (std::int64_t other : {step - 1, step, step + 1})
        EXPECT_EQ(step_of_code(rfc_secret, code_at(rfc_secret, other), at), other);
    for (std::int64_t other : {step - 3, step - 2, step + 2, step + 3})
        EXPECT_EQ(step_of_code(rfc_secret, code_at(rfc_secret, other), at), 0);
    const std::string code = code_at(rfc_secret, step);
    EXPECT_EQ(step_of_code(rfc_secret, " " + code.substr(0, 3) + " " + code.substr(3), at), step);
    for (const char* nonsense : {"", "12345", "1234567", "abcdef", "\xff\xff\xff\xff\xff\xff"})
        EXPECT_EQ(step_of_code(rfc_secret, nonsense, at), 0);
}

TEST(Totp, tells_an_app_the_secret_by_an_address) {
    EXPECT_EQ(code_address("Aurora Trade", "eva@example.com", "foobar"),
              "otpauth://totp/Aurora%20Trade:eva@example.com?secret=MZXW6YTBOI&issuer=Aurora%20Trade&algorithm=SHA1&"
              "digits=6&period=30");
    EXPECT_NE(make_code_secret(), make_code_secret());
    EXPECT_EQ(make_code_secret().size(), 20u);
}

} // namespace crm

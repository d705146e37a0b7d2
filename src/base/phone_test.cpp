#include <gtest/gtest.h>
#include <phonenumbers/phonenumberutil.h>
#include <rapidcheck.h>

#include <thread>

#include "base/identifiers.hpp"

namespace crm {
namespace {

std::string e164(std::string_view text, std::string_view country) {
    auto phone = read_phone(text, country);
    return phone.valid ? phone.normal : "";
}

TEST(Phone, polish_numbers_are_read_as_people_write_them) {
    for (auto text : {"501 234 567", "501-234-567", "+48 501 234 567", "0048501234567", "(+48) 501.234.567",
                      "501\u00a0234\u00a0567"})
        EXPECT_EQ(e164(text, "PL"), "+48501234567") << text;
    EXPECT_EQ(e164("22 123 45 67", "PL"), "+48221234567");
    auto phone = read_phone("+48501234567", "MK");
    EXPECT_EQ(phone.national, "501 234 567");
    EXPECT_EQ(phone.country, "PL");
    EXPECT_EQ(read_phone("+48221234567", "PL").national, "22 123 45 67");
}

TEST(Phone, macedonian_numbers_lose_their_trunk_zero) {
    EXPECT_EQ(e164("02 3123 456", "MK"), "+38923123456");
    EXPECT_EQ(e164("070 123 456", "MK"), "+38970123456");
    EXPECT_EQ(e164("070/123-456", "MK"), "+38970123456");
    EXPECT_EQ(e164("+389 70 123 456", "PL"), "+38970123456");
    EXPECT_EQ(e164("+389 0 70 123 456", "MK"), "+38970123456"); // the zero is one too many, and dropped
    EXPECT_EQ(read_phone("070 123 456", "MK").country, "MK");
}

TEST(Phone, a_number_that_cannot_be_is_kept_as_typed) {
    for (auto text : {"12345", "+48 50123456", "brak", "", "000", "5012345678901234567890"}) {
        auto phone = read_phone(text, "PL");
        EXPECT_FALSE(phone.valid) << text;
        EXPECT_EQ(phone.national, text);
        EXPECT_EQ(phone.country, "");
    }
    EXPECT_EQ(read_phone(" +48 50123456 ", "PL").normal, "4850123456");
    EXPECT_EQ(read_phone("brak", "PL").normal, "");
}

TEST(Phone, without_a_country_only_international_numbers_are_known) {
    EXPECT_EQ(e164("+48 501 234 567", ""), "+48501234567");
    EXPECT_EQ(e164("0048 501 234 567", ""), "+48501234567");
    EXPECT_EQ(e164("501 234 567", ""), "");
    EXPECT_EQ(e164("501 234 567", "nowhere"), "");
    EXPECT_EQ(read_phone("+80012345678", "").country, "");
}

TEST(Phone, what_was_read_reads_the_same_again) {
    EXPECT_TRUE(rc::check([] {
        auto country = *rc::gen::elementOf(std::vector<std::string>{"PL", "MK", "DE", "GB"});
        auto text = std::to_string(*rc::gen::inRange<std::int64_t>(1'000'000, 999'999'999'999));
        auto phone = read_phone(text, country);
        RC_PRE(phone.valid);
        auto again = read_phone(phone.normal, "");
        RC_ASSERT(again.valid);
        RC_ASSERT(again.normal == phone.normal);
        RC_ASSERT(again.national == phone.national);
    }));
}

TEST(Phone, the_short_way_for_poland_and_macedonia_answers_as_the_library_does) {
    using i18n::phonenumbers::PhoneNumber;
    using i18n::phonenumbers::PhoneNumberUtil;
    auto& library = *PhoneNumberUtil::GetInstance();
    int valid = 0;
    EXPECT_TRUE(rc::check([&] {
        auto first = std::to_string(*rc::gen::inRange(10000, 100000));
        for (int i = 0; i < 20; ++i) { // those that begin alike are learnt from each other
            bool polish = *rc::gen::arbitrary<bool>();
            auto begin = i % 2 ? first : std::to_string(*rc::gen::inRange(10000, 100000));
            auto rest = std::to_string(*rc::gen::inRange(polish ? 1000 : 100, polish ? 10000 : 1000));
            auto text = (polish ? "+48" : "+389") + begin + rest;
            auto phone = read_phone(text, "DE");
            PhoneNumber number;
            bool expected = library.Parse(text, "DE", &number) == PhoneNumberUtil::NO_PARSING_ERROR &&
                            library.IsValidNumber(number);
            RC_ASSERT(phone.valid == expected);
            if (!expected) continue;
            ++valid;
            std::string national;
            library.Format(number, PhoneNumberUtil::NATIONAL, &national);
            RC_ASSERT(phone.normal == text);
            RC_ASSERT(phone.national == national);
            RC_ASSERT(phone.country == (polish ? "PL" : "MK"));
        }
    }));
    EXPECT_GT(valid, 100);
}

TEST(Phone, any_octets_are_answered_without_a_word_on_the_screen) {
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    bool fine = true;
    try {
        for (std::string text :
             {"\xff\xfe 123", "+++", "123\n456", "tel:+48501234567;ext=5", "1800FLOWERS", "++48501234567"})
            read_phone(text, "PL");
        read_phone("123", "\xff");
    } catch (...) {
        fine = false;
    }
    EXPECT_EQ(testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr(), "");
    EXPECT_TRUE(fine);
}

TEST(Phone, may_be_read_by_several_threads) {
    std::vector<int> wrong(4);
    std::vector<std::thread> threads;
    for (auto& count : wrong)
        threads.emplace_back([&] {
            for (int i = 0; i < 200; ++i) count += e164("070/123-456", "MK") != "+38970123456";
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, std::vector<int>(4));
}

} // namespace
} // namespace crm

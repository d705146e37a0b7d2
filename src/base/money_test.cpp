#include "base/money.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace crm {
namespace {

TEST(Currency, has_the_decimals_of_iso_4217) {
    for (auto code : {"EUR", "PLN", "MKD", "USD", "HUF", "RSD"}) EXPECT_EQ(currency_digits(code), 2) << code;
    for (auto code : {"JPY", "KRW", "ISK"}) EXPECT_EQ(currency_digits(code), 0) << code;
    EXPECT_EQ(currency_digits("KWD"), 3);
    EXPECT_EQ(currency_digits("CLF"), 4);
    for (auto code : {"", "EU", "EURO", "eur", "XXX", "ABC", " EU", "UR "}) EXPECT_FALSE(currency_digits(code)) << code;
}

TEST(ParseDecimal, is_exact) {
    EXPECT_EQ(parse_decimal("-1234.5", 2), -123450);
    EXPECT_EQ(parse_decimal("0.01", 2), 1);
    EXPECT_EQ(parse_decimal("12", 0), 12);
    EXPECT_EQ(parse_decimal("12.000", 0), 12);
    EXPECT_EQ(parse_decimal("12.3400", 2), 1234);
    EXPECT_EQ(parse_decimal("92233720368547758.07", 2), INT64_MAX);
    EXPECT_EQ(parse_decimal("-92233720368547758.08", 2), INT64_MIN);
    EXPECT_EQ(parse_decimal("-0", 2), 0);
}

TEST(ParseDecimal, refuses_what_is_no_plain_decimal_or_does_not_fit) {
    for (auto text : {"", "-", ".", "5.", ".5", "+5", "1,5", "1 000", "1e3", "0x1", "1.2.3", "--1", "12.345", "١"})
        EXPECT_FALSE(parse_decimal(text, 2)) << text;
    EXPECT_FALSE(parse_decimal("92233720368547758.08", 2));
    EXPECT_FALSE(parse_decimal("-92233720368547758.09", 2));
    EXPECT_FALSE(parse_decimal("99999999999999999999", 0));
}

TEST(FormatDecimal, always_writes_all_decimals) {
    EXPECT_EQ(format_decimal(123450, 2), "1234.50");
    EXPECT_EQ(format_decimal(5, 2), "0.05");
    EXPECT_EQ(format_decimal(-5, 3), "-0.005");
    EXPECT_EQ(format_decimal(0, 2), "0.00");
    EXPECT_EQ(format_decimal(-7, 0), "-7");
    EXPECT_EQ(format_decimal(INT64_MIN, 2), "-92233720368547758.08");
    EXPECT_EQ(format_amount({123450, "PLN"}), "1234.50");
    EXPECT_EQ(format_amount({1234, "JPY"}), "1234");
    EXPECT_EQ(format_amount({1234, "KWD"}), "1.234");
}

TEST(FormatDecimal, what_is_written_parses_back) {
    EXPECT_TRUE(rc::check([](std::int64_t value) {
        int digits = *rc::gen::inRange(0, 10);
        RC_ASSERT(parse_decimal(format_decimal(value, digits), digits) == value);
    }));
}

TEST(ReadDecimal, reads_what_people_and_files_write) {
    struct Case {
        const char* text;
        std::int64_t value;
    };
    for (auto [text, value] : std::initializer_list<Case>{{"1 234,50", 123450},
                                                          {"1234,50", 123450},
                                                          {"1.234,50", 123450},
                                                          {"1234.50", 123450},
                                                          {"1,234.50", 123450},
                                                          {"1\u00a0234,50", 123450},
                                                          {"1\u202f234,50 zł", 123450},
                                                          {"1'234.50", 123450},
                                                          {"1\u2019234.50", 123450},
                                                          {"1 234,50 zł", 123450},
                                                          {"$1,100.04", 110004},
                                                          {"1.234,50 ден.", 123450},
                                                          {"1100.04", 110004},
                                                          {"550", 55000},
                                                          {"-12", -1200},
                                                          {"(12.00)", -1200},
                                                          {"12.00-", -1200},
                                                          {"\u22125,5", -550},
                                                          {"+7", 700},
                                                          {"1.234.567", 123456700},
                                                          {"1,234,567.8", 123456780},
                                                          {"1 234 567,89", 123456789},
                                                          {"PLN 12", 1200},
                                                          {"12 EUR", 1200},
                                                          {"€12,5", 1250},
                                                          {"12 МКД", 1200},
                                                          {"-$5", -500},
                                                          {"$-5", -500},
                                                          {"(5 zł)", -500},
                                                          {"($5)", -500},
                                                          {"0.500", 50},
                                                          {"1234.500", 123450},
                                                          {" 12,3 ", 1230},
                                                          {"1.234,000", 123400},
                                                          {"12 ден", 1200},
                                                          {"100 pln", 10000},
                                                          {"0", 0},
                                                          {"1\u00a0000\u00a0€", 100000},
                                                          {"0,5", 50}})
        EXPECT_EQ(read_decimal(text, 2), value) << text;
}

TEST(ReadDecimal, a_single_mark_before_three_digits_is_decimal_only_where_three_decimals_are_allowed) {
    EXPECT_FALSE(read_decimal("1.234", 2));
    EXPECT_FALSE(read_decimal("1,234", 2));
    EXPECT_FALSE(read_decimal("1.000", 0));
    EXPECT_FALSE(read_decimal("12,000 zł", 2));
    EXPECT_EQ(read_decimal("1.234", 3), 1234);
    EXPECT_EQ(read_decimal("1,234", 4), 12340);
}

TEST(ReadDecimal, refuses_what_is_no_amount) {
    for (auto text : {"",           "zł",    "abc",        "12 abc",   "1.23.45",
                      "1,23,456",   "12 34", "1 2345",     "1,234,56", "1.234,56,78",
                      "12,345.678", "5-5",   "--5",        "(5",       "5)",
                      "-(5)",       "$5 zł", "12.345,678", "1e5",      "1 234.567,00",
                      "1,,5",       "12,",   ",5",         "1234 567", "9999999999999999999"})
        EXPECT_FALSE(read_decimal(text, 2)) << text;
}

TEST(ReadDecimal, reads_every_amount_in_polish_macedonian_and_english_form) {
    EXPECT_TRUE(rc::check([](std::int64_t value) {
        auto plain = format_decimal(value, 2);
        bool negative = plain[0] == '-';
        auto point = plain.size() - 3;
        for (auto [group, decimal] : {std::pair{"\u00a0", ","}, {".", ","}, {",", "."}, {" ", ","}}) {
            std::string text = plain.substr(0, point);
            for (auto at = static_cast<int>(point) - 3; at > (negative ? 1 : 0); at -= 3)
                text.insert(static_cast<std::size_t>(at), group);
            text += decimal + plain.substr(point + 1);
            RC_ASSERT(read_decimal(text, 2) == value);
        }
    }));
}

TEST(CurrencyNamed, knows_signs_and_codes) {
    EXPECT_EQ(currency_named("1 234,50 zł"), "PLN");
    EXPECT_EQ(currency_named("zł"), "PLN");
    EXPECT_EQ(currency_named("1.234,50 ден."), "MKD");
    EXPECT_EQ(currency_named("500 МКД"), "MKD");
    EXPECT_EQ(currency_named("12 €"), "EUR");
    EXPECT_EQ(currency_named("$1,100.04"), "USD");
    EXPECT_EQ(currency_named("EUR"), "EUR");
    EXPECT_EQ(currency_named("-$5"), "USD");
    EXPECT_EQ(currency_named("(5 PLN)"), "PLN");
    EXPECT_EQ(currency_named("chf 10"), "CHF");
    EXPECT_FALSE(currency_named("12"));
    EXPECT_FALSE(currency_named(""));
    EXPECT_FALSE(currency_named("12 abc"));
}

TEST(ConvertMinor, rounds_half_away_from_zero) {
    EXPECT_EQ(convert_minor(10000, 2, 43215, 4, 2), 43215); // 100.00 EUR × 4.3215
    EXPECT_EQ(convert_minor(1, 2, 15, 1, 2), 2);            // 0.015
    EXPECT_EQ(convert_minor(-1, 2, 15, 1, 2), -2);
    EXPECT_EQ(convert_minor(1, 2, 14, 1, 2), 1);
    EXPECT_EQ(convert_minor(500, 0, 25, 3, 2), 1250); // 500 JPY × 0.025
    EXPECT_EQ(convert_minor(1250, 2, 40, 0, 0), 500);
    EXPECT_EQ(convert_minor(0, 2, 43215, 4, 2), 0);
    EXPECT_EQ(convert_minor(INT64_MAX, 2, 1, 0, 2), INT64_MAX);
    EXPECT_EQ(convert_minor(INT64_MAX, 2, INT64_MAX, 40, 2), 0);
}

TEST(ConvertMinor, overflow_is_empty) {
    EXPECT_FALSE(convert_minor(INT64_MAX, 2, 2, 0, 2));
    EXPECT_FALSE(convert_minor(INT64_MIN, 2, -1, 0, 2));
    EXPECT_FALSE(convert_minor(INT64_MAX, 0, INT64_MAX, 0, 4));
}

TEST(ConvertMinor, is_odd_and_at_most_half_a_unit_off) {
    EXPECT_TRUE(rc::check([] {
        auto amount = *rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000);
        auto rate = *rc::gen::inRange<std::int64_t>(1, 1'000'000);
        auto result = convert_minor(amount, 2, rate, 4, 2).value();
        RC_ASSERT(convert_minor(-amount, 2, rate, 4, 2) == -result);
        auto off = result * 10000 - amount * rate;
        RC_ASSERT(off <= 5000);
        RC_ASSERT(off >= -5000);
    }));
}

} // namespace
} // namespace crm

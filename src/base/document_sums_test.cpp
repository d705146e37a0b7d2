#include "base/document_sums.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace crm {

namespace {

SumLine line(std::int64_t quantity, std::int64_t price_minor, std::int64_t rate, std::int64_t discount = 0) {
    return {quantity * 1'0000, price_minor * 100, discount, "taxed", rate};
}
Sums total(const std::vector<SumLine>& lines, TaxMethod method, std::int64_t discount = 0, int digits = 2) {
    return sums_of(lines, method, discount, digits).value().total;
}
std::int64_t tax_of(std::int64_t gross_minor, std::int64_t rate) {
    return total({line(1, gross_minor, rate)}, TaxMethod::from_gross).tax;
}

} // namespace

TEST(DocumentSums, tax_per_rate_and_per_line_differ_by_a_grosz) {
    const std::vector<SumLine> lines{line(1, 10'03, 23'00), line(1, 20'07, 23'00), line(1, 5'55, 23'00)};
    EXPECT_EQ(total(lines, TaxMethod::per_rate), (Sums{35'65, 8'20, 43'85}));
    const auto sums = sums_of(lines, TaxMethod::per_line, 0, 2).value();
    EXPECT_EQ(sums.total, (Sums{35'65, 8'21, 43'86}));
    EXPECT_EQ(sums.lines[0].tax, 2'31);
    EXPECT_EQ(sums.lines[1].tax, 4'62);
    EXPECT_EQ(sums.lines[2].tax, 1'28);
}

TEST(DocumentSums, small_prices_add_up_otherwise_per_line) {
    std::vector<SumLine> lines;
    for (std::int64_t price : {99, 99, 99, 137, 137, 137, 137}) lines.push_back(line(1, price, 23'00));
    EXPECT_EQ(total(lines, TaxMethod::per_rate), (Sums{8'45, 1'94, 10'39}));
    EXPECT_EQ(total(lines, TaxMethod::per_line).tax, 1'97);
}

TEST(DocumentSums, tax_is_taken_out_of_gross) {
    EXPECT_EQ(tax_of(100'00, 23'00), 18'70);
    EXPECT_EQ(tax_of(9'99, 23'00), 1'87);
    EXPECT_EQ(tax_of(49'99, 23'00), 9'35);
    EXPECT_EQ(tax_of(118'00, 18'00), 18'00);
    EXPECT_EQ(tax_of(100'00, 18'00), 15'25);
    EXPECT_EQ(tax_of(1000'00, 18'00), 152'54);
    EXPECT_EQ(total({line(1, 49'99, 23'00)}, TaxMethod::from_gross), (Sums{40'64, 9'35, 49'99}));
}

TEST(DocumentSums, an_invoice_of_three_rates) {
    const auto sums =
        sums_of({line(3, 100'00, 23'00), line(2, 49'99, 23'00), line(1, 19'05, 8'00), line(10, 3'33, 5'00)},
                TaxMethod::per_rate, 0, 2)
            .value();
    ASSERT_EQ(sums.rates.size(), 3u);
    EXPECT_EQ(static_cast<const Sums&>(sums.rates[0]), (Sums{399'98, 92'00, 491'98}));
    EXPECT_EQ(static_cast<const Sums&>(sums.rates[1]), (Sums{19'05, 1'52, 20'57}));
    EXPECT_EQ(static_cast<const Sums&>(sums.rates[2]), (Sums{33'30, 1'67, 34'97}));
    EXPECT_EQ(sums.total, (Sums{452'33, 95'19, 547'52}));
}

TEST(DocumentSums, tax_of_one_unit_has_four_decimals) {
    const SumLine unit{1'0000, 95'2381, 0, "taxed", 5'00};
    EXPECT_EQ(total({unit}, TaxMethod::per_unit), (Sums{95'24, 4'76, 100'00}));
    const SumLine thousand{1000'0000, 95'2381, 0, "taxed", 5'00};
    EXPECT_EQ(total({thousand}, TaxMethod::per_unit), (Sums{95'238'10, 4'761'90, 100'000'00}));
}

TEST(DocumentSums, half_a_minor_unit_is_rounded_away_from_zero) {
    EXPECT_EQ(total({{1'0000, 1'0050, 0, "taxed", 0}}, TaxMethod::per_rate).net, 1'01);
    EXPECT_EQ(total({{-1'0000, 3450, 0, "taxed", 0}}, TaxMethod::per_rate).net, -35);
    EXPECT_EQ(total({{1'0000, 3450, 0, "taxed", 0}}, TaxMethod::per_rate).net, 35);
}

TEST(DocumentSums, what_comes_back_is_the_difference_of_the_whole) {
    const auto before = sums_of({line(2, 49'99, 23'00)}, TaxMethod::per_rate, 0, 2).value();
    const auto after = sums_of({line(1, 49'99, 23'00)}, TaxMethod::per_rate, 0, 2).value();
    EXPECT_EQ(before.total, (Sums{99'98, 23'00, 122'98}));
    EXPECT_EQ(difference(before, after).value().total, (Sums{-49'99, -11'50, -61'49}));
    EXPECT_TRUE(difference(before, before).value().rates.empty());
}

TEST(DocumentSums, a_discount_of_the_document_is_taken_of_what_the_lines_leave) {
    EXPECT_EQ(total({line(1, 100'00, 23'00, 10'00)}, TaxMethod::per_rate, 50'00), (Sums{45'00, 10'35, 55'35}));
    EXPECT_EQ(total({line(1, 100'00, 0, 100'00)}, TaxMethod::per_rate).net, 0);
}

TEST(DocumentSums, currencies_have_their_own_decimals) {
    EXPECT_EQ(total({{3'0000, 33'3333, 0, "taxed", 10'00}}, TaxMethod::per_rate, 0, 0), (Sums{100, 10, 110}));
    EXPECT_EQ(total({{1'0000, 1'2345, 0, "taxed", 0}}, TaxMethod::per_rate, 0, 3).net, 1'235);
}

TEST(DocumentSums, what_passes_64_bits_is_refused_and_the_line_named) {
    std::size_t fault = 9;
    const SumLine huge{INT64_MAX, INT64_MAX, 99'99, "taxed", 23'00};
    EXPECT_FALSE(sums_of({line(1, 1, 0), huge}, TaxMethod::per_rate, 1, 2, &fault));
    EXPECT_EQ(fault, 1u);
    const SumLine large{1'0000, INT64_MAX, 0, "taxed", 0}; // 9.2·10^16 minor units each
    EXPECT_TRUE(sums_of({large}, TaxMethod::per_rate, 0, 2, &fault));
    EXPECT_FALSE(sums_of(std::vector<SumLine>(200, large), TaxMethod::per_line, 0, 2, &fault));
}

RC_GTEST_PROP(DocumentSums, rates_add_up_to_the_total_by_every_method, ()) {
    const auto method =
        *rc::gen::element(TaxMethod::per_rate, TaxMethod::per_line, TaxMethod::from_gross, TaxMethod::per_unit);
    std::vector<SumLine> lines;
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i)
        lines.push_back({*rc::gen::inRange<std::int64_t>(-100'0000, 1000'0000),
                         *rc::gen::inRange<std::int64_t>(0, 5000'0000), *rc::gen::inRange<std::int64_t>(0, 100'01),
                         "taxed", *rc::gen::element<std::int64_t>(0, 5'00, 8'00, 18'00, 23'00)});
    const auto sums = sums_of(lines, method, *rc::gen::inRange<std::int64_t>(0, 100'01), *rc::gen::inRange(0, 4));
    RC_ASSERT(sums.has_value());
    Sums added, of_lines;
    for (const RateSums& rate : sums->rates) {
        RC_ASSERT(rate.net + rate.tax == rate.gross);
        added.net += rate.net, added.tax += rate.tax, added.gross += rate.gross;
    }
    RC_ASSERT(added == sums->total);
    for (const Sums& each : sums->lines) {
        RC_ASSERT(each.net + each.tax == each.gross);
        of_lines.net += each.net, of_lines.tax += each.tax, of_lines.gross += each.gross;
    }
    if (method == TaxMethod::per_line || method == TaxMethod::per_unit) RC_ASSERT(of_lines == sums->total);
    if (method == TaxMethod::per_rate) RC_ASSERT(of_lines.net == sums->total.net);
    if (method == TaxMethod::from_gross) RC_ASSERT(of_lines.gross == sums->total.gross);
}

} // namespace crm

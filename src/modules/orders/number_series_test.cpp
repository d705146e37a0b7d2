#include "modules/orders/number_series.hpp"

#include "modules/orders/orders_test.hpp"

namespace crm {

class NumberSeriesTest : public OrdersTest {
protected:
    static void pattern(Context& context, const std::string& kind, const std::string& pattern) {
        Record record = context.make(number_series);
        record.set(number_series.kind, kind);
        record.set(number_series.pattern, pattern);
        context.save(record);
    }
};

TEST_F(NumberSeriesTest, a_number_says_its_series_and_place) {
    act([](Context& context) {
        take_number(context, "invoice");
        const DocumentNumber second = take_number(context, "invoice");
        EXPECT_EQ(second.number, "FV/2/11/2026");
        EXPECT_EQ(second.series, "FV/{n}/11/2026");
        EXPECT_EQ(second.serial, 2);
    });
}

TEST_F(NumberSeriesTest, an_own_pattern_with_four_digits_is_read_back) {
    act([](Context& context) {
        pattern(context, "invoice", "{n4}/{yyyy}/A12");
        const DocumentNumber first = take_number(context, "invoice");
        EXPECT_EQ(first.number, "0001/2026/A12");
        EXPECT_EQ(first.serial, 1);
        for (int i = 2; i < 12; ++i) take_number(context, "invoice");
        EXPECT_EQ(take_number(context, "invoice").serial, 12);
    });
}

TEST_F(NumberSeriesTest, companies_elsewhere_have_other_patterns) {
    change_company(Json::object({{"country", "MK"}}));
    act([](Context& context) { EXPECT_EQ(take_number(context, "invoice").number, "INV-2026-0001"); });
}

TEST_F(NumberSeriesTest, a_pattern_has_one_number_and_the_year) {
    for (const char* wrong : {"FV/{n}", "FV/{yyyy}", "FV", "{n}{n}/{yyyy}", "{n}/{yyyy}/{dd}", "{n}/{yyyy}#"})
        EXPECT_EQ(field_refused([&](Context& context) { pattern(context, "invoice", wrong); }), "pattern") << wrong;
}

TEST_F(NumberSeriesTest, invoices_may_share_a_series_but_not_with_quotes) {
    act([](Context& context) {
        pattern(context, "correction", "FV/{n}/{mm}/{yyyy}");
        take_number(context, "invoice");
        EXPECT_EQ(take_number(context, "correction").number, "FV/2/11/2026");
    });
    EXPECT_EQ(field_refused([](Context& context) { pattern(context, "quote", "ZO/{n}/{yyyy}"); }), "pattern");
    EXPECT_EQ(field_refused([](Context& context) { pattern(context, "pro_forma", "FV/{n}/{mm}/{yyyy}"); }), "pattern");
}

} // namespace crm

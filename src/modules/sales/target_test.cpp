#include "modules/sales/target.hpp"

#include "modules/catalog/product.hpp"
#include "modules/modules_test.hpp"
#include "modules/sales/attainment.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/stage.hpp"

namespace crm {

class TargetTest : public ModulesTest {
protected:
    static Record wanted(Context& context, const char* period, Day day, std::int64_t minor = 100'000) {
        Record record = context.make(target);
        record.set(target.period, period);
        record.set(target.starts_on, day);
        record.set(target.amount, Money{minor, context.company().currency});
        return record;
    }
    static Id sold(Context& context, std::int64_t minor, Day day, Id of_product = 0, const char* in = "Won") {
        Record record = context.make(deal);
        record.set(deal.name, "Sale");
        record.set(deal.stage, context.find_one(stage, stage.name == in)->id());
        record.set(deal.amount, Money{minor, context.company().currency});
        record.set(deal.closed_on, day);
        record.set(deal.opened_on, day);
        record.set(deal.loss_reason, "Price");
        if (of_product) record.set(deal.product, of_product);
        context.save(record);
        return record.id();
    }
    static Json attained(Context& context, const char* day) {
        return attainment_report().run(context, Json::object({{"day", day}}))["rows"];
    }
};

TEST_F(TargetTest, any_day_of_a_quarter_gives_the_whole_quarter_and_a_name) {
    act([](Context& context) {
        Record record = wanted(context, "quarter", *make_day(2026, 11, 23));
        context.save(record);
        EXPECT_EQ(record.get(target.starts_on), *make_day(2026, 10, 1));
        EXPECT_EQ(record.get(target.ends_on), *make_day(2026, 12, 31));
        EXPECT_EQ(record.title(), "Everybody – 4/4 2026");
        Record month = wanted(context, "month", *make_day(2028, 2, 10));
        context.save(month);
        EXPECT_EQ(month.get(target.ends_on), *make_day(2028, 2, 29));
        Record year = wanted(context, "year", *make_day(2026, 11, 23));
        context.save(year);
        EXPECT_EQ(year.get(target.starts_on), *make_day(2026, 1, 1));
        EXPECT_EQ(year.get(target.ends_on), *make_day(2026, 12, 31));
    });
}

TEST_F(TargetTest, says_what_is_missing_at_its_field) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = wanted(context, "quarter", *make_day(2026, 11, 23), 0);
                  context.save(record);
              }),
              "amount");
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = wanted(context, "days", *make_day(2026, 11, 23));
                  context.save(record);
              }),
              "ends_on");
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = wanted(context, "days", *make_day(2026, 11, 23));
                  record.set(target.ends_on, *make_day(2026, 11, 22));
                  context.save(record);
              }),
              "ends_on");
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = wanted(context, "month", *make_day(2026, 11, 23));
                  record.set(target.measure, "won_count");
                  context.save(record);
              }),
              "number");
}

TEST_F(TargetTest, counts_what_was_won_in_its_days_of_its_product) {
    act([](Context& context) {
        Record kettle = context.make(product);
        kettle.set(product.name, "Kettle");
        context.save(kettle);
        Record all = wanted(context, "quarter", *make_day(2026, 11, 23), 400'00);
        context.save(all);
        Record one = wanted(context, "quarter", *make_day(2026, 11, 23));
        one.set(target.product, kettle.id());
        one.set(target.measure, "won_count");
        one.set(target.number, 3);
        one.clear(target.amount);
        context.save(one);
        sold(context, 100'10, *make_day(2026, 10, 1), kettle.id());
        sold(context, 99'90, *make_day(2026, 12, 31));
        sold(context, 5'000'00, *make_day(2026, 9, 30), kettle.id());         // before
        sold(context, 7'000'00, *make_day(2026, 11, 1), kettle.id(), "Lost"); // not won
        const Json rows = attained(context, "2026-10-01");
        ASSERT_EQ(rows.items().size(), 2u);
        for (const Json& row : rows.items()) {
            const bool counted = row.text("measure") == "won_count";
            EXPECT_EQ(row.number("attained"), counted ? 333 : 500);
            EXPECT_EQ(row.number("time_passed"), 11); // the first of 92 days
            if (counted)
                EXPECT_EQ(row.number("reached"), 1);
            else
                EXPECT_EQ(row["reached"].text("amount"), "200.00");
        }
        EXPECT_TRUE(attained(context, "2027-01-01").items().empty());
    });
}

} // namespace crm

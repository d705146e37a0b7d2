#include "modules/catalog/pricing.hpp"

#include "modules/catalog/price.hpp"
#include "modules/catalog/price_list.hpp"
#include "modules/catalog/product.hpp"
#include "modules/core/party.hpp"
#include "modules/modules_test.hpp"

namespace crm {

class PricingTest : public ModulesTest {
protected:
    PricingTest() {
        act([&](Context& context) {
            Record thing = context.make(product);
            thing.set(product.name, "GTX Pro");
            thing.set(product.price, {99'00, "EUR"});
            context.save(thing);
            sold = thing.id();
            buyer = organization(context, "Acme").id();
        });
    }
    static Id list(Context& context, const std::string& name, const std::function<void(Record&)>& fill = {}) {
        Record record = context.make(price_list);
        record.set(price_list.name, name);
        record.set(price_list.currency, "EUR");
        if (fill) fill(record);
        context.save(record);
        return record.id();
    }
    Id put(Context& context, Id on, std::int64_t amount, std::int64_t from_quantity = 0, std::optional<Day> from = {},
           std::optional<Day> to = {}) const {
        Record record = context.make(price);
        record.set(price.price_list, on);
        record.set(price.product, sold);
        record.set(price.amount, amount);
        record.set(price.from_quantity, from_quantity);
        if (from) record.set(price.valid_from, *from);
        if (to) record.set(price.valid_to, *to);
        context.save(record);
        return record.id();
    }
    PriceQuestion question(std::int64_t quantity = 1'0000) const {
        return {sold, buyer, quantity, "EUR", *make_day(2026, 11, 20)};
    }
    Id sold = 0, buyer = 0;
};

TEST_F(PricingTest, without_a_list_a_product_costs_its_own_price) {
    act([this](Context& context) {
        const PriceAnswer answer = price_of(context, question());
        EXPECT_EQ(answer.amount, 99'0000);
        ASSERT_EQ(answer.steps.size(), 1u);
        EXPECT_EQ(answer.steps[0].text, "Price of the product itself");
    });
}

TEST_F(PricingTest, in_a_currency_that_nobody_set_a_price_in_there_is_none) {
    act([this](Context& context) {
        PriceQuestion asked = question();
        asked.currency = "USD";
        EXPECT_EQ(price_of(context, asked).amount, std::nullopt);
        asked.currency = "EUR";
        asked.with_tax = true;
        EXPECT_EQ(price_of(context, asked).amount, std::nullopt);
    });
}

TEST_F(PricingTest, the_greatest_quantity_that_is_reached_decides) {
    act([this](Context& context) {
        const Id retail = list(context, "Retail");
        put(context, retail, 10'0000);
        put(context, retail, 9'0000, 10'0000);
        put(context, retail, 8'5000, 100'0000);
        EXPECT_EQ(price_of(context, question(9'9999)).amount, 10'0000);
        EXPECT_EQ(price_of(context, question(10'0000)).amount, 9'0000);
        const PriceAnswer many = price_of(context, question(1000'0000));
        EXPECT_EQ(many.amount, 8'5000);
        EXPECT_EQ(many.list, retail);
        ASSERT_EQ(many.steps.size(), 1u);
        EXPECT_EQ(many.steps[0].text, "Price list Retail, from a quantity of 100");
    });
}

TEST_F(PricingTest, a_list_on_another_changes_by_percent_rounds_and_takes_off_a_cent_and_says_so) {
    act([this](Context& context) {
        const Id retail = list(context, "Retail");
        put(context, retail, 10'3300);
        const Id partners = list(context, "Partners", [&](Record& record) {
            record.set(price_list.base_list, retail);
            record.set(price_list.percent, -10'00);
            record.set(price_list.rounding, 5000);
            record.set(price_list.ending, -100);
            record.set(price_list.priority, 1);
        });
        const PriceAnswer answer = price_of(context, question());
        EXPECT_EQ(answer.list, partners);
        EXPECT_EQ(answer.amount, 9'4900); // 10.33 → 9.297 → 9.50 → 9.49
        ASSERT_EQ(answer.steps.size(), 4u);
        EXPECT_EQ(answer.steps[0].text, "Price list Retail");
        EXPECT_EQ(answer.steps[0].amount, 10'3300);
        EXPECT_EQ(answer.steps[1].text, "Price list Partners: -10 %");
        EXPECT_EQ(answer.steps[1].amount, 9'2970);
        EXPECT_EQ(answer.steps[2].amount, 9'5000);
        EXPECT_EQ(answer.steps[3].amount, 9'4900);
    });
}

TEST_F(PricingTest, an_own_price_goes_before_that_of_the_base) {
    act([this](Context& context) {
        const Id retail = list(context, "Retail");
        put(context, retail, 10'0000);
        const Id partners = list(context, "Partners", [&](Record& record) {
            record.set(price_list.base_list, retail);
            record.set(price_list.percent, -50'00);
            record.set(price_list.priority, 1);
        });
        put(context, partners, 7'7700);
        EXPECT_EQ(price_of(context, question()).amount, 7'7700);
    });
}

TEST_F(PricingTest, past_and_future_days_have_their_own_prices) {
    act([this](Context& context) {
        const Id retail = list(context, "Retail");
        put(context, retail, 10'0000, 0, {}, make_day(2026, 12, 31));
        put(context, retail, 12'0000, 0, make_day(2027, 1, 1));
        PriceQuestion asked = question();
        for (const auto& [day, amount] : {std::pair{*make_day(2020, 1, 1), 10'0000},
                                          {*make_day(2026, 12, 31), 10'0000},
                                          {*make_day(2027, 1, 1), 12'0000}}) {
            asked.day = day;
            EXPECT_EQ(price_of(context, asked).amount, amount) << format_day(day);
        }
    });
}

TEST_F(PricingTest, a_list_holds_only_between_its_days_and_so_does_its_base) {
    act([this](Context& context) {
        const Id old =
            list(context, "Old", [](Record& record) { record.set(price_list.valid_to, *make_day(2025, 12, 31)); });
        put(context, old, 1'0000);
        list(context, "On old", [&](Record& record) { record.set(price_list.base_list, old); });
        EXPECT_EQ(price_of(context, question()).amount, 99'0000);
        PriceQuestion then = question();
        then.day = *make_day(2025, 12, 31);
        EXPECT_EQ(price_of(context, then).amount, 1'0000);
    });
}

TEST_F(PricingTest, the_closest_audience_wins_one_party_then_a_tag_then_a_role_then_everybody) {
    act([this](Context& context) {
        Record who = context.load(party, buyer);
        who.set(party.tags, {"gold"});
        who.set(party.roles, {"customer"});
        context.save(who);
        put(context, list(context, "All", [](Record& record) { record.set(price_list.priority, 9); }), 10'0000);
        put(context, list(context, "Partners", [](Record& record) { record.set(price_list.roles, {"partner"}); }),
            1'0000);
        EXPECT_EQ(price_of(context, question()).amount, 10'0000);
        put(context, list(context, "Customers", [](Record& record) { record.set(price_list.roles, {"customer"}); }),
            9'0000);
        EXPECT_EQ(price_of(context, question()).amount, 9'0000);
        put(context, list(context, "Gold", [](Record& record) { record.set(price_list.tags, {"gold"}); }), 8'0000);
        EXPECT_EQ(price_of(context, question()).amount, 8'0000);
        put(context, list(context, "Acme", [this](Record& record) { record.set(price_list.party, buyer); }), 7'0000);
        EXPECT_EQ(price_of(context, question()).amount, 7'0000);
        PriceQuestion nobody = question();
        nobody.party = 0;
        EXPECT_EQ(price_of(context, nobody).amount, 10'0000);
    });
}

TEST_F(PricingTest, a_list_that_is_named_is_the_only_one_asked) {
    act([this](Context& context) {
        const Id retail = list(context, "Retail"), empty = list(context, "Empty");
        put(context, retail, 10'0000);
        PriceQuestion asked = question();
        asked.list = empty;
        EXPECT_EQ(price_of(context, asked).amount, std::nullopt);
        asked.list = retail;
        EXPECT_EQ(price_of(context, asked).amount, 10'0000);
    });
}

} // namespace crm

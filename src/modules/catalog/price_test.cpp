#include "modules/catalog/price.hpp"

#include "modules/catalog/price_list.hpp"
#include "modules/catalog/product.hpp"
#include "modules/modules_test.hpp"

namespace crm {

class PriceTest : public ModulesTest {
protected:
    PriceTest() {
        act([&](Context& context) {
            Record retail = context.make(price_list);
            retail.set(price_list.name, "Retail");
            retail.set(price_list.currency, "EUR");
            context.save(retail);
            list = retail.id();
            Record thing = context.make(product);
            thing.set(product.name, "GTX Pro");
            context.save(thing);
            sold = thing.id();
        });
    }
    Record priced(Context& context, std::int64_t amount, std::int64_t from_quantity, std::optional<Day> from = {},
                  std::optional<Day> to = {}) const {
        Record record = context.make(price);
        record.set(price.price_list, list);
        record.set(price.product, sold);
        record.set(price.amount, amount);
        record.set(price.from_quantity, from_quantity);
        if (from) record.set(price.valid_from, *from);
        if (to) record.set(price.valid_to, *to);
        context.save(record);
        return record;
    }
    Id list = 0, sold = 0;
};

TEST_F(PriceTest, it_is_called_by_its_product) {
    act([this](Context& context) { EXPECT_EQ(priced(context, 10'0000, 0).title(), "GTX Pro"); });
}

TEST_F(PriceTest, less_than_nothing_is_refused_as_price_and_as_quantity) {
    EXPECT_EQ(field_refused([this](Context& context) { priced(context, -1, 0); }), "amount");
    EXPECT_EQ(field_refused([this](Context& context) { priced(context, 1, -1); }), "from_quantity");
}

TEST_F(PriceTest, two_prices_of_the_same_days_from_the_same_quantity_are_refused) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  priced(context, 10'0000, 0);
                  priced(context, 11'0000, 0, make_day(2026, 5, 1));
              }),
              "from_quantity");
}

TEST_F(PriceTest, prices_one_after_another_and_from_other_quantities_stand_side_by_side) {
    act([this](Context& context) {
        priced(context, 10'0000, 0, {}, make_day(2026, 4, 30));
        priced(context, 11'0000, 0, make_day(2026, 5, 1));
        priced(context, 9'0000, 10'0000);
        EXPECT_EQ(context.find(price, price.price_list == list).size(), 3u);
    });
}

TEST_F(PriceTest, one_that_is_changed_is_not_in_its_own_way) {
    act([this](Context& context) {
        Record record = priced(context, 10'0000, 0);
        record.set(price.amount, 12'0000);
        context.save(record);
        EXPECT_EQ(record.get(price.amount), 12'0000);
    });
}

} // namespace crm

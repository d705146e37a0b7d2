#include "modules/catalog/product.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class ProductTest : public ModulesTest {
protected:
    static Record make(Context& context, const std::function<void(Record&)>& fill) {
        Record record = context.make(product);
        record.set(product.name, "GTX Pro");
        fill(record);
        context.save(record);
        return record;
    }
};

TEST_F(ProductTest, a_new_product_is_a_good_that_is_sold) {
    act([](Context& context) {
        const Record record = make(context, [](Record&) {});
        EXPECT_EQ(record.get(product.kind), "good");
        EXPECT_TRUE(record.get(product.active));
    });
}

TEST_F(ProductTest, a_price_below_zero_and_a_rate_above_a_hundred_are_refused) {
    EXPECT_EQ(field_refused([](Context& context) {
                  make(context, [](Record& record) { record.set(product.price, {-1, "EUR"}); });
              }),
              "price");
    EXPECT_EQ(field_refused([](Context& context) {
                  make(context, [](Record& record) { record.set(product.vat_rate, 100'01); });
              }),
              "vat_rate");
    EXPECT_EQ(field_refused([](Context& context) {
                  make(context, [](Record& record) { record.set(product.warranty_months, -1); });
              }),
              "warranty_months");
}

TEST_F(ProductTest, two_products_do_not_share_an_sku) {
    auto with_sku = [](Record& record) { record.set(product.sku, "GTX-1"); };
    const Error error = refusal([&](Context& context) {
        make(context, with_sku);
        make(context, with_sku);
    });
    EXPECT_EQ(error.problem, Problem::conflict);
    ASSERT_FALSE(error.fields.empty());
    EXPECT_EQ(error.fields[0].field, "sku");
}

TEST_F(ProductTest, what_is_not_taxed_has_no_rate) {
    EXPECT_EQ(field_refused([](Context& context) {
                  make(context, [](Record& record) {
                      record.set(product.vat_code, "exempt");
                      record.set(product.vat_rate, 23'00);
                  });
              }),
              "vat_rate");
}

TEST_F(ProductTest, a_barcode_with_a_wrong_check_digit_is_refused_and_another_kind_of_code_is_not) {
    for (const char* code : {"5901234123458", "96385075", "036000291453"})
        EXPECT_EQ(field_refused([&](Context& context) {
                      make(context, [&](Record& record) { record.set(product.barcode, code); });
                  }),
                  "barcode")
            << code;
    act([](Context& context) {
        for (const char* code : {" 5901234123457 ", "96385074", "036000291452", "ABC-12345678", "12345"})
            make(context, [&](Record& record) { record.set(product.barcode, code); });
        EXPECT_TRUE(context.exists(product, product.barcode == "5901234123457"));
    });
}

TEST_F(ProductTest, it_is_sold_between_its_days_while_it_is_active) {
    act([](Context& context) {
        Record record = make(context, [](Record& each) {
            each.set(product.sold_from, *make_day(2026, 1, 1));
            each.set(product.sold_until, *make_day(2026, 12, 31));
        });
        EXPECT_FALSE(sold_on(record, *make_day(2025, 12, 31)));
        EXPECT_TRUE(sold_on(record, *make_day(2026, 1, 1)));
        EXPECT_TRUE(sold_on(record, *make_day(2026, 12, 31)));
        EXPECT_FALSE(sold_on(record, *make_day(2027, 1, 1)));
        record.set(product.active, false);
        EXPECT_FALSE(sold_on(record, *make_day(2026, 6, 1)));
    });
}

TEST_F(ProductTest, a_successor_knows_what_it_replaces_and_the_other_way_round) {
    act([](Context& context) {
        Record first = make(context, [](Record&) {}), second = make(context, [](Record&) {});
        first.set(product.successor, second.id());
        context.save(first);
        second = context.load(product, second.id());
        EXPECT_EQ(second.get(product.predecessor), first.id());
        Record third = make(context, [&](Record& record) { record.set(product.predecessor, first.id()); });
        EXPECT_EQ(context.load(product, first.id()).get(product.successor), third.id());
        EXPECT_EQ(context.load(product, second.id()).get(product.predecessor), 0);
    });
}

TEST_F(ProductTest, it_never_replaces_itself) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record first = make(context, [](Record&) {});
                  Record second = make(context, [&](Record& record) { record.set(product.predecessor, first.id()); });
                  second.set(product.successor, first.id());
                  context.save(second);
              }),
              "successor");
}

} // namespace crm

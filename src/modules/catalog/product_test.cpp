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

} // namespace crm

#include "modules/catalog/price_list.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class PriceListTest : public ModulesTest {
protected:
    static Record list(Context& context, const std::string& name, const std::function<void(Record&)>& fill = {}) {
        Record record = context.make(price_list);
        record.set(price_list.name, name);
        record.set(price_list.currency, "EUR");
        if (fill) fill(record);
        context.save(record);
        return record;
    }
};

TEST_F(PriceListTest, a_currency_is_taken_in_capitals_and_must_be_known) {
    act([](Context& context) {
        EXPECT_EQ(list(context, "Retail", [](Record& record) { record.set(price_list.currency, "eur"); })
                      .get(price_list.currency),
                  "EUR");
    });
    EXPECT_EQ(field_refused([](Context& context) {
                  list(context, "Retail", [](Record& record) { record.set(price_list.currency, "XXQ"); });
              }),
              "currency");
}

TEST_F(PriceListTest, it_does_not_end_before_it_begins) {
    EXPECT_EQ(field_refused([](Context& context) {
                  list(context, "Retail", [](Record& record) {
                      record.set(price_list.valid_from, *make_day(2026, 2, 1));
                      record.set(price_list.valid_to, *make_day(2026, 1, 1));
                  });
              }),
              "valid_to");
}

TEST_F(PriceListTest, it_cannot_refer_to_itself_directly_or_through_others) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record retail = list(context, "Retail");
                  retail.set(price_list.base_list, retail.id());
                  context.save(retail);
              }),
              "base_list");
    EXPECT_EQ(field_refused([](Context& context) {
                  Record retail = list(context, "Retail");
                  Id last = retail.id();
                  for (const char* name : {"Wholesale", "Partners"})
                      last = list(context, name, [&](Record& record) { record.set(price_list.base_list, last); }).id();
                  retail.set(price_list.base_list, last);
                  context.save(retail);
              }),
              "base_list");
}

TEST_F(PriceListTest, lists_lead_to_lists_only_so_deep) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Id last = list(context, "Retail").id();
                  for (int i = 0; i < 20; ++i)
                      last =
                          list(context, "List", [&](Record& record) { record.set(price_list.base_list, last); }).id();
              }),
              "base_list");
}

TEST_F(PriceListTest, a_list_agrees_with_its_base_in_currency_and_tax) {
    EXPECT_EQ(field_refused([](Context& context) {
                  const Id base =
                      list(context, "Zloty", [](Record& record) { record.set(price_list.currency, "PLN"); }).id();
                  list(context, "Retail", [&](Record& record) { record.set(price_list.base_list, base); });
              }),
              "base_list");
    EXPECT_EQ(field_refused([](Context& context) {
                  const Id base =
                      list(context, "Shop", [](Record& record) { record.set(price_list.with_tax, true); }).id();
                  list(context, "Retail", [&](Record& record) { record.set(price_list.base_list, base); });
              }),
              "base_list");
    EXPECT_EQ(field_refused([](Context& context) {
                  Record base = list(context, "Retail");
                  list(context, "Wholesale", [&](Record& record) { record.set(price_list.base_list, base.id()); });
                  base.set(price_list.currency, "PLN");
                  context.save(base);
              }),
              "currency");
}

TEST_F(PriceListTest, a_base_that_is_used_cannot_be_deleted) {
    const Error error = refusal([](Context& context) {
        Record base = list(context, "Retail");
        list(context, "Wholesale", [&](Record& record) { record.set(price_list.base_list, base.id()); });
        context.remove(base);
    });
    EXPECT_EQ(error.problem, Problem::conflict);
}

TEST_F(PriceListTest, a_percent_and_a_rounding_are_within_reason) {
    for (std::int64_t percent : {-100'00, -500'00, 1000'01})
        EXPECT_EQ(field_refused([&](Context& context) {
                      list(context, "Retail", [&](Record& record) { record.set(price_list.percent, percent); });
                  }),
                  "percent");
    for (std::int64_t rounding : {0, -1})
        EXPECT_EQ(field_refused([&](Context& context) {
                      list(context, "Retail", [&](Record& record) { record.set(price_list.rounding, rounding); });
                  }),
                  "rounding");
}

} // namespace crm

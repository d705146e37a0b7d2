#include "modules/sales/territory.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class TerritoryTest : public ModulesTest {};

TEST_F(TerritoryTest, a_territory_ends_after_it_begins) {
    const Error error = refusal([](Context& context) {
        Record record = context.make(territory);
        record.set(territory.name, "Mazowsze");
        record.set(territory.valid_from, *make_day(2026, 5, 1));
        record.set(territory.valid_to, *make_day(2026, 4, 30));
        context.save(record);
    });
    ASSERT_EQ(error.fields.size(), 1u);
    EXPECT_EQ(error.fields[0].field, "valid_to");
}

TEST_F(TerritoryTest, a_territory_may_be_open_at_both_ends) {
    act([](Context& context) {
        Record record = context.make(territory);
        record.set(territory.name, "Скопје");
        context.save(record);
        EXPECT_EQ(record.title(), "Скопје");
    });
}

} // namespace crm

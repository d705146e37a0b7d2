#include "modules/core/view.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class ViewTest : public ModulesTest {
protected:
    static Record of(Context& context, const std::string& object) {
        Record record = context.make(view);
        record.set(view.name, "Large deals");
        record.set(view.object, object);
        context.save(record);
        return record;
    }
};

TEST_F(ViewTest, a_view_is_its_makers_until_shared) {
    act([this](Context& context) {
        Record record = of(context, "deal");
        EXPECT_EQ(record.get(view.share), "mine");
        EXPECT_EQ(record.get(view.owner), anna);
    });
}

TEST_F(ViewTest, a_view_shows_records_that_exist) {
    EXPECT_EQ(field_refused([](Context& context) { of(context, "dealz"); }), "object");
}

} // namespace crm

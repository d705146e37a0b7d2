#include "modules/core/tag.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class TagTest : public ModulesTest {
protected:
    static Record named(Context& context, const std::string& name, std::int64_t color = 1) {
        Record record = context.make(tag);
        record.set(tag.name, name);
        record.set(tag.color, color);
        context.save(record);
        return record;
    }
};

TEST_F(TagTest, a_tag_is_made_once) {
    const Error error = refusal([](Context& context) {
        named(context, "VIP");
        named(context, "VIP");
    });
    EXPECT_EQ(error.problem, Problem::conflict);
}

TEST_F(TagTest, a_deleted_tag_may_be_made_again) {
    act([](Context& context) {
        Record first = named(context, "VIP");
        context.remove(first);
        EXPECT_EQ(named(context, "VIP").title(), "VIP");
    });
}

TEST_F(TagTest, its_colour_is_one_of_the_page) {
    EXPECT_EQ(field_refused([](Context& context) { named(context, "VIP", 6); }), "color");
}

} // namespace crm

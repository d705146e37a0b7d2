#include "modules/catalog/category.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class CategoryTest : public ModulesTest {
protected:
    static Record under(Context& context, const std::string& name, Id parent) {
        Record record = context.make(category);
        record.set(category.name, name);
        record.set(category.parent, parent);
        context.save(record);
        return record;
    }
};

TEST_F(CategoryTest, a_category_never_belongs_to_itself_however_far_around) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record tools = under(context, "Tools", 0);
                  const Record drills = under(context, "Drills", tools.id());
                  tools.set(category.parent, under(context, "Cordless", drills.id()).id());
                  context.save(tools);
              }),
              "parent");
}

TEST_F(CategoryTest, one_with_others_under_it_is_not_deleted) {
    const Error error = refusal([](Context& context) {
        Record tools = under(context, "Tools", 0);
        under(context, "Drills", tools.id());
        context.remove(tools);
    });
    EXPECT_EQ(error.problem, Problem::conflict);
}

} // namespace crm

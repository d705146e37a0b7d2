#include "modules/sales/pipeline.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class PipelineTest : public ModulesTest {
protected:
    static Record named(Context& context, const std::string& name, bool is_default) {
        Record record = context.make(pipeline);
        record.set(pipeline.name, name);
        record.set(pipeline.is_default, is_default);
        context.save(record);
        return record;
    }
};

TEST_F(PipelineTest, a_further_pipeline_is_not_the_default) {
    act([](Context& context) { EXPECT_FALSE(named(context, "Partners", false).get(pipeline.is_default)); });
}

TEST_F(PipelineTest, a_new_default_takes_the_place_of_the_old) {
    act([](Context& context) {
        const Record partners = named(context, "Partners", true);
        auto defaults = context.find(pipeline, pipeline.is_default == 1);
        ASSERT_EQ(defaults.size(), 1u);
        EXPECT_EQ(defaults[0].id(), partners.id());
    });
}

TEST_F(PipelineTest, there_is_always_a_default) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = *default_pipeline(context);
                  record.set(pipeline.is_default, false);
                  context.save(record);
              }),
              "is_default");
    const Error error = refusal([](Context& context) {
        Record record = *default_pipeline(context);
        context.remove(record);
    });
    EXPECT_EQ(error.problem, Problem::conflict);
}

} // namespace crm

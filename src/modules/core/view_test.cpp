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

TEST_F(ViewTest, a_view_is_made_of_what_is_there) {
    auto with = [](const char* definition) {
        return [definition](Context& context) {
            Record record = context.make(view);
            record.set(view.name, "Large deals");
            record.set(view.object, "deal");
            record.set(view.definition, definition);
            context.save(record);
        };
    };
    for (const char* wrong : {R"({"filter":{"nme":"x"}})", R"({"filter":{"or":[{"party.nme":"x"}]}})",
                              R"({"sort":"nme"})", R"({"columns":["nme"]})", R"({"group":"nme"})"})
        EXPECT_EQ(field_refused(with(wrong)), "definition") << wrong;
    EXPECT_NE(std::string(refusal(with(R"({"filter":{"nme":"x"}})")).what()).find("\"name\""), std::string::npos)
        << "the nearest is named";
    act(with(
        R"({"filter":{"owner":"me","amount_base":{"gt":"9.00"}},"sort":"-amount_base","columns":["name","party"],"show":"board","group":"stage"})"));
}

} // namespace crm

#include "modules/core/activity.hpp"
#include "modules/core/contact_point.hpp"
#include "modules/modules_test.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/pipeline.hpp"

namespace crm {

class YesNoTest : public ModulesTest {
protected:
    // Empty is neither yes nor no, and a filter on either would miss it.
    static void expect_no(const Record& record, const Object::YesNo& field) {
        const auto& declared = record.object().field(field);
        EXPECT_EQ(record.at(declared), Value(std::int64_t{0})) << record.object().name << "." << declared.name;
    }
};

TEST_F(YesNoTest, what_nobody_said_yes_to_is_no) {
    act([](Context& context) {
        Record other = context.make(pipeline);
        other.set(pipeline.name, "Partners");
        context.save(other);
        expect_no(other, pipeline.is_default);
        Record sale = context.make(deal);
        sale.set(deal.name, "Sale");
        expect_no(sale, deal.stalled);
        Record task = context.make(activity);
        context.save(task);
        expect_no(task, activity.done);
        task.clear(activity.done);
        context.save(task);
        expect_no(task, activity.done);
    });
}

TEST_F(YesNoTest, a_second_contact_point_is_not_primary) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        for (const char* email : {"a@acme.example", "b@acme.example"}) {
            Record point = context.make(contact_point);
            point.set(contact_point.party, acme);
            point.set(contact_point.kind, "email");
            point.set(contact_point.value, email);
            context.save(point);
        }
        const auto points = context.find(contact_point, contact_point.party == acme);
        ASSERT_EQ(points.size(), 2u);
        expect_no(points[1], contact_point.primary);
    });
}

} // namespace crm

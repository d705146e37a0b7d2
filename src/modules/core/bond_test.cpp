#include "modules/core/bond.hpp"

#include "modules/core/employee.hpp"
#include "modules/modules_test.hpp"

namespace crm {

class BondTest : public ModulesTest {
protected:
    Record between(Context& context) {
        Record who = context.make(employee);
        who.set(employee.user, boris);
        context.save(who);
        Record record = context.make(bond);
        record.set(bond.party, organization(context, "Acme").id());
        record.set(bond.employee, who.id());
        record.set(bond.kind, "serves");
        return record;
    }
};

TEST_F(BondTest, it_says_who_does_what) {
    act([this](Context& context) {
        Record record = between(context);
        context.save(record);
        EXPECT_EQ(record.title(), "Boris Ristov – Serves");
        EXPECT_EQ(record.bucket(), bucket_of(record.get(bond.party)));
    });
}

TEST_F(BondTest, it_does_not_end_before_it_begins) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record record = between(context);
                  record.set(bond.valid_from, *make_day(2026, 2, 1));
                  record.set(bond.valid_to, *make_day(2026, 1, 1));
                  context.save(record);
              }),
              "valid_to");
}

} // namespace crm

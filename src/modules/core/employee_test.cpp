#include "modules/core/employee.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class EmployeeTest : public ModulesTest {
protected:
    static Record profile(Context& context, Id user) {
        Record record = context.make(employee);
        record.set(employee.user, user);
        context.save(record);
        return record;
    }
    static void leave(Context& context, Record& record, Day from, std::optional<Day> to, Id deputy) {
        record.set(employee.absent_from, from);
        if (to) record.set(employee.absent_to, *to);
        record.set(employee.deputy, deputy);
        context.save(record);
    }
};

TEST_F(EmployeeTest, a_profile_carries_the_name_of_its_user) {
    act([this](Context& context) { EXPECT_EQ(profile(context, boris).title(), "Boris Ristov"); });
}

TEST_F(EmployeeTest, a_user_has_one_profile) {
    const Error error = refusal([this](Context& context) {
        profile(context, boris);
        profile(context, boris);
    });
    EXPECT_EQ(error.problem, Problem::conflict);
}

TEST_F(EmployeeTest, nobody_is_their_own_deputy) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record record = profile(context, boris);
                  record.set(employee.deputy, boris);
                  context.save(record);
              }),
              "deputy");
}

TEST_F(EmployeeTest, the_deputy_does_the_work_on_the_days_of_absence_only) {
    act([this](Context& context) {
        Record record = profile(context, boris);
        leave(context, record, *make_day(2026, 11, 20), *make_day(2026, 11, 27), anna);
        EXPECT_EQ(present_for(context, boris), anna);
        EXPECT_EQ(present_for(context, anna), anna);
        leave(context, record, *make_day(2026, 11, 21), *make_day(2026, 11, 27), anna);
        EXPECT_EQ(present_for(context, boris), boris);
    });
}

TEST_F(EmployeeTest, deputies_who_are_all_away_leave_the_work_where_it_was) {
    act([this](Context& context) {
        Record first = profile(context, boris), second = profile(context, anna);
        leave(context, first, *make_day(2026, 11, 1), std::nullopt, anna);
        leave(context, second, *make_day(2026, 11, 1), std::nullopt, boris);
        EXPECT_EQ(present_for(context, boris), boris);
    });
}

TEST_F(EmployeeTest, an_absence_does_not_end_before_it_begins) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record record = profile(context, boris);
                  leave(context, record, *make_day(2026, 11, 20), *make_day(2026, 11, 19), anna);
              }),
              "absent_to");
}

} // namespace crm

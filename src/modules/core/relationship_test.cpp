#include "modules/core/relationship.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class RelationshipTest : public ModulesTest {
protected:
    static Record between(Context& context, Id from, Id to, const std::string& kind = "works_at") {
        Record record = context.make(relationship);
        record.set(relationship.from, from);
        record.set(relationship.to, to);
        record.set(relationship.kind, kind);
        return record;
    }
};

TEST_F(RelationshipTest, a_job_title_is_the_title_of_the_relationship) {
    act([](Context& context) {
        Record record = between(context, person(context, "Anna", "Nowak").id(), organization(context, "Acme").id());
        record.set(relationship.job_title, "Director");
        context.save(record);
        EXPECT_EQ(record.title(), "Director");
        EXPECT_EQ(record.get(relationship.job_title), "Director");
        record.clear(relationship.job_title);
        context.save(record);
        EXPECT_EQ(record.title(), "Works at");
        EXPECT_FALSE(record.has(relationship.job_title));
    });
}

TEST_F(RelationshipTest, without_a_job_title_it_is_called_by_its_kind) {
    act([](Context& context) {
        Record record = between(context, person(context, "Anna", "Nowak").id(), organization(context, "Acme").id());
        context.save(record);
        EXPECT_EQ(record.title(), "Works at");
        record.set(relationship.kind, "buys_for");
        context.save(record);
        EXPECT_EQ(record.title(), "Buys for");
    });
}

TEST_F(RelationshipTest, nobody_has_a_relationship_with_themselves) {
    EXPECT_EQ(field_refused([](Context& context) {
                  const Id anna_nowak = person(context, "Anna", "Nowak").id();
                  Record record = between(context, anna_nowak, anna_nowak, "household");
                  context.save(record);
              }),
              "to");
}

TEST_F(RelationshipTest, it_lies_where_the_party_lies_that_has_it) {
    act([](Context& context) {
        const Id who = person(context, "Anna", "Nowak").id();
        Record record = between(context, who, organization(context, "Acme").id());
        context.save(record);
        EXPECT_EQ(record.bucket(), bucket_of(who));
    });
}

TEST_F(RelationshipTest, it_does_not_end_before_it_begins) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record =
                      between(context, person(context, "Anna", "Nowak").id(), organization(context, "Acme").id());
                  record.set(relationship.valid_from, *make_day(2026, 5, 1));
                  record.set(relationship.valid_to, *make_day(2025, 5, 1));
                  context.save(record);
              }),
              "valid_to");
}

} // namespace crm

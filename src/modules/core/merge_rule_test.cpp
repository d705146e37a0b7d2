#include "modules/core/merge_rule.hpp"

#include "modules/core/duplicates.hpp"
#include "modules/core/party.hpp"
#include "modules/modules_test.hpp"
#include "record/likely.hpp"
#include "record/merged.hpp"
#include "record/undo.hpp"

namespace crm {

namespace {

class JoiningByRules : public ModulesTest {
protected:
    Id add(const std::string& name, const std::string& email, const std::string& tax_id = "",
           const char* kind = "organization") {
        Id id = 0;
        act([&](Context& context) {
            Record record = context.make(party);
            record.set(party.kind, kind);
            record.set(party.name, name);
            if (!email.empty()) record.set(party.email, email);
            if (!tax_id.empty()) record.set(party.tax_id, tax_id);
            context.save(record);
            id = record.id();
        });
        return id;
    }
    void rule(const std::string& agree_in, bool active) {
        act([&](Context& context) {
            Record record = context.make(merge_rule);
            record.set(merge_rule.agree_in, agree_in);
            record.set(merge_rule.active, active);
            context.save(record);
        });
    }
    // The record that `id` is part of now; itself where it was not joined.
    Id now_is(Id id) {
        Id found = 0;
        act([&](Context& context) { found = survivor_of(context.connection(), id); });
        return found ? found : id;
    }
    bool are_one(Id a, Id b) { return now_is(a) == now_is(b); }
    std::int64_t number(const std::string& sql) {
        std::int64_t found = 0;
        act([&](Context& context) { found = whole_or(context.connection().value(sql), 0); });
        return found;
    }
};

const char* const valid_number = "5261040828"; // a NIP with a right check digit

} // namespace

TEST_F(JoiningByRules, join_nobody_until_one_is_switched_on) {
    const Id a = add("Zorza", "biuro@zorza.pl", valid_number), b = add("Zorza", "biuro@zorza.pl", valid_number);
    rule("tax_id", false);
    find_all_duplicates(*engine, "party", {});
    look_up_changed(*engine);
    EXPECT_FALSE(are_one(a, b));
}

TEST_F(JoiningByRules, join_who_have_the_same_valid_number) {
    const Id a = add("Zorza", "", valid_number), b = add("Zorza Polska", "", valid_number),
             wrong = add("Wschód", "", "5261040829"), wrong_too = add("Zachód", "", "5261040829");
    rule("tax_id", true);
    join_by_rules(*engine, party, {});
    EXPECT_TRUE(are_one(a, b));
    EXPECT_FALSE(are_one(wrong, wrong_too));
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"operation\" WHERE \"kind\" = 'merge' AND \"state\" = 'done'"), 1);
    EXPECT_GE(number("SELECT COUNT(*) FROM \"event\" WHERE \"kind\" = 'merged' AND \"operation\" IS NOT NULL"), 1);
}

TEST_F(JoiningByRules, ask_for_the_name_too_where_they_say_so) {
    const Id a = add("Zorza Sp. z o.o.", "biuro@zorza.pl"), b = add("ZORZA", "biuro@zorza.pl"),
             other = add("Zmierzch", "biuro@zorza.pl");
    rule("email_and_name", true);
    join_by_rules(*engine, party, {});
    EXPECT_TRUE(are_one(a, b));
    EXPECT_FALSE(are_one(a, other));
}

TEST_F(JoiningByRules, leave_a_key_that_many_share_to_people) {
    std::vector<Id> ids;
    for (int i = 0; i < 6; ++i) ids.push_back(add("Zorza", "biuro@zorza.pl"));
    rule("email_and_name", true);
    join_by_rules(*engine, party, {});
    EXPECT_FALSE(are_one(ids[0], ids[1]));
}

TEST_F(JoiningByRules, never_join_again_what_somebody_took_apart_or_called_different) {
    const Id a = add("Zorza", "", valid_number), b = add("Zorza", "", valid_number);
    rule("tax_id", true);
    join_by_rules(*engine, party, {});
    ASSERT_TRUE(are_one(a, b));
    Request request;
    const Id merge = number("SELECT MAX(\"id\") FROM \"operation\"");
    ImportSurroundings around;
    around.rights = Rights::system();
    run_undo(*engine, begin_undo(*engine, request, merge).id, around);
    EXPECT_FALSE(are_one(a, b));
    join_by_rules(*engine, party, {});
    EXPECT_FALSE(are_one(a, b));
    bool apart = false;
    act([&](Context& context) { apart = are_kept_apart(context.connection(), b, a); });
    EXPECT_TRUE(apart);
}

TEST_F(JoiningByRules, join_soon_after_a_record_is_written) {
    at = now();
    rule("tax_id", true);
    const Id a = add("Zorza", "", valid_number), b = add("Zorza", "", valid_number);
    look_up_changed(*engine);
    EXPECT_TRUE(are_one(a, b));
}

TEST_F(JoiningByRules, stand_once_each) {
    rule("tax_id", false);
    EXPECT_EQ(field_refused([&](Context& context) {
                  Record record = context.make(merge_rule);
                  record.set(merge_rule.agree_in, "tax_id");
                  context.save(record);
              }),
              "agree_in");
}

} // namespace crm

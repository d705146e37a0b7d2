// Rights as they are compiled from users, teams and roles, asked of real records.
#include "auth/world_for_tests.hpp"

using namespace crm;
using namespace crm::testing;

using CompiledRights = AuthTest;

TEST_F(CompiledRights, the_administrator_may_do_everything) {
    const Id anna = make_user("anna", {role_id("administrator")});
    const auto rights = auth.rights_of(anna);
    EXPECT_TRUE(rights->everything);
    EXPECT_EQ(rights->may, (std::set<std::string, std::less<>>{"audit", "company", "import", "metrics", "sensitive",
                                                               "shape", "users"}));
    EXPECT_EQ(rights->user, anna);
}

TEST_F(CompiledRights, a_role_that_only_calls_itself_administrator_is_none) {
    EXPECT_EQ(problem([&] { make_role("administrator", "[]"); }), Problem::conflict);
    EXPECT_FALSE(auth.rights_of(make_user("piotr", {make_role("Administrator", "[]")}))->everything);
}

TEST_F(CompiledRights, a_user_without_roles_reads_settings_and_nothing_else) {
    const auto rights = auth.rights_of(make_user("nobody", {}));
    EXPECT_TRUE(rights->allows(grade, Act::read));
    EXPECT_FALSE(rights->allows(grade, Act::update));
    for (const Object* object :
         {static_cast<const Object*>(&firm), static_cast<const Object*>(&machine), static_cast<const Object*>(&place)})
        EXPECT_FALSE(rights->allows(*object, Act::read)) << object->name;
}

TEST_F(CompiledRights, names_of_users_are_readable_but_not_what_they_may) {
    const auto rights = auth.rights_of(make_user("nobody", {}));
    EXPECT_TRUE(rights->may_read(user, user.field(user.name)));
    EXPECT_TRUE(rights->may_read(user, user.field(user.team)));
    EXPECT_FALSE(rights->may_read(user, user.field(user.roles)));
    EXPECT_FALSE(rights->may_read(role, role.field(role.grants)));
    const auto manages = auth.rights_of(make_user("hr", {make_role("people", "[]", {"users"})}));
    EXPECT_TRUE(manages->may_read(user, user.field(user.roles)));
    EXPECT_TRUE(manages->allows(user, Act::update));
    EXPECT_TRUE(manages->allows(role, Act::create));
    EXPECT_FALSE(rights->allows(user, Act::update));
}

TEST_F(CompiledRights, roles_are_united_and_their_rows_joined_by_or) {
    const Id mine_only =
        make_role("mine_only", R"([{"object":"firm","read":{"rows":"mine"},"update":{"rows":"mine"}}])");
    const Id won_ones = make_role("won_ones", R"([{"object":"firm","read":{"rows":{"state":"won"}}}])");
    const Id ewa = make_user("ewa", {mine_only, won_ones}), jan = make_user("jan", {mine_only});
    const Id own = make_firm("Own", ewa), foreign = make_firm("Foreign", jan), won = make_firm("Won", jan);
    write([&](Context& context) {
        Record record = context.load(firm, won);
        record.set(firm.state, "won");
        context.save(record);
    });
    EXPECT_TRUE(may(ewa, firm, own, Act::read));
    EXPECT_TRUE(may(ewa, firm, own, Act::update));
    EXPECT_FALSE(may(ewa, firm, foreign, Act::read));
    EXPECT_TRUE(may(ewa, firm, won, Act::read));
    EXPECT_FALSE(may(ewa, firm, won, Act::update));
    EXPECT_FALSE(may(jan, firm, own, Act::read));
}

TEST_F(CompiledRights, team_rows_reach_down_the_tree_and_not_up_or_aside) {
    const Id sales = make_team("Sales"), north = make_team("North", sales), harbour = make_team("Harbour", north),
             south = make_team("South", sales);
    const Id sees_team = make_role("sees_team", R"([{"object":"firm","read":{"rows":"team"}}])");
    const Id head = make_user("head", {sees_team}, sales), in_north = make_user("north", {sees_team}, north),
             in_harbour = make_user("harbour", {sees_team}, harbour), in_south = make_user("south", {sees_team}, south);
    const Id of_head = make_firm("Head's", head), of_north = make_firm("North's", in_north),
             of_harbour = make_firm("Harbour's", in_harbour);
    for (Id each : {of_head, of_north, of_harbour}) EXPECT_TRUE(may(head, firm, each, Act::read));
    EXPECT_FALSE(may(in_north, firm, of_head, Act::read));
    EXPECT_TRUE(may(in_north, firm, of_north, Act::read));
    EXPECT_TRUE(may(in_north, firm, of_harbour, Act::read));
    EXPECT_FALSE(may(in_south, firm, of_north, Act::read));
    change(in_harbour, [&](Record& record) { record.set(user.team, south); });
    EXPECT_FALSE(may(in_north, firm, of_harbour, Act::read)) << "the owner's present team counts";
    EXPECT_TRUE(may(in_south, firm, of_harbour, Act::read));
}

TEST_F(CompiledRights, moving_a_team_counts_at_once) {
    const Id one = make_team("One"), two = make_team("Two");
    const Id sees_team = make_role("sees_team", R"([{"object":"firm","read":{"rows":"team"}}])");
    const Id head = make_user("head", {sees_team}, one), member = make_user("member", {}, two);
    const Id of_member = make_firm("Member's", member);
    EXPECT_FALSE(may(head, firm, of_member, Act::read));
    write([&](Context& context) {
        Record record = context.load(team, two);
        record.set(team.parent, one);
        context.save(record);
    });
    EXPECT_TRUE(may(head, firm, of_member, Act::read));
}

TEST_F(CompiledRights, a_filter_may_say_me_and_may_ask_for_fields_its_holder_cannot_read) {
    const Id odd = make_role(
        "odd", R"([{"object":"firm","read":{"rows":{"owner":"me","tax_id":"123"}},"fields":{"tax_id":"none"}}])");
    const Id ewa = make_user("ewa", {odd});
    const Id with = make_firm("With", ewa), without = make_firm("Without", ewa);
    write([&](Context& context) {
        Record record = context.load(firm, with);
        record.set(firm.tax_id, "123");
        context.save(record);
    });
    EXPECT_TRUE(may(ewa, firm, with, Act::read));
    EXPECT_FALSE(may(ewa, firm, without, Act::read));
    EXPECT_FALSE(auth.rights_of(ewa)->may_read(firm, firm.field(firm.tax_id)));
}

TEST_F(CompiledRights, conditions_about_this_month_are_compiled_anew_each_day) {
    const Id this_month =
        make_role("this_month", R"([{"object":"firm","read":{"rows":{"closes_on":{"within":"this_month"}}}}])");
    const Id ewa = make_user("ewa", {this_month});
    const Id in_march = make_firm("March", ewa);
    write([&](Context& context) {
        Record record = context.load(firm, in_march);
        record.set(firm.closes_on, make_day(2026, 3, 20).value());
        context.save(record);
    });
    EXPECT_TRUE(may(ewa, firm, in_march, Act::read));
    time += 40 * 24 * hour;
    EXPECT_FALSE(may(ewa, firm, in_march, Act::read));
}

TEST_F(CompiledRights, a_changed_role_counts_at_the_next_request) {
    const Id changing = make_role("changing", R"([{"object":"firm","read":true}])");
    const Id ewa = make_user("ewa", {changing});
    EXPECT_TRUE(auth.rights_of(ewa)->allows(firm, Act::read));
    EXPECT_EQ(auth.rights_of(ewa), auth.rights_of(ewa)) << "compiled once";
    write([&](Context& context) {
        Record record = context.load(role, changing);
        record.set(role.grants, "[]");
        context.save(record);
    });
    EXPECT_FALSE(auth.rights_of(ewa)->allows(firm, Act::read));
}

TEST_F(CompiledRights, the_change_of_another_server_counts_within_a_second) {
    if (!engine.dialect().postgres()) GTEST_SKIP() << "one process has a SQLite file";
    const Id ewa = make_user("ewa", {});
    EXPECT_NO_THROW(auth.rights_of(ewa));
    engine.database().write([&](Connection& connection) {
        connection.execute(R"(UPDATE "user" SET disabled = 1, version = version + 1 WHERE id = ?)", Values{ewa});
    });
    time += 2 * second;
    EXPECT_EQ(problem([&] { auth.rights_of(ewa); }), Problem::unauthenticated);
}

TEST_F(CompiledRights, the_right_to_import_holds_for_what_may_be_created) {
    const auto rights = auth.rights_of(make_user(
        "ewa",
        {make_role("fills", R"([{"object":"firm","create":true},{"object":"machine","read":true}])", {"import"})}));
    EXPECT_TRUE(rights->allows(firm, Act::import_in));
    EXPECT_FALSE(rights->allows(machine, Act::import_in));
}

TEST_F(CompiledRights, language_and_zone_are_the_user_s_or_else_the_company_s) {
    const Id ewa = make_user("ewa", {});
    EXPECT_EQ(auth.rights_of(ewa)->language, "en");
    EXPECT_EQ(auth.rights_of(ewa)->zone.name(), "Europe/Warsaw");
    change(ewa, [](Record& record) {
        record.set(user.language, "mk");
        record.set(user.zone, "Europe/Skopje");
    });
    EXPECT_EQ(auth.rights_of(ewa)->language, "mk");
    EXPECT_EQ(auth.rights_of(ewa)->zone.name(), "Europe/Skopje");
}

TEST_F(CompiledRights, built_in_roles_are_made_once_and_keep_an_administrator_s_changes) {
    auth.make_built_in_roles();
    read([&](Context& context) { EXPECT_EQ(context.find(role, Condition::everything()).size(), 8u); });
    const Id admin = make_user("admin", {role_id("administrator")});
    write(
        [&](Context& context) {
            Record record = *context.find_one(role, role.name == std::string("reader"));
            record.set(role.grants, R"([{"object":"machine","read":true}])");
            context.save(record);
        },
        auth.rights_of(admin));
    auth.make_built_in_roles();
    const auto rights = auth.rights_of(make_user("ewa", {role_id("reader")}));
    EXPECT_TRUE(rights->allows(machine, Act::read));
    EXPECT_FALSE(rights->allows(firm, Act::read));
}

TEST_F(CompiledRights, built_in_roles_grow_with_the_program_while_nobody_changed_them) {
    write([&](Context& context) { // as an older program left it, which knew fewer objects
        Record record = *context.find_one(role, role.name == std::string("reader"));
        record.set(role.grants, "[]");
        context.save(record);
    });
    const Id ewa = make_user("ewa", {role_id("reader")});
    EXPECT_FALSE(auth.rights_of(ewa)->allows(firm, Act::read));
    auth.make_built_in_roles();
    EXPECT_TRUE(auth.rights_of(ewa)->allows(firm, Act::read));
}

TEST_F(CompiledRights, reader_and_analyst_read_everything_and_only_the_analyst_exports) {
    const auto reads = auth.rights_of(make_user("r", {role_id("reader")})),
               analyses = auth.rights_of(make_user("a", {role_id("analyst")}));
    for (const Object* object : {static_cast<const Object*>(&firm), static_cast<const Object*>(&machine),
                                 static_cast<const Object*>(&place), static_cast<const Object*>(&grade)}) {
        EXPECT_TRUE(reads->allows(*object, Act::read)) << object->name;
        EXPECT_FALSE(reads->allows(*object, Act::export_out) || reads->allows(*object, Act::update)) << object->name;
        EXPECT_TRUE(analyses->allows(*object, Act::export_out)) << object->name;
    }
}

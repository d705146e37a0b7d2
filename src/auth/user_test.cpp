// The rules of users, teams and roles.
#include "auth/audit.hpp"
#include "auth/world_for_tests.hpp"
#include "record/retire.hpp"

using namespace crm;
using namespace crm::testing;

using Users = AuthTest;
using Teams = AuthTest;
using RoleRules = AuthTest;

TEST_F(Users, a_login_is_kept_in_lower_case_and_found_however_it_is_typed) {
    const Id anna = make_user(" Anna.Nowak@Example.COM ", {});
    EXPECT_EQ(auth.user_by_login("ANNA.nowak@example.com"), anna);
    EXPECT_EQ(auth.user_by_login("somebody else"), 0);
    const Id gjorgji = make_user("Ѓорѓи", {});
    EXPECT_EQ(auth.user_by_login("ѓорѓи"), gjorgji);
}

TEST_F(Users, a_login_is_an_address_or_one_word) {
    for (const char* typed : {"anna nowak", "anna@", "a/b", "...", "@"}) EXPECT_EQ(normal_login(typed), "") << typed;
    EXPECT_EQ(normal_login("Jan_K-2"), "jan_k-2");
    EXPECT_NE(refusal([&] { make_user("anna nowak", {}); }).find("cannot be a login"), std::string::npos);
}

TEST_F(Users, a_login_is_used_once) {
    make_user("anna", {});
    EXPECT_EQ(problem([&] { make_user("ANNA", {}); }), Problem::conflict);
}

TEST_F(Users, an_unknown_time_zone_is_refused) {
    const Id anna = make_user("anna", {});
    EXPECT_NE(
        refusal([&] { change(anna, [](Record& record) { record.set(user.zone, "Warsaw"); }); }).find("Europe/Warsaw"),
        std::string::npos);
}

TEST_F(Users, the_last_administrator_stays) {
    const Id role_of_all = role_id("administrator");
    const Id first = make_user("first", {role_of_all}), second_one = make_user("second", {role_of_all});
    disable(second_one);
    EXPECT_NE(refusal([&] { disable(first); }).find("last administrator"), std::string::npos);
    EXPECT_EQ(problem([&] { change(first, [](Record& record) { record.set(user.roles, {}); }); }), Problem::conflict);
    EXPECT_EQ(problem([&] {
                  write([&](Context& context) {
                      Record record = context.load(user, first);
                      context.remove(record);
                  });
              }),
              Problem::conflict);
    change(second_one, [](Record& record) { record.set(user.disabled, false); });
    EXPECT_EQ(refusal([&] { disable(first); }), "");
}

TEST_F(Users, the_last_administrator_stays_also_when_found_by_a_search) {
    make_user("first", {role_id("administrator")});
    EXPECT_EQ(problem([&] {
                  write([&](Context& context) {
                      Record record = *context.find_one(user, user.login == std::string("first"));
                      record.set(user.disabled, true);
                      context.save(record);
                  });
              }),
              Problem::conflict);
}

TEST_F(Users, who_manages_users_makes_nobody_an_administrator) {
    const Id role_of_all = role_id("administrator");
    const Id admin = make_user("admin", {role_of_all}), other = make_user("other", {role_of_all}),
             manager = make_user("hr", {make_role("people", "[]", {"users"})});
    const auto as_manager = auth.rights_of(manager);
    EXPECT_EQ(problem([&] {
                  change(
                      manager, [&](Record& record) { record.set(user.roles, {role_of_all}); }, as_manager);
              }),
              Problem::forbidden);
    EXPECT_EQ(problem([&] {
                  change(
                      other, [](Record& record) { record.set(user.roles, {}); }, as_manager);
              }),
              Problem::forbidden);
    EXPECT_EQ(problem([&] {
                  change(
                      other, [](Record& record) { record.set(user.disabled, true); }, as_manager);
              }),
              Problem::forbidden);
    EXPECT_EQ(refusal([&] {
                  change(
                      other, [](Record& record) { record.set(user.name, "Other One"); }, as_manager);
              }),
              "");
    EXPECT_EQ(refusal([&] {
                  change(
                      other, [](Record& record) { record.set(user.disabled, true); }, auth.rights_of(admin));
              }),
              "");
}

TEST_F(Users, a_user_who_owns_records_or_has_signed_in_is_disabled_not_deleted) {
    auto remove = [&](Id id) {
        return refusal([&] {
            write([&](Context& context) {
                Record record = context.load(user, id);
                context.remove(record);
            });
        });
    };
    const Id owns = make_user("owns", {});
    make_firm("Theirs", owns);
    EXPECT_NE(remove(owns).find("successor"), std::string::npos);
    const Id worked = auth.add_user("worked", "Worked", "reader", password);
    auth.sign_in("worked", password, "10.0.0.1", "");
    EXPECT_NE(remove(worked).find("Disable the user instead"), std::string::npos);
    EXPECT_EQ(remove(make_user("mistake", {})), "");
    EXPECT_EQ(auth.user_by_login("mistake"), 0);
}

TEST_F(Users, a_retired_user_cannot_sign_in_and_a_successor_takes_their_records) {
    const Id leaves = make_user("leaves", {role_id("reader")}), stays = make_user("stays", {role_id("reader")});
    const Id theirs = make_firm("Theirs", leaves);
    Json answer;
    auto begin = [&](Id id, Id successor, std::shared_ptr<const Rights> rights = Rights::system()) {
        write(
            [&](Context& context) {
                Record record = context.load(user, id);
                answer = retire(context, record,
                                successor ? Json::object({{"successor", std::to_string(successor)}}) : Json::object());
            },
            rights);
    };
    EXPECT_NE(refusal([&] { begin(leaves, 0); }).find("in use"), std::string::npos);
    begin(leaves, stays);
    EXPECT_EQ(problem([&] { auth.rights_of(leaves); }), Problem::unauthenticated);
    EXPECT_EQ(run_retiring(engine, *parse_id(answer.text("id")), [] { return false; }).counts.updated, 1);
    write([&](Context& context) {
        EXPECT_EQ(context.load(context.object("firm"), theirs).link(context.object("firm").field("owner")->index),
                  stays);
    });
}

TEST_F(RoleRules, a_retired_role_is_replaced_at_its_holders_but_never_by_administrator_unless_by_one) {
    const Id old_role = make_role("old", "[]"), new_role = make_role("new", "[]");
    const Id holder = make_user("holder", {old_role, role_id("reader")});
    const Id manager = make_user("hr", {make_role("people", "[]", {"users"})});
    Json answer;
    auto begin = [&](Id id, Id successor, std::shared_ptr<const Rights> rights) {
        write(
            [&](Context& context) {
                Record record = context.load(role, id);
                answer = retire(context, record, Json::object({{"successor", std::to_string(successor)}}));
            },
            rights);
    };
    EXPECT_EQ(problem([&] { begin(old_role, role_id("administrator"), auth.rights_of(manager)); }), Problem::forbidden);
    EXPECT_EQ(problem([&] { begin(role_id("administrator"), new_role, Rights::system()); }), Problem::conflict);
    begin(old_role, new_role, auth.rights_of(manager));
    EXPECT_EQ(run_retiring(engine, *parse_id(answer.text("id")), [] { return false; }).counts.refused, 0);
    write([&](Context& context) {
        auto roles = context.load(user, holder).get(user.roles);
        EXPECT_EQ(roles.size(), 2u);
        EXPECT_NE(std::find(roles.begin(), roles.end(), new_role), roles.end());
        EXPECT_TRUE(context.load(role, old_role).get(role.retired));
    });
}

TEST_F(Teams, a_retired_team_hands_its_people_over_and_its_successor_moves_up) {
    const Id top = make_team("Top"), goes = make_team("Goes", top), below = make_team("Below", goes);
    const Id member = make_user("member", {}, goes);
    Json answer;
    write([&](Context& context) {
        Record record = context.load(team, goes);
        answer = retire(context, record, Json::object({{"successor", std::to_string(below)}}));
    });
    const Operation done = run_retiring(engine, *parse_id(answer.text("id")), [] { return false; });
    EXPECT_EQ(done.counts.refused, 0);
    write([&](Context& context) {
        EXPECT_EQ(context.load(team, below).get(team.parent), top);
        EXPECT_EQ(context.load(user, member).get(user.team), below);
    });
}

TEST_F(Users, changes_of_rights_stand_in_the_audit) {
    const Id admin = make_user("admin", {role_id("administrator")}), ewa = make_user("ewa", {});
    const Id reader = role_id("reader");
    time += second;
    change(
        ewa, [&](Record& record) { record.set(user.roles, {reader}); }, auth.rights_of(admin));
    std::string out;
    auth.write_audit({}, 1, "", out);
    const Json page = Json::parse(out);
    const Json& entry = page["items"].items().at(0);
    EXPECT_EQ(entry.text("what"), "user_changed");
    EXPECT_EQ(entry["user"].text("title"), "admin");
    EXPECT_EQ(entry["facts"].text("user"), std::to_string(ewa));
    EXPECT_EQ(entry["facts"]["roles"].items().size(), 1u);
    EXPECT_TRUE(page["next"].is_string());
}

TEST_F(Teams, a_team_is_not_below_itself) {
    const Id one = make_team("One"), two = make_team("Two", one), three = make_team("Three", two);
    for (Id below : {one, two, three})
        EXPECT_NE(refusal([&] {
                      write([&](Context& context) {
                          Record record = context.load(team, one);
                          record.set(team.parent, below);
                          context.save(record);
                      });
                  }).find("below itself"),
                  std::string::npos);
    read([&](Context& context) {
        EXPECT_EQ(with_teams_below(context, one), (std::vector<Id>{one, two, three}));
        EXPECT_EQ(with_teams_below(context, three), std::vector<Id>{three});
    });
}

TEST_F(Teams, a_team_with_members_or_teams_below_is_not_deleted) {
    const Id one = make_team("One"), two = make_team("Two", one);
    make_user("ewa", {}, two);
    for (Id each : {one, two})
        EXPECT_EQ(problem([&] {
                      write([&](Context& context) {
                          Record record = context.load(team, each);
                          context.remove(record);
                      });
                  }),
                  Problem::conflict);
}

TEST_F(RoleRules, built_in_roles_keep_their_names_and_stay) {
    auto changed = [&](const char* name, const std::function<void(Context&, Record&)>& how) {
        const Id id = role_id(name);
        return refusal([&] {
            write([&](Context& context) {
                Record record = context.load(role, id);
                how(context, record);
            });
        });
    };
    EXPECT_NE(changed("reader",
                      [](Context& context, Record& record) {
                          record.set(role.name, "Leser");
                          context.save(record);
                      })
                  .find("keep their names"),
              std::string::npos);
    EXPECT_NE(
        changed("reader", [](Context& context, Record& record) { context.remove(record); }).find("cannot be deleted"),
        std::string::npos);
    EXPECT_NE(changed("administrator",
                      [](Context& context, Record& record) {
                          record.set(role.may, std::vector<std::string>{});
                          context.save(record);
                      })
                  .find("always may do everything"),
              std::string::npos);
    EXPECT_EQ(changed("reader",
                      [](Context& context, Record& record) {
                          record.set(role.grants, "[]");
                          context.save(record);
                      }),
              "");
}

TEST_F(RoleRules, a_role_that_somebody_has_is_not_deleted) {
    const Id held = make_role("held", "[]");
    make_user("ewa", {held});
    EXPECT_NE(refusal([&] {
                  write([&](Context& context) {
                      Record record = context.load(role, held);
                      context.remove(record);
                  });
              }).find("have the role held"),
              std::string::npos);
}

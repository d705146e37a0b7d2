// What a role may say, and what becomes of it.
#include "auth/grants.hpp"

#include "auth/world_for_tests.hpp"

using namespace crm;
using namespace crm::testing;

namespace {

struct Grants : AuthTest {
    std::string refused(const std::string& grants) {
        return refusal([&] { check_grants(*engine.schema(), Json::parse(grants)); });
    }
    ObjectRights granted(const std::string& grants, const std::string& object) {
        Rights rights;
        const Asker asker{*engine.schema(), *Rights::system(), {}, Zone::utc(), "PL"};
        const Json list = Json::parse(grants);
        for (const Json& each : list.items()) add_grant(rights, each, asker);
        auto found = rights.objects.find(object);
        return found == rights.objects.end() ? ObjectRights{} : found->second;
    }
};

} // namespace

TEST_F(Grants, the_interface_s_own_example_is_accepted) {
    EXPECT_EQ(
        refused(
            R"([{"object":"firm","read":{"rows":"mine"},"create":true,"update":{"rows":"mine"},"delete":false,"export":{"rows":"mine"},"actions":["merge"],"fields":{"note":"read","tax_id":"none"}}])"),
        "");
    EXPECT_EQ(refused("[]"), "");
}

TEST_F(Grants, what_cannot_be_meant_is_refused_with_a_sentence_at_grants) {
    const std::pair<const char*, const char*> table[] = {
        {R"({})", "as a list"},
        {R"(["firm"])", "Each grant is an object"},
        {R"([{"read":true}])", "names its \"object\""},
        {R"([{"object":"frm","read":true}])", "Did you mean \"firm\"?"},
        {R"([{"object":"firm","reed":true}])", "Did you mean \"read\"?"},
        {R"([{"object":"firm","read":"all"}])", "Write true, false or {\"rows\""},
        {R"([{"object":"firm","read":{"rows":"mien"}}])", "Did you mean \"mine\"?"},
        {R"([{"object":"firm","read":{"rows":7}}])", "or a filter"},
        {R"([{"object":"firm","read":{"rows":"all","also":1}}])", "Write true, false or {\"rows\""},
        {R"([{"object":"firm","read":{"rows":{"stat":"open"}}}])", "state"},
        {R"([{"object":"firm","create":{"rows":"mine"}}])", "Write true or false for create"},
        {R"([{"object":"firm","import":"yes"}])", "Write true or false for import"},
        {R"([{"object":"firm","read":true,"actions":["merg"]}])", "Did you mean \"merge\"?"},
        {R"([{"object":"firm","read":true,"actions":"merge"}])", "as a list of names"},
        {R"([{"object":"firm","read":true,"fields":{"tax":"none"}}])", "no field \"tax\""},
        {R"([{"object":"firm","read":true,"fields":{"tax_id":"hidden"}}])", "none, read, write"},
        {R"([{"object":"firm","read":true,"fields":{"version":"none"}}])", "always readable"},
        {R"([{"object":"firm","read":true},{"object":"firm","update":true}])", "stands twice"},
        {R"([{"object":"place","read":true}])", "is a part of \"firm\""},
        {R"([{"object":"remark","read":true}])", "follows from the record it belongs to"},
        {R"([{"object":"remark","export":true}])", "follows from the record it belongs to"},
        {R"([{"object":"machine","read":{"rows":"mine"}}])", "has no owner"},
        {R"([{"object":"machine","read":{"rows":"team"}}])", "has no owner"},
        {R"([{"object":"machine","read":{"rows":{"name":"X"}}}])", "can only be \"all\""},
        {R"([{"object":"grade","update":{"rows":"mine"}}])", "has no owner"},
        {R"([{"object":"user","update":true}])", "the right \"users\""},
        {R"([{"object":"role","create":true}])", "the right \"users\""},
    };
    for (const auto& [grants, sentence] : table) {
        EXPECT_NE(refused(grants).find(sentence), std::string::npos) << grants << " → " << refused(grants);
        try {
            check_grants(*engine.schema(), Json::parse(grants));
        } catch (const Error& error) {
            ASSERT_EQ(error.fields.size(), 1u);
            EXPECT_EQ(error.fields[0].field, "grants");
            EXPECT_EQ(error.problem, Problem::invalid);
        }
    }
}

TEST_F(Grants, objects_without_owner_take_all) {
    EXPECT_EQ(refused(R"([{"object":"machine","read":{"rows":"all"},"update":true}])"), "");
    EXPECT_EQ(refused(R"([{"object":"grade","create":true,"update":{"rows":"all"}}])"), "");
    EXPECT_EQ(refused(R"([{"object":"remark","create":true,"delete":true}])"), "");
}

TEST_F(Grants, a_role_with_wrong_grants_is_not_saved) {
    EXPECT_NE(refusal([&] { make_role("odd", R"([{"object":"frm","read":true}])"); }).find("firm"), std::string::npos);
    EXPECT_EQ(refusal([&] { make_role("fine", R"([{"object":"firm","read":true}])"); }), "");
    EXPECT_EQ(problem([&] { make_role("fine", "[]"); }), Problem::conflict) << "names are used once";
}

TEST_F(Grants, two_grants_together_give_what_either_gives) {
    const auto rights = granted(
        R"([{"object":"firm","read":{"rows":"mine"},"create":true},{"object":"firm","read":{"rows":"team"},"actions":["merge"]}])",
        "firm");
    ASSERT_TRUE(rights.read);
    EXPECT_EQ(rights.read->op, Condition::Op::any);
    EXPECT_EQ(rights.read->parts.size(), 2u);
    EXPECT_TRUE(rights.create);
    EXPECT_FALSE(rights.update);
    EXPECT_TRUE(rights.actions.contains("merge"));
}

TEST_F(Grants, all_rows_take_in_every_narrower_condition) {
    for (const char* grants : {R"([{"object":"firm","read":true},{"object":"firm","read":{"rows":"mine"}}])",
                               R"([{"object":"firm","read":{"rows":"mine"}},{"object":"firm","read":true}])"}) {
        const auto rights = granted(grants, "firm");
        ASSERT_TRUE(rights.read);
        EXPECT_EQ(rights.read->op, Condition::Op::all);
        EXPECT_TRUE(rights.read->parts.empty());
    }
}

TEST_F(Grants, of_fields_the_wider_access_counts) {
    const auto both = granted(
        R"([{"object":"firm","read":true,"fields":{"tax_id":"none","note":"none"}},{"object":"firm","read":true,"fields":{"tax_id":"read","note":"none"}}])",
        "firm");
    EXPECT_EQ(both.fields.at(firm.tax_id.index), FieldAccess::read);
    EXPECT_EQ(both.fields.at(firm.note.index), FieldAccess::none);
    EXPECT_EQ(both.fields.at(firm.name.index), FieldAccess::write);
    const auto one_free =
        granted(R"([{"object":"firm","read":true,"fields":{"tax_id":"none"}},{"object":"firm","read":true}])", "firm");
    EXPECT_TRUE(one_free.fields.empty());
}

TEST_F(Grants, a_grant_that_gives_nothing_does_not_widen_the_fields_of_another) {
    const auto rights =
        granted(R"([{"object":"firm","read":true,"fields":{"tax_id":"none"}},{"object":"firm","read":false}])", "firm");
    EXPECT_EQ(rights.fields.at(firm.tax_id.index), FieldAccess::none);
}

TEST_F(Grants, scopes_cut_objects_and_writing) {
    Rights rights;
    const Asker asker{*engine.schema(), *Rights::system(), {}, Zone::utc(), "PL"};
    add_grant(
        rights,
        Json::parse(
            R"({"object":"firm","read":true,"create":true,"update":{"rows":"mine"},"export":true,"actions":["merge"]})"),
        asker);
    add_grant(rights, Json::parse(R"({"object":"machine","read":true,"update":true})"), asker);
    rights.may = {"import", "users"};
    const Rights read_only = cut_to(rights, *engine.schema(), {{"firm", true, false}});
    const auto& cut = read_only.objects.at("firm");
    EXPECT_TRUE(cut.read && cut.export_out);
    EXPECT_FALSE(cut.create || cut.update || cut.remove || cut.import_in);
    EXPECT_TRUE(cut.actions.empty());
    EXPECT_FALSE(read_only.objects.contains("machine"));
    EXPECT_TRUE(read_only.may.empty());
    const Rights writes = cut_to(rights, *engine.schema(), {{"firm", false, true}});
    EXPECT_TRUE(writes.objects.at("firm").update);
    EXPECT_FALSE(writes.objects.at("firm").remove) << "a scope gives nothing that the user has not";
    EXPECT_FALSE(writes.objects.at("firm").export_out);
    EXPECT_EQ(writes.may, (std::set<std::string, std::less<>>{"import"}));
    EXPECT_EQ(cut_to(rights, *engine.schema(), {{"*", true, false}}).objects.size(), 2u);
}

TEST_F(Grants, scopes_cut_an_administrator_too) {
    Rights all;
    all.everything = true;
    const Rights cut = cut_to(all, *engine.schema(), {{"firm", true, false}});
    EXPECT_FALSE(cut.everything);
    EXPECT_TRUE(cut.allows(firm, Act::read));
    EXPECT_TRUE(cut.allows(place, Act::read)) << "parts go with their parent";
    EXPECT_FALSE(cut.allows(firm, Act::update));
    EXPECT_FALSE(cut.allows(machine, Act::read));
    EXPECT_TRUE(cut.allows(grade, Act::read)) << "settings stay readable";
    EXPECT_FALSE(cut.allows(grade, Act::update));
    EXPECT_FALSE(cut.allows(user, Act::update));
    EXPECT_TRUE(cut_to(all, *engine.schema(), {{"*", true, true}}).everything);
}

TEST_F(Grants, scopes_of_unknown_objects_and_of_parts_are_refused) {
    const auto sentence = [&](Scope scope) { return refusal([&] { check_scopes(*engine.schema(), {scope}); }); };
    EXPECT_NE(sentence({"frm", true, false}).find("Did you mean \"firm\"?"), std::string::npos);
    EXPECT_NE(sentence({"place", true, false}).find("no object that a token can be limited to"), std::string::npos);
    EXPECT_NE(sentence({"firm", false, false}).find("allows nothing"), std::string::npos);
    EXPECT_EQ(sentence({"*", true, false}), "");
}

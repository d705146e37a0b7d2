// Lists, forms and pages arranged for everybody and for a role; the first page of a person.
#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

Json fields(std::initializer_list<Json> names) {
    return Json::object({{"fields", Json::array(names)}});
}

struct Layouts : ::testing::Test {
    TestApp crm{all_objects()};

    Answer put(const std::string& rest, const Json& body) {
        return crm.call("PUT", "/api/v1/meta/object/deal/layout/" + rest, body);
    }
    Json deal() {
        const Answer meta = crm.get("/api/v1/meta");
        for (const Json& object : meta.body["objects"].items())
            if (object.text("name") == "deal") return object;
        return {};
    }
    std::string list() { return deal()["list"].dump(); }
    std::string role(const std::string& name) {
        return crm.get("/api/v1/role?filter=" + in_address(R"({"name":")" + name + R"("})"))
            .items()
            .items()[0]
            .text("id");
    }
};

} // namespace

TEST_F(Layouts, are_what_everybody_sees_until_they_are_taken_away) {
    const std::string before = list();
    EXPECT_EQ(put("list", fields({"amount", "name"})).status, 200);
    EXPECT_EQ(list(), R"(["amount","name"])");
    EXPECT_EQ(put("form", fields({"name"})).status, 200);
    EXPECT_EQ(deal()["form"].dump(), R"(["name"])");
    EXPECT_EQ(crm.get("/api/v1/meta/object/deal/layout").items().items().size(), 2u);
    EXPECT_EQ(crm.remove("/api/v1/meta/object/deal/layout/list").status, 204);
    EXPECT_EQ(list(), before);
    EXPECT_EQ(put("list", fields({"stage"})).status, 200) << "it can be arranged anew";
    EXPECT_EQ(list(), R"(["stage"])");
}

TEST_F(Layouts, of_a_role_are_for_its_holders_alone) {
    crm.add_user("eva@example.com", "salesperson");
    ASSERT_EQ(put("list", fields({"name"})).status, 200);
    ASSERT_EQ(put("list?role=" + role("salesperson"), fields({"name", "stage"})).status, 200);
    EXPECT_EQ(list(), R"(["name"])");
    crm.as("eva@example.com");
    EXPECT_EQ(list(), R"(["name","stage"])");
    EXPECT_EQ(put("list", fields({"amount"})).status, 403) << "arranging is for who may change the shape";
}

TEST_F(Layouts, of_a_page_group_the_fields_and_leave_some_out) {
    const Json groups =
        Json::array({Json::object({{"name", "first"},
                                   {"label", Json::object({{"en", "What counts"}, {"pl", "Najważniejsze"}})},
                                   {"fields", Json::array({"stage", "amount"})}})});
    ASSERT_EQ(put("record", Json::object({{"groups", groups}, {"hidden", Json::array({"loss_reason"})}})).status, 200);
    const Json page = deal();
    EXPECT_EQ(page["groups"].items()[0].text("name"), "first");
    EXPECT_EQ(page["groups"].items()[0]["label"].text("pl"), "Najważniejsze");
    EXPECT_EQ(page["groups"].items()[0]["fields"].dump(), R"(["stage","amount"])");
    EXPECT_EQ(page["left_out"].dump(), R"(["loss_reason"])");
    std::string rest;
    for (std::size_t i = 1; i < page["groups"].items().size(); ++i) rest += page["groups"].items()[i]["fields"].dump();
    EXPECT_EQ(rest.find("\"stage\""), std::string::npos) << "a field stands once";
    EXPECT_EQ(rest.find("loss_reason"), std::string::npos);
    EXPECT_NE(rest.find("\"closes_on\""), std::string::npos) << "what nobody arranged is still there";
}

TEST_F(Layouts, refuse_what_does_not_exist_by_name) {
    EXPECT_NE(put("list", fields({"amoutn"})).at("fields").find("amount"), std::string::npos);
    EXPECT_FALSE(put("list", fields({"name", "name"})).at("fields").empty());
    EXPECT_FALSE(put("list", fields({})).at("fields").empty());
    EXPECT_FALSE(put("record", fields({"name"})).at("fields").empty());
    EXPECT_FALSE(put("record", Json::object({{"groups", "no"}})).at("groups").empty());
    EXPECT_FALSE(put("list?role=12345", fields({"name"})).at("role").empty());
    EXPECT_EQ(put("list.nobody", fields({"name"})).status, 404);
    EXPECT_EQ(crm.call("PUT", "/api/v1/meta/object/dael/layout/list", fields({"name"})).status, 404);
}

TEST_F(Layouts, do_not_show_a_field_that_may_not_be_read) {
    crm.add_role("blind", Json::array({Json::object(
                              {{"object", "deal"}, {"read", true}, {"fields", Json::object({{"amount", "none"}})}})}));
    crm.add_user("blind@example.com", "blind");
    ASSERT_EQ(put("list", fields({"amount", "name"})).status, 200);
    ASSERT_EQ(put("form", fields({"amount"})).status, 200);
    ASSERT_EQ(
        put("record", Json::object({{"groups", Json::array()}, {"hidden", Json::array({"amount", "stage"})}})).status,
        200);
    crm.as("blind@example.com");
    EXPECT_EQ(list(), R"(["name"])");
    EXPECT_EQ(deal()["form"].dump().find("amount"), std::string::npos);
    EXPECT_EQ(deal()["left_out"].dump(), R"(["stage"])");
}

TEST(FirstPage, is_arranged_by_its_person) {
    TestApp crm{all_objects()};
    EXPECT_TRUE(crm.get("/api/v1/me").body["home"].is_null());
    crm.add_user("eva@example.com", "salesperson");
    EXPECT_EQ(crm.patch("/api/v1/me", Json::object({{"home", Json::array({"tasks", "figures"})}})).status, 403)
        << "with a token";
}

} // namespace crm::testing

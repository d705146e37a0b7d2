// What an administrator calls the program's own fields, their choices, and tags, in each language.
#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

struct Renaming : ::testing::Test {
    TestApp crm{all_objects()};

    Json field(const std::string& object, const std::string& name) {
        const Answer meta = crm.get("/api/v1/meta");
        for (const Json& each : meta.body["objects"].items())
            if (each.text("name") == object)
                for (const Json& one : each["fields"].items())
                    if (one.text("name") == name) return one;
        return {};
    }
    Json choice(const std::string& object, const std::string& name, const std::string& which) {
        const Json of = field(object, name);
        for (const Json& each : of["choices"].items())
            if (each.text("name") == which) return each;
        return {};
    }
    Answer rename(const std::string& field, const char* changes) {
        return crm.patch("/api/v1/meta/object/" + field, Json::parse(changes));
    }
};

} // namespace

TEST_F(Renaming, gives_a_built_in_field_and_its_choices_other_words_in_the_languages_that_are_said) {
    const Answer done =
        rename("invoice/field/state",
               R"({"label":{"pl":"Etap"},"choices":[{"name":"void","label":{"mk":"Поништена фактура"},"color":2}]})");
    ASSERT_EQ(done.status, 200) << done.whole.body;
    const Json label = field("invoice", "state")["label"];
    EXPECT_EQ(label.text("pl"), "Etap");
    EXPECT_EQ(label.text("en"), "State");
    const Json renamed = choice("invoice", "state", "void");
    EXPECT_EQ(renamed["label"].text("mk"), "Поништена фактура");
    EXPECT_EQ(renamed["label"].text("pl"), "Unieważniona");
    EXPECT_EQ(renamed.number("color"), 2);
    EXPECT_EQ(choice("invoice", "state", "draft")["label"].text("mk"), "Нацрт");
}

TEST_F(Renaming, takes_its_words_back) {
    ASSERT_EQ(rename("invoice/field/state",
                     R"({"label":{"pl":"Etap"},"choices":[{"name":"void","label":{"en":"Nullified"}}]})")
                  .status,
              200);
    ASSERT_EQ(rename("invoice/field/state", R"({"label":null})").status, 200);
    EXPECT_EQ(field("invoice", "state")["label"].text("pl"), "Stan");
    EXPECT_EQ(choice("invoice", "state", "void")["label"].text("en"), "Nullified") << "what is not spoken of stays";
    ASSERT_EQ(rename("invoice/field/state", R"({"choices":null})").status, 200);
    EXPECT_EQ(choice("invoice", "state", "void")["label"].text("en"), "Void");
}

TEST_F(Renaming, changes_nothing_else) {
    EXPECT_EQ(rename("invoice/field/state", R"({"required":false})").at("required"),
              "A built-in field stays as it is; only its label and choices are renamed.");
    EXPECT_FALSE(
        rename("invoice/field/state", R"({"choices":[{"name":"lost","label":"Lost"}]})").at("choices").empty());
    EXPECT_FALSE(rename("invoice/field/state", R"({"choices":[{"name":"void","color":9}]})").at("choices").empty());
    EXPECT_FALSE(rename("invoice/field/number", R"({"choices":[{"name":"void"}]})").at("choices").empty());
    EXPECT_FALSE(
        rename("invoice/field/state", (R"({"label":")" + std::string(90, 'a') + "\"}").c_str()).at("label").empty());
    EXPECT_EQ(rename("invoice/field/created_at", R"({"label":"Born"})").status, 422);
    EXPECT_EQ(rename("invoice/field/nothing", R"({"label":"Born"})").status, 404);
    EXPECT_EQ(field("invoice", "state")["label"].text("en"), "State");
}

TEST_F(Renaming, leaves_the_field_where_it_is) {
    ASSERT_EQ(rename("party/field/sector", R"({"label":"Branch"})").status, 200);
    EXPECT_EQ(crm.remove("/api/v1/meta/object/party/field/sector").status, 404) << "it is nobody's own";
    EXPECT_EQ(crm.post("/api/v1/meta/object/party/field/sector/restore", Json::object()).status, 404);
    const std::string id =
        crm.create("party", Json::parse(R"({"kind":"organization","name":"Zorza","sector":"retail"})"));
    EXPECT_EQ(crm.get("/api/v1/party/" + id).body.text("sector"), "retail");
}

TEST_F(Renaming, takes_the_right_to_shape) {
    crm.add_role("none", Json::array());
    crm.add_user("eva", "none");
    crm.as("eva");
    EXPECT_EQ(rename("party/field/sector", R"({"label":"Branch"})").status, 403);
}

TEST_F(Renaming, of_tags_is_told_by_the_word_that_stands_on_records) {
    const std::string tag = crm.create("tag", Json::parse(R"({"name":"VIP","name_pl":"Ważny klient"})"));
    crm.create("tag", Json::parse(R"({"name":"Plain"})"));
    EXPECT_EQ(crm.get("/api/v1/meta").body["tags"].dump(), R"({"VIP":{"pl":"Ważny klient"}})");
    ASSERT_EQ(crm.remove("/api/v1/tag/" + tag).status, 204);
    EXPECT_EQ(crm.get("/api/v1/meta").body["tags"].dump(), "{}");
}

} // namespace crm::testing

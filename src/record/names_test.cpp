#include "record/names.hpp"

#include <gtest/gtest.h>

#include "testing/test_app.hpp"

using namespace crm;
using crm::testing::TestApp;

namespace {

struct Step : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .searchable = true, .title = true}};
    Names names{this};
    Step() : Object("step", "test", {"Step", "Krok", "Чекор"}, {"Steps", "Kroki", "Чекори"}) {
        table_class = TableClass::small;
        setting = true;
    }
};
const Step step;

struct NamesTest : ::testing::Test {
    TestApp crm{{&step}};
    Json names() { return crm.get("/api/v1/meta").body["names"]; }
};

} // namespace

TEST_F(NamesTest, are_told_with_the_metadata_for_each_record_that_has_any) {
    const std::string offer =
        crm.create("step", Json::object({{"name", "Proposal"}, {"name_pl", "Oferta"}, {"name_mk", "Понуда"}}));
    const std::string plain = crm.create("step", Json::object({{"name", "Plain"}}));
    EXPECT_EQ(names()[offer].dump(), R"({"pl":"Oferta","mk":"Понуда"})");
    EXPECT_FALSE(names().find(plain));
    crm.patch("/api/v1/step/" + offer, Json::object({{"name_pl", Json()}}));
    EXPECT_EQ(names()[offer].dump(), R"({"mk":"Понуда"})");
    crm.remove("/api/v1/step/" + offer);
    EXPECT_FALSE(names().find(offer));
}

TEST_F(NamesTest, are_told_to_everybody_who_reads_the_record) {
    const std::string offer = crm.create("step", Json::object({{"name", "Proposal"}, {"name_pl", "Oferta"}}));
    crm.add_role("none", Json::array());
    crm.add_user("eva", "none");
    crm.as("eva");
    EXPECT_EQ(crm.get("/api/v1/step/" + offer).body.text("name_pl"), "Oferta");
    EXPECT_EQ(names()[offer].text("pl"), "Oferta");
}

TEST_F(NamesTest, a_record_is_found_by_any_of_them) {
    const std::string offer = crm.create("step", Json::object({{"name", "Proposal"}, {"name_pl", "Oferta"}}));
    EXPECT_EQ(crm.get("/api/v1/step?search=ofer").items().items().at(0).text("id"), offer);
    EXPECT_EQ(crm.get("/api/v1/step?search=propo").items().items().at(0).text("id"), offer);
}

TEST_F(NamesTest, become_the_name_when_the_company_changes_to_their_language) {
    const std::string offer =
        crm.create("step", Json::object({{"name", "Proposal"}, {"name_pl", "Oferta"}, {"name_mk", "Понуда"}}));
    const std::string plain = crm.create("step", Json::object({{"name", "Plain"}, {"name_mk", "Обично"}}));
    const auto said = [&](const std::string& id) {
        const Json step = crm.get("/api/v1/step/" + id).body;
        return step.text("name") + "|" + step.text("name_en") + "|" + step.text("name_pl") + "|" + step.text("name_mk");
    };
    ASSERT_EQ(crm.patch("/api/v1/company", Json::object({{"language", "pl"}})).status, 200);
    EXPECT_EQ(said(offer), "Oferta|Proposal||Понуда");
    EXPECT_EQ(said(plain), "Plain|||Обично") << "it has no name in Polish";
    ASSERT_EQ(crm.patch("/api/v1/company", Json::object({{"language", "en"}})).status, 200);
    EXPECT_EQ(said(offer), "Proposal||Oferta|Понуда");
}

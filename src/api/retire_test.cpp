// Retiring through the interface, and the bin of shape.
#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

struct RetiringByInterface : ::testing::Test {
    TestApp crm{all_objects()};
    std::string open_stage, next_stage, deal;

    RetiringByInterface() {
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
        open_stage = stage("Proposal");
        next_stage = stage("Negotiation");
        deal = crm.create("deal", Json::object({{"name", "Boat"}, {"stage", open_stage}}));
    }
    std::string stage(const char* name) {
        return crm.list("stage", Json::object({{"name", name}})).items().items().at(0).text("id");
    }
    Answer retire(const std::string& successor) {
        return crm.post("/api/v1/stage/" + open_stage + "/retire", Json::object({{"successor", successor}}));
    }
};

} // namespace

TEST_F(RetiringByInterface, answers_with_an_operation_and_a_job_does_the_rest) {
    EXPECT_EQ(crm.post("/api/v1/stage/" + open_stage + "/retire", Json::object()).at("successor").empty(), false);
    const Answer begun = retire(next_stage);
    ASSERT_EQ(begun.status, 202) << begun.whole.body;
    EXPECT_EQ(begun.body.text("state"), "queued");
    EXPECT_EQ(retire(next_stage).id(), begun.id()) << "asked twice it is one operation";
    crm.app().jobs().run_due();
    const Answer operation = crm.get("/api/v1/operation/" + begun.id());
    EXPECT_EQ(operation.body.text("state"), "done") << operation.whole.body;
    EXPECT_EQ(crm.get("/api/v1/deal/" + deal).body["stage"].text("id"), next_stage);
    EXPECT_EQ(crm.patch("/api/v1/deal/" + deal, Json::object({{"stage", open_stage}})).status, 422)
        << "it is offered no more";
}

TEST_F(RetiringByInterface, takes_the_right_to_delete) {
    crm.add_role("seller",
                 Json::parse(R"([{"object":"deal","read":{"rows":"all"},"create":true,"update":{"rows":"all"}}])"));
    crm.add_user("sam@example.com", "seller");
    crm.as("sam@example.com");
    EXPECT_EQ(retire(next_stage).status, 403);
    crm.as("admin@example.com");
    crm.add_role(
        "keeper",
        Json::parse(
            R"([{"object":"stage","read":{"rows":"all"},"create":true,"update":{"rows":"all"},"delete":{"rows":"all"}}])"));
    crm.add_user("kim@example.com", "keeper");
    crm.as("kim@example.com");
    EXPECT_EQ(retire(next_stage).status, 202) << "deals out of sight are handed over as well";
    crm.app().jobs().run_due();
    crm.as("admin@example.com");
    EXPECT_EQ(crm.get("/api/v1/deal/" + deal).body["stage"].text("id"), next_stage);
}

TEST_F(RetiringByInterface, is_described_with_the_object) {
    const Answer meta = crm.get("/api/v1/meta");
    for (const Json& object : meta.body["objects"].items())
        if (object.text("name") == "stage") {
            EXPECT_EQ(object.text("retired"), "retired");
            EXPECT_EQ(object["actions"].items().at(0).text("name"), "retire");
        }
}

TEST_F(RetiringByInterface, deleted_fields_and_objects_lie_in_a_bin_and_come_back) {
    const std::string field =
        crm.post("/api/v1/meta/object/party/field", Json::parse(R"({"label":"Colour","kind":"text"})"))
            .body.text("name");
    const std::string person =
        crm.create("party", Json::object({{"kind", "organization"}, {"name", "Acme"}, {field, "Red"}}));
    EXPECT_EQ(crm.remove("/api/v1/meta/object/party/field/" + field).status, 200);
    EXPECT_FALSE(crm.get("/api/v1/party/" + person).body.find(field));
    const Answer bin = crm.get("/api/v1/meta/bin");
    ASSERT_EQ(bin.items().items().size(), 1u);
    EXPECT_EQ(bin.items().items()[0].text("field"), field);
    EXPECT_EQ(crm.post("/api/v1/meta/object/party/field/" + field + "/restore", Json::object()).status, 200);
    EXPECT_EQ(crm.get("/api/v1/party/" + person).body.text(field), "Red");
    crm.add_role("seller", Json::parse(R"([{"object":"party","read":{"rows":"all"}}])"));
    crm.add_user("sam@example.com", "seller");
    crm.as("sam@example.com");
    EXPECT_EQ(crm.get("/api/v1/meta/bin").status, 403);
}

} // namespace crm::testing

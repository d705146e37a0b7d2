// What a role may not see of a record, it sees nowhere else: in no part, list, export, search or timeline.
#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

Json grant(const char* object, const Json& fields) {
    return Json::object({{"object", object},
                         {"read", Json::object({{"rows", "all"}})},
                         {"create", true},
                         {"update", Json::object({{"rows", "all"}})},
                         {"delete", Json::object({{"rows", "all"}})},
                         {"export", true},
                         {"fields", fields}});
}

// Eva may not see how to reach parties, nor whose deals are.
struct Sight : ::testing::Test {
    TestApp crm{all_objects()};
    std::string id, deal, email, fax, address;

    Sight() {
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
        id = crm.create(
            "party",
            Json::object(
                {{"kind", "organization"},
                 {"name", "Zorza"},
                 {"email", "biuro@zorza.example.pl"},
                 {"phone", "+48501234567"},
                 {"address",
                  Json::object({{"street", "Kwiatowa"}, {"house", "7"}, {"city", "Ustrzyki"}, {"country", "PL"}})}}));
        fax = crm.create("contact_point", Json::object({{"party", id}, {"kind", "fax"}, {"value", "+48221234567"}}));
        deal = crm.create("deal", Json::object({{"name", "Roof"}, {"party", id}}));
        email = crm.list("contact_point", Json::object({{"kind", "email"}})).items().items()[0].text("id");
        address = crm.list("address").items().items()[0].text("id");
        const Json unreachable = Json::object({{"email", "none"}, {"phone", "none"}, {"address", "none"}});
        crm.add_role("unreached",
                     Json::array({grant("party", unreachable), grant("deal", Json::object({{"party", "none"}}))}));
        crm.add_user("eva@example.com", "unreached");
    }
    std::size_t found(const std::string& target) { return crm.get("/api/v1/" + target).items().items().size(); }
    std::size_t points() { return crm.list("contact_point").items().items().size(); }
    std::string timeline() { return crm.get("/api/v1/party/" + id + "/timeline").whole.body; }
};

} // namespace

TEST_F(Sight, an_unreadable_field_is_not_read_through_the_parts_that_hold_it) {
    EXPECT_EQ(points(), 3u);
    EXPECT_EQ(crm.get("/api/v1/contact_point/" + email + "/history").status, 200);
    crm.as("eva@example.com");
    ASSERT_EQ(points(), 1u) << crm.list("contact_point").whole.body;
    EXPECT_EQ(crm.list("contact_point").items().items()[0].text("id"), fax);
    EXPECT_EQ(crm.get("/api/v1/contact_point/" + fax).status, 200);
    for (const std::string& target : {"contact_point/" + email, "address/" + address})
        for (const char* more : {"", "/history"})
            EXPECT_NE(crm.get("/api/v1/" + target + more).status, 200) << target << more;
    EXPECT_EQ(crm.list("address").whole.body.find("Kwiatowa"), std::string::npos);
    const Answer counted = crm.get("/api/v1/contact_point/aggregate?measure=count");
    ASSERT_EQ(counted.status, 200) << counted.whole.body;
    EXPECT_EQ(counted.body["rows"].items()[0].number("count"), 1);
}

TEST_F(Sight, who_only_reads_a_record_attaches_nothing_to_it) {
    crm.add_role("looking", Json::array({Json::object({{"object", "party"}, {"read", true}})}));
    crm.add_user("ola@example.com", "looking");
    crm.as("ola@example.com");
    EXPECT_EQ(crm.raw("POST", "/api/v1/file?about=party%3A" + id, "x", {{"x-file-name", "x.txt"}}).status, 403);
    EXPECT_EQ(crm.raw("POST", "/api/v1/file", "x", {{"x-file-name", "x.txt"}}).status, 403);
}

TEST_F(Sight, an_unreadable_field_is_not_exported_through_the_parts_that_hold_it) {
    const std::string asked = "/api/v1/contact_point/export?format=csv";
    EXPECT_NE(crm.get(asked).whole.body.find("biuro@zorza.example.pl"), std::string::npos);
    crm.as("eva@example.com");
    const Answer file = crm.get(asked);
    ASSERT_EQ(file.status, 200) << file.whole.body;
    EXPECT_EQ(file.whole.body.find("biuro@zorza.example.pl"), std::string::npos);
    EXPECT_EQ(file.whole.body.find("501234567"), std::string::npos);
    EXPECT_NE(file.whole.body.find("221234567"), std::string::npos);
    EXPECT_EQ(crm.get("/api/v1/address/export?format=csv").whole.body.find("Kwiatowa"), std::string::npos);
}

TEST_F(Sight, an_unreadable_field_is_not_searched_through_the_parts_that_hold_it) {
    for (const char* word : {"biuro@zorza", "501234567", "Ustrzyki"})
        EXPECT_EQ(found(std::string("search?q=") + word), 1u) << word;
    crm.as("eva@example.com");
    for (const char* word : {"biuro@zorza", "501234567", "Ustrzyki"}) {
        EXPECT_EQ(found(std::string("search?q=") + word), 0u) << word;
        EXPECT_EQ(found(std::string("party?search=") + word), 0u) << word;
    }
    for (const char* word : {"Zorza", "221234567"}) {
        EXPECT_EQ(found(std::string("search?objects=party&q=") + word), 1u) << word;
        EXPECT_EQ(found(std::string("party?search=") + word), 1u) << word;
    }
}

TEST_F(Sight, an_unwritable_field_is_not_written_through_the_parts_that_hold_it) {
    crm.as("eva@example.com");
    auto point = [&](const char* kind, const char* value) {
        return crm.post("/api/v1/contact_point",
                        Json::object({{"party", id}, {"kind", kind}, {"value", value}, {"primary", true}}));
    };
    EXPECT_EQ(point("email", "mine@example.com").status, 403);
    EXPECT_EQ(point("phone", "+48502345678").status, 403);
    EXPECT_EQ(point("fax", "+48222345678").status, 201);
    EXPECT_EQ(
        crm.post("/api/v1/address", Json::object({{"party", id}, {"place", Json::object({{"city", "Sanok"}})}})).status,
        403);
    EXPECT_GE(crm.patch("/api/v1/contact_point/" + email, Json::object({{"value", "mine@example.com"}})).status, 403);
    EXPECT_GE(crm.remove("/api/v1/contact_point/" + email).status, 403);
    crm.as("admin@example.com");
    EXPECT_EQ(crm.get("/api/v1/party/" + id).body.text("email"), "biuro@zorza.example.pl");
}

TEST_F(Sight, a_timeline_has_no_line_of_a_record_whose_link_to_it_may_not_be_read) {
    EXPECT_NE(timeline().find("Roof"), std::string::npos) << timeline();
    crm.as("eva@example.com");
    EXPECT_EQ(crm.get("/api/v1/deal/" + deal).status, 200);
    EXPECT_EQ(crm.get("/api/v1/party/" + id + "/timeline").status, 200);
    EXPECT_EQ(timeline().find("Roof"), std::string::npos) << timeline();
}

} // namespace crm::testing

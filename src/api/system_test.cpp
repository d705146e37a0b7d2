// Who reads the metrics, and what the company's settings refuse.
#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

int metrics_status(App& app, const std::string& address, const std::vector<http::Header>& headers = {}) {
    http::Request request;
    request.method = "GET";
    request.path = request.target = "/metrics";
    request.address = address;
    request.headers = headers;
    return app.answer(request).status;
}

} // namespace

TEST(Metrics, are_read_on_the_same_machine_and_by_who_has_the_right) {
    TestApp crm{all_objects()};
    EXPECT_EQ(metrics_status(crm.app(), "127.0.0.1"), 200);
    EXPECT_EQ(metrics_status(crm.app(), "::1"), 200);
    EXPECT_EQ(metrics_status(crm.app(), "192.0.2.7"), 401);
    EXPECT_EQ(metrics_status(crm.app(), "127.0.0.1", {{"x-forwarded-for", "192.0.2.7"}}), 401)
        << "a proxy on this machine";
    const http::Header admin{"authorization", "Bearer " + crm.token()};
    EXPECT_EQ(metrics_status(crm.app(), "192.0.2.7", {admin}), 200);
    crm.add_role("watcher", Json::array(), Json::array({"metrics"}));
    crm.add_user("watch@example.com", "watcher");
    crm.add_user("eva@example.com", "reader");
    crm.as("watch@example.com");
    EXPECT_EQ(metrics_status(crm.app(), "192.0.2.7", {{"authorization", "Bearer " + crm.token()}}), 200);
    crm.as("eva@example.com");
    EXPECT_EQ(metrics_status(crm.app(), "192.0.2.7", {{"authorization", "Bearer " + crm.token()}}), 403);
    EXPECT_EQ(metrics_status(crm.app(), "192.0.2.7", {{"authorization", "Bearer rlc_nonsense"}}), 401);
}

TEST(Metrics, are_open_to_everybody_when_that_is_set) {
    TestApp crm{all_objects()};
    AppOptions options;
    options.open_metrics = true;
    App open(crm.engine(), options);
    EXPECT_EQ(metrics_status(open, "192.0.2.7"), 200);
}

TEST(Settings, of_the_company_refuse_what_is_no_country_and_an_empty_name) {
    TestApp crm{all_objects()};
    EXPECT_FALSE(crm.patch("/api/v1/company", Json::object({{"country", "ZZ"}})).at("country").empty());
    for (const char* name : {"", "   ", "\u200b\u200b"})
        EXPECT_FALSE(crm.patch("/api/v1/company", Json::object({{"name", name}})).at("name").empty()) << name;
    EXPECT_EQ(crm.patch("/api/v1/company", Json::object({{"name", std::string(201, 'a')}})).status, 422);
    EXPECT_EQ(crm.patch("/api/v1/company", Json::object({{"more", "text"}})).status, 422);
    const Answer kept = crm.patch("/api/v1/company", Json::object({{"name", "  Aurora   Trade "}, {"country", "MK"}}));
    EXPECT_EQ(kept.status, 200);
    EXPECT_EQ(kept.body.text("name"), "Aurora Trade");
}

} // namespace crm::testing

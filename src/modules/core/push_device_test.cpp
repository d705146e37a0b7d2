#include "modules/core/push_device.hpp"

#include <gtest/gtest.h>

#include <mutex>

#include "base/base64url.hpp"
#include "modules/core/pushing.hpp"
#include "modules/modules.hpp"
#include "testing/test_app.hpp"
#include "testing/web_server.hpp"
#include "wire/push.hpp"

namespace crm {
namespace {

using testing::Answer;
using testing::TestApp;
using testing::TestCertificate;
using testing::WebServer;

// A company whose push service is a server of this test: it holds the devices' secrets and reads what comes.
struct Pushes : ::testing::Test {
    const TestCertificate certificate;
    const wire::PushKeys phone = wire::make_push_keys();
    const std::string shared = std::string(16, '\7');
    int status = 201;
    std::vector<Json> heard;
    WebServer service{[this](const http::Request& request) {
                          const auto message = wire::decrypt_push(request.body, phone, shared);
                          heard.push_back(message ? Json::parse(*message) : Json());
                          return http::Response{.status = status};
                      },
                      &certificate};
    TestApp crm{all_objects()};
    std::string eva;

    Pushes() {
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
        schedule();
        switch_on(true);
        crm.add_role("own", Json::parse(R"([{"object":"party","read":true,"create":true,"update":true},
            {"object":"activity","read":{"rows":"mine"},"create":true},
            {"object":"push_device","read":{"rows":"mine"},"create":true,"delete":{"rows":"mine"}}])"));
        eva = crm.add_user("eva", "own");
        crm.add_user("ivan", "own");
    }
    void schedule() {
        schedule_pushes(crm.app().jobs(), crm.engine(),
                        {wire::Outgoing({"127.0.0.0/8", "::1"}, certificate.certificate), "https://crm.example",
                         [this](Id user) { return crm.app().auth().rights_of(user); }});
    }
    void switch_on(bool on) {
        EXPECT_EQ(crm.patch("/api/v1/company", Json::object({{"more", Json::object({{"push", on}})}})).status, 200);
    }
    Json device(const std::string& place = "/phone") const {
        return Json::object({{"name", "Chrome, Android"},
                             {"endpoint", service.address(place)},
                             {"p256dh", base64url(phone.open)},
                             {"auth", base64url(shared)}});
    }
    void add_device(const std::string& login, const std::string& place = "/phone") {
        crm.as(login);
        crm.create("push_device", device(place));
        crm.as("admin@example.com");
    }
    // A task for eva; she is told of it.
    std::string assign(const std::string& subject) {
        return crm.create("activity", Json::object({{"kind", "task"}, {"subject", subject}, {"assigned_to", eva}}));
    }
    void work() { crm.app().jobs().run_due(); }
    std::size_t devices() { return crm.list("push_device").items().items().size(); }
};

TEST_F(Pushes, what_somebody_is_told_is_read_on_their_device_and_leads_to_its_record) {
    add_device("eva");
    const std::string task = assign("Zadzwoń do Ѓорѓи");
    work();
    ASSERT_EQ(heard.size(), 1u);
    EXPECT_EQ(heard[0].text("title"), "Zadzwoń do Ѓорѓи");
    EXPECT_EQ(heard[0].text("body"), "Zadzwoń do Ѓорѓи");
    EXPECT_EQ(heard[0].text("path"), "/activity/" + task);
    work();
    EXPECT_EQ(heard.size(), 1u) << "once";
}

TEST_F(Pushes, each_device_of_that_person_and_nobody_elses) {
    add_device("eva", "/phone");
    add_device("eva", "/laptop");
    add_device("ivan", "/other");
    assign("Call");
    work();
    EXPECT_EQ(heard.size(), 2u);
}

TEST_F(Pushes, nothing_is_said_while_it_is_switched_off) {
    add_device("eva");
    switch_on(false);
    assign("Call");
    work();
    EXPECT_TRUE(heard.empty());
    crm.as("eva");
    const Answer refused = crm.post("/api/v1/push_device", device());
    EXPECT_EQ(refused.status, 409);
    EXPECT_NE(refused.detail().find("switched off"), std::string::npos);
    EXPECT_FALSE(crm.get("/api/v1/push_device/report/key").body.flag("on"));
}

TEST_F(Pushes, what_was_read_meanwhile_is_not_said) {
    add_device("eva");
    assign("Call");
    const Answer told = crm.list("notification");
    crm.patch("/api/v1/notification/" + told.items().items().at(0).text("id"),
              Json::object({{"read_at", "2026-11-20T10:00:00Z"}}));
    work();
    EXPECT_TRUE(heard.empty());
}

TEST_F(Pushes, a_device_that_hears_no_more_is_forgotten) {
    add_device("eva");
    status = 410;
    assign("Call");
    work();
    EXPECT_EQ(heard.size(), 1u);
    EXPECT_EQ(devices(), 0u);
    status = 201;
    assign("Write");
    work();
    EXPECT_EQ(heard.size(), 1u);
}

TEST_F(Pushes, a_service_that_is_busy_is_asked_again_later_and_one_that_refuses_is_not) {
    add_device("eva");
    auto waiting = [this] {
        std::int64_t count = 0;
        crm.engine().database().read([&](Connection& connection) {
            count = whole_or(connection.value("SELECT count(*) FROM job WHERE kind = 'push' AND state = 'queued'"), 0);
        });
        return count;
    };
    status = 503;
    assign("Call");
    work();
    EXPECT_EQ(waiting(), 1);
    status = 400;
    assign("Write");
    work();
    EXPECT_EQ(waiting(), 1);
    EXPECT_EQ(devices(), 1u);
}

TEST_F(Pushes, a_browser_is_of_whoever_signed_in_there_last) {
    add_device("ivan");
    add_device("eva");
    EXPECT_EQ(devices(), 1u);
    assign("Call");
    work();
    EXPECT_EQ(heard.size(), 1u);
}

TEST_F(Pushes, nobody_adds_a_device_for_somebody_else_or_sees_theirs) {
    crm.as("ivan");
    Json body = device();
    body.set("user", eva);
    EXPECT_EQ(crm.post("/api/v1/push_device", body).status, 422);
    crm.create("push_device", device());
    crm.as("eva");
    EXPECT_EQ(devices(), 0u);
}

TEST_F(Pushes, what_is_no_browser_is_refused) {
    for (const auto& [field, value] : {std::pair{"endpoint", "http://push.example/1"},
                                       {"endpoint", "https://"},
                                       {"p256dh", "AAAA"},
                                       {"auth", "?"}}) {
        Json body = device();
        body.set(field, value);
        EXPECT_NE(crm.post("/api/v1/push_device", body).status, 201) << field << " " << value;
    }
}

TEST_F(Pushes, a_person_without_a_right_to_the_record_is_told_nothing_of_it) {
    add_device("eva");
    const std::string hidden = crm.create("activity", Json::object({{"kind", "note"}, {"subject", "Of the board"}}));
    Request request;
    crm.engine().write(request, [&](Context& context) {
        context.notify(*parse_id(eva), "mentioned", {"activity", *parse_id(hidden)}, "You were mentioned");
    });
    work();
    EXPECT_TRUE(heard.empty());
}

TEST_F(Pushes, the_keys_stay_and_are_stored_sealed) {
    const std::string before = crm.get("/api/v1/push_device/report/key").body.text("key");
    EXPECT_EQ(from_base64url(before).value().size(), 65u);
    schedule();
    EXPECT_EQ(crm.get("/api/v1/push_device/report/key").body.text("key"), before);
    const Json kept = Json::parse(crm.engine().fact(push_keys_fact));
    EXPECT_GT(kept.text("sealed").size(), 60u);
}

} // namespace
} // namespace crm

// Several people work on one customer at the same time: nobody is refused for what another did, and nothing is lost.
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

constexpr int people = 4, times = 6;

struct Together : ::testing::Test {
    TestApp crm{all_objects()};
    std::string acme = crm.create("party", Json::object({{"kind", "organization"}, {"name", "Zorza"}}));

    // What each does, as often as `times`; answers other than a success are told.
    void all_at_once(const std::function<Answer(int person, int time)>& what) {
        std::vector<std::thread> threads;
        for (int person = 0; person < people; ++person)
            threads.emplace_back([&, person] {
                for (int time = 0; time < times; ++time) {
                    const Answer answer = what(person, time);
                    if (answer.status >= 300) {
                        ++refused;
                        const std::lock_guard lock(mutex);
                        sentence = std::to_string(answer.status) + " " + answer.body.text("detail");
                    }
                }
            });
        for (auto& thread : threads) thread.join();
        EXPECT_EQ(refused, 0) << sentence;
    }
    Json all(const std::string& object) {
        return crm.get("/api/v1/" + object + "?limit=200&filter=" + "%7B%22party%22:%22" + acme + "%22%7D")
            .body["items"];
    }
    std::atomic<int> refused = 0;
    std::mutex mutex;
    std::string sentence;
};

} // namespace

TEST_F(Together, what_hangs_on_a_customer_is_added_found_and_has_one_primary) {
    auto address = [](int person, int time) {
        return "p" + std::to_string(person) + "t" + std::to_string(time) + "x@zorza.example";
    };
    all_at_once([&](int person, int time) {
        return crm.post("/api/v1/contact_point",
                        Json::object({{"party", acme}, {"kind", "email"}, {"value", address(person, time)}}));
    });
    int primary = 0;
    std::set<std::string> values;
    const Json points = all("contact_point");
    for (const Json& point : points.items()) {
        values.insert(point.text("value"));
        if (point.flag("primary")) ++primary;
    }
    EXPECT_EQ(values.size(), static_cast<std::size_t>(people * times));
    EXPECT_EQ(primary, 1);
    for (int person = 0; person < people; ++person)
        for (int time = 0; time < times; ++time)
            EXPECT_EQ(crm.get("/api/v1/search?q=" + address(person, time)).body["items"].items().size(), 1u)
                << address(person, time);
}

TEST_F(Together, consents_and_addresses_of_one_customer_are_taken_from_all) {
    all_at_once([&](int person, int time) {
        if (time % 2)
            return crm.post("/api/v1/consent", Json::object({{"party", acme},
                                                             {"purpose", "newsletter"},
                                                             {"state", "granted"},
                                                             {"at", "2026-01-01T10:00:00Z"}}));
        return crm.post(
            "/api/v1/address",
            Json::object({{"party", acme},
                          {"place", Json::object({{"street", "Leśna " + std::to_string(person * 100 + time)},
                                                  {"city", "Łódź"}})}}));
    });
    EXPECT_EQ(all("consent").items().size(), static_cast<std::size_t>(people * times / 2));
    EXPECT_EQ(all("address").items().size(), static_cast<std::size_t>(people * times / 2));
}

TEST_F(Together, a_change_that_asks_for_no_version_is_made_on_what_is_there) {
    all_at_once([&](int person, int time) {
        const std::string mark = std::to_string(person) + "-" + std::to_string(time);
        if (time % 2) return crm.call("PATCH", "/api/v1/party/" + acme, Json::object({{"note", mark}}));
        return crm.call("PATCH", "/api/v1/party/" + acme,
                        Json::object({{"tags", Json::object({{"add", Json::array({Json("t" + mark)})}})}}));
    });
    const Json party = crm.get("/api/v1/party/" + acme).body;
    EXPECT_EQ(party["tags"].items().size(), static_cast<std::size_t>(people * times / 2));
    EXPECT_EQ(party.number("version"), 1 + people * times);
}

TEST_F(Together, deals_of_one_customer_are_made_and_moved) {
    const std::string sales = crm.create("pipeline", Json::object({{"name", "Sales"}, {"is_default", true}}));
    auto stage = [&](const char* name) {
        return crm.create("stage", Json::object({{"name", name}, {"pipeline", sales}, {"outcome", "open"}}));
    };
    const std::string first = stage("New"), second = stage("Qualified");
    all_at_once([&](int, int time) {
        return crm.post("/api/v1/deal", Json::object({{"name", "Deal " + std::to_string(time)}, {"party", acme}}));
    });
    const std::string deal = all("deal").items()[0].text("id");
    all_at_once([&](int, int time) {
        return crm.post("/api/v1/deal/" + deal + "/move", Json::object({{"stage", time % 2 ? first : second}}));
    });
}

} // namespace crm::testing

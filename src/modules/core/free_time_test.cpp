#include "modules/core/free_time.hpp"

#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm {
namespace {

using testing::Answer;
using testing::TestApp;

const Zone warsaw = Zone::named("Europe/Warsaw").value();

Moment at(const char* text) {
    return parse_moment(text).value();
}

// From Friday noon, in winter.
std::string next(std::vector<Span> busy, int minutes, const char* from = "2026-11-20T12:00:00+01:00",
                 const char* to = "2026-12-04T00:00:00+01:00") {
    const auto found = next_free(std::move(busy), {at(from), at(to)}, minutes * minute, warsaw);
    return found ? format_moment(found->from + warsaw.offset_us(found->from)).substr(0, 16) : "none";
}

struct FreeTimes : ::testing::Test {
    TestApp crm{all_objects()};
    std::string eva, ivan;
    FreeTimes() {
        crm.add_role("own", Json::parse(R"([{"object":"activity","read":{"rows":"mine"},"create":true}])"));
        crm.add_role("none", Json::array());
        eva = crm.add_user("eva", "own");
        ivan = crm.add_user("ivan", "own");
        crm.add_user("guest", "none");
    }
    std::string plan(const char* kind, const char* from, const char* to, const Json& more = Json::object()) {
        Json body = Json::object({{"kind", kind}, {"subject", "Secret merger"}, {"starts_at", from}, {"owner", eva}});
        if (*to) body.set("ends_at", to);
        for (const auto& [name, value] : more.members()) body.set(name, value);
        return crm.create("activity", body);
    }
    Answer ask(const std::string& users, const std::string& more = "") {
        return crm.get("/api/v1/activity/report/free_times?users=" + users +
                       "&from=2030-03-04T00:00:00Z&to=2030-03-06T00:00:00Z" + more);
    }
    // "10:00-11:00" of one of the people asked about.
    static std::string busy(const Answer& answer, std::size_t which = 0) {
        std::string text;
        for (const Json& each : answer.body["people"].items().at(which)["busy"].items())
            (text += text.empty() ? "" : " ") += each.text("from").substr(11, 5) + "-" + each.text("to").substr(11, 5);
        return text;
    }
};

} // namespace

TEST(NextFree, is_the_first_quarter_within_working_hours_at_which_nothing_is_met) {
    EXPECT_EQ(next({}, 60), "2026-11-20T12:00");
    EXPECT_EQ(next({}, 60, "2026-11-20T12:01:00+01:00"), "2026-11-20T12:15");
    EXPECT_EQ(next({}, 60, "2026-11-20T03:00:00+01:00"), "2026-11-20T08:00");
    const Span lunch{at("2026-11-20T12:30:00+01:00"), at("2026-11-20T13:20:00+01:00")};
    EXPECT_EQ(next({lunch}, 60), "2026-11-20T13:30");
    EXPECT_EQ(next({lunch}, 30), "2026-11-20T12:00");
    const Span talk{at("2026-11-20T13:00:00+01:00"), at("2026-11-20T14:00:00+01:00")};
    EXPECT_EQ(next({talk, lunch}, 60), "2026-11-20T14:00");
}

TEST(NextFree, goes_over_the_weekend_and_gives_up_at_the_end) {
    EXPECT_EQ(next({}, 60, "2026-11-20T16:15:00+01:00"), "2026-11-23T08:00");
    EXPECT_EQ(next({}, 60, "2026-11-21T10:00:00+01:00"), "2026-11-23T08:00");
    EXPECT_EQ(next({}, 60, "2026-11-21T10:00:00+01:00", "2026-11-22T20:00:00+01:00"), "none");
    EXPECT_EQ(next({}, 600), "none") << "longer than a working day";
    EXPECT_EQ(next({{at("2026-11-01T00:00:00Z"), at("2027-01-01T00:00:00Z")}}, 30), "none");
}

TEST(NextFree, keeps_to_local_hours_when_the_clocks_change) {
    EXPECT_EQ(next({}, 60, "2026-10-26T00:00:00+01:00", "2026-11-20T00:00:00Z"), "2026-10-26T08:00");
    EXPECT_EQ(next({}, 60, "2026-03-30T00:00:00+02:00", "2026-04-20T00:00:00Z"), "2026-03-30T08:00");
}

TEST_F(FreeTimes, tell_when_somebody_is_busy_and_not_with_what) {
    plan("meeting", "2030-03-04T10:00:00Z", "2030-03-04T11:00:00Z");
    plan("call", "2030-03-04T11:00:00Z", "");
    plan("visit", "2030-03-04T13:00:00Z", "2030-03-04T14:00:00Z",
         Json::object({{"owner", ivan}, {"attendees", Json::array({eva})}}));
    plan("task", "2030-03-04T16:00:00Z", "2030-03-04T17:00:00Z");
    plan("meeting", "2030-03-10T10:00:00Z", "2030-03-10T11:00:00Z");
    crm.as("ivan");
    const Answer answer = ask(eva + "," + ivan);
    ASSERT_EQ(answer.status, 200) << answer.whole.body;
    EXPECT_EQ(busy(answer, 0), "10:00-11:30 13:00-14:00");
    EXPECT_EQ(busy(answer, 1), "13:00-14:00");
    EXPECT_EQ(answer.whole.body.find("merger"), std::string::npos);
}

TEST_F(FreeTimes, propose_the_next_hour_at_which_all_are_free) {
    plan("meeting", "2030-03-04T06:00:00Z", "2030-03-04T09:30:00Z");
    plan("meeting", "2030-03-04T10:00:00Z", "2030-03-04T12:00:00Z", Json::object({{"owner", ivan}}));
    crm.as("ivan");
    EXPECT_EQ(ask(eva + "," + ivan, "&minutes=30").body["next"].text("from"), "2030-03-04T09:30:00Z");
    EXPECT_EQ(ask(eva + "," + ivan).body["next"].text("from"), "2030-03-04T12:00:00Z");
    EXPECT_TRUE(ask(eva, "&minutes=1440").body["next"].is_null());
}

TEST_F(FreeTimes, leave_out_what_is_being_moved_and_what_is_in_the_bin) {
    crm.as("eva");
    const std::string moved = plan("meeting", "2030-03-04T10:00:00Z", "2030-03-04T11:00:00Z");
    EXPECT_EQ(busy(ask(eva)), "10:00-11:00");
    EXPECT_EQ(busy(ask(eva, "&except=" + moved)), "");
    crm.as("ivan");
    EXPECT_EQ(ask(eva, "&except=" + moved).status, 422) << "it is out of sight";
    crm.as("admin@example.com");
    crm.remove("/api/v1/activity/" + moved);
    EXPECT_EQ(busy(ask(eva)), "");
}

TEST_F(FreeTimes, refuse_what_cannot_be_answered_with_a_sentence) {
    EXPECT_EQ(ask("1234567").status, 422);
    EXPECT_EQ(ask("").status, 422);
    EXPECT_EQ(ask("x").status, 422);
    EXPECT_EQ(ask(eva, "&minutes=1").status, 422);
    EXPECT_EQ(crm.get("/api/v1/activity/report/free_times?users=" + eva +
                      "&from=2030-03-04T00:00:00Z&to=2030-03-03T00:00:00Z")
                  .at("to")
                  .empty(),
              false);
    EXPECT_EQ(crm.get("/api/v1/activity/report/free_times?users=" + eva +
                      "&from=2030-03-04T00:00:00Z&to=2031-03-03T00:00:00Z")
                  .status,
              422);
    crm.as("guest");
    EXPECT_EQ(ask(eva).status, 403) << "activities are not for them";
}

} // namespace crm

// Live changes: who is told what, and that a late commit is not lost.
#include "api/live.hpp"

#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "record/tables.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

struct Heard : http::Socket {
    std::vector<Json> messages;
    void send(std::string text) override { messages.push_back(Json::parse(text)); }
    void close(int, std::string_view) override { closed = true; }
    bool closed = false;
    std::vector<std::string> kinds_of(const std::string& id) const {
        std::vector<std::string> kinds;
        for (const Json& message : messages)
            if (message.text("id") == id) kinds.push_back(message.text("kind"));
        return kinds;
    }
};

struct LiveChanges : ::testing::Test {
    TestApp crm{all_objects()};
    std::vector<http::SocketEvents> open_;

    std::shared_ptr<Heard> listen(const std::string& login, const std::string& message) {
        crm.as(login);
        http::Request request;
        request.method = "GET";
        request.path = "/api/v1/live";
        request.headers = {{"authorization", "Bearer " + crm.token()}};
        http::SocketEvents events;
        EXPECT_EQ(crm.app().upgrade(request, events).status, 101);
        auto heard = std::make_shared<Heard>();
        events.opened(heard);
        events.message(message);
        open_.push_back(events);
        crm.as("admin@example.com");
        return heard;
    }
    void tail() { crm.app().live().read_tail(); }
    ~LiveChanges() override {
        for (auto& events : open_) events.closed();
    }
};

const char* all_parties = "{\"subscribe\":[{\"object\":\"party\"}]}";

Json company(const std::string& name) { return Json::object({{"kind", "organization"}, {"name", name}}); }

} // namespace

TEST_F(LiveChanges, of_anothers_record_are_told_to_all_who_see_it) {
    auto heard = listen("admin@example.com", all_parties);
    const std::string id = crm.create("party", company("Wisła"));
    tail();
    crm.patch("/api/v1/party/" + id, Json::object({{"note", "new"}}));
    tail();
    EXPECT_EQ(heard->kinds_of(id), (std::vector<std::string>{"created", "updated"}));
    EXPECT_EQ(heard->messages.back()["changed"].items()[0].as_string(), "note");
}

TEST_F(LiveChanges, leave_no_trace_of_what_is_out_of_sight) {
    crm.add_role("own_only", Json::array({Json::object({{"object", "party"}, {"read", Json::object({{"rows", "mine"}})}, {"create", true}, {"update", Json::object({{"rows", "mine"}})}})}));
    const std::string eva = crm.add_user("eva@example.com", "own_only");
    auto heard = listen("eva@example.com", all_parties);
    const std::size_t before = heard->messages.size();
    const std::string hidden = crm.create("party", company("Hiddenco"));
    crm.patch("/api/v1/party/" + hidden, Json::object({{"note", "secret"}}));
    crm.remove("/api/v1/party/" + hidden);
    tail();
    EXPECT_EQ(heard->messages.size(), before);
}

TEST_F(LiveChanges, say_left_when_a_record_leaves_ones_sight_and_nothing_more) {
    crm.add_role("own_only", Json::array({Json::object({{"object", "party"}, {"read", Json::object({{"rows", "mine"}})}})}));
    const std::string eva = crm.add_user("eva@example.com", "own_only");
    const std::string id = crm.create("party", company("Zorza"));
    crm.patch("/api/v1/party/" + id, Json::object({{"owner", eva}}));
    auto heard = listen("eva@example.com", all_parties);
    tail();
    heard->messages.clear();
    crm.patch("/api/v1/party/" + id, Json::object({{"owner", Json()}}));
    tail();
    ASSERT_EQ(heard->kinds_of(id), (std::vector<std::string>{"left"}));
    EXPECT_EQ(heard->messages.back().find("changed"), nullptr);
    EXPECT_EQ(heard->messages.back().find("version"), nullptr);
}

TEST_F(LiveChanges, follow_the_filter) {
    auto heard = listen("admin@example.com", "{\"subscribe\":[{\"object\":\"party\",\"filter\":{\"sector\":\"Sea\"}}]}");
    const std::string other = crm.create("party", company("Land"));
    const std::string id = crm.create("party", Json::object({{"kind", "organization"}, {"name", "Orka"}, {"sector", "Sea"}}));
    tail();
    crm.patch("/api/v1/party/" + id, Json::object({{"sector", "Land"}}));
    tail();
    EXPECT_TRUE(heard->kinds_of(other).empty());
    EXPECT_EQ(heard->kinds_of(id), (std::vector<std::string>{"created", "left"}));
}

TEST_F(LiveChanges, that_are_committed_late_with_a_smaller_id_are_told_too) {
    auto heard = listen("admin@example.com", all_parties);
    const std::string id = crm.create("party", company("First"));
    tail();
    // An event whose id was made half a second ago and whose transaction ends only now.
    const Id late = first_id_at(now() - second / 2) + (Id{bucket_of(*parse_id(id))} << 12);
    crm.engine().database().write([&](Connection& connection) {
        connection.execute("INSERT INTO \"event\" (\"id\", \"bucket\", \"at\", \"object\", \"record\", \"version\", \"kind\", \"changes\") VALUES (?, ?, ?, 'party', ?, 7, 'updated', '[]')",
                           Values{late, std::int64_t{bucket_of(late)}, now(), *parse_id(id)});
    });
    tail();
    EXPECT_EQ(heard->kinds_of(id).size(), 2u);
    tail();
    EXPECT_EQ(heard->kinds_of(id).size(), 2u) << "told once";
}

TEST_F(LiveChanges, that_were_missed_are_told_again_from_a_given_place) {
    const std::string first = crm.create("party", company("Before"));
    auto before = listen("admin@example.com", all_parties);
    const std::string seq = before->messages.back().text("seq");
    const std::string id = crm.create("party", company("Missed"));
    auto heard = listen("admin@example.com", "{\"subscribe\":[{\"object\":\"party\"}],\"since\":\"" + seq + "\"}");
    EXPECT_EQ(heard->kinds_of(id), (std::vector<std::string>{"created"}));
    auto old = listen("admin@example.com", "{\"subscribe\":[{\"object\":\"party\"}],\"since\":\"4096\"}");
    EXPECT_EQ(old->messages.back().text("kind"), "reset");
}

TEST_F(LiveChanges, refuse_nonsense_with_a_sentence) {
    for (const char* message : {"{", "[]", "{\"subscribe\":[{\"object\":\"partty\"}]}", "{\"subscribe\":[{\"object\":\"party\",\"filter\":{\"nme\":\"x\"}}]}"}) {
        auto heard = listen("admin@example.com", message);
        ASSERT_FALSE(heard->messages.empty()) << message;
        EXPECT_EQ(heard->messages.back().text("kind"), "error") << message;
        EXPECT_GT(heard->messages.back().text("detail").size(), 15u);
    }
}

} // namespace crm::testing

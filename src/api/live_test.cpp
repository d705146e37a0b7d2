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
    void close(int code, std::string_view) override { closed = code == 4401; }
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

    std::shared_ptr<Heard> listen_with(const http::Header& proof, const std::string& message) {
        http::Request request;
        request.method = "GET";
        request.path = "/api/v1/live";
        request.headers = {proof, {"host", "127.0.0.1:8080"}, {"origin", "http://127.0.0.1:8080"}};
        http::SocketEvents events;
        EXPECT_EQ(crm.app().upgrade(request, events).status, 101);
        auto heard = std::make_shared<Heard>();
        events.opened(heard);
        events.message(message);
        open_.push_back(events);
        return heard;
    }
    std::shared_ptr<Heard> listen(const std::string& login, const std::string& message) {
        crm.as(login);
        auto heard = listen_with({"authorization", "Bearer " + crm.token()}, message);
        crm.as("admin@example.com");
        return heard;
    }
    void tail() { crm.app().live().read_tail(); }
    ~LiveChanges() override {
        for (auto& events : open_) events.closed();
    }
};

const char* all_points = "{\"subscribe\":[{\"object\":\"contact_point\"}]}";
const char* all_parties = "{\"subscribe\":[{\"object\":\"party\"}]}";

Json company(const std::string& name) {
    return Json::object({{"kind", "organization"}, {"name", name}});
}

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
    crm.add_role("own_only", Json::array({Json::object({{"object", "party"},
                                                        {"read", Json::object({{"rows", "mine"}})},
                                                        {"create", true},
                                                        {"update", Json::object({{"rows", "mine"}})}})}));
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
    crm.add_role("own_only",
                 Json::array({Json::object({{"object", "party"}, {"read", Json::object({{"rows", "mine"}})}})}));
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
    auto heard =
        listen("admin@example.com", "{\"subscribe\":[{\"object\":\"party\",\"filter\":{\"sector\":\"Sea\"}}]}");
    const std::string other = crm.create("party", company("Land"));
    const std::string id =
        crm.create("party", Json::object({{"kind", "organization"}, {"name", "Orka"}, {"sector", "Sea"}}));
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
        connection.execute("INSERT INTO \"event\" (\"id\", \"bucket\", \"at\", \"object\", \"record\", \"version\", "
                           "\"kind\", \"changes\") VALUES (?, ?, ?, 'party', ?, 7, 'updated', '[]')",
                           Values{late, std::int64_t{bucket_of(late)}, now(), *parse_id(id)});
    });
    tail();
    EXPECT_EQ(heard->kinds_of(id).size(), 2u);
    tail();
    EXPECT_EQ(heard->kinds_of(id).size(), 2u) << "told once";
}

TEST_F(LiveChanges, of_one_transaction_are_told_in_the_order_they_were_made) {
    auto heard = listen("admin@example.com", all_parties);
    Json::Array orders;
    for (int i = 0; i < 30; ++i)
        orders.push_back(Json::object(
            {{"method", "POST"}, {"path", "/api/v1/party"}, {"body", company("Firma " + std::to_string(i))}}));
    const Json answer = crm.post("/api/v1/batch", Json::object({{"operations", Json(std::move(orders))}})).body;
    std::vector<std::string> made, told, told_again;
    for (const Json& each : answer["results"].items()) made.push_back(each["body"].text("id"));
    ASSERT_EQ(made.size(), 30u);
    const std::size_t before = heard->messages.size();
    tail();
    for (std::size_t i = before; i < heard->messages.size(); ++i) told.push_back(heard->messages[i].text("id"));
    EXPECT_EQ(told, made);
    auto late = listen("admin@example.com", "{\"subscribe\":[{\"object\":\"party\"}],\"since\":\"" +
                                                heard->messages[before].text("seq") + "\"}");
    for (const Json& each : late->messages)
        if (each.text("kind") == "created") told_again.push_back(each.text("id"));
    EXPECT_EQ(told_again, made);
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

TEST_F(LiveChanges, end_with_the_token_that_opened_them) {
    crm.add_user("eva@example.com", "reader");
    auto hers = listen("eva@example.com", all_parties), ours = listen("admin@example.com", all_parties);
    tail();
    EXPECT_FALSE(hers->closed);
    crm.as("eva@example.com");
    const Id eva = crm.app().auth().user_by_login("eva@example.com");
    std::string list;
    crm.app().auth().write_tokens(eva, list);
    const std::string token = Json::parse(list)["items"].items()[0].text("id");
    ASSERT_TRUE(crm.app().auth().end_token(eva, *parse_id(token)));
    crm.as("admin@example.com");
    const std::size_t heard = hers->messages.size();
    crm.create("party", company("Late"));
    tail();
    EXPECT_TRUE(hers->closed);
    EXPECT_EQ(hers->messages.size(), heard) << "nothing more is told";
    EXPECT_FALSE(ours->closed);
}

TEST_F(LiveChanges, end_with_the_session_wherever_it_was_ended) {
    crm.add_user("eva@example.com", "reader");
    Auth& auth = crm.app().auth();
    auto open = [&] {
        const auto in = auth.sign_in_as(auth.user_by_login("eva@example.com"), "127.0.0.1", "test");
        return std::pair{listen_with({"cookie", "relacja=" + in.cookie}, all_parties), in.caller.session};
    };
    const auto [here, session] = open();
    tail();
    ASSERT_FALSE(here->closed);
    auth.sign_out(session);
    tail();
    EXPECT_TRUE(here->closed);
    // As another server process does it: nobody here is told, the tail's next look within a second finds out.
    const auto [there, other] = open();
    tail();
    ASSERT_FALSE(there->closed);
    crm.engine().database().write([&, id = other](Connection& connection) {
        connection.execute("DELETE FROM session WHERE id = ?", Values{id});
    });
    const Moment patience = now() + 5 * second;
    while (!there->closed && now() < patience) tail();
    EXPECT_TRUE(there->closed);
}

TEST_F(LiveChanges, end_when_the_user_is_disabled) {
    const std::string eva = crm.add_user("eva@example.com", "reader");
    auto heard = listen("eva@example.com", all_parties);
    crm.patch("/api/v1/user/" + eva, Json::object({{"disabled", true}}));
    crm.create("party", company("Late"));
    const std::size_t before = heard->messages.size();
    tail();
    EXPECT_TRUE(heard->closed);
    EXPECT_EQ(heard->messages.size(), before);
}

TEST_F(LiveChanges, refuse_nonsense_with_a_sentence) {
    const std::string future = std::to_string(first_id_at(now() + hour));
    for (const std::string message :
         {"{\"subscribe\":[{\"object\":\"party\"}],\"sinse\":\"1\"}",
          "{\"subscribe\":[{\"object\":\"party\",\"filtre\":{}}]}", "{\"subscribe\":[\"party\"]}",
          "{\"subscribe\":[{\"object\":\"party\"}],\"since\":7}",
          "{\"subscribe\":[{\"object\":\"party\"}],\"since\":\"yesterday\"}"}) {
        auto heard = listen("admin@example.com", message);
        ASSERT_FALSE(heard->messages.empty()) << message;
        EXPECT_EQ(heard->messages.back().text("kind"), "error") << message;
    }
    auto ahead = listen("admin@example.com", "{\"subscribe\":[{\"object\":\"party\"}],\"since\":\"" + future + "\"}");
    EXPECT_NE(ahead->messages.back().text("detail").find("future"), std::string::npos);
    for (const char* message : {"{", "[]", "{\"subscribe\":[{\"object\":\"partty\"}]}",
                                "{\"subscribe\":[{\"object\":\"party\",\"filter\":{\"nme\":\"x\"}}]}"}) {
        auto heard = listen("admin@example.com", message);
        ASSERT_FALSE(heard->messages.empty()) << message;
        EXPECT_EQ(heard->messages.back().text("kind"), "error") << message;
        EXPECT_GT(heard->messages.back().text("detail").size(), 15u);
    }
}

TEST_F(LiveChanges, of_every_object_that_the_caller_reads_can_be_subscribed_to) {
    crm.add_role("reader_of_parties",
                 Json::array({Json::object({{"object", "party"}, {"read", Json::object({{"rows", "all"}})}})}));
    crm.add_user("eva@example.com", "reader_of_parties");
    for (const char* login : {"admin@example.com", "eva@example.com"}) {
        crm.as(login);
        int refused = 0, heard_of = 0;
        for (const auto& object : crm.engine().schema()->objects()) {
            if (object->hidden) continue;
            crm.as(login);
            const bool reads = crm.get("/api/v1/" + object->name + "?limit=1").status == 200;
            auto heard = listen(login, "{\"subscribe\":[{\"object\":\"" + object->name + "\"}]}");
            ASSERT_EQ(heard->messages.size(), 1u);
            EXPECT_EQ(heard->messages[0].text("kind"), reads ? "subscribed" : "error") << login << " " << object->name;
            (reads ? heard_of : refused) += 1;
        }
        EXPECT_GT(heard_of, 20) << login;
        EXPECT_EQ(refused > 0, std::string(login) == "eva@example.com");
    }
}

TEST_F(LiveChanges, say_nothing_of_being_named_on_what_is_out_of_sight) {
    const Json mine = Json::object({{"rows", "mine"}});
    crm.add_role("own_only", Json::array({Json::object({{"object", "party"}, {"read", mine}}),
                                          Json::object({{"object", "notification"}, {"read", mine}})}));
    const std::string eva = crm.add_user("eva@example.com", "own_only");
    auto heard = listen("eva@example.com", "{\"subscribe\":[{\"object\":\"notification\"},{\"object\":\"comment\"}]}");
    auto name_eva = [&](const std::string& party) {
        crm.create("comment", Json::object({{"about", Json::object({{"object", "party"}, {"id", party}})},
                                            {"body", "Look"},
                                            {"mentions", Json::array({eva})}}));
        tail();
    };
    name_eva(crm.create("party", company("Hiddenco")));
    EXPECT_EQ(heard->messages.size(), 1u) << heard->messages.back().dump();
    Json own = company("Zorza");
    own.set("owner", eva);
    name_eva(crm.create("party", own));
    EXPECT_EQ(heard->messages.size(), 3u);
}

TEST_F(LiveChanges, are_told_over_a_websocket_alone) {
    const Answer answer = crm.get("/api/v1/live");
    EXPECT_EQ(answer.status, 426);
    EXPECT_EQ(answer.body.number("status"), 426);
    EXPECT_NE(answer.detail().find("WebSocket"), std::string::npos);
    const auto upgrade = std::find_if(answer.whole.headers.begin(), answer.whole.headers.end(),
                                      [](const http::Header& header) { return header.first == "Upgrade"; });
    ASSERT_NE(upgrade, answer.whole.headers.end());
    EXPECT_EQ(upgrade->second, "websocket");
}

TEST_F(LiveChanges, tell_of_parts_that_are_made_together_with_what_they_are_a_part_of) {
    auto heard = listen("admin@example.com", all_points);
    auto phones =
        listen("admin@example.com", R"({"subscribe":[{"object":"contact_point","filter":{"kind":"phone"}}]})");
    const std::string acme =
        crm.create("party", Json::object({{"name", "Acme"}, {"email", "a@acme.example"}, {"phone", "+48501234567"}}));
    tail();
    const Json points = crm.list("contact_point", Json::object({{"party", acme}})).items();
    ASSERT_EQ(points.items().size(), 2u);
    for (const Json& point : points.items())
        EXPECT_EQ(heard->kinds_of(point.text("id")), std::vector<std::string>{"created"});
    EXPECT_EQ(phones->messages.size(), 2u) << "that it listens, and the phone";
    crm.create("contact_point", Json::object({{"party", acme}, {"kind", "email"}, {"value", "b@acme.example"}}));
    tail();
    for (const Json& point : points.items()) EXPECT_EQ(heard->kinds_of(point.text("id")).size(), 1u) << "once";
    EXPECT_EQ(heard->messages.size(), 4u);
}

} // namespace crm::testing

// Random roles against what a look at every record says: list, record, history, timeline, search, sums, export, links
// and live changes must agree on what somebody sees.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "api/live.hpp"
#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

constexpr int policies = 60, parties = 12, deals = 18;
constexpr const char* admin = "admin@example.com";

using Ids = std::set<std::string>;

struct Heard : http::Socket {
    std::map<std::string, Ids> of; // by object
    void send(std::string text) override {
        const Json message = Json::parse(text);
        if (message.text("kind") == "updated") of[message.text("object")].insert(message.text("id"));
    }
    void close(int, std::string_view) override {}
};

struct Known {
    std::string id;
    int owner = -1; // among the owners
    std::int64_t size = 0;
    int party = -1; // of a deal
};

// Rows that a grant may name, and whether they hold a record.
struct Rows {
    enum Kind { none, mine, team, all, large } kind = none;
    std::int64_t least = 0;
};

struct Policy {
    std::string login;
    int who = 0;                            // the owner that the caller is
    std::vector<Rows> of_parties, of_deals; // of each role
    std::shared_ptr<Heard> heard;
    http::SocketEvents events;
};

struct Oracle : ::testing::Test {
    TestApp crm{all_objects()};
    std::mt19937 random{20261122};
    std::vector<std::string> teams, owners, logins;
    std::vector<int> team_of; // 0 is above 1; -1 none
    std::vector<Known> known_parties, known_deals;
    std::vector<Policy> all;

    int below(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }

    Oracle() {
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
        teams.push_back(crm.create("team", Json::object({{"name", "Above"}})));
        teams.push_back(crm.create("team", Json::object({{"name", "Below"}, {"parent", teams[0]}})));
        for (int i = 0; i < 6; ++i) {
            team_of.push_back(i % 3 - 1);
            logins.push_back("owner" + std::to_string(i));
            Json user = Json::object({{"login", logins.back()}, {"name", "Owner"}});
            if (team_of.back() >= 0) user.set("team", teams[static_cast<std::size_t>(team_of.back())]);
            owners.push_back(crm.create("user", user));
        }
        for (int i = 0; i < parties; ++i) {
            Known one{"", below(7) - 1, below(10)};
            Json body = Json::object({{"kind", "organization"},
                                      {"name", "Zorza " + std::to_string(i)},
                                      {"employees", one.size},
                                      {"owner", owner_json(one.owner)}});
            one.id = crm.create("party", body);
            known_parties.push_back(one);
        }
        for (int i = 0; i < deals; ++i) {
            Known one{"", below(7) - 1, below(10), below(parties)};
            Json body = Json::object({{"name", "Roof " + std::to_string(i)},
                                      {"amount", std::to_string(one.size) + ".00"},
                                      {"owner", owner_json(one.owner)},
                                      {"party", known_parties[static_cast<std::size_t>(one.party)].id}});
            one.id = crm.create("deal", body);
            known_deals.push_back(one);
        }
        for (int i = 0; i < policies; ++i) all.push_back(policy(i));
    }
    ~Oracle() override {
        for (auto& each : all) each.events.closed();
    }

    Json owner_json(int owner) const { return owner < 0 ? Json() : Json(owners[static_cast<std::size_t>(owner)]); }

    Rows some_rows() { return {static_cast<Rows::Kind>(below(5)), below(10)}; }

    static Json grant(const char* object, const Rows& rows, const char* measured) {
        Json given;
        switch (rows.kind) {
        case Rows::none:
            given = false;
            break;
        case Rows::mine:
            given = Json::object({{"rows", "mine"}});
            break;
        case Rows::team:
            given = Json::object({{"rows", "team"}});
            break;
        case Rows::all:
            given = true;
            break;
        case Rows::large: {
            const bool money = std::string_view(measured) == "amount_base";
            const Json least = money ? Json(std::to_string(rows.least) + ".00") : Json(rows.least);
            given = Json::object({{"rows", Json::object({{measured, Json::object({{"gte", least}})}})}});
        }
        }
        return Json::object({{"object", object}, {"read", given}, {"export", given}});
    }

    // The rights of one or two roles, given to one of the owners' fellows: a user of their own, so that owners stay
    // owners.
    Policy policy(int number) {
        Policy made;
        made.who = below(6);
        Json roles = Json::array();
        for (int role = below(2); role >= 0; --role) {
            made.of_parties.push_back(some_rows());
            made.of_deals.push_back(some_rows());
            roles.push(crm.add_role("role" + std::to_string(number) + "." + std::to_string(role),
                                    Json::array({grant("party", made.of_parties.back(), "employees"),
                                                 grant("deal", made.of_deals.back(), "amount_base")})));
        }
        // Each owner has the roles of one policy at a time; the rights are asked while they have them.
        made.login = logins[static_cast<std::size_t>(made.who)];
        made.events = {};
        roles_.push_back(roles);
        return made;
    }

    bool holds(const Rows& rows, const Known& record, int who) const {
        const int owner = record.owner;
        switch (rows.kind) {
        case Rows::none:
            return false;
        case Rows::mine:
            return owner == who;
        case Rows::team: {
            if (owner == who) return true;
            const int mine = team_of[static_cast<std::size_t>(who)];
            if (owner < 0 || mine < 0) return false;
            const int theirs = team_of[static_cast<std::size_t>(owner)];
            return theirs == mine || (mine == 0 && theirs == 1);
        }
        case Rows::all:
            return true;
        case Rows::large:
            return record.size >= rows.least;
        }
        return false;
    }
    Ids seen(const std::vector<Rows>& roles, const std::vector<Known>& records, int who) const {
        Ids ids;
        for (const Known& record : records)
            for (const Rows& rows : roles)
                if (holds(rows, record, who)) ids.insert(record.id);
        return ids;
    }
    static bool refused(const std::vector<Rows>& roles) {
        return std::all_of(roles.begin(), roles.end(), [](const Rows& rows) { return rows.kind == Rows::none; });
    }
    static Ids ids_of(const Json& items) {
        Ids ids;
        for (const Json& item : items.is_array() ? items.items() : Json::Array()) ids.insert(item.text("id"));
        return ids;
    }
    void listen(Policy& policy) {
        crm.as(policy.login);
        http::Request request;
        request.method = "GET";
        request.path = "/api/v1/live";
        request.headers = {{"authorization", "Bearer " + crm.token()}};
        ASSERT_EQ(crm.app().upgrade(request, policy.events).status, 101);
        policy.heard = std::make_shared<Heard>();
        policy.events.opened(policy.heard);
        for (const char* object : {"party", "deal"}) // one that may not be read refuses the whole message
            if (!refused(std::string_view(object) == "party" ? policy.of_parties : policy.of_deals))
                subscribed_.push_back(object);
        std::string message;
        for (const auto& object : subscribed_)
            message += (message.empty() ? "" : ",") + ("{\"object\":\"" + object + "\"}");
        subscribed_.clear();
        policy.events.message("{\"subscribe\":[" + message + "]}");
    }

    void check_object(const std::string& object, const std::vector<Known>& records, const Ids& expected,
                      bool is_refused, const std::string& about) {
        const std::string path = "/api/v1/" + object;
        const Answer list = crm.get(path + "?limit=200&count=exact");
        EXPECT_EQ(list.status, is_refused ? 403 : 200) << about;
        EXPECT_EQ(ids_of(list.items()), expected) << object << about;
        if (!is_refused) {
            EXPECT_EQ(list.body["count"].number("value"), static_cast<std::int64_t>(expected.size())) << about;
            const Answer sums = crm.get(path + "/aggregate?measure=count");
            EXPECT_EQ(sums.body["rows"].items()[0].number("count"), static_cast<std::int64_t>(expected.size()))
                << about;
        }
        const Answer file = crm.get(path + "/export?format=jsonl&fields=id");
        EXPECT_EQ(file.status, is_refused ? 403 : 200) << about;
        const Ids found =
            ids_of(crm.get("/api/v1/search?limit=50&objects=" + object + "&q=" + (object == "party" ? "zorza" : "roof"))
                       .items());
        EXPECT_EQ(found, expected) << "search of " << object << about;
        for (const Known& record : records) {
            const bool sees = expected.contains(record.id);
            EXPECT_EQ(file.status == 200 && file.whole.body.find(record.id) != std::string::npos, sees)
                << "export of " << object << about;
            EXPECT_EQ(crm.get(path + "/" + record.id).status == 200, sees) << object << about;
            EXPECT_EQ(crm.get(path + "/" + record.id + "/history").status == 200, sees)
                << "history of " << object << about;
        }
    }

    std::vector<Json> roles_;
    std::vector<std::string> subscribed_;
};

} // namespace

TEST_F(Oracle, every_way_to_look_shows_the_same_records) {
    for (int i = 0; i < policies; ++i) {
        Policy& policy = all[static_cast<std::size_t>(i)];
        crm.as(admin);
        ASSERT_EQ(crm.patch("/api/v1/user/" + owners[static_cast<std::size_t>(policy.who)],
                            Json::object({{"roles", roles_[static_cast<std::size_t>(i)]}}))
                      .status,
                  200);
        listen(policy);
        const Ids sees_parties = seen(policy.of_parties, known_parties, policy.who),
                  sees_deals = seen(policy.of_deals, known_deals, policy.who);
        const std::string about = " for policy " + std::to_string(i);
        check_object("party", known_parties, sees_parties, refused(policy.of_parties), about);
        check_object("deal", known_deals, sees_deals, refused(policy.of_deals), about);
        for (const Known& deal : known_deals) {
            if (!sees_deals.contains(deal.id)) continue;
            const Answer read = crm.get("/api/v1/deal/" + deal.id);
            const std::string& party = known_parties[static_cast<std::size_t>(deal.party)].id;
            EXPECT_EQ(read.body["party"].is_null(), !sees_parties.contains(party)) << about;
        }
        for (const Known& party : known_parties) {
            if (!sees_parties.contains(party.id)) continue;
            const Answer timeline = crm.get("/api/v1/party/" + party.id + "/timeline?limit=200");
            ASSERT_EQ(timeline.status, 200) << timeline.whole.body;
            for (const Known& deal : known_deals) {
                const bool there = timeline.whole.body.find(deal.id) != std::string::npos;
                EXPECT_EQ(there, sees_deals.contains(deal.id) &&
                                     known_parties[static_cast<std::size_t>(deal.party)].id == party.id)
                    << "timeline" << about;
            }
        }
        crm.as(admin);
        crm.app().live().read_tail();
        policy.heard->of.clear();
        for (const Known& party : known_parties)
            crm.patch("/api/v1/party/" + party.id, Json::object({{"note", std::to_string(i)}}));
        for (const Known& deal : known_deals)
            crm.patch("/api/v1/deal/" + deal.id, Json::object({{"loss_reason", "r" + std::to_string(i)}}));
        crm.app().live().read_tail();
        EXPECT_EQ(policy.heard->of["party"], sees_parties) << "live" << about;
        EXPECT_EQ(policy.heard->of["deal"], sees_deals) << "live" << about;
        policy.events.closed();
    }
}

} // namespace crm::testing

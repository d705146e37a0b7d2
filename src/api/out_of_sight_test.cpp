// What lies out of sight is not told by the way round either: by being named there, by counting, by a link that is
// right, by what is derived from it, by a cursor of somewhere else.
#include <gtest/gtest.h>

#include "modules/core/duplicates.hpp"
#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

Json rows(const char* of) {
    return Json::object({{"rows", of}});
}

// Eva sees her own parties and deals alone.
struct OutOfSight : ::testing::Test {
    TestApp crm{all_objects()};
    std::string eva;

    OutOfSight() {
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
        Json grants = Json::array();
        for (const char* object : {"party", "deal", "activity"})
            grants.push(
                Json::object({{"object", object}, {"read", rows("mine")}, {"create", true}, {"update", rows("mine")}}));
        grants.push(Json::object({{"object", "notification"}, {"read", rows("mine")}, {"update", rows("mine")}}));
        crm.add_role("own_only", grants);
        eva = crm.add_user("eva@example.com", "own_only");
    }
    std::string company(const std::string& name, const std::string& owner = "") {
        Json body = Json::object({{"kind", "organization"}, {"name", name}});
        if (!owner.empty()) body.set("owner", owner);
        return crm.create("party", body);
    }
    Json about(const std::string& id, const char* object = "party") {
        return Json::object({{"object", object}, {"id", id}});
    }
    void mention(const std::string& id) {
        crm.create("comment", Json::object({{"about", about(id)}, {"body", "Look"}, {"mentions", Json::array({eva})}}));
        crm.create(
            "activity",
            Json::object(
                {{"kind", "note"}, {"about", about(id)}, {"body", "Look here"}, {"mentions", Json::array({eva})}}));
    }
    std::int64_t notifications() {
        const Answer list = crm.list("notification", {}, "count=exact");
        EXPECT_EQ(list.items().items().size(), static_cast<std::size_t>(list.body["count"].number("value")));
        const Answer counted = crm.get("/api/v1/notification/aggregate?measure=count");
        EXPECT_EQ(counted.body["rows"].items().empty() ? 0 : counted.body["rows"].items()[0].number("count"),
                  list.body["count"].number("value"))
            << counted.whole.body;
        return list.body["count"].number("value");
    }
};

} // namespace

TEST_F(OutOfSight, whoever_is_named_on_a_hidden_record_hears_of_it_only_once_they_may_see_it) {
    const std::string hidden = company("Tajna");
    mention(hidden);
    crm.as("eva@example.com");
    EXPECT_EQ(notifications(), 0);
    crm.as("admin@example.com");
    crm.patch("/api/v1/party/" + hidden, Json::object({{"owner", eva}}));
    crm.as("eva@example.com");
    EXPECT_EQ(notifications(), 2);
    crm.as("admin@example.com");
    crm.patch("/api/v1/party/" + hidden, Json::object({{"owner", Json()}}));
    crm.as("eva@example.com");
    EXPECT_EQ(notifications(), 0);
}

TEST_F(OutOfSight, a_notification_of_a_hidden_record_is_not_read_by_its_id_nor_marked) {
    mention(company("Tajna"));
    const std::string id = crm.list("notification").items().items()[0].text("id");
    crm.as("eva@example.com");
    EXPECT_EQ(crm.get("/api/v1/notification/" + id).status, 404);
    EXPECT_EQ(crm.patch("/api/v1/notification/" + id, Json::object({{"read_at", "2026-11-22T10:00:00Z"}})).status, 404);
}

TEST_F(OutOfSight, a_search_for_duplicates_counts_what_its_asker_may_see) {
    for (const char* name : {"Zorza sp. z o.o.", "ZORZA spółka z o.o.", "Wisła"}) company(name);
    crm.as("eva@example.com");
    company("Moja");
    const Answer begun = crm.post("/api/v1/party/duplicates", Json::object());
    ASSERT_EQ(begun.status, 202) << begun.whole.body;
    EXPECT_EQ(begun.body.number("total"), 1);
    const Operation done = run_duplicate_search(crm.engine(), *parse_id(begun.id()), {});
    EXPECT_EQ(done.state, "done");
    const Answer after = crm.get("/api/v1/operation/" + begun.id());
    EXPECT_EQ(after.body.number("total"), 1);
    EXPECT_EQ(after.body.text("message").find_first_of("0123456789"), std::string::npos) << after.whole.body;
    EXPECT_TRUE(crm.get("/api/v1/party/duplicates").items().items().empty());
    crm.as("admin@example.com");
    const Answer all = crm.post("/api/v1/party/duplicates", Json::object());
    EXPECT_EQ(all.body.number("total"), 4);
    run_duplicate_search(crm.engine(), *parse_id(all.id()), {});
    EXPECT_TRUE(crm.get("/api/v1/operation/" + all.id()).body.text("message").starts_with("Found "));
}

TEST_F(OutOfSight, a_link_that_is_right_is_refused_like_one_that_is_wrong_or_never_was) {
    const std::string there = company("Tajna"), other = company("Inna"), seen = company("Jawna", eva);
    const std::string deal = crm.create(
        "deal", Json::object(
                    {{"name", "Roof"}, {"party", there}, {"owner", eva}, {"competitors", Json::array({there, seen})}}));
    const std::string task = crm.create(
        "activity", Json::object({{"kind", "task"}, {"subject", "Call"}, {"about", about(there)}, {"owner", eva}}));
    crm.as("eva@example.com");
    const std::string path = "/api/v1/deal/" + deal;
    auto refusal = [&](const std::string& at, const Json& body) {
        const Answer answer = crm.patch(at, body);
        EXPECT_EQ(answer.status, 422) << answer.whole.body;
        return answer.detail() + answer.body["fields"].dump();
    };
    const std::string never = refusal(path, Json::object({{"party", "4711"}}));
    EXPECT_EQ(refusal(path, Json::object({{"party", there}})), never);
    EXPECT_EQ(refusal(path, Json::object({{"party", other}})), never);
    EXPECT_EQ(refusal(path, Json::object({{"party", there}, {"contact", "4711"}})),
              refusal(path, Json::object({{"party", other}, {"contact", "4711"}})));
    EXPECT_EQ(refusal(path, Json::object({{"contact", "4711"}, {"competitors", Json::array({there})}})),
              refusal(path, Json::object({{"contact", "4711"}, {"competitors", Json::array({other})}})));
    EXPECT_EQ(refusal(path, Json::object({{"competitors", Json::array({there})}})),
              refusal(path, Json::object({{"competitors", Json::array({other})}})));
    // Whatever else is wrong, the answer is the same.
    EXPECT_EQ(refusal(path, Json::object({{"party", there}, {"name", ""}})),
              refusal(path, Json::object({{"party", other}, {"name", ""}})));
    const std::string of_task = "/api/v1/activity/" + task;
    EXPECT_EQ(refusal(of_task, Json::object({{"about", about(there)}})),
              refusal(of_task, Json::object({{"about", about(other)}})));
    // What is in sight, or not named, stays as it is.
    EXPECT_EQ(crm.patch(path, Json::object({{"note", "x"}})).status, 200);
    EXPECT_EQ(crm.patch(path, Json::object({{"owner", eva}})).status, 200);
    EXPECT_EQ(crm.patch(path, Json::object({{"party", seen}})).status, 200);
    EXPECT_EQ(crm.patch(path, Json::object({{"party", seen}})).status, 200);
}

TEST_F(OutOfSight, a_link_to_what_is_in_the_bin_or_retired_may_be_named_as_it_is) {
    const std::string seen = company("Jawna", eva);
    const std::string deal = crm.create("deal", Json::object({{"name", "Roof"}, {"party", seen}, {"owner", eva}}));
    ASSERT_EQ(crm.remove("/api/v1/party/" + seen).status, 204);
    crm.as("eva@example.com");
    EXPECT_EQ(crm.patch("/api/v1/deal/" + deal, Json::object({{"party", seen}, {"note", "x"}})).status, 200);
}

TEST_F(OutOfSight, what_is_derived_from_a_closed_field_is_closed_with_it) {
    crm.add_role("no_number",
                 Json::array({Json::object(
                     {{"object", "party"}, {"read", rows("all")}, {"fields", Json::object({{"tax_id", "none"}})}})}));
    crm.add_user("ola@example.com", "no_number");
    crm.create(
        "party",
        Json::object({{"kind", "organization"}, {"name", "Zorza"}, {"tax_id", "5261040828"}, {"country", "PL"}}));
    EXPECT_TRUE(crm.list("party").items().items()[0].flag("tax_id_valid"));
    crm.as("ola@example.com");
    const Json seen = crm.list("party").items().items()[0];
    EXPECT_EQ(seen.find("tax_id"), nullptr);
    EXPECT_EQ(seen.find("tax_id_valid"), nullptr) << seen.dump();
    EXPECT_NE(seen.find("register_id_valid"), nullptr);
    EXPECT_EQ(crm.list("party", Json::object({{"tax_id_valid", true}})).status, 400);
    for (const char* asked :
         {"?sort=tax_id_valid", "?fields=tax_id_valid", "/aggregate?group=tax_id_valid&measure=count"})
        EXPECT_EQ(crm.get(std::string("/api/v1/party") + asked).status, 400) << asked;
    EXPECT_EQ(crm.get("/api/v1/openapi.json").whole.body.find("tax_id_valid"), std::string::npos);
    EXPECT_EQ(crm.get("/api/v1/meta").whole.body.find("tax_id_valid"), std::string::npos);
}

TEST_F(OutOfSight, the_subject_that_a_closed_text_begins_with_is_closed_too) {
    const std::string party = company("Zorza");
    crm.create("activity", Json::object({{"kind", "note"}, {"about", about(party)}, {"body", "Secretly for sale"}}));
    crm.add_role("calendar", Json::parse(R"([{"object":"party","read":{"rows":"all"}},
        {"object":"activity","read":{"rows":"all"},"fields":{"body":"none"}}])"));
    crm.add_user("cal@example.com", "calendar");
    crm.as("cal@example.com");
    for (const std::string path :
         {std::string("activity"), "party/" + party + "/timeline", std::string("search?q=secretly"),
          std::string("activity?search=secretly"), std::string("activity/export?format=csv")})
        EXPECT_EQ(crm.get("/api/v1/" + path).whole.body.find("ecretly"), std::string::npos) << path;
    EXPECT_EQ(crm.get("/api/v1/activity").items().items().size(), 1u);
    EXPECT_EQ(crm.list("activity", Json::object({{"subject", "Secretly for sale"}})).status, 400);
}

// Of every object of the program.
TEST_F(OutOfSight, no_field_is_read_without_what_it_is_made_of) {
    int derived = 0;
    for (const auto& object : crm.engine().schema()->objects())
        for (const Field& field : object->fields) {
            if (field.made_of.empty()) continue;
            ++derived;
            EXPECT_TRUE(field.read_only || field.title) << object->name << "." << field.name;
            Rights rights;
            if (const auto beyond = crm.engine().schema()->sources_beyond(*object, field); !beyond.empty()) {
                const auto& [whole, closed] = beyond.front();
                rights.objects[whole->name].fields.assign(whole->fields.size(), FieldAccess::write);
                rights.close_parts(*crm.engine().schema());
                EXPECT_TRUE(rights.may_read(*object, field)) << object->name << "." << field.name;
                rights.objects[whole->name].fields[static_cast<std::size_t>(closed->index)] = FieldAccess::none;
                rights.close_parts(*crm.engine().schema());
                EXPECT_FALSE(rights.may_read(*object, field)) << object->name << "." << field.name;
                continue;
            }
            const Field* source = object->field(field.made_of.substr(0, field.made_of.find(' ')));
            ASSERT_NE(source, nullptr);
            rights.objects[object->name].fields.assign(object->fields.size(), FieldAccess::write);
            EXPECT_TRUE(rights.may_read(*object, field)) << object->name << "." << field.name;
            rights.objects[object->name].fields[static_cast<std::size_t>(source->index)] = FieldAccess::none;
            EXPECT_FALSE(rights.may_read(*object, field)) << object->name << "." << field.name;
        }
    EXPECT_GE(derived, 15);
}

TEST_F(OutOfSight, a_rollup_is_read_with_the_right_to_what_it_counts) {
    ASSERT_EQ(crm.post("/api/v1/meta/object/party/field",
                       Json::object({{"label", "Deals"}, {"kind", "rollup"}, {"of", "count deal.party"}}))
                  .status,
              201);
    ASSERT_EQ(crm.post("/api/v1/meta/object/party/field",
                       Json::object({{"label", "Worth"}, {"kind", "rollup"}, {"of", "sum deal.party amount_base"}}))
                  .status,
              201);
    company("Zorza");
    const Json party = Json::object({{"object", "party"}, {"read", rows("all")}});
    crm.add_role("parties", Json::array({party}));
    crm.add_role("no_amounts", Json::array({party, Json::object({{"object", "deal"},
                                                                 {"read", rows("all")},
                                                                 {"fields", Json::object({{"amount", "none"}})}})}));
    crm.add_user("ola@example.com", "parties");
    crm.add_user("iwo@example.com", "no_amounts");
    auto shown = [&](const char* field) { return crm.list("party").items().items()[0].find(field) != nullptr; };
    EXPECT_TRUE(shown("x_deals") && shown("x_worth"));
    crm.as("ola@example.com");
    EXPECT_FALSE(shown("x_deals") || shown("x_worth"));
    EXPECT_EQ(crm.list("party", Json::object({{"x_deals", 0}})).status, 400);
    crm.as("iwo@example.com");
    EXPECT_TRUE(shown("x_deals"));
    EXPECT_FALSE(shown("x_worth"));
}

TEST_F(OutOfSight, what_a_deal_was_is_closed_with_what_it_is) {
    const std::string id =
        crm.create("deal", Json::parse(R"({"name":"Mill","amount":{"amount":"7000","currency":"EUR"}})"));
    ASSERT_EQ(crm.patch("/api/v1/deal/" + id, Json::parse(R"({"amount":{"amount":"8000","currency":"EUR"}})")).status,
              200);
    ASSERT_EQ(crm.list("deal_state").items().items().size(), 1u);
    crm.add_role("no_values", Json::parse(R"([{"object":"deal","read":{"rows":"all"},"fields":{"amount":"none"}}])"));
    crm.add_user("ola@example.com", "no_values");
    crm.as("ola@example.com");
    const Answer states = crm.list("deal_state");
    ASSERT_EQ(states.items().items().size(), 1u);
    EXPECT_EQ(states.items().items()[0].find("amount"), nullptr) << states.whole.body;
    EXPECT_NE(states.items().items()[0].find("until_at"), nullptr);
    EXPECT_EQ(states.whole.body.find("7000"), std::string::npos);
    EXPECT_EQ(crm.get("/api/v1/deal_state/aggregate?measure=sum:amount").status, 400);
    EXPECT_EQ(crm.get("/api/v1/deal/" + id + "/history").whole.body.find("000"), std::string::npos);
}

TEST_F(OutOfSight, a_relationship_is_seen_by_whoever_sees_both_ends) {
    const std::string mine = company("Mine", eva), other = company("Also mine", eva), hidden = company("Hidden");
    const auto works = [&](const std::string& to) {
        return crm.create("relationship", Json::object({{"from", mine}, {"kind", "parent"}, {"to", to}}));
    };
    const std::string seen = works(other), unseen = works(hidden);
    crm.as("eva@example.com");
    const Answer list = crm.list("relationship", {}, "count=exact");
    ASSERT_EQ(list.items().items().size(), 1u) << list.whole.body;
    EXPECT_EQ(list.items().items()[0].text("id"), seen);
    EXPECT_EQ(list.body["count"].number("value"), 1);
    EXPECT_EQ(crm.get("/api/v1/relationship/" + unseen).status, 404);
    EXPECT_EQ(crm.patch("/api/v1/relationship/" + unseen, Json::object({{"note", "x"}})).status, 404);
    EXPECT_EQ(crm.get("/api/v1/party/" + mine + "/timeline").whole.body.find(unseen), std::string::npos);
    EXPECT_EQ(crm.get("/api/v1/relationship/aggregate?measure=count").body["rows"].items()[0].number("count"), 1);
}

TEST_F(OutOfSight, a_change_of_nothing_that_one_may_know_is_no_line_of_the_history) {
    const std::string hidden = company("Hidden");
    const std::string deal = crm.create("deal", Json::object({{"name", "Mill"}, {"owner", eva}}));
    ASSERT_EQ(crm.patch("/api/v1/deal/" + deal, Json::object({{"party", hidden}})).status, 200);
    ASSERT_EQ(crm.patch("/api/v1/deal/" + deal, Json::object({{"name", "Mill 2"}})).status, 200);
    EXPECT_EQ(crm.get("/api/v1/deal/" + deal + "/history").items().items().size(), 3u);
    crm.as("eva@example.com");
    for (const char* of : {"/history", "/timeline?limit=50"}) {
        const Answer told = crm.get("/api/v1/deal/" + deal + of);
        ASSERT_EQ(told.status, 200);
        for (const Json& line : told.items().items())
            if (const Json* changes = line.find("changes"); changes && line.text("kind") == "updated")
                EXPECT_FALSE(changes->items().empty()) << told.whole.body;
    }
    EXPECT_EQ(crm.get("/api/v1/deal/" + deal + "/history").items().items().size(), 2u);
}

TEST_F(OutOfSight, a_cursor_opens_no_other_list) {
    for (const char* name : {"A", "B", "C"}) {
        const std::string id = company(name);
        crm.create("deal", Json::object({{"name", name}, {"party", id}}));
        crm.patch("/api/v1/party/" + id, Json::object({{"note", name}}));
    }
    auto next = [&](const std::string& target) { return crm.get("/api/v1/" + target).body.text("next"); };
    const std::string parties = next("party?limit=1&sort=created_at"),
                      id = crm.list("party").items().items()[0].text("id");
    ASSERT_FALSE(parties.empty());
    auto status = [&](const std::string& target, const std::string& cursor) {
        const Answer answer = crm.get("/api/v1/" + target + "&cursor=" + cursor);
        if (answer.status != 200) EXPECT_FALSE(answer.at("cursor").empty()) << answer.whole.body;
        return answer.status;
    };
    EXPECT_EQ(status("party?limit=1&sort=created_at", parties), 200);
    EXPECT_EQ(status("party?limit=2&sort=created_at&count=exact&fields=name", parties), 200);
    EXPECT_EQ(status("deal?limit=1&sort=created_at", parties), 400);
    EXPECT_EQ(status("party?limit=1&sort=-created_at", parties), 400);
    EXPECT_EQ(status("party?limit=1&sort=created_at&binned=true", parties), 400);
    EXPECT_EQ(status("party?limit=1&sort=created_at&search=A", parties), 400);
    EXPECT_EQ(status("party?limit=1&sort=created_at&filter=" + in_address(R"({"kind":"organization"})"), parties), 400);
    const std::string history = next("party/" + id + "/history?limit=1"), audit = next("audit?limit=1");
    ASSERT_FALSE(history.empty());
    ASSERT_FALSE(audit.empty());
    EXPECT_EQ(status("party/" + id + "/history?limit=1", history), 200);
    EXPECT_EQ(status("party/" + id + "/timeline?limit=1", history), 400);
    EXPECT_EQ(status("audit?limit=1", audit), 200);
    EXPECT_EQ(status("audit?limit=1", parties), 400);
    EXPECT_EQ(status("party/duplicates?limit=1", audit), 400);
}

TEST_F(OutOfSight, a_request_used_for_two_writes_makes_other_ids) {
    Request request;
    std::vector<Id> made;
    for (const char* name : {"One", "Two"})
        crm.engine().write(request, [&](Context& context) {
            Record record = context.make(context.object("category"));
            record.put(context.object("category").title_field().index, std::string(name));
            context.save(record);
            made.push_back(record.id());
        });
    EXPECT_NE(made.front(), made.back());
}

} // namespace crm::testing

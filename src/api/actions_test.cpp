// What can be done with a record as it is: told in its answer and in the metadata, and refused by the same conditions.
#include <gtest/gtest.h>

#include <set>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

std::set<std::string> names(const Json& list) {
    std::set<std::string> found;
    for (const Json& each : list.items()) found.insert(each.as_string());
    return found;
}

using Names = std::set<std::string>;

struct Actions : ::testing::Test {
    TestApp crm{all_objects()};
    std::string customer, quote;

    Actions() {
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
        customer = crm.create("party", Json::object({{"kind", "organization"}, {"name", "Zorza"}}));
        quote = crm.create("quote", Json::object({{"party", customer}}));
        crm.create("quote_line",
                   Json::object({{"quote", quote}, {"name", "Mill"}, {"unit_price", "10"}, {"vat_rate", "23"}}));
    }
    Json read(const std::string& path) { return crm.get("/api/v1/" + path).body; }
    Names offered(const std::string& path) { return names(read(path)["actions"]); }
    Answer act(const std::string& path) { return crm.post("/api/v1/" + path, Json::object()); }
    Json action_of(const std::string& object, const std::string& name) {
        const Json meta = read("meta");
        for (const Json& each : meta["objects"].items())
            if (each.text("name") == object)
                for (const Json& action : each["actions"].items())
                    if (action.text("name") == name) return action;
        return {};
    }
};

} // namespace

TEST_F(Actions, of_a_record_follow_its_state) {
    EXPECT_EQ(offered("quote/" + quote), Names{"send"});
    const Answer sent = act("quote/" + quote + "/send");
    ASSERT_EQ(sent.status, 200) << sent.whole.body;
    EXPECT_EQ(names(sent.body["actions"]), (Names{"accept", "decline", "revise", "share"}))
        << "the answer of an action says it too";
    ASSERT_EQ(act("quote/" + quote + "/revise").status, 200);
    EXPECT_EQ(offered("quote/" + quote), (Names{"accept", "decline", "share"})) << "there is a newer version already";
}

TEST_F(Actions, that_are_not_offered_are_refused_with_what_stands_in_the_way) {
    const Answer refused = act("quote/" + quote + "/accept");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.body.text("detail"), "This cannot be done while the state is draft.");
    EXPECT_EQ(refused.body["fields"].items().at(0).text("field"), "state");
    crm.add_role(
        "all",
        Json::parse(R"([{"object":"quote","read":{"rows":"all"},"update":{"rows":"all"},"actions":["accept"]}])"));
    const std::string ewa = crm.add_user("ewa@example.com", "all");
    ASSERT_EQ(crm.patch("/api/v1/user/" + ewa, Json::object({{"language", "pl"}})).status, 200);
    crm.as("ewa@example.com");
    EXPECT_EQ(act("quote/" + quote + "/accept").body.text("detail"), "Nie można tego zrobić, gdy stan to: szkic.");
}

TEST_F(Actions, of_an_order_are_those_of_its_next_steps) {
    ASSERT_EQ(act("quote/" + quote + "/send").status, 200);
    const std::string order = "order/" + act("quote/" + quote + "/accept").body.text("id");
    EXPECT_EQ(offered(order), (Names{"bill", "confirm", "confirm_over_limit"}));
    ASSERT_EQ(act(order + "/confirm").status, 200);
    EXPECT_EQ(offered(order), (Names{"begin", "ship", "cancel", "invoice", "invoice_advance", "pro_forma", "share"}));
    const std::string invoice = "invoice/" + act(order + "/invoice").body.text("id");
    EXPECT_EQ(offered(order), (Names{"begin", "ship", "pro_forma", "share"})) << "nothing is left to invoice";
    EXPECT_EQ(offered(invoice), Names{"issue"});
    ASSERT_EQ(crm.patch("/api/v1/company", Json::object({{"name", "Relacja Kawa"}})).status, 200);
    const Answer issued = act(invoice + "/issue");
    ASSERT_EQ(issued.status, 200) << issued.whole.body;
    EXPECT_EQ(offered(invoice), (Names{"correct", "write_off", "charge_interest", "share"}))
        << "no connection to KSeF is on";
}

TEST_F(Actions, are_described_by_a_filter_that_finds_the_records_they_are_for) {
    const Json when = action_of("quote", "send")["when"];
    ASSERT_TRUE(when.is_object()) << when.dump();
    EXPECT_EQ(crm.list("quote", when).items().items().size(), 1u);
    ASSERT_EQ(act("quote/" + quote + "/send").status, 200);
    EXPECT_EQ(crm.list("quote", when).items().items().size(), 0u);
    EXPECT_TRUE(action_of("deal", "move")["when"].is_null()) << "a deal may always be moved";
}

TEST_F(Actions, of_every_object_have_filters_that_lists_take) {
    std::size_t conditional = 0;
    const Json meta = read("meta");
    for (const Json& object : meta["objects"].items())
        for (const Json& action : object["actions"].items()) {
            if (action["when"].is_null()) continue;
            ++conditional;
            const Answer found = crm.list(object.text("name"), action["when"]);
            EXPECT_EQ(found.status, 200) << object.text("name") << " " << action.text("name") << " "
                                         << found.whole.body;
        }
    EXPECT_GE(conditional, 20u);
}

TEST_F(Actions, are_those_that_the_caller_may_take) {
    crm.add_role(
        "sender",
        Json::parse(
            R"([{"object":"quote","read":{"rows":"all"},"update":{"rows":"mine"},"actions":["send"]},{"object":"party","read":{"rows":"all"}}])"));
    crm.add_user("sam@example.com", "sender");
    crm.as("sam@example.com");
    EXPECT_EQ(offered("quote/" + quote), Names{}) << "it is somebody else's";
    EXPECT_FALSE(read("quote/" + quote)["can"].flag("update"));
    const std::string sam = read("me").text("id");
    crm.as("admin@example.com");
    ASSERT_EQ(crm.patch("/api/v1/quote/" + quote, Json::object({{"owner", sam}})).status, 200);
    crm.as("sam@example.com");
    EXPECT_EQ(offered("quote/" + quote), Names{"send"});
    EXPECT_TRUE(read("quote/" + quote)["can"].flag("update"));
    EXPECT_FALSE(read("quote/" + quote)["can"].flag("delete"));
}

TEST_F(Actions, do_not_tell_of_a_field_that_may_not_be_read) {
    crm.add_role(
        "blind",
        Json::parse(
            R"([{"object":"quote","read":{"rows":"all"},"update":{"rows":"all"},"actions":["send","accept"],"fields":{"state":"none"}}])"));
    crm.add_user("bea@example.com", "blind");
    crm.as("bea@example.com");
    EXPECT_TRUE(action_of("quote", "send")["when"].is_null());
    const Answer refused = act("quote/" + quote + "/accept");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.body.text("detail"), "This cannot be done with the record as it is.");
}

TEST_F(Actions, on_a_record_in_the_bin_are_none_but_restoring_it) {
    EXPECT_TRUE(read("quote/" + quote)["can"].flag("delete"));
    ASSERT_EQ(crm.remove("/api/v1/quote/" + quote).status, 204);
    const Json binned = crm.get("/api/v1/quote/" + quote + "?binned=true").body;
    EXPECT_EQ(names(binned["actions"]), Names{});
    EXPECT_EQ(binned["can"].dump(), R"({"update":false,"delete":false,"restore":true})");
    ASSERT_EQ(crm.post("/api/v1/quote/" + quote + "/restore", Json::object()).status, 200);
    EXPECT_EQ(offered("quote/" + quote), Names{"send"});
}

TEST_F(Actions, what_has_gone_out_cannot_be_deleted_and_says_so_beforehand) {
    ASSERT_EQ(act("quote/" + quote + "/send").status, 200);
    EXPECT_FALSE(read("quote/" + quote)["can"].flag("delete"));
    const Answer refused = crm.remove("/api/v1/quote/" + quote);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.body.text("detail"),
              "This document has gone out and cannot be deleted. Please cancel or correct it instead.");
    const std::string payment =
        crm.create("payment", Json::parse(R"({"party":")" + customer +
                                          R"(","amount":{"amount":"5.00","currency":"EUR"},"method":"cash"})"));
    EXPECT_FALSE(read("payment/" + payment)["can"].flag("delete")) << "a payment is never deleted";
    EXPECT_EQ(offered("payment/" + payment), (Names{"allocate", "allocate_to_oldest", "refund", "reverse"}));
}

TEST_F(Actions, stand_in_whole_records_only) {
    const Json listed = crm.list("quote").items().items().at(0);
    EXPECT_TRUE(listed["actions"].is_null());
    EXPECT_TRUE(read("quote/" + quote + "?fields=number")["actions"].is_null());
}

TEST_F(Actions, do_not_offer_to_make_by_hand_what_only_comes_from_something_else) {
    const Json meta = read("meta");
    Names refused;
    for (const Json& each : meta["objects"].items()) {
        const std::string name = each.text("name");
        if (each["can"].flag("create")) continue;
        refused.insert(name);
        EXPECT_EQ(crm.post("/api/v1/" + name, Json::object()).status, 422) << name;
    }
    for (const char* name : {"delivery", "ledger_entry", "register_entry", "pull_run", "bank_line"})
        EXPECT_TRUE(refused.contains(name)) << name;
    for (const char* name : {"party", "order", "order_line", "invoice", "payment", "claim", "activity"})
        EXPECT_FALSE(refused.contains(name)) << name;
    EXPECT_NE(crm.post("/api/v1/delivery", Json::object()).whole.body.find("not made by hand"), std::string::npos);
}

} // namespace crm::testing

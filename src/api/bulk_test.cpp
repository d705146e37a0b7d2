// A change of many records by a batch is an operation that can be undone, and its undo too.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "modules/modules.hpp"
#include "testing/everything.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

struct Bulk : ::testing::Test {
    TestApp crm{all_objects()};

    std::string company(const std::string& name, const std::string& sector = "Sea") {
        return crm.create("party", Json::object({{"kind", "organization"}, {"name", name}, {"sector", sector}}));
    }
    static Json order(const std::string& method, const std::string& path, const Json& body = {}) {
        return Json::object({{"method", method}, {"path", path}, {"body", body}});
    }
    Answer batch(Json::Array orders, bool atomic = true) {
        return crm.post("/api/v1/batch", Json::object({{"atomic", atomic}, {"operations", Json(std::move(orders))}}));
    }
    Answer set_sector(const std::vector<std::string>& ids, const std::string& sector, bool atomic = true) {
        Json::Array orders;
        for (const auto& id : ids) orders.push_back(order("PATCH", "party/" + id, Json::object({{"sector", sector}})));
        return batch(std::move(orders), atomic);
    }
    // The undo's answer when it is over.
    Json undo(const std::string& operation) {
        const Answer begun = crm.post("/api/v1/operation/" + operation + "/undo", Json::object());
        EXPECT_EQ(begun.status, 202) << begun.whole.body;
        crm.app().jobs().run_due();
        const Answer over = crm.get("/api/v1/operation/" + begun.id());
        EXPECT_EQ(over.body.text("state"), "done") << over.whole.body;
        return over.body;
    }
    std::string sector(const std::string& id) { return crm.get("/api/v1/party/" + id).body.text("sector"); }
    std::string told(const std::string& operation, const std::string& result) {
        return crm.get("/api/v1/operation/" + operation + "/rows?result=" + result).whole.body;
    }
};

} // namespace

TEST_F(Bulk, change_of_several_is_an_operation_that_is_undone_and_done_again) {
    const std::vector<std::string> ids{company("A", "Air"), company("B"), company("C")};
    for (const bool atomic : {true, false}) {
        SCOPED_TRACE(atomic);
        const Answer done = set_sector(ids, "Land", atomic);
        ASSERT_EQ(done.status, 200) << done.whole.body;
        const Json operation = done.body["operation"];
        EXPECT_EQ(operation.text("kind"), "bulk");
        EXPECT_EQ(operation.text("state"), "done");
        EXPECT_EQ(operation.text("object"), "party");
        EXPECT_EQ(operation.number("updated"), 3);
        EXPECT_TRUE(operation.flag("undoable"));
        EXPECT_EQ(crm.get("/api/v1/operation").items().items().at(0).text("id"), operation.text("id"));
        EXPECT_EQ(crm.get("/api/v1/operation/" + operation.text("id") + "/rows").items().items().size(), 3u);
        const Json undone = undo(operation.text("id"));
        EXPECT_EQ(sector(ids[0]), "Air");
        EXPECT_EQ(sector(ids[2]), "Sea");
        const Json again = undo(undone.text("id"));
        EXPECT_EQ(sector(ids[0]), "Land");
        undo(again.text("id"));
        EXPECT_EQ(sector(ids[0]), "Air");
    }
}

TEST_F(Bulk, deletion_and_creation_are_undone_unless_somebody_went_on_with_them) {
    const std::string a = company("A"), b = company("B");
    const Answer gone = batch({order("DELETE", "party/" + a), order("DELETE", "party/" + b)});
    EXPECT_EQ(crm.get("/api/v1/party/" + a).status, 404);
    undo(gone.body["operation"].text("id"));
    EXPECT_EQ(crm.get("/api/v1/party/" + a).status, 200);
    const Json made = Json::object({{"kind", "task"}, {"subject", "Boat"}, {"party", a}});
    const Answer tasks = batch({order("POST", "activity", made), order("POST", "activity", made)});
    ASSERT_EQ(tasks.status, 200) << tasks.whole.body;
    const std::string kept = tasks.body["results"].items()[0]["body"].text("id"),
                      removed = tasks.body["results"].items()[1]["body"].text("id");
    ASSERT_EQ(tasks.body["operation"].number("created"), 2) << tasks.whole.body;
    ASSERT_EQ(crm.patch("/api/v1/activity/" + kept, Json::object({{"subject", "Ship"}})).status, 200);
    const Json undone = undo(tasks.body["operation"].text("id"));
    EXPECT_EQ(undone.number("left_out"), 1);
    EXPECT_EQ(crm.get("/api/v1/activity/" + kept).status, 200);
    EXPECT_EQ(crm.get("/api/v1/activity/" + removed).status, 404);
}

TEST_F(Bulk, undo_says_what_somebody_changed_since_and_leaves_it) {
    const std::string a = company("A"), b = company("B");
    const Answer done = set_sector({a, b}, "Land");
    crm.patch("/api/v1/party/" + a, Json::object({{"sector", "Moon"}}));
    const Json undone = undo(done.body["operation"].text("id"));
    EXPECT_EQ(sector(a), "Moon");
    EXPECT_EQ(sector(b), "Sea");
    EXPECT_EQ(undone.number("left_out"), 1);
    EXPECT_NE(told(undone.text("id"), "left_out").find("Sector"), std::string::npos);
}

TEST_F(Bulk, is_nothing_that_a_form_saves_nor_what_keeps_no_history) {
    const Json point = Json::object({{"party", "$0"}, {"kind", "email"}, {"value", "a@x.pl"}});
    const Answer made = batch({order("POST", "party", Json::object({{"kind", "organization"}, {"name", "Parts"}})),
                               order("POST", "contact_point", point)});
    ASSERT_EQ(made.status, 200) << made.whole.body;
    EXPECT_TRUE(made.body["operation"].is_null());
    const std::string party = made.body["results"].items()[0]["body"].text("id"),
                      email = made.body["results"].items()[1]["body"].text("id");
    const Answer changed = batch({order("PATCH", "party/" + party, Json::object({{"sector", "Land"}})),
                                  order("PATCH", "contact_point/" + email, Json::object({{"label", "office"}}))});
    ASSERT_EQ(changed.status, 200) << changed.whole.body;
    EXPECT_TRUE(changed.body["operation"].is_null());
    EXPECT_TRUE(crm.get("/api/v1/operation").items().items().empty());
}

TEST_F(Bulk, refusals_are_rows_and_nothing_done_is_no_operation) {
    const std::string a = company("A"), b = company("B");
    const Answer partly = batch({order("PATCH", "party/" + a, Json::object({{"sector", "Land"}})),
                                 order("PATCH", "party/" + b, Json::object({{"nme", "x"}}))},
                                false);
    const Json operation = partly.body["operation"];
    EXPECT_EQ(operation.number("updated"), 1);
    EXPECT_EQ(operation.number("refused"), 1);
    EXPECT_NE(told(operation.text("id"), "refused").find("nme"), std::string::npos);
    const Json wrong = Json::object({{"nme", "x"}});
    for (const bool atomic : {true, false}) {
        const Answer none = batch({order("PATCH", "party/" + a, wrong), order("PATCH", "party/" + b, wrong)}, atomic);
        EXPECT_TRUE(none.body["operation"].is_null());
    }
    EXPECT_EQ(crm.get("/api/v1/operation").items().items().size(), 1u);
}

TEST_F(Bulk, with_actions_is_told_but_not_undone) {
    Request request;
    crm.engine().write(request, [](Context& context) { make_default_data(context); });
    const std::string a = crm.create("deal", Json::object({{"name", "A"}})),
                      b = crm.create("deal", Json::object({{"name", "B"}}));
    const std::string won = crm.list("stage", Json::object({{"outcome", "won"}})).items().items().at(0).text("id");
    const Answer moved = batch({order("POST", "deal/" + a + "/move", Json::object({{"stage", won}})),
                                order("POST", "deal/" + b + "/move", Json::object({{"stage", won}}))});
    ASSERT_EQ(moved.status, 200) << moved.whole.body;
    EXPECT_EQ(moved.body["operation"].text("kind"), "bulk");
    EXPECT_FALSE(moved.body["operation"].flag("undoable"));
}

TEST_F(Bulk, rules_hold_as_for_each_by_itself_and_undo_asks_for_the_rights_of_today) {
    const std::string a = company("A"), b = company("B");
    std::vector<std::string> consents;
    for (const auto& id : {a, b})
        consents.push_back(
            crm.create("consent", Json::object({{"party", id}, {"purpose", "newsletter"}, {"state", "granted"}})));
    EXPECT_EQ(batch({order("DELETE", "consent/" + consents[0]), order("DELETE", "consent/" + consents[1])}).status,
              409);

    crm.add_role("seller",
                 Json::parse(R"([{"object":"party","read":{"rows":"mine"},"create":true,"update":{"rows":"mine"}}])"));
    const std::string sam = crm.add_user("sam@example.com", "seller"), kim = crm.add_user("kim@example.com", "seller");
    for (const auto& id : {a, b}) crm.patch("/api/v1/party/" + id, Json::object({{"owner", sam}}));
    crm.as("sam@example.com");
    const Answer given = batch({order("PATCH", "party/" + a, Json::object({{"owner", kim}})),
                                order("PATCH", "party/" + b, Json::object({{"owner", kim}}))},
                               false);
    ASSERT_EQ(given.status, 200) << given.whole.body;
    crm.as("kim@example.com");
    crm.patch("/api/v1/party/" + a, Json::object({{"sector", "Kim's"}}));
    EXPECT_EQ(crm.post("/api/v1/operation/" + given.body["operation"].text("id") + "/undo", Json::object()).status,
              404);
    crm.as("sam@example.com");
    const Json undone = undo(given.body["operation"].text("id"));
    EXPECT_EQ(crm.get("/api/v1/party/" + a).status, 404) << "somebody has worked with it";
    EXPECT_EQ(crm.get("/api/v1/party/" + b).status, 200) << "nobody had touched it";
    EXPECT_EQ(told(undone.text("id"), "left_out").find("Sector"), std::string::npos);
}

TEST_F(Bulk, then_undo_is_as_if_nothing_had_happened_and_again_as_if_it_had_not_been_undone) {
    const bool held = rc::check("then undo is as if nothing had happened", [&] {
        std::vector<std::string> ids;
        for (int i = 0; i < 4; ++i) ids.push_back(company("P" + std::to_string(i)));
        Json::Array orders;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            Json body = Json::object();
            if (*rc::gen::arbitrary<bool>()) body.set("sector", *rc::gen::element<std::string>("", "Land", "Air"));
            if (*rc::gen::arbitrary<bool>()) body.set("tags", Json::array({*rc::gen::element<std::string>("x", "y")}));
            if (*rc::gen::arbitrary<bool>()) body.set("email", *rc::gen::element<std::string>("a@x.pl", "b@x.pl"));
            if (*rc::gen::arbitrary<bool>()) body.set("note", *rc::gen::element<std::string>("", "n"));
            if (*rc::gen::inRange(0, 4) == 0)
                orders.push_back(order("DELETE", "party/" + ids[i]));
            else
                orders.push_back(order("PATCH", "party/" + ids[i], body));
        }
        const auto before = everything(crm.engine(), Rows::living);
        const Answer done = batch(std::move(orders), *rc::gen::arbitrary<bool>());
        RC_ASSERT(done.status == 200);
        const auto after = everything(crm.engine(), Rows::living);
        if (before == after) return;
        const Json undone = undo(done.body["operation"].text("id"));
        RC_ASSERT(undone.number("left_out") + undone.number("skipped") + undone.number("refused") == 0);
        RC_ASSERT(everything(crm.engine(), Rows::living) == before);
        const Json again = undo(undone.text("id"));
        RC_LOG() << told(again.text("id"), "left_out");
        RC_ASSERT(again.number("left_out") + again.number("refused") == 0);
        RC_ASSERT(everything(crm.engine(), Rows::living) == after);
    });
    EXPECT_TRUE(held);
}

} // namespace crm::testing

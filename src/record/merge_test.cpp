#include "record/merge.hpp"

#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "record/check.hpp"
#include "record/history.hpp"
#include "record/import_fixture.hpp"
#include "record/merge_moves.hpp"
#include "record/merged.hpp"
#include "record/search.hpp"
#include "record/undo.hpp"
#include "testing/everything.hpp"

namespace crm {
namespace {

using namespace testing;
using namespace testing::sales;

struct Merge : ::testing::Test {
    World world;
    Imports imports{world.engine};

    Operation merge(Id survivor, std::vector<Id> absorbed, const std::string& values = "{}",
                    std::shared_ptr<const Rights> rights = Rights::system(), const Object& object = party) {
        Request request;
        request.rights = std::move(rights);
        request.at = world.now;
        return begin_merge(world.engine, request, {object.name, survivor, std::move(absorbed), Json::parse(values)});
    }
    Operation undo(Id id) {
        Request request;
        request.at = world.now;
        return run_undo(world.engine, begin_undo(world.engine, request, id).id, imports.around);
    }
    Json preview(Id survivor, std::vector<Id> absorbed, std::shared_ptr<const Rights> rights = Rights::system()) {
        Request request;
        request.rights = std::move(rights);
        std::string out;
        write_merge_preview(world.engine, request, {"party", survivor, std::move(absorbed), Json::object()}, out);
        return Json::parse(out);
    }
    std::string refusal(const std::function<void()>& job) {
        try {
            job();
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }
    Json one(const Object& object, Id id) {
        const Json list = world.list(object, {{"filter", R"({"id":")" + std::to_string(id) + "\"}"}});
        return list["items"].items().empty() ? Json() : list["items"].items()[0];
    }
    Id deal_of(Id of, const std::string& name) {
        return world.add(deal, Json::object({{"name", name}, {"party", id_json(of)}}));
    }
    std::int64_t number(const std::string& sql, const Values& values = {}) {
        std::int64_t found = 0;
        world.engine.database().read(
            [&](Connection& connection) { found = whole_or(connection.value(sql, values), 0); });
        return found;
    }
    std::multiset<std::string> everything() { return testing::everything(world.engine); }
    std::multiset<std::string> living() { return testing::everything(world.engine, Rows::living); }
};

TEST_F(Merge, leads_everything_to_the_survivor) {
    const Id kept = world.add(party, Json::parse(R"({"name":"Acme","email":"a@acme.pl","tags":["new"]})"));
    const Id gone = world.add(
        party,
        Json::parse(
            R"({"name":"Acme Ltd","phone":"+48221234567","note":"calls on Mondays","tags":["vip"],"external_id":"old-7"})"));
    const Id point = world.add(contact_point, Json::object({{"party", id_json(gone)}, {"value", "b@acme.pl"}}));
    const Id sale = deal_of(gone, "Roof");
    const Id visit =
        world.add(deal, Json::object({{"name", "Fair"}, {"guests", Json::array({id_json(gone), id_json(kept)})}}));
    const Id said =
        world.add(remark, Json::object({{"name", "hello"},
                                        {"about", Json::object({{"object", "party"}, {"id", std::to_string(gone)}})}}));
    const Id below = world.add(party, Json::object({{"name", "Daughter"}, {"above", id_json(gone)}}));

    const Operation done = merge(kept, {gone});
    EXPECT_EQ(done.state, "done");
    EXPECT_EQ(one(party, gone).text("id"), std::to_string(kept));
    const Json survivor = one(party, kept);
    EXPECT_EQ(survivor.text("phone"), "+48221234567");
    EXPECT_EQ(survivor.text("email"), "a@acme.pl");
    EXPECT_EQ(survivor.text("external_id"), "old-7");
    EXPECT_EQ(survivor["tags"].items().size(), 2u);
    for (const auto& [object, id, field] : {std::tuple{&contact_point, point, "party"}})
        EXPECT_EQ(one(*object, id)[field].text("id"), std::to_string(kept));
    EXPECT_EQ(one(deal, sale)["party"].text("id"), std::to_string(kept));
    EXPECT_EQ(one(deal, visit)["guests"].items().size(), 1u);
    EXPECT_EQ(one(remark, said)["about"].text("id"), std::to_string(kept));
    EXPECT_EQ(one(party, below)["above"].text("id"), std::to_string(kept));
    EXPECT_EQ(number(R"(SELECT COUNT(*) FROM "timeline" WHERE "record" = ?)", Values{gone}), 0);
    EXPECT_GE(number(R"(SELECT COUNT(*) FROM "timeline" WHERE "record" = ?)", Values{kept}), 2);
    // The next import with the old key finds the survivor.
    EXPECT_EQ(imports.counts("party", "id,name\nold-7,Acme Poland\n"),
              "1 rows: 0 created, 1 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(one(party, kept).text("name"), "Acme Poland");
}

TEST_F(Merge, keeps_both_keys_and_both_histories) {
    const Id kept = world.add(party, Json::parse(R"({"name":"A","external_id":"k1"})"));
    const Id gone = world.add(party, Json::parse(R"({"name":"B","external_id":"k2"})"));
    world.change(party, gone, Json::parse(R"({"note":"before"})"));
    merge(kept, {gone}, R"({"external_id":")" + std::to_string(gone) + "\"}");
    EXPECT_EQ(one(party, kept).text("external_id"), "k2");
    for (const char* key : {"k1", "k2"})
        EXPECT_EQ(number(R"(SELECT "id" FROM "unique_key" WHERE "key" = ?)", Values{std::string(key)}), kept) << key;
    std::string out;
    world.read([&](Context& context) {
        out.clear();
        write_history(context, context.object("party"), kept, 50, "", out);
    });
    std::set<std::string> kinds;
    const Json history = Json::parse(out);
    for (const Json& line : history["items"].items())
        if (line.find("merged_from")) kinds.insert(line.text("kind"));
    EXPECT_EQ(kinds, (std::set<std::string>{"created", "updated", "merged"}));
}

TEST_F(Merge, of_several_leaves_a_company_that_is_whole_and_so_does_its_undo) {
    for (const bool turned : {false, true}) {
        std::vector<Id> ids;
        for (const std::string name : {"Kept", "First", "Second", "Third", "Fourth", "Fifth"})
            ids.push_back(world.add(party, Json::object({{"name", name + (turned ? " B" : " A")},
                                                         {"external_id", name + (turned ? "B" : "A")}})));
        const auto faults = [&] { return check_company(world.engine, [](const std::string&) {}); };
        const Operation merged =
            merge(ids[0], turned ? std::vector(ids.rbegin(), ids.rend() - 1) : std::vector(ids.begin() + 1, ids.end()));
        EXPECT_EQ(faults(), std::vector<std::string>{}) << turned;
        std::vector<Id> absorbed;
        world.engine.database().read([&](Connection& connection) { absorbed = absorbed_into(connection, ids[0]); });
        EXPECT_EQ(absorbed.size(), 5u);
        EXPECT_TRUE(std::is_sorted(absorbed.begin(), absorbed.end())) << "an order that no plan of a database changes";
        const Operation undone = undo(merged.id);
        EXPECT_EQ(faults(), std::vector<std::string>{}) << turned;
        undo(undone.id);
        EXPECT_EQ(faults(), std::vector<std::string>{}) << turned;
    }
}

TEST_F(Merge, follows_an_old_id_through_several_merges_and_in_new_links) {
    const Id a = world.add(party, Json::parse(R"({"name":"A"})")), b = world.add(party, Json::parse(R"({"name":"B"})")),
             c = world.add(party, Json::parse(R"({"name":"C"})"));
    merge(b, {a});
    merge(c, {b});
    world.engine.database().read([&](Connection& connection) {
        EXPECT_EQ(survivor_of(connection, a), c);
        EXPECT_EQ(survivor_of(connection, c), 0);
        EXPECT_EQ(absorbed_into(connection, c).size(), 2u);
    });
    const Id sale = deal_of(a, "Late");
    EXPECT_EQ(one(deal, sale)["party"].text("id"), std::to_string(c));
}

TEST_F(Merge, proposes_and_shows_without_doing) {
    const Id kept = world.add(party, Json::parse(R"({"name":"A","employees":5})"));
    world.now += hour;
    const Id gone = world.add(party, Json::parse(R"({"name":"Newer","email":"n@x.pl","note":"n"})"));
    deal_of(gone, "One");
    const auto before = everything();
    const Json shown = preview(kept, {gone});
    EXPECT_EQ(before, everything());
    EXPECT_EQ(shown["survivor"].text("name"), "Newer");
    EXPECT_EQ(shown["survivor"].text("email"), "n@x.pl");
    EXPECT_EQ(shown["survivor"].number("employees"), 5);
    EXPECT_EQ(shown["values"].text("name"), std::to_string(gone));
    EXPECT_EQ(shown["values"].text("note"), "both");
    EXPECT_EQ(shown.text("proposed_survivor"), std::to_string(gone));
    ASSERT_EQ(shown["moves"].items().size(), 1u);
    EXPECT_EQ(shown["moves"].items()[0].text("object"), "deal");
    EXPECT_EQ(shown["moves"].items()[0].number("count"), 1);
    EXPECT_TRUE(shown.flag("at_once"));
}

TEST_F(Merge, is_found_by_what_the_others_were_called_and_by_their_ids) {
    const Id kept = world.add(party, Json::parse(R"({"name":"Wolska"})"));
    const Id gone =
        world.add(party, Json::parse(R"({"name":"Zielona Brama","email":"brama@x.pl","external_id":"77-B"})"));
    const Id sale = deal_of(gone, "Roof");
    const auto before = everything();
    const Operation done =
        merge(kept, {gone}, R"({"name":")" + std::to_string(kept) + R"(","email":")" + std::to_string(kept) + "\"}");
    auto search = [&](const std::string& typed) {
        std::string out;
        world.read([&](Context& context) {
            out.clear();
            write_search(context, typed, {"party"}, 10, out);
        });
        const Json found = Json::parse(out);
        return found["items"].items().empty() ? "" : found["items"].items()[0].text("id");
    };
    for (const char* typed : {"wolska", "zielona", "brama@x.pl"})
        EXPECT_EQ(search(typed), std::to_string(kept)) << typed;
    auto listed = [&](const Object& object, const std::string& filter) {
        std::vector<std::string> ids;
        const Json list = world.list(object, {{"filter", filter}});
        for (const Json& each : list["items"].items()) ids.push_back(each.text("id"));
        return ids;
    };
    const std::string old = std::to_string(gone);
    EXPECT_EQ(listed(party, R"({"id":")" + old + "\"}"), std::vector<std::string>{std::to_string(kept)});
    EXPECT_EQ(listed(deal, R"({"party":")" + old + "\"}"), std::vector<std::string>{std::to_string(sale)});
    EXPECT_EQ(listed(deal, R"({"party":{"in":[")" + old + "\"]}}"), std::vector<std::string>{std::to_string(sale)});
    EXPECT_TRUE(listed(deal, R"({"party":{"ne":")" + old + "\"}}").empty());
    EXPECT_EQ(undo(done.id).counts.skipped, 0);
    EXPECT_EQ(before, everything());
}

TEST_F(Merge, under_way_is_whole_for_who_filters_by_either_id) {
    const Id kept = world.add(party, Json::parse(R"({"name":"A"})")),
             gone = world.add(party, Json::parse(R"({"name":"B"})"));
    world.write([&](Context& context) {
        for (int i = 0; i <= most_moved_at_once; ++i) {
            Record record = context.make(deal);
            record.set(deal.name, "D" + std::to_string(i));
            record.set(deal.party, i % 2 ? gone : kept);
            context.save(record);
        }
        for (int i = 0; i <= most_moved_at_once; ++i) {
            Record record = context.make(deal);
            record.set(deal.name, "E" + std::to_string(i));
            record.set(deal.party, gone);
            context.save(record);
        }
    });
    const Operation order = merge(kept, {gone});
    int asked = 0;
    imports.around.stopping = [&] { return ++asked == 3; };
    ASSERT_EQ(run_merge(world.engine, order.id, imports.around).state, "running");
    ASSERT_GT(number(R"(SELECT COUNT(*) FROM "deal" WHERE "party" = ?)", Values{gone}), 0);
    for (Id id : {kept, gone}) {
        const Json list =
            world.list(deal, {{"filter", R"({"party":")" + std::to_string(id) + "\"}"}, {"count", "exact"}});
        EXPECT_EQ(list["count"].number("value"), 2 * (most_moved_at_once + 1));
    }
}

TEST_F(Merge, needs_the_right_to_change_the_one_and_delete_the_others) {
    const Id user_id = world.add(user, Json::parse(R"({"name":"U"})"));
    const Id mine = world.add(party, Json::object({{"name", "Mine"}, {"owner", id_json(user_id)}}));
    const Id other = world.add(party, Json::parse(R"({"name":"Theirs"})"));
    auto rights = caller(user_id);
    ObjectRights& of_party = rights->objects["party"];
    of_party.read = of_party.update = Condition::everything();
    of_party.remove = Condition{Condition::Op::mine};
    EXPECT_NE(refusal([&] { merge(mine, {other}, "{}", rights); }), "");
    EXPECT_EQ(refusal([&] { merge(other, {mine}, "{}", rights); }), "");
    const Id third = world.add(party, Json::parse(R"({"name":"Third"})"));
    of_party.read = of_party.update = Condition{Condition::Op::mine};
    EXPECT_NE(refusal([&] { merge(other, {third}, "{}", rights); }), "");
}

TEST_F(Merge, refuses_what_makes_no_sense) {
    const Id a = world.add(party, Json::parse(R"({"name":"A"})")), b = world.add(party, Json::parse(R"({"name":"B"})"));
    EXPECT_NE(refusal([&] { merge(a, {}); }), "");
    EXPECT_NE(refusal([&] { merge(a, {a}); }), "");
    EXPECT_NE(refusal([&] { merge(a, {12345}); }), "");
    EXPECT_NE(refusal([&] { merge(a, {b}, R"({"nme":"1"})"); }), "");
    EXPECT_NE(refusal([&] { merge(a, {b}, R"({"name":"both"})"); }), "");
    EXPECT_EQ(refusal([&] { merge(a, {b}); }), "");
    EXPECT_NE(refusal([&] { merge(a, {b}); }), "");
}

TEST_F(Merge, says_on_undo_what_was_changed_since) {
    const Id kept = world.add(party, Json::parse(R"({"name":"A","note":"a"})"));
    const Id gone = world.add(party, Json::parse(R"({"name":"B","employees":7,"note":"b"})"));
    const Id sale = deal_of(gone, "One");
    const Operation done = merge(kept, {gone}, R"({"name":")" + std::to_string(gone) + "\"}");
    world.change(party, kept, Json::parse(R"({"name":"Chosen since","note":"written since"})"));
    const Operation undone = undo(done.id);
    EXPECT_EQ(undone.state, "done") << undone.message;
    EXPECT_EQ(undone.counts.skipped, 0); // the rest of it went back
    EXPECT_EQ(undone.counts.left_out, 2);
    imports.last = undone;
    const Json told = imports.rows("left_out")["items"];
    ASSERT_EQ(told.items().size(), 1u);
    ASSERT_EQ(told.items()[0]["problems"].items().size(), 2u);
    EXPECT_NE(told.dump().find("Name"), std::string::npos);
    EXPECT_NE(told.dump().find("Note"), std::string::npos);
    EXPECT_EQ(one(party, kept).text("name"), "Chosen since");
    EXPECT_TRUE(one(party, kept)["employees"].is_null());
    EXPECT_EQ(one(party, gone).text("name"), "B");
    EXPECT_EQ(one(deal, sale)["party"].text("id"), std::to_string(gone));
    EXPECT_NE(refusal([&] { undo(done.id); }), "");
}

TEST_F(Merge, whose_undo_is_undone_is_done_again) {
    const Id kept = world.add(party, Json::parse(R"({"name":"A"})")),
             gone = world.add(party, Json::parse(R"({"name":"B"})"));
    deal_of(gone, "One");
    const auto apart = everything();
    const Operation undone = undo(merge(kept, {gone}).id);
    ASSERT_EQ(everything(), apart);
    Request request;
    request.at = world.now;
    const Operation again = begin_undo(world.engine, request, undone.id);
    EXPECT_EQ(again.kind, "merge");
    EXPECT_EQ(again.state, "done");
    EXPECT_EQ(one(party, gone).text("id"), std::to_string(kept));
    EXPECT_NE(refusal([&] { undo(undone.id); }), "");
    undo(again.id);
    EXPECT_EQ(everything(), apart);
}

TEST_F(Merge, done_again_keeps_what_was_chosen_though_the_rule_would_now_choose_otherwise) {
    const Id kept = world.add(party, Json::parse(R"({"name":"Old","email":"old@x.pl"})"));
    world.now += hour;
    const Id gone = world.add(party, Json::parse(R"({"name":"New","email":"new@x.pl"})"));
    const Operation done = merge(kept, {gone}); // by the rule: the newer ones
    ASSERT_EQ(one(party, kept).text("name"), "New");
    const auto together = living();
    world.now += hour;
    Operation undone = undo(done.id); // by which the survivor is the newer one
    for (int round = 0; round < 3; ++round) {
        Request request;
        request.at = world.now += hour;
        const Operation again = begin_undo(world.engine, request, undone.id);
        EXPECT_EQ(living(), together) << round;
        undone = undo(again.id);
    }
}

TEST_F(Merge, tells_and_counts_only_what_whoever_merges_may_see) {
    const Id user_id = world.add(user, Json::parse(R"({"name":"U"})"));
    const Json of_user = Json::object({{"name", "Mine"}, {"owner", id_json(user_id)}});
    const Id kept = world.add(party, of_user), gone = world.add(party, of_user);
    world.change(party, gone, Json::parse(R"({"note":"calls on Mondays"})"));
    const Id secret = deal_of(gone, "Secret");
    auto rights = caller(user_id);
    ObjectRights& of_party = rights->objects["party"];
    of_party.read = of_party.update = of_party.remove = Condition{Condition::Op::mine};
    const Operation done = merge(kept, {gone}, "{}", rights);
    EXPECT_EQ(one(deal, secret)["party"].text("id"), std::to_string(kept));
    EXPECT_EQ(done.counts.updated, 2);
    EXPECT_EQ(done.total, 2);
    imports.last = done;
    EXPECT_EQ(imports.rows("")["items"].dump().find(std::to_string(secret)), std::string::npos);
    world.change(deal, secret, Json::parse(R"({"party":null})"));
    imports.around.rights = rights;
    imports.last = undo(done.id);
    EXPECT_EQ(imports.last.counts.updated, 2);
    EXPECT_EQ(imports.last.counts.left_out, 0);
    EXPECT_EQ(imports.fresh(imports.last.id).total, 2);
    EXPECT_EQ(imports.rows("")["items"].dump().find(std::to_string(secret)), std::string::npos);
}

TEST_F(Merge, is_not_undone_before_the_merge_that_came_after_it) {
    const Id a = world.add(party, Json::parse(R"({"name":"A"})")), b = world.add(party, Json::parse(R"({"name":"B"})")),
             c = world.add(party, Json::parse(R"({"name":"C"})"));
    const auto before = everything();
    const Operation first = merge(b, {a}), second = merge(c, {b});
    EXPECT_NE(refusal([&] { undo(first.id); }), "");
    undo(second.id);
    EXPECT_EQ(undo(first.id).counts.skipped, 0);
    EXPECT_EQ(before, everything());
}

TEST_F(Merge, of_many_links_runs_in_steps_and_goes_on_where_it_was_stopped) {
    const Id kept = world.add(party, Json::parse(R"({"name":"A"})")),
             gone = world.add(party, Json::parse(R"({"name":"B"})"));
    world.write([&](Context& context) {
        for (int i = 0; i <= most_moved_at_once; ++i) {
            Record record = context.make(deal);
            record.set(deal.name, "D" + std::to_string(i));
            record.set(deal.party, gone);
            context.save(record);
        }
    });
    const auto before = everything();
    const Operation order = merge(kept, {gone});
    EXPECT_EQ(order.state, "queued");
    int asked = 0;
    imports.around.stopping = [&] { return ++asked == 3; };
    EXPECT_EQ(run_merge(world.engine, order.id, imports.around).state, "running");
    EXPECT_EQ(one(party, gone).text("id"), std::to_string(kept)); // from the first step on there is one
    imports.around.stopping = {};
    const Operation done = run_merge(world.engine, order.id, imports.around);
    EXPECT_EQ(done.state, "done") << done.message;
    EXPECT_GE(done.counts.updated, most_moved_at_once);
    EXPECT_EQ(number(R"(SELECT COUNT(*) FROM "deal" WHERE "party" = ?)", Values{kept}), most_moved_at_once + 1);
    EXPECT_EQ(undo(done.id).counts.skipped, 0);
    EXPECT_EQ(before, everything());
}

TEST_F(Merge, then_undo_is_as_if_nothing_had_happened_and_again_as_if_it_had_not_been_undone) {
    constexpr int companies = 20;
    for (int seed = 1; seed <= companies; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 dice(static_cast<unsigned>(seed));
        auto below = [&](std::size_t most) { return static_cast<std::size_t>(dice() % most); };
        auto text = [](const char* what, std::size_t number) { return what + std::to_string(number); };
        std::vector<Id> parties, deals;
        const std::size_t count = 3 + below(3);
        for (std::size_t i = 0; i < count; ++i) {
            Json values = Json::object({{"name", text("P", i)}});
            if (below(2)) values.set("email", text("p", below(3)) + "@x.pl");
            if (below(2)) values.set("note", text("note ", below(3)));
            if (below(2)) values.set("external_id", text("e", i) + text("-", static_cast<std::size_t>(seed)));
            if (below(2)) values.set("address", Json::object({{"city", "Opole"}, {"house", std::to_string(i)}}));
            if (below(2) && i) values.set("above", id_json(parties[below(i)]));
            if (below(2)) values.set("roles", Json::array({below(2) ? "customer" : "supplier"}));
            parties.push_back(world.add(party, values));
        }
        auto any = [&] { return parties[below(count)]; };
        auto change_something = [&] {
            switch (below(5)) {
            case 0:
                return deals.push_back(deal_of(any(), "D"));
            case 1:
                return void(world.add(
                    remark,
                    Json::object({{"name", "R"},
                                  {"about", Json::object({{"object", "party"}, {"id", std::to_string(any())}})}})));
            case 2:
                return void(world.add(
                    contact_point,
                    Json::object({{"party", id_json(any())}, {"value", text("v", below(3))}, {"kind", "email"}})));
            case 3:
                return deals.push_back(world.add(
                    deal, Json::object({{"name", "G"}, {"guests", Json::array({id_json(any()), id_json(any())})}})));
            default:
                if (!deals.empty())
                    world.change(deal, deals[below(deals.size())],
                                 Json::object({{"done", below(2) == 0}, {"party", id_json(any())}}));
            }
        };
        for (std::size_t i = below(12); i > 0; --i) change_something();
        const auto before = everything();
        const std::vector<Id> absorbed(parties.begin() + 1,
                                       parties.begin() + 2 + static_cast<std::ptrdiff_t>(below(count - 1)));
        const Operation done = merge(parties[0], absorbed);
        EXPECT_EQ(done.state, "done");
        EXPECT_NE(everything(), before);
        const auto together = living();
        world.now += minute;
        const Operation undone = undo(done.id);
        EXPECT_EQ(undone.counts.skipped, 0);
        EXPECT_EQ(everything(), before);
        world.now += minute;
        Request request;
        request.at = world.now;
        const Operation again = begin_undo(world.engine, request, undone.id);
        EXPECT_EQ(living(), together);
        EXPECT_EQ(undo(again.id).counts.left_out, 0);
        EXPECT_EQ(everything(), before);
        world.now += minute;
    }
}

} // namespace
} // namespace crm

#include "record/undo.hpp"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "record/field_work.hpp"
#include "record/import_fixture.hpp"
#include "testing/everything.hpp"

namespace crm {
namespace {

using namespace testing;
using namespace testing::sales;

struct Undo : ::testing::Test {
    World world;
    Imports imports{world.engine};
    Operation undo(Id id) {
        Request request;
        return run_undo(world.engine, begin_undo(world.engine, request, id).id, imports.around);
    }
    std::string name(const std::string& filter) {
        const Json list = world.list(party, {{"filter", filter}});
        return list["items"].items().empty() ? "" : list["items"].items()[0].text("name");
    }
};

TEST_F(Undo, puts_what_an_import_made_into_the_bin_and_gives_back_what_it_changed) {
    world.add(
        party,
        Json::parse(R"({"name":"Old","external_id":"k1","employees":5,"address":{"city":"Opole","street":"Prosta"}})"));
    const Operation done =
        imports.run("party", "id,name,employees,city,above\nk1,New,6,Ohrid,\nk2,Made,7,,\nk3,Below,1,,Made\n");
    ASSERT_EQ(summary(done), "3 rows: 2 created, 1 updated, 0 skipped, 0 refused, 0 values left out");
    const Operation undone = undo(done.id);
    EXPECT_EQ(undone.state, "done") << undone.message;
    EXPECT_EQ(undone.counts.updated, 3);
    const Json left = world.list(party, {});
    ASSERT_EQ(left["items"].items().size(), 1u);
    const Json& old = left["items"].items()[0];
    EXPECT_EQ(old.text("name"), "Old");
    EXPECT_EQ(old.number("employees"), 5);
    EXPECT_EQ(old["address"].text("city"), "Opole");
    EXPECT_EQ(old["address"].text("street"), "Prosta");
    EXPECT_EQ(imports.counts("party", "id,name\nk2,Again\n"),
              "1 rows: 1 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
}

TEST_F(Undo, leaves_alone_what_somebody_has_changed_since) {
    const Id id = world.add(party, Json::parse(R"({"name":"Old","external_id":"k1","employees":5})"));
    const Operation done = imports.run("party", "id,name,employees\nk1,New,6\nk2,Made,7\n");
    world.now += hour;
    world.change(party, id, Json::parse(R"({"name":"Newest"})"));
    Json made = world.list(party, {{"filter", R"({"external_id":"k2"})"}});
    world.change(party, *parse_id(made["items"].items()[0].text("id")), Json::parse(R"({"note":"called"})"));
    const Operation undone = undo(done.id);
    EXPECT_EQ(undone.counts.skipped, 1);
    EXPECT_EQ(name(R"({"external_id":"k1"})"), "Newest");
    EXPECT_EQ(world.list(party, {{"filter", R"({"external_id":"k1"})"}})["items"].items()[0].number("employees"), 5);
    EXPECT_EQ(name(R"({"external_id":"k2"})"), "Made");
}

TEST_F(Undo, is_done_once_and_only_of_an_import_that_is_over_and_wrote_something) {
    const Operation done = imports.run("party", "name\nA\n");
    undo(done.id);
    EXPECT_THROW(undo(done.id), Error);
    EXPECT_THROW(undo(imports.run("party", "name\nA\n", "{}", true).id), Error);
    EXPECT_THROW(undo(imports.begin("party", file_of("name\nA\n")).id), Error);
    EXPECT_THROW(undo(12345), Error);
    EXPECT_EQ(imports.fresh(done.id).undoable(now()), false);
}

TEST_F(Undo, goes_on_after_it_was_stopped_midway) {
    std::string file = "name\n";
    for (int i = 0; i < 1100; ++i) file += "N" + std::to_string(i) + "\n";
    const Operation done = imports.run("party", file);
    Request request;
    const Operation order = begin_undo(world.engine, request, done.id);
    int asked = 0;
    imports.around.stopping = [&] { return ++asked == 3; };
    EXPECT_EQ(run_undo(world.engine, order.id, imports.around).state, "running");
    EXPECT_EQ(run_undo(world.engine, order.id, imports.around).counts.updated, 1100);
    EXPECT_TRUE(world.list(party, {})["items"].items().empty());
}

struct Shelf : Object {
    Text name{this, "name", in_three("Name"), {.title = true}};
    Shelf() : Object("shelf", "test", in_three("Shelf"), in_three("Shelves")) { table_class = TableClass::small; }
};
struct Book : Object {
    Text name{this, "name", in_three("Name"), {.title = true}};
    Link shelf{this, "shelf", in_three("Shelf"), {.to = "shelf", .on_delete = OnDelete::refuse}};
    Book() : Object("book", "test", in_three("Book"), in_three("Books")) {}
};
const Shelf shelf;
const Book book;

// Within a millisecond an id does not say which came first: a shelf may have the greater one, and stay behind its book.
TEST(UndoOrder, takes_back_the_last_made_first_also_within_a_millisecond) {
    World world{{&shelf, &book}};
    Imports imports{world.engine};
    std::string text = "name,shelf\n";
    for (int i = 0; i < 150; ++i) text += "Book " + std::to_string(i) + ",Shelf " + std::to_string(i) + "\n";
    const Operation done =
        imports.run("book", text, R"({"columns":{"shelf":{"field":"shelf","by":"name","create":true}}})");
    ASSERT_EQ(done.counts.created, 150) << done.message;
    Request request;
    const Operation undone = run_undo(world.engine, begin_undo(world.engine, request, done.id).id, imports.around);
    EXPECT_EQ(undone.counts.refused, 0);
    EXPECT_TRUE(world.list(book, {})["items"].items().empty());
    EXPECT_TRUE(world.list(shelf, {})["items"].items().empty());
}

TEST_F(Undo, can_itself_be_undone_and_that_too) {
    world.add(party, Json::parse(R"({"name":"Old","external_id":"k1"})"));
    const auto before = everything(world.engine, Rows::living);
    const Operation done = imports.run("party", "id,name,city\nk1,New,Ohrid\nk2,Made,\n");
    const auto imported = everything(world.engine, Rows::living);
    const Operation undone = undo(done.id);
    EXPECT_EQ(everything(world.engine, Rows::living), before);
    const Operation again = undo(undone.id);
    EXPECT_EQ(again.counts.updated, 2);
    EXPECT_EQ(everything(world.engine, Rows::living), imported);
    EXPECT_EQ(undo(again.id).counts.updated, 2);
    EXPECT_EQ(everything(world.engine, Rows::living), before);
    EXPECT_THROW(undo(undone.id), Error);
}

TEST_F(Undo, leaves_and_names_what_was_made_and_has_been_worked_with) {
    const Id old = world.add(party, Json::parse(R"({"name":"Old","external_id":"k1"})"));
    const Operation done = imports.run("party", "id,name\nk1,New\nk2,Quiet\nk3,Called\n");
    world.now = now() + hour;
    const Json made = world.list(party, {{"filter", R"({"external_id":"k3"})"}});
    world.add(deal, Json::object({{"name", "Roof"}, {"party", made["items"].items()[0].text("id")}}));
    world.change(party, old, Json::parse(R"({"name":"Newest"})"));
    const Operation undone = undo(done.id);
    EXPECT_EQ(undone.counts.updated, 1);
    EXPECT_EQ(undone.counts.skipped, 2);
    EXPECT_EQ(name(R"({"external_id":"k2"})"), "");
    EXPECT_EQ(name(R"({"external_id":"k3"})"), "Called");
    imports.last = undone;
    std::set<std::string> told;
    const Json rows = imports.rows("left_out");
    for (const Json& row : rows["items"].items()) told.insert(row["problems"].items()[0].text("message"));
    EXPECT_EQ(told, (std::set<std::string>{"This has been worked with since and stays.",
                                           "Changed since, and stays as it is: Name."}));
}

TEST_F(Undo, takes_what_was_taken_back_itself_for_no_work) {
    const auto nothing = everything(world.engine, Rows::living);
    Operation made = imports.run("party", "id,name\nk1,One\nk2,Two\n");
    undo(imports.run("party", "id,city\nk1,Ohrid\nk2,Opole\n").id);
    EXPECT_EQ(undo(made.id).counts.skipped, 0);
    EXPECT_EQ(everything(world.engine, Rows::living), nothing);
    made = imports.run("party", "id,name\nk3,Three\nk4,Four\n");
    undo(undo(imports.run("party", "id,city\nk3,Ohrid\nk4,Opole\n").id).id); // the towns are there again
    EXPECT_EQ(undo(made.id).counts.skipped, 2);
}

TEST_F(Undo, of_any_import_is_as_if_nothing_had_happened) {
    constexpr int companies = 15;
    for (int seed = 1; seed <= companies; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 dice(static_cast<unsigned>(seed));
        auto below = [&](int most) { return static_cast<int>(dice() % static_cast<unsigned>(most)); };
        const std::string own = std::to_string(seed) + "-";
        for (int i = 0; i < 4; ++i) {
            Json values =
                Json::object({{"name", "P" + own + std::to_string(i)}, {"external_id", own + std::to_string(i)}});
            if (below(2)) values.set("email", "p" + std::to_string(below(3)) + "@x.pl");
            if (below(2)) values.set("employees", below(50));
            if (below(2)) values.set("address", Json::object({{"city", "Opole"}, {"street", "Prosta"}}));
            world.add(party, values);
        }
        const auto before = everything(world.engine, Rows::living);
        std::string file = "id,name,email,employees,city,above,tags\n";
        const int rows = 1 + below(8);
        for (int i = 0; i < rows; ++i) {
            const int key = below(8); // some are there, some new, some come twice
            file += own + std::to_string(key) + ",N" + std::to_string(below(3)) + "," +
                    (below(2) ? "n" + std::to_string(below(4)) + "@x.pl" +
                                    (below(2) ? "; m" + std::to_string(below(4)) + "@x.pl" : "")
                              : "") +
                    "," + (below(2) ? std::to_string(below(90)) : "") + "," + (below(2) ? "Ohrid" : "") + "," +
                    (below(2) ? "P" + own + std::to_string(below(4)) : "") + "," + (below(2) ? "new" : "") + "\n";
        }
        const Operation done = imports.run("party", file);
        ASSERT_EQ(done.state, "done") << done.message;
        const Operation undone = undo(done.id);
        EXPECT_EQ(undone.state, "done") << undone.message;
        EXPECT_EQ(undone.counts.skipped + undone.counts.refused, 0) << file;
        const auto after = everything(world.engine, Rows::living);
        std::vector<std::string> lost, left;
        std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(lost));
        std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(left));
        EXPECT_EQ(lost, std::vector<std::string>()) << file;
        EXPECT_EQ(left, std::vector<std::string>()) << file;
        world.now += minute;
    }
}

TEST_F(Undo, takes_back_what_only_got_a_default_since) {
    const Operation done = imports.run("party", "name\nAcme\nBeta\n");
    Request request;
    world.engine.make_field(request, "party",
                            Json::parse(R"({"label":"Must have","kind":"text","required":true,"default":"x"})"));
    std::vector<FieldWork> works;
    world.engine.database().read([&](Connection& connection) { works = field_work_under_way(connection); });
    ASSERT_EQ(works.size(), 1u);
    do_field_work(world.engine, works[0], [] { return false; });
    const Operation undone = undo(done.id);
    EXPECT_EQ(undone.counts.updated, 2) << summary(undone);
}

} // namespace
} // namespace crm

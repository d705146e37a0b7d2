#include "record/undo.hpp"

#include <gtest/gtest.h>

#include "record/import_fixture.hpp"

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
    for (int i = 0; i < 350; ++i) file += "N" + std::to_string(i) + "\n";
    const Operation done = imports.run("party", file);
    Request request;
    const Operation order = begin_undo(world.engine, request, done.id);
    int asked = 0;
    imports.around.stopping = [&] { return ++asked == 3; };
    EXPECT_EQ(run_undo(world.engine, order.id, imports.around).state, "running");
    EXPECT_EQ(run_undo(world.engine, order.id, imports.around).counts.updated, 350);
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
    const Operation done = imports.run("book", text, R"({"columns":{"shelf":{"field":"shelf","by":"name","create":true}}})");
    ASSERT_EQ(done.counts.created, 150) << done.message;
    Request request;
    const Operation undone = run_undo(world.engine, begin_undo(world.engine, request, done.id).id, imports.around);
    EXPECT_EQ(undone.counts.refused, 0);
    EXPECT_TRUE(world.list(book, {})["items"].items().empty());
    EXPECT_TRUE(world.list(shelf, {})["items"].items().empty());
}

} // namespace
} // namespace crm

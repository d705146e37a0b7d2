// What becomes of the records that are there when an own field is made or changed: required ones get their default, the
// words that are searched follow.
#include "record/field_work.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "record/search.hpp"
#include "testing/sales_fixture.hpp"

namespace crm {
namespace {

using namespace testing;
using namespace testing::sales;

struct FieldWorkTest : ::testing::Test {
    World world;
    Request last;
    Request& fresh() { return last = {}; } // a request's ids are those of one transaction

    std::string make(const char* definition, const std::string& object = "party") {
        return world.engine.make_field(fresh(), object, Json::parse(definition)).text("name");
    }
    void change(const std::string& field, const char* changes, const std::string& object = "party") {
        world.engine.change_field(fresh(), object, field, Json::parse(changes));
    }
    std::string refusal(const char* definition) {
        try {
            make(definition);
        } catch (const Error& error) {
            return error.fields.empty() ? error.what() : error.fields[0].field;
        }
        return "";
    }
    Id add(const std::string& name, Json values = Json::object()) {
        values.set("name", name);
        return world.add(*world.engine.schema()->find("party"), values);
    }
    std::vector<FieldWork> under_way() {
        std::vector<FieldWork> all;
        world.engine.database().read([&](Connection& connection) { all = field_work_under_way(connection); });
        return all;
    }
    void work() {
        for (const FieldWork& each : under_way()) do_field_work(world.engine, each, [] { return false; });
    }
    Json value(const std::string& field, const std::string& name) {
        const Json list = world.list(party, {{"limit", "200"}});
        for (const Json& item : list["items"].items())
            if (item.text("name") == name) return item[field];
        return "no such record";
    }
    std::vector<std::string> found(const std::string& typed, std::shared_ptr<const Rights> rights = Rights::system()) {
        return world.titles_of(world.list(party, {{"search", typed}}, std::move(rights)));
    }
    std::string history(Id id) {
        std::string out;
        world.read([&](Context& context) {
            out.clear();
            context.connection().query("SELECT \"changes\" FROM \"event\" WHERE \"record\" = ? AND \"bucket\" = ?",
                                       Values{id, std::int64_t{bucket_of(id)}}, [&](const Row& row) {
                                           out += row.text(0);
                                           return true;
                                       });
        });
        return out;
    }
    using Names = std::vector<std::string>;
};

TEST_F(FieldWorkTest, a_record_from_before_a_field_was_required_can_be_worked_with) {
    const Id old = add("Old");
    const auto field = make(R"({"label":"Must have","kind":"text","required":true})");
    world.change(party, old, Json::parse(R"({"employees":4})"));
    world.add(contact_point, Json::object({{"party", id_json(old)}, {"value", "a@b.pl"}}));
    world.change(party, old, Json::object({{field, Json()}})); // it stays as it was
    EXPECT_TRUE(value(field, "Old").is_null());
    EXPECT_TRUE(under_way().empty());
    EXPECT_THROW(add("New"), Error);
    add("New", Json::object({{field, "x"}}));
    world.change(party, old, Json::object({{field, "y"}}));
    EXPECT_THROW(world.change(party, old, Json::object({{field, Json()}})), Error) << "once it is there it stays";
}

TEST_F(FieldWorkTest, a_required_field_gives_what_is_there_its_default) {
    const Id old = add("Old"), binned = add("Binned");
    world.bin(party, binned);
    const auto text = make(R"({"label":"Must have","kind":"text","required":true,"default":"dd","searchable":true})");
    const auto amount =
        make(R"({"label":"Deposit","kind":"money","required":true,"default":{"amount":"9.00","currency":"EUR"}})");
    const auto later = make(R"({"label":"Floors","kind":"whole"})");
    add("With floors", Json::object({{later, 7}}));
    EXPECT_EQ(under_way().size(), 2u);
    world.change(party, old, Json::parse(R"({"employees":4})"));
    change(later, R"({"required":true,"default":1})");
    work();
    EXPECT_TRUE(under_way().empty());
    EXPECT_EQ(value(text, "Old"), Json("dd"));
    EXPECT_EQ(value(amount, "Old").text("amount"), "9.00");
    EXPECT_EQ(value(later, "Old"), Json(1));
    EXPECT_EQ(value(later, "With floors"), Json(7));
    EXPECT_EQ(world.filtered(party, R"({")" + amount + R"(_base":{"eq":"9.00"}})").size(), 2u);
    EXPECT_EQ(found("dd old"), Names{"Old"});
    EXPECT_NE(history(old).find("\"dd\""), std::string::npos) << history(old);
    EXPECT_NE(history(binned).find("\"dd\""), std::string::npos);
    EXPECT_EQ(world.titles_of(world.list(party, {{"sort", text}})).size(), 2u);
}

TEST_F(FieldWorkTest, goes_on_where_a_kill_left_it) {
    constexpr int records = 620; // more than two slices
    world.write([&](Context& context) {
        for (int i = 0; i < records; ++i) {
            Record record = context.make(party);
            record.set(party.name, "Firm " + std::to_string(i));
            context.save(record);
        }
    });
    const auto field = make(R"({"label":"Colour","kind":"text","required":true,"default":"teal"})");
    auto filled = [&] {
        return world
            .list(party, {{"filter", R"({")" + field + R"(":"teal"})"}, {"count", "exact"}, {"limit", "1"}})["count"]
            .number("value");
    };
    ASSERT_EQ(under_way().size(), 1u);
    do_field_work(world.engine, under_way()[0], [calls = 0]() mutable { return ++calls > 1; });
    EXPECT_GT(filled(), 0);
    EXPECT_LT(filled(), records);
    EXPECT_EQ(under_way().size(), 1u);
    work();
    EXPECT_EQ(filled(), records);
    EXPECT_TRUE(under_way().empty());
    work();
}

TEST_F(FieldWorkTest, a_default_is_what_could_have_been_typed) {
    EXPECT_EQ(refusal(R"({"label":"A","kind":"whole","default":"many"})"), "default");
    EXPECT_EQ(refusal(R"({"label":"A","kind":"choice","choices":["red"],"default":"blue"})"), "default");
    EXPECT_EQ(refusal(R"({"label":"A","kind":"text","unique":true,"required":true,"default":"x"})"), "default");
    EXPECT_EQ(refusal(R"({"label":"A","kind":"text","unique":true,"required":true})"), "");
}

TEST_F(FieldWorkTest, a_field_searched_from_now_on_is_found_and_one_no_longer_searched_is_not) {
    const auto field = make(R"({"label":"Motto","kind":"text"})");
    add("Zorza", Json::object({{field, "wombatus"}}));
    add("Orion");
    EXPECT_TRUE(found("wombat").empty());
    change(field, R"({"searchable":true})");
    ASSERT_EQ(under_way().size(), 1u);
    EXPECT_EQ(under_way()[0].what, "words");
    work();
    EXPECT_EQ(found("wombat"), Names{"Zorza"});
    change(field, R"({"label":"Motto of the house"})");
    EXPECT_TRUE(under_way().empty()) << "nothing is to be done for a label";
    change(field, R"({"searchable":false})");
    work();
    EXPECT_TRUE(found("wombat").empty());
    EXPECT_EQ(found("zorza"), Names{"Zorza"});
}

TEST_F(FieldWorkTest, a_deleted_field_is_found_no_more_until_it_comes_back) {
    const auto field = make(R"({"label":"Motto","kind":"text","searchable":true})");
    add("Zorza", Json::object({{field, "wombatus"}}));
    world.engine.delete_field(fresh(), "party", field);
    work();
    EXPECT_TRUE(found("wombat").empty());
    world.engine.restore_field(fresh(), "party", field);
    work();
    EXPECT_EQ(found("wombat"), Names{"Zorza"});
}

TEST_F(FieldWorkTest, what_has_become_sensitive_is_found_only_by_who_may_read_all) {
    const auto field = make(R"({"label":"Motto","kind":"text","searchable":true})");
    add("Zorza", Json::object({{field, "wombatus"}}));
    auto eva = caller(1);
    eva->objects["party"].read = Condition::everything();
    EXPECT_EQ(found("wombat", eva), Names{"Zorza"});
    change(field, R"({"sensitive":true})");
    work();
    EXPECT_EQ(found("wombat"), Names{"Zorza"});
    world.read([&](Context& context) {
        const Record zorza = *context.find_one(party, party.name == "Zorza");
        EXPECT_EQ(search_words(context, zorza).open.find("wombat"), std::string::npos);
        std::string open;
        context.connection().query("SELECT open FROM search_party", {}, [&](const Row& row) {
            open += row.text(0);
            return true;
        });
        EXPECT_EQ(open.find("wombat"), std::string::npos);
    });
}

TEST_F(FieldWorkTest, the_words_of_a_part_are_found_in_what_it_is_a_part_of) {
    const auto field = make(R"({"label":"Remark","kind":"text"})", "contact_point");
    const Id zorza = add("Zorza");
    world.add(*world.engine.schema()->find("contact_point"),
              Json::object({{"party", id_json(zorza)}, {"value", "a@b.pl"}, {field, "platypus"}}));
    change(field, R"({"searchable":true})", "contact_point");
    work();
    EXPECT_EQ(found("platy"), Names{"Zorza"});
}

} // namespace
} // namespace crm

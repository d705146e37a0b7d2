// Own objects and fields: what becomes of their data when they change their kind, are deleted, come back or are
// dropped.
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "record/bin.hpp"
#include "record/field_change.hpp"
#include "record/history.hpp"
#include "testing/sales_fixture.hpp"

namespace crm {
namespace {

using namespace testing;
using namespace testing::sales;

struct Shape : ::testing::Test {
    World world;
    Request last;
    Request& fresh() { return last = {}; } // a request's ids are those of one transaction

    std::string make(const char* definition, const std::string& object = "party") {
        return world.engine.make_field(fresh(), object, Json::parse(definition)).text("name");
    }
    void change(const std::string& field, const char* changes) {
        world.engine.change_field(fresh(), "party", field, Json::parse(changes));
    }
    std::string refusal(const std::string& field, const char* changes) {
        try {
            change(field, changes);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }
    Id add(Json values) { return world.add(*world.engine.schema()->find("party"), values); }
    Json value(const std::string& field, const std::string& name) {
        const Json list = world.list(party, {});
        for (const Json& item : list["items"].items())
            if (item.text("name") == name) return item[field];
        return {};
    }
    std::vector<std::string> columns(const std::string& table) {
        std::vector<std::string> found;
        world.engine.database().read([&](Connection& connection) { found = connection.columns_of(table); });
        return found;
    }
    bool has_column(const std::string& table, const std::string& column) {
        const auto all = columns(table);
        return std::find(all.begin(), all.end(), column) != all.end();
    }
    std::string history(Id id) {
        std::string out;
        world.read([&](Context& context) {
            out.clear();
            connection_text(context, id, out);
        });
        return out;
    }
    static void connection_text(Context& context, Id id, std::string& out) {
        context.connection().query("SELECT \"changes\" FROM \"event\" WHERE \"record\" = ? AND \"bucket\" = ?",
                                   Values{id, std::int64_t{bucket_of(id)}}, [&](const Row& row) {
                                       out += row.text(0);
                                       return true;
                                   });
    }
    static bool never() { return false; }
};

TEST_F(Shape, a_text_becomes_a_choice_of_the_values_that_are_there) {
    const auto field = make(R"({"label":"Colour","kind":"text"})");
    add(Json::object({{"name", "A"}, {field, "Red"}}));
    add(Json::object({{"name", "B"}, {field, "Dark blue"}}));
    change(field, R"({"kind":"choice"})");
    EXPECT_EQ(value(field, "B"), Json("Dark blue"));
    EXPECT_EQ(world.engine.schema()->find("party")->field(field)->choices.size(), 2u);
}

TEST_F(Shape, a_text_with_values_that_are_none_of_the_choices_is_refused_and_they_are_named) {
    const auto field = make(R"({"label":"Colour","kind":"text"})");
    add(Json::object({{"name", "A"}, {field, "Red"}}));
    const Id binned = add(Json::object({{"name", "B"}, {field, "Mauve"}}));
    world.bin(party, binned);
    const char* wanted = R"({"kind":"choice","choices":[{"name":"Red"},{"name":"Green"}]})";
    const std::string sentence = refusal(field, wanted);
    EXPECT_NE(sentence.find("\"Mauve\""), std::string::npos) << sentence;
    EXPECT_EQ(sentence.find("\"Red\""), std::string::npos) << sentence;
    EXPECT_EQ(world.engine.schema()->find("party")->field(field)->kind, crm::Kind::text) << "nothing was changed";
    world.write([&](Context& context) {
        Record record = context.load(party, binned);
        context.restore(record);
        record.put(record.object().field(field)->index, std::string("Green"));
        context.save(record);
    });
    change(field, wanted);
    EXPECT_EQ(value(field, "B"), Json("Green"));
}

TEST_F(Shape, a_choice_in_use_cannot_be_taken_away) {
    const auto field = make(R"({"label":"Colour","kind":"choice","choices":[{"name":"red"},{"name":"blue"}]})");
    add(Json::object({{"name", "A"}, {field, "blue"}}));
    EXPECT_NE(refusal(field, R"({"choices":[{"name":"red"}]})").find("\"blue\""), std::string::npos);
    change(field, R"({"choices":[{"name":"blue"},{"name":"green"}]})");
    change(field, R"({"label":"Colour of the roof"})");
    EXPECT_EQ(value(field, "A"), Json("blue"));
}

TEST_F(Shape, a_choice_becomes_a_text_and_is_sorted_by_like_one) {
    const auto field =
        make(R"({"label":"Colour","kind":"choice","choices":[{"name":"zielony"},{"name":"żółty"},{"name":"błękit"}]})");
    for (const char* each : {"żółty", "zielony", "błękit"}) add(Json::object({{"name", each}, {field, each}}));
    change(field, R"({"kind":"text"})");
    make_keys(world.engine, "party", field, never);
    EXPECT_EQ(value(field, "błękit"), Json("błękit"));
    EXPECT_EQ(world.titles_of(world.list(party, {{"sort", field}})),
              (std::vector<std::string>{"błękit", "zielony", "żółty"}));
}

TEST_F(Shape, a_whole_number_becomes_a_decimal_and_decimals_become_more) {
    const auto field = make(R"({"label":"Floors","kind":"whole"})");
    add(Json::object({{"name", "A"}, {field, 12}}));
    add(Json::object({{"name", "B"}, {field, -3}}));
    add(Json::object({{"name", "C"}}));
    change(field, R"({"kind":"decimal","digits":1})");
    EXPECT_EQ(value(field, "A"), Json("12.0"));
    EXPECT_EQ(value(field, "B"), Json("-3.0"));
    EXPECT_TRUE(value(field, "C").is_null());
    change(field, R"({"digits":3})");
    EXPECT_EQ(value(field, "A"), Json("12.000"));
    EXPECT_NE(refusal(field, R"({"digits":2})").find("only become more"), std::string::npos);
    EXPECT_NE(refusal(field, R"({"kind":"whole"})").find("cannot become whole"), std::string::npos);
    EXPECT_EQ(value(field, "A"), Json("12.000"));
}

TEST_F(Shape, a_number_too_large_for_decimals_refuses_them) {
    const auto field = make(R"({"label":"Number","kind":"whole"})");
    add(Json::object({{"name", "A"}, {field, std::int64_t{9'000'000'000'000'000'000}}}));
    EXPECT_NE(refusal(field, R"({"kind":"decimal","digits":2})").find("too large"), std::string::npos);
    EXPECT_EQ(value(field, "A"), Json(std::int64_t{9'000'000'000'000'000'000}));
}

TEST_F(Shape, what_a_link_leads_to_never_changes) {
    const auto field = make(R"({"label":"Friend","kind":"link","to":"party"})");
    EXPECT_NE(refusal(field, R"({"to":"deal"})").find("never changes"), std::string::npos);
    change(field, R"({"to":"party","label":"Good friend"})");
}

TEST_F(Shape, a_deleted_field_waits_with_its_data_and_comes_back) {
    const auto field = make(R"({"label":"Colour","kind":"text","unique":true})");
    add(Json::object({{"name", "A"}, {field, "Red"}}));
    const Id other = add(Json::object({{"name", "B"}, {field, "Blue"}}));
    world.engine.delete_field(fresh(), "party", field);
    EXPECT_EQ(world.engine.schema()->find("party")->field(field), nullptr);
    const Json bin = world.engine.deleted_shape();
    ASSERT_EQ(bin.items().size(), 1u);
    EXPECT_EQ(bin.items()[0].text("field"), field);
    world.bin(party, other);
    world.engine.drop_deleted_shape(now() - days_in_bin, never); // too early
    world.engine.restore_field(fresh(), "party", field);
    world.engine.restore_field(fresh(), "party", field); // again, to no harm
    EXPECT_EQ(value(field, "A"), Json("Red"));
    EXPECT_TRUE(world.engine.deleted_shape().items().empty());
    add(Json::object({{"name", "C"}, {field, "Blue"}})); // its key was freed with its record
    EXPECT_THROW(add(Json::object({{"name", "D"}, {field, "Red"}})), Error);
}

TEST_F(Shape, a_field_deleted_long_ago_is_dropped_with_every_trace_of_its_values) {
    const auto field = make(R"({"label":"Colour","kind":"text","searchable":true,"indexed":true,"unique":true})");
    const auto address = make(R"({"label":"Place","kind":"address"})");
    const auto links = make(R"({"label":"Friends","kind":"links","to":"party"})");
    const Id a = add(Json::object({{"name", "A"}, {"employees", 3}, {field, "Ultramarine"}}));
    add(Json::object(
        {{"name", "B"}, {address, Json::object({{"city", "Bitola"}})}, {links, Json::array({id_json(a)})}}));
    for (const auto& each : {field, address, links}) world.engine.delete_field(fresh(), "party", each);
    EXPECT_TRUE(has_column("party", field));
    world.engine.drop_deleted_shape(now() + second, never);
    EXPECT_FALSE(has_column("party", field));
    EXPECT_FALSE(has_column("party", field + "_key"));
    EXPECT_FALSE(has_column("party", address + "_city"));
    EXPECT_TRUE(columns("party_" + links).empty());
    EXPECT_EQ(history(a).find("Ultramarine"), std::string::npos);
    EXPECT_NE(history(a).find("employees"), std::string::npos) << "what else happened stays";
    EXPECT_EQ(value("employees", "A"), Json(3));
    EXPECT_TRUE(world.titles_of(world.list(party, {{"search", "ultramarine"}})).empty());
    EXPECT_THROW(world.engine.restore_field(fresh(), "party", field), Error);
    world.engine.drop_deleted_shape(now() + second, never); // nothing is left to do
    EXPECT_NE(make(R"({"label":"Colour","kind":"text"})"), field) << "a name is never given again";
    world.change(party, a, Json::parse(R"({"employees":4})"));
}

TEST_F(Shape, dropping_goes_on_where_a_kill_left_it) {
    const auto field = make(R"({"label":"Colour","kind":"text"})");
    add(Json::object({{"name", "A"}, {field, "Red"}}));
    world.engine.delete_field(fresh(), "party", field);
    world.engine.drop_deleted_shape(now() + second,
                                    [calls = 0]() mutable { return ++calls > 1; }); // begun, and cut off
    EXPECT_TRUE(has_column("party", field));
    EXPECT_THROW(world.engine.restore_field(fresh(), "party", field), Error) << "part of it is gone already";
    // Cut off between two statements: one column is gone already.
    world.engine.database().change_schema({"ALTER TABLE party DROP COLUMN " + field + "_key"});
    world.engine.drop_deleted_shape(now() + second, never);
    EXPECT_FALSE(has_column("party", field));
}

TEST_F(Shape, a_deleted_object_comes_back_whole_or_goes_with_its_tables) {
    const std::string boat = world.engine.make_object(fresh(), Json::parse(R"({"label":"Boat"})")).text("name");
    make(R"({"label":"Crew","kind":"links","to":"party"})", boat);
    const auto moored = make(R"({"label":"Boat","kind":"link","to":"x_boat"})");
    const Id id = world.add(*world.engine.schema()->find(boat), Json::parse(R"({"name":"Argo","external_id":"b1"})"));
    const Id captain = add(Json::object({{"name", "Jason"}, {moored, id_json(id)}}));
    world.engine.delete_object(fresh(), boat);
    EXPECT_EQ(world.engine.schema()->find("party")->field(moored), nullptr) << "what led to it is hidden with it";
    world.change(party, captain, Json::parse(R"({"employees":4})"));
    world.engine.restore_object(fresh(), boat);
    EXPECT_EQ(value(moored, "Jason").text("title"), "Argo");
    world.engine.delete_object(fresh(), boat);
    world.engine.drop_deleted_shape(now() + second, never);
    for (const char* table : {"x_boat", "x_boat_x_crew", "search_x_boat"}) EXPECT_TRUE(columns(table).empty()) << table;
    EXPECT_EQ(history(id).find("Argo"), std::string::npos);
    EXPECT_NE(world.engine.make_object(fresh(), Json::parse(R"({"label":"Boat"})")).text("name"), boat);
    EXPECT_EQ(value("employees", "Jason"), Json(4));
}

TEST_F(Shape, an_own_number_counts_new_records_without_gaps) {
    add(Json::object({{"name", "Before"}}));
    const auto field = make(R"({"label":"Card number","kind":"number","of":"C/{yyyy}/{n4}","searchable":true})");
    add(Json::object({{"name", "A"}}));
    EXPECT_THROW(world.write([&](Context& context) {
        Record record = context.make(party);
        record.set(party.name, "Never");
        context.save(record);
        throw Error(Problem::invalid, "It is taken back.");
    }),
                 Error);
    add(Json::object({{"name", "B"}}));
    EXPECT_EQ(value(field, "A"), Json("C/2026/0001"));
    EXPECT_EQ(value(field, "B"), Json("C/2026/0002"));
    EXPECT_TRUE(value(field, "Before").is_null());
    EXPECT_TRUE(world.engine.schema()->find("party")->field(field)->read_only);
    EXPECT_EQ(world.titles_of(world.list(party, {{"search", "c/2026/0002"}})), std::vector<std::string>{"B"});
    change(field, R"({"of":"K{n}"})");
    add(Json::object({{"name", "C"}}));
    EXPECT_EQ(value(field, "C"), Json("K1"));
    EXPECT_EQ(value(field, "A"), Json("C/2026/0001"));
    for (const char* wrong : {R"({"of":"K"})", R"({"of":"{n}{n4}"})", R"({"of":"{n}/{day}"})", R"({"of":"{mm}/{n}"})",
                              R"({"required":true})"})
        EXPECT_NE(refusal(field, wrong), "") << wrong;
}

TEST_F(Shape, a_field_may_be_read_only) {
    const auto field = make(R"({"label":"Old code","kind":"text"})");
    add(Json::object({{"name", "A"}, {field, "x"}}));
    change(field, R"({"read_only":true})");
    EXPECT_TRUE(world.engine.schema()->find("party")->field(field)->read_only);
    EXPECT_NE(refusal(field, R"({"required":true})").find("Nobody could fill in"), std::string::npos);
    change(field, R"({"required":true,"default":"y"})");
    add(Json::object({{"name", "B"}}));
    EXPECT_EQ(value(field, "B"), Json("y"));
    EXPECT_EQ(value(field, "A"), Json("x"));
}

TEST_F(Shape, two_objects_are_not_called_alike) {
    for (const char* taken : {R"({"label":"deal"})", R"({"label":"Offer","plural":"Deals"})"}) {
        std::string told;
        try {
            world.engine.make_object(fresh(), Json::parse(taken));
        } catch (const Error& error) {
            told = error.what();
        }
        EXPECT_NE(told.find("is there already"), std::string::npos) << taken << told;
    }
}

} // namespace
} // namespace crm

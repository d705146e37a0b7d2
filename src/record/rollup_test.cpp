#include "record/rollup.hpp"

#include <gtest/gtest.h>

#include "record/bin.hpp"
#include "record/import_fixture.hpp"
#include "record/undo.hpp"

namespace crm {
namespace {

using namespace testing;
using namespace testing::sales;

struct Seller : Object {
    Text name{this, "name", in_three("Name"), {.required = true, .title = true}};
    Rollup sold{this, "sold", in_three("Sold"), {.of = "count sale.seller"}};
    Seller() : Object("seller", "test", in_three("Seller"), in_three("Sellers")) { table_class = TableClass::small; }
};
struct Customer : Object {
    Text name{this, "name", in_three("Name"), {.title = true}};
    Rollup sales{this, "sales", in_three("Sales"), {.of = "count sale.customer"}};
    Rollup worth{this, "worth", in_three("Worth"), {.of = "sum sale.customer amount_base"}};
    Rollup weight{this, "weight", in_three("Weight"), {.of = "sum sale.customer kilos"}};
    Rollup last{this, "last", in_three("Last sale"), {.of = "latest sale.customer sold_on"}};
    Rollup marks{this, "marks", in_three("Marks"), {.of = "count mark.customer"}};
    Customer() : Object("customer", "test", in_three("Customer"), in_three("Customers")) {}
};
struct Mark : Object {
    Link customer{this, "customer", in_three("Customer"), {.required = true, .part_of = true, .to = "customer"}};
    Text name{this, "name", in_three("Name"), {.title = true}};
    Mark() : Object("mark", "test", in_three("Mark"), in_three("Marks")) {}
};
struct Sale : Object {
    Text name{this, "name", in_three("Name"), {.title = true}};
    Link customer{this, "customer", in_three("Customer"), {.home = true, .to = "customer"}};
    Link seller{this, "seller", in_three("Seller"), {.to = "seller"}};
    Money amount{this, "amount", in_three("Amount")};
    Decimal kilos{this, "kilos", in_three("Kilos"), {.digits = 3}};
    Day sold_on{this, "sold_on", in_three("Sold on")};
    Sale() : Object("sale", "test", in_three("Sale"), in_three("Sales")) {}
};
const Seller seller;
const Customer customer;
const Mark mark_of;
const Sale sale;

struct Rollups : ::testing::Test {
    World world{{&seller, &customer, &mark_of, &sale}};

    Id sell(Id to, const std::string& amount, const std::string& day, Id by = 0) {
        Json values = Json::object({{"name", "S"},
                                    {"customer", id_json(to)},
                                    {"sold_on", day},
                                    {"kilos", "1.500"},
                                    {"amount", Json::object({{"amount", amount}, {"currency", "EUR"}})}});
        if (by) values.set("seller", id_json(by));
        return world.add(sale, values);
    }
    Json of(const Object& object, Id id) {
        const Json list = world.list(object, {{"filter", "{\"id\":\"" + std::to_string(id) + "\"}"}});
        return list["items"].items().at(0);
    }
    void restore(Id id) {
        world.write([&](Context& context) {
            Record record = context.load(sale, id);
            context.restore(record);
        });
    }
    void bring_up() {
        bring_up_rollups(
            world.engine, [] { return false; }, world.now);
    }
    std::int64_t due() {
        std::int64_t count = 0;
        world.engine.database().read(
            [&](Connection& connection) { count = whole(connection.value("SELECT COUNT(*) FROM \"rollup_due\"")); });
        return count;
    }
};

TEST_F(Rollups, of_the_same_home_are_exact_at_once) {
    const Id acme = world.add(customer, Json::parse(R"({"name":"Acme"})"));
    EXPECT_EQ(of(customer, acme)["sales"], Json(0));
    EXPECT_TRUE(of(customer, acme)["worth"].is_null());
    const Id first = sell(acme, "10.00", "2026-03-01");
    const Id second = sell(acme, "2.50", "2026-05-01");
    Json now = of(customer, acme);
    EXPECT_EQ(now["sales"], Json(2));
    EXPECT_EQ(now["worth"], Json::parse(R"({"amount":"12.50","currency":"EUR"})"));
    EXPECT_EQ(now["weight"], Json("3.000"));
    EXPECT_EQ(now["last"], Json("2026-05-01"));
    EXPECT_TRUE(now["sales_as_of"].is_null()) << "it is exact";
    world.change(sale, second, Json::parse(R"({"amount":{"amount":"5.00","currency":"EUR"},"sold_on":"2026-02-01"})"));
    now = of(customer, acme);
    EXPECT_EQ(now["worth"]["amount"], Json("15.00"));
    EXPECT_EQ(now["last"], Json("2026-03-01"));
    world.bin(sale, first);
    now = of(customer, acme);
    EXPECT_EQ(now["sales"], Json(1));
    EXPECT_EQ(now["last"], Json("2026-02-01"));
    restore(first);
    EXPECT_EQ(of(customer, acme)["sales"], Json(2));
    EXPECT_EQ(of(customer, acme)["worth"]["amount"], Json("15.00"));
    EXPECT_EQ(due(), 0);
}

TEST_F(Rollups, follow_a_record_that_moves_to_another_parent) {
    const Id acme = world.add(customer, Json::parse(R"({"name":"Acme"})"));
    Id best = world.add(customer, Json::parse(R"({"name":"Best"})"));
    while (bucket_of(best) == bucket_of(acme)) best = world.add(customer, Json::parse(R"({"name":"Best"})"));
    const Id moving = sell(acme, "10.00", "2026-03-01");
    sell(best, "1.00", "2026-01-01");
    world.change(sale, moving, Json::object({{"customer", id_json(best)}}));
    EXPECT_EQ(of(customer, acme)["sales"], Json(0)) << "it lies in its bucket";
    EXPECT_GT(due(), 0) << "the other is counted by a job";
    bring_up();
    EXPECT_EQ(due(), 0);
    Json now = of(customer, best);
    EXPECT_EQ(now["sales"], Json(2));
    EXPECT_EQ(now["worth"]["amount"], Json("11.00"));
    EXPECT_EQ(now["last"], Json("2026-03-01"));
    EXPECT_EQ(now["sales_as_of"], Json(format_moment(world.now)));
    // What is in the bucket of its parent is not counted alone from now on.
    sell(best, "4.00", "2026-02-01");
    bring_up();
    EXPECT_EQ(of(customer, best)["sales"], Json(3));
    // Once nothing lies elsewhere any more, it is exact again.
    world.change(sale, moving, Json::object({{"customer", id_json(acme)}}));
    bring_up();
    now = of(customer, best);
    EXPECT_EQ(now["sales"], Json(2));
    EXPECT_TRUE(now["sales_as_of"].is_null());
    EXPECT_EQ(of(customer, acme)["sales"], Json(1));
}

TEST_F(Rollups, of_a_setting_are_counted_by_a_job_and_say_as_of_when) {
    const Id ana = world.add(seller, Json::parse(R"({"name":"Ana"})"));
    const Id acme = world.add(customer, Json::parse(R"({"name":"Acme"})"));
    for (int i = 0; i < 3; ++i) sell(acme, "1.00", "2026-03-01", ana);
    EXPECT_EQ(of(seller, ana)["sold"], Json(0));
    bring_up();
    EXPECT_EQ(of(seller, ana)["sold"], Json(3));
    EXPECT_EQ(of(seller, ana)["sold_as_of"], Json(format_moment(world.now)));
    EXPECT_EQ(world.titles_of(world.list(seller, {{"filter", R"({"sold":{"gte":3}})"}})),
              (std::vector<std::string>{"Ana"}));
}

TEST_F(Rollups, forget_what_is_purged_and_come_back_with_parts_of_a_restored_parent) {
    const Id acme = world.add(customer, Json::parse(R"({"name":"Acme"})"));
    world.add(mark_of, Json::object({{"name", "A"}, {"customer", id_json(acme)}}));
    const Id gone = sell(acme, "1.00", "2026-03-01");
    sell(acme, "2.00", "2026-03-02");
    world.bin(sale, gone);
    world.write([&](Context& context) { EXPECT_EQ(purge(context, context.object("sale"), world.now + hour, 10), 1); });
    EXPECT_EQ(of(customer, acme)["sales"], Json(1));
    world.bin(customer, acme);
    world.write([&](Context& context) {
        Record record = context.load(customer, acme);
        EXPECT_EQ(record.get(customer.marks), 0) << "its part went to the bin with it";
        context.restore(record);
    });
    EXPECT_EQ(of(customer, acme)["marks"], Json(1));
    EXPECT_EQ(of(customer, acme)["worth"]["amount"], Json("2.00"));
}

TEST_F(Rollups, count_what_an_import_brings_and_an_undo_takes_away) {
    world.add(customer, Json::parse(R"({"name":"Acme"})"));
    Imports imports{world.engine};
    const Operation done = imports.run(
        "sale", "name,customer,amount,seller\nA,Acme,5 EUR,Ana\nB,Acme,7 EUR,Ana\nC,Best,1 EUR,\n",
        R"({"columns":{"customer":{"field":"customer","by":"name","create":true},"seller":{"field":"seller","by":"name","create":true}}})");
    ASSERT_EQ(done.counts.created, 3) << done.message;
    bring_up();
    const Json list = world.list(customer, {{"sort", "name"}});
    EXPECT_EQ(list["items"].items().at(0)["worth"]["amount"], Json("12.00"));
    EXPECT_EQ(list["items"].items().at(1)["sales"], Json(1));
    EXPECT_EQ(world.list(seller, {})["items"].items().at(0)["sold"], Json(2));
    Request request;
    const Operation undone = run_undo(world.engine, begin_undo(world.engine, request, done.id).id, imports.around);
    EXPECT_EQ(undone.counts.refused, 0);
    bring_up();
    EXPECT_EQ(world.list(customer, {})["items"].items().at(0)["sales"], Json(0));
    EXPECT_TRUE(world.list(customer, {})["items"].items().at(0)["worth"].is_null());
}

TEST_F(Rollups, do_not_stand_in_the_history_nor_change_the_version) {
    const Id acme = world.add(customer, Json::parse(R"({"name":"Acme"})"));
    sell(acme, "1.00", "2026-03-01");
    EXPECT_EQ(of(customer, acme)["version"], Json(1));
    world.change(customer, acme, Json::parse(R"({"name":"Acme AG"})"));
    EXPECT_EQ(of(customer, acme)["sales"], Json(1)) << "saving the parent leaves it as it is";
}

TEST_F(Rollups, can_be_made_by_an_administrator_over_own_objects) {
    Request last;
    auto fresh = [&]() -> Request& { return last = {}; };
    Engine& engine = world.engine;
    const std::string boat = engine.make_object(fresh(), Json::parse(R"({"label":"Boat"})")).text("name");
    engine.make_field(fresh(), boat, Json::parse(R"({"label":"Holder","kind":"link","to":"customer"})"));
    engine.make_field(fresh(), boat, Json::parse(R"({"label":"Length","kind":"decimal","digits":1})"));
    const Id acme = world.add(customer, Json::parse(R"({"name":"Acme"})"));
    const Id early = world.add(*engine.schema()->find(boat),
                               Json::object({{"name", "Early"}, {"x_holder", id_json(acme)}, {"x_length", "7.5"}}));
    const std::string count =
        engine
            .make_field(fresh(), "customer",
                        Json::parse(R"({"label":"Boats","kind":"rollup","of":"count x_boat.x_holder"})"))
            .text("name");
    engine.make_field(fresh(), "customer",
                      Json::parse(R"({"label":"Metres","kind":"rollup","of":"sum x_boat.x_holder x_length"})"));
    fill_rollup(engine, "customer", "x_boats", [] { return false; });
    fill_rollup(engine, "customer", "x_metres", [] { return false; });
    EXPECT_EQ(of(customer, acme)[count], Json(1)) << "what was there before is counted";
    EXPECT_EQ(of(customer, acme)["x_metres"], Json("7.5"));
    world.add(*engine.schema()->find(boat),
              Json::object({{"name", "Late"}, {"x_holder", id_json(acme)}, {"x_length", "2.0"}}));
    bring_up();
    EXPECT_EQ(of(customer, acme)["x_boats"], Json(2));
    EXPECT_EQ(of(customer, acme)["x_metres"], Json("9.5"));
    world.bin(*engine.schema()->find(boat), early);
    bring_up();
    EXPECT_EQ(of(customer, acme)["x_boats"], Json(1));
    engine.delete_field(fresh(), boat, "x_holder");
    EXPECT_EQ(engine.schema()->find("customer")->field("x_boats"), nullptr) << "what it is made of is gone";
}

TEST_F(Rollups, that_mean_nothing_are_refused_with_a_sentence) {
    Request last;
    auto fresh = [&]() -> Request& { return last = {}; };
    auto refused = [&](const std::string& of) -> std::string {
        try {
            world.engine.make_field(fresh(), "customer",
                                    Json::object({{"label", "R"}, {"kind", "rollup"}, {"of", of}}));
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_NE(refused("").find("such as"), std::string::npos);
    EXPECT_NE(refused("count nothing.customer").find("no object"), std::string::npos);
    EXPECT_NE(refused("count sale.seller").find("no link to customer"), std::string::npos);
    EXPECT_NE(refused("sum sale.customer amount").find("amount_base"), std::string::npos);
    EXPECT_NE(refused("sum sale.customer sold_on").find("no number"), std::string::npos);
}

} // namespace
} // namespace crm

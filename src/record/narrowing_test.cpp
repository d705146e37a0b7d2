#include "record/narrowing.hpp"

#include <gtest/gtest.h>

#include "record/rights.hpp"
#include "record/tables.hpp"
#include "testing/sales_fixture.hpp"

using namespace crm;
using namespace crm::testing::sales;

namespace {

class NarrowLists : public ::testing::Test {
protected:
    void SetUp() override {
        if (world.engine.dialect().postgres()) GTEST_SKIP() << "PostgreSQL plans by its own statistics.";
        anna = world.add(user, Json::object({{"name", "Anna"}}));
        igor = world.add(user, Json::object({{"name", "Igor"}}));
        for (int i = 0; i < 20; ++i)
            world.add(deal, Json::object({{"name", "Deal " + std::to_string(i)},
                                          {"owner", id_json(i % 2 ? anna : igor)},
                                          {"met_at", "2026-11-" + std::to_string(10 + i % 10) + "T09:00:00Z"}}));
    }
    // The plan of a list with this condition, and how many it finds.
    std::pair<std::string, std::int64_t> plan_and_count(const Condition& condition) {
        std::string plan;
        std::int64_t found = 0;
        world.read([&](Context& context) {
            Sql sql;
            sql << "SELECT \"id\" FROM \"deal\" WHERE \"deleted_at\" IS NULL AND ";
            append_condition(sql, deal, narrowed(context, deal, condition), context.schema(), context.rights(),
                             context.connection().dialect());
            context.connection().query("EXPLAIN QUERY PLAN " + sql.text + " ORDER BY \"name_key\"", sql.parameters,
                                       [&](const Row& row) {
                                           plan += std::string(row.text(3)) + "\n";
                                           return true;
                                       });
            found =
                whole(context.connection().value("SELECT COUNT(*) FROM (" + sql.text + ") AS found", sql.parameters));
        });
        return {plan, found};
    }
    static Condition met(const char* from, const char* to) {
        return deal.met_at >= Value(*parse_moment(from)) && deal.met_at < Value(*parse_moment(to));
    }
    Json list(const std::string& filter, const std::string& sort, const std::string& limit, const std::string& cursor) {
        std::vector<std::pair<std::string, std::string>> arguments{
            {"filter", filter}, {"limit", limit}, {"count", "exact"}};
        if (!sort.empty()) arguments.emplace_back("sort", sort);
        if (!cursor.empty()) arguments.emplace_back("cursor", cursor);
        return world.list(deal, arguments);
    }
    World world;
    Id anna = 0, igor = 0;
};

TEST_F(NarrowLists, alternatives_that_leave_few_are_found_each_by_its_index) {
    const auto [plan, found] =
        plan_and_count((deal.owner == Value(anna)) || met("2026-11-11T00:00:00Z", "2026-11-12T00:00:00Z"));
    EXPECT_NE(plan.find("MULTI-INDEX OR"), std::string::npos) << plan;
    EXPECT_EQ(found, 10) << "the 11th is Anna's";
    const auto [day_of_either, of_either] = plan_and_count(met("2026-11-11T00:00:00Z", "2026-11-12T00:00:00Z") ||
                                                           met("2026-11-14T00:00:00Z", "2026-11-15T00:00:00Z"));
    EXPECT_NE(day_of_either.find("MULTI-INDEX OR"), std::string::npos) << day_of_either;
    EXPECT_EQ(of_either, 4);
}

TEST_F(NarrowLists, an_alternative_without_an_index_leaves_the_list_in_its_order) {
    const auto [plan, found] =
        plan_and_count((deal.owner == Value(anna)) || (deal.name == Value(std::string("Deal 2"))));
    EXPECT_EQ(plan.find("MULTI-INDEX OR"), std::string::npos) << plan;
    EXPECT_EQ(found, 11);
}

TEST_F(NarrowLists, what_lies_in_the_bin_stays_there) {
    const Condition either = (deal.owner == Value(anna)) || (deal.owner == Value(igor));
    const auto before = plan_and_count(either).second;
    world.write([&](Context& context) {
        Record gone = *context.find_one(deal, deal.owner == Value(anna));
        context.remove(gone);
    });
    EXPECT_EQ(plan_and_count(either).second, before - 1);
}

TEST_F(NarrowLists, what_many_meet_is_not_narrow) {
    world.write([&](Context& context) {
        for (int i = 0; i < 20'001; ++i)
            context.connection().execute("INSERT INTO deal (id, bucket, owner) VALUES (?, 0, ?)",
                                         Values{Id{1'000'000} + i, anna});
    });
    const auto [plan, found] = plan_and_count((deal.owner == Value(anna)) || (deal.owner == Value(igor)));
    EXPECT_EQ(plan.find("MULTI-INDEX OR"), std::string::npos) << plan;
    EXPECT_EQ(found, 20'021);
}

TEST_F(NarrowLists, a_list_in_another_order_goes_through_it_where_many_fit_and_by_the_index_where_few_do) {
    const auto plan_of = [&](const Condition& condition) {
        std::string plan;
        world.read([&](Context& context) {
            Sql sql;
            append_condition(sql, deal, widened(context, deal, condition), context.schema(), context.rights(),
                             context.connection().dialect());
            context.connection().query(
                "EXPLAIN QUERY PLAN SELECT \"id\" FROM \"deal\" WHERE \"deleted_at\" IS NULL AND " + sql.text +
                    " ORDER BY \"met_at\", \"id\" LIMIT 50",
                sql.parameters, [&](const Row& row) {
                    plan += std::string(row.text(3)) + "\n";
                    return true;
                });
        });
        return plan;
    };
    EXPECT_NE(plan_of(deal.owner == Value(anna)).find("deal_by_owner"), std::string::npos);
    world.write([&](Context& context) {
        for (int i = 0; i < 20'001; ++i)
            context.connection().execute("INSERT INTO deal (id, bucket, owner) VALUES (?, 0, ?)",
                                         Values{Id{1'000'000} + i, anna});
    });
    EXPECT_NE(plan_of(deal.owner == Value(anna)).find("deal_by_met_at"), std::string::npos)
        << plan_of(deal.owner == Value(anna));
    EXPECT_NE(plan_of(deal.owner == Value(igor)).find("deal_by_owner"), std::string::npos);
}

TEST_F(NarrowLists, taken_apart_they_give_the_same_records_in_the_same_order) {
    const std::string filter = R"({"or":[{"owner":")" + std::to_string(anna) +
                               R"("},{"met_at":{"gte":"2026-11-12T00:00:00Z","lt":"2026-11-15T00:00:00Z"}}]})";
    for (const char* sort : {"", "name", "-name", "met_at", "-met_at"}) {
        std::vector<std::string> whole, paged;
        Json page = list(filter, sort, "200", "");
        for (const Json& item : page["items"].items()) whole.push_back(item.text("id"));
        EXPECT_EQ(whole.size(), 14u) << "ten of Anna's, and of the 12th to the 14th four of Igor's";
        EXPECT_EQ(page["count"].number("value"), 14);
        std::string cursor;
        do {
            page = list(filter, sort, "4", cursor);
            for (const Json& item : page["items"].items()) paged.push_back(item.text("id"));
            cursor = page["next"].is_null() ? "" : page["next"].as_string();
        } while (!cursor.empty());
        EXPECT_EQ(paged, whole) << sort;
    }
}

} // namespace

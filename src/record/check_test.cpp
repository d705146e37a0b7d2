#include <gtest/gtest.h>

#include "record/check.hpp"
#include "testing/sales_fixture.hpp"

using namespace crm;
using namespace crm::testing::sales;

namespace {

std::vector<std::string> faults_of(World& world) {
    return check_company(world.engine, [](const std::string&) {});
}

TEST(Check, finds_nothing_in_a_company_that_is_whole) {
    World world;
    world.add(party, Json::parse(R"({"name":"Łukasz Żółć","email":"l@example.com"})"));
    const Id gone = world.add(party, Json::parse(R"({"name":"Lukas Zolc","phone":"+48501234567"})"));
    world.add(deal, Json::object({{"name", "Boats"}, {"party", std::to_string(gone)}}));
    EXPECT_EQ(faults_of(world), std::vector<std::string>{});
}

TEST(Check, finds_a_record_that_is_found_by_other_words_than_it_holds) {
    World world;
    const Id id = world.add(party, Json::parse(R"({"name":"Orion","email":"o@example.com"})"));
    world.add(party, Json::parse(R"({"name":"Vega"})"));
    world.write([&](Context& context) {
        const Object& object = context.object("party");
        context.connection().write_search(object.search_table(), {id, bucket_of(id), "  orio", "", false});
    });
    const auto faults = faults_of(world);
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_NE(faults[0].find("1 records of party are found by words"), std::string::npos) << faults[0];
}

} // namespace

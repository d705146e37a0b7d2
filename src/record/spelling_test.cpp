#include "record/spelling.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "testing/sales_fixture.hpp"

namespace crm {
namespace {

using namespace testing;
using namespace testing::sales;

using Names = std::vector<std::string>;

struct SpellingTest : ::testing::Test {
    World world;
    SpellingTest() {
        // Kept as digits; a value is also found by the note beside it, which holds its digits.
        auto digits = [](std::string_view typed, std::string_view) {
            return std::vector<std::string>{digits_of(typed)};
        };
        asked_in_forms(party, party.tax_id, party.tax_id, digits);
        asked_in_forms(contact_point, contact_point.value, contact_point.note, digits);
        world.add(party, Json::parse(R"({"name":"Orion","tax_id":"5260250995"})"));
        const Id vega = world.add(party, Json::parse(R"({"name":"Vega"})"));
        world.add(contact_point, Json::object({{"party", id_json(vega)}, {"value", "501-234"}, {"note", "501234"}}));
    }
    Names of(const char* filter) { return world.filtered(party, filter); }
    std::size_t points(const char* filter) { return world.filtered(contact_point, filter).size(); }
};

TEST_F(SpellingTest, a_text_kept_in_a_normal_form_is_found_as_people_write_it) {
    EXPECT_EQ(of(R"({"tax_id":"526-025-09-95"})"), Names{"Orion"});
    EXPECT_EQ(of(R"({"tax_id":{"in":["526 025 09 95","1"]}})"), Names{"Orion"});
    EXPECT_EQ(of(R"({"tax_id":{"ne":"526-025-09-95"}})"), Names{"Vega"});
    EXPECT_EQ(of(R"({"tax_id":{"not_in":["526-025-09-95"]}})"), Names{"Vega"});
    EXPECT_EQ(of(R"({"tax_id":{"in":["526-025-09-95",null]}})").size(), 2u);
    EXPECT_TRUE(of(R"({"tax_id":"526-025-09-96"})").empty());
}

TEST_F(SpellingTest, the_normal_form_may_stand_in_another_field) {
    EXPECT_EQ(points(R"({"value":"501 234"})"), 1u);
    EXPECT_EQ(points(R"({"value":"501-234"})"), 1u);
    EXPECT_EQ(points(R"({"value":{"ne":"501 234"}})"), 0u);
    EXPECT_EQ(points(R"({"value":"501 235"})"), 0u);
}

TEST_F(SpellingTest, an_email_is_asked_for_in_any_case) {
    world.add(party, Json::parse(R"({"name":"Lyra","email":"Info@Lyra.PL"})"));
    EXPECT_EQ(of(R"({"email":"INFO@lyra.pl"})"), Names{"Lyra"});
    EXPECT_EQ(of(R"({"email":{"in":["iNFO@LYRA.pl"]}})"), Names{"Lyra"});
}

} // namespace
} // namespace crm

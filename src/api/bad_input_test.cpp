// What is no value, though it looks like one, is refused with a sentence at its field.
#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

struct BadInput : ::testing::Test {
    TestApp crm{all_objects()};
    BadInput() {
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
    }
    Answer deal(const Json& amount) { return crm.post("/api/v1/deal", Json::object({{"name", "Roof"}, {"amount", amount}})); }
};

} // namespace

TEST_F(BadInput, a_text_of_invisible_characters_is_an_empty_one) {
    for (const char* name : {"\u200b", "\u200b \u200d", "\u2060\ufeff", "\u00ad", "\u3164"}) {
        const Answer refused = crm.post("/api/v1/party", Json::object({{"kind", "organization"}, {"name", name}}));
        EXPECT_EQ(refused.status, 422) << refused.whole.body;
        EXPECT_FALSE(refused.at("name").empty()) << refused.whole.body;
    }
    const Json body = Json::object({{"kind", "organization"}, {"name", "Zorza"}, {"sector", "\u200b"}, {"email", "\u200b"}, {"phone", "\u2060"}, {"note", "\u200b\n"}, {"tags", Json::array({"\u200b", "a"})}});
    const Answer made = crm.post("/api/v1/party", body);
    ASSERT_EQ(made.status, 201) << made.whole.body;
    for (const char* field : {"sector", "email", "phone", "note"}) EXPECT_TRUE(made.body[field].is_null()) << field;
    EXPECT_EQ(made.body["tags"].items().size(), 1u);
    EXPECT_EQ(crm.post("/api/v1/meta/object", Json::object({{"label", "\u200b"}})).status, 422);
}

TEST_F(BadInput, an_amount_past_64_bits_is_refused_at_its_field) {
    for (const char* amount : {"92233720368547758.08", "99999999999999999999999999", "-92233720368547758.09", "1000000000000000000000.00"}) {
        for (const Json& given : {Json(amount), Json::object({{"amount", amount}, {"currency", "EUR"}})}) {
            const Answer refused = deal(given);
            EXPECT_EQ(refused.status, 422);
            EXPECT_NE(refused.at("amount").find("too large"), std::string::npos) << refused.whole.body;
            EXPECT_NE(refused.at("amount").find("92233720368547758.07"), std::string::npos) << refused.whole.body;
        }
    }
    EXPECT_EQ(deal("92233720368547758.07").status, 201);
    const Answer wrong = deal("12x");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong.at("amount").find("too large"), std::string::npos);
}

TEST_F(BadInput, a_whole_number_past_64_bits_is_refused_at_its_field) {
    const Answer refused = crm.raw("POST", "/api/v1/party", R"({"kind":"organization","name":"Zorza","employees":9223372036854775808})", {{"content-type", "application/json"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.at("employees").find("too large"), std::string::npos) << refused.whole.body;
}

TEST_F(BadInput, sums_past_64_bits_are_an_error_and_never_a_wrong_number) {
    deal("92233720368547758.07");
    deal("92233720368547758.07");
    for (const char* measure : {"sum:amount", "sum:amount_base"}) {
        const Answer sum = crm.get(std::string("/api/v1/deal/aggregate?measure=") + measure);
        EXPECT_GE(sum.status, 400) << sum.whole.body;
        EXPECT_LT(sum.status, 500) << sum.whole.body;
    }
}

} // namespace crm::testing

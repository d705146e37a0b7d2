// Filters on what is kept in a normal form, asked as people write it.
#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

struct Spellings : ::testing::Test {
    TestApp crm{all_objects()};
    Spellings() {
        const std::string acme = crm.create("party", Json::object({{"name", "Acme"},
                                                                   {"email", "Info@Acme.pl"},
                                                                   {"phone", "501 234 567"},
                                                                   {"tax_id", "526-025-09-95"},
                                                                   {"register_id", "010016565"}}));
        crm.create("contact_point", Json::object({{"party", acme}, {"kind", "telegram"}, {"value", "@AcmeTeam"}}));
        crm.create("party", Json::object({{"name", "Vega"}}));
    }
    std::size_t found(const std::string& object, const Json& filter) {
        const Answer answer = crm.list(object, filter);
        EXPECT_EQ(answer.status, 200) << answer.whole.body;
        return answer.items().is_array() ? answer.items().items().size() : 0;
    }
};

} // namespace

TEST_F(Spellings, of_a_party) {
    for (const char* email : {"info@acme.pl", "INFO@acme.pl", "Info@ACME.PL"})
        EXPECT_EQ(found("party", Json::object({{"email", email}})), 1u) << email;
    for (const char* number : {"5260250995", "526-025-09-95", "PL5260250995", "PL 526 025 09 95"})
        EXPECT_EQ(found("party", Json::object({{"tax_id", number}})), 1u) << number;
    EXPECT_EQ(found("party", Json::object({{"register_id", "010 016 565"}})), 1u);
    EXPECT_EQ(found("party", Json::object({{"tax_id", "526-025-09-96"}})), 0u);
}

TEST_F(Spellings, of_a_contact_point) {
    for (const char* value :
         {"Info@Acme.pl", "INFO@acme.pl", "501 234 567", "+48 501-234-567", "0048501234567", "@acmeteam"}) {
        EXPECT_EQ(found("contact_point", Json::object({{"value", value}})), 1u) << value;
        EXPECT_EQ(found("contact_point", Json::object({{"normal", value}})), 1u) << value;
    }
    EXPECT_EQ(found("contact_point", Json::object({{"value", Json::object({{"ne", "INFO@acme.pl"}})}})), 2u);
    EXPECT_EQ(found("deal", Json::object({{"party.tax_id", "PL5260250995"}})), 0u);
}

TEST_F(Spellings, of_a_piece_of_it) {
    const auto holds = [](const char* piece) { return Json::object({{"contains", piece}}); };
    for (const char* piece : {"501 234", "501-234-567", "+48 501 234", "(501) 23", "0048 501 234 567", "234567"}) {
        EXPECT_EQ(found("party", Json::object({{"phone", holds(piece)}})), 1u) << piece;
        EXPECT_EQ(found("contact_point", Json::object({{"value", holds(piece)}})), 1u) << piece;
    }
    for (const char* piece : {"526-025", "PL 526-025", "pl5260250995", "PL 526 025 09 95", "025 09"})
        EXPECT_EQ(found("party", Json::object({{"tax_id", holds(piece)}})), 1u) << piece;
    EXPECT_EQ(found("party", Json::object({{"register_id", holds("010 016")}})), 1u);
    EXPECT_EQ(found("party", Json::object({{"email", holds("@ACME")}})), 1u);
    EXPECT_EQ(found("contact_point", Json::object({{"value", holds("ACMET")}})), 1u);
    const auto begins = [](const char* piece) { return Json::object({{"starts_with", piece}}); };
    EXPECT_EQ(found("party", Json::object({{"phone", begins("+48 501-2")}})), 1u);
    EXPECT_EQ(found("party", Json::object({{"tax_id", begins("PL 526-0")}})), 1u);
    for (const char* piece : {"501 235", "527-025", "95260", "x"}) {
        EXPECT_EQ(found("party", Json::object({{"phone", holds(piece)}})), 0u) << piece;
        EXPECT_EQ(found("party", Json::object({{"tax_id", holds(piece)}})), 0u) << piece;
    }
}

TEST_F(Spellings, of_what_is_searched_by_somebody_who_may_not_read_every_field) {
    crm.add_role("clerk", Json::parse(R"([{"object":"party","read":true,"fields":{"note":"none"}}])"));
    crm.add_user("clerk@example.com", "clerk");
    crm.as("clerk@example.com");
    const auto searched = [&](const std::string& typed) {
        return crm.get("/api/v1/party?search=" + in_address(typed)).items().items().size();
    };
    for (const char* typed : {"501 234 567", "+48 501-234-567", "0048501234567", "501234", "INFO@acme.pl",
                              "PL5260250995", "pl 526-025-09-95", "526 025 09 95", "010 016 565", "acme 501 234 567"})
        EXPECT_EQ(searched(typed), 1u) << typed;
    for (const char* typed : {"501 234 568", "PL5260250996", "vega 501 234 567"})
        EXPECT_EQ(searched(typed), 0u) << typed;
}

TEST_F(Spellings, of_what_is_typed_into_the_search) {
    for (const char* typed : {"PL5260250995", "pl%20526-025-09-95", "5260250995"})
        EXPECT_EQ(crm.get("/api/v1/search?q=" + std::string(typed)).items().items().size(), 1u) << typed;
}

TEST_F(Spellings, a_required_field_and_a_searched_one_reach_what_is_there) {
    const Answer made =
        crm.post("/api/v1/meta/object/party/field",
                 Json::object({{"label", "Must have"}, {"kind", "text"}, {"required", true}, {"default", "dodo"}}));
    ASSERT_EQ(made.status, 201) << made.whole.body;
    EXPECT_EQ(made.body["under_way"], Json::array({Json("default")}));
    EXPECT_NE(crm.get("/api/v1/meta").whole.body.find(R"("under_way":["default"])"), std::string::npos);
    const std::string field = made.body.text("name"),
                      vega = crm.list("party", Json::object({{"name", "Vega"}})).items().items()[0].text("id");
    EXPECT_EQ(crm.patch("/api/v1/party/" + vega, Json::object({{"note", "hello"}})).status, 200);
    EXPECT_EQ(crm.post("/api/v1/contact_point", Json::object({{"party", vega}, {"kind", "email"}, {"value", "q@q.pl"}}))
                  .status,
              201);
    crm.app().jobs().run_due();
    EXPECT_EQ(crm.get("/api/v1/party/" + vega).body.text(field), "dodo");
    EXPECT_EQ(crm.get("/api/v1/search?q=dodo").items().items().size(), 0u);
    const Answer searched = crm.patch("/api/v1/meta/object/party/field/" + field, Json::object({{"searchable", true}}));
    EXPECT_EQ(searched.body["under_way"], Json::array({Json("words")}));
    crm.app().jobs().run_due();
    EXPECT_EQ(crm.get("/api/v1/search?q=dodo").items().items().size(), 2u);
    EXPECT_EQ(crm.get("/api/v1/meta").whole.body.find("under_way"), std::string::npos);
}

} // namespace crm::testing

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
    Answer deal(const Json& amount) {
        return crm.post("/api/v1/deal", Json::object({{"name", "Roof"}, {"amount", amount}}));
    }
};

} // namespace

TEST_F(BadInput, a_text_of_invisible_characters_is_an_empty_one) {
    for (const char* name : {"\u200b", "\u200b \u200d", "\u2060\ufeff", "\u00ad", "\u3164"}) {
        const Answer refused = crm.post("/api/v1/party", Json::object({{"kind", "organization"}, {"name", name}}));
        EXPECT_EQ(refused.status, 422) << refused.whole.body;
        EXPECT_FALSE(refused.at("name").empty()) << refused.whole.body;
    }
    const Json body = Json::object({{"kind", "organization"},
                                    {"name", "Zorza"},
                                    {"sector", "\u200b"},
                                    {"email", "\u200b"},
                                    {"phone", "\u2060"},
                                    {"note", "\u200b\n"},
                                    {"tags", Json::array({"\u200b", "a"})}});
    const Answer made = crm.post("/api/v1/party", body);
    ASSERT_EQ(made.status, 201) << made.whole.body;
    for (const char* field : {"sector", "email", "phone", "note"}) EXPECT_TRUE(made.body[field].is_null()) << field;
    EXPECT_EQ(made.body["tags"].items().size(), 1u);
    EXPECT_EQ(crm.post("/api/v1/meta/object", Json::object({{"label", "\u200b"}})).status, 422);
}

TEST_F(BadInput, an_amount_past_64_bits_is_refused_at_its_field) {
    for (const char* amount :
         {"92233720368547758.08", "99999999999999999999999999", "-92233720368547758.09", "1000000000000000000000.00"}) {
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
    const Answer refused =
        crm.raw("POST", "/api/v1/party", R"({"kind":"organization","name":"Zorza","employees":9223372036854775808})",
                {{"content-type", "application/json"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.at("employees").find("too large"), std::string::npos) << refused.whole.body;
}

TEST_F(BadInput, a_number_that_no_computer_keeps_is_refused_at_its_field) {
    for (const auto& [field, number] : {std::pair{"employees", "99999999999999999999999"},
                                        {"employees", "18446744073709551616"},
                                        {"revenue", "1e400"},
                                        {"employees", "-1e400"}}) {
        const Answer refused =
            crm.raw("POST", "/api/v1/party",
                    std::string(R"({"kind":"organization","name":"Zorza",")") + field + "\":" + number + "}",
                    {{"content-type", "application/json"}});
        EXPECT_EQ(refused.status, 400);
        EXPECT_NE(refused.at(field).find("too large"), std::string::npos) << refused.whole.body;
        EXPECT_NE(refused.at(field).find(number), std::string::npos) << refused.whole.body;
    }
}

TEST_F(BadInput, all_that_is_wrong_is_told_at_once_each_at_its_field) {
    // What cannot be read, what a rule refuses, and what is left out.
    const Answer party =
        crm.post("/api/v1/party", Json::parse(R"({"kind":"organization","email":"at home","zone":"Moon/Sea"})"));
    EXPECT_EQ(party.status, 422);
    for (const char* field : {"email", "zone", "name"})
        EXPECT_FALSE(party.at(field).empty()) << field << ": " << party.whole.body;
    EXPECT_EQ(party.body["fields"].items().size(), 3u) << party.whole.body;
    const std::string id = crm.create("party", Json::parse(R"({"kind":"organization","name":"Zorza"})"));
    const Answer changed = crm.patch(
        "/api/v1/party/" + id, Json::parse(R"({"name":null,"email":"at home","zone":"Moon/Sea","employees":"many"})"));
    for (const char* field : {"email", "zone", "name", "employees"})
        EXPECT_FALSE(changed.at(field).empty()) << field << ": " << changed.whole.body;
    EXPECT_EQ(crm.get("/api/v1/party/" + id).body.text("name"), "Zorza");
    const Answer company = crm.patch(
        "/api/v1/company",
        Json::parse(
            R"({"country":"Xx","currency":"QQQ","zone":"Moon/Sea","more":{"payment_days":"soon","least_margin":101,"quote_days":30}})"));
    EXPECT_TRUE(company.at("more.quote_days").empty());
    for (const char* field : {"country", "currency", "zone", "more.payment_days", "more.least_margin"})
        EXPECT_FALSE(company.at(field).empty()) << field << ": " << company.whole.body;
    const Answer shape = crm.post("/api/v1/meta/object/deal/field", Json::parse(R"({"kind":"choice","label":{}})"));
    for (const char* field : {"label", "choices"})
        EXPECT_FALSE(shape.at(field).empty()) << field << ": " << shape.whole.body;
}

TEST_F(BadInput, it_is_told_in_the_language_of_who_gave_it) {
    const std::string me = crm.get("/api/v1/me").body.text("id");
    ASSERT_EQ(crm.patch("/api/v1/user/" + me, Json::parse(R"({"language":"pl"})")).status, 200);
    const Answer party =
        crm.post("/api/v1/party", Json::parse(R"({"kind":"organization","email":"at home","phone":"none"})"));
    EXPECT_EQ(party.at("email"), "To nie jest adres e-mail. Zapisz go tak: imie@example.com.");
    EXPECT_EQ(party.at("phone"), "To nie jest numer telefonu. Zapisz go tak: +48 501 234 567.");
    EXPECT_EQ(party.at("name"), "Podaj nazwę firmy.");
    const Answer shape = crm.post("/api/v1/meta/object/deal/field", Json::parse(R"({"kind":"choice","label":{}})"));
    EXPECT_EQ(shape.at("label"), "Podaj etykietę.");
}

TEST_F(BadInput, what_is_not_there_is_told_in_the_language_of_who_asked) {
    const std::string me = crm.get("/api/v1/me").body.text("id");
    ASSERT_EQ(crm.patch("/api/v1/user/" + me, Json::parse(R"({"language":"pl"})")).status, 200);
    const Answer nothing = crm.get("/api/v1/party/none");
    EXPECT_EQ(nothing.status, 404);
    EXPECT_EQ(nothing.body.text("title"), "Nie znaleziono");
    EXPECT_EQ(nothing.body.text("detail"),
              "Nie ma rekordu o tym identyfikatorze. Identyfikator to liczba dziesiętna, jak podają ją listy.");
    const Answer unknown = crm.get("/api/v1/party?filter=%7B%22nmae%22%3A%22Zorza%22%7D");
    EXPECT_EQ(unknown.status, 400);
    EXPECT_EQ(unknown.body.text("title"), "Nieprawidłowe żądanie");
    EXPECT_EQ(unknown.at("nmae"), "W „party” nie ma pola „nmae”. Czy chodzi o „name”?");
}

TEST_F(BadInput, what_never_became_a_request_is_told_in_the_language_that_was_asked_for) {
    http::Request request;
    request.headers.emplace_back("accept-language", "pl-PL,pl;q=0.9,en;q=0.8");
    const std::string sentence = "This request is too large. Please send less at once.";
    const auto refuse = crm.app().handlers().refuse;
    const Json polish = Json::parse(refuse(413, sentence, request).body);
    EXPECT_EQ(polish.text("title"), "Odmowa");
    EXPECT_EQ(polish.text("detail"), "To żądanie jest za duże. Wyślij mniej naraz.");
    EXPECT_EQ(Json::parse(refuse(413, sentence, {}).body).text("detail"), sentence);
}

TEST_F(BadInput, control_characters_are_refused_at_their_field) {
    for (const char* letter : {"\x01", "\x1b", "\x7f", "\u0085", "\u009f", "\v", "\b"})
        for (const char* field : {"name", "note", "sector", "website", "email", "tax_id", "phone"}) {
            Json body = Json::object({{"kind", "organization"}, {"name", "Zorza"}});
            body.set(field, "a" + std::string(letter) + "b");
            const Answer refused = crm.post("/api/v1/party", body);
            EXPECT_EQ(refused.status, 422) << field;
            EXPECT_NE(refused.at(field).find("control character U+00"), std::string::npos) << refused.whole.body;
        }
    const Json tags = Json::object({{"kind", "organization"},
                                    {"name", "Zorza"},
                                    {"tags", Json::array({"a\x02"})},
                                    {"address", Json::object({{"city", "b\x03"}})}});
    const Answer both = crm.post("/api/v1/party", tags);
    EXPECT_FALSE(both.at("tags").empty() || both.at("address").empty()) << both.whole.body;
    EXPECT_EQ(crm.patch("/api/v1/company", Json::object({{"name", "Z\x01"}})).status, 422);
    EXPECT_EQ(crm.post("/api/v1/meta/object", Json::object({{"label", "Z\x01"}})).status, 422);
}

TEST_F(BadInput, tabs_and_line_breaks_stand_in_long_texts_and_a_name_is_one_line) {
    const Answer made = crm.post(
        "/api/v1/party", Json::object({{"kind", "organization"}, {"name", "Zorza\tNowa"}, {"note", "a\tb\r\nc"}}));
    ASSERT_EQ(made.status, 201) << made.whole.body;
    EXPECT_EQ(made.body.text("name"), "Zorza Nowa");
    EXPECT_EQ(made.body.text("note"), "a\tb\r\nc");
    for (const char* name : {"a\nb", "a\rb", "a\u2028b", "a\u2029b"})
        EXPECT_FALSE(
            crm.post("/api/v1/party", Json::object({{"kind", "organization"}, {"name", name}})).at("name").empty())
            << name;
}

TEST_F(BadInput, a_name_is_not_turned_round_by_what_nobody_sees) {
    const Answer made = crm.post("/api/v1/party", Json::object({{"kind", "organization"},
                                                                {"name", "Zorza \u202eexe.fdp\u202c"},
                                                                {"phone", "\u202a+48 501 234 567\u202c"}}));
    ASSERT_EQ(made.status, 201) << made.whole.body;
    EXPECT_EQ(made.body.text("name"), "Zorza exe.fdp");
    EXPECT_EQ(made.body.text("phone"), "+48501234567");
}

TEST_F(BadInput, a_byte_order_mark_before_a_body_is_passed_over) {
    const Answer made = crm.raw("POST", "/api/v1/party", "\xef\xbb\xbf{\"kind\":\"organization\",\"name\":\"Zorza\"}",
                                {{"content-type", "application/json"}});
    EXPECT_EQ(made.status, 201) << made.whole.body;
}

TEST_F(BadInput, what_is_no_utf8_is_refused_at_its_field) {
    for (const char* name :
         {"\\u0000", "\\ud800", "\\udc00\\ud800", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff"}) {
        const Answer refused =
            crm.raw("POST", "/api/v1/party", "{\"kind\":\"organization\",\"name\":\"a" + std::string(name) + "\"}",
                    {{"content-type", "application/json"}});
        EXPECT_EQ(refused.status, 400) << name;
        EXPECT_FALSE(refused.at("name").empty()) << refused.whole.body;
    }
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

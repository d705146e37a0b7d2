#include "base/json.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "base/error.hpp"
#include "base/json_fault.hpp"

namespace crm {
namespace {

std::string refusal(std::string_view text, int max_depth = 64) {
    try {
        Json::parse(text, max_depth);
    } catch (const Error& error) {
        EXPECT_EQ(error.problem, Problem::bad_request);
        return error.what();
    }
    return "";
}

TEST(Json, parses_every_kind) {
    auto json = Json::parse(R"( {"a": [1, -2.5, true, null, "ąѓ"], "b": {"c": 9223372036854775807}} )");
    EXPECT_EQ(json["a"].items().size(), 5u);
    EXPECT_EQ(json["a"].items()[0].as_whole(), 1);
    EXPECT_EQ(json["a"].items()[1].as_number(), -2.5);
    EXPECT_TRUE(json["a"].items()[2].as_bool());
    EXPECT_TRUE(json["a"].items()[3].is_null());
    EXPECT_EQ(json["a"].items()[4].as_string(), "ąѓ");
    EXPECT_EQ(json["b"]["c"].as_whole(), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(json["b"].members()[0].first, "c");
    EXPECT_EQ(Json::parse("7").as_number(), 7.0);
    EXPECT_EQ(Json::parse("\"x\"").as_string(), "x");
}

TEST(Json, keeps_the_order_of_members) {
    EXPECT_EQ(Json::parse(R"({"z":1,"a":2,"m":3})").dump(), R"({"z":1,"a":2,"m":3})");
}

TEST(Json, a_number_above_two_to_63_becomes_double) {
    auto json = Json::parse("[9223372036854775808, 1e3, -9223372036854775808]");
    EXPECT_FALSE(json.items()[0].is_whole());
    EXPECT_EQ(json.items()[0].as_number(), 9223372036854775808.0);
    EXPECT_FALSE(json.items()[1].is_whole());
    EXPECT_EQ(json.items()[2].as_whole(), std::numeric_limits<std::int64_t>::min());
    EXPECT_NE(refusal("[99999999999999999999999]").find("too large"), std::string::npos);
    EXPECT_NE(refusal("1e999").find("too large"), std::string::npos);
}

TEST(Json, says_where_it_breaks_in_utf8_whatever_came) {
    EXPECT_NE(json_fault("\xff\xfe{").sentence.find("found the octet 255, which is not UTF-8"), std::string::npos);
    EXPECT_NE(json_fault("[\xc4]").sentence.find("found the octet 196"), std::string::npos);
}

TEST(Json, names_the_field_that_cannot_be_kept) {
    auto field = [](const std::string& text) {
        try {
            Json::parse(text);
        } catch (const Error& error) {
            EXPECT_EQ(error.fields.size(), 1u) << text;
            return error.fields.empty() ? std::string("none") : error.fields[0].field;
        }
        return std::string("taken");
    };
    EXPECT_EQ(field(R"({"name":"a","employees":18446744073709551616})"), "employees");
    EXPECT_EQ(field(R"({"employees":-9223372036854775809})"), "employees");
    EXPECT_EQ(field(R"({"a":18446744073709551615,"b":-9223372036854775808,"c":1e308,"discount":1e400})"), "discount");
    EXPECT_EQ(field(R"({"amount":{"amount":-1e400,"currency":"EUR"}})"), "amount.amount");
    EXPECT_EQ(field(R"({"operations":[{"body":{}},{"body":{"employees":99999999999999999999}}]})"),
              "operations.1.body.employees");
    EXPECT_EQ(field(R"({"a":["x",{"b":1}],"name":"a\u0000b"})"), "name");
    EXPECT_EQ(field(R"({"note":"x","name":"\ud800"})"), "name");
    EXPECT_EQ(field("{\"note\":\"ą\",\"name\":\"\xc0\xaf\"}"), "name"); // an overlong /
    EXPECT_EQ(field("{\"name\":\"\xed\xa0\x80\"}"), "name");            // a surrogate as UTF-8
    EXPECT_EQ(field("{\"name\":\"a\x07\"}"), "name");
    EXPECT_EQ(field(R"({"name":"a","name":"b"})"), "name");
    EXPECT_NE(refusal(R"({"employees":1e400})").find("The number 1e400 is too large"), std::string::npos);
}

TEST(Json, passes_over_a_byte_order_mark) {
    EXPECT_EQ(Json::parse("\xef\xbb\xbf{\"a\":1}")["a"].as_whole(), 1);
    EXPECT_NE(refusal("\xef\xbb\xbf"), "");
    EXPECT_NE(refusal("\xef\xbb\xbf\xef\xbb\xbf{}"), "");
    EXPECT_NE(refusal("\xfe\xff").find("UTF-8"), std::string::npos);
}

TEST(Json, says_where_it_breaks) {
    EXPECT_EQ(refusal("{\n  \"a\": 1,\n  \"b\" 2}"),
              "The JSON is broken at line 3, column 7: expected a colon after the name, found \"2\".");
    EXPECT_EQ(refusal("[1, 2"), "The JSON ends too early: a comma or ] is missing.");
    EXPECT_EQ(refusal("{\"a\": \"b"), "The JSON ends too early: a closing quotation mark is missing.");
    EXPECT_EQ(refusal(""), "The JSON is empty; send a value.");
    EXPECT_EQ(refusal("  "), "The JSON is empty; send a value.");
    EXPECT_EQ(refusal("[\"ąę\" ł]"), "The JSON is broken at line 1, column 7: expected a comma or ], found \"ł\".");
    EXPECT_EQ(refusal("1 2"),
              "The JSON is broken at line 1, column 3: expected the end, since the value is complete, found \"2\".");
    EXPECT_NE(refusal("[1,]").find("expected a value, found \"]\""), std::string::npos);
    EXPECT_NE(refusal("[01]").find("leading zero"), std::string::npos);
    EXPECT_NE(refusal("{\"a\":tru}").find("the word true"), std::string::npos);
    EXPECT_NE(refusal("[\"\\x\"]").find("after a backslash"), std::string::npos);
}

TEST(Json, refuses_nul_bad_utf8_and_half_surrogates) {
    EXPECT_NE(refusal(R"({"a":"x\u0000y"})").find("U+0000"), std::string::npos);
    EXPECT_NE(refusal(R"({"a\u0000":1})").find("U+0000"), std::string::npos);
    EXPECT_NE(refusal(std::string_view("[\"\0\"]", 5)).find("control character"), std::string::npos);
    EXPECT_NE(refusal("[1]\x01").find("control character 1"), std::string::npos);
    EXPECT_NE(refusal("[\"\xff\"]").find("UTF-8"), std::string::npos);
    EXPECT_NE(refusal("[\"\xed\xa0\x80\"]").find("UTF-8"), std::string::npos);
    EXPECT_NE(refusal(R"(["\ud800"])").find("surrogate"), std::string::npos);
    EXPECT_EQ(Json::parse(R"(["\ud83d\ude00"])").items()[0].as_string(), "😀");
}

TEST(Json, refuses_a_name_given_twice) {
    EXPECT_EQ(refusal(R"([{"name":1,"b":2,"name":3}])"),
              "The JSON gives the name \"name\" twice in one object; give it once.");
    std::string many = "{";
    for (int i = 0; i < 40; ++i) many += "\"n" + std::to_string(i) + "\":1,";
    EXPECT_EQ(refusal(many + "\"last\":1}"), "");
    EXPECT_NE(refusal(many + "\"n7\":1}").find("\"n7\" twice"), std::string::npos);
    EXPECT_EQ(refusal(R"({"a":{"a":1}})"), "");
}

TEST(Json, refuses_what_is_nested_too_deep) {
    EXPECT_EQ(refusal("[[[1]]]", 3), "");
    EXPECT_NE(refusal("[[[[1]]]]", 3).find("more than 3 levels"), std::string::npos);
    EXPECT_NE(refusal("{\"a\":{\"b\":{}}}", 2).find("more than 2 levels"), std::string::npos);
    EXPECT_NE(refusal(std::string(100000, '[')).find("levels"), std::string::npos);
    try {
        Json::parse(std::string(500, '[') + "x");
        FAIL();
    } catch (const Error& error) {
        ASSERT_EQ(error.fields.size(), 1u);
        EXPECT_EQ(error.fields[0].field, "0.0.0.0.0.0.0.0.0.0.…");
    }
}

TEST(Json, members_are_looked_up_with_a_fallback) {
    auto json = Json::parse(R"({"text":"t","number":5,"flag":true,"none":null})");
    EXPECT_EQ(json.text("text"), "t");
    EXPECT_EQ(json.text("number", "otherwise"), "otherwise");
    EXPECT_EQ(json.number("number"), 5);
    EXPECT_EQ(json.number("text", 3), 3);
    EXPECT_TRUE(json.flag("flag"));
    EXPECT_TRUE(json.flag("missing", true));
    EXPECT_NE(json.find("none"), nullptr);
    EXPECT_EQ(json.find("missing"), nullptr);
    EXPECT_TRUE(json["missing"]["deeper"].is_null());
    EXPECT_EQ(Json(5).find("x"), nullptr);
}

TEST(Json, is_built_with_set_and_push) {
    Json json;
    json.set("a", 1);
    json.set("b", Json::array({1, "two", nullptr}));
    json.set("a", true);
    Json list;
    list.push(json);
    EXPECT_EQ(list.dump(), R"([{"a":true,"b":[1,"two",null]}])");
    EXPECT_EQ(Json::object({{"x", 1.5}}).dump(), R"({"x":1.5})");
    EXPECT_EQ(Json::array().dump(), "[]");
    EXPECT_EQ(Json::object().dump(), "{}");
}

TEST(Json, asking_for_the_wrong_kind_is_a_defect) {
    for (auto ask :
         {+[](const Json& json) { (void)json.as_whole(); }, +[](const Json& json) { (void)json.items(); },
          +[](const Json& json) { (void)json.as_number(); }, +[](const Json& json) { (void)json.members(); }}) {
        try {
            ask(Json("text"));
            FAIL() << "a text passed as something else";
        } catch (const Error& error) {
            EXPECT_EQ(error.problem, Problem::defect);
        }
    }
}

TEST(JsonWriter, puts_commas_and_escapes) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().member("text", "a\"b\\c\n\t\x01\x1f/ł").member("whole", 5).member("yes", true);
    json.key("list").begin_array().number(1.5).null().begin_object().end_object().begin_array().end_array().end_array();
    json.key("id").id(9007199254740993).key("no id").id(0).key("raw").raw("[1]").key("q\"").boolean(false).end_object();
    EXPECT_EQ(out, "{\"text\":\"a\\\"b\\\\c\\n\\t\\u0001\\u001f/ł\",\"whole\":5,\"yes\":true,"
                   "\"list\":[1.5,null,{},[]],\"id\":\"9007199254740993\",\"no id\":null,\"raw\":[1],\"q\\\"\":false}");
}

TEST(JsonWriter, numbers_without_a_form_in_json_become_null) {
    std::string out;
    JsonWriter json(out);
    json.begin_array().number(std::nan("")).number(HUGE_VAL).number(0.1).number(1e300).number(-0.5).end_array();
    EXPECT_EQ(out, "[null,null,0.1,1e+300,-0.5]");
}

// Any JSON of a few levels, with names that differ.
rc::Gen<Json> any_json(int depth) {
    auto text =
        rc::gen::map(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 0xd7ff)), [](std::vector<int> points) {
            std::string out;
            for (int point : points) {
                if (point < 0x80) {
                    out.push_back(static_cast<char>(point));
                } else if (point < 0x800) {
                    out.push_back(static_cast<char>(0xc0 | point >> 6));
                    out.push_back(static_cast<char>(0x80 | (point & 63)));
                } else {
                    out.push_back(static_cast<char>(0xe0 | point >> 12));
                    out.push_back(static_cast<char>(0x80 | (point >> 6 & 63)));
                    out.push_back(static_cast<char>(0x80 | (point & 63)));
                }
            }
            return out;
        });
    auto plain = rc::gen::oneOf(rc::gen::just(Json()), rc::gen::map<bool>([](bool b) { return Json(b); }),
                                rc::gen::map<std::int64_t>([](std::int64_t n) { return Json(n); }),
                                rc::gen::map<int>([](int n) { return Json(n + 0.25); }),
                                rc::gen::map(text, [](std::string s) { return Json(std::move(s)); }));
    if (depth == 0) return plain;
    auto list = rc::gen::map(rc::gen::container<std::vector<Json>>(any_json(depth - 1)),
                             [](std::vector<Json> items) { return Json(std::move(items)); });
    auto object = rc::gen::map(rc::gen::container<std::vector<Json>>(any_json(depth - 1)), [](std::vector<Json> items) {
        Json::Object members;
        for (auto& item : items) members.emplace_back("n\"" + std::to_string(members.size()), std::move(item));
        return Json(std::move(members));
    });
    return rc::gen::resize(8, rc::gen::oneOf(plain, list, object));
}

TEST(Json, what_is_written_reads_back_the_same) {
    EXPECT_TRUE(rc::check([] {
        auto json = *any_json(3);
        RC_ASSERT(Json::parse(json.dump()) == json);
    }));
}

TEST(Json, every_finite_double_reads_back_the_same) {
    for (double number : {98765432109876543210.0, 9223372036854775808.0, -18446744073709551616.0, 1e15, 1e22, 5e-324,
                          1.7976931348623157e308})
        EXPECT_EQ(Json::parse(Json(number).dump()).as_number(), number);
    EXPECT_TRUE(rc::check([](std::int64_t bits) {
        double number;
        static_assert(sizeof number == sizeof bits);
        std::memcpy(&number, &bits, sizeof number);
        RC_PRE(std::isfinite(number));
        RC_ASSERT(Json::parse(Json(number).dump()).as_number() == number);
    }));
}

TEST(JsonFault, blames_a_text_only_where_the_parser_refuses_it) {
    const std::string faultless = "The JSON cannot be read: a number in it is too large.";
    EXPECT_TRUE(rc::check([&] {
        auto text = (*any_json(2)).dump();
        auto at = static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(text.size())));
        text[at] = *rc::gen::elementOf(std::string("{}[]\",:0.-e\\ut1 n"));
        auto answer = refusal(text);
        RC_PRE(answer.find("UTF-8") == std::string::npos); // a letter was cut; only the parser looks at that
        bool about_content = answer.find("twice") != std::string::npos || answer.find("U+0000") != std::string::npos;
        if (answer.empty() || (about_content && answer.find("U+0000") == std::string::npos))
            RC_ASSERT(json_fault(text).sentence == faultless);
        else
            RC_ASSERT(answer != faultless || text.find('e') != std::string::npos || text.size() > 20);
    }));
}

} // namespace
} // namespace crm

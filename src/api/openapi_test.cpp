// openapi.json is what a developer writes a client from: it tells of every route, and of nothing vaguely.
#include <gtest/gtest.h>

#include <set>

#include "api/json_type.hpp"
#include "api/route.hpp"
#include "modules/modules.hpp"
#include "record/described.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

struct Description : ::testing::Test {
    TestApp crm{all_objects()};
    Json document;

    Description() {
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
        document = crm.get("/api/v1/openapi.json").body;
    }
    const Json& schema(const std::string& name) { return document["components"]["schemas"][name]; }
    std::set<std::string> names(const Json& list) {
        std::set<std::string> all;
        if (list.is_array())
            for (const Json& each : list.items()) all.insert(each.as_string());
        return all;
    }
    // What a creation with nothing in it lacks.
    std::set<std::string> asked_for(const std::string& object) {
        std::set<std::string> all;
        const Answer answer = crm.post("/api/v1/" + object, Json::object());
        if (answer.detail().starts_with("Please fill in"))
            for (const Json& each : answer.body["fields"].items()) all.insert(each.text("field"));
        return all;
    }
};

std::string lower_case(std::string method) {
    for (char& letter : method) letter = static_cast<char>(letter + 32);
    return method;
}

} // namespace

TEST_F(Description, tells_of_every_route) {
    const Router routes = all_routes();
    for (const Router::Entry& entry : routes.entries()) {
        EXPECT_FALSE(entry.told.id.empty()) << entry.method << ' ' << entry.path;
        std::string path = entry.path;
        const auto put = [&](const std::string& brace, const char* name) {
            if (const auto at = path.find(brace); at != std::string::npos) path.replace(at, brace.size(), name);
        };
        const bool document_of_orders = path.ends_with("{rendition}");
        put("{object}", document_of_orders           ? "invoice"
                        : path.ends_with("{report}") ? "payment"
                        : path.ends_with("{action}") ? "deal"
                                                     : "party");
        put("{action}", "move");
        if (document_of_orders || path.ends_with("{report}")) continue; // those that an object has are in its own tests
        EXPECT_NE(document["paths"][path].find(lower_case(entry.method)), nullptr) << entry.method << ' ' << path;
    }
}

TEST_F(Description, every_report_and_rendition_is_there) {
    const Json meta = crm.get("/api/v1/meta").body;
    int found = 0;
    for (const Json& object : meta["objects"].items()) {
        const std::string base = "/api/v1/" + object.text("name");
        for (const Json& report : object["reports"].items())
            found += document["paths"].find(base + "/report/" + report.text("name")) != nullptr;
        for (const Json& each : object["renditions"].items())
            found += document["paths"].find(base + "/{id}/rendition/" + each.text("name")) != nullptr;
        for (const Json& action : object["actions"].items())
            EXPECT_NE(document["paths"].find(base + "/{id}/" + action.text("name")), nullptr)
                << base << action.text("name");
    }
    EXPECT_GT(found, 5);
}

TEST_F(Description, names_each_operation_once) {
    std::set<std::string> used;
    for (const auto& [path, methods] : document["paths"].members())
        for (const auto& [method, operation] : methods.members())
            EXPECT_TRUE(used.insert(operation.text("operationId")).second) << method << ' ' << path;
}

TEST_F(Description, says_of_no_body_merely_that_it_is_an_object) {
    const Json vague = Json::object({{"type", "object"}});
    for (const auto& [path, methods] : document["paths"].members())
        for (const auto& [method, operation] : methods.members()) {
            for (const auto& [media, content] : operation["requestBody"]["content"].is_object()
                                                    ? operation["requestBody"]["content"].members()
                                                    : Json::Object())
                EXPECT_NE(content["schema"], vague) << method << ' ' << path;
            for (const auto& [status, answer] : operation["responses"].members())
                for (const auto& [media, content] :
                     answer["content"].is_object() ? answer["content"].members() : Json::Object())
                    EXPECT_NE(content["schema"], vague) << method << ' ' << path << ' ' << status;
        }
}

TEST_F(Description, requires_just_what_nobody_fills) {
    for (const auto& object : crm.engine().schema()->objects()) {
        const std::set<std::string> required = names(schema(object->name + "_create")["required"]),
                                    asked = asked_for(object->name);
        for (const auto& each : asked)
            EXPECT_TRUE(required.contains(each) || object->field(each)->read_only ||
                        is_filled_by_rule(*object, *object->field(each)))
                << object->name << '.' << each;
        if (asked.empty()) continue;
        for (const auto& each : required) EXPECT_TRUE(asked.contains(each)) << object->name << '.' << each;
    }
    for (const char* nothing : {"deal", "party", "activity"})
        EXPECT_EQ(names(schema(nothing + std::string("_create"))["required"]), std::set<std::string>()) << nothing;
    EXPECT_EQ(names(schema("product_create")["required"]), std::set<std::string>{"name"});
    EXPECT_EQ(crm.post("/api/v1/deal", Json::object({{"name", "Roof"}})).status, 201);
}

TEST_F(Description, an_own_object_requires_its_name) {
    ASSERT_EQ(crm.post("/api/v1/meta/object", Json::object({{"label", "Boat"}})).status, 201);
    document = crm.get("/api/v1/openapi.json").body;
    EXPECT_EQ(names(schema("x_boat_create")["required"]), std::set<std::string>{"name"});
    crm.as_nobody();
    EXPECT_EQ(crm.get("/api/v1/openapi.json").body["components"]["schemas"].find("x_boat"), nullptr);
}

TEST_F(Description, whatever_changes_something_with_the_cookie_needs_the_header_too) {
    const Json with_cookie = Json::object({{"cookie", Json::array()}, {"same_site", Json::array()}});
    EXPECT_EQ(document["components"]["securitySchemes"]["same_site"].text("name"), "X-Requested-With");
    for (const auto& [path, methods] : document["paths"].members())
        for (const auto& [method, operation] : methods.members()) {
            if (method == "get" || operation["security"] == Json::array()) continue;
            EXPECT_EQ(operation["security"].items().back(), with_cookie) << method << ' ' << path;
        }
}

TEST_F(Description, whatever_may_be_repeated_takes_an_idempotency_key) {
    const Json key = Json::object({{"$ref", "#/components/parameters/Idempotency-Key"}});
    for (const auto& [path, methods] : document["paths"].members()) {
        const Json* post = methods.find("post");
        if (!post) continue;
        const Json::Array parameters = (*post)["parameters"].is_array() ? (*post)["parameters"].items() : Json::Array();
        const bool taken = std::find(parameters.begin(), parameters.end(), key) != parameters.end();
        EXPECT_NE(taken, hands_out_a_secret(path)) << path;
    }
}

TEST_F(Description, a_parameter_that_is_not_published_is_refused_everywhere) {
    const Router routes = all_routes();
    for (const Router::Entry& entry : routes.entries()) {
        if (!entry.path.starts_with("/api/") || entry.path.find('{') != std::string::npos) continue;
        const Answer answer = crm.call(entry.method, entry.path + "?nonsense=1");
        EXPECT_EQ(answer.status, 400) << entry.method << ' ' << entry.path;
        EXPECT_FALSE(answer.at("nonsense").empty()) << entry.method << ' ' << entry.path << answer.whole.body;
    }
}

TEST(JsonType, is_json_schema_written_short) {
    EXPECT_EQ(
        json_type("{id: Id, note?: text | null, *: [whole]}").dump(),
        R"({"type":"object","additionalProperties":{"type":"array","items":{"type":"integer","format":"int64"}},"properties":{"id":{"$ref":"#/components/schemas/Id"},"note":{"type":["string","null"]}},"required":["id"]})");
    EXPECT_EQ(json_type("\"a\" | \"b\"").dump(), R"({"type":"string","enum":["a","b"]})");
    EXPECT_EQ(json_type("record | null", "party").dump(),
              R"({"anyOf":[{"$ref":"#/components/schemas/party"},{"type":"null"}]})");
    EXPECT_EQ(json_type_closed("{...}").dump(), R"({"type":"object","additionalProperties":true})");
    EXPECT_EQ(json_type_closed("{a: any}")["additionalProperties"], Json(false));
    for (const char* broken : {"", "{a}", "[text", "txt", "{a: text} more"})
        EXPECT_ANY_THROW(json_type(broken)) << broken;
}

} // namespace crm::testing

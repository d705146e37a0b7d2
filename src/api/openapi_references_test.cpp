// The description of the interface: nothing in it is said twice, leads nowhere or stands there for nothing.
#include <gtest/gtest.h>

#include <set>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

constexpr std::string_view components = "#/components/";

void collect(const Json& json, std::set<std::string>& references) {
    if (json.is_array())
        for (const Json& each : json.items()) collect(each, references);
    if (!json.is_object()) return;
    for (const auto& [name, value] : json.members()) {
        if (name == "$ref") references.insert(value.as_string().substr(components.size()));
        collect(value, references);
    }
}

} // namespace

TEST(OpenApi, says_nothing_twice_and_refers_to_what_is_there) {
    TestApp crm{all_objects()};
    const std::pair<const char*, Json> kinds[] = {
        {"text", {}},
        {"long_text", {}},
        {"whole", {}},
        {"decimal", {}},
        {"money", {}},
        {"percent", {}},
        {"yes_no", {}},
        {"day", {}},
        {"moment", {}},
        {"tags", {}},
        {"email", {}},
        {"phone", {}},
        {"url", {}},
        {"address", {}},
        {"json", {}},
        {"file", {}},
        {"choice", Json::object({{"choices", Json::array({"a", "b"})}})},
        {"choices", Json::object({{"choices", Json::array({"a", "b"})}})},
        {"link", Json::object({{"to", "party"}})},
        {"links", Json::object({{"to", "party"}})},
        {"link_any", Json::object({{"to", "party deal"}})},
        {"rollup", Json::object({{"of", "latest activity.party starts_at"}})}};
    for (const auto& [kind, more] : kinds) {
        Json field = more.is_null() ? Json::object() : more;
        field.set("label", std::string("Own ") + kind);
        field.set("kind", kind);
        const Answer made = crm.post("/api/v1/meta/object/party/field", field);
        EXPECT_EQ(made.status, 201) << kind << made.whole.body;
    }
    // A name that stands twice in an object is refused by the reader.
    const Json document = Json::parse(crm.get("/api/v1/openapi.json").whole.body);
    std::set<std::string> references, there;
    collect(document, references);
    for (const char* group : {"schemas", "parameters", "responses"})
        for (const auto& [name, value] : document["components"][group].members())
            there.insert(std::string(group) + "/" + name);
    for (const auto& each : references) EXPECT_TRUE(there.contains(each)) << each << " is nowhere";
    for (const auto& each : there) EXPECT_TRUE(references.contains(each)) << "nothing leads to " << each;
    EXPECT_NE(document["paths"].find("/api/v1/live"), nullptr);
}

} // namespace crm::testing

#include "wire/ksef.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "base/error.hpp"
#include "base/ksef_number.hpp"
#include "testing/ksef_stand_in.hpp"

using namespace crm;
using namespace crm::wire;
using crm::testing::KsefStandIn;

namespace {

const Outgoing loopback({"127.0.0.0/8", "::1"});
constexpr const char* some_xml = "<?xml version=\"1.0\"?><Faktura><P_2>FV/1</P_2>żółć</Faktura>";

Ksef client_of(const KsefStandIn& server, const std::string& token = "token-of-a-test") {
    return Ksef({server.address(), server.nip, token}, loopback, [](int) {});
}

// The ministry's description of the interface: what a request may and must hold.
class Description {
public:
    static std::filesystem::path file() {
        return std::filesystem::path(RELACJA_SOURCE) / ".." / "shared" / "data" / "schemas" / "ksef" / "open-api.json";
    }
    Description() {
        std::ifstream in(file());
        std::stringstream text;
        text << in.rdbuf();
        all_ = Json::parse(text.str(), 200);
    }
    // What is wrong with a request; empty where it is right.
    std::string faults(const KsefStandIn::Asked& asked) const {
        for (const auto& [path, methods] : all_["paths"].members()) {
            const std::regex shape(std::regex_replace(path, std::regex("\\{[^}]*\\}"), "[^/]+"));
            std::string method = asked.method;
            for (char& c : method) c = static_cast<char>(std::tolower(c));
            if (!std::regex_match(asked.path, shape) || methods[method].is_null()) continue;
            if (methods[method]["requestBody"].is_null()) return asked.body.empty() ? "" : path + " takes no body";
            if (asked.body.empty()) return path + " needs a body";
            return faults(methods[method]["requestBody"]["content"]["application/json"]["schema"],
                          Json::parse(asked.body), path);
        }
        return "there is no " + asked.method + " " + asked.path;
    }

private:
    std::string faults(const Json& schema, const Json& value, const std::string& at) const {
        if (const Json* ref = schema.find("$ref")) return faults(named(ref->as_string()), value, at);
        if (schema["allOf"].is_array())
            for (const Json& part : schema["allOf"].items())
                if (const std::string found = faults(part, value, at); !found.empty()) return found;
        if (schema["required"].is_array())
            for (const Json& name : schema["required"].items())
                if (!value.find(name.as_string())) return at + " lacks " + name.as_string();
        if (value.is_object() && schema["properties"].is_object())
            for (const auto& [name, member] : value.members()) {
                const Json* known = schema["properties"].find(name);
                if (!known) return at + " knows no " + name;
                if (const std::string found = faults(*known, member, at + "." + name); !found.empty()) return found;
            }
        if (!value.is_string()) return "";
        const std::int64_t size = static_cast<std::int64_t>(value.as_string().size());
        if (size < schema.number("minLength") || size > schema.number("maxLength", 1 << 30))
            return at + " has another length";
        if (!schema["enum"].is_array()) return "";
        for (const Json& one : schema["enum"].items())
            if (one == value) return "";
        return at + " knows no " + value.as_string();
    }
    const Json& named(const std::string& ref) const {
        return all_["components"]["schemas"][ref.substr(ref.rfind('/') + 1)];
    }
    Json all_;
};

} // namespace

TEST(KsefClient, sends_an_invoice_and_learns_its_number) {
    KsefStandIn server;
    Ksef client = client_of(server);
    const KsefSent sent = client.send(some_xml, false);
    ASSERT_EQ(server.taken.size(), 1u);
    EXPECT_EQ(server.taken[0].xml, some_xml);
    EXPECT_FALSE(server.taken[0].offline);
    EXPECT_TRUE(client.ask(sent).waits());
    const KsefAnswer answer = client.ask(sent);
    EXPECT_TRUE(answer.accepted());
    EXPECT_TRUE(read_ksef_number(answer.number)) << answer.number;
    EXPECT_EQ(answer.received_at, "2026-11-20T10:00:07Z");
    EXPECT_EQ(client.receipt(sent), "<UPO>" + answer.number + "</UPO>");
    EXPECT_EQ(client.invoice(answer.number), some_xml);
}

TEST(KsefClient, asks_only_what_the_ministry_describes) {
    if (!std::filesystem::exists(Description::file()))
        GTEST_SKIP() << "the ministry's description is not beside the project";
    KsefStandIn server;
    Ksef client = client_of(server);
    const KsefSent sent = client.send(some_xml, true);
    client.ask(sent);
    client.invoice(server.taken[0].number);
    client.receipt(sent);
    const Description description;
    EXPECT_GT(server.asked.size(), 9u);
    for (const KsefStandIn::Asked& each : server.asked) EXPECT_EQ(description.faults(each), "") << each.body;
    EXPECT_NE(description.faults({"POST", "/sessions/online", "{\"formCode\":{\"systemCode\":\"FA (3)\"}}"}), "");
    EXPECT_NE(description.faults({"POST", "/nowhere", ""}), "");
}

TEST(KsefClient, says_why_an_invoice_is_refused) {
    KsefStandIn server;
    server.not_yet = 0;
    server.judge = [](const std::string&) { return 450; };
    Ksef client = client_of(server);
    const KsefAnswer answer = client.ask(client.send(some_xml, false));
    EXPECT_EQ(answer.code, 450);
    EXPECT_NE(answer.text.find("Niepoprawny NIP nabywcy."), std::string::npos) << answer.text;
}

TEST(KsefClient, is_told_which_invoice_was_there_before) {
    KsefStandIn server;
    server.not_yet = 0;
    Ksef client = client_of(server);
    client.send(some_xml, false);
    const KsefAnswer again = client.ask(client.send(some_xml, false));
    EXPECT_EQ(again.code, 440);
    EXPECT_EQ(again.original_number, server.taken[0].number);
}

TEST(KsefClient, tells_a_wrong_token_from_a_closed_door) {
    KsefStandIn server;
    auto problem = [&](const std::string& token) {
        Ksef client = client_of(server, token);
        try {
            client.send(some_xml, false);
        } catch (const Error& error) {
            return error.problem;
        }
        return Problem::defect;
    };
    EXPECT_EQ(problem("another"), Problem::forbidden);
    server.down_after = 3;
    EXPECT_EQ(problem("token-of-a-test"), Problem::unavailable);
    EXPECT_TRUE(server.taken.empty());
}

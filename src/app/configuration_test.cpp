// Configuration: what is not known or cannot be is refused with a sentence that helps.
#include "app/configuration.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "app/public_url.hpp"
#include "base/error.hpp"
#include "testing/folder.hpp"

namespace crm {

namespace {

struct Configurations : ::testing::Test {
    const std::filesystem::path folder = testing::new_test_folder();

    void write(const std::string& text) { std::ofstream(folder / "relacja.toml") << text; }
    Reading read(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--data", folder.string()});
        return read_configuration(arguments);
    }
    std::string refusal(std::vector<std::string> arguments) {
        const Reading reading = read(std::move(arguments));
        EXPECT_FALSE(reading.configuration);
        EXPECT_EQ(reading.status, 2);
        return reading.output;
    }
    static bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
};

std::string public_url(const std::string& given) {
    try {
        return read_public_url(given);
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("https://crm.example.com"), std::string::npos);
        return "refused";
    }
}

} // namespace

TEST_F(Configurations, an_unknown_setting_of_the_file_is_refused_with_the_nearest) {
    write("public_ulr = \"https://crm.example.com\"\n");
    const std::string said = refusal({"serve"});
    EXPECT_TRUE(has(said, "no setting \"public_ulr\"")) << said;
    EXPECT_TRUE(has(said, "Did you mean \"public_url\"?")) << said;
    write("[server]\nlisten = \"127.0.0.1:1\"\n");
    EXPECT_TRUE(has(refusal({"serve"}), "\"server\""));
}

TEST_F(Configurations, a_setting_of_another_kind_is_refused) {
    for (const char* text : {"listen = 8080\n", "trusted_proxy = [1]\n", "country = [\"PL\"]\n"}) {
        write(text);
        EXPECT_TRUE(has(refusal({"check"}), "quotation marks")) << text;
    }
    write("listen = \"127.0.0.1:9\"\ntrusted_proxy = [\"10.0.0.0/8\", \"192.168.0.1/32\"]\npublic_url = "
          "\"https://CRM.example.com/\"\n");
    const Reading reading = read({"serve"});
    ASSERT_TRUE(reading.configuration) << reading.output;
    EXPECT_EQ(reading.configuration->listen, "127.0.0.1:9");
    EXPECT_EQ(reading.configuration->trusted_proxies.size(), 2u);
    EXPECT_EQ(reading.configuration->public_url, "https://crm.example.com");
}

TEST_F(Configurations, a_public_address_that_is_none_is_refused_wherever_it_stands) {
    EXPECT_TRUE(has(refusal({"serve", "--public-url", "crm.example.com"}), "http://"));
    write("public_url = \"ftp://crm.example.com\"\n");
    EXPECT_TRUE(has(refusal({"serve"}), "ftp://crm.example.com"));
    write("");
    setenv("RELACJA_PUBLIC_URL", "https://me@crm.example.com", 1);
    const std::string said = refusal({"serve"});
    unsetenv("RELACJA_PUBLIC_URL");
    EXPECT_TRUE(has(said, "user name")) << said;
}

TEST_F(Configurations, an_unknown_command_is_told_the_nearest_and_all_there_are) {
    const std::string said = refusal({"serv"});
    EXPECT_TRUE(has(said, "no command \"serv\"")) << said;
    EXPECT_TRUE(has(said, "Did you mean \"serve\"?")) << said;
    for (const char* command :
         {"demo", "user", "token", "import", "export", "duplicates", "undo", "backup", "migrate-to", "check", "schema"})
        EXPECT_TRUE(has(said, command)) << command;
    EXPECT_TRUE(has(refusal({"bogus"}), "There are: serve, demo"));
    EXPECT_TRUE(has(refusal({"user", "disabel", "x"}), "Did you mean \"disable\"?"));
    EXPECT_TRUE(has(refusal({"token", "list"}), "There are: create"));
    EXPECT_TRUE(has(refusal({}), "please say what to do"));
    EXPECT_TRUE(has(refusal({"user", "add"}), "login"));
    EXPECT_TRUE(has(refusal({"serve", "--lisen", "x"}), "--lisen"));
}

TEST(PublicUrl, is_an_origin_as_browsers_name_it) {
    EXPECT_EQ(public_url("https://crm.example.com"), "https://crm.example.com");
    EXPECT_EQ(public_url(" HTTPS://Crm.Example.com:443/ "), "https://crm.example.com");
    EXPECT_EQ(public_url("http://10.0.0.5:8080"), "http://10.0.0.5:8080");
    EXPECT_EQ(public_url("http://localhost:80"), "http://localhost");
    EXPECT_EQ(public_url("http://[::1]:8080"), "http://[::1]:8080");
    EXPECT_EQ(public_url("https://xn--dka.example"), "https://xn--dka.example");
    for (const char* wrong :
         {"crm.example.com", "javascript:alert(1)", "https://",       "https:///",    "https://a/b",
          "https://a/?x",    "https://a#x",         "https://a:b",    "https://a:0",  "https://a:65536",
          "https://a:",      "https://me@a",        "https://me:x@a", "https://a b",  "https://a\\b",
          "https://[::1",    "https://..",          "https://-a",     "https://a\nb", "https://ą.example"})
        EXPECT_EQ(public_url(wrong), "refused") << wrong;
}

} // namespace crm

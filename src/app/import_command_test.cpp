#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "modules/modules.hpp"
#include "testing/folder.hpp"
#include "testing/test_app.hpp"

namespace crm {
namespace {

struct ImportCommand : ::testing::Test {
    testing::TestApp crm{all_objects()};
    const std::string folder = testing::new_test_folder();
    std::string said, complained;

    int import(const std::string& content, const std::string& as = "", bool dry_run = false) {
        Configuration configuration;
        configuration.command = "import";
        configuration.object = "party";
        configuration.file = folder + "/list.csv";
        configuration.refused = folder + "/refused.csv";
        configuration.as = as;
        configuration.dry_run = dry_run;
        std::ofstream(configuration.file, std::ios::binary) << content;
        std::filesystem::remove(configuration.refused);
        said.clear(), complained.clear();
        return import_file(
            crm.app(), configuration,
            {[this](std::string_view text) { said += text; }, [this](std::string_view text) { complained += text; }});
    }
    std::string refused() const {
        std::ifstream in(folder + "/refused.csv", std::ios::binary);
        std::stringstream text;
        text << in.rdbuf();
        return text.str();
    }
    Json made(const std::string& name) { return crm.list("party", Json::object({{"name", name}})).items().items()[0]; }
};

TEST_F(ImportCommand, works_as_the_system_unless_somebody_is_named) {
    EXPECT_EQ(import("name\nAcme\n"), 0) << complained;
    EXPECT_EQ(import("name\nBeta\n", "system"), 0) << complained;
    EXPECT_EQ(import("name\nGamma\n", "admin@example.com"), 0) << complained;
    const std::string system = made("Acme")["created_by"].text("id");
    EXPECT_EQ(crm.get("/api/v1/user/" + system).body.text("login"), "system");
    EXPECT_EQ(crm.get("/api/v1/user/" + system).body["disabled"], Json(true)) << "nobody signs in as it";
    EXPECT_EQ(made("Beta")["created_by"].text("id"), system);
    EXPECT_NE(made("Gamma")["created_by"].text("id"), system);
    EXPECT_TRUE(made("Acme")["owner"].is_null());
    EXPECT_EQ(crm.get("/api/v1/party/" + made("Acme").text("id") + "/history").items().items()[0]["by"].text("id"),
              system);
    EXPECT_THROW(import("name\nDelta\n", "nobody@example.com"), Error);
}

TEST_F(ImportCommand, a_dry_run_writes_its_refused_rows_too) {
    EXPECT_EQ(import("name,employees\nAcme,5,more\nBeta,6\n", "", true), 3);
    EXPECT_EQ(refused().substr(0, refused().find('\r')), "name,employees,,row,reason");
    EXPECT_NE(refused().find("Acme,5,more,1,"), std::string::npos) << refused();
    EXPECT_TRUE(crm.list("party").items().items().empty());
    EXPECT_NE(complained.find("row 1: This row has 3 values"), std::string::npos) << complained;
    EXPECT_EQ(complained.find(", :"), std::string::npos) << complained;
    EXPECT_EQ(import("name,employees\nAcme,5\nBeta,6\n", "", true), 0);
    EXPECT_FALSE(std::filesystem::exists(folder + "/refused.csv"));
}

} // namespace
} // namespace crm

// What an import tells of rows that were refused, and the file of them.
#include <gtest/gtest.h>

#include "record/import.hpp"
#include "record/import_fixture.hpp"
#include "record/told_values.hpp"

namespace crm {
namespace {

using namespace testing;
using namespace testing::sales;

struct ImportRefused : ::testing::Test {
    World world;
    Imports imports{world.engine};

    Json told_values() {
        Request request;
        request.rights = Rights::system();
        std::string text;
        write_told_values(world.engine, request, imports.last, text);
        return Json::parse(text);
    }
    std::string file_of_refused() {
        std::string text;
        write_refused(world.engine, imports.last, [&](std::string_view piece) {
            text += piece;
            return true;
        });
        return text;
    }
};

TEST_F(ImportRefused, a_file_of_refused_rows_keeps_its_columns_in_line) {
    imports.counts("party", "name,employees\nA,5,x,y\nB,6,z\nC,7\n");
    std::string text = file_of_refused();
    EXPECT_EQ(text.substr(0, text.find('\r')), "name,employees,,,row,reason");
    EXPECT_NE(text.find("A,5,x,y,1,"), std::string::npos) << text;
    EXPECT_NE(text.find("B,6,z,,2,"), std::string::npos) << text;
}

TEST_F(ImportRefused, the_columns_that_a_file_of_refused_rows_adds_are_passed_over) {
    imports.counts("deal", "name,amount,row\nA,lots,x\n", R"({"columns":{"row":null}})");
    std::string text = file_of_refused();
    text.replace(text.find("lots"), 4, "5");
    EXPECT_EQ(imports.counts("deal", text, R"({"columns":{"name":"name","amount":"amount"}})"),
              "1 rows: 1 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(imports.last.input["unread"].dump(), R"([{"column":"row","filled":1}])"); // its own, not the added one
}

TEST_F(ImportRefused, refuses_single_broken_rows_of_a_good_file) {
    std::string file = "name,email\n";
    for (int i = 0; i < 50; ++i) file += "Nż" + std::to_string(i) + ",\n";
    file += std::string("x\0y,\n", 5) + "B\xB3,\n" + "C,c@c.pl,too many\n";
    EXPECT_EQ(imports.counts("party", file), "53 rows: 50 created, 0 updated, 0 skipped, 3 refused, 0 values left out");
    EXPECT_NE(imports.first_problem().find("has a NUL character"), std::string::npos) << imports.first_problem();
    for (int i = 50; i < 70; ++i) file += "Nż" + std::to_string(i) + ",\n";
    imports.counts("party", file + "Ko\xC5", R"({"mode":"create"})");
    const Json refused = imports.rows()["items"];
    EXPECT_NE(refused.items().back()["problems"].items()[0].text("message").find("was cut off"), std::string::npos);
    EXPECT_NE(imports.refusal("party", std::string("name,email\nA\0,x\n", 16)).find("NUL characters"),
              std::string::npos);
    EXPECT_NE(imports.refusal("party", "name,email\nKrak\xC3").find("cut off: on line 2"), std::string::npos);
}

TEST_F(ImportRefused, counts_the_values_that_mean_nothing_here_over_all_rows) {
    std::string file = "name,stage,party,amount\n";
    for (int i = 0; i < 700; ++i) file += "D" + std::to_string(i) + (i % 7 ? ",Wona,,5\n" : ",Lst,,5\n");
    imports.counts("deal", file + "E,,Nobody SA,5\nF,,,lots\nG,Wona,Nobody SA,5\n");
    EXPECT_EQ(told_values().dump(),
              R"({"items":[{"column":"stage","value":"Wona","rows":601},{"column":"stage","value":"Lst","rows":100},)"
              R"({"column":"party","value":"Nobody SA","rows":2}],"more":false})");
}

TEST_F(ImportRefused, tells_a_thousand_values_at_most_and_that_there_were_more) {
    std::string file = "name,party\n";
    for (int i = 0; i < 1005; ++i) file += "D" + std::to_string(i) + ",Firm " + std::to_string(i) + "\n";
    imports.counts("deal", file);
    const Json told = told_values();
    EXPECT_EQ(told["items"].items().size(), 1000u);
    EXPECT_TRUE(told["more"].as_bool());
}

TEST_F(ImportRefused, gives_the_refused_rows_back_as_a_file_that_can_be_corrected) {
    imports.counts("deal", "name;amount;note\nA;5;\nB;lots;\"x; \"\"y\"\"\"\n");
    std::string text = file_of_refused();
    EXPECT_EQ(text, "name;amount;note;row;reason\r\nB;lots;\"x; \"\"y\"\"\";2;\"amount: \"\"lots\"\" is not an amount "
                    "in EUR.\"\r\n");
}

} // namespace
} // namespace crm

// The companies, products and deals of a real sales company's files come in whole: counts and sums as the files
// themselves have them.
#include <gtest/gtest.h>

#include <filesystem>

#include "modules/modules.hpp"
#include "record/csv.hpp"
#include "record/import.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

const std::filesystem::path folder = std::filesystem::path(RELACJA_SOURCE) / "../shared/data/sales/maven_crm";

struct SalesFiles : ::testing::Test {
    TestApp crm{all_objects()};

    void SetUp() override {
        if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the sales files are not beside the project";
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
    }
    std::string run(const std::string& object, const std::string& name, const std::string& mapping,
                    bool dry_run = false) {
        const ImportFile file = file_on_disk((folder / name).string());
        Request request;
        const Operation made = begin_import(crm.engine(), request, {object, Json::parse(mapping), name, dry_run}, file);
        ImportSurroundings around;
        around.rights = Rights::system();
        last = run_import(crm.engine(), made.id, file, around);
        return last.state == "done" ? summary(last) : last.message;
    }
    std::string first_problem() {
        std::string out;
        crm.engine().database().read([&](Connection& connection) {
            out.clear();
            write_operation_rows(connection, last, "refused", 1, "", out);
        });
        return out;
    }
    std::int64_t count(const std::string& object) {
        return crm.list(object, {}, "&limit=1&count=exact").body["count"].number("value");
    }
    void companies_and_products() {
        EXPECT_EQ(
            run("party", "accounts.csv",
                R"({"columns":{"account":"name","sector":"sector","year_established":null,"revenue":null,"employees":"employees","office_location":null,"subsidiary_of":null},
                          "match":["name"],"defaults":{"kind":"organization"}})"),
            "85 rows: 85 created, 0 updated, 0 skipped, 0 refused, 0 values left out")
            << first_problem();
        EXPECT_EQ(
            run("product", "products.csv",
                R"({"columns":{"product":"name","series":"series","sales_price":"price"},"match":["name"],"currency":"USD"})"),
            "7 rows: 7 created, 0 updated, 0 skipped, 0 refused, 0 values left out")
            << first_problem();
    }
    static std::string deals(const std::string& product) {
        return R"({"columns":{"opportunity_id":"external_id","sales_agent":null,"product":)" + product +
               R"(,"account":{"field":"party","by":"name"},
                   "deal_stage":{"field":"stage","by":"name","create":true},"engage_date":null,"close_date":"closed_on","close_value":"amount"},"match":["external_id"],"currency":"USD"})";
    }
    Operation last;
};

const std::string corrected = R"({"field":"product","by":"name","values":{"GTXPro":"GTX Pro"}})";

// What the file itself says of its won deals.
struct Figures {
    std::int64_t rows = 0, won = 0, worth = 0, without_account = 0;
};
Figures figures_of_file() {
    Figures figures;
    CsvReader reader(file_on_disk((folder / "sales_pipeline.csv").string())(0));
    for (CsvRow row; reader.next(row);) {
        ++figures.rows;
        figures.without_account += row.cells[3].empty();
        if (row.cells[4] != "Won") continue;
        ++figures.won;
        figures.worth += std::stoll(std::string(row.cells[7]));
    }
    return figures;
}

} // namespace

TEST_F(SalesFiles, come_in_with_the_counts_and_sums_that_they_have) {
    const Figures figures = figures_of_file();
    ASSERT_EQ(figures.rows, 8800);
    companies_and_products();
    EXPECT_EQ(run("deal", "sales_pipeline.csv", deals(corrected), true),
              "8800 rows: 8800 created, 0 updated, 0 skipped, 0 refused, 0 values left out")
        << first_problem();
    EXPECT_EQ(count("deal"), 0);
    EXPECT_EQ(run("deal", "sales_pipeline.csv", deals(corrected)),
              "8800 rows: 8800 created, 0 updated, 0 skipped, 0 refused, 0 values left out")
        << first_problem();
    EXPECT_EQ(count("deal"), figures.rows);
    const Answer sums = crm.get("/api/v1/deal/aggregate?measure=count,sum:amount&group=stage");
    ASSERT_EQ(sums.status, 200) << sums.whole.body;
    bool seen = false;
    for (const Json& row : sums.body["rows"].items()) {
        if (row["group"]["stage"].text("title") != "Won") continue;
        seen = true;
        EXPECT_EQ(row.number("count"), figures.won);
        ASSERT_EQ(row["sum:amount"].items().size(), 1u);
        EXPECT_EQ(row["sum:amount"].items()[0].text("amount"), std::to_string(figures.worth) + ".00");
        EXPECT_EQ(row["sum:amount"].items()[0].text("currency"), "USD");
    }
    EXPECT_TRUE(seen) << sums.whole.body;
    EXPECT_EQ(crm.list("deal", Json::parse(R"({"party":{"is_null":true}})"), "&limit=1&count=exact")
                  .body["count"]
                  .number("value"),
              figures.without_account);
    EXPECT_EQ(crm.list("deal", Json::parse(R"({"outcome":"lost"})"), "&limit=1").items().items()[0].text("loss_reason"),
              "not stated");
    EXPECT_TRUE(crm.list("deal", {}, "&limit=1").items().items()[0]["owner"].is_null());
    EXPECT_EQ(run("deal", "sales_pipeline.csv", deals(corrected)),
              "8800 rows: 0 created, 0 updated, 8800 skipped, 0 refused, 0 values left out")
        << first_problem();
    EXPECT_EQ(count("deal"), figures.rows);
}

TEST_F(SalesFiles, are_refused_row_by_row_where_a_product_is_misspelt_and_say_what_was_meant) {
    companies_and_products();
    EXPECT_EQ(run("deal", "sales_pipeline.csv", deals(R"({"field":"product","by":"name"})")),
              "8800 rows: 7320 created, 0 updated, 0 skipped, 1480 refused, 0 values left out");
    EXPECT_NE(first_problem().find("Did you mean \\\"GTX Pro\\\"?"), std::string::npos) << first_problem();
}

} // namespace crm::testing

// The sales files of a real company come in as docs/guide/analysis.md says: agents in teams, companies, products,
// deals, and for the won ones orders and invoices. What the interface then answers is what a plain calculation over the
// files gives.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "modules/modules.hpp"
#include "record/csv.hpp"
#include "record/import.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

const std::filesystem::path folder = std::filesystem::path(RELACJA_SOURCE) / "../shared/data/sales/maven_crm";

std::vector<std::vector<std::string>> rows_of(const char* file) {
    std::vector<std::vector<std::string>> rows;
    CsvReader reader(file_on_disk((folder / file).string())(0));
    for (CsvRow row; reader.next(row);) rows.emplace_back(row.cells.begin(), row.cells.end());
    return rows;
}

struct Sales {
    std::int64_t deals = 0, dollars = 0;
    bool operator==(const Sales&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Sales& sales) {
    return out << sales.deals << " for " << sales.dollars;
}
using ByName = std::map<std::string, Sales>;

// What the files say, read row by row.
struct Plain {
    std::int64_t won = 0, lost = 0, open = 0, won_days = 0;
    ByName by_agent, by_manager, by_product, by_sector, by_quarter;

    static int number(const std::string& text, std::size_t part) {
        std::size_t begin = 0;
        for (; part > 0; --part) begin = text.find('/', begin) + 1;
        return std::stoi(text.substr(begin));
    }
    static Day day(const std::string& text) { // 10/20/2016
        return make_day(number(text, 2), number(text, 0), number(text, 1)).value();
    }

    Plain() {
        std::map<std::string, std::string> manager_of, sector_of;
        for (const auto& row : rows_of("sales_teams.csv")) manager_of[row[0]] = row[1];
        for (const auto& row : rows_of("accounts.csv")) sector_of[row[0]] = row[1];
        for (const auto& row : rows_of("sales_pipeline.csv")) {
            if (row[4] != "Won") {
                ++(row[4] == "Lost" ? lost : open);
                continue;
            }
            ++won;
            won_days += day(row[6]).days - day(row[5]).days;
            const int month = number(row[6], 0);
            const int first = (number(row[6], 0) - 1) / 3 * 3 + 1; // month of its quarter
            const std::string quarter =
                std::to_string(number(row[6], 2)) + (first < 10 ? "-0" : "-") + std::to_string(first) + "-01";
            const std::int64_t dollars = std::stoll(row[7]);
            const auto add = [&](ByName& to, const std::string& name) {
                to[name].deals += 1;
                to[name].dollars += dollars;
            };
            add(by_agent, row[1]);
            add(by_manager, manager_of.at(row[1]));
            add(by_product, row[2] == "GTXPro" ? "GTX Pro" : row[2]);
            add(by_sector, sector_of.at(row[3]));
            add(by_quarter, quarter);
        }
    }
};

struct SalesAnalysis : ::testing::Test {
    TestApp crm{all_objects()};

    void SetUp() override {
        if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the sales files are not beside the project";
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
        const auto company =
            crm.patch("/api/v1/company", Json::parse(R"({"name":"Maven Hardware","currency":"USD","country":"US"})"));
        ASSERT_EQ(company.status, 200) << company.whole.body;
    }
    std::string run(const std::string& object, const std::string& name, const std::string& mapping) {
        const ImportFile file = file_on_disk((folder / name).string());
        Request request;
        const Operation made = begin_import(crm.engine(), request, {object, Json::parse(mapping), name, false}, file);
        ImportSurroundings around;
        around.rights = Rights::system();
        const Operation done = run_import(crm.engine(), made.id, file, around);
        if (done.state != "done") return done.message;
        std::string refused;
        crm.engine().database().read([&](Connection& connection) {
            refused.clear();
            write_operation_rows(connection, done, "refused", 1, "", refused);
        });
        return summary(done) + (done.counts.refused ? refused : "");
    }
    void people_and_deals() {
        EXPECT_EQ(
            run("team", "sales_teams.csv",
                R"({"columns":{"sales_agent":null,"manager":"name","regional_office":{"field":"parent","by":"name","create":true}},"match":["name"]})"),
            "35 rows: 6 created, 0 updated, 29 skipped, 0 refused, 0 values left out");
        EXPECT_EQ(
            run("user", "sales_teams.csv",
                R"({"columns":{"sales_agent":"name","manager":{"field":"team","by":"name"},"regional_office":null},"match":["name"]})"),
            "35 rows: 35 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
        EXPECT_EQ(
            run("party", "accounts.csv",
                R"({"columns":{"account":"name","sector":"sector","year_established":null,"revenue":null,"employees":"employees","office_location":null,"subsidiary_of":null},
                          "match":["name"],"defaults":{"kind":"organization"}})"),
            "85 rows: 85 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
        EXPECT_EQ(
            run("product", "products.csv",
                R"({"columns":{"product":"name","series":"series","sales_price":"price"},"match":["name"],"currency":"USD","defaults":{"vat_rate":"0"}})"),
            "7 rows: 7 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
        EXPECT_EQ(run("deal", "sales_pipeline.csv",
                      R"({"columns":{"opportunity_id":"external_id","sales_agent":{"field":"owner","by":"name"},
                          "product":{"field":"product","by":"name","values":{"GTXPro":"GTX Pro"}},"account":{"field":"party","by":"name"},
                          "deal_stage":{"field":"stage","by":"name","create":true},"engage_date":"opened_on","close_date":"closed_on","close_value":"amount"},
                          "match":["external_id"],"currency":"USD"})"),
                  "8800 rows: 8800 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
    }
    void orders_and_invoices() {
        EXPECT_EQ(
            run("order", "sales_pipeline.csv",
                R"({"columns":{"opportunity_id":{"field":"deal","by":"external_id"},"sales_agent":{"field":"owner","by":"name"},
                          "product":{"field":"order_line.product","by":"name","values":{"GTXPro":"GTX Pro"}},"account":{"field":"party","by":"name"},
                          "deal_stage":null,"engage_date":null,"close_date":"ordered_on","close_value":"order_line.unit_price"},
                          "leave_out":{"deal_stage":["Lost","Engaging","Prospecting"]},"mode":"create","defaults":{"currency":"USD"},"then":["bill"]})"),
            "8800 rows: 4238 created, 0 updated, 4562 skipped, 0 refused, 0 values left out");
    }
    Json rows(const std::string& object, const std::string& group, const std::string& measure,
              const std::string& filter) {
        const Answer answer =
            crm.get("/api/v1/" + object + "/aggregate?group=" + group + "&measure=" + measure + "&filter=" + filter);
        EXPECT_EQ(answer.status, 200) << answer.whole.body;
        return answer.body["rows"];
    }
    ByName by(const std::string& object, const std::string& group, const std::string& sum, const std::string& filter) {
        ByName found;
        const Json found_rows = rows(object, group, "count," + sum, filter);
        for (const Json& row : found_rows.items()) {
            const Json& value = row["group"][group];
            const std::string amount = row[sum].text("amount");
            EXPECT_EQ(row[sum].number("no_rate"), 0);
            EXPECT_TRUE(amount.ends_with(".00")) << amount;
            found[value.is_object() ? value.text("title") : value.as_string()] = {row.number("count"),
                                                                                  std::stoll(amount)};
        }
        return found;
    }
};

} // namespace

TEST_F(SalesAnalysis, gives_what_a_plain_calculation_over_the_files_gives) {
    const Plain plain;
    ASSERT_EQ(plain.won + plain.lost + plain.open, 8800);
    people_and_deals();
    const std::string won = R"({"outcome":{"in":["won"]}})";
    std::map<std::string, std::int64_t> outcomes;
    const Json found_rows = rows("deal", "outcome", "count,avg:cycle_days,sum:cycle_days", "{}");
    for (const Json& row : found_rows.items()) {
        outcomes[row["group"].text("outcome")] = row.number("count");
        if (row["group"].text("outcome") != "won") continue;
        EXPECT_EQ(row.number("sum:cycle_days"), plain.won_days);
        EXPECT_DOUBLE_EQ(row["avg:cycle_days"].as_number(),
                         static_cast<double>(plain.won_days) / static_cast<double>(plain.won));
    }
    EXPECT_EQ(outcomes["won"], plain.won);
    EXPECT_EQ(outcomes["lost"], plain.lost);
    EXPECT_EQ(outcomes["open"], plain.open);
    EXPECT_EQ(by("deal", "owner", "sum:amount_base", won), plain.by_agent);
    EXPECT_EQ(by("deal", "owner.team", "sum:amount_base", won), plain.by_manager);
    EXPECT_EQ(by("deal", "product", "sum:amount_base", won), plain.by_product);
    EXPECT_EQ(by("deal", "party.sector", "sum:amount_base", won), plain.by_sector);
    EXPECT_EQ(by("deal", "closed_on:quarter", "sum:amount_base", won), plain.by_quarter);

    // 4,238 orders and invoices are much; that they are the same on PostgreSQL is shown by the tests of orders.
    if (crm.engine().database().dialect().postgres()) return;
    orders_and_invoices();
    const std::string issued = R"({"state":{"in":["issued"]}})";
    EXPECT_EQ(by("invoice", "owner", "sum:gross_total_base", issued), plain.by_agent);
    EXPECT_EQ(by("invoice", "owner.team", "sum:net_total_base", issued), plain.by_manager);
    EXPECT_EQ(by("invoice", "party.sector", "sum:net_total_base", issued), plain.by_sector);
    EXPECT_EQ(by("invoice", "issued_on:quarter", "sum:net_total_base", issued), plain.by_quarter);
    EXPECT_EQ(by("order", "ordered_on:quarter", "sum:net_total_base", R"({"invoiced":{"in":["fully"]}})"),
              plain.by_quarter);
    EXPECT_EQ(by("order_line", "product", "sum:net_base", "{}"), plain.by_product);
    const Json first =
        crm.list("invoice", Json::parse(R"({"issued_on":{"gte":"2017-03-01","lte":"2017-03-31"}})"), "&limit=1")
            .items()
            .items()[0];
    EXPECT_EQ(first["vat_total"].text("amount"), "0.00");
    EXPECT_EQ(first.text("seller_name"), "Maven Hardware");
    EXPECT_NE(first.text("number").find("2017"), std::string::npos) << first.text("number");
}

TEST_F(SalesAnalysis, an_import_says_which_actions_it_may_do) {
    const ImportFile file = file_on_disk((folder / "products.csv").string());
    Request request;
    try {
        begin_import(
            crm.engine(), request,
            {"order", Json::parse(R"({"columns":{"product":"reference"},"mode":"create","then":["bil"]})"), "x", false},
            file);
        FAIL();
    } catch (const Error& error) {
        ASSERT_EQ(error.fields.size(), 1u);
        EXPECT_EQ(error.fields[0].field, "then");
        EXPECT_NE(error.fields[0].message.find("bill"), std::string::npos) << error.fields[0].message;
    }
}

} // namespace crm::testing

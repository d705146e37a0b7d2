#include "analysis/duplicates.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

namespace crm {
namespace {

using File = std::vector<std::vector<std::string>>;

// Known duplicates, kept beside the project: files of people with mistakes made by a program, and two guides to
// restaurants.
std::string known(const std::string& name) {
    return std::string(RELACJA_SOURCE) + "/../shared/data/duplicates/" + name;
}

File read_csv(const std::string& path) {
    File rows;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> cells(1);
        bool quoted = false;
        for (char c : line) {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                cells.emplace_back();
            else if (c != '\r' && (c != ' ' || !cells.back().empty()))
                cells.back() += c;
        }
        rows.push_back(std::move(cells));
    }
    return rows;
}

const std::map<std::string, Meaning> meanings = {
    {"given_name", Meaning::given}, {"surname", Meaning::family},  {"street_number", Meaning::number},
    {"address_1", Meaning::words},  {"address_2", Meaning::words}, {"suburb", Meaning::words},
    {"postcode", Meaning::number},  {"state", Meaning::category},  {"date_of_birth", Meaning::day},
    {"soc_sec_id", Meaning::code},  {"name", Meaning::name},       {"address", Meaning::words},
    {"city", Meaning::words},       {"cuisine", Meaning::category}};

struct Known {
    DuplicateTable table;
    std::vector<std::string> truth; // records with the same are the same
};

Known load(const std::vector<std::string>& files, const std::string& truth_column) {
    std::vector<Meaning> fields;
    std::vector<std::size_t> columns;
    std::size_t truth = 0;
    const File first = read_csv(files.front());
    for (std::size_t i = 0; i < first[0].size(); ++i) {
        if (first[0][i] == truth_column)
            truth = i;
        else if (auto found = meanings.find(first[0][i]); found != meanings.end())
            fields.push_back(found->second), columns.push_back(i);
    }
    Known known{DuplicateTable(fields), {}};
    for (const auto& file : files) {
        if (&file != &files.front()) known.table.begin_second_source();
        const File rows = read_csv(file);
        for (std::size_t i = 1; i < rows.size(); ++i) {
            std::vector<std::string_view> values;
            for (std::size_t column : columns)
                values.push_back(column < rows[i].size() ? std::string_view(rows[i][column]) : "");
            known.table.add(values);
            std::string id = rows[i][truth];
            if (truth_column == "rec_id") id = id.substr(4, id.find('-', 4) - 4);
            known.truth.push_back(id);
        }
    }
    return known;
}

double f1(const Known& known) {
    double right = 0, all = 0;
    const auto found = find_duplicates(known.table);
    for (const LikelyPair& pair : found) right += known.truth[pair.a] == known.truth[pair.b];
    const std::uint32_t second = known.table.second_source();
    std::map<std::string, std::vector<std::uint32_t>> same;
    for (std::uint32_t i = 0; i < known.truth.size(); ++i) same[known.truth[i]].push_back(i);
    for (const auto& [id, records] : same)
        for (std::size_t i = 0; i < records.size(); ++i)
            for (std::size_t j = i + 1; j < records.size(); ++j)
                all += !second || (records[i] < second && records[j] >= second);
    const double precision = right / static_cast<double>(std::max<std::size_t>(found.size(), 1)), recall = right / all;
    std::printf("  %zu records: precision %.4f, recall %.4f, F1 %.4f\n", known.truth.size(), precision, recall,
                2 * precision * recall / (precision + recall));
    return 2 * precision * recall / (precision + recall);
}

#define NEED(name)                                                                                                     \
    if (!std::filesystem::exists(known(name))) GTEST_SKIP() << "the known duplicates are not here"

TEST(Duplicates, are_found_between_two_lists_of_people) {
    NEED("dataset4a.csv");
    EXPECT_GE(f1(load({known("dataset4a.csv"), known("dataset4b.csv")}, "rec_id")), 0.995);
}

TEST(Duplicates, are_found_in_one_list_of_people) {
    NEED("dataset1.csv");
    EXPECT_GE(f1(load({known("dataset1.csv")}, "rec_id")), 0.99);
}

TEST(Duplicates, are_found_among_restaurants) {
    NEED("restaurant/restaurant-nophone-training.csv");
    EXPECT_GE(f1(load({known("restaurant/restaurant-nophone-training.csv")}, "unique_id")), 0.93);
}

} // namespace
} // namespace crm

#include "base/error.hpp"

#include <gtest/gtest.h>

namespace crm {
namespace {

TEST(Error, at_a_field_carries_the_message_twice) {
    auto error = Error::at("tax_id", "The tax number has a wrong check digit; compare it with the invoice.");
    EXPECT_EQ(error.problem, Problem::invalid);
    ASSERT_EQ(error.fields.size(), 1u);
    EXPECT_EQ(error.fields[0].field, "tax_id");
    EXPECT_EQ(error.fields[0].message, error.what());
}

TEST(Error, every_problem_has_its_status_and_title) {
    EXPECT_EQ(status_of(Problem::bad_request), 400);
    EXPECT_EQ(status_of(Problem::stale), 412);
    EXPECT_EQ(status_of(Problem::invalid), 422);
    EXPECT_EQ(status_of(Problem::unavailable), 503);
    EXPECT_EQ(title_of(Problem::not_found), "Not found");
    for (int i = 0; i <= static_cast<int>(Problem::defect); ++i) {
        auto problem = static_cast<Problem>(i);
        EXPECT_GE(status_of(problem), 400);
        EXPECT_EQ(status_of(problem) == 500, problem == Problem::defect);
        EXPECT_FALSE(title_of(problem).empty());
    }
}

TEST(Nearest, finds_a_slip_of_the_fingers) {
    std::vector<std::string_view> known{"name", "stage", "amount", "close_on"};
    EXPECT_EQ(nearest("nmae", known), "name");
    EXPECT_EQ(nearest("ammount", known), "amount");
    EXPECT_EQ(nearest("closeon", known), "close_on");
    EXPECT_EQ(nearest("stages", known), "stage");
}

TEST(Nearest, suggests_nothing_when_more_than_a_third_differs) {
    std::vector<std::string_view> known{"name", "stage"};
    EXPECT_EQ(nearest("owner", known), "");
    EXPECT_EQ(nearest("ab", known), "");
    EXPECT_EQ(nearest("", known), "");
    EXPECT_EQ(nearest("name", {}), "");
}

TEST(Require, a_failure_is_a_defect_that_says_where) {
    EXPECT_NO_THROW(require(true, "never"));
    try {
        require(false, "the list is sorted");
        FAIL() << "require let a false condition pass";
    } catch (const Error& error) {
        EXPECT_EQ(error.problem, Problem::defect);
        std::string message = error.what();
        EXPECT_NE(message.find("the list is sorted"), std::string::npos);
        EXPECT_NE(message.find("base/error_test.cpp:"), std::string::npos);
        EXPECT_EQ(message.find("/src/"), std::string::npos);
    }
}

} // namespace
} // namespace crm

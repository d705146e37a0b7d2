#include "base/log.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/json.hpp"
#include "base/time.hpp"

namespace crm {
namespace {

std::string logged(LogForm form, std::string_view message, const std::string& fact) {
    testing::internal::CaptureStderr();
    set_log_form(form);
    log("warning", message, {{"place", fact}});
    set_log_form(LogForm::json);
    return testing::internal::GetCapturedStderr();
}

TEST(Log, a_line_of_json_holds_time_level_message_and_facts) {
    auto line = logged(LogForm::json, "The disk is nearly full.", "a\nb");
    ASSERT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
    auto json = Json::parse(line);
    EXPECT_EQ(json.text("level"), "warning");
    EXPECT_EQ(json.text("message"), "The disk is nearly full.");
    EXPECT_EQ(json.text("place"), "a\nb");
    EXPECT_TRUE(parse_moment(json.text("at")));
}

TEST(Log, text_for_people_stays_on_one_line) {
    auto line = logged(LogForm::text, "first\nsecond", "Łódź\r\n");
    EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
    EXPECT_NE(line.find("warning: first second place=Łódź"), std::string::npos);
}

TEST(Log, what_is_not_utf8_still_makes_valid_json) {
    auto json = Json::parse(logged(LogForm::json, "bad \xff octet", "\xc3"));
    EXPECT_EQ(json.text("message"), "bad ? octet");
    EXPECT_EQ(json.text("place"), "?");
}

TEST(Log, none_is_silent) {
    EXPECT_EQ(logged(LogForm::none, "anything", ""), "");
}

} // namespace
} // namespace crm

#include "base/transfer_code.hpp"

#include <gtest/gtest.h>

using namespace crm;

namespace {

constexpr const char* account = "PL61 1090 1014 0000 0712 1981 2874";

} // namespace

TEST(TransferCode, is_as_the_banks_recommend) {
    EXPECT_EQ(transfer_code({"5252344078", account, 123'00, "ACME Sp. z o.o.", "FV/2026/04/0012"}),
              "5252344078|PL|61109010140000071219812874|012300|ACME Sp. z o.o.|FV/2026/04/0012|||");
    EXPECT_EQ(transfer_code({"", "61109010140000071219812874", 49'99, "Anna Kowalska", "Zwrot ZW/17"}),
              "|PL|61109010140000071219812874|004999|Anna Kowalska|Zwrot ZW/17|||");
}

TEST(TransferCode, cuts_names_between_letters_and_takes_bars_out) {
    EXPECT_EQ(transfer_code({"", account, 1, "Przedsiębiorstwo Handlowe Jan Nowak", "a|b"}),
              "|PL|61109010140000071219812874|000001|Przedsiębiorstwo Han|ab|||");
    EXPECT_EQ(transfer_code({"", account, 1, "Żółćżółćżółćżółćżółćż", "t"}),
              "|PL|61109010140000071219812874|000001|Żółćżółćżółćżółćżółć|t|||");
}

TEST(TransferCode, is_none_where_the_amount_or_the_account_does_not_fit) {
    EXPECT_TRUE(transfer_code({"", account, 9'999'99, "A", "t"}));
    EXPECT_FALSE(transfer_code({"", account, 10'000'00, "A", "t"}));
    EXPECT_FALSE(transfer_code({"", account, 0, "A", "t"}));
    EXPECT_FALSE(transfer_code({"", "PL61109010140000071219812875", 100, "A", "t"}));
    EXPECT_FALSE(transfer_code({"", "MK07250120000058984", 100, "A", "t"}));
}

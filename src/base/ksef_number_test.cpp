#include "base/ksef_number.hpp"

#include <gtest/gtest.h>

using namespace crm;

TEST(KsefNumber, is_right_when_its_check_digits_are) {
    EXPECT_EQ(read_ksef_number("5265877635-20250826-0100001AF629-AF"), "5265877635-20250826-0100001AF629-AF");
    EXPECT_EQ(read_ksef_number("5260250995-20260403-0A1B2C3D4E5F-45"), "5260250995-20260403-0A1B2C3D4E5F-45");
}

TEST(KsefNumber, of_the_older_form_is_taken_in_the_present_one) {
    EXPECT_EQ(read_ksef_number("5265877635-20250826-010000-1AF629-AF"), "5265877635-20250826-0100001AF629-AF");
}

TEST(KsefNumber, is_refused_where_anything_in_it_is_wrong) {
    for (const char* wrong : {"", "5265877635-20250826-0100001AF629-AE", "5265877635-20250826-0100001AF629-87",
                              "5265877635-20250826-0100001af629-AF", "5265877635-20250826-0100001AF62-AF",
                              "5265877635-20251326-0100001AF629-AF", "5265877634-20250826-0100001AF629-AF",
                              "5265877635 20250826-0100001AF629-AF", "5265877635-20250826-0100001AF629-af"})
        EXPECT_FALSE(read_ksef_number(wrong)) << wrong;
}

TEST(KsefNumber, is_found_inside_what_a_payer_wrote) {
    EXPECT_EQ(ksef_number_in("/VAT/23,00/INV/FV 1/TXT/5265877635-20250826-0100001AF629-AF zaplata"),
              "5265877635-20250826-0100001AF629-AF");
    EXPECT_EQ(ksef_number_in("KSeF:5265877635-20250826-010000-1AF629-AF"), "5265877635-20250826-0100001AF629-AF");
    EXPECT_FALSE(ksef_number_in("95265877635-20250826-0100001AF629-AF"));
    EXPECT_FALSE(ksef_number_in("za fakturę 5265877635-20250826"));
}

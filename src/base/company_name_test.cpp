#include "base/company_name.hpp"

#include <gtest/gtest.h>

namespace crm {
namespace {

TEST(CompanyName, is_compared_without_its_legal_form) {
    EXPECT_EQ(company_words("\"ACME\" Spółka z ograniczoną odpowiedzialnością"), "acme");
    EXPECT_EQ(company_words("Acme sp. z o.o."), "acme");
    EXPECT_EQ(company_words("Acme Sp. z o.o. sp.k."), "acme");
    EXPECT_EQ(company_words("Nowak S.A."), company_words("Nowak sp.j."));
    EXPECT_EQ(company_words("Друштво за трговија и услуги БИОНИКА ДООЕЛ увоз-извоз Скопје"), "bionika skopje");
    EXPECT_EQ(name_key("„ФАКОМ АД - Скопје“"), name_key("FAKOM AD Skopje"));
    EXPECT_EQ(name_key("BIONIKA DOOEL Skopje"),
              name_key("Друштво за трговија и услуги БИОНИКА ДООЕЛ увоз-извоз Скопје"));
}

TEST(CompanyName, is_itself_where_nothing_else_would_be_left) {
    EXPECT_EQ(company_words("Firma"), "firma");
    EXPECT_EQ(company_words("AD"), "ad");
    EXPECT_EQ(company_words(""), "");
}

TEST(CompanyName, gives_people_one_key_in_any_order_and_alphabet) {
    EXPECT_EQ(name_key("Ѓорѓи Ќосев"), name_key("Kosev Gjorgji"));
    EXPECT_EQ(name_key("Łukasz Żak"), name_key("zak lukasz"));
    EXPECT_NE(name_key("Jan Nowak"), name_key("Jan Kowal"));
}

} // namespace
} // namespace crm

#include "base/identifiers.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/eu_vat.hpp"

namespace crm {
namespace {

using enum IdentifierCheck;
using Kind = IdentifierKind;

IdentifierCheck verdict(Kind kind, std::string_view text) {
    return check_identifier(kind, text).check;
}
std::string normal(Kind kind, std::string_view text) {
    return check_identifier(kind, text).normal;
}
std::string born(const Identifier& number) {
    return number.born_on ? format_day(*number.born_on) + " " + number.gender : "unknown";
}

void expect_valid(Kind kind, std::initializer_list<const char*> numbers) {
    for (auto number : numbers) EXPECT_EQ(verdict(kind, number), ok) << number;
}

TEST(Nip, is_checked_by_digit_and_pattern) {
    expect_valid(Kind::pl_nip,
                 {"5260250995", "526-025-09-95", "PL 526 10 40 828", "7740001454", "1234563218", "pl5260250995"});
    EXPECT_EQ(normal(Kind::pl_nip, "PL 526-104\u00a008.28"), "5261040828");
    EXPECT_EQ(verdict(Kind::pl_nip, "5260250994"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::pl_nip, "1234567890"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::pl_nip, "1000000006"), bad_format);
    for (auto same : {"0000000000", "1111111111", "9999999999"})
        EXPECT_EQ(verdict(Kind::pl_nip, same), suspicious) << same;
    for (auto text : {"", "526025099", "52602509955", "526025099X", "DE5260250995"})
        EXPECT_EQ(verdict(Kind::pl_nip, text), bad_format) << text;
    for (char last = '0'; last <= '9'; ++last)
        EXPECT_EQ(verdict(Kind::pl_nip, std::string("123456789") + last), bad_check_digit) << "remainder 10: " << last;
}

TEST(Regon, has_nine_or_fourteen_digits) {
    expect_valid(Kind::pl_regon, {"123456785", "192598184", "000331501", "12345678512347", "61018820100003"});
    EXPECT_EQ(verdict(Kind::pl_regon, "123456786"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::pl_regon, "123456789"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::pl_regon, "12345678512346"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::pl_regon, "12345678612347"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::pl_regon, "1234567851"), bad_format);
    EXPECT_EQ(verdict(Kind::pl_regon, "999999999"), suspicious);
    EXPECT_EQ(normal(Kind::pl_regon, "12345678500000"), "123456785");
    expect_valid(Kind::pl_regon, {"12345678500000"});
}

TEST(Pesel, tells_birthday_and_gender) {
    EXPECT_EQ(born(check_identifier(Kind::pl_pesel, "44051401359")), "1944-05-14 m");
    EXPECT_EQ(born(check_identifier(Kind::pl_pesel, "02070803628")), "1902-07-08 f");
    EXPECT_EQ(born(check_identifier(Kind::pl_pesel, "02270803624")), "2002-07-08 f");
    EXPECT_EQ(born(check_identifier(Kind::pl_pesel, "87123116221")), "1987-12-31 f");
    expect_valid(Kind::pl_pesel, {"44051401359", "02070803628", "02270803624", "87123116221"});
    EXPECT_EQ(verdict(Kind::pl_pesel, "44051401358"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::pl_pesel, "90022912344"), bad_format); // 29 February 1990
    EXPECT_EQ(verdict(Kind::pl_pesel, "00000000000"), suspicious);
    EXPECT_EQ(verdict(Kind::pl_pesel, "99990112345"), bad_format);
    EXPECT_EQ(born(check_identifier(Kind::pl_pesel, "44051401358")), "unknown");
}

TEST(Krs, is_padded_with_zeros) {
    EXPECT_EQ(normal(Kind::pl_krs, "26438"), "0000026438");
    expect_valid(Kind::pl_krs, {"26438", "0000026438"});
    EXPECT_EQ(verdict(Kind::pl_krs, "00000264381"), bad_format);
    EXPECT_EQ(verdict(Kind::pl_krs, ""), bad_format);
    EXPECT_EQ(verdict(Kind::pl_krs, "0000000000"), suspicious);
}

TEST(PolishAccount, is_checked_by_mod_97_and_sort_code) {
    for (auto number : {"PL61109010140000071219812874", "PL27114020040000300201355387"}) {
        EXPECT_EQ(verdict(Kind::iban, number), ok);
        EXPECT_EQ(verdict(Kind::pl_nrb, number), ok);
        EXPECT_EQ(normal(Kind::pl_nrb, number), std::string(number + 2));
        EXPECT_EQ(normal(Kind::iban, number), number);
    }
    expect_valid(Kind::iban, {"PL61 1090 1014 0000 0712 1981 2874", "pl27 1140-2004-0000-3002-0135-5387"});
    EXPECT_EQ(verdict(Kind::iban, "PL61109010140000071219812875"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::pl_nrb, "61109010140000071219812875"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::iban, "PL6110901014000007121981287"), bad_format);
    EXPECT_EQ(verdict(Kind::pl_nrb, "MK61109010140000071219812874"), bad_format);
    EXPECT_EQ(verdict(Kind::pl_nrb, "PL6110901014000007121981287"), bad_format);
}

TEST(PolishAccount, a_sort_code_that_no_bank_has_is_suspicious) {
    expect_valid(Kind::pl_sort_code, {"10901014", "11402004", "10201026", "10500099"});
    EXPECT_EQ(verdict(Kind::pl_sort_code, "10901015"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::pl_sort_code, "1090101"), bad_format);
    std::string account = "109010150000071219812874"; // the sort code is wrong, the check of the whole is made right
    auto check = 98 - mod97(account + "PL00");
    EXPECT_EQ(verdict(Kind::pl_nrb, std::string(check < 10 ? "0" : "") + std::to_string(check) + account), suspicious);
}

TEST(Embs, has_seven_digits) {
    expect_valid(Kind::mk_embs, {"6830862", "4065549", "4065573", "1234560"});
    EXPECT_EQ(verdict(Kind::mk_embs, "6830863"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::mk_embs, "4065548"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::mk_embs, "683086"), bad_format);
    EXPECT_EQ(verdict(Kind::mk_embs, "7777777"), suspicious);
    EXPECT_EQ(verdict(Kind::mk_embs, "1000080"), suspicious); // remainder 10 and a final zero
    EXPECT_EQ(verdict(Kind::mk_embs, "1000081"), bad_check_digit);
}

TEST(Edb, may_have_a_prefix_of_either_script) {
    expect_valid(Kind::mk_edb,
                 {"4030000375897", "МК 4020990116747", "MK4057009501106", "4057012519520", "мк4020990116747"});
    EXPECT_EQ(normal(Kind::mk_edb, "МК 4020990116747"), "4020990116747");
    EXPECT_EQ(verdict(Kind::mk_edb, "4030000375890"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::mk_edb, "4057019547840"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::mk_edb, "405701954784"), bad_format);
    EXPECT_EQ(verdict(Kind::mk_edb, "4444444444444"), suspicious);
}

TEST(Embg, tells_birthday_and_gender) {
    EXPECT_EQ(born(check_identifier(Kind::mk_embg, "0101980450008")), "1980-01-01 m");
    EXPECT_EQ(born(check_identifier(Kind::mk_embg, "1505990455129")), "1990-05-15 f");
    EXPECT_EQ(born(check_identifier(Kind::mk_embg, "0101006450009")), "2006-01-01 m");
    EXPECT_EQ(verdict(Kind::mk_embg, "0101980450007"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::mk_embg, "2902003456006"), bad_format);
    for (char last = '0'; last <= '9'; ++last)
        EXPECT_EQ(verdict(Kind::mk_embg, std::string("311299945001") + last), bad_check_digit)
            << "remainder 10: " << last;
}

TEST(MacedonianAccount, makes_an_iban_that_begins_with_07) {
    for (auto account : {"380177348800175", "250120000058984", "300000000042425"}) {
        EXPECT_EQ(verdict(Kind::mk_account, account), ok) << account;
        EXPECT_EQ(verdict(Kind::iban, std::string("MK07") + account), ok) << account;
        EXPECT_EQ(normal(Kind::mk_account, std::string("MK07 ") + account), account);
        EXPECT_NE(verdict(Kind::iban, std::string("MK08") + account), ok) << account;
    }
    EXPECT_EQ(verdict(Kind::mk_account, "210048002040157"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::mk_account, "MK08380177348800175"), bad_format);
    EXPECT_EQ(verdict(Kind::iban, "MK07250120000058985"), bad_check_digit);
    // An IBAN whose own check is right over a domestic number that is wrong.
    auto check = std::to_string(98 - mod97("210048002040157MK00"));
    EXPECT_EQ(verdict(Kind::iban, "MK" + std::string(2 - check.size(), '0') + check + "210048002040157"),
              bad_check_digit);
}

TEST(Iban, of_other_countries_has_its_length_and_check) {
    expect_valid(Kind::iban,
                 {"DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819", "NO9386011117947", "NL91ABNA0417164300"});
    EXPECT_EQ(verdict(Kind::iban, "DE88370400440532013000"), bad_check_digit);
    EXPECT_EQ(verdict(Kind::iban, "DE8937040044053201300"), bad_format);
    EXPECT_EQ(verdict(Kind::iban, "US8937040044053201300"), bad_format);
    EXPECT_EQ(verdict(Kind::iban, "61109010140000071219812874"), bad_format);
    EXPECT_EQ(verdict(Kind::iban, "DE89_704004405320130€"), bad_format);
    EXPECT_EQ(verdict(Kind::iban, ""), bad_format);
}

TEST(EuVat, knows_the_shape_of_every_country) {
    expect_valid(Kind::eu_vat,
                 {"DE136695976",    "FR40303265045", "ATU13585627",    "EL023456780",   "CZ25123891",  "SK2022749619",
                  "NL004495445B01", "HR33392005961", "LT119511515",    "DK13585628",    "FI20774740",  "HU12892312",
                  "IT00743110157",  "LU15027442",    "PT501964843",    "SI50223054",    "EE100931558", "SE123456789701",
                  "PL5260250995",   "BE0428759497",  "CY10259033P",    "ESB58378431",   "IE6433435F",  "IE6433435OA",
                  "IE8D79739I",     "LV40003521600", "MT11679112",     "BG175074752",   "RO18547290",  "XI123456789",
                  "XIGD123",        "FRK7399859412", "de 136.695.976", "LT100001919017"});
    EXPECT_EQ(normal(Kind::eu_vat, "de 136.695-976"), "DE136695976");
    for (auto text : {"DE136695978",  "FR41303265045",  "ATU13585626",  "EL023456781",  "CZ25123892",
                      "SK2022749618", "HR33392005962",  "LT119511516",  "DK13585627",   "FI20774741",
                      "HU12892313",   "IT00743110158",  "LU15027443",   "PT501964842",  "SI50223055",
                      "EE100931559",  "SE123456788701", "PL5260250994", "BE0428759498", "NL004495446B01"})
        EXPECT_EQ(verdict(Kind::eu_vat, text), bad_check_digit) << text;
    for (auto text : {"GB123456789", "GR023456780", "DE13669597", "DE13669597A", "136695976", "AT13585627",
                      "NL004495445C01", "FRIO303265045", "MK4030000375897", "", "D", "DE"})
        EXPECT_EQ(verdict(Kind::eu_vat, text), bad_format) << text;
    EXPECT_EQ(verdict(Kind::eu_vat, "DE000000000"), suspicious);
}

TEST(EuVat, greece_is_el) {
    EXPECT_EQ(eu_vat_prefix("GR"), "EL");
    EXPECT_EQ(eu_vat_prefix("DE"), "DE");
    EXPECT_EQ(eu_vat_prefix("MK"), "");
    EXPECT_EQ(eu_vat_prefix("GB"), "");
}

TEST(TaxId, is_read_by_country_unless_a_prefix_says_otherwise) {
    auto tax = [](std::string_view text, std::string_view country) {
        auto found = check_tax_id(text, country);
        return (found.check == ok ? "" : "not ok ") + found.normal;
    };
    EXPECT_EQ(tax("526-025-09-95", "PL"), "5260250995");
    EXPECT_EQ(tax("PL 526-025-09-95", "MK"), "5260250995");
    EXPECT_EQ(tax("4030000375897", "MK"), "4030000375897");
    EXPECT_EQ(tax("МК4030000375897", "PL"), "4030000375897");
    EXPECT_EQ(tax("136695976", "DE"), "DE136695976");
    EXPECT_EQ(tax("DE136695976", "PL"), "DE136695976");
    EXPECT_EQ(tax("DE136695978", "US"), "not ok DE136695978");
    EXPECT_EQ(tax("023456780", "GR"), "EL023456780");
    EXPECT_EQ(tax("GR 023456780", "GR"), "EL023456780");
    EXPECT_EQ(tax("K7399859412", "FR"), "FRK7399859412");
    EXPECT_EQ(tax("12-3456789", "US"), "123456789");
    EXPECT_EQ(tax("CHE-123.456.788", "CH"), "CHE123456788");
    EXPECT_EQ(tax("123", ""), "123");
    EXPECT_EQ(tax("123", "PL"), "not ok 123");
    EXPECT_EQ(check_tax_id("", "US").check, bad_format);
    EXPECT_EQ(check_tax_id(" - ", "US").check, bad_format);
}

TEST(RegisterId, is_regon_krs_or_embs) {
    EXPECT_EQ(check_register_id("123456785", "PL").check, ok);
    EXPECT_EQ(check_register_id("123456786", "PL").check, bad_check_digit);
    EXPECT_EQ(check_register_id("0000026438", "PL").normal, "0000026438");
    EXPECT_EQ(check_register_id("26438", "PL").normal, "0000026438");
    EXPECT_EQ(check_register_id("6830862", "MK").check, ok);
    EXPECT_EQ(check_register_id("683086", "MK").check, bad_format);
    EXPECT_EQ(check_register_id("HRB 12345", "DE").normal, "HRB12345");
    EXPECT_EQ(check_register_id("", "DE").check, bad_format);
}

TEST(Identifiers, one_wrong_digit_is_always_seen) {
    struct Sample {
        Kind kind;
        const char* number;
    };
    const std::vector<Sample> samples = {
        {Kind::pl_nip, "5260250995"},          {Kind::pl_regon, "192598184"},
        {Kind::pl_pesel, "87123116221"},       {Kind::pl_nrb, "61109010140000071219812874"},
        {Kind::mk_edb, "4020990116747"},       {Kind::mk_embg, "1505990455129"},
        {Kind::mk_account, "380177348800175"}, {Kind::iban, "DE89370400440532013000"}};
    EXPECT_TRUE(rc::check([&] {
        auto sample = *rc::gen::elementOf(samples);
        std::string number = sample.number;
        auto at = static_cast<std::size_t>(*rc::gen::inRange(2, static_cast<int>(number.size())));
        char other = *rc::gen::inRange<char>('0', '9' + 1);
        RC_PRE(other != number[at]);
        number[at] = other;
        RC_ASSERT(verdict(sample.kind, number) != ok);
    }));
}

TEST(Identifiers, any_octets_are_answered) {
    EXPECT_TRUE(rc::check([](const std::string& text) {
        for (int kind = 0; kind <= static_cast<int>(Kind::iban); ++kind)
            check_identifier(static_cast<Kind>(kind), text);
        check_tax_id(text, "PL");
        check_register_id(text, "MK");
    }));
}

} // namespace
} // namespace crm

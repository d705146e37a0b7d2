#include "wire/bank_statement.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

using namespace crm;
using namespace crm::wire;

namespace {

const std::string mt940 =
    ":20:ST062026\r\n:25:PL27114020040000300201355387\r\n:28C:00123/001\r\n:60F:C260630PLN15000,00\r\n"
    ":61:2607010701C450,00N062NONREF//BR1\r\n"
    ":86:020~00B062~20FV/2026/06/0045~21 CZERWIEC\r\n"
    "~32ANNA KOWALSKA~33~38PL61109010140000071219812874\r\n"
    ":61:2607020702D89,99N152NONREF//BR2\r\n:86:073~00B152~20OPLATA~32PGE OBROT SA\r\n"
    ":61:2607030703C1250,00N062NONREF//BR3\r\n:86:020~00B062~20FV 46 I 47~32PIOTR ZIELINSKI\r\n"
    ":62F:C260731PLN16610,01\r\n-\r\n";

const std::string camt = R"(<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt>
<Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb><Acct><Id><IBAN>PL27114020040000300201355387</IBAN></Id><Ccy>PLN</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="PLN">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-07-01</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="PLN">395.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-07-02</Dt></Dt></Bal>
<Ntry><Amt Ccy="PLN">300.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-07-01</Dt></BookgDt><ValDt><Dt>2026-07-01</Dt></ValDt><AcctSvcrRef>B1</AcctSvcrRef>
<NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="PLN">200.00</Amt></TxAmt></AmtDtls><RltdPties><Dbtr><Nm>Żółw &amp; syn</Nm></Dbtr><DbtrAcct><Id><IBAN>PL61109010140000071219812874</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>FV/1/11/2026</Ustrd></RmtInf></TxDtls>
<TxDtls><AmtDtls><TxAmt><Amt Ccy="PLN">100.00</Amt></TxAmt></AmtDtls><RltdPties><Dbtr><Pty><Nm>Beata</Nm></Pty></Dbtr></RltdPties><RmtInf><Strd><RfrdDocInf><Nb>FV/2/11/2026</Nb></RfrdDocInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="PLN">4.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2026-07-02T10:00:00</DtTm></BookgDt><AddtlNtryInf>Fee</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="PLN">9.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts><BookgDt><Dt>2026-07-02</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>)";

std::string refusal(const std::string& file) {
    try {
        read_bank_statements(file);
        return "";
    } catch (const Error& error) {
        return error.what();
    }
}

std::string with(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

} // namespace

TEST(Mt940, of_a_polish_bank_is_read) {
    const auto statements = read_bank_statements(mt940);
    ASSERT_EQ(statements.size(), 1u);
    const BankStatement& one = statements[0];
    EXPECT_EQ(one.account + " " + one.number + " " + one.currency, "PL27114020040000300201355387 00123/001 PLN");
    EXPECT_EQ(one.opening, 15'000'00);
    EXPECT_EQ(one.closing, 16'610'01);
    ASSERT_EQ(one.entries.size(), 3u);
    EXPECT_EQ(one.entries[0].minor, 450'00);
    EXPECT_EQ(one.entries[1].minor, -89'99);
    EXPECT_EQ(one.entries[2].minor, 1250'00);
    EXPECT_EQ(format_day(one.entries[0].booked_on), "2026-07-01");
    EXPECT_EQ(one.entries[0].reference, "BR1");
    EXPECT_EQ(one.entries[0].title, "FV/2026/06/0045 CZERWIEC");
    EXPECT_EQ(one.entries[0].name, "ANNA KOWALSKA");
    EXPECT_EQ(one.entries[0].account, "PL61109010140000071219812874");
}

TEST(Mt940, is_the_same_whatever_marks_its_subfields) {
    for (const char* mark : {"<", "^", "?"}) {
        const auto one = read_bank_statements(with(mt940, "~", mark)).at(0);
        EXPECT_EQ(one.entries[0].title, "FV/2026/06/0045 CZERWIEC") << mark;
        EXPECT_EQ(one.entries[0].name, "ANNA KOWALSKA") << mark;
    }
}

TEST(Mt940, a_full_subfield_goes_on_without_a_space_and_nothing_is_nothing) {
    const auto one = read_bank_statements(
                         with(mt940, "~20OPLATA", "~20ZAPLATA ZA FAKTURE NR FV/20~2126/06/45~22\xcb\x99~27JAN~28NOWAK"))
                         .at(0);
    EXPECT_EQ(one.entries[1].title, "ZAPLATA ZA FAKTURE NR FV/2026/06/45");
}

TEST(Mt940, in_the_encodings_of_banks_is_read) {
    const std::string polish = with(mt940, "ANNA KOWALSKA", "ŻANETA WÓJCIK, ŁÓDŹ");
    EXPECT_EQ(read_bank_statements(polish).at(0).entries[0].name, "ŻANETA WÓJCIK, ŁÓDŹ");
    const std::string in_1250 = with(mt940, "ANNA KOWALSKA",
                                     "\xaf"
                                     "ANETA W\xd3JCIK, \xa3\xd3"
                                     "D\x8f, \x9cr\xf3"
                                     "dmie\x9c"
                                     "cie");
    EXPECT_EQ(read_bank_statements(in_1250, "windows-1250").at(0).entries[0].name, "ŻANETA WÓJCIK, ŁÓDŹ, śródmieście");
}

TEST(Mt940, a_reversal_turns_the_sign) {
    const auto one =
        read_bank_statements(with(with(mt940, "0703C1250,00", "0703RC1250,00"), "PLN16610,01", "PLN14110,01")).at(0);
    EXPECT_EQ(one.entries[2].minor, -1250'00);
    EXPECT_TRUE(one.entries[2].reversal);
}

TEST(Mt940, cut_anywhere_it_is_refused) {
    const std::size_t last = mt940.find("62F:C260731PLN16610,01");
    for (std::size_t size = mt940.find(":25:"); size < last; size += 7)
        EXPECT_NE(refusal(mt940.substr(0, size)), "") << mt940.substr(0, size);
    EXPECT_NE(refusal(mt940.substr(0, mt940.size() / 2)).find("breaks off before its end"), std::string::npos);
}

TEST(BankStatement, whose_balances_do_not_agree_is_refused) {
    EXPECT_NE(refusal(with(mt940, "16610,01", "16610,02")).find("do not agree"), std::string::npos);
    EXPECT_NE(refusal(with(camt, "395.50", "395.51")).find("do not agree"), std::string::npos);
    EXPECT_NE(refusal("a,b\n1,2\n").find("no bank statement"), std::string::npos);
}

TEST(Camt053, opens_an_entry_of_several_payments_and_leaves_out_what_is_not_booked) {
    const auto one = read_bank_statements(camt).at(0);
    EXPECT_EQ(one.account + " " + one.number + " " + one.currency, "PL27114020040000300201355387 7 PLN");
    ASSERT_EQ(one.entries.size(), 3u);
    EXPECT_EQ(one.entries[0].minor, 200'00);
    EXPECT_EQ(one.entries[0].name, "Żółw & syn");
    EXPECT_EQ(one.entries[0].title, "FV/1/11/2026");
    EXPECT_EQ(one.entries[0].account, "PL61109010140000071219812874");
    EXPECT_EQ(one.entries[0].reference, "B1/1");
    EXPECT_EQ(one.entries[1].name, "Beata");
    EXPECT_EQ(one.entries[1].title, "FV/2/11/2026");
    EXPECT_EQ(one.entries[2].minor, -4'50);
    EXPECT_EQ(one.entries[2].title, "Fee");
}

TEST(Camt053, cut_in_half_or_with_texts_of_its_own_it_is_refused) {
    EXPECT_NE(refusal(camt.substr(0, camt.size() / 2)).find("breaks off before its end"), std::string::npos);
    EXPECT_NE(refusal("<!DOCTYPE x [<!ENTITY a \"b\">]><Document>&a;</Document>"), "");
    EXPECT_NE(refusal("<Document/>"), "");
}

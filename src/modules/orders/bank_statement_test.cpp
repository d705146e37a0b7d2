#include "modules/orders/bank_statement.hpp"

#include <algorithm>

#include "modules/core/file.hpp"
#include "modules/core/party.hpp"
#include "modules/orders/bank_line.hpp"
#include "modules/orders/bank_match.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/orders_test.hpp"
#include "modules/orders/payment.hpp"
#include "modules/orders/settlement.hpp"
#include "record/stored_file.hpp"

namespace crm {

class BankStatementTest : public OrdersTest {
protected:
    struct Row {
        std::string amount, text, name = "ACME", account = "";
        std::string reference = "";
    };
    // An MT940 of these payments in.
    static std::string mt940(const std::vector<Row>& rows, const std::string& number = "1") {
        std::string text =
            ":20:ST\r\n:25:PL27114020040000300201355387\r\n:28C:" + number + "\r\n:60F:C261119PLN0,00\r\n";
        std::int64_t sum = 0;
        for (const Row& row : rows) {
            const bool out = row.amount[0] == '-';
            const std::string plain = out ? row.amount.substr(1) : row.amount;
            sum += (out ? -1 : 1) * *parse_decimal(plain, 2);
            std::string comma = plain;
            std::replace(comma.begin(), comma.end(), '.', ',');
            text += ":61:2611191119" + std::string(out ? "D" : "C") + comma + "N062NONREF//" + row.reference +
                    "\r\n:86:020~20" + row.text + "~32" + row.name + "~38" + row.account + "\r\n";
        }
        std::string end = format_decimal(sum, 2);
        std::replace(end.begin(), end.end(), '.', ',');
        return text + ":62F:C261120PLN" + end + "\r\n-\r\n";
    }
    static Record take(Context& context, const std::string& content) {
        Record stored = context.make(file);
        stored.set(file.name, "statement.sta");
        context.save(stored);
        write_content(context, stored.id(), content);
        Record made = context.make(bank_statement);
        made.set(bank_statement.file, stored.id());
        context.save(made);
        return again(context, made);
    }
    static std::vector<Record> lines(Context& context) { return context.find(bank_line, Condition::everything()); }
    static std::string number_of(Context& context, Id id) { return context.load(invoice, id).get(invoice.number); }
    static std::int64_t open(Context& context, Id id) { return minor(context.load(invoice, id).get(invoice.open)); }
};

TEST_F(BankStatementTest, a_payment_with_the_number_in_its_title_settles_the_invoice) {
    act([this](Context& context) {
        const Id owed = issued(context, 450'00);
        take(context, mt940({{"450.00", "zaplata " + number_of(context, owed)}}));
        EXPECT_EQ(open(context, owed), 0);
        const Record line = lines(context).at(0);
        EXPECT_EQ(line.get(bank_line.state), "booked");
        EXPECT_EQ(line.get(bank_line.reason), "Invoice number in the title");
        const Record paid = context.load(payment, line.get(bank_line.payment));
        EXPECT_EQ(minor(paid.get(payment.amount)), 450'00);
        EXPECT_EQ(format_day(*paid.get(payment.paid_on)), "2026-11-19");
    });
}

TEST_F(BankStatementTest, numbers_are_known_however_people_write_them) {
    for (const char* text :
         {"FV/1/11/2026", "fv1-11-26", "FV 1/11/2026 I COS", "Faktura nr 2026/11/0001", "fv nr 001/11/26"})
        act([&](Context& context) {
            const auto before = context.find_one(invoice, invoice.number == "FV/1/11/2026");
            const Id owed = before ? before->id() : issued(context, 10'000'00);
            const BankMatch match = match_of(context, {text, "", "", {10'00, "PLN"}, *make_day(2026, 11, 19)});
            ASSERT_EQ(match.invoices.size(), 1u) << text;
            EXPECT_EQ(match.invoices[0], owed);
            EXPECT_GE(match.score, sure_enough) << text;
        });
}

TEST_F(BankStatementTest, one_payment_settles_many_invoices_and_what_is_left_stands_on_account) {
    act([this](Context& context) {
        const Id first = issued(context, 100'00), second = issued(context, 250'00);
        take(context, mt940({{"400.00", number_of(context, first) + ", " + number_of(context, second)}}));
        EXPECT_EQ(open(context, first), 0);
        EXPECT_EQ(open(context, second), 0);
        EXPECT_EQ(minor(context.load(payment, lines(context).at(0).get(bank_line.payment)).get(payment.unallocated)),
                  50'00);
        EXPECT_EQ(balances_of(context, acme).at("PLN"), -50'00);
    });
}

TEST_F(BankStatementTest, short_numbers_with_their_amount_are_enough_and_without_it_are_proposed) {
    act([this](Context& context) {
        const Id first = issued(context, 700'00), second = issued(context, 550'00);
        take(context, mt940({{"1250.00", "FV 1 I 2"}, {"3.00", "FV 1"}}));
        EXPECT_EQ(open(context, first) + open(context, second), 0);
        EXPECT_EQ(lines(context).at(0).get(bank_line.state), "booked");
        EXPECT_NE(lines(context).at(1).get(bank_line.state), "booked");
    });
}

TEST_F(BankStatementTest, a_ksef_number_comes_first) {
    act([this](Context& context) {
        const Id other = issued(context, 100'00), owed = issued(context, 100'00);
        Record record = context.load(invoice, owed);
        record.set(invoice.ksef_status, "accepted");
        record.set(invoice.ksef_number, "5260250995-20260403-0A1B2C3D4E5F-45");
        context.save(record);
        take(context, mt940({{"100.00", "5260250995-20260403-0A1B2C3D4E5F-45"}}));
        EXPECT_EQ(open(context, owed), 0);
        EXPECT_EQ(open(context, other), 100'00);
        EXPECT_EQ(lines(context).at(0).get(bank_line.reason), "KSeF number in the title");
    });
}

TEST_F(BankStatementTest, a_known_account_with_the_exact_amount_is_enough) {
    constexpr const char* account = "PL61109010140000071219812874";
    act([&](Context& context) {
        const Id first = issued(context, 100'00);
        take(context, mt940({{"100.00", number_of(context, first), "ACME", account}}));
        const Id second = issued(context, 333'00);
        issued(context, 444'00);
        take(context, mt940({{"333.00", "za kawe", "ACME", account}}, "2"));
        EXPECT_EQ(open(context, second), 0);
        EXPECT_EQ(lines(context).at(1).get(bank_line.reason), "Known account");
    });
}

TEST_F(BankStatementTest, a_name_or_an_amount_alone_is_only_proposed_and_booked_when_somebody_accepts) {
    act([this](Context& context) {
        const Id owed = issued(context, 120'00);
        take(context,
             mt940({{"120.00", "dziekuje", "ACME"}, {"77.77", "nic", "KTOS INNY"}, {"-5.00", "oplata", "BANK"}}));
        auto all = lines(context);
        EXPECT_EQ(all[0].get(bank_line.state), "proposed");
        EXPECT_EQ(all[0].get(bank_line.reason), "Name of the payer");
        EXPECT_EQ(all[1].get(bank_line.state), "unknown");
        EXPECT_EQ(all[2].get(bank_line.state), "outgoing");
        EXPECT_EQ(open(context, owed), 120'00);
        const auto& accept = bank_line.actions.at(0);
        accept.run(context, all[0], Json());
        EXPECT_EQ(open(context, owed), 0);
    });
    EXPECT_EQ(refusal([this](Context& context) {
                  Record line = lines(context).at(0);
                  bank_line.actions.at(0).run(context, line, Json());
              }).problem,
              Problem::conflict);
}

TEST_F(BankStatementTest, the_same_statement_or_line_makes_nothing_twice) {
    const std::vector<Row> rows{{"50.00", "nadplata", "ACME", "PL61109010140000071219812874", "B1"},
                                {"50.00", "nadplata", "ACME", "PL61109010140000071219812874", "B1"}};
    act([&](Context& context) {
        take(context, mt940(rows));
        EXPECT_EQ(lines(context).size(), 2u); // two equal payments are two
    });
    const Error error = refusal([&](Context& context) { take(context, mt940(rows)); });
    EXPECT_EQ(error.fields.at(0).field, "file");
    EXPECT_NE(std::string(error.what()).find("taken already"), std::string::npos);
    act([&](Context& context) {
        auto more = rows;
        more.push_back({"7.00", "nowe", "ACME"});
        const Record made = take(context, mt940(more, "2"));
        EXPECT_EQ(made.get(bank_statement.lines), 1);
        EXPECT_EQ(made.get(bank_statement.known), 2);
        EXPECT_EQ(lines(context).size(), 3u);
    });
}

TEST_F(BankStatementTest, a_cut_file_is_refused_with_its_sentence_and_leaves_nothing) {
    const std::string whole = mt940({{"50.00", "a"}, {"60.00", "b"}});
    const Error error = refusal([&](Context& context) { take(context, whole.substr(0, whole.size() / 2)); });
    EXPECT_NE(std::string(error.what()).find("breaks off before its end"), std::string::npos) << error.what();
    act([&](Context& context) { EXPECT_TRUE(lines(context).empty()); });
}

TEST_F(BankStatementTest, a_file_of_two_statements_becomes_two) {
    act([&](Context& context) {
        take(context, mt940({{"1.00", "a"}}) + mt940({{"2.00", "b"}}, "2"));
        EXPECT_EQ(context.find(bank_statement, Condition::everything()).size(), 2u);
        EXPECT_EQ(lines(context).size(), 2u);
    });
}

TEST_F(BankStatementTest, another_customers_invoice_or_currency_is_not_settled) {
    act([this](Context& context) {
        const Id other = organization(context, "Other").id();
        const Id theirs = issued(context, 30'00, other), ours = issued(context, 20'00);
        take(context, mt940({{"50.00", number_of(context, ours) + " " + number_of(context, theirs)}}));
        EXPECT_EQ(open(context, ours), 0);
        EXPECT_EQ(open(context, theirs), 30'00);
    });
}

} // namespace crm

#include "modules/orders/settlement.hpp"

#include <algorithm>
#include <mutex>
#include <random>
#include <set>

#include "modules/core/exchange_rate.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_work.hpp"
#include "modules/orders/orders_test.hpp"
#include "modules/orders/payment.hpp"
#include "modules/orders/statement.hpp"
#include "record/reports.hpp"

namespace crm {

class SettlementTest : public OrdersTest {
protected:
    Record paid(Context& context, std::int64_t minor, const std::string& currency = "PLN") const {
        Record record = context.make(payment);
        record.set(payment.party, acme);
        record.set(payment.amount, {minor, currency});
        record.set(payment.reference, "BR" + std::to_string(context.now()) + std::to_string(minor));
        context.save(record);
        return record;
    }
    Statement statement(std::optional<Day> from, Day day) {
        Statement found;
        act([&](Context& context) { found = statement_of(context, acme, from, day)["PLN"]; });
        return found;
    }
};

TEST_F(SettlementTest, a_posting_that_does_not_add_up_is_a_defect) {
    const Error error = refusal([this](Context& context) {
        post(context, {acme, "PLN", "invoice", "x"}, {{book::receivable, 100}, {book::sales, -99}});
    });
    EXPECT_EQ(error.problem, Problem::defect);
    EXPECT_STRNE(error.what(), "");
}

// A statement that no index serves costs as the table: it is not seen with ten invoices, and stops work with a hundred
// thousand.
TEST_F(SettlementTest, issuing_paying_and_telling_look_through_no_whole_table) {
    if (engine->dialect().postgres()) GTEST_SKIP() << "PostgreSQL plans by its own statistics.";
    std::mutex mutex;
    std::set<std::string> statements;
    record_statements([&](std::string_view sql) {
        const std::lock_guard lock(mutex);
        if (sql.starts_with("SELECT") || sql.starts_with("UPDATE")) statements.emplace(sql);
    });
    act([this](Context& context) {
        Record money = paid(context, 40'00);
        allocate(context, money, issued(context, 100'00), 40'00);
        balances_of(context, acme);
        statement_of(context, acme, {}, *make_day(2026, 11, 22));
    });
    record_statements({});
    EXPECT_GT(statements.size(), 20u);
    act([&](Context& context) {
        for (const std::string& sql : statements) {
            const Values none(static_cast<std::size_t>(std::count(sql.begin(), sql.end(), '?')));
            context.connection().query("EXPLAIN QUERY PLAN " + sql, none, [&](const Row& row) {
                for (const char* grows :
                     {"SCAN ledger_", "SCAN invoice", "SCAN payment", "SCAN register_entry", "SCAN event"})
                    EXPECT_FALSE(row.text(3).starts_with(grows)) << row.text(3) << " in " << sql;
                return true;
            });
        }
    });
}

TEST_F(SettlementTest, a_statement_tells_what_happened_between_two_days_and_what_was_owed) {
    act([this](Context& context) { issued(context, 100'00); });
    at += 24 * hour;
    act([this](Context& context) {
        Record record = paid(context, 30'00);
        allocate_to_oldest(context, record); // moves nothing between us and them
    });
    at += 24 * hour;
    act([this](Context& context) { issued(context, 50'00); });
    const Statement all = statement({}, *make_day(2026, 11, 22));
    ASSERT_EQ(all.lines.size(), 3u);
    EXPECT_EQ(all.closing, 120'00);
    EXPECT_EQ(all.lines[0].text, "FV/1/11/2026");
    EXPECT_EQ(all.lines[1].minor, -30'00);
    EXPECT_EQ(all.lines[1].balance, 70'00);
    const Statement later = statement(make_day(2026, 11, 22), *make_day(2026, 11, 22));
    EXPECT_EQ(later.opening, 70'00);
    ASSERT_EQ(later.lines.size(), 1u);
    EXPECT_EQ(statement({}, *make_day(2026, 11, 20)).closing, 100'00);
    EXPECT_EQ(statement({}, *make_day(2026, 11, 19)).closing, 0);
}

TEST_F(SettlementTest, a_past_day_takes_no_postings_though_the_clock_goes_back) {
    act([this](Context& context) { issued(context, 100'00); });
    at -= 3 * 24 * hour;
    act([this](Context& context) { paid(context, 30'00); });
    EXPECT_EQ(statement({}, *make_day(2026, 11, 19)).closing, 0);
    EXPECT_EQ(statement({}, *make_day(2026, 11, 20)).closing, 70'00);
}

TEST_F(SettlementTest, what_is_owed_grows_old_in_steps_of_thirty_days) {
    act([this](Context& context) { issued(context, 100'00); }); // due on 4 December
    auto aged = [this](int days_after_due) {
        Ageing found;
        act([&](Context& context) {
            const auto all = ageing_on(context, Day{make_day(2026, 12, 4)->days + days_after_due});
            if (!all.empty()) found = all.begin()->second;
        });
        return found;
    };
    EXPECT_EQ(aged(0).not_due, 100'00);
    EXPECT_EQ(aged(1).to_30, 100'00);
    EXPECT_EQ(aged(30).to_30, 100'00);
    EXPECT_EQ(aged(31).to_60, 100'00);
    EXPECT_EQ(aged(61).to_90, 100'00);
    EXPECT_EQ(aged(90).to_90, 100'00);
    EXPECT_EQ(aged(91).older, 100'00);
    EXPECT_EQ(aged(-15).total(), 0); // before it was issued
    act([this](Context& context) { paid(context, 30'00); });
    EXPECT_EQ(aged(1).on_account, -30'00);
    EXPECT_EQ(aged(1).total(), 70'00);
}

TEST_F(SettlementTest, what_is_due_on_a_day_off_is_overdue_after_the_next_working_day) {
    act([this](Context& context) {
        Record made = document(context, invoice, acme);
        made.set(invoice.due_on, *make_day(2026, 12, 5)); // a Saturday
        context.save(made);
        add_line(context, made, 1'0000, 100'0000, 0);
        made = again(context, made);
        issue(context, made);
        EXPECT_EQ(*made.get(invoice.due_on), *make_day(2026, 12, 5));
        EXPECT_EQ(ageing_on(context, *make_day(2026, 12, 7)).begin()->second.not_due, 100'00);
        EXPECT_EQ(ageing_on(context, *make_day(2026, 12, 8)).begin()->second.to_30, 100'00);
        Record money = paid(context, 100'00);
        allocate(context, money, made.id(), 100'00);
        EXPECT_TRUE(ageing_on(context, *make_day(2026, 12, 8)).empty());
    });
}

TEST_F(SettlementTest, currencies_are_never_mixed) {
    act([this](Context& context) {
        issued(context, 100'00);
        paid(context, 30'00, "EUR");
        const auto balances = balances_of(context, acme);
        EXPECT_EQ(balances.at("PLN"), 100'00);
        EXPECT_EQ(balances.at("EUR"), -30'00);
    });
}

TEST_F(SettlementTest, the_proof_finds_a_row_that_was_changed_behind_the_programs_back) {
    auto faults = [this] {
        std::vector<std::string> found;
        act([&](Context& context) {
            found.clear();
            for (const Proof& proof : proofs_of(ledger_account))
                proof(context, [&](const std::string& sentence) { found.push_back(sentence); });
        });
        return found;
    };
    act([this](Context& context) { issued(context, 100'00); });
    EXPECT_TRUE(faults().empty());
    act([](Context& context) {
        context.connection().execute(
            "UPDATE \"ledger_entry\" SET \"amount\" = \"amount\" + 1 WHERE \"book\" = 'receivable'");
    });
    EXPECT_EQ(faults().size(), 2u);
}

// A random history: whatever customers and clerks do, in two currencies, on days that go by.
class History : public SettlementTest {
protected:
    using Books = std::map<std::string, std::int64_t>;

    void live(unsigned seed) {
        begin_company();
        chance_.seed(seed);
        for (int step = 0; step < 45; ++step) {
            at += between(0, 6) * 24 * hour;
            act([&](Context& context) { add_rate(context); });
            Books after = expected_;
            const Error error = refusal([&](Context& context) {
                after = expected_;
                one_step(context, after);
            });
            if (std::string(error.what()).empty())
                expected_ = after;
            else
                ASSERT_NE(error.problem, Problem::defect) << error.what();
            compare(seed, step);
            remember_yesterday();
        }
        for (const auto& [day, closings] : past_)
            EXPECT_EQ(closings_on(day), closings) << "seed " << seed << ", " << format_day(day);
    }

private:
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(chance_);
    }
    std::string currency() { return between(0, 2) ? "PLN" : "EUR"; }

    void begin_company() {
        begin_anew();
        change_company(Json::object({{"name", "Relacja Kawa"}, {"currency", "PLN"}}));
        act([&](Context& context) { acme = organization(context, "Acme").id(); });
        expected_.clear();
        past_.clear();
        payments_ = 0;
    }

    void add_rate(Context& context) {
        Record record = context.make(exchange_rate);
        const Day day{context.company().zone.day_of(at).days - 1};
        if (context.exists(exchange_rate, exchange_rate.day == std::int64_t{day.days})) return;
        record.set(exchange_rate.currency, "EUR");
        record.set(exchange_rate.day, day);
        record.set(exchange_rate.rate, 4'25000000);
        context.save(record);
    }

    std::optional<Record> some(Context& context, const Object& object, const Condition& which) {
        auto found = context.find(object, which);
        if (found.empty()) return std::nullopt;
        return std::move(found[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(found.size()) - 1))]);
    }

    void one_step(Context& context, Books& books) {
        switch (between(0, 8)) {
        case 0:
        case 1: {
            const std::string in = currency();
            const Record made = context.load(invoice, issued(context, between(1, 500'00), acme, in));
            books[in] += minor(made.get(invoice.gross_total));
            break;
        }
        case 2: {
            const std::string in = currency();
            Record record = context.make(payment);
            record.set(payment.party, acme);
            record.set(payment.amount, {between(1, 600'00), in});
            record.set(payment.reference, "BR" + std::to_string(++payments_));
            context.save(record);
            books[in] -= minor(record.get(payment.amount));
            if (between(0, 1)) allocate_to_oldest(context, record);
            break;
        }
        case 3:
            allocate_some(context);
            break;
        case 4:
            if (auto part = some(context, allocation, allocation.released == 0)) release(context, *part);
            break;
        case 5:
            pay_back(context, books);
            break;
        case 6:
            correct_some(context, books);
            break;
        case 7:
            if (auto of = some(context, invoice,
                               invoice.settlement != "settled" && invoice.state == "issued" &&
                                   invoice.kind != "correction")) {
                const Money open = *of->get(invoice.open);
                const Money off{between(1, std::max<std::int64_t>(1, open.minor)), open.currency};
                write_off_as_asked(context, *of,
                                   Json::object({{"reason", "x"},
                                                 {"amount", Json::object({{"amount", format_amount(off)},
                                                                          {"currency", off.currency}})}}));
                books[off.currency] -= off.minor;
            }
            break;
        default:
            if (auto of = some(context, invoice,
                               invoice.settlement != "settled" && invoice.state == "issued" &&
                                   invoice.kind != "correction")) {
                const std::int64_t before = minor(of->get(invoice.open));
                charge_interest_as_asked(context, *of, Json::object());
                books[of->get(invoice.currency)] += minor(again(context, *of).get(invoice.open)) - before;
            }
        }
    }

    void allocate_some(Context& context) {
        auto from = some(context, payment, payment.state == "posted");
        auto to = some(context, invoice, invoice.state == "issued" && invoice.settlement != "settled");
        if (!from || !to || !to->has(invoice.open)) return;
        const std::int64_t most = std::min(minor(from->get(payment.unallocated)), minor(to->get(invoice.open)));
        allocate(context, *from, to->id(), between(1, std::max<std::int64_t>(1, most)));
    }

    void pay_back(Context& context, Books& books) {
        auto from = some(context, payment, payment.state == "posted");
        if (!from) return;
        const Money all = *from->get(payment.amount);
        if (between(0, 1)) {
            reverse(context, *from, "x");
            books[all.currency] += all.minor;
        } else {
            const std::int64_t amount = between(1, std::max<std::int64_t>(1, minor(from->get(payment.unallocated))));
            refund(context, *from, amount);
            books[all.currency] += amount;
        }
    }

    void correct_some(Context& context, Books& books) {
        auto of = some(context, invoice, invoice.state == "issued" && invoice.kind == "invoice");
        if (!of) return;
        Record made = correct(context, *of, "x");
        Record line = load_lines(context, made)[0];
        line.set(any_line().unit_price, between(0, 600'00) * 100);
        context.save(line);
        made = again(context, made);
        issue(context, made);
        books[made.get(invoice.currency)] += minor(made.get(invoice.gross_total));
    }

    void compare(unsigned seed, int step) {
        act([&](Context& context) {
            auto balances = balances_of(context, acme);
            for (const char* in : {"PLN", "EUR"}) {
                std::int64_t open = 0, free = 0;
                for (const Record& each : context.find(invoice, invoice.currency == in && invoice.state == "issued"))
                    open += minor(each.get(invoice.open));
                for (const Record& each : context.find(payment, payment.state == "posted"))
                    if (each.get(payment.amount)->currency == in) free += minor(each.get(payment.unallocated));
                EXPECT_EQ(balances[in], expected_[in]) << "seed " << seed << ", step " << step << ", " << in;
                EXPECT_EQ(balances[in], open - free) << "seed " << seed << ", step " << step << ", " << in;
                EXPECT_GE(free, 0);
            }
            for (const Proof& proof : proofs_of(ledger_account))
                proof(context, [&](const std::string& sentence) {
                    ADD_FAILURE() << "seed " << seed << ", step " << step << ": " << sentence;
                });
        });
    }

    std::map<std::string, std::string> closings_on(Day day) {
        std::map<std::string, std::string> closings;
        act([&](Context& context) {
            closings.clear();
            for (const auto& [in, of] : statement_of(context, acme, {}, day)) {
                std::string& text = closings[in];
                for (const StatementLine& line : of.lines)
                    text += format_day(line.posted_on) + line.text + std::to_string(line.minor) + ";";
                text += std::to_string(of.closing);
                if (of.lines.empty()) closings.erase(in);
            }
        });
        return closings;
    }

    void remember_yesterday() {
        const Day yesterday{Zone::named("Europe/Warsaw")->day_of(at).days - 1};
        past_.try_emplace(yesterday, closings_on(yesterday));
    }

    std::mt19937 chance_;
    Books expected_;
    std::map<Day, std::map<std::string, std::string>> past_;
    int payments_ = 0;
};

TEST_F(History, ledger_sums_equal_balances_to_the_cent_and_past_days_never_change) {
    for (unsigned seed = 1; seed <= 6; ++seed) live(seed);
}

} // namespace crm

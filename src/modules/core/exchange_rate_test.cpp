#include "modules/core/exchange_rate.hpp"

#include "jobs/jobs.hpp"
#include "modules/modules.hpp"
#include "modules/modules_test.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/stage.hpp"

namespace crm {

class ExchangeRateTest : public ModulesTest {
protected:
    static Record of(Context& context, const std::string& currency, std::int64_t rate, Day day) {
        Record record = context.make(exchange_rate);
        record.set(exchange_rate.currency, currency);
        record.set(exchange_rate.rate, rate);
        record.set(exchange_rate.day, day);
        context.save(record);
        return record;
    }
    static constexpr std::int64_t one = 100'000'000;
};

TEST_F(ExchangeRateTest, an_amount_in_another_currency_is_also_kept_in_the_companys) {
    act([](Context& context) {
        of(context, "usd", one * 9 / 10, *make_day(2026, 11, 1));
        Record record = context.make(deal);
        record.set(deal.name, "Sale");
        record.set(deal.amount, {10'000, "USD"});
        context.save(record);
        EXPECT_EQ(whole(record.at(record.object().field(deal.amount), 2)), 9'000);
    });
}

TEST_F(ExchangeRateTest, without_a_day_it_is_of_today) {
    act([](Context& context) {
        Record record = context.make(exchange_rate);
        record.set(exchange_rate.currency, "PLN");
        record.set(exchange_rate.rate, one / 4);
        context.save(record);
        EXPECT_EQ(record.title(), "PLN 2026-11-20");
    });
}

TEST_F(ExchangeRateTest, a_currency_has_one_rate_a_day) {
    const Error error = refusal([](Context& context) {
        of(context, "USD", one, *make_day(2026, 11, 1));
        of(context, "USD", one * 2, *make_day(2026, 11, 1));
    });
    EXPECT_EQ(error.problem, Problem::conflict);
}

TEST_F(ExchangeRateTest, unknown_currencies_free_money_and_the_own_currency_are_refused) {
    const Day day = *make_day(2026, 11, 1);
    EXPECT_EQ(field_refused([&](Context& context) { of(context, "XYZ", one, day); }), "currency");
    EXPECT_EQ(field_refused([&](Context& context) { of(context, "USD", 0, day); }), "rate");
    EXPECT_EQ(field_refused([&](Context& context) { of(context, "EUR", one, day); }), "currency");
}

// Deals over 100.00 USD, and what they are in euros after the work that rates left behind.
class ConvertedAmounts : public ExchangeRateTest {
protected:
    ConvertedAmounts() {
        jobs_.set_clock([this] { return at; });
        schedule_daily_work(jobs_, *engine);
    }
    Id make_deal(std::optional<Day> closed_on = {}) {
        Id id = 0;
        act([&](Context& context) {
            Record record = context.make(deal);
            record.set(deal.name, "Sale");
            record.set(deal.amount, {10'000, "USD"});
            if (closed_on) {
                record.set(deal.stage, context.find_one(stage, stage.outcome == "won")->id());
                record.set(deal.closed_on, *closed_on);
            }
            context.save(record);
            id = record.id();
        });
        return id;
    }
    void work() { jobs_.run_due(); }
    Value in_euros(Id id) {
        Value base;
        act([&](Context& context) {
            const Record record = context.load(deal, id);
            base = record.at(record.object().field(deal.amount), 2);
            version = record.version();
        });
        return base;
    }
    std::int64_t waiting() {
        std::int64_t jobs = 0;
        act([&](Context& context) {
            jobs = whole(context.connection().value("SELECT COUNT(*) FROM job WHERE state = 'queued' AND kind = ?",
                                                    Values{convert_amounts_job}));
        });
        return jobs;
    }
    void make_rate(std::int64_t rate, Day day = first_day(), const std::string& currency = "USD") {
        act([&](Context& context) { of(context, currency, rate, day); });
    }
    void change_rate(const std::function<void(Context&, Record&)>& change) {
        act([&](Context& context) {
            Record record = context.find_one(exchange_rate, exchange_rate.currency == "USD").value();
            change(context, record);
        });
    }
    static Day first_day() { return *make_day(2020, 1, 1); }
    static Day closing() { return *make_day(2020, 6, 1); }
    std::int64_t version = 0; // of the deal last looked at

private:
    Jobs jobs_{*engine};
};

TEST_F(ConvertedAmounts, a_rate_that_comes_later_fills_what_has_none) {
    const Id open = make_deal(), closed = make_deal(closing());
    EXPECT_TRUE(is_null(in_euros(open)));
    make_rate(one * 9 / 10);
    make_rate(one * 8 / 10, *make_day(2020, 7, 1));
    work();
    EXPECT_EQ(in_euros(open), Value(std::int64_t{8'000}));
    EXPECT_EQ(version, 1);
    EXPECT_EQ(in_euros(closed), Value(std::int64_t{9'000})) << "of its closing day";
}

TEST_F(ConvertedAmounts, a_changed_rate_moves_open_deals_and_leaves_closed_ones) {
    make_rate(one * 9 / 10);
    const Id open = make_deal(), closed = make_deal(closing());
    work();
    change_rate([](Context& context, Record& record) {
        record.set(exchange_rate.rate, one / 2);
        context.save(record);
    });
    work();
    EXPECT_EQ(in_euros(open), Value(std::int64_t{5'000}));
    EXPECT_EQ(in_euros(closed), Value(std::int64_t{9'000}));
}

TEST_F(ConvertedAmounts, a_deleted_rate_leaves_open_deals_without) {
    make_rate(one * 9 / 10);
    const Id open = make_deal(), closed = make_deal(closing());
    change_rate([](Context& context, Record& record) { context.remove(record); });
    work();
    EXPECT_TRUE(is_null(in_euros(open)));
    EXPECT_EQ(in_euros(closed), Value(std::int64_t{9'000}));
}

TEST_F(ConvertedAmounts, a_rate_that_turns_out_to_be_of_another_currency_leaves_the_first_without) {
    make_rate(one * 9 / 10);
    const Id open = make_deal();
    change_rate([](Context& context, Record& record) {
        record.set(exchange_rate.currency, "PLN");
        context.save(record);
    });
    work();
    EXPECT_TRUE(is_null(in_euros(open)));
}

TEST_F(ConvertedAmounts, more_deals_than_a_batch_holds_are_all_converted) {
    act([](Context& context) {
        for (int i = 0; i < 501; ++i) {
            Record record = context.make(deal);
            record.set(deal.name, "Sale");
            record.set(deal.amount, {10'000, "USD"});
            context.save(record);
        }
    });
    make_rate(one * 9 / 10);
    work();
    act([](Context& context) {
        const Value without =
            context.connection().value("SELECT COUNT(*) FROM deal WHERE amount_base IS NULL OR amount_base <> 9000");
        EXPECT_EQ(whole(without), 0);
    });
}

TEST_F(ConvertedAmounts, rates_that_came_together_are_worked_once_and_one_of_the_future_on_its_day) {
    make_rate(one * 9 / 10);
    make_rate(one * 8 / 10, *make_day(2020, 7, 1));
    make_rate(one / 2, *make_day(2200, 1, 1));
    make_rate(one / 4, first_day(), "PLN");
    EXPECT_EQ(waiting(), 5);
    work();
    EXPECT_EQ(waiting(), 1);
}

TEST_F(ConvertedAmounts, follow_a_rate_into_the_bin_and_out_of_it) {
    make_rate(one / 2);
    const Id sale = make_deal();
    EXPECT_EQ(in_euros(sale), Value(std::int64_t{5'000}));
    Id rate = 0;
    change_rate([&](Context& context, Record& record) {
        rate = record.id();
        context.remove(record);
    });
    work();
    EXPECT_TRUE(is_null(in_euros(sale)));
    act([&](Context& context) {
        Record record = context.load(exchange_rate, rate);
        context.restore(record);
    });
    work();
    EXPECT_EQ(in_euros(sale), Value(std::int64_t{5'000}));
}

} // namespace crm

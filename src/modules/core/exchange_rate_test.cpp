#include "modules/core/exchange_rate.hpp"

#include "modules/modules_test.hpp"
#include "modules/sales/deal.hpp"

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

} // namespace crm

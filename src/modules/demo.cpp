#include "modules/demo.hpp"

#include <algorithm>

#include "modules/demo_records.hpp"
#include "modules/demo_sales.hpp"
#include "modules/modules.hpp"
#include "modules/sales/deal.hpp"
#include "record/rights.hpp"

namespace crm {

namespace {

constexpr Moment day_long = 24 * hour;
constexpr int parties_wanted = 300, parties_at_first = 140;
constexpr int weeks = 52;

// What the story knows so far. A transaction that runs again begins with the state it began with.
struct DemoState {
    Chance chance;
    std::vector<DemoCustomer> customers;
    std::vector<DemoSale> sales; // open ones
    std::vector<Id> products;
    std::vector<DemoDebt> debts;
    DemoStages stages;
    int parties = 0;
};

// A year of a small company, week by week.
class Story {
public:
    Story(Engine& engine, const std::vector<Id>& users, std::uint64_t seed, Moment now)
        : engine_(engine), users_(users), now_(now), zone_(engine.company()->zone),
          today_(zone_.day_of(now)), state_{Chance(seed)} {}

    void tell();

private:
    void in_one_transaction(const std::function<void(DemoRecords&)>& job);
    void begin(DemoRecords& records);
    void live_through(DemoRecords& records, int week);
    void work_for_a_day(DemoRecords& records, Moment morning, int parties_by_then);
    void let_the_first_user_succeed(DemoRecords& records);
    void fill_every_stage(DemoRecords& records);
    void plan_today(DemoRecords& records);
    void welcome(DemoRecords& records);
    void begin_sale(DemoRecords& records);
    bool move_on(DemoRecords& records, DemoSale& sale);
    void collect(DemoRecords& records, Moment morning);
    void name_the_company();
    Moment morning(Day day) const { return zone_.begin_of(day) + 8 * hour; }
    Moment some_time(Moment morning) { return morning + state_.chance.between(0, 8 * 60) * minute; }

    Engine& engine_;
    const std::vector<Id>& users_;
    Moment now_;
    Zone zone_;
    Day today_;
    DemoState state_;
};

void Story::tell() {
    name_the_company();
    in_one_transaction([](DemoRecords& records) { make_default_data(records.context()); });
    in_one_transaction([&](DemoRecords& records) { begin(records); });
    for (int week = 1; week <= weeks; ++week)
        in_one_transaction([&](DemoRecords& records) { live_through(records, week); });
    in_one_transaction([&](DemoRecords& records) {
        let_the_first_user_succeed(records);
        fill_every_stage(records);
        plan_today(records);
        records.context().request().rights = Rights::system(); // as every night
        mark_stalled(records.context());
    });
}

void Story::in_one_transaction(const std::function<void(DemoRecords&)>& job) {
    const DemoState before = state_;
    Request request;
    request.source = "demo";
    engine_.write(request, [&](Context& context) {
        state_ = before;
        DemoRecords records(context, state_.chance, users_);
        records.set_scene(now_, 0);
        job(records);
    });
}

void Story::welcome(DemoRecords& records) {
    int made = 0;
    DemoCustomer customer = records.make_customer(made, parties_wanted - state_.parties);
    state_.parties += made;
    if (state_.chance.percent(25)) records.give_consent(customer);
    state_.customers.push_back(customer);
}

void Story::begin(DemoRecords& records) {
    records.set_scene(morning({today_.days - 7 * weeks}), 0);
    records.make_settings();
    state_.products = records.make_products();
    DemoSales(records, state_.chance).make_price_lists(state_.products);
    state_.stages = records.stages();
    for (std::size_t turn = 0; state_.parties < parties_at_first; ++turn) {
        records.set_scene(morning({today_.days - 7 * weeks}), turn);
        welcome(records);
    }
}

void Story::live_through(DemoRecords& records, int week) {
    for (int weekday = 0; weekday < 7; ++weekday) {
        const Day day{today_.days - 7 * (weeks - week) - 7 + weekday};
        if (crm::weekday(day) > 5) continue;
        const int parties_by_then = parties_at_first + (parties_wanted - parties_at_first) * week / weeks;
        work_for_a_day(records, morning(day), parties_by_then);
    }
}

void Story::begin_sale(DemoRecords& records) {
    const DemoCustomer customer = state_.chance.one_of(state_.customers);
    records.set_scene(records.context().now(), customer.user);
    state_.sales.push_back(records.begin_sale(customer, state_.products));
}

bool Story::move_on(DemoRecords& records, DemoSale& sale) {
    const bool over = records.move_on(sale, state_.stages);
    DemoSales sales(records, state_.chance);
    const Record now = records.context().load(deal, sale.id);
    if (now.get(deal.outcome) == "won")
        state_.debts.push_back(sales.sell(sale.id));
    else if (!over && sale.step == 2)
        sales.offer(sale.id);
    return over;
}

void Story::collect(DemoRecords& records, Moment morning) {
    std::erase_if(state_.debts, [&](const DemoDebt& debt) {
        if (debt.pays_at == 0 || debt.pays_at > morning) return false;
        records.set_scene(morning, 0);
        DemoSales(records, state_.chance).collect(debt);
        return true;
    });
}

// Who sells stands on every invoice.
void Story::name_the_company() {
    if (!engine_.company()->name.empty()) return;
    Request request;
    request.source = "demo";
    const Json more = Json::object({{"tax_id", "5260250995"},
                                    {"address_1", "ul. Przykładowa 1"},
                                    {"address_2", "00-001 Warszawa"},
                                    {"bank_account", "PL61109010140000071219812874"}});
    engine_.save_company(request, Json::object({{"name", "Kawa i Młynki"}, {"more", more}}), 0);
}

void Story::work_for_a_day(DemoRecords& records, Moment morning, int parties_by_then) {
    Chance& chance = state_.chance;
    records.set_scene(some_time(morning), records.some_user());
    if (state_.parties < parties_by_then) welcome(records);
    if (chance.percent(65)) begin_sale(records);
    for (std::size_t i = 0; i < state_.sales.size();) {
        DemoSale& sale = state_.sales[i];
        records.set_scene(std::max(some_time(morning), sale.begun + hour), sale.customer.user);
        const bool over = chance.percent(7) && move_on(records, sale);
        if (over)
            state_.sales.erase(state_.sales.begin() + static_cast<std::ptrdiff_t>(i));
        else
            ++i;
    }
    collect(records, morning);
    for (std::int64_t talks = chance.between(3, 7); talks > 0; --talks) {
        const bool about_sale = !state_.sales.empty() && chance.percent(60);
        const DemoSale sale = about_sale ? chance.one_of(state_.sales) : DemoSale{0, chance.one_of(state_.customers)};
        records.set_scene(std::max(some_time(morning), sale.begun + hour), sale.customer.user);
        records.talk(sale.customer, sale.id);
    }
    if (!state_.sales.empty() && chance.percent(10)) records.remark({"deal", chance.one_of(state_.sales).id});
}

// Whoever looks round is the first user: they have just won something, and something of theirs closes this month.
void Story::let_the_first_user_succeed(DemoRecords& records) {
    constexpr int wins = 2, closings = 3;
    const Day month_ends{period("this_month", today_)->after.days - 1};
    Context& context = records.context();
    int turn = 0;
    std::erase_if(state_.sales, [&](const DemoSale& sale) {
        if (sale.customer.user != 0 || turn == wins + closings) return false;
        records.set_scene(std::max(now_ - (turn + 1) * hour, sale.begun + hour), 0);
        Record record = context.load(deal, sale.id);
        if (++turn > wins) {
            record.set(deal.closes_on, std::min(Day{today_.days + 2 * turn}, month_ends));
            context.save(record);
            return false;
        }
        move(context, record, state_.stages.won, "");
        DemoSales(records, state_.chance).sell(sale.id);
        return true;
    });
}

void Story::fill_every_stage(DemoRecords& records) {
    for (std::size_t step = 0; step < state_.stages.open.size(); ++step)
        for (int turn = 0; turn < 3; ++turn) {
            records.set_scene(now_ - state_.chance.between(1, 9) * day_long, 0);
            begin_sale(records);
            DemoSale& sale = state_.sales.back();
            sale.step = step;
            if (step == 0) continue;
            Record record = records.context().load(deal, sale.id);
            move(records.context(), record, state_.stages.open[step], "");
        }
}

// Overdue, due today and to come, for everybody who works here.
void Story::plan_today(DemoRecords& records) {
    const Moment start = morning(today_);
    const std::size_t people = users_.empty() ? 1 : users_.size();
    for (std::size_t user = 0; user < people; ++user) {
        records.set_scene(now_ - 2 * day_long, user);
        for (Moment due : {start - 3 * day_long, start + hour, start + 3 * hour, start + 7 * hour, start + day_long,
                           start + 4 * day_long}) {
            const DemoSale& sale = state_.chance.one_of(state_.sales);
            records.plan(sale.customer, sale.id, "task", due);
        }
        for (Moment begins : {start + 5 * hour, start + day_long + 2 * hour}) {
            const DemoSale& sale = state_.chance.one_of(state_.sales);
            records.plan(sale.customer, sale.id, "meeting", begins);
        }
    }
    records.set_scene(now_, 0);
}

} // namespace

void make_demo(Engine& engine, const std::vector<Id>& users, std::uint64_t seed, Moment now) {
    Story(engine, users, seed, now).tell();
}

} // namespace crm

#include <algorithm>

#include "modules/demo.hpp"
#include "modules/demo_records.hpp"
#include "modules/modules.hpp"

namespace crm {

namespace {

constexpr std::int64_t parties_a_transaction = 500; // with deals and activities some 6,000 rows
constexpr Moment day_long = 24 * hour;

// Everything around `parties` parties: a fifth as many deals, five times as many activities, over the last two years.
void fill(DemoRecords& records, Chance& chance, std::int64_t parties, const std::vector<Id>& products,
          const DemoStages& stages, Moment now) {
    std::vector<DemoCustomer> customers;
    auto at_some_time = [&](const DemoCustomer& customer) {
        records.set_scene(now - chance.between(0, 730) * day_long, customer.user);
    };
    for (std::int64_t made = 0; made < parties;) {
        int more = 0;
        at_some_time({});
        customers.push_back(records.make_customer(more, static_cast<int>(std::min<std::int64_t>(parties - made, 3))));
        made += more;
    }
    for (std::int64_t i = 0; i < parties / 5; ++i) {
        const DemoCustomer& customer = chance.one_of(customers);
        at_some_time(customer);
        DemoSale sale = records.begin_sale(customer, products);
        while (chance.percent(60) && !records.move_on(sale, stages)) {
        }
    }
    for (std::int64_t i = 0; i < parties * 5; ++i) {
        const DemoCustomer& customer = chance.one_of(customers);
        at_some_time(customer);
        records.talk(customer, 0);
    }
}

} // namespace

void make_demo_at_scale(Engine& engine, const std::vector<Id>& users, std::int64_t parties,
                        const std::function<void(std::int64_t)>& progress) {
    const Moment start = now();
    std::vector<Id> products;
    DemoStages stages;
    Request first;
    first.source = "demo";
    engine.write(first, [&](Context& context) {
        make_default_data(context);
        Chance chance(1);
        DemoRecords records(context, chance, users);
        records.make_settings();
        products = records.make_products();
        stages = records.stages();
    });
    for (std::int64_t done = 0; done < parties;) {
        const std::int64_t more = std::min(parties_a_transaction, parties - done);
        Request request;
        request.source = "demo";
        engine.write(request, [&](Context& context) {
            Chance chance(static_cast<std::uint64_t>(done) + 2); // the same again when the transaction runs again
            DemoRecords records(context, chance, users);
            fill(records, chance, more, products, stages, start);
        });
        done += more;
        if (progress) progress(done);
    }
}

} // namespace crm

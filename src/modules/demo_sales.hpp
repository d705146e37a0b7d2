// DemoSales: what comes of the deals that a demonstration wins: price lists, quotes, orders, invoices, payments.
#pragma once
#include <vector>

#include "modules/demo_records.hpp"

namespace crm {

struct DemoDebt {
    Id invoice = 0;
    Moment pays_at = 0; // 0: never
    bool in_parts = false;
};

class DemoSales {
public:
    DemoSales(DemoRecords& records, Chance& chance) : records_(records), context_(records.context()), chance_(chance) {}

    void make_price_lists(const std::vector<Id>& products);
    // A quote that goes out while the deal is open.
    void offer(Id deal);
    // The deal was won: an order that is shipped and invoiced. Now and then a piece comes back.
    DemoDebt sell(Id deal);
    // The customer pays, all or a part; what is left over settles the oldest.
    void collect(const DemoDebt& debt);

private:
    Record quote_for(const Record& deal);

    DemoRecords& records_;
    Context& context_;
    Chance& chance_;
};

} // namespace crm

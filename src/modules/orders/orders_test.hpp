// A company that sells, for the tests of its documents: two products, a customer, and the way to any document in one
// call.
#pragma once
#include "modules/modules_test.hpp"
#include "modules/orders/document.hpp"

namespace crm {

class OrdersTest : public ModulesTest {
protected:
    OrdersTest();
    void change_company(const Json& changes);
    // A draft with the customer and currency; saved.
    static Record document(Context& context, const Object& object, Id party, const std::string& currency = "PLN");
    // quantity and unit price of 10^-4, rate of 10^-2.
    static Record add_line(Context& context, const Record& document, std::int64_t quantity, std::int64_t unit_price,
                           std::int64_t rate = 23'00);
    static Record add_product(Context& context, const Record& document, Id product, std::int64_t quantity);
    static Record again(Context& context, const Record& record) { return context.load(record.object(), record.id()); }
    static std::int64_t minor(const std::optional<Money>& money) { return money ? money->minor : 0; }
    // An issued invoice of one line at 100 % of nothing but itself: gross as given, no tax.
    Id issued(Context& context, std::int64_t gross, Id party = 0, const std::string& currency = "PLN") const;
    // An order of 10 mills and 4 kilos of coffee, confirmed.
    Id confirmed_order(Context& context) const;

    Id mill = 0, coffee = 0, acme = 0; // 100.00 PLN at 23 %, 20.00 PLN at 8 %
};

} // namespace crm

#include "modules/orders/orders_test.hpp"

#include "modules/catalog/product.hpp"
#include "modules/core/party.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/order.hpp"

namespace crm {

OrdersTest::OrdersTest() {
    change_company(Json::object(
        {{"name", "Relacja Kawa"}, {"currency", "PLN"}, {"more", Json::object({{"tax_id", "5260250995"}})}}));
    act([&](Context& context) {
        auto sold = [&](const char* name, std::int64_t price, std::int64_t rate) {
            Record record = context.make(product);
            record.set(product.name, name);
            record.set(product.unit, "szt.");
            record.set(product.price, {price, "PLN"});
            record.set(product.vat_rate, rate);
            context.save(record);
            return record.id();
        };
        mill = sold("Mill", 100'00, 23'00);
        coffee = sold("Coffee", 20'00, 8'00);
        acme = organization(context, "Acme").id();
    });
}

void OrdersTest::change_company(const Json& changes) {
    Request request;
    request.at = at;
    engine->save_company(request, changes, 0);
}

Record OrdersTest::document(Context& context, const Object& object, Id party, const std::string& currency) {
    Record record = context.make(object);
    record.set(any_document().party, party);
    record.set(any_document().currency, currency);
    context.save(record);
    return record;
}

Record OrdersTest::add_line(Context& context, const Record& document, std::int64_t quantity, std::int64_t unit_price,
                            std::int64_t rate) {
    const Object& lines = lines_of(context, document.object());
    Record line = context.make(lines);
    line.put(lines.parent_field()->index, document.id());
    line.set(any_line().name, "Thing");
    line.set(any_line().quantity, quantity);
    line.set(any_line().unit_price, unit_price);
    line.set(any_line().vat_rate, rate);
    context.save(line);
    return line;
}

Record OrdersTest::add_product(Context& context, const Record& document, Id product, std::int64_t quantity) {
    const Object& lines = lines_of(context, document.object());
    Record line = context.make(lines);
    line.put(lines.parent_field()->index, document.id());
    line.set(any_line().product, product);
    line.set(any_line().quantity, quantity);
    context.save(line);
    return line;
}

Id OrdersTest::issued(Context& context, std::int64_t gross, Id party, const std::string& currency) const {
    Record made = document(context, invoice, party ? party : acme, currency);
    add_line(context, made, 1'0000, gross * 100, 0);
    made = again(context, made);
    issue(context, made);
    return made.id();
}

Id OrdersTest::confirmed_order(Context& context) const {
    Record made = document(context, order, acme);
    add_product(context, made, mill, 10'0000);
    add_product(context, made, coffee, 4'0000);
    made = again(context, made);
    confirm(context, made);
    return made.id();
}

} // namespace crm

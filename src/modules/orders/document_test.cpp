#include "modules/orders/document.hpp"

#include "modules/catalog/price.hpp"
#include "modules/catalog/price_list.hpp"
#include "modules/catalog/product.hpp"
#include "modules/core/party.hpp"
#include "modules/orders/orders_test.hpp"
#include "modules/orders/quote.hpp"
#include "modules/orders/quote_line.hpp"

namespace crm {

class DocumentTest : public OrdersTest {};

TEST_F(DocumentTest, a_line_takes_name_unit_rate_and_price_of_its_product_and_says_where_the_price_is_from) {
    act([this](Context& context) {
        const Record made = document(context, quote, acme);
        const Record line = add_product(context, made, mill, 2'0000);
        EXPECT_EQ(line.title(), "Mill");
        EXPECT_EQ(line.get(quote_line.unit), "szt.");
        EXPECT_EQ(line.get(quote_line.unit_price), 100'0000);
        EXPECT_EQ(line.get(quote_line.vat_rate), 23'00);
        EXPECT_EQ(line.get(quote_line.priced_by), "list");
        EXPECT_EQ(line.get(quote_line.price_steps), R"([{"text":"Price of the product itself","amount":"100.0000"}])");
        EXPECT_EQ(line.get(quote_line.gross), (Money{246'00, "PLN"}));
    });
}

TEST_F(DocumentTest, the_sums_of_a_document_follow_its_lines) {
    act([this](Context& context) {
        const Record made = document(context, quote, acme);
        add_line(context, made, 3'0000, 100'0000, 23'00);
        add_line(context, made, 2'0000, 49'9900, 23'00);
        add_line(context, made, 1'0000, 19'0500, 8'00);
        Record line = add_line(context, made, 10'0000, 3'3300, 5'00);
        Record now = again(context, made);
        EXPECT_EQ(now.get(quote.net_total), (Money{452'33, "PLN"}));
        EXPECT_EQ(now.get(quote.vat_total), (Money{95'19, "PLN"}));
        EXPECT_EQ(now.get(quote.gross_total), (Money{547'52, "PLN"}));
        EXPECT_EQ(
            Json::parse(now.get(quote.taxes)).items()[1],
            Json::object({{"code", "taxed"}, {"rate", "8.00"}, {"net", "19.05"}, {"vat", "1.52"}, {"gross", "20.57"}}));
        context.remove(line);
        EXPECT_EQ(again(context, made).get(quote.net_total), (Money{419'03, "PLN"}));
        context.restore(line);
        EXPECT_EQ(again(context, made).get(quote.net_total), (Money{452'33, "PLN"}));
    });
}

TEST_F(DocumentTest, tax_is_counted_as_the_document_says) {
    act([this](Context& context) {
        Record made = document(context, quote, acme);
        EXPECT_EQ(made.get(quote.vat_method), "per_rate");
        for (std::int64_t price : {10'0300, 20'0700, 5'5500}) add_line(context, made, 1'0000, price);
        EXPECT_EQ(again(context, made).get(quote.vat_total), (Money{8'20, "PLN"}));
        made = again(context, made);
        made.set(quote.vat_method, "per_line");
        context.save(made);
        EXPECT_EQ(again(context, made).get(quote.vat_total), (Money{8'21, "PLN"}));
    });
}

TEST_F(DocumentTest, a_company_in_macedonia_counts_per_unit_and_any_may_say_otherwise) {
    change_company(Json::object({{"country", "MK"}}));
    act([this](Context& context) { EXPECT_EQ(document(context, quote, acme).get(quote.vat_method), "per_unit"); });
    change_company(Json::object({{"more", Json::object({{"vat_method", "per_line"}})}}));
    act([this](Context& context) { EXPECT_EQ(document(context, quote, acme).get(quote.vat_method), "per_line"); });
}

TEST_F(DocumentTest, a_discount_of_the_document_reaches_every_line) {
    act([this](Context& context) {
        Record made = document(context, quote, acme);
        add_line(context, made, 1'0000, 100'0000);
        made = again(context, made);
        made.set(quote.discount, 10'00);
        context.save(made);
        EXPECT_EQ(again(context, made).get(quote.net_total), (Money{90'00, "PLN"}));
        EXPECT_EQ(load_lines(context, made)[0].get(quote_line.net), (Money{90'00, "PLN"}));
    });
}

TEST_F(DocumentTest, a_price_of_a_list_follows_the_quantity_and_one_typed_by_hand_stays) {
    act([this](Context& context) {
        Record list = context.make(price_list);
        list.set(price_list.name, "Retail");
        list.set(price_list.currency, "PLN");
        context.save(list);
        for (const auto& [from, amount] : {std::pair{0, 95'0000}, {10'0000, 80'0000}}) {
            Record each = context.make(price);
            each.set(price.price_list, list.id());
            each.set(price.product, mill);
            each.set(price.from_quantity, from);
            each.set(price.amount, amount);
            context.save(each);
        }
        const Record made = document(context, quote, acme);
        Record line = add_product(context, made, mill, 1'0000);
        EXPECT_EQ(line.get(quote_line.unit_price), 95'0000);
        line.set(quote_line.quantity, 10'0000);
        context.save(line);
        EXPECT_EQ(line.get(quote_line.unit_price), 80'0000);
        line.set(quote_line.unit_price, 77'0000);
        context.save(line);
        line.set(quote_line.quantity, 1'0000);
        context.save(line);
        EXPECT_EQ(line.get(quote_line.unit_price), 77'0000);
        EXPECT_EQ(line.get(quote_line.priced_by), "hand");
        line.clear(quote_line.unit_price);
        context.save(line);
        EXPECT_EQ(line.get(quote_line.unit_price), 95'0000);
    });
}

TEST_F(DocumentTest, another_customer_has_other_prices) {
    act([this](Context& context) {
        const Id zorza = organization(context, "Zorza").id();
        Record list = context.make(price_list);
        list.set(price_list.name, "Zorza");
        list.set(price_list.currency, "PLN");
        list.set(price_list.party, zorza);
        context.save(list);
        Record each = context.make(price);
        each.set(price.price_list, list.id());
        each.set(price.product, mill);
        each.set(price.amount, 50'0000);
        context.save(each);
        Record made = document(context, quote, acme);
        add_product(context, made, mill, 1'0000);
        EXPECT_EQ(again(context, made).get(quote.net_total), (Money{100'00, "PLN"}));
        made = again(context, made);
        made.set(quote.party, zorza);
        context.save(made);
        EXPECT_EQ(again(context, made).get(quote.net_total), (Money{50'00, "PLN"}));
    });
}

TEST_F(DocumentTest, absurd_quantities_and_prices_are_refused_at_their_field) {
    for (std::int64_t quantity :
         {std::int64_t{0}, std::int64_t{-1'0000}, std::int64_t{1'000'000'001} * 1'0000, INT64_MAX})
        EXPECT_EQ(field_refused(
                      [&](Context& context) { add_line(context, document(context, quote, acme), quantity, 1'0000); }),
                  "quantity")
            << quantity;
    EXPECT_EQ(field_refused([&](Context& context) { add_line(context, document(context, quote, acme), 1'0000, -1); }),
              "unit_price");
    EXPECT_EQ(field_refused([&](Context& context) {
                  add_line(context, document(context, quote, acme), 1'000'000'000'0000, INT64_MAX);
              }),
              "quantity");
    EXPECT_EQ(
        field_refused([&](Context& context) { add_line(context, document(context, quote, acme), 1'0000, 1, 100'01); }),
        "vat_rate");
    EXPECT_EQ(field_refused([&](Context& context) {
                  Record line = add_line(context, document(context, quote, acme), 1'0000, 1);
                  line.set(quote_line.discount, 100'01);
                  context.save(line);
              }),
              "discount");
}

TEST_F(DocumentTest, what_has_no_price_in_the_currency_asks_for_one) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  add_product(context, document(context, quote, acme, "EUR"), mill, 1'0000);
              }),
              "unit_price");
}

TEST_F(DocumentTest, what_is_not_sold_any_more_names_its_successor) {
    const Error error = refusal([this](Context& context) {
        Record old = context.load(product, mill);
        old.set(product.sold_until, *make_day(2026, 11, 19));
        old.set(product.successor, coffee);
        context.save(old);
        add_product(context, document(context, quote, acme), mill, 1'0000);
    });
    ASSERT_FALSE(error.fields.empty());
    EXPECT_EQ(error.fields[0].field, "product");
    EXPECT_EQ(error.fields[0].message, "This product is not sold on that day. It is replaced by Coffee.");
}

TEST_F(DocumentTest, the_currency_stays_once_there_are_lines_and_must_be_known) {
    EXPECT_EQ(field_refused([this](Context& context) { document(context, quote, acme, "XXQ"); }), "currency");
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = document(context, quote, acme);
                  add_line(context, made, 1'0000, 1'0000);
                  made = again(context, made);
                  made.set(quote.currency, "EUR");
                  context.save(made);
              }),
              "currency");
}

TEST_F(DocumentTest, days_to_pay_come_from_the_party) {
    act([this](Context& context) {
        Record who = context.load(party, acme);
        who.set(party.payment_days, 21);
        context.save(who);
        EXPECT_EQ(document(context, quote, acme).get(quote.payment_days), 21);
    });
}

TEST_F(DocumentTest, lines_are_numbered_in_the_order_they_came) {
    act([this](Context& context) {
        const Record made = document(context, quote, acme);
        for (int i = 1; i <= 3; ++i) EXPECT_EQ(add_line(context, made, 1'0000, 1'0000).get(quote_line.position), i);
    });
}

} // namespace crm

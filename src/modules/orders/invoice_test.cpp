#include "modules/orders/invoice.hpp"

#include "modules/catalog/product.hpp"
#include "modules/core/exchange_rate.hpp"
#include "modules/core/party.hpp"
#include "modules/orders/invoice_line.hpp"
#include "modules/orders/order_line.hpp"
#include "modules/orders/orders_test.hpp"

namespace crm {

class InvoiceTest : public OrdersTest {
protected:
    Record of_order(Context& context) const {
        Record made = context.load(order, confirmed_order(context));
        return invoice_order(context, made, {}, "invoice");
    }
    static void rate(Context& context, const std::string& currency, Day day, std::int64_t rate) {
        Record record = context.make(exchange_rate);
        record.set(exchange_rate.currency, currency);
        record.set(exchange_rate.day, day);
        record.set(exchange_rate.rate, rate);
        context.save(record);
    }
    // Two of 49.99 at 23 %, issued.
    Record two(Context& context) const {
        Record made = document(context, invoice, acme);
        add_line(context, made, 2'0000, 49'9900);
        made = again(context, made);
        issue(context, made);
        return made;
    }
};

TEST_F(InvoiceTest, an_issued_invoice_has_number_days_seller_buyer_and_words) {
    act([this](Context& context) {
        Record who = context.load(party, acme);
        who.set(party.tax_id, "7740001454");
        who.set(party.language, "pl");
        who.set(party.address, {"ul. Prosta", "1", "2", "00-001", "Warszawa", "", "PL"});
        context.save(who);
        Record made = of_order(context);
        issue(context, made);
        EXPECT_EQ(made.get(invoice.number), "FV/1/11/2026");
        EXPECT_EQ(made.get(invoice.state), "issued");
        EXPECT_EQ(made.get(invoice.issued_on), *make_day(2026, 11, 20));
        EXPECT_EQ(made.get(invoice.supplied_on), *make_day(2026, 11, 20));
        EXPECT_EQ(made.get(invoice.due_on), *make_day(2026, 12, 4));
        EXPECT_EQ(made.get(invoice.seller_name), "Relacja Kawa");
        EXPECT_EQ(made.get(invoice.seller_tax_id), "5260250995");
        EXPECT_EQ(made.get(invoice.buyer_name), "Acme");
        EXPECT_EQ(made.get(invoice.buyer_tax_id), "7740001454");
        EXPECT_EQ(made.get(invoice.buyer_address_1), "ul. Prosta 1/2");
        EXPECT_EQ(made.get(invoice.buyer_address_2), "00-001 Warszawa");
        EXPECT_EQ(made.get(invoice.words), "tysiąc trzysta szesnaście złotych 40/100");
        EXPECT_EQ(made.get(invoice.open), (Money{1316'40, "PLN"}));
    });
}

TEST_F(InvoiceTest, numbers_begin_anew_with_the_month_and_have_no_gaps_though_an_issue_fails) {
    act([this](Context& context) {
        EXPECT_EQ(two(context).get(invoice.number), "FV/1/11/2026");
        EXPECT_EQ(two(context).get(invoice.number), "FV/2/11/2026");
    });
    refusal([this](Context& context) {
        two(context);
        throw Error(Problem::conflict, "Something else went wrong.");
    });
    act([this](Context& context) { EXPECT_EQ(two(context).get(invoice.number), "FV/3/11/2026"); });
    at += 11 * 24 * hour;
    act([this](Context& context) { EXPECT_EQ(two(context).get(invoice.number), "FV/1/12/2026"); });
}

TEST_F(InvoiceTest, it_is_issued_once) {
    const Error error = refusal([this](Context& context) {
        Record made = two(context);
        issue(context, made);
    });
    EXPECT_STREQ(error.what(), "This cannot be done while the state is issued.");
}

TEST_F(InvoiceTest, without_lines_buyer_or_seller_none_is_issued) {
    EXPECT_EQ(refusal([this](Context& context) {
                  Record made = document(context, invoice, acme);
                  issue(context, made);
              }).problem,
              Problem::conflict);
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = document(context, invoice, acme);
                  add_line(context, made, 1'0000, 1'0000);
                  made = again(context, made);
                  made.clear(invoice.buyer_name);
                  issue(context, made);
              }),
              "buyer_name");
    begin_anew(); // a company without a name
    EXPECT_EQ(refusal([this](Context& context) {
                  acme = organization(context, "Acme").id();
                  issued(context, 100'00);
              }).problem,
              Problem::conflict);
}

TEST_F(InvoiceTest, an_issued_invoice_is_never_changed_nor_deleted) {
    const std::vector<std::pair<const char*, std::function<void(Record&)>>> changes = {
        {"buyer_name", [](Record& record) { record.set(invoice.buyer_name, "Other"); }},
        {"due_on", [](Record& record) { record.set(invoice.due_on, *make_day(2027, 1, 1)); }},
        {"note", [](Record& record) { record.set(invoice.note, "x"); }},
        {"gross_total",
         [](Record& record) {
             record.set(invoice.gross_total, {1, "PLN"});
         }},
        {"state", [](Record& record) { record.set(invoice.state, "draft"); }},
        {"number", [](Record& record) { record.set(invoice.number, "FV/9/11/2026"); }}};
    for (const auto& [field, change] : changes)
        EXPECT_EQ(field_refused([&, change = change](Context& context) {
                      Record made = two(context);
                      change(made);
                      context.save(made);
                  }),
                  field);
    EXPECT_EQ(refusal([this](Context& context) {
                  Record made = two(context);
                  context.remove(made);
              }).problem,
              Problem::conflict);
    EXPECT_EQ(refusal([this](Context& context) {
                  Record line = load_lines(context, two(context))[0];
                  line.set(invoice_line.name, "Other");
                  context.save(line);
              }).problem,
              Problem::conflict);
    act([this](Context& context) { // who looks after it may change
        Record made = two(context);
        made.set(invoice.owner, boris);
        context.save(made);
        EXPECT_EQ(made.get(invoice.owner), boris);
    });
}

TEST_F(InvoiceTest, a_correction_shows_before_and_after_and_its_totals_are_the_difference) {
    act([this](Context& context) {
        Record first = two(context);
        Record made = correct(context, first, "One came back");
        Record line = load_lines(context, made)[0];
        EXPECT_EQ(line.get(invoice_line.quantity_before), 2'0000);
        EXPECT_EQ(line.get(invoice_line.net_before), (Money{99'98, "PLN"}));
        line.set(invoice_line.quantity, 1'0000);
        context.save(line);
        made = again(context, made);
        EXPECT_EQ(made.get(invoice.net_total), (Money{-49'99, "PLN"}));
        EXPECT_EQ(made.get(invoice.vat_total), (Money{-11'50, "PLN"}));
        EXPECT_EQ(made.get(invoice.gross_total), (Money{-61'49, "PLN"}));
        issue(context, made);
        EXPECT_EQ(made.get(invoice.number), "KOR/1/11/2026");
        EXPECT_EQ(made.get(invoice.corrects), first.id());
        EXPECT_EQ(again(context, first).get(invoice.open), (Money{122'98 - 61'49, "PLN"}));
    });
}

TEST_F(InvoiceTest, a_second_correction_goes_on_from_the_first_down_to_nothing) {
    act([this](Context& context) {
        Record first = two(context);
        Record once = correct(context, first, "One came back");
        Record line = load_lines(context, once)[0];
        line.set(invoice_line.quantity, 1'0000);
        context.save(line);
        once = again(context, once);
        issue(context, once);
        first = again(context, first);
        Record twice = correct(context, first, "The other too", true);
        EXPECT_EQ(load_lines(context, twice)[0].get(invoice_line.quantity_before), 1'0000);
        EXPECT_EQ(twice.get(invoice.gross_total), (Money{-61'49, "PLN"}));
        issue(context, twice);
        first = again(context, first);
        EXPECT_EQ(first.get(invoice.open), (Money{0, "PLN"}));
        EXPECT_EQ(first.get(invoice.settlement), "settled");
    });
}

TEST_F(InvoiceTest, a_correction_of_nothing_a_second_draft_and_a_correction_of_a_correction_are_refused) {
    EXPECT_EQ(refusal([this](Context& context) {
                  Record first = two(context);
                  Record made = correct(context, first, "x");
                  issue(context, made);
              }).problem,
              Problem::conflict);
    EXPECT_EQ(refusal([this](Context& context) {
                  Record first = two(context);
                  correct(context, first, "x");
                  correct(context, first, "x");
              }).problem,
              Problem::conflict);
    EXPECT_EQ(refusal([this](Context& context) {
                  Record first = two(context);
                  Record made = correct(context, first, "x", true);
                  issue(context, made);
                  correct(context, made, "x");
              }).problem,
              Problem::conflict);
    act([this](Context& context) { // a text may be corrected alone
        Record first = two(context);
        Record made = correct(context, first, "Wrong name");
        made.set(invoice.buyer_name, "Acme sp. z o.o.");
        issue(context, made);
        EXPECT_EQ(made.get(invoice.gross_total), (Money{0, "PLN"}));
    });
}

TEST_F(InvoiceTest, what_was_corrected_can_be_invoiced_again) {
    act([this](Context& context) {
        Record made = of_order(context);
        issue(context, made);
        Record correction = correct(context, made, "Wrong customer", true);
        issue(context, correction);
        Record from = context.load(order, made.get(invoice.order));
        EXPECT_EQ(from.get(order.invoiced), "none");
        EXPECT_EQ(invoice_order(context, from, {}, "invoice").get(invoice.gross_total), (Money{1316'40, "PLN"}));
    });
}

TEST_F(InvoiceTest, an_advance_is_shared_out_over_the_rates_and_taken_off_the_final_invoice) {
    act([this](Context& context) {
        Record from = context.load(order, confirmed_order(context)); // 1230.00 at 23 %, 86.40 at 8 %
        Record advance = invoice_advance(context, from, {658'20, "PLN"});
        issue(context, advance);
        EXPECT_EQ(advance.get(invoice.number), "ZAL/1/11/2026");
        EXPECT_EQ(advance.get(invoice.gross_total), (Money{658'20, "PLN"}));
        const Json rates = Json::parse(advance.get(invoice.taxes));
        EXPECT_EQ(rates.items()[0].text("gross"), "615.00");
        EXPECT_EQ(rates.items()[0].text("vat"), "115.00");
        EXPECT_EQ(rates.items()[1].text("gross"), "43.20");
        from = again(context, from);
        Record last = invoice_order(context, from, {}, "final");
        EXPECT_EQ(last.get(invoice.gross_total), (Money{658'20, "PLN"}));
        EXPECT_EQ(last.get(invoice.vat_total), (Money{236'40 - 118'20, "PLN"}));
        EXPECT_EQ(last.get(invoice.advances), std::vector<Id>{advance.id()});
        issue(context, last);
        EXPECT_EQ(last.get(invoice.number), "FK/1/11/2026");
        EXPECT_EQ(again(context, from).get(order.invoiced), "fully");
    });
}

TEST_F(InvoiceTest, an_advance_is_above_nothing_and_at_most_what_was_ordered) {
    for (std::int64_t amount : {0, -1, 1316'41})
        EXPECT_EQ(field_refused([&](Context& context) {
                      Record from = context.load(order, confirmed_order(context));
                      invoice_advance(context, from, {amount, "PLN"});
                  }),
                  "amount");
    EXPECT_EQ(field_refused([&](Context& context) {
                  Record from = context.load(order, confirmed_order(context));
                  invoice_advance(context, from, {1, "EUR"});
              }),
              "amount");
    EXPECT_EQ(refusal([&](Context& context) { // nothing is left for a final invoice
                  Record from = context.load(order, confirmed_order(context));
                  Record advance = invoice_advance(context, from, {1316'40, "PLN"});
                  issue(context, advance);
                  invoice_order(context, from, {}, "final");
              })
                  .problem,
              Problem::conflict);
}

TEST_F(InvoiceTest, a_pro_forma_has_its_own_numbers_and_asks_for_nothing) {
    act([this](Context& context) {
        Record from = context.load(order, confirmed_order(context));
        Record made = invoice_order(context, from, {}, "pro_forma");
        issue(context, made);
        EXPECT_EQ(made.get(invoice.number), "PF/1/2026");
        EXPECT_EQ(made.title(), "Pro forma PF/1/2026 – Acme");
        EXPECT_FALSE(made.has(invoice.open));
        EXPECT_EQ(again(context, from).get(order.invoiced), "none");
    });
}

TEST_F(InvoiceTest, the_rate_of_the_last_day_before_the_sale_is_frozen) {
    act([this](Context& context) {
        rate(context, "EUR", *make_day(2026, 11, 18), 4'26000000);
        rate(context, "EUR", *make_day(2026, 11, 19), 4'25000000);
        rate(context, "EUR", *make_day(2026, 11, 20), 4'99000000);
        Record made = context.load(invoice, issued(context, 100'00, 0, "EUR"));
        EXPECT_EQ(made.get(invoice.exchange_rate), 4'25000000);
        EXPECT_EQ(made.get(invoice.rate_on), *make_day(2026, 11, 19));
        EXPECT_EQ(whole(made.at(made.object().field(invoice.gross_total), 2)), 425'00);
        Record earlier = document(context, invoice, acme, "EUR");
        earlier.set(invoice.supplied_on, *make_day(2026, 11, 19));
        context.save(earlier);
        add_line(context, earlier, 1'0000, 1'0000);
        earlier = again(context, earlier);
        issue(context, earlier);
        EXPECT_EQ(earlier.get(invoice.rate_on), *make_day(2026, 11, 18));
    });
}

TEST_F(InvoiceTest, a_currency_without_a_rate_or_with_an_old_one_is_refused) {
    EXPECT_EQ(field_refused([this](Context& context) { issued(context, 100'00, 0, "EUR"); }), "currency");
    EXPECT_EQ(field_refused([this](Context& context) {
                  rate(context, "EUR", *make_day(2026, 11, 1), 4'25000000);
                  issued(context, 100'00, 0, "EUR");
              }),
              "currency");
}

TEST_F(InvoiceTest, split_payment_is_marked_above_the_threshold_when_a_line_falls_under_it) {
    auto marked = [this](std::int64_t gross, bool falls, bool taxpayer) {
        bool is = false;
        act([&](Context& context) {
            Record steel = context.load(product, mill);
            steel.set(product.split_payment, falls);
            context.save(steel);
            Record made = document(context, invoice, acme);
            if (taxpayer) made.set(invoice.buyer_tax_id, "7740001454");
            context.save(made);
            Record line = add_product(context, made, mill, 1'0000);
            line.set(invoice_line.vat_rate, 0);
            line.set(invoice_line.unit_price, gross * 100);
            context.save(line);
            made = again(context, made);
            issue(context, made);
            is = made.get(invoice.split_payment);
        });
        return is;
    };
    EXPECT_FALSE(marked(15'000'00, true, true));
    EXPECT_TRUE(marked(15'000'01, true, true));
    EXPECT_FALSE(marked(20'000'00, false, true));
    EXPECT_FALSE(marked(20'000'00, true, false));
}

TEST_F(InvoiceTest, a_due_day_that_is_past_is_refused) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = document(context, invoice, acme);
                  made.set(invoice.due_on, *make_day(2026, 11, 19));
                  context.save(made);
              }),
              "due_on");
}

} // namespace crm

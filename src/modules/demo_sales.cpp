#include "modules/demo_sales.hpp"

#include "modules/catalog/price.hpp"
#include "modules/catalog/price_list.hpp"
#include "modules/catalog/product.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/payment.hpp"
#include "modules/orders/quote.hpp"
#include "modules/orders/quote_line.hpp"
#include "modules/sales/deal.hpp"

namespace crm {

namespace {

constexpr Moment day_long = 24 * hour;

std::string said(const Context& context, const Label& label) {
    return label.in(context.company().language);
}

} // namespace

void DemoSales::make_price_lists(const std::vector<Id>& products) {
    Record retail = context_.make(price_list);
    retail.set(price_list.name, said(context_, {"Retail", "Detal", "Малопродажба"}));
    retail.set(price_list.currency, context_.company().currency);
    context_.save(retail);
    for (Id id : products) {
        const auto amount = context_.load(product, id).get(product.price);
        if (!amount) continue;
        const std::int64_t whole =
            convert_minor(amount->minor, currency_digits(amount->currency).value_or(2), 1, 0, 4).value_or(0);
        for (const auto& [from, percent] : {std::pair{0, 100}, {5'0000, 96}, {10'0000, 92}}) {
            Record record = context_.make(price);
            record.set(price.price_list, retail.id());
            record.set(price.product, id);
            record.set(price.from_quantity, from);
            record.set(price.amount, whole / 100 * percent);
            context_.save(record);
        }
    }
    Record partners = context_.make(price_list);
    partners.set(price_list.name, said(context_, {"Partners", "Partnerzy", "Партнери"}));
    partners.set(price_list.currency, context_.company().currency);
    partners.set(price_list.base_list, retail.id());
    partners.set(price_list.percent, -8'00);
    partners.set(price_list.rounding, 1'0000);
    partners.set(price_list.roles, {"partner"});
    context_.save(partners);
}

Record DemoSales::quote_for(const Record& won) {
    Record made = context_.make(quote);
    made.set(quote.party, won.get(deal.party));
    made.set(quote.deal, won.id());
    if (won.get(deal.contact)) made.set(quote.contact, won.get(deal.contact));
    context_.save(made);
    const auto amount = won.get(deal.amount), one = context_.load(product, won.get(deal.product)).get(product.price);
    Record line = context_.make(quote_line);
    line.set(quote_line.quote, made.id());
    line.set(quote_line.product, won.get(deal.product));
    line.set(quote_line.quantity,
             amount && one && one->minor ? std::max<std::int64_t>(1, amount->minor / one->minor) * 1'0000 : 1'0000);
    context_.save(line);
    return context_.load(quote, made.id());
}

void DemoSales::offer(Id id) {
    Record made = quote_for(context_.load(deal, id));
    send(context_, made);
}

DemoDebt DemoSales::sell(Id id) {
    const Record won = context_.load(deal, id);
    auto sent = context_.find_one(quote, quote.deal == id && quote.state == "sent");
    Record offered = sent && *sent->get(quote.valid_until) >= context_.today() ? *sent : quote_for(won);
    if (is_draft(offered)) send(context_, offered);
    Record ordered = accept(context_, offered, context_.title("party", won.get(deal.contact)));
    confirm(context_, ordered);
    ship(context_, ordered, {});
    Record billed = invoice_order(context_, ordered, {}, "invoice");
    issue(context_, billed);
    if (chance_.percent(8)) {
        Record first = context_.load(invoice, billed.id());
        Record correction =
            correct(context_, first, said(context_, {"Goods came back", "Zwrot towaru", "Вратена стока"}), true);
        issue(context_, correction);
    }
    DemoDebt debt{billed.id(), 0, chance_.percent(20)};
    if (chance_.percent(88)) debt.pays_at = context_.now() + chance_.between(2, 45) * day_long;
    return debt;
}

void DemoSales::collect(const DemoDebt& debt) {
    const Record owed = context_.load(invoice, debt.invoice);
    const auto open = owed.get(invoice.open);
    if (!open || open->minor <= 0) return;
    Record paid = context_.make(payment);
    paid.set(payment.party, owed.get(invoice.party));
    paid.set(payment.amount,
             {debt.in_parts ? std::max<std::int64_t>(1, open->minor / 2) : open->minor, open->currency});
    paid.set(payment.paid_for, owed.get(invoice.number));
    paid.set(payment.reference, "DEMO-" + owed.get(invoice.number));
    context_.save(paid);
    allocate(context_, paid, debt.invoice);
}

} // namespace crm

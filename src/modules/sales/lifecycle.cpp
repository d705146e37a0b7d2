#include "modules/sales/lifecycle.hpp"

#include <algorithm>

#include "modules/core/party.hpp"
#include "modules/sales/deal.hpp"

namespace crm {

namespace {

// Empty where the deals say nothing.
std::string stage_from_deals(Context& context, Id customer) {
    const auto won = context.find(deal, deal.party == customer && deal.outcome == "won", 2).size();
    if (won > 0) return won > 1 ? "repeat" : "customer";
    if (context.exists(deal, deal.party == customer && deal.outcome == "open")) return "opportunity";
    return context.exists(deal, deal.party == customer && deal.outcome == "lost") ? "lost" : "";
}

void play_role_of_customer(Record& customer) {
    auto roles = customer.get(party.roles);
    if (std::find(roles.begin(), roles.end(), "customer") != roles.end()) return;
    roles.erase(std::remove(roles.begin(), roles.end(), "prospect"), roles.end());
    roles.push_back("customer");
    customer.set(party.roles, roles);
}

void derive_stage(Context& context, Id id, bool won_now) {
    Record customer = context.load(party, id);
    if (customer.binned() || customer.has(party.lifecycle_reason)) return;
    if (won_now && customer.get(party.lifecycle_stage) == "repeat") return;
    const std::string derived = stage_from_deals(context, id);
    if (derived.empty() || derived == customer.get(party.lifecycle_stage)) return;
    customer.set(party.lifecycle_stage, derived);
    if (derived == "customer" || derived == "repeat") play_role_of_customer(customer);
    context.save(customer);
}

} // namespace

void let_customer_follow_again(Context& context, Record& record) {
    if (const Id now = record.get(deal.party)) derive_stage(context, now, record.get(deal.outcome) == "won");
}

void let_customer_follow(Context& context, Record& record) {
    if (!record.changed(deal.outcome) && !record.changed(deal.party)) return;
    const Id now = record.get(deal.party), before = whole_or(record.before(record.object().field(deal.party)), 0);
    if (now) derive_stage(context, now, record.get(deal.outcome) == "won");
    if (before && before != now) derive_stage(context, before, false);
}

} // namespace crm

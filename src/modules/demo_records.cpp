#include "modules/demo_records.hpp"

#include <algorithm>

#include "modules/catalog/product.hpp"
#include "modules/core/activity.hpp"
#include "modules/core/comment.hpp"
#include "modules/core/consent.hpp"
#include "modules/core/employee.hpp"
#include "modules/core/exchange_rate.hpp"
#include "modules/core/party.hpp"
#include "modules/core/relationship.hpp"
#include "modules/core/tag.hpp"
#include "modules/core/view.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/pipeline.hpp"
#include "modules/sales/stage.hpp"

namespace crm {

namespace {

constexpr Moment day_long = 24 * hour;

// About how many units of a currency a euro buys.
double units_for_a_euro(const std::string& currency) {
    if (currency == "PLN") return 4.3;
    if (currency == "MKD") return 61.5;
    return currency == "USD" ? 1.15 : 1;
}

const std::vector<Label>& tag_names() {
    static const std::vector<Label> names = {{"Key customer", "Klient kluczowy", "Клучен клиент"},
                                             {"Newsletter", "Newsletter", "Билтен"},
                                             {"Fair", "Targi", "Саем"}};
    return names;
}

} // namespace

DemoRecords::DemoRecords(Context& context, Chance& chance, const std::vector<Id>& users)
    : context_(context), chance_(chance), users_(users) {
    for (Id user : users) {
        auto rights = std::make_shared<Rights>(*Rights::system());
        rights->user = user;
        rights->zone = context.company().zone;
        rights_.push_back(std::move(rights));
    }
}

void DemoRecords::set_scene(Moment at, std::size_t user) {
    context_.request().at = at;
    if (!rights_.empty()) context_.request().rights = rights_[user % rights_.size()];
}

Money DemoRecords::price(std::int64_t euros) const {
    const std::string& currency = context_.company().currency;
    std::int64_t minor = static_cast<std::int64_t>(static_cast<double>(euros) * units_for_a_euro(currency));
    for (int digit = 0; digit < currency_digits(currency).value_or(2); ++digit) minor *= 10;
    return {minor, currency};
}

std::vector<Id> DemoRecords::make_products() {
    std::vector<Id> made;
    for (const DemoProduct& each : demo_products()) {
        Record record = context_.make(product);
        record.set(product.name, said(each.name));
        record.set(product.sku, each.sku);
        record.set(product.kind, each.kind);
        record.set(product.price, price(each.euros));
        record.set(product.cost, price(each.cost));
        record.set(product.vat_rate, context_.company().country == "MK" ? 18'00 : 23'00);
        context_.save(record);
        made.push_back(record.id());
    }
    return made;
}

void DemoRecords::make_settings() {
    std::int64_t color = 0;
    for (const Label& name : tag_names()) {
        Record record = context_.make(tag);
        record.set(tag.name, said(name));
        record.set(tag.color, color++);
        context_.save(record);
    }
    for (const char* currency : {"EUR", "PLN", "MKD", "USD"}) {
        if (currency == context_.company().currency) continue;
        Record record = context_.make(exchange_rate);
        record.set(exchange_rate.currency, currency);
        record.set(exchange_rate.rate, static_cast<std::int64_t>(units_for_a_euro(context_.company().currency) /
                                                                 units_for_a_euro(currency) * 100'000'000));
        record.set(exchange_rate.source, "demo");
        context_.save(record);
    }
    Record stalled = context_.make(view);
    const Label called{"Stalled deals", "Szanse, które utknęły", "Заглавени можности"};
    stalled.set(view.name, said(called));
    view.names.set(stalled, called, context_.company().language);
    stalled.set(view.object, "deal");
    stalled.set(view.share, "all");
    stalled.set(view.definition,
                Json::object({{"filter", Json::object({{"stalled", true}})}, {"sort", "-amount_base"}}).dump());
    context_.save(stalled);
    for (Id user : users_) {
        Record record = context_.make(employee);
        record.set(employee.user, user);
        record.set(employee.position, said({"Salesperson", "Handlowiec", "Комерцијалист"}));
        record.set(employee.languages, {"pl", "mk", "en"});
        record.set(employee.capacity, 20);
        context_.save(record);
    }
}

DemoStages DemoRecords::stages() {
    DemoStages all;
    const auto sales = default_pipeline(context_);
    auto found = context_.find(stage, stage.pipeline == (sales ? sales->id() : 0));
    std::sort(found.begin(), found.end(),
              [](const Record& a, const Record& b) { return a.get(stage.position) < b.get(stage.position); });
    for (const Record& each : found) {
        const std::string outcome = each.get(stage.outcome);
        if (outcome == "open")
            all.open.push_back(each.id());
        else
            (outcome == "won" ? all.won : all.lost) = each.id();
    }
    return all;
}

Id DemoRecords::make_firm(const Nation& nation, std::string& domain) {
    const std::string name = firm_of(chance_, nation);
    domain = domain_of(name);
    Record record = context_.make(party);
    record.set(party.kind, "organization");
    record.set(party.name, name);
    record.set(party.legal_form, legal_form_of(name));
    record.set(party.sector, chance_.one_of(nation.sectors));
    record.set(party.employees, chance_.between(3, 400));
    record.set(party.email, "office@" + domain);
    record.set(party.phone, phone_of(chance_, nation));
    record.set(party.address, address_in(chance_, nation));
    record.set(party.website, "https://" + domain);
    record.set(party.country, nation.country);
    record.set(party.roles, {"prospect"});
    record.set(party.source, said(chance_.one_of(sources())));
    if (chance_.percent(12)) record.set(party.tags, {said(tag_names()[0])});
    context_.save(record);
    return record.id();
}

Id DemoRecords::make_person(const Nation& nation, const std::string& domain) {
    const DemoPerson who = person_of(chance_, nation, domain);
    Record record = context_.make(party);
    record.set(party.kind, "person");
    record.set(party.given_name, who.given);
    record.set(party.family_name, who.family);
    record.set(party.gender, who.woman ? "female" : "male");
    record.set(party.email, who.email);
    record.set(party.phone, who.phone);
    record.set(party.country, nation.country);
    record.set(party.language, nation.language);
    record.set(party.zone, nation.zone);
    if (domain.empty()) {
        record.set(party.address, address_in(chance_, nation));
        record.set(party.source, said(chance_.one_of(sources())));
    }
    if (chance_.percent(20)) record.set(party.tags, {said(tag_names()[1])});
    context_.save(record);
    return record.id();
}

void DemoRecords::employ(Id who, Id firm) {
    Record record = context_.make(relationship);
    record.set(relationship.from, who);
    record.set(relationship.to, firm);
    record.set(relationship.kind, "works_at");
    record.set(relationship.job_title, said(chance_.one_of(job_titles())));
    if (chance_.percent(40))
        record.set(relationship.buying_role, chance_.percent(50) ? "decision_maker" : "influencer");
    context_.save(record);
}

DemoCustomer DemoRecords::make_customer(int& made, int most) {
    DemoCustomer customer;
    customer.nation = static_cast<std::size_t>(chance_.between(0, static_cast<std::int64_t>(nations().size()) - 1));
    customer.user = some_user();
    const Nation& nation = nations()[customer.nation];
    if (chance_.percent(40) || most < 2) {
        customer.id = customer.contact = make_person(nation, "");
        made = 1;
        return customer;
    }
    std::string domain;
    customer.id = make_firm(nation, domain);
    const std::int64_t people = std::min<std::int64_t>(chance_.between(1, 2), most - 1);
    for (std::int64_t i = 0; i < people; ++i) {
        customer.contact = make_person(nation, domain);
        employ(customer.contact, customer.id);
    }
    made = 1 + static_cast<int>(people);
    return customer;
}

DemoSale DemoRecords::begin_sale(const DemoCustomer& customer, const std::vector<Id>& products) {
    const auto which = static_cast<std::size_t>(chance_.between(0, static_cast<std::int64_t>(products.size()) - 1));
    Record record = context_.make(deal);
    record.set(deal.party, customer.id);
    if (customer.contact != customer.id) record.set(deal.contact, customer.contact);
    record.set(deal.product, products[which]);
    record.set(deal.amount, price(demo_products()[which].euros * chance_.between(1, 12)));
    record.set(deal.closes_on, Day{static_cast<std::int32_t>(context_.today().days + chance_.between(15, 90))});
    record.set(deal.source, said(chance_.one_of(sources())));
    context_.save(record);
    return {record.id(), customer, 0, context_.now()};
}

bool DemoRecords::move_on(DemoSale& sale, const DemoStages& stages) {
    Record record = context_.load(deal, sale.id);
    if (chance_.percent(20)) {
        move(context_, record, stages.lost, said(chance_.one_of(loss_reasons())));
        return true;
    }
    const bool last = ++sale.step >= stages.open.size();
    move(context_, record, last ? stages.won : stages.open[sale.step], "");
    return last;
}

void DemoRecords::talk(const DemoCustomer& customer, Id deal) {
    const DemoTalk& talk = chance_.one_of(talks());
    Record record = context_.make(activity);
    record.set(activity.kind, talk.kind);
    record.set(activity.subject, said(talk.subject));
    record.set(activity.outcome, said(talk.outcome));
    record.set(activity.direction, talk.direction);
    record.set(activity.party, customer.id);
    if (deal) record.set(activity.about, {"deal", deal});
    if (customer.contact != customer.id) record.set(activity.participants, {customer.contact});
    record.set(activity.starts_at, context_.now());
    if (record.get(activity.kind) == "meeting") record.set(activity.ends_at, context_.now() + hour);
    record.set(activity.done, true);
    context_.save(record);
}

Record DemoRecords::plan(const DemoCustomer& customer, Id deal, const std::string& kind, Moment due) {
    Record record = context_.make(activity);
    record.set(activity.kind, kind);
    record.set(activity.subject, said(kind == "task" ? chance_.one_of(task_subjects())
                                                     : Label{"Presentation", "Prezentacja", "Презентација"}));
    record.set(activity.party, customer.id);
    if (deal) record.set(activity.about, {"deal", deal});
    if (kind == "task") {
        record.set(activity.due_at, due);
    } else {
        record.set(activity.starts_at, due);
        record.set(activity.ends_at, due + hour);
    }
    record.set(activity.done, false);
    context_.save(record);
    return record;
}

void DemoRecords::remark(const AnyLink& about) {
    Record record = context_.make(comment);
    record.set(comment.about, about);
    record.set(comment.body, said(chance_.one_of(remarks())));
    if (users_.size() > 1) record.set(comment.mentions, {users_[some_user()]});
    context_.save(record);
}

void DemoRecords::give_consent(const DemoCustomer& customer) {
    Record record = context_.make(consent);
    record.set(consent.party, customer.contact);
    record.set(consent.purpose, "newsletter");
    record.set(consent.channel, "email");
    record.set(consent.state, chance_.percent(90) ? "granted" : "withdrawn");
    record.set(consent.source, said({"Form on the website", "Formularz na stronie", "Образец на страницата"}));
    record.set(consent.at, context_.now() - chance_.between(0, 20) * day_long);
    context_.save(record);
}

} // namespace crm

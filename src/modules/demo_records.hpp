// DemoRecords: makes the records of a demonstration, one at a time, in the name of its users and at the time of its
// story.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "modules/demo_words.hpp"
#include "record/context.hpp"

namespace crm {

struct DemoCustomer {
    Id id = 0, contact = 0; // contact: a person there; themselves where it is a person
    std::size_t nation = 0, user = 0;
};
struct DemoSale {
    Id id = 0;
    DemoCustomer customer;
    std::size_t step = 0; // among the open stages
    Moment begun = 0;
};
struct DemoStages {
    std::vector<Id> open; // in order
    Id won = 0, lost = 0;
};

class DemoRecords {
public:
    DemoRecords(Context& context, Chance& chance, const std::vector<Id>& users);

    // From here on it is `at` and the user of this number acts.
    void set_scene(Moment at, std::size_t user);

    std::vector<Id> make_products();
    void make_settings(); // tags, rates, a saved view, profiles of the users
    DemoStages stages();
    // A company with one or two people who work there, or a person: at most `most` parties. Says how many that made.
    DemoCustomer make_customer(int& made, int most);
    DemoSale begin_sale(const DemoCustomer& customer, const std::vector<Id>& products);
    // Wins, loses or moves on; true when the deal is over.
    bool move_on(DemoSale& sale, const DemoStages& stages);
    void talk(const DemoCustomer& customer, Id deal);
    Record plan(const DemoCustomer& customer, Id deal, const std::string& kind, Moment due);
    void remark(const AnyLink& about);
    void give_consent(const DemoCustomer& customer);

    Context& context() { return context_; }
    std::size_t some_user() {
        return users_.empty()
                   ? 0
                   : static_cast<std::size_t>(chance_.between(0, static_cast<std::int64_t>(users_.size()) - 1));
    }

private:
    Id make_firm(const Nation& nation, std::string& domain);
    Id make_person(const Nation& nation, const std::string& domain);
    void employ(Id who, Id firm);
    Money price(std::int64_t euros) const;
    std::string said(const Label& label) const { return label.in(context_.company().language); }

    Context& context_;
    Chance& chance_;
    const std::vector<Id>& users_;
    std::vector<std::shared_ptr<const Rights>> rights_;
};

} // namespace crm

// "Nobody sees more than they may": random roles against a brute-force look at every record, over lists, single
// records, titles, searches, links, filters and aggregates.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <functional>
#include <random>
#include <set>

#include "base/error.hpp"
#include "record/history.hpp"
#include "record/rights.hpp"
#include "record/search.hpp"
#include "testing/sales_fixture.hpp"

using namespace crm;
using namespace crm::testing::sales;

namespace {

struct KnownParty {
    Id id = 0;
    std::string name, word;
    int owner = -1, above = -1;
    std::int64_t employees = 0;
};
struct KnownDeal {
    Id id = 0;
    std::string name;
    int owner = -1, party = -1;
    std::set<int> helpers;
    std::int64_t amount = 0; // EUR, in cents
};
struct KnownChild { // a contact point, or a remark about a party or a deal
    Id id = 0;
    std::string name;
    int party = -1, deal = -1;
};

// A company in which everything is known to the test.
struct Data {
    World world;
    std::vector<Id> teams, users;
    std::vector<int> team_of; // a user's team
    std::vector<KnownParty> parties;
    std::vector<KnownDeal> deals;
    std::vector<KnownChild> points, remarks;

    Data() {
        std::mt19937 random(5);
        auto some = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
        for (int i = 0; i < 3; ++i)
            teams.push_back(world.add(team, Json::object({{"name", "team" + std::to_string(i)}})));
        for (int i = 0; i < 5; ++i) {
            team_of.push_back(some(4) - 1);
            Json values = Json::object({{"name", "user" + std::to_string(i)}});
            if (team_of.back() >= 0) values.set("team", id_json(teams[static_cast<std::size_t>(team_of.back())]));
            users.push_back(world.add(user, values));
        }
        auto put_owner = [&](Json& values, int& owner) {
            if ((owner = some(6) - 1) >= 0) values.set("owner", id_json(users[static_cast<std::size_t>(owner)]));
        };
        for (int i = 0; i < 25; ++i) {
            KnownParty known;
            known.word = "word" + std::string(1, static_cast<char>('a' + i));
            known.name = "Party " + known.word;
            Json values = Json::object({{"name", known.name},
                                        {"employees", known.employees = some(10)},
                                        {"tax_id", "77" + std::to_string(1000 + i)},
                                        {"pesel", "88" + std::to_string(1000 + i)}});
            put_owner(values, known.owner);
            if (i && some(2)) values.set("above", id_json(parties[static_cast<std::size_t>(known.above = some(i))].id));
            known.id = world.add(party, values);
            parties.push_back(known);
        }
        for (int i = 0; i < 30; ++i) {
            KnownDeal known;
            known.name = "Deal " + std::to_string(i);
            known.amount = 100 * some(50);
            Json values = Json::object(
                {{"name", known.name},
                 {"amount", Json::object({{"amount", format_decimal(known.amount, 2)}, {"currency", "EUR"}})}});
            put_owner(values, known.owner);
            if (some(4)) values.set("party", id_json(parties[static_cast<std::size_t>(known.party = some(25))].id));
            Json helpers = Json::array();
            for (int who = 0; who < 5; ++who)
                if (some(6) == 0 && known.helpers.insert(who).second)
                    helpers.push(id_json(users[static_cast<std::size_t>(who)]));
            values.set("helpers", helpers);
            known.id = world.add(deal, values);
            deals.push_back(known);
        }
        for (int i = 0; i < 20; ++i) {
            KnownChild known{0, "Point " + std::to_string(i), some(25)};
            known.id = world.add(contact_point,
                                 Json::object({{"value", known.name},
                                               {"party", id_json(parties[static_cast<std::size_t>(known.party)].id)}}));
            points.push_back(known);
        }
        for (int i = 0; i < 20; ++i) {
            KnownChild known{0, "Remark " + std::to_string(i)};
            const bool of_deal = some(2);
            (of_deal ? known.deal : known.party) = some(25);
            const Id about = of_deal ? deals[static_cast<std::size_t>(known.deal)].id
                                     : parties[static_cast<std::size_t>(known.party)].id;
            known.id = world.add(remark, Json::object({{"name", known.name},
                                                       {"about", Json::object({{"object", of_deal ? "deal" : "party"},
                                                                               {"id", id_json(about)}})}}));
            remarks.push_back(known);
        }
    }
};

int below(int n) {
    return *rc::gen::inRange(0, n);
}

// One random role of one user: what it grants, as rights and as a look at what the test remembers.
struct Policy {
    int who;
    std::set<int> teams;
    std::shared_ptr<Rights> rights;
    std::function<bool(const KnownParty&)> sees_party = [](const KnownParty&) { return false; };
    std::function<bool(const KnownDeal&)> sees_deal = [](const KnownDeal&) { return false; };
    bool reads_party_name = true, reads_employees = true, reads_amount = true, reads_deal_party = true,
         reads_tax_id = true, reads_pesel = true;
    std::string text;

    bool owned(const Data& data, int owner, const std::set<int>& helpers, bool by_team) const {
        auto ours = [&](int user) {
            return user == who ||
                   (by_team && user >= 0 && teams.contains(data.team_of[static_cast<std::size_t>(user)]));
        };
        return ours(owner) || std::any_of(helpers.begin(), helpers.end(), ours);
    }
};

void grant_parties(const Data& data, Policy& policy, int kind, std::int64_t least) {
    Policy* self = &policy;
    auto& read = policy.rights->objects["party"].read;
    auto before = policy.sees_party;
    auto add = [&](Condition rows, std::function<bool(const KnownParty&)> sees) {
        read = read ? std::move(*read) || std::move(rows) : std::move(rows);
        policy.sees_party = [before, sees](const KnownParty& known) { return before(known) || sees(known); };
    };
    if (kind == 1) add(Condition::everything(), [](const KnownParty&) { return true; });
    if (kind == 2) add(mine(), [self](const KnownParty& known) { return known.owner == self->who; });
    if (kind == 3)
        add(of_team(), [self, &data](const KnownParty& known) { return self->owned(data, known.owner, {}, true); });
    if (kind == 4)
        add(party.employees >= Value(least), [least](const KnownParty& known) { return known.employees >= least; });
}

void grant_deals(const Data& data, Policy& policy, int kind, std::int64_t least) {
    Policy* self = &policy;
    auto& read = policy.rights->objects["deal"].read;
    auto before = policy.sees_deal;
    auto add = [&](Condition rows, std::function<bool(const KnownDeal&)> sees) {
        read = read ? std::move(*read) || std::move(rows) : std::move(rows);
        policy.sees_deal = [before, sees](const KnownDeal& known) { return before(known) || sees(known); };
    };
    if (kind == 1) add(Condition::everything(), [](const KnownDeal&) { return true; });
    if (kind == 2)
        add(mine(),
            [self, &data](const KnownDeal& known) { return self->owned(data, known.owner, known.helpers, false); });
    if (kind == 3)
        add(of_team(),
            [self, &data](const KnownDeal& known) { return self->owned(data, known.owner, known.helpers, true); });
    if (kind == 4) {
        // A role's own condition looks at the truth, not at what the caller sees of it.
        Condition follows{Condition::Op::follows, deal.party.index, -1, {}, {party.employees >= Value(least)}, "party"};
        add(std::move(follows), [least, &data](const KnownDeal& known) {
            return known.party >= 0 && data.parties[static_cast<std::size_t>(known.party)].employees >= least;
        });
    }
}

std::unique_ptr<Policy> some_policy(const Data& data) {
    auto policy = std::make_unique<Policy>();
    policy->who = below(5);
    if (const int own = data.team_of[static_cast<std::size_t>(policy->who)]; own >= 0) {
        policy->teams.insert(own);
        if (below(2)) policy->teams.insert(below(3));
    }
    std::vector<Id> teams;
    for (int each : policy->teams) teams.push_back(data.teams[static_cast<std::size_t>(each)]);
    policy->rights = caller(data.users[static_cast<std::size_t>(policy->who)], teams.empty() ? 0 : teams[0], teams);
    for (int role = below(2); role >= 0; --role) { // one or two roles, joined
        const int of_parties = below(5), of_deals = below(5), least = below(10);
        grant_parties(data, *policy, of_parties, least);
        grant_deals(data, *policy, of_deals, least);
        policy->text += " parties " + std::to_string(of_parties) + " deals " + std::to_string(of_deals) + " from " +
                        std::to_string(least);
    }
    auto forbid = [&](const Object& object, const Object::Handle& field, bool& reads) {
        auto& fields = policy->rights->objects[object.name].fields;
        if (fields.empty()) fields.assign(object.fields.size(), FieldAccess::read);
        if ((reads = below(4) != 0)) return;
        fields[static_cast<std::size_t>(field.index)] = FieldAccess::none;
        policy->text += " without " + object.name + "." + object.field(field).name;
    };
    forbid(party, party.name, policy->reads_party_name);
    forbid(party, party.employees, policy->reads_employees);
    forbid(party, party.tax_id, policy->reads_tax_id);
    forbid(party, party.pesel, policy->reads_pesel);
    forbid(deal, deal.amount, policy->reads_amount);
    forbid(deal, deal.party, policy->reads_deal_party);
    return policy;
}

using Ids = std::set<Id>;

// Compares everything one caller can ask with what they should see.
class Oracle {
public:
    Oracle(Data& data, const Policy& policy) : data_(data), policy_(policy) {
        for (const auto& known : data.parties)
            if (policy.sees_party(known)) parties_.insert(known.id);
        for (const auto& known : data.deals)
            if (policy.sees_deal(known)) deals_.insert(known.id);
        for (const auto& known : data.points)
            if (parties_.contains(party_of(known.party))) points_.insert(known.id);
        for (const auto& known : data.remarks)
            if (parties_.contains(party_of(known.party)) ||
                (known.deal >= 0 && deals_.contains(data.deals[static_cast<std::size_t>(known.deal)].id)))
                remarks_.insert(known.id);
    }
    void check() {
        lists();
        single_records();
        links();
        filters();
        searches();
        aggregates();
        unknown_fields();
    }

private:
    Id party_of(int place) const { return place < 0 ? 0 : data_.parties[static_cast<std::size_t>(place)].id; }
    void same(const Ids& found, const Ids& expected, const std::string& what) const {
        if (found != expected)
            RC_FAIL(what + ": " + std::to_string(found.size()) + " and not " + std::to_string(expected.size()) +
                    policy_.text);
    }
    void holds(bool held, const std::string& what) const {
        if (!held) RC_FAIL(what + policy_.text);
    }
    Json list(const Object& object, const std::string& filter) {
        return data_.world.list(object, {{"filter", filter}, {"limit", "200"}}, policy_.rights);
    }
    static Ids ids(const Json& list) {
        Ids found;
        for (const Json& item : list["items"].items()) found.insert(*parse_id(item.text("id")));
        return found;
    }
    bool refused(const std::function<void()>& ask) const {
        try {
            ask();
        } catch (const Error&) {
            return true;
        }
        return false;
    }
    bool reads(const Object& object) const { return policy_.rights->allows(object, Act::read); }

    void lists() {
        if (reads(party))
            same(ids(parties_list_ = list(party, "{}")), parties_, "list of parties");
        else
            holds(refused([&] { list(party, "{}"); }) && parties_.empty(), "parties are refused");
        if (reads(deal)) same(ids(deals_list_ = list(deal, "{}")), deals_, "list of deals");
        if (reads(party)) same(ids(list(contact_point, "{}")), points_, "list of contact points");
        same(ids(list(remark, "{}")), remarks_, "list of remarks");
    }

    void single_records() {
        data_.world.read(
            [&](Context& context) {
                std::vector<Id> all;
                for (const auto& known : data_.parties) all.push_back(known.id);
                Ids seen, titled;
                for (Id id : visible(context, context.object("party"), all)) seen.insert(id);
                for (const auto& [id, title] : titles(context, context.object("party"), all)) {
                    titled.insert(id);
                    holds(title.empty() != policy_.reads_party_name, "titles of parties");
                }
                same(seen, parties_, "visible parties");
                same(titled, parties_, "titles of parties");
                for (const auto& known : data_.deals) {
                    std::string json;
                    const bool found = write_record(context, context.object("deal"), known.id, {}, json).has_value();
                    holds(found == deals_.contains(known.id), "a single deal");
                    holds(found == allowed(context, context.object("deal"), known.id, Act::read), "a deal's reading");
                    std::string history;
                    holds(found != refused([&] {
                              write_history(context, context.object("deal"), known.id, 10, "", history);
                          }),
                          "a deal's history");
                    holds(policy_.reads_amount || history.find("\"amount\"") == std::string::npos,
                          "an amount in history");
                }
            },
            policy_.rights);
    }

    void links() {
        for (const Json& item : deals_list_.is_null() ? Json::Array() : deals_list_["items"].items()) {
            const KnownDeal& known = *std::find_if(data_.deals.begin(), data_.deals.end(), [&](const KnownDeal& each) {
                return std::to_string(each.id) == item.text("id");
            });
            holds((item.find("amount") != nullptr) == policy_.reads_amount, "the amount of a deal");
            holds((item.find("party") != nullptr) == policy_.reads_deal_party, "the party of a deal");
            if (!policy_.reads_deal_party) continue;
            const bool in_sight = parties_.contains(party_of(known.party));
            holds(item["party"].is_null() == !in_sight, "a link out of sight");
            if (in_sight)
                holds(item["party"].text("title").empty() != policy_.reads_party_name, "the title of a linked party");
        }
        for (const Json& item : parties_list_.is_null() ? Json::Array() : parties_list_["items"].items()) {
            const KnownParty& known =
                *std::find_if(data_.parties.begin(), data_.parties.end(),
                              [&](const KnownParty& each) { return std::to_string(each.id) == item.text("id"); });
            holds(item["above"].is_null() != parties_.contains(party_of(known.above)), "a party's link");
            holds((item.find("employees") != nullptr) == policy_.reads_employees, "the employees of a party");
        }
    }

    void filters() {
        if (!reads(deal) || !policy_.reads_deal_party) return;
        const KnownParty& one = data_.parties[static_cast<std::size_t>(below(25))];
        Ids with, above, empty;
        for (const auto& known : data_.deals) {
            if (!deals_.contains(known.id)) continue;
            const Id linked = parties_.contains(party_of(known.party)) ? party_of(known.party) : 0;
            if (linked == one.id) with.insert(known.id);
            if (linked == 0) empty.insert(known.id);
            if (linked && data_.parties[static_cast<std::size_t>(known.party)].employees > 4) above.insert(known.id);
        }
        same(ids(list(deal, "{\"party\":\"" + std::to_string(one.id) + "\"}")), with, "deals of a party");
        same(ids(list(deal, R"({"party":null})")), empty, "deals without a party");
        if (policy_.reads_employees)
            same(ids(list(deal, R"({"party.employees":{"gt":4}})")), above, "deals of large parties");
        else
            holds(refused([&] { list(deal, R"({"party.employees":{"gt":4}})"); }),
                  "a filter by an unknown linked field");
    }

    Ids search(const std::string& typed, const std::string& object) {
        std::string out;
        data_.world.read(
            [&](Context& context) {
                out.clear();
                write_search(context, typed, {object}, 200, out);
            },
            policy_.rights);
        Ids found;
        const Json answer = Json::parse(out);
        for (const Json& item : answer["items"].items()) found.insert(*parse_id(item.text("id")));
        return found;
    }

    void searches() {
        const KnownParty& one = data_.parties[static_cast<std::size_t>(below(25))];
        const Ids just_it = parties_.contains(one.id) ? Ids{one.id} : Ids{};
        same(search(one.word, "party"), policy_.reads_party_name ? just_it : Ids{}, "search for " + one.word);
        const std::string number = std::to_string(1000 + (&one - data_.parties.data()));
        same(search("77" + number, "party"), policy_.reads_tax_id ? just_it : Ids{}, "search by tax number");
        same(search("88" + number, "party"), policy_.reads_pesel ? just_it : Ids{}, "search by personal number");
        same(search("party", "party"), policy_.reads_party_name ? parties_ : Ids{}, "search for all parties");
        same(search("deal", "deal"), deals_, "search for all deals");
        same(search("remark", "remark"), remarks_, "search for all remarks");
    }

    void aggregates() {
        if (!reads(deal)) return;
        auto rows = [&](const char* group, const char* measure) {
            return data_.world.aggregate(deal, {{"group", group}, {"measure", measure}}, policy_.rights)["rows"];
        };
        std::int64_t total = 0;
        for (const auto& known : data_.deals)
            if (deals_.contains(known.id)) total += known.amount;
        holds(rows("", "count").items()[0].number("count") == static_cast<std::int64_t>(deals_.size()),
              "the number of deals");
        if (policy_.reads_amount)
            holds(rows("", "sum:amount_base").items()[0]["sum:amount_base"].text("amount") == format_decimal(total, 2),
                  "the sum of deals");
        if (!policy_.reads_deal_party) return;
        std::map<std::string, std::int64_t> expected, found;
        for (const auto& known : data_.deals)
            if (deals_.contains(known.id))
                ++expected[parties_.contains(party_of(known.party)) ? std::to_string(party_of(known.party)) : ""];
        const Json groups = rows("party", "count");
        for (const Json& row : groups.items()) {
            const Json& linked = row["group"]["party"];
            found[linked.is_null() ? "" : linked.text("id")] += row.number("count");
            if (!linked.is_null())
                holds(linked.text("title").empty() != policy_.reads_party_name, "the title of a group");
        }
        holds(found == expected, "deals by party");
    }

    // What may not be read is unknown: in a filter, a sort, a field list, a group, a measure.
    void unknown_fields() {
        auto unknown = [&](const Object& object, const std::string& field, bool reads_it) {
            if (reads_it || !reads(object)) return;
            auto asked = [&](const char* argument, const std::string& value) {
                return refused([&] { data_.world.list(object, {{argument, value}}, policy_.rights); });
            };
            holds(asked("filter", "{\"" + field + "\":{\"is_null\":true}}") && asked("sort", field) &&
                      asked("fields", field),
                  field + " in a list");
            holds(refused([&] {
                      data_.world.aggregate(object, {{"group", field}}, policy_.rights);
                  }) &&
                      refused([&] {
                          data_.world.aggregate(object, {{"measure", "sum:" + field}}, policy_.rights);
                      }),
                  field + " in an aggregate");
        };
        unknown(party, "name", policy_.reads_party_name);
        unknown(party, "title", policy_.reads_party_name);
        unknown(party, "employees", policy_.reads_employees);
        unknown(deal, "amount", policy_.reads_amount);
        unknown(deal, "amount_base", policy_.reads_amount);
        unknown(deal, "party", policy_.reads_deal_party);
    }

    Data& data_;
    const Policy& policy_;
    Ids parties_, deals_, points_, remarks_;
    Json parties_list_, deals_list_;
};

TEST(Sight, nobody_sees_more_than_they_may) {
    Data data;
    const bool held = rc::check("whatever the roles, every answer shows exactly what they allow", [&] {
        for (int i = 0; i < 3; ++i) {
            const auto policy = some_policy(data);
            Oracle(data, *policy).check();
        }
    });
    EXPECT_TRUE(held);
}

} // namespace

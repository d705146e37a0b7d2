#include <algorithm>
#include <random>

#include "base/json.hpp"
#include "modules/core/activity.hpp"
#include "modules/core/address.hpp"
#include "modules/core/consent.hpp"
#include "modules/core/contact_point.hpp"
#include "modules/core/file.hpp"
#include "modules/core/party.hpp"
#include "modules/core/relationship.hpp"
#include "modules/modules_test.hpp"
#include "modules/sales/deal.hpp"
#include "record/merge.hpp"
#include "record/undo.hpp"
#include "testing/everything.hpp"

namespace crm {

namespace {

class Merging : public ModulesTest {
protected:
    Operation merge(const std::string& object, const std::vector<Id>& ids, const Json& values = Json::object()) {
        Request request;
        request.at = at;
        return begin_merge(*engine, request, {object, ids.front(), {ids.begin() + 1, ids.end()}, values, {}});
    }
    Operation undo(Id id) {
        Request request;
        request.at = at;
        ImportSurroundings around;
        around.rights = Rights::system();
        return run_undo(*engine, begin_undo(*engine, request, id).id, around);
    }
    Json preview(const std::vector<Id>& ids) {
        Request request;
        request.at = at;
        std::string out;
        write_merge_preview(*engine, request, {"party", ids.front(), {ids.begin() + 1, ids.end()}, Json::object(), {}},
                            out);
        return Json::parse(out);
    }
    Id made(const std::function<Record(Context&)>& make) {
        Id id = 0;
        act([&](Context& context) { id = make(context).id(); });
        return id;
    }
    // Merges, undoes, and says what is not as it was.
    void expect_undone(const std::string& object, const std::vector<Id>& ids) {
        const auto before = testing::everything(*engine);
        const Operation done = merge(object, ids);
        ASSERT_EQ(done.state, "done") << done.message;
        const auto merged = testing::everything(*engine);
        EXPECT_NE(before, merged);
        const Operation undone = undo(done.id);
        EXPECT_EQ(undone.state, "done") << undone.message;
        EXPECT_EQ(undone.counts.skipped + undone.counts.refused, 0);
        const auto after = testing::everything(*engine);
        std::vector<std::string> lost, left;
        std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(lost));
        std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(left));
        EXPECT_EQ(lost, std::vector<std::string>());
        EXPECT_EQ(left, std::vector<std::string>());
    }
};

// Somebody with everything that may hang on a customer.
class Customers {
public:
    Customers(Context& context, std::mt19937& dice) : context_(context), dice_(dice) {}

    Id customer(int number) {
        Record record = context_.make(party);
        const bool is_person = below(2);
        record.set(party.kind, is_person ? "person" : "organization");
        if (is_person) {
            record.set(party.given_name, pick({"Anna", "Ania", "Jan"}));
            record.set(party.family_name, pick({"Nowak", "Lis"}));
        } else {
            record.set(party.name, "Firma " + std::to_string(number));
        }
        if (below(2)) record.set(party.email, "p" + std::to_string(below(3)) + "@x.pl");
        if (below(2)) record.set(party.phone, "+4850123456" + std::to_string(below(3)));
        if (below(2)) record.set(party.tax_id, pick({"5261040828", "5252248481"}));
        if (below(2))
            record.set(party.address,
                       PostalAddress{.street = "Prosta", .house = std::to_string(below(3)), .city = "Opole"});
        if (below(2)) record.set(party.note, "note " + std::to_string(below(3)));
        context_.save(record);
        return record.id();
    }
    void hang_something_on(const std::vector<Id>& all) {
        const Id one = all[static_cast<std::size_t>(below(static_cast<int>(all.size())))],
                 other = all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
        switch (below(7)) {
        case 0:
            return save(contact_point, [&](Record& record) {
                record.set(contact_point.party, one);
                record.set(contact_point.kind, "email");
                record.set(contact_point.value, "v" + std::to_string(below(4)) + "@y.pl");
            });
        case 1:
            return save(address, [&](Record& record) {
                record.set(address.party, one);
                record.set(address.place,
                           PostalAddress{.street = "Leśna", .house = std::to_string(below(3)), .city = "Nysa"});
            });
        case 2:
            return save(consent, [&](Record& record) {
                record.set(consent.party, one);
                record.set(consent.purpose, pick({"newsletter", "survey"}));
                record.set(consent.at, context_.now());
            });
        case 3:
            return save(activity, [&](Record& record) {
                record.set(activity.subject, "Call");
                record.set(activity.about, AnyLink{"party", one});
                record.set(activity.party, one);
                record.put(activity.participants.index, std::vector<Id>{std::min(one, other), std::max(one, other)});
            });
        case 4:
            return save(file, [&](Record& record) {
                record.set(file.name, "offer.pdf");
                record.set(file.about, AnyLink{"party", one});
            });
        case 5:
            if (one == other) return;
            return save(relationship, [&](Record& record) {
                record.set(relationship.from, one);
                record.set(relationship.to, other);
                record.set(relationship.kind, pick({"advises", "referred_by"}));
            });
        default:
            return save(deal, [&](Record& record) {
                record.set(deal.name, "Roof");
                record.set(deal.party, one);
            });
        }
    }

private:
    int below(int most) { return static_cast<int>(dice_() % static_cast<unsigned>(most)); }
    std::string pick(const std::vector<std::string>& all) {
        return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
    }
    void save(const Object& object, const std::function<void(Record&)>& fill) {
        Record record = context_.make(object);
        fill(record);
        try {
            context_.save(record);
        } catch (const Error&) { // a rule of the business does not let it be
        }
    }

    Context& context_;
    std::mt19937& dice_;
};

} // namespace

TEST_F(Merging, and_undoing_leaves_customers_and_all_that_hung_on_them_as_they_were) {
    constexpr int companies = 12;
    for (int seed = 1; seed <= companies; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::vector<Id> all;
        act([&](Context& context) {
            std::mt19937 dice(static_cast<unsigned>(seed)); // the same again when the transaction runs again
            all.clear();
            Customers customers(context, dice);
            const int count = 3 + seed % 2;
            for (int i = 0; i < count; ++i) all.push_back(customers.customer(i));
            for (int i = 0; i < 10; ++i) customers.hang_something_on(all);
        });
        at += minute;
        expect_undone("party", {all.begin(), all.begin() + 2 + seed % 2});
        at += minute;
    }
}

TEST_F(Merging, and_undoing_is_the_same_for_an_object_that_an_administrator_made) {
    Request request;
    const std::string boat = engine->make_object(request, Json::parse(R"({"label":"Boat"})")).text("name");
    Request again;
    const std::string owner =
        engine->make_field(again, boat, Json::parse(R"({"label":"Belongs to","kind":"link","to":"party"})"))
            .text("name");
    std::vector<Id> boats;
    act([&](Context& context) {
        boats.clear();
        const Object& object = context.object(boat);
        const Id of = organization(context, "Marina").id();
        for (const char* name : {"Aurora", "Aurora II", "Avrora"}) {
            Record record = context.make(object);
            record.put_value(object.title_field(), 0, std::string(name));
            record.put_value(*object.field(owner), 0, of);
            context.save(record);
            boats.push_back(record.id());
            Record said = context.make(activity);
            said.set(activity.subject, "Inspection");
            said.set(activity.about, AnyLink{boat, record.id()});
            context.save(said);
        }
    });
    expect_undone(boat, boats);
}

TEST_F(Merging, does_not_offer_the_name_of_people_beside_its_parts) {
    const Id anna = made([](Context&context) { return person(context, "Anna", "Nowak"); }),
             ania = made([](Context&context) { return person(context, "Ania", "Lis-Nowak"); });
    const Json shown = preview({anna, ania});
    EXPECT_TRUE(shown["values"].find("given_name"));
    EXPECT_TRUE(shown["values"].find("family_name"));
    EXPECT_FALSE(shown["values"].find("name"));
    try {
        merge("party", {anna, ania}, Json::object({{"name", std::to_string(ania)}}));
        FAIL() << "the name was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.fields.front().field, "name");
    }
    merge("party", {anna, ania},
          Json::object({{"given_name", std::to_string(anna)}, {"family_name", std::to_string(ania)}}));
    act([&](Context& context) { EXPECT_EQ(context.title("party", anna), "Anna Lis-Nowak"); });
}

TEST_F(Merging, offers_the_name_of_companies) {
    const Id a = made([](Context&context) { return organization(context, "Zorza"); }),
             b = made([](Context&context) { return organization(context, "Zorza Polska"); });
    EXPECT_TRUE(preview({a, b})["values"].find("name"));
}

} // namespace crm

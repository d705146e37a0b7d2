#include "record/bin.hpp"

#include <gtest/gtest.h>

#include "testing/sales_fixture.hpp"

namespace crm {
namespace {

using namespace testing;
using namespace testing::sales;

struct Firm : Object {
    Text name{this, "name", in_three("Name"), {.title = true}};
    Firm() : Object("firm", "test", in_three("Firm"), in_three("Firms")) {}
};
struct Visit : Object {
    Text name{this, "name", in_three("Name"), {.title = true}};
    Link firm{this, "firm", in_three("Firm"), {.indexed = true, .to = "firm"}};
    Link host{this, "host", in_three("Host"), {.to = "firm"}};
    LinkAny about{this, "about", in_three("About"), {.indexed = true, .to = "firm"}};
    Visit() : Object("visit", "test", in_three("Visit"), in_three("Visits")) {}
};
const Firm firm;
const Visit visit;

struct Bin : ::testing::Test {
    World world{{&firm, &visit}};
    const Id gone = world.add(firm, Json::parse(R"({"name":"Gone"})")),
             kept = world.add(firm, Json::parse(R"({"name":"Kept"})"));

    Id visit_to(Id at, Id host, Id about) {
        return world.add(visit, Json::object({{"name", "V"},
                                              {"firm", id_json(at)},
                                              {"host", id_json(host)},
                                              {"about", Json::object({{"object", "firm"}, {"id", id_json(about)}})}}));
    }
    void purge_firm() {
        world.bin(firm, gone);
        world.write([&](Context& context) { EXPECT_EQ(purge(context, firm, world.now + hour, 10), 1); });
    }
    // Which of its three links lead to the firm that was kept, and which nowhere.
    std::string links_of(Id id) {
        std::string told;
        world.read([&](Context& context) {
            const Record record = context.load(visit, id);
            const Id about = record.any_at(visit.about.index).id;
            for (const Id to : {record.get(visit.firm), record.get(visit.host), about})
                told += to == kept ? 'k' : to ? '?' : '-';
        });
        return told;
    }
};

TEST_F(Bin, what_is_purged_is_forgotten_by_all_that_led_to_it) {
    const Id all = visit_to(gone, gone, gone), one = visit_to(gone, kept, kept), none = visit_to(kept, kept, kept);
    purge_firm();
    EXPECT_EQ(links_of(all), "---");
    EXPECT_EQ(links_of(one), "-kk");
    EXPECT_EQ(links_of(none), "kkk");
}

TEST_F(Bin, what_lay_in_the_bin_meanwhile_forgets_it_when_it_comes_back) {
    const Id binned = visit_to(gone, kept, gone);
    world.bin(visit, binned);
    purge_firm();
    world.write([&](Context& context) {
        Record record = context.load(visit, binned);
        context.restore(record);
        EXPECT_EQ(record.get(visit.firm), 0);
    });
    EXPECT_EQ(links_of(binned), "-k-");
    EXPECT_TRUE(world.list(visit, {{"filter", R"({"firm":null})"}})["items"].items().size() == 1);
}

} // namespace
} // namespace crm

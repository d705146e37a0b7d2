#include <gtest/gtest.h>

#include "base/error.hpp"
#include "record/local_day.hpp"
#include "record/rights.hpp"
#include "testing/sales_fixture.hpp"

using namespace crm;
using namespace crm::testing::sales;

namespace {

using Arguments = std::vector<std::pair<std::string, std::string>>;

Json money(const char* amount, const char* currency) {
    return Json::object({{"amount", amount}, {"currency", currency}});
}

class Aggregates : public ::testing::Test {
protected:
    Id add_deal(const char* name, Json values) {
        values.set("name", name);
        return world.add(deal, values);
    }
    std::string rows(const Object& object, const Arguments& arguments,
                     std::shared_ptr<const Rights> rights = Rights::system()) {
        return world.aggregate(object, arguments, rights)["rows"].dump();
    }
    std::string refusal(const Object& object, const Arguments& arguments,
                        std::shared_ptr<const Rights> rights = Rights::system()) {
        try {
            world.aggregate(object, arguments, rights);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }
    World world;
};

TEST_F(Aggregates, count_everything_without_a_group) {
    EXPECT_EQ(rows(party, {}), R"([{"group":{},"count":0}])");
    world.add(party, Json::parse(R"({"name":"A","employees":3})"));
    world.add(party, Json::parse(R"({"name":"B","employees":4})"));
    world.add(party, Json::parse(R"({"name":"C"})"));
    EXPECT_EQ(rows(party, {{"measure", "count,sum:employees,avg:employees,min:employees,max:employees"}}),
              R"([{"group":{},"count":3,"sum:employees":7,"avg:employees":3.5,"min:employees":3,"max:employees":4}])");
    EXPECT_EQ(rows(party, {{"filter", R"({"employees":{"gt":3}})"}}), R"([{"group":{},"count":1}])");
    EXPECT_EQ(rows(party, {{"group", "employees"}, {"filter", R"({"employees":{"gt":0}})"}}),
              R"([{"group":{"employees":3},"count":1},{"group":{"employees":4},"count":1}])");
}

TEST_F(Aggregates, never_mix_currencies_and_say_how_many_rows_had_no_rate) {
    add_deal("a", Json::object({{"amount", money("10.00", "EUR")}}));
    add_deal("b", Json::object({{"amount", money("0.50", "EUR")}}));
    add_deal("c", Json::object({{"amount", money("7.25", "PLN")}}));
    add_deal("d", Json::object({}));
    EXPECT_EQ(
        rows(deal, {{"measure", "count,sum:amount,avg:amount,max:amount,sum:amount_base"}}),
        R"([{"group":{},"count":4,"sum:amount":[{"amount":"10.50","currency":"EUR"},{"amount":"7.25","currency":"PLN"}],)"
        R"("avg:amount":[{"amount":"5.25","currency":"EUR"},{"amount":"7.25","currency":"PLN"}],)"
        R"("max:amount":[{"amount":"10.00","currency":"EUR"},{"amount":"7.25","currency":"PLN"}],)"
        R"("sum:amount_base":{"amount":"10.50","currency":"EUR","no_rate":1}}])");
    EXPECT_EQ(
        rows(deal, {{"group", "amount_currency"}}),
        R"([{"group":{"amount_currency":"EUR"},"count":2},{"group":{"amount_currency":"PLN"},"count":1},{"group":{"amount_currency":null},"count":1}])");
}

TEST_F(Aggregates, group_by_stage_in_its_order_with_nothing_last) {
    const Id late = world.add(stage, Json::parse(R"({"name":"A late one","position":2})")),
             early = world.add(stage, Json::parse(R"({"name":"B early one","position":1})"));
    add_deal("a", Json::object({{"stage", id_json(late)}, {"amount", money("1", "EUR")}}));
    add_deal("b", Json::object({{"stage", id_json(early)}, {"amount", money("2", "EUR")}}));
    add_deal("c", Json::object({{"stage", id_json(early)}}));
    add_deal("d", Json::object({}));
    EXPECT_EQ(
        rows(deal, {{"group", "stage"}, {"measure", "count,sum:amount"}}),
        "[{\"group\":{\"stage\":{\"id\":\"" + std::to_string(early) +
            R"(","title":"B early one"}},"count":2,"sum:amount":[{"amount":"2.00","currency":"EUR"}]},{"group":{"stage":{"id":")" +
            std::to_string(late) +
            R"(","title":"A late one"}},"count":1,"sum:amount":[{"amount":"1.00","currency":"EUR"}]},{"group":{"stage":null},"count":1,"sum:amount":[]}])");
}

TEST_F(Aggregates, by_two_fields_tell_what_a_filter_for_both_tells) {
    const std::vector<std::string> kinds = {"person", "organization"}, names = {"Łoś", "Lz", "Óbar"};
    for (int i = 0; i < 60; ++i) {
        Json values = Json::object(
            {{"kind", kinds[static_cast<std::size_t>(i) % 2]}, {"name", names[static_cast<std::size_t>(i / 4) % 3]}});
        if (i % 5) values.set("vip", i % 7 > 2);
        const Id id = world.add(party, values);
        for (int j = 0; j < i % 3; ++j) {
            Json sold = Json::object({{"name", "A deal"}, {"done", j == 0}, {"party", std::to_string(id)}});
            if (i % 4) sold.set("amount", Json::object({{"amount", std::to_string(i * 7 - 90)}, {"currency", "EUR"}}));
            world.add(deal, sold);
        }
    }
    const std::string measures = "count,sum:amount_base,avg:amount_base,min:amount_base,max:amount_base";
    int groups = 0;
    const Json answer = world.aggregate(deal, {{"group", "party,done"}, {"measure", measures}});
    for (const Json& row : answer["rows"].items()) {
        const Json filter = Json::object({{"party", row["group"]["party"]["id"]}, {"done", row["group"]["done"]}});
        Json expected = world.aggregate(deal, {{"measure", measures}, {"filter", filter.dump()}})["rows"].items().at(0);
        for (const auto& [name, value] : expected.members())
            if (name != "group") {
                EXPECT_EQ(row[name].dump(), value.dump()) << name << " of " << filter.dump();
            }
        ++groups;
    }
    EXPECT_EQ(groups, 60);
    std::int64_t people = 0;
    const Json parties = world.aggregate(party, {{"group", "name,vip"}});
    for (const Json& row : parties["rows"].items()) {
        Json filter = Json::object({{"name", row["group"]["name"]}});
        filter.set("vip", row["group"]["vip"].is_null() ? Json::object({{"is_null", true}}) : row["group"]["vip"]);
        EXPECT_EQ(world.aggregate(party, {{"filter", filter.dump()}})["rows"].items().at(0)["count"].dump(),
                  row["count"].dump())
            << filter.dump();
        people += row["count"].as_whole();
    }
    EXPECT_EQ(people, 60);
    EXPECT_EQ(parties["rows"].items().size(), 9u);
}

TEST_F(Aggregates, group_by_choice_yes_or_no_and_text) {
    world.add(party, Json::parse(R"({"name":"Łoś","kind":"organization","vip":true})"));
    world.add(party, Json::parse(R"({"name":"Lz","kind":"person","vip":false})"));
    world.add(party, Json::parse(R"({"name":"Lz","kind":"person"})"));
    EXPECT_EQ(rows(party, {{"group", "kind"}}),
              R"([{"group":{"kind":"person"},"count":2},{"group":{"kind":"organization"},"count":1}])");
    EXPECT_EQ(
        rows(party, {{"group", "vip"}}),
        R"([{"group":{"vip":false},"count":1},{"group":{"vip":true},"count":1},{"group":{"vip":null},"count":1}])");
    EXPECT_EQ(rows(party, {{"group", "name"}}),
              R"([{"group":{"name":"Lz"},"count":2},{"group":{"name":"Łoś"},"count":1}])");
    EXPECT_EQ(rows(party, {{"group", "name"}, {"limit", "1"}}), R"([{"group":{"name":"Lz"},"count":2}])");
    EXPECT_EQ(
        rows(party, {{"group", "kind,name"}}),
        R"([{"group":{"kind":"person","name":"Lz"},"count":2},{"group":{"kind":"organization","name":"Łoś"},"count":1}])");
}

TEST_F(Aggregates, group_days_by_periods) {
    for (const char* day : {"2025-12-31", "2026-01-01", "2026-01-04", "2026-01-05", "2026-03-31"})
        add_deal(day, Json::object({{"closes_on", day}}));
    EXPECT_EQ(
        rows(deal, {{"group", "closes_on:year"}}),
        R"([{"group":{"closes_on:year":"2025-01-01"},"count":1},{"group":{"closes_on:year":"2026-01-01"},"count":4}])");
    EXPECT_EQ(
        rows(deal, {{"group", "closes_on:quarter"}}),
        R"([{"group":{"closes_on:quarter":"2025-10-01"},"count":1},{"group":{"closes_on:quarter":"2026-01-01"},"count":4}])");
    EXPECT_EQ(
        rows(deal, {{"group", "closes_on:month"}}),
        R"([{"group":{"closes_on:month":"2025-12-01"},"count":1},{"group":{"closes_on:month":"2026-01-01"},"count":3},{"group":{"closes_on:month":"2026-03-01"},"count":1}])");
    EXPECT_EQ(
        rows(deal, {{"group", "closes_on:week"}}),
        R"([{"group":{"closes_on:week":"2025-12-29"},"count":3},{"group":{"closes_on:week":"2026-01-05"},"count":1},{"group":{"closes_on:week":"2026-03-30"},"count":1}])");
    EXPECT_EQ(rows(deal, {{"measure", "min:closes_on,max:closes_on"}}),
              R"([{"group":{},"min:closes_on":"2025-12-31","max:closes_on":"2026-03-31"}])");
}

TEST_F(Aggregates, group_moments_by_the_callers_days_summer_and_winter) {
    auto asker = caller(1);
    asker->everything = true; // Europe/Warsaw
    // One hour ahead in winter, two in summer; the clock goes forward on 2026-03-29 at 01:00 UTC.
    for (const char* at :
         {"2026-01-31T22:59:59Z", "2026-01-31T23:00:00Z", "2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z",
          "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z", "2026-06-30T21:59:59Z", "2026-06-30T22:00:00Z",
          "2026-10-25T22:59:59.999999Z", "2026-10-25T23:00:00Z"})
        add_deal(at, Json::object({{"met_at", at}}));
    EXPECT_EQ(
        rows(deal, {{"group", "met_at"}}, asker),
        R"([{"group":{"met_at":"2026-01-31"},"count":1},{"group":{"met_at":"2026-02-01"},"count":1},{"group":{"met_at":"2026-03-28"},"count":1},{"group":{"met_at":"2026-03-29"},"count":2},)"
        R"({"group":{"met_at":"2026-03-30"},"count":1},{"group":{"met_at":"2026-06-30"},"count":1},{"group":{"met_at":"2026-07-01"},"count":1},{"group":{"met_at":"2026-10-25"},"count":1},)"
        R"({"group":{"met_at":"2026-10-26"},"count":1}])");
    EXPECT_EQ(
        rows(deal, {{"group", "met_at:month"}, {"filter", R"({"met_at":{"gte":"2026-06-01"}})"}}, asker),
        R"([{"group":{"met_at:month":"2026-06-01"},"count":1},{"group":{"met_at:month":"2026-07-01"},"count":1},{"group":{"met_at:month":"2026-10-01"},"count":2}])");
}

TEST_F(Aggregates, count_the_same_along_an_index_as_by_grouping) {
    auto asker = caller(1);
    asker->everything = true; // Europe/Warsaw
    for (const char* at : {"2025-12-31T22:59:59Z", "2025-12-31T23:00:00Z", "2026-02-28T23:00:00Z",
                           "2026-03-29T01:30:00Z", "2026-03-31T22:00:00Z", "2027-01-01T00:00:00Z"})
        add_deal(at, Json::object({{"met_at", at}}));
    add_deal("never met", Json::object({}));
    for (const char* group : {"met_at:week", "met_at:month", "met_at:quarter", "met_at:year"}) {
        const std::string along = rows(deal, {{"group", group}}, asker);
        EXPECT_EQ(along, rows(deal, {{"group", group}, {"filter", R"({"name":{"ne":"nobody"}})"}}, asker)) << group;
        EXPECT_NE(along.find("null"), std::string::npos) << group;
        EXPECT_EQ(
            rows(deal, {{"group", group}, {"filter", R"({"met_at":{"gte":"2026-01-01","lt":"2026-03-30"}})"}}, asker),
            rows(deal,
                 {{"group", group},
                  {"filter", R"({"met_at":{"gte":"2026-01-01","lt":"2026-03-30"},"name":{"ne":"nobody"}})"}},
                 asker))
            << group;
    }
    EXPECT_EQ(rows(deal, {{"group", "met_at:year"}}, asker),
              R"([{"group":{"met_at:year":"2025-01-01"},"count":1},{"group":{"met_at:year":"2026-01-01"},"count":4},)"
              R"({"group":{"met_at:year":"2027-01-01"},"count":1},{"group":{"met_at:year":null},"count":1}])");
}

TEST_F(Aggregates, a_link_out_of_sight_is_in_the_group_of_none) {
    const Id anna = world.add(user, Json::parse(R"({"name":"Anna"})"));
    const Id hers = world.add(party, Json::object({{"name", "Hers"}, {"owner", id_json(anna)}})),
             other = world.add(party, Json::parse(R"({"name":"Other"})"));
    add_deal("a", Json::object({{"party", id_json(hers)}, {"amount", money("1", "EUR")}}));
    add_deal("b", Json::object({{"party", id_json(other)}, {"amount", money("2", "EUR")}}));
    add_deal("c", Json::object({{"amount", money("4", "EUR")}}));
    auto rights = caller(anna);
    rights->objects["party"].read = mine();
    rights->objects["deal"].read = Condition::everything();
    EXPECT_EQ(
        rows(deal, {{"group", "party"}, {"measure", "count,sum:amount"}}, rights),
        "[{\"group\":{\"party\":{\"id\":\"" + std::to_string(hers) +
            R"(","title":"Hers"}},"count":1,"sum:amount":[{"amount":"1.00","currency":"EUR"}]},{"group":{"party":null},"count":2,"sum:amount":[{"amount":"6.00","currency":"EUR"}]}])");
    EXPECT_EQ(rows(party, {}, rights), R"([{"group":{},"count":1}])");
    rights->objects.erase("party");
    EXPECT_NE(refusal(party, {}, rights), "");
}

TEST_F(Aggregates, decimals_are_exact_and_averages_are_rounded_half_away_from_zero) {
    world.add(party, Json::parse(R"({"name":"A","score":"0.001","discount":"-0.01"})"));
    world.add(party, Json::parse(R"({"name":"B","score":"0.002","discount":"-0.02"})"));
    EXPECT_EQ(
        rows(party, {{"measure", "sum:score,avg:score,sum:discount,avg:discount"}}),
        R"([{"group":{},"sum:score":"0.003","avg:score":"0.002","sum:discount":"-0.03","avg:discount":"-0.02"}])");
}

TEST_F(Aggregates, a_sum_that_does_not_fit_is_an_error) {
    for (const char* name : {"a", "b"})
        world.add(party,
                  Json::object(
                      {{"name", name}, {"kind", *name == 'a' ? "person" : "organization"}, {"employees", INT64_MAX}}));
    EXPECT_NE(refusal(party, {{"measure", "sum:employees"}}).find("too large"), std::string::npos);
    // Each group fits: only a sum over both would not.
    EXPECT_EQ(refusal(party, {{"group", "kind"}, {"measure", "sum:employees"}}), "");
}

TEST_F(Aggregates, refuse_what_they_do_not_know) {
    EXPECT_EQ(refusal(deal, {{"group", "stge"}}), "There is no field \"stge\" in deal. Did you mean \"stage\"?");
    EXPECT_EQ(refusal(deal, {{"measure", "summ:amount"}}),
              "There is no measure \"summ\"; there are count, sum, avg, min and max. Did you mean \"sum\"?");
    EXPECT_EQ(refusal(deal, {{"groups", "stage"}}),
              "An aggregate has no parameter \"groups\". Did you mean \"group\"?");
    for (const char* group : {"helpers", "amount", "closes_on:moth", "stage:month", "id"})
        EXPECT_NE(refusal(deal, {{"group", group}}), "") << group;
    for (const char* measure : {"sum", "sum:name", "sum:closes_on", "count:name", "avg:stage"})
        EXPECT_NE(refusal(deal, {{"measure", measure}}), "") << measure;
    EXPECT_NE(refusal(deal, {{"group", "stage,owner,party,done,name"}}), "");
    auto rights = caller(1);
    rights->objects["deal"].read = Condition::everything();
    rights->objects["deal"].fields.assign(deal.fields.size(), FieldAccess::write);
    rights->objects["deal"].fields[deal.amount.index] = FieldAccess::none;
    EXPECT_NE(refusal(deal, {{"measure", "sum:amount_base"}}, rights).find("no field \"amount_base\""),
              std::string::npos);
}

TEST(LocalDays, follow_every_change_of_the_clock) {
    const Zone warsaw = *Zone::named("Europe/Warsaw");
    const Moment first = *parse_moment("2020-01-01T00:00:00Z"), last = *parse_moment("2026-11-21T00:00:00Z");
    const auto offsets = offsets_between(warsaw, first, last);
    EXPECT_EQ(offsets.size(), 15u); // two changes in each of seven years
    EXPECT_EQ(format_moment(offsets[1].from), "2020-03-29T01:00:00Z");
    EXPECT_EQ(offsets[1].offset_us, 2 * hour);
    for (std::size_t i = 1; i < offsets.size(); ++i) {
        EXPECT_EQ(warsaw.offset_us(offsets[i].from), offsets[i].offset_us);
        EXPECT_EQ(warsaw.offset_us(offsets[i].from - 1), offsets[i - 1].offset_us);
    }
    EXPECT_EQ(offsets_between(Zone::utc(), first, last).size(), 1u);
}

TEST_F(Aggregates, group_by_a_field_of_a_linked_record) {
    const Id north = world.add(team, Json::parse(R"({"name":"North"})")),
             south = world.add(team, Json::parse(R"({"name":"South"})"));
    auto member = [&](const char* name, Id of) {
        Json values = Json::object({{"name", name}});
        if (of) values.set("team", id_json(of));
        return world.add(user, values);
    };
    const Id ana = member("Ana", north), bo = member("Bo", north), cyd = member("Cyd", south), dan = member("Dan", 0);
    for (auto [owner, amount] : {std::pair{ana, "1.00"}, {ana, "2.00"}, {bo, "4.00"}, {cyd, "8.00"}, {dan, "16.00"}})
        add_deal("d", Json::object({{"owner", id_json(owner)}, {"amount", money(amount, "EUR")}}));
    add_deal("nobody's", Json::object({{"amount", money("32.00", "EUR")}}));
    auto title = [](Id id, const char* name) {
        return "{\"id\":\"" + std::to_string(id) + "\",\"title\":\"" + name + "\"}";
    };
    EXPECT_EQ(rows(deal, {{"group", "owner.team"}, {"measure", "count,max:amount"}}),
              "[{\"group\":{\"owner.team\":" + title(north, "North") +
                  R"(},"count":3,"max:amount":[{"amount":"4.00","currency":"EUR"}]},)" + "{\"group\":{\"owner.team\":" +
                  title(south, "South") + R"(},"count":1,"max:amount":[{"amount":"8.00","currency":"EUR"}]},)" +
                  R"({"group":{"owner.team":null},"count":2,"max:amount":[{"amount":"32.00","currency":"EUR"}]}])");
}

TEST_F(Aggregates, group_by_fields_of_big_records_read_by_their_ids) {
    auto make = [&](const char* values) { return world.add(party, Json::parse(values)); };
    const Id a = make(R"({"name":"A","kind":"person","born_on":"1980-05-03","address":{"city":"Łódź"},"employees":5})"),
             b = make(R"({"name":"B","kind":"organization","address":{"city":"Łódź"}})"),
             c = make(R"({"name":"C","kind":"person","born_on":"1980-11-30","address":{"city":"Bitola"}})");
    for (Id each : {a, b, c, c}) add_deal("d", Json::object({{"party", id_json(each)}}));
    EXPECT_EQ(rows(deal, {{"group", "party.kind"}}),
              R"([{"group":{"party.kind":"person"},"count":3},{"group":{"party.kind":"organization"},"count":1}])");
    EXPECT_EQ(
        rows(deal, {{"group", "party.address.city"}}),
        R"([{"group":{"party.address.city":"Bitola"},"count":2},{"group":{"party.address.city":"Łódź"},"count":2}])");
    EXPECT_EQ(
        rows(deal, {{"group", "party.name"}}),
        R"([{"group":{"party.name":"A"},"count":1},{"group":{"party.name":"B"},"count":1},{"group":{"party.name":"C"},"count":2}])");
    EXPECT_EQ(rows(deal, {{"group", "party.born_on:year,party.kind"}}),
              R"([{"group":{"party.born_on:year":"1980-01-01","party.kind":"person"},"count":3},)"
              R"({"group":{"party.born_on:year":null,"party.kind":"organization"},"count":1}])");
    EXPECT_EQ(rows(party, {{"group", "address.city"}}),
              R"([{"group":{"address.city":"Bitola"},"count":1},{"group":{"address.city":"Łódź"},"count":2}])");
}

TEST_F(Aggregates, show_nothing_of_linked_records_that_are_out_of_sight) {
    const Id ana = world.add(user, Json::parse(R"({"name":"Ana"})"));
    const Id hers = world.add(party, Json::object({{"name", "Hers"}, {"kind", "person"}, {"owner", id_json(ana)}}));
    const Id other = world.add(party, Json::parse(R"({"name":"Other","kind":"organization"})"));
    for (Id each : {hers, other}) add_deal("d", Json::object({{"party", id_json(each)}}));
    auto rights = caller(ana);
    rights->objects["deal"].read = Condition::everything();
    rights->objects["party"].read = mine();
    EXPECT_EQ(rows(deal, {{"group", "party.kind"}}, rights),
              R"([{"group":{"party.kind":"person"},"count":1},{"group":{"party.kind":null},"count":1}])");
    rights->objects["party"].fields.assign(party.fields.size(), FieldAccess::write);
    rights->objects["party"].fields[static_cast<std::size_t>(party.kind.index)] = FieldAccess::none;
    EXPECT_NE(refusal(deal, {{"group", "party.kind"}}, rights).find("no field \"kind\""), std::string::npos);
}

TEST_F(Aggregates, say_which_paths_cannot_be_followed) {
    EXPECT_NE(refusal(deal, {{"group", "party.owner.name"}}).find("more than one link"), std::string::npos);
    EXPECT_NE(refusal(deal, {{"group", "amount.city"}}).find("does not lead"), std::string::npos);
    EXPECT_NE(refusal(deal, {{"group", "party.address.town"}}).find("no part"), std::string::npos);
    EXPECT_NE(refusal(deal, {{"group", "party.address"}}).find("cannot be grouped by"), std::string::npos);
}

} // namespace

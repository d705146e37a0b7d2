#include <gtest/gtest.h>

#include "record/rights.hpp"
#include "record/search.hpp"
#include "testing/sales_fixture.hpp"

using namespace crm;
using namespace crm::testing::sales;

namespace {

using Names = std::vector<std::string>;

class RowRights : public ::testing::Test {
protected:
    void SetUp() override {
        north = world.add(team, Json::parse(R"({"name":"North"})"));
        south = world.add(team, Json::parse(R"({"name":"South"})"));
        anna = world.add(user, Json::object({{"name", "Anna"}, {"team", id_json(north)}}));
        igor = world.add(user, Json::object({{"name", "Igor"}, {"team", id_json(north)}}));
        zoe = world.add(user, Json::object({{"name", "Zoe"}, {"team", id_json(south)}}));
        for (auto [name, owner] : {std::pair{"Of Anna", anna}, {"Of Igor", igor}, {"Of Zoe", zoe}}) {
            const Id id = world.add(party, Json::object({{"name", name}, {"owner", id_json(owner)}}));
            parties.push_back(id);
            points.push_back(world.add(
                contact_point, Json::object({{"party", id_json(id)}, {"value", std::string("Point ") + name}})));
            remarks.push_back(
                world.add(remark, Json::object({{"name", std::string("Remark ") + name},
                                                {"about", Json::object({{"object", "party"}, {"id", id_json(id)}})}})));
        }
        world.add(party, Json::parse(R"({"name":"Of nobody"})"));
    }
    Names sees(const Object& object, std::shared_ptr<const Rights> rights) {
        return world.filtered(object, "{}", rights);
    }
    bool may(const Object& object, Id id, Act act, std::shared_ptr<const Rights> rights) {
        bool answer = false;
        world.read([&](Context& context) { answer = allowed(context, context.object(object.name), id, act); }, rights);
        return answer;
    }
    World world;
    Id north = 0, south = 0, anna = 0, igor = 0, zoe = 0;
    std::vector<Id> parties, points, remarks;
};

TEST_F(RowRights, mine_are_records_that_i_own) {
    auto rights = caller(anna, north, {north});
    rights->objects["party"].read = mine();
    EXPECT_EQ(sees(party, rights), (Names{"Of Anna"}));
    EXPECT_TRUE(may(party, parties[0], Act::read, rights));
    EXPECT_FALSE(may(party, parties[1], Act::read, rights));
    EXPECT_FALSE(may(party, parties[0], Act::update, rights));
}

TEST_F(RowRights, of_my_team_are_those_whose_owner_is_in_it_now) {
    auto rights = caller(anna, north, {north});
    rights->objects["party"].read = of_team();
    EXPECT_EQ(sees(party, rights), (Names{"Of Anna", "Of Igor"}));
    world.change(user, igor, Json::object({{"team", id_json(south)}}));
    EXPECT_EQ(sees(party, rights), (Names{"Of Anna"}));
    rights->teams = {north, south};
    EXPECT_EQ(sees(party, rights), (Names{"Of Anna", "Of Igor", "Of Zoe"}));
}

TEST_F(RowRights, a_field_marked_mine_counts_beside_the_owner) {
    world.add(deal, Json::object({{"name", "owned"}, {"owner", id_json(anna)}}));
    world.add(deal, Json::object({{"name", "helped"},
                                  {"owner", id_json(zoe)},
                                  {"helpers", Json::array({id_json(anna), id_json(igor)})}}));
    world.add(deal, Json::object({{"name", "other"}, {"owner", id_json(zoe)}}));
    auto rights = caller(anna, north, {north});
    rights->objects["deal"].read = mine();
    EXPECT_EQ(world.titles_of(world.list(deal, {{"sort", "name"}}, rights)), (Names{"helped", "owned"}));
    auto of_south = caller(igor, north, {north});
    of_south->objects["deal"].read = of_team();
    EXPECT_EQ(world.titles_of(world.list(deal, {{"sort", "name"}}, of_south)), (Names{"helped", "owned"}));
}

TEST_F(RowRights, conditions_join_by_or) {
    auto rights = caller(anna, north, {north});
    rights->objects["party"].read = mine() || (party.name == Value(std::string("Of nobody")));
    EXPECT_EQ(sees(party, rights), (Names{"Of Anna", "Of nobody"}));
}

TEST_F(RowRights, a_part_has_the_rights_of_its_whole) {
    auto rights = caller(anna, north, {north});
    EXPECT_FALSE(rights->allows(contact_point, Act::read));
    rights->objects["party"].read = of_team();
    rights->objects["party"].update = mine();
    EXPECT_EQ(sees(contact_point, rights), (Names{"Point Of Anna", "Point Of Igor"}));
    for (Act act : {Act::update, Act::remove, Act::create}) {
        EXPECT_TRUE(may(contact_point, points[0], act, rights));
        EXPECT_FALSE(may(contact_point, points[1], act, rights));
        EXPECT_TRUE(rights->allows(contact_point, act));
    }
    EXPECT_FALSE(may(contact_point, points[0], Act::export_out, rights));
    world.read(
        [&](Context& context) {
            Record point = context.make(contact_point);
            point.set(contact_point.party, parties[0]);
            EXPECT_TRUE(may_create(context, point));
            point.set(contact_point.party, parties[1]);
            EXPECT_FALSE(may_create(context, point));
        },
        rights);
}

TEST_F(RowRights, a_follower_is_seen_with_its_record) {
    auto rights = caller(anna, north, {north});
    EXPECT_EQ(sees(remark, rights), Names{});
    rights->objects["party"].read = of_team();
    EXPECT_EQ(sees(remark, rights), (Names{"Remark Of Anna", "Remark Of Igor"}));
    EXPECT_FALSE(may(remark, remarks[0], Act::update, rights));
    rights->objects["party"].update = mine();
    EXPECT_TRUE(may(remark, remarks[0], Act::update, rights));
    EXPECT_FALSE(may(remark, remarks[1], Act::update, rights));
    EXPECT_FALSE(may(remark, remarks[2], Act::read, rights));
    // A remark about a remark, and one about a contact point, lead to the party too.
    world.add(remark, Json::object({{"name", "Again, Anna"},
                                    {"about", Json::object({{"object", "remark"}, {"id", id_json(remarks[0])}})}}));
    world.add(remark, Json::object({{"name", "Again, Zoe"},
                                    {"about", Json::object({{"object", "remark"}, {"id", id_json(remarks[2])}})}}));
    world.add(remark,
              Json::object({{"name", "At a point"},
                            {"about", Json::object({{"object", "contact_point"}, {"id", id_json(points[1])}})}}));
    EXPECT_EQ(sees(remark, rights), (Names{"Again, Anna", "At a point", "Remark Of Anna", "Remark Of Igor"}));
}

TEST_F(RowRights, a_follower_of_nothing_yet_is_its_makers) {
    world.add(remark, Json::parse(R"({"name":"Loose"})"), [&] {
        auto rights = caller(anna);
        rights->everything = true;
        return rights;
    }());
    EXPECT_EQ(sees(remark, caller(anna)), (Names{"Loose"}));
    EXPECT_EQ(sees(remark, caller(igor)), Names{});
}

TEST_F(RowRights, settings_are_read_by_everybody_and_written_by_grant) {
    auto rights = caller(anna);
    EXPECT_EQ(sees(user, rights), (Names{"Anna", "Igor", "Zoe"}));
    EXPECT_TRUE(rights->allows(user, Act::read));
    EXPECT_FALSE(rights->allows(user, Act::update));
    rights->objects["user"].update = Condition::everything();
    EXPECT_TRUE(may(user, zoe, Act::update, rights));
}

TEST_F(RowRights, what_is_not_granted_is_refused) {
    auto rights = caller(anna);
    for (Act act : {Act::read, Act::create, Act::update, Act::remove, Act::export_out, Act::import_in}) {
        EXPECT_FALSE(rights->allows(party, act));
        EXPECT_FALSE(may(party, parties[0], act, rights));
        EXPECT_TRUE(Rights::system()->allows(party, act));
        EXPECT_TRUE(may(party, parties[0], act, Rights::system()));
    }
    EXPECT_FALSE(rights->allows_action(party, "merge"));
    rights->objects["party"].actions = {"merge"};
    EXPECT_TRUE(rights->allows_action(party, "merge"));
}

TEST_F(RowRights, of_fields_hold_for_reading_and_writing) {
    auto rights = caller(anna);
    auto& grants = rights->objects["party"];
    grants.read = Condition::everything();
    grants.fields.assign(party.fields.size(), FieldAccess::write);
    grants.fields[party.employees.index] = FieldAccess::read;
    grants.fields[party.pesel.index] = FieldAccess::none;
    EXPECT_TRUE(rights->may_read(party, party.field(party.employees)));
    EXPECT_FALSE(rights->may_write(party, party.field(party.employees)));
    EXPECT_FALSE(rights->may_read(party, party.field(party.pesel)));
    EXPECT_FALSE(rights->reads_guarded(party));
    EXPECT_TRUE(rights->may_write(party, party.field(party.name)));
    Json list = world.list(party, {}, rights);
    EXPECT_EQ(list["items"].items()[0].find("pesel"), nullptr);
    EXPECT_NE(list["items"].items()[0].find("employees"), nullptr);
}

TEST_F(RowRights, are_asked_for_many_records_at_once) {
    auto rights = caller(anna, north, {north});
    rights->objects["party"].read = of_team();
    world.read(
        [&](Context& context) {
            const Object& parties_known = context.object("party");
            EXPECT_EQ(visible(context, parties_known, parties),
                      (std::vector<Id>{std::min(parties[0], parties[1]), std::max(parties[0], parties[1])}));
            EXPECT_EQ(titles(context, parties_known, parties),
                      (std::map<Id, std::string>{{parties[0], "Of Anna"}, {parties[1], "Of Igor"}}));
            EXPECT_EQ(meeting(context, parties_known, parties, party.name == Value(std::string("Of Zoe"))),
                      (std::vector<Id>{parties[2]}));
        },
        rights);
}

class FedFields : public RowRights {
protected:
    void SetUp() override {
        RowRights::SetUp();
        auto point = [&](const char* kind, const char* value) {
            return world.add(contact_point,
                             Json::object({{"party", id_json(parties[0])}, {"kind", kind}, {"value", value}}));
        };
        email = point("email", "a@anna.example.com");
        phone = point("phone", "501234567");
        fax = point("fax", "221112233");
        rights = caller(anna, north, {north});
        ObjectRights& grant = rights->objects["party"];
        grant.read = grant.update = grant.export_out = mine();
        grant.fields.assign(party.fields.size(), FieldAccess::write);
    }
    void give(const Object::Handle& field, FieldAccess access) {
        rights->objects["party"].fields[static_cast<std::size_t>(field.index)] = access;
    }
    bool may_make(const char* kind) {
        bool answer = false;
        world.read(
            [&](Context& context) {
                Record record = context.make(contact_point);
                World::apply(context, record,
                             Json::object({{"party", id_json(parties[0])}, {"kind", kind}, {"value", "x"}}));
                answer = may_create(context, record);
            },
            rights);
        return answer;
    }
    Names parties_with(const char* word) { return world.titles_of(world.list(party, {{"search", word}}, rights)); }
    std::size_t found(const char* word) {
        std::string out;
        world.read(
            [&](Context& context) {
                out.clear();
                write_search(context, word, {"party"}, 20, out);
            },
            rights);
        return Json::parse(out)["items"].items().size();
    }
    std::shared_ptr<Rights> rights;
    Id email = 0, phone = 0, fax = 0;
};

TEST_F(FedFields, what_may_not_be_read_of_a_record_may_not_be_read_of_its_parts) {
    EXPECT_EQ(sees(contact_point, rights).size(), 4u);
    EXPECT_EQ(found("anna.example"), 1u);
    EXPECT_EQ(parties_with("501234567"), (Names{"Of Anna"}));
    give(party.email, FieldAccess::none);
    EXPECT_FALSE(may(contact_point, email, Act::read, rights));
    EXPECT_FALSE(may(contact_point, email, Act::export_out, rights));
    EXPECT_FALSE(may(contact_point, email, Act::update, rights));
    EXPECT_TRUE(may(contact_point, phone, Act::read, rights));
    EXPECT_TRUE(may(contact_point, points[0], Act::read, rights)) << "of no kind";
    EXPECT_EQ(found("anna.example"), 0u);
    EXPECT_EQ(found("501234567"), 1u);
    EXPECT_EQ(parties_with("anna.example"), (Names{}));
    EXPECT_EQ(parties_with("501234567"), (Names{"Of Anna"}));
    give(party.phone, FieldAccess::none);
    EXPECT_EQ(sees(contact_point, rights).size(), 2u);
    EXPECT_EQ(world.aggregate(contact_point, {{"measure", "count"}}, rights)["rows"].items()[0].number("count"), 2);
    EXPECT_EQ(found("501234567"), 0u);
    EXPECT_EQ(parties_with("501234567"), (Names{}));
    EXPECT_EQ(found("221112233"), 1u);
    EXPECT_EQ(parties_with("221112233"), (Names{"Of Anna"}));
}

TEST_F(FedFields, what_may_not_be_written_of_a_record_may_not_be_written_of_its_parts) {
    EXPECT_TRUE(may_make("email"));
    give(party.email, FieldAccess::read);
    EXPECT_FALSE(may_make("email"));
    EXPECT_TRUE(may_make("phone"));
    EXPECT_TRUE(may_make("fax"));
    EXPECT_TRUE(may(contact_point, email, Act::read, rights));
    EXPECT_FALSE(may(contact_point, email, Act::update, rights));
    EXPECT_FALSE(may(contact_point, email, Act::remove, rights));
    EXPECT_TRUE(may(contact_point, phone, Act::update, rights));
    EXPECT_EQ(found("anna.example"), 1u);
}

TEST_F(FedFields, search_leaves_out_fields_of_parts_that_the_caller_may_not_read) {
    auto& fields = rights->objects["contact_point"].fields;
    fields.assign(contact_point.fields.size(), FieldAccess::write);
    fields[static_cast<std::size_t>(contact_point.value.index)] = FieldAccess::none;
    EXPECT_EQ(found("anna.example"), 0u);
    EXPECT_EQ(parties_with("501234567"), (Names{}));
    EXPECT_EQ(found("Anna"), 1u);
}

} // namespace

#include "modules/core/duplicates.hpp"

#include <set>

#include "modules/core/contact_point.hpp"
#include "modules/core/party.hpp"
#include "modules/demo.hpp"
#include "modules/modules_test.hpp"
#include "record/alike.hpp"
#include "record/import_fixture.hpp"
#include "record/likely.hpp"
#include "record/merge.hpp"
#include "record/undo.hpp"

namespace crm {

namespace {

class PartyDuplicates : public ModulesTest {
protected:
    Id add(const std::string& given, const std::string& family, const std::string& email, const std::string& city) {
        Id id = 0;
        act([&](Context& context) {
            Record record = context.make(party);
            record.set(party.kind, "person");
            record.set(party.given_name, given);
            record.set(party.family_name, family);
            if (!email.empty()) record.set(party.email, email);
            if (!city.empty()) record.set(party.address, PostalAddress{.city = city});
            context.save(record);
            id = record.id();
        });
        return id;
    }
    Json alike(const std::string& typed) {
        std::string out;
        act([&](Context& context) {
            out.clear();
            write_alike(context, context.object("party"), Json::parse(typed), 0, out);
        });
        return Json::parse(out)["items"];
    }
    Json likely() {
        std::string out;
        act([&](Context& context) {
            out.clear();
            write_likely(context, context.object("party"), 0, 50, "", out);
        });
        return Json::parse(out)["items"];
    }
};

} // namespace

TEST_F(PartyDuplicates, who_is_this_is_told_by_address_number_and_name_with_town) {
    const Id jan = add("Jan", "Kowalski", "jan@x.pl", "Opole");
    act([&](Context& context) {
        Record point = context.make(contact_point);
        point.set(contact_point.party, jan);
        point.set(contact_point.kind, "phone");
        point.set(contact_point.value, "501 234 567");
        context.save(point);
    });
    add("Jan", "Nowak", "", "Opole");
    for (const char* typed : {R"({"email":"JAN@x.pl"})", R"({"phone":"+48 501 234 567"})",
                              R"({"given_name":"JAN","family_name":"Kowalski","address":{"city":"opole"}})"}) {
        const Json found = alike(typed);
        ASSERT_EQ(found.items().size(), 1u) << typed;
        EXPECT_EQ(found.items()[0].text("id"), std::to_string(jan)) << typed;
    }
    EXPECT_EQ(alike(R"({"email":"nobody@x.pl"})").items().size(), 0u);
    EXPECT_EQ(alike(R"({"name":"Kowalski Jan"})").items()[0]["fields"].items().size(), 1u);
}

TEST_F(PartyDuplicates, who_is_called_by_another_form_of_the_name_is_told_and_family_at_one_address_is_not) {
    const Id katarzyna = add("Katarzyna", "Nowak", "kn@x.pl", "Radom");
    add("Piotr", "Zych", "zych@x.pl", "Radom");
    const auto fields = [](const Json& found) {
        std::set<std::string> names;
        for (const Json& each : found.items()[0]["fields"].items()) names.insert(each.as_string());
        return names;
    };
    using Names = std::set<std::string>;
    for (const auto& [typed, reasons] :
         {std::pair{R"({"given_name":"Kasia","family_name":"Nowak","address":{"city":"radom"}})",
                    Names{"name", "address"}},
          {R"({"name":"Nowak Kaśka","email":"KN@x.pl"})", Names{"name", "email"}},
          {R"({"given_name":"Катарина","family_name":"Nowak"})", Names{"name"}}}) {
        const Json found = alike(typed);
        ASSERT_EQ(found.items().size(), 1u) << typed;
        EXPECT_EQ(found.items()[0].text("id"), std::to_string(katarzyna)) << typed;
        EXPECT_EQ(fields(found), reasons) << typed;
        EXPECT_GE(found.items()[0]["score"].as_number(), reasons.contains("email") ? 0.9
                                                         : reasons.size() > 1      ? 0.8
                                                                                   : 0.4);
    }
    EXPECT_TRUE(alike(R"({"given_name":"Anna","family_name":"Zych","address":{"city":"Radom"}})").items().empty());
    const Json shares =
        alike(R"({"given_name":"Anna","family_name":"Zych","email":"zych@x.pl","address":{"city":"Radom"}})");
    ASSERT_EQ(shares.items().size(), 1u); // the mailbox is worth telling
    EXPECT_EQ(fields(shares), Names{"email"});
    EXPECT_LT(shares.items()[0]["score"].as_number(), 0.6);
    EXPECT_TRUE(alike(R"({"name":"Kasia"})").items().empty());
}

TEST_F(PartyDuplicates, companies_are_the_same_without_their_legal_form_and_in_either_alphabet) {
    act([&](Context& context) { organization(context, "„ФАКОМ“ АД Скопје"); });
    EXPECT_EQ(alike(R"({"name":"Fakom Skopje"})").items().size(), 1u);
}

TEST_F(PartyDuplicates, wait_in_a_list_until_somebody_says_that_they_are_not_the_same) {
    std::vector<Id> ids;
    for (const auto& [given, family] : {std::pair{"Anna", "Wójcik"},
                                        {"Piotr", "Lis"},
                                        {"Ewa", "Mazur"},
                                        {"Adam", "Król"},
                                        {"Olga", "Baran"},
                                        {"Igor", "Duda"},
                                        {"Lena", "Sowa"},
                                        {"Marek", "Wrona"}}) {
        const std::string email = std::string(given) + "@firma.pl";
        ids.push_back(add(given, family, email, "Opole"));
    }
    const Id again = add("Ania", "Wojcik", "Anna@firma.pl", "Opole");
    find_all_duplicates(*engine, "party", {});
    Json pairs = likely();
    ASSERT_EQ(pairs.items().size(), 1u);
    EXPECT_EQ(pairs.items()[0]["b"].text("id"), std::to_string(again));
    EXPECT_GT(pairs.items()[0]["score"].as_number(), 0.5);
    act([&](Context& context) { say_not_same(context, context.object("party"), again, ids[0]); });
    EXPECT_EQ(likely().items().size(), 0u);
    find_all_duplicates(*engine, "party", {});
    EXPECT_EQ(likely().items().size(), 0u);
}

TEST_F(PartyDuplicates, told_apart_stay_so_when_one_of_them_goes_into_a_third_and_when_it_comes_back) {
    at = now();
    const Id a = add("Anna", "Nowak", "anna@x.pl", "Opole"), b = add("Anna", "Nowak", "anna@x.pl", "Opole"),
             c = add("Anna", "Nowak", "anna@x.pl", "Opole"), d = add("Anna", "Nowak", "anna@x.pl", "Opole");
    auto are_likely = [&](Id one, Id other) {
        const Json pairs = likely();
        for (const Json& pair : pairs.items())
            if (std::set{pair["a"].text("id"), pair["b"].text("id")} ==
                std::set{std::to_string(one), std::to_string(other)})
                return true;
        return false;
    };
    auto merge = [&](Id survivor, Id gone) {
        Request request;
        return begin_merge(*engine, request, {"party", survivor, {gone}, Json::object()}).id;
    };
    auto undo = [&](Id id) {
        Request request;
        ImportSurroundings around;
        around.rights = Rights::system();
        return run_undo(*engine, begin_undo(*engine, request, id).id, around).id;
    };
    find_all_duplicates(*engine, "party", {});
    look_up_changed(*engine);
    ASSERT_TRUE(are_likely(a, b));
    ASSERT_TRUE(are_likely(b, c));
    act([&](Context& context) { say_not_same(context, context.object("party"), a, b); });
    const Id into_c = merge(c, a);
    EXPECT_FALSE(are_likely(b, c)); // of before
    find_all_duplicates(*engine, "party", {});
    look_up_changed(*engine);
    EXPECT_FALSE(are_likely(b, c)); // and found anew
    EXPECT_TRUE(are_likely(b, d));
    const Id into_d = merge(d, c);
    EXPECT_FALSE(are_likely(b, d));
    undo(into_d);
    EXPECT_TRUE(are_likely(b, d));
    const Id undone = undo(into_c);
    find_all_duplicates(*engine, "party", {});
    look_up_changed(*engine);
    EXPECT_FALSE(are_likely(a, b));
    EXPECT_TRUE(are_likely(b, c));
    undo(undone);
    EXPECT_FALSE(are_likely(b, c));
    EXPECT_TRUE(are_likely(b, d));
}

TEST_F(PartyDuplicates, told_apart_are_not_warned_of_while_one_of_them_is_changed) {
    const Id a = add("Anna", "Nowak", "anna@x.pl", "Opole"), b = add("Anna", "Nowak", "anna@x.pl", "Opole");
    auto warned = [&](Id changed) {
        std::string out;
        act([&](Context& context) {
            out.clear();
            write_alike(context, context.object("party"), Json::parse(R"({"email":"anna@x.pl"})"), changed, out);
        });
        return Json::parse(out)["items"].items().size();
    };
    EXPECT_EQ(warned(a), 1u);
    act([&](Context& context) { say_not_same(context, context.object("party"), a, b); });
    EXPECT_EQ(warned(a), 0u);
    EXPECT_EQ(warned(b), 0u);
    EXPECT_EQ(warned(0), 2u); // for a new one both are
}

TEST_F(PartyDuplicates, are_noticed_soon_after_they_are_written) {
    at = now();
    add("Anna", "Nowak", "anna@x.pl", "Opole");
    add("Anna", "Nowak", "anna@x.pl", "Opole");
    look_up_changed(*engine);
    EXPECT_EQ(likely().items().size(), 1u);
}

TEST_F(PartyDuplicates, are_found_by_any_of_their_addresses) {
    auto also_reached = [&](Id id, const std::string& email) {
        act([&](Context& context) {
            Record point = context.make(contact_point);
            point.set(contact_point.party, id);
            point.set(contact_point.kind, "email");
            point.set(contact_point.value, email);
            context.save(point);
        });
    };
    std::vector<Id> ids;
    for (const auto& [given, family] : {std::pair{"Anna", "Wójcik"},
                                        {"Piotr", "Lis"},
                                        {"Ewa", "Mazur"},
                                        {"Adam", "Król"},
                                        {"Olga", "Baran"},
                                        {"Igor", "Duda"},
                                        {"Lena", "Sowa"},
                                        {"Marek", "Wrona"}})
        ids.push_back(add(given, family, std::string(given) + "@firma.pl", "Opole"));
    const Id again = add("Ania", "Wojcik", "other@home.pl", "Opole");
    find_all_duplicates(*engine, "party", {});
    EXPECT_EQ(likely().dump().find("\"email\""), std::string::npos) << likely().dump();
    also_reached(again, "anna@FIRMA.pl");
    find_all_duplicates(*engine, "party", {});
    const Json pairs = likely();
    ASSERT_EQ(pairs.items().size(), 1u);
    EXPECT_EQ(pairs.items()[0]["b"].text("id"), std::to_string(again));
    EXPECT_NE(pairs.dump().find("\"email\""), std::string::npos) << pairs.dump();

    at = now();
    const Id first = add("Jan", "Sowa", "jan@x.pl", ""), second = add("Jan", "Sowa", "sowa@y.pl", "");
    look_up_changed(*engine);
    EXPECT_EQ(likely().items().size(), 1u);
    also_reached(second, "jan@x.pl");
    look_up_changed(*engine);
    EXPECT_EQ(likely().items().size(), 2u) << first;
}

TEST_F(PartyDuplicates, who_share_a_mailbox_or_a_phone_are_not_taken_for_one) {
    at = now();
    add("Anna", "Nowak", "info@zorza.pl", "Opole");
    add("Beata", "Górska", "info@zorza.pl", "Opole");
    add("Wojciech", "Nowak", "info@zorza.pl", "Opole");
    look_up_changed(*engine);
    EXPECT_EQ(likely().items().size(), 0u);
    const Json found = alike(R"({"given_name":"Ania","family_name":"Nowak","email":"info@zorza.pl"})");
    ASSERT_EQ(found.items().size(), 3u); // each is told, with what agrees; the likeliest is who bears the name
    EXPECT_EQ(found.items()[0].text("title"), "Anna Nowak");
    EXPECT_GT(found.items()[0]["score"].as_number(), 0.9);
    EXPECT_LT(found.items()[1]["score"].as_number(), 0.6);
}

TEST_F(PartyDuplicates, are_the_same_for_an_import_from_a_score_on) {
    const Id anna = add("Anna", "Nowak", "anna@x.pl", "Opole");
    add("Jan", "Lis", "jan@x.pl", "Opole");
    add("Jan", "Lis", "jan@x.pl", "Opole");
    const auto file = testing::file_of("given_name,family_name,email,phone\n"
                                       "Ania,Nowak,ANNA@x.pl,501234567\n"  // the one that is there
                                       "Jan,Lis,jan@x.pl,\n"               // one of two
                                       "Ewa,Mazur,anna@x.pl,\n"            // of another name: somebody else
                                       "Ewa,Mazur,anna@x.pl,502000111\n"); // and again
    Request request;
    const ImportOrder order{"party", Json::parse(R"({"match":{"duplicates":0.9}})"), "test", false};
    ImportSurroundings around;
    around.rights = Rights::system();
    const Operation done = run_import(*engine, begin_import(*engine, request, order, file).id, file, around);
    EXPECT_EQ(summary(done), "4 rows: 1 created, 2 updated, 0 skipped, 1 refused, 0 values left out") << done.message;
    act([&](Context& context) { EXPECT_EQ(context.load(party, anna).get(party.phone), "+48501234567"); });
    std::string rows;
    engine->database().read([&](Connection& connection) {
        rows.clear();
        write_operation_rows(connection, done, "refused", 10, "", rows);
    });
    EXPECT_NE(rows.find("Several records are likely the same as this row: Jan Lis ("), std::string::npos) << rows;
}

TEST_F(PartyDuplicates, are_found_in_a_company_that_has_just_begun) {
    for (int i = 0; i < 3; ++i) add("Ewa", "Mazur", "ewa@x.pl", "Opole");
    add("Jan", "Lis", "jan@x.pl", "Opole");
    find_all_duplicates(*engine, "party", {});
    EXPECT_EQ(likely().items().size(), 3u);
}

TEST_F(PartyDuplicates, are_compared_with_their_addresses_as_one_field) {
    for (const char* name : {"Wójcik", "Lis", "Mazur", "Król", "Baran", "Duda", "Sowa", "Wrona"})
        add("Jan", name, "", "Opole");
    auto at_home = [&](const std::string& given, const std::string& house) {
        act([&](Context& context) {
            Record record = context.make(party);
            record.set(party.kind, "person");
            record.set(party.given_name, given);
            record.set(party.family_name, "Zięba");
            record.set(party.email, "zieba@x.pl");
            record.set(party.address,
                       PostalAddress{.street = "Lipowa", .house = house, .postal_code = "45-001", .city = "Opole"});
            context.save(record);
        });
    };
    at_home("Katarzyna", "5");
    at_home("Kasia", "5");
    find_all_duplicates(*engine, "party", {});
    const Json pairs = likely();
    ASSERT_EQ(pairs.items().size(), 1u);
    std::set<std::string> same, alike;
    for (const Json& each : pairs.items()[0]["same"].items()) same.insert(each.as_string());
    for (const Json& each : pairs.items()[0]["alike"].items()) alike.insert(each.as_string());
    EXPECT_EQ(same, (std::set<std::string>{"family_name", "email", "address"}));
    EXPECT_EQ(alike, std::set<std::string>{"given_name"});
}

TEST_F(PartyDuplicates, are_searched_for_by_an_operation_that_can_be_stopped) {
    for (const char* name : {"Wójcik", "Lis", "Mazur"}) add("Jan", name, "", "Opole");
    const Operation done = find_all_duplicates(*engine, "party", {});
    EXPECT_EQ(done.state, "done");
    EXPECT_EQ(done.counts.done(), done.total);
    EXPECT_EQ(done.message, "Found 0 likely pairs.");
    EXPECT_FALSE(done.undoable(now()));
    EXPECT_EQ(find_all_duplicates(*engine, "party", [] { return true; }).state, "running"); // to be taken up later
    EXPECT_THROW(find_all_duplicates(*engine, "contact_point", {}), Error);
}

// Nothing in the demo company was written twice by the same hand, but names and addresses recur as in life: where they
// live is not who they are.
TEST_F(PartyDuplicates, of_the_demo_company_share_a_name_or_a_way_to_reach_them) {
    make_demo(*engine, {anna, boris}, 7, at);
    find_all_duplicates(*engine, "party", {});
    const Json found = likely();
    EXPECT_LE(found.items().size(), 25u);
    for (const Json& pair : found.items()) {
        std::set<std::string> shared;
        for (const char* how : {"same", "alike"})
            for (const Json& field : pair[how].items()) shared.insert(field.as_string());
        EXPECT_TRUE(shared.contains("name") || shared.contains("family_name") || shared.contains("email") ||
                    shared.contains("phone"))
            << pair["a"].text("title") << " and " << pair["b"].text("title");
    }
}

} // namespace crm

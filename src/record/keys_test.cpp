#include "record/keys.hpp"

#include <gtest/gtest.h>

#include "record/query.hpp"
#include "testing/database.hpp"

namespace crm {

namespace {

struct Town : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .searchable = true, .title = true}};
    Town() : Object("town", "test", {"Town", "Miasto", "Град"}, {"Towns", "Miasta", "Градови"}) {}
};
const Town town;

std::string in_order(Engine& engine) {
    Request request;
    std::string names, text;
    engine.read(request, [&](Context& context) {
        text.clear();
        ListQuery query =
            read_list_query(context.object("town"), asker_of(context), {{"sort", "name"}, {"fields", "name"}});
        write_list(context, context.object("town"), query, text);
    });
    const Json list = Json::parse(text);
    for (const Json& item : list["items"].items()) names += item.text("name") + " ";
    return names;
}

} // namespace

TEST(Keys, are_made_anew_for_another_language_and_the_list_follows) {
    Company company;
    company.language = "en";
    Engine engine(testing::fresh_database(), {&town}, company);
    Request request;
    engine.write(request, [](Context& context) {
        for (const char* name : {"Żary", "Zabrze", "Охрид", "Łódź", "Lublin", "Ćmielów", "Czarnków"}) {
            Record record = context.make(town);
            record.set(town.name, name);
            context.save(record);
        }
    });
    EXPECT_FALSE(keys_are_outdated(engine));
    EXPECT_EQ(in_order(engine), "Czarnków Ćmielów Lublin Łódź Zabrze Żary Охрид ");
    Request change;
    engine.save_company(change, Json::object({{"language", "mk"}}), 0);
    EXPECT_TRUE(keys_are_outdated(engine));
    rebuild_keys(engine, [] { return false; });
    EXPECT_FALSE(keys_are_outdated(engine));
    EXPECT_EQ(in_order(engine), "Охрид Czarnków Ćmielów Lublin Łódź Zabrze Żary ");
    engine.set_fact("keys_made_with", "icu 72.1, mk, 0"); // by a program that ordered otherwise
    EXPECT_TRUE(keys_are_outdated(engine));
}

} // namespace crm

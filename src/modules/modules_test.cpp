#include "modules/modules_test.hpp"

#include <map>

#include "jobs/jobs.hpp"
#include "modules/core/party.hpp"
#include "modules/modules.hpp"
#include "modules/sales/pipeline.hpp"
#include "modules/sales/stage.hpp"
#include "testing/database.hpp"

namespace crm {

namespace {

// Users and teams are auth's; the modules know them as records with a name.
struct Colleague : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .title = true}};
    Colleague() : Object("user", "auth", {"User", "Użytkownik", "Корисник"}, {"Users", "Użytkownicy", "Корисници"}) {
        table_class = TableClass::small;
    }
};
const Colleague colleague;
struct Team : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .title = true}};
    Team() : Object("team", "auth", {"Team", "Zespół", "Тим"}, {"Teams", "Zespoły", "Тимови"}) {
        table_class = TableClass::small;
    }
};
const Team team;

std::vector<const Object*> objects() {
    auto all = all_objects();
    all.push_back(&colleague);
    all.push_back(&team);
    return all;
}

// An engine owns its database; this one is only lent.
class LentDatabase : public Database {
public:
    explicit LentDatabase(Database& owner) : owner_(owner) {}
    const Dialect& dialect() const override { return owner_.dialect(); }
    void read(const std::function<void(Connection&)>& job) override { owner_.read(job); }
    void write(const std::function<void(Connection&)>& job, const std::function<bool(Connection&)>& done) override {
        owner_.write(job, done);
    }
    void change_schema(const std::vector<std::string>& statements) override { owner_.change_schema(statements); }
    DatabaseFigures figures() const override { return owner_.figures(); }
    void backup(const std::string& file) override { owner_.backup(file); }

private:
    Database& owner_;
};

Record colleague_named(Context& context, const char* name) {
    Record record = context.make(colleague);
    record.set(colleague.name, name);
    context.save(record);
    return record;
}

void found_company(Database& database) {
    Engine engine(std::make_unique<LentDatabase>(database), objects());
    const Jobs queue(engine); // rules leave work to it
    Request request;
    engine.write(request, [](Context& context) {
        colleague_named(context, "Anna Nowak");
        colleague_named(context, "Boris Ristov");
        make_default_data(context);
    });
}

} // namespace

ModulesTest::ModulesTest() : at(*parse_moment("2026-11-20T10:00:00Z")) {
    begin_anew();
}

void ModulesTest::begin_anew() {
    engine.reset();
    engine = std::make_unique<Engine>(crm::testing::fresh_database("modules", found_company), objects());
    by = 0;
    act([&](Context& context) {
        for (const Record& each : context.find(colleague, Condition::everything()))
            (each.title() == "Anna Nowak" ? anna : boris) = each.id();
    });
    by = anna;
}

void ModulesTest::act(const std::function<void(Context&)>& job) {
    auto rights = std::make_shared<Rights>(*Rights::system());
    rights->user = by;
    Request request;
    request.rights = rights;
    request.at = at;
    request.history_import = importing;
    engine->write(request, job);
}

Error ModulesTest::refusal(const std::function<void(Context&)>& job) {
    try {
        act(job);
    } catch (const Error& error) {
        return error;
    }
    return Error(Problem::defect, "");
}

std::string ModulesTest::field_refused(const std::function<void(Context&)>& job) {
    const Error error = refusal(job);
    return error.fields.empty() ? std::string(error.what()) : error.fields.front().field;
}

Record ModulesTest::person(Context& context, const std::string& given, const std::string& family) {
    Record record = context.make(party);
    record.set(party.kind, "person");
    record.set(party.given_name, given);
    record.set(party.family_name, family);
    context.save(record);
    return record;
}

Record ModulesTest::organization(Context& context, const std::string& name) {
    Record record = context.make(party);
    record.set(party.kind, "organization");
    record.set(party.name, name);
    context.save(record);
    return record;
}

class Modules : public ModulesTest {};

TEST_F(Modules, every_link_leads_to_an_object_that_exists) {
    for (const auto& object : engine->schema()->objects())
        for (const Field& field : object->fields)
            for (const auto& target : field.targets())
                EXPECT_TRUE(target == "*" || engine->schema()->find(target))
                    << object->name << "." << field.name << " leads to " << target;
}

TEST_F(Modules, every_label_is_in_three_languages) {
    auto complete = [](const Label& label, const std::string& where) {
        EXPECT_TRUE(!label.en.empty() && !label.pl.empty() && !label.mk.empty()) << where;
    };
    for (const Object* object : all_objects()) {
        complete(object->label, object->name);
        complete(object->plural, object->name);
        for (const auto& each : object->groups) complete(each.label, object->name + " group " + each.name);
        for (const auto& each : object->lists) complete(each.label, object->name + " list " + each.name);
        for (const Field& field : object->fields) {
            complete(field.label, object->name + "." + field.name);
            for (const auto& choice : field.choices)
                complete(choice.label, object->name + "." + field.name + " " + choice.name);
        }
    }
}

TEST_F(Modules, lists_forms_and_groups_name_fields_that_exist) {
    for (const Object* object : all_objects()) {
        for (const auto& name : object->list_fields)
            EXPECT_TRUE(object->field(name)) << object->name << " list " << name;
        for (const auto& name : object->form_fields)
            EXPECT_TRUE(object->field(name)) << object->name << " form " << name;
        for (const auto& list : object->lists)
            for (const auto& name : list.columns)
                EXPECT_TRUE(object->field(name)) << object->name << " " << list.name << " " << name;
        for (const Field& field : object->fields) {
            if (field.system || object->groups.empty()) continue;
            bool grouped = false;
            for (const auto& each : object->groups) grouped = grouped || each.name == field.group;
            EXPECT_TRUE(grouped) << object->name << "." << field.name << " stands in no group";
        }
    }
}

TEST_F(Modules, a_new_company_has_one_pipeline_from_new_to_lost) {
    act([&](Context& context) {
        auto pipelines = context.find(pipeline, Condition::everything());
        ASSERT_EQ(pipelines.size(), 1u);
        EXPECT_EQ(pipelines[0].title(), "Sales");
        std::map<std::int64_t, std::string> by_position;
        for (const Record& each : context.find(stage, stage.pipeline == pipelines[0].id()))
            by_position[*each.get(stage.position)] = each.title();
        std::string names;
        for (const auto& [position, name] : by_position) names += name + " ";
        EXPECT_EQ(names, "New Qualified Proposal Negotiation Won Lost ");
    });
}

TEST_F(Modules, the_first_data_are_made_once) {
    act([](Context& context) { make_default_data(context); });
    act([](Context& context) { EXPECT_EQ(context.find(stage, Condition::everything()).size(), 6u); });
}

} // namespace crm

// For the engine's own tests: a small sales company's objects, and a world with a database, records and callers.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "record/context.hpp"
#include "record/input.hpp"
#include "record/query.hpp"
#include "testing/database.hpp"

namespace crm::testing::sales {

inline Label in_three(const char* en) {
    return {en, en, en};
}
inline Choice an_option(const char* name) {
    return {name, in_three(name)};
}

struct Team : Object {
    Text name{this, "name", in_three("Name"), {.required = true, .title = true}};
    Link parent{this, "parent", in_three("Above"), {.to = "team"}};
    Team() : Object("team", "test", in_three("Team"), in_three("Teams")) {
        table_class = TableClass::small;
        setting = true;
    }
};

struct User : Object {
    Text name{this, "name", in_three("Name"), {.required = true, .title = true}};
    Email login{this, "login", in_three("Login")};
    Link team{this, "team", in_three("Team"), {.to = "team"}};
    User() : Object("user", "test", in_three("User"), in_three("Users")) {
        table_class = TableClass::small;
        setting = true;
    }
};

struct Stage : Object {
    Text name{this, "name", in_three("Name"), {.required = true, .title = true}};
    Choice outcome{
        this, "outcome", in_three("Outcome"), {.choices = {an_option("open"), an_option("won"), an_option("lost")}}};
    Whole position{this, "position", in_three("Position")};
    Stage() : Object("stage", "test", in_three("Stage"), in_three("Stages")) {
        table_class = TableClass::small;
        setting = true;
        default_sort = "position";
    }
};

struct Party : Object {
    Choice kind{this, "kind", in_three("Kind"), {.choices = {an_option("person"), an_option("organization")}}};
    Text name{this, "name", in_three("Name"), {.searchable = true, .title = true}};
    Email email{this, "email", in_three("E-mail"), {.searchable = true}};
    Phone phone{this, "phone", in_three("Phone"), {.searchable = true}};
    Text tax_id{this, "tax_id", in_three("Tax number"), {.searchable = true, .plain = true, .exact_search = true}};
    Text pesel{this,
               "pesel",
               in_three("Personal number"),
               {.searchable = true, .sensitive = true, .plain = true, .exact_search = true}};
    LongText note{this, "note", in_three("Note")};
    Address address{this, "address", in_three("Address")};
    Link owner{this, "owner", in_three("Owner"), {.to = "user"}};
    Link above{this, "above", in_three("Part of"), {.to = "party"}};
    Tags tags{this, "tags", in_three("Tags")};
    Choices roles{this, "roles", in_three("Roles"), {.choices = {an_option("customer"), an_option("supplier")}}};
    Whole employees{this, "employees", in_three("Employees")};
    Decimal score{this, "score", in_three("Score"), {.digits = 3}};
    Percent discount{this, "discount", in_three("Discount")};
    YesNo vip{this, "vip", in_three("Important")};
    Day born_on{this, "born_on", in_three("Born")};
    Moment seen_at{this, "seen_at", in_three("Last seen")};
    Party() : Object("party", "test", in_three("Party"), in_three("Parties")) {}
};

struct ContactPoint : Object {
    Link party{this, "party", in_three("Party"), {.required = true, .part_of = true, .to = "party"}};
    Text value{
        this, "value", in_three("Value"), {.searchable = true, .title = true, .plain = true, .exact_search = true}};
    Text note{this, "note", in_three("Note")};
    Choice kind{
        this, "kind", in_three("Kind"), {.choices = {an_option("email"), an_option("phone"), an_option("fax")}}};
    ContactPoint() : Object("contact_point", "test", in_three("Contact point"), in_three("Contact points")) {
        merging.same_by = {"kind", "value"};
        feeds = {{"email", "kind", {"email"}}, {"phone", "kind", {"phone"}}};
    }
};

struct Deal : Object {
    Text name{this, "name", in_three("Name"), {.searchable = true, .title = true}};
    Link party{this, "party", in_three("Party"), {.home = true, .on_timeline = true, .to = "party"}};
    Link stage{this, "stage", in_three("Stage"), {.to = "stage"}};
    Money amount{this, "amount", in_three("Amount")};
    Day closes_on{this, "closes_on", in_three("Closes")};
    Moment met_at{this, "met_at", in_three("Met"), {.indexed = true}};
    Link owner{this, "owner", in_three("Owner"), {.to = "user"}};
    Links helpers{this, "helpers", in_three("Helpers"), {.mine = true, .to = "user"}};
    Links guests{this, "guests", in_three("Guests"), {.to = "party"}};
    YesNo done{this, "done", in_three("Done")};
    Deal() : Object("deal", "test", in_three("Deal"), in_three("Deals")) {
        default_sort = "-amount_base";
        board_field = "stage";
    }
};

struct Remark : Object {
    Text name{this, "name", in_three("Text"), {.searchable = true, .title = true}};
    LinkAny about{this, "about", in_three("About"), {.home = true, .follows = true, .on_timeline = true, .to = "*"}};
    Remark() : Object("remark", "test", in_three("Remark"), in_three("Remarks")) {}
};

inline const Team team;
inline const User user;
inline const Stage stage;
inline const Party party;
inline const ContactPoint contact_point;
inline const Deal deal;
inline const Remark remark;

inline std::vector<const Object*> objects() {
    return {&team, &user, &stage, &party, &contact_point, &deal, &remark};
}

// A company with an empty database. Calls run as the system unless somebody's rights are given.
class World {
public:
    World() : engine(database(), objects(), company()) {}
    // A company with further objects.
    explicit World(std::vector<const Object*> more) : engine(fresh_database(), with(std::move(more)), company()) {}

    static std::vector<const Object*> with(std::vector<const Object*> more) {
        for (const Object* each : objects()) more.push_back(each);
        return more;
    }

    static Company company() {
        Company company;
        company.country = "PL";
        company.currency = "EUR";
        company.zone_name = "Europe/Warsaw";
        company.language = "pl";
        return company;
    }
    static std::unique_ptr<Database> database() {
        return fresh_database("sales fixture", [](Database& empty) {
            // The tables are made once; every test gets a copy.
            class Borrowed : public Database {
            public:
                explicit Borrowed(Database& database) : database_(database) {}
                const Dialect& dialect() const override { return database_.dialect(); }
                void read(const std::function<void(Connection&)>& job) override { database_.read(job); }
                void write(const std::function<void(Connection&)>& job,
                           const std::function<bool(Connection&)>& done) override {
                    database_.write(job, done);
                }
                void change_schema(const std::vector<std::string>& statements) override {
                    database_.change_schema(statements);
                }
                DatabaseFigures figures() const override { return database_.figures(); }
                void backup(const std::string& file) override { database_.backup(file); }

            private:
                Database& database_;
            };
            Engine once(std::make_unique<Borrowed>(empty), objects(), company());
        });
    }

    template <typename Job>
    void write(const Job& job, std::shared_ptr<const Rights> rights = Rights::system()) {
        Request request;
        request.rights = std::move(rights);
        request.at = now;
        engine.write(request, [&](Context& context) { job(context); });
    }
    template <typename Job>
    void read(const Job& job, std::shared_ptr<const Rights> rights = Rights::system()) {
        Request request;
        request.rights = std::move(rights);
        request.at = now;
        engine.read(request, [&](Context& context) { job(context); });
    }

    // Makes a record from {"field": value} as the interface takes it.
    Id add(const Object& object, const Json& values, std::shared_ptr<const Rights> rights = Rights::system()) {
        Id id = 0;
        write(
            [&](Context& context) {
                Record record = context.make(object);
                apply(context, record, values);
                context.save(record);
                id = record.id();
            },
            rights);
        return id;
    }
    void change(const Object& object, Id id, const Json& values,
                std::shared_ptr<const Rights> rights = Rights::system()) {
        write(
            [&](Context& context) {
                Record record = context.load(object, id);
                apply(context, record, values);
                context.save(record);
            },
            rights);
    }
    void bin(const Object& object, Id id) {
        write([&](Context& context) {
            Record record = context.load(object, id);
            context.remove(record);
        });
    }
    static void apply(Context& context, Record& record, const Json& values) {
        const InputRules rules{context.company().country, context.company().currency, &context.company().zone,
                               context.company().collation.get()};
        for (const auto& [name, value] : values.members()) {
            const Field* field = record.object().field(name);
            require(field != nullptr, "the field exists");
            auto problem = read_value(record, *field, value, rules);
            require(!problem, problem ? problem->c_str() : "");
        }
    }

    Json list(const Object& object, const std::vector<std::pair<std::string, std::string>>& arguments,
              std::shared_ptr<const Rights> rights = Rights::system()) {
        std::string out;
        read(
            [&](Context& context) {
                const Object& known = context.object(object.name);
                out.clear();
                write_list(context, known, read_list_query(known, asker_of(context), arguments), out);
            },
            rights);
        return Json::parse(out);
    }
    Json aggregate(const Object& object, const std::vector<std::pair<std::string, std::string>>& arguments,
                   std::shared_ptr<const Rights> rights = Rights::system()) {
        std::string out;
        read(
            [&](Context& context) {
                out.clear();
                write_aggregate(context, context.object(object.name), asker_of(context), arguments, out);
            },
            rights);
        return Json::parse(out);
    }
    // The titles of a list's records, in their order.
    std::vector<std::string> titles_of(const Json& list) {
        std::vector<std::string> found;
        for (const Json& item : list["items"].items()) found.push_back(item.text("title"));
        return found;
    }
    std::vector<std::string> filtered(const Object& object, const std::string& filter,
                                      std::shared_ptr<const Rights> rights = Rights::system()) {
        return titles_of(list(object, {{"filter", filter}, {"limit", "200"}}, rights));
    }

    Moment now = *parse_moment("2026-11-21T10:00:00Z");
    Engine engine;
};

inline Json id_json(Id id) {
    return Json(std::to_string(id));
}

// Rights of a user who may do nothing yet; grants are added by the test.
inline std::shared_ptr<Rights> caller(Id user, Id team = 0, std::vector<Id> teams = {}) {
    auto rights = std::make_shared<Rights>();
    rights->user = user;
    rights->team = team;
    rights->teams = std::move(teams);
    rights->zone = *Zone::named("Europe/Warsaw");
    return rights;
}

inline Condition mine() {
    return {Condition::Op::mine};
}
inline Condition of_team() {
    return {Condition::Op::team};
}

} // namespace crm::testing::sales

// A small company for the tests of this folder: objects of every sort that rights know, the built-in roles, and a clock
// that stands.
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "auth/auth.hpp"
#include "auth/role.hpp"
#include "auth/team.hpp"
#include "auth/user.hpp"
#include "base/error.hpp"
#include "record/query.hpp"
#include "testing/database.hpp"

namespace crm::testing {

// Has an owner.
struct Firm : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .searchable = true, .title = true}};
    Text tax_id{this, "tax_id", {"Tax number", "NIP", "ЕДБ"}, {.plain = true}};
    LongText note{this, "note", {"Note", "Notatka", "Забелешка"}};
    Choice state{this,
                 "state",
                 {"State", "Stan", "Состојба"},
                 {.choices = {{"open", {"Open", "Otwarta", "Отворена"}}, {"won", {"Won", "Wygrana", "Добиена"}}}}};
    Day closes_on{this, "closes_on", {"Closes on", "Zamknięcie", "Затворање"}};
    Link owner{this, "owner", {"Owner", "Opiekun", "Одговорен"}, {.indexed = true, .mine = true, .to = "user"}};
    Firm() : Object("firm", "test", {"Firm", "Firma", "Фирма"}, {"Firms", "Firmy", "Фирми"}) {
        action("merge", {"Merge", "Scal", "Спој"}, {}, [](Context&, Record&, const Json&) { return Json(); });
    }
};
inline const Firm firm;

// A part of a firm.
struct Place : Object {
    Text name{this, "name", {"Place", "Miejsce", "Место"}, {.required = true, .title = true}};
    Link firm{
        this, "firm", {"Firm", "Firma", "Фирма"}, {.required = true, .indexed = true, .part_of = true, .to = "firm"}};
    Place() : Object("place", "test", {"Place", "Miejsce", "Место"}, {"Places", "Miejsca", "Места"}) {}
};
inline const Place place;

// Follows the rights of its firm.
struct Remark : Object {
    Text name{this, "name", {"Text", "Treść", "Содржина"}, {.required = true, .title = true}};
    Link about{this,
               "about",
               {"About", "Dotyczy", "Се однесува на"},
               {.indexed = true, .home = true, .follows = true, .to = "firm"}};
    Remark() : Object("remark", "test", {"Remark", "Uwaga", "Забелешка"}, {"Remarks", "Uwagi", "Забелешки"}) {}
};
inline const Remark remark;

// A setting.
struct Grade : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .title = true}};
    Grade() : Object("grade", "test", {"Grade", "Ocena", "Оценка"}, {"Grades", "Oceny", "Оценки"}) {
        table_class = TableClass::small;
        setting = true;
    }
};
inline const Grade grade;

// Nobody's own.
struct Machine : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .title = true}};
    Machine() : Object("machine", "test", {"Machine", "Maszyna", "Машина"}, {"Machines", "Maszyny", "Машини"}) {}
};
inline const Machine machine;

struct AuthTest : ::testing::Test {
    Engine engine{fresh_database(), {&user, &team, &role, &firm, &place, &remark, &grade, &machine}};
    Moment time = parse_moment("2026-03-02T09:00:00Z").value();
    Auth auth{engine};

    AuthTest() {
        auth.set_clock([this] { return time; });
        auth.make_built_in_roles();
    }
    static constexpr auto password = "correct horse battery";

    void write(const std::function<void(Context&)>& job, std::shared_ptr<const Rights> rights = Rights::system()) {
        Request request;
        request.at = time;
        request.rights = std::move(rights);
        engine.write(request, job);
    }
    void read(const std::function<void(Context&)>& job, std::shared_ptr<const Rights> rights = Rights::system()) {
        Request request;
        request.at = time;
        request.rights = std::move(rights);
        engine.read(request, job);
    }
    Id make_role(const std::string& name, const std::string& grants, const std::vector<std::string>& may = {}) {
        Id id = 0;
        write([&](Context& context) {
            Record record = context.make(role);
            record.set(role.name, name);
            record.set(role.grants, grants);
            record.set(role.may, may);
            context.save(record);
            id = record.id();
        });
        return id;
    }
    Id role_id(const std::string& name) {
        Id id = 0;
        read([&](Context& context) { id = context.find_one(role, role.name == name).value().id(); });
        return id;
    }
    Id make_team(const std::string& name, Id parent = 0) {
        Id id = 0;
        write([&](Context& context) {
            Record record = context.make(team);
            record.set(team.name, name);
            record.set(team.parent, parent);
            context.save(record);
            id = record.id();
        });
        return id;
    }
    Id make_user(const std::string& login, const std::vector<Id>& roles, Id in_team = 0) {
        Id id = 0;
        write([&](Context& context) {
            Record record = context.make(user);
            record.set(user.login, login);
            record.set(user.name, login);
            record.set(user.roles, roles);
            record.set(user.team, in_team);
            context.save(record);
            id = record.id();
        });
        return id;
    }
    void change(Id user_id, const std::function<void(Record&)>& how,
                std::shared_ptr<const Rights> rights = Rights::system()) {
        write(
            [&](Context& context) {
                Record record = context.load(user, user_id);
                how(record);
                context.save(record);
            },
            std::move(rights));
    }
    void disable(Id user_id) {
        change(user_id, [](Record& record) { record.set(user.disabled, true); });
    }
    Id make_firm(const std::string& name, Id owner) {
        Id id = 0;
        write([&](Context& context) {
            Record record = context.make(firm);
            record.set(firm.name, name);
            record.set(firm.owner, owner);
            context.save(record);
            id = record.id();
        });
        return id;
    }
    bool may(Id user_id, const Object& object, Id record, Act act) {
        bool yes = false;
        read([&](Context& context) { yes = allowed(context, context.object(object.name), record, act); },
             auth.rights_of(user_id));
        return yes;
    }
    // What was refused, as a sentence; empty where nothing was.
    static std::string refusal(const std::function<void()>& what) {
        try {
            what();
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }
    static Problem problem(const std::function<void()>& what) {
        try {
            what();
        } catch (const Error& error) {
            return error.problem;
        }
        ADD_FAILURE() << "nothing was refused";
        return Problem::defect;
    }
};

} // namespace crm::testing

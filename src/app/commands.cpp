#include "app/commands.hpp"

#include <algorithm>
#include <fstream>

#include "api/export.hpp"
#include "api/openapi.hpp"
#include "app/installation.hpp"
#include "app/shape.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "record/check.hpp"

namespace crm {

namespace {

int add_user(App& app, const Configuration& configuration, const Output& output) {
    std::string password = configuration.input;
    while (!password.empty() && (password.back() == '\n' || password.back() == '\r')) password.pop_back();
    if (password.empty() && !configuration.password_stdin) {
        output.complain("relacja: please give the password on standard input with --password-stdin.\n");
        return 2;
    }
    app.auth().add_user(configuration.login, configuration.name, configuration.role, password);
    output.say("Added " + configuration.login + " with the role " + configuration.role + ".\n");
    return 0;
}

int list_users(App& app, const Output& output) {
    Request request;
    app.engine().read(request, [&](Context& context) {
        const Object& user = context.object("user");
        for (const Record& record : context.find(user, Condition::everything(), 10'000))
            output.say(record.text_at(user.field("login")->index) + "\t" + record.text_at(user.field("name")->index) +
                       (whole_or(record.at(*user.field("disabled")), 0) ? "\tdisabled" : "") + "\n");
    });
    return 0;
}

Id user_named(App& app, const std::string& login) {
    const Id id = app.auth().user_by_login(login);
    if (!id)
        throw Error(Problem::not_found, "There is no user \"" + cut(login, 100) + "\". `relacja user list` shows all.");
    return id;
}

int disable_user(App& app, const Configuration& configuration, const Output& output) {
    const Id id = user_named(app, configuration.login);
    Request request;
    app.engine().write(request, [&](Context& context) {
        Record record = context.load(context.object("user"), id);
        record.put(record.object().field("disabled")->index, true);
        context.save(record);
    });
    app.auth().forget();
    output.say("Disabled " + configuration.login + ".\n");
    return 0;
}

int reset_second_factor(App& app, const Configuration& configuration, const Output& output) {
    if (!app.auth().reset_second_factor(user_named(app, configuration.login), 0)) {
        output.complain("relacja: " + configuration.login + " has no second factor.\n");
        return 1;
    }
    output.say("Took away the second factor of " + configuration.login + ".\n");
    return 0;
}

int create_token(App& app, const Configuration& configuration, const Output& output) {
    const Id id = user_named(app, configuration.login);
    output.say("Token of " + configuration.login + ": " +
               app.auth().make_token(id, configuration.name, {{"*", true, true}}, 0).text + "\n");
    return 0;
}

int export_list(App& app, const Configuration& configuration, const Output& output) {
    Request request;
    if (!configuration.as.empty()) request.rights = app.auth().rights_of(user_named(app, configuration.as));
    const auto schema = app.engine().schema();
    const Object* object = schema->find(configuration.object);
    if (!object || object->hidden)
        throw Error(Problem::not_found, "There is no object \"" + cut(configuration.object, 60) + "\".");
    std::vector<std::pair<std::string, std::string>> arguments;
    if (!configuration.filter.empty()) arguments.emplace_back("filter", configuration.filter);
    export_records(app.engine(), request, *object, configuration.format, arguments, [&](std::string_view piece) {
        output.say(piece);
        return true;
    });
    app.auth().audit("export", request.rights->user, "command line", Json::object({{"object", configuration.object}}));
    return 0;
}

int print_schema(const Schema& schema, const Configuration& configuration, const Output& output) {
    if (configuration.shape == "typescript")
        output.say(typescript(schema));
    else if (configuration.shape == "markdown")
        output.say(markdown(schema));
    else
        output.say(openapi(schema, Rights::system().get(), AppOptions().version) + "\n");
    return 0;
}

int check(App& app, const Output& output) {
    const auto faults = check_company(app.engine(), [&](const std::string& step) { output.complain(step + "\n"); });
    for (const auto& fault : faults) output.say(fault + "\n");
    output.say(faults.empty() ? "Everything is in order.\n" : std::to_string(faults.size()) + " faults found.\n");
    return faults.empty() ? 0 : 1;
}

} // namespace

int print_schema(const Configuration& configuration, const Output& output) {
    std::vector<std::shared_ptr<const Object>> objects;
    for (const Object* object : program_objects()) objects.push_back(std::make_shared<Object>(*object));
    return print_schema(Schema(std::move(objects), 1), configuration, output);
}

int carry_out(App& app, const Configuration& configuration, const Output& output) {
    const std::string& command = configuration.command;
    if (command == "user add") return add_user(app, configuration, output);
    if (command == "user list") return list_users(app, output);
    if (command == "user reset-second-factor") return reset_second_factor(app, configuration, output);
    if (command == "user disable") return disable_user(app, configuration, output);
    if (command == "token create") return create_token(app, configuration, output);
    if (command == "import") return import_file(app, configuration, output);
    if (command == "duplicates") return find_duplicates_command(app, configuration, output);
    if (command == "undo") return undo_operation(app, configuration, output);
    if (command == "export" && !configuration.dump.empty()) return dump_company(app, configuration, output);
    if (command == "export") return export_list(app, configuration, output);
    if (command == "schema") return print_schema(*app.engine().schema(), configuration, output);
    if (command == "check") return check(app, output);
    if (command == "migrate-to") return migrate_company(app, configuration, output);
    if (command == "backup") {
        app.engine().database().backup(configuration.file);
        output.say("Wrote " + configuration.file + ".\n");
        return 0;
    }
    output.complain("relacja: " + command + " is not carried out by a running server.\n");
    return 2;
}

} // namespace crm

// The commands import and undo.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/commands.hpp"
#include "auth/user.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "record/import.hpp"
#include "record/undo.hpp"

namespace crm {

namespace {

constexpr std::size_t largest_mapping = 1024 * 1024;

Json read_mapping(const Configuration& configuration) {
    Json mapping = Json::object();
    if (!configuration.mapping.empty()) {
        std::ifstream file(configuration.mapping, std::ios::binary);
        if (!file) throw Error(Problem::not_found, "The mapping file " + configuration.mapping + " cannot be read.");
        std::string text(largest_mapping + 1, '\0');
        file.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(file.gcount()));
        if (text.size() > largest_mapping) throw Error(Problem::too_large, "A mapping file has at most 1 MB.");
        mapping = Json::parse(text);
        if (!mapping.is_object()) throw Error(Problem::bad_request, "A mapping file is a JSON object.");
    }
    if (!configuration.match.empty()) {
        Json::Array match;
        for (const auto& field : configuration.match) match.push_back(field);
        mapping.set("match", Json(std::move(match)));
    }
    return mapping;
}

std::string refused_path(const Configuration& configuration) {
    if (!configuration.refused.empty()) return configuration.refused;
    return std::filesystem::path(configuration.file).stem().string() + ".refused.csv";
}

// Before anything is written: a place that cannot be written to is told while nothing is done yet.
void check_refused_path(const std::string& path) {
    const bool there = std::filesystem::exists(path);
    const bool writable = static_cast<bool>(std::ofstream(path, std::ios::app));
    if (!there) std::filesystem::remove(path);
    if (!writable)
        throw Error(Problem::unavailable, "The refused rows could not be written to " + path +
                                              ". Please give another place with --refused. Nothing has been imported.");
}

void write_refused_file(App& app, const Operation& operation, const std::string& path, const Output& output) {
    std::ofstream file(path, std::ios::binary);
    write_refused(app.engine(), operation, [&](std::string_view piece) {
        return static_cast<bool>(file.write(piece.data(), static_cast<std::streamsize>(piece.size())));
    });
    file.close();
    if (!file)
        throw Error(Problem::unavailable,
                    "The refused rows could not be written to " + path + ". Please give another place with --refused.");
    output.complain("The refused rows and their reasons are in " + path + ".\n");
}

// The first values that were left out, so that nobody has to look for them.
void tell_problems(App& app, const Operation& operation, const Output& output) {
    constexpr int told = 10;
    std::string text;
    app.engine().database().read([&](Connection& connection) {
        text.clear();
        write_operation_rows(connection, operation, "", 200, "", text);
    });
    int count = 0;
    const Json rows = Json::parse(text);
    for (const Json& row : rows["items"].items()) {
        if (!row["problems"].is_array()) continue;
        for (const Json& problem : row["problems"].items())
            if (++count <= told)
                output.complain("row " + std::to_string(row.number("row")) +
                                (problem.text("column").empty() ? "" : ", " + problem.text("column")) + ": " +
                                problem.text("message") + "\n");
    }
}

// What of the file goes nowhere.
void tell_unread(const Operation& operation, const Output& output) {
    std::string list;
    if (const Json* columns = operation.input.find("unread"))
        for (const Json& each : columns->items())
            (list += list.empty() ? "" : ", ") +=
                '"' + cut(each.text("column"), 60) + "\" (" + std::to_string(each.number("filled")) + ")";
    if (!list.empty()) output.complain("Columns left out, and how many values stand there: " + list + "\n");
    if (const Json* notes = operation.input.find("notes"))
        for (const Json& each : notes->items()) output.complain(each.as_string() + "\n");
}

class Progress {
public:
    explicit Progress(const Output& output) : output_(output) {}
    void show(const Operation& operation) {
        const std::int64_t done = operation.counts.done();
        const int percent = operation.total ? static_cast<int>(done * 100 / operation.total) : 0;
        if (percent == shown_ || operation.total < 5000) return;
        shown_ = percent;
        const int width = percent * 40 / 100;
        output_.complain("\r" + std::string(static_cast<std::size_t>(width), '#') +
                         std::string(static_cast<std::size_t>(40 - width), '.') + " " + std::to_string(percent) +
                         " %, " + std::to_string(done) + " rows");
        if (percent == 100) output_.complain("\n");
    }

private:
    const Output& output_;
    int shown_ = -1;
};

constexpr const char* system_login = "system";

// The built-in user, made when it is first needed. Nobody signs in as it, and it may everything.
std::shared_ptr<const Rights> rights_of_the_system(App& app) {
    Id id = app.auth().user_by_login(system_login);
    if (!id) {
        Request request;
        app.engine().write(request, [&](Context& context) {
            Record record = context.make(user);
            record.set(user.login, system_login);
            record.set(user.name, "Relacja");
            record.set(user.disabled, true);
            context.save(record);
            id = record.id();
        });
        app.auth().forget();
    }
    auto rights = std::make_shared<Rights>(*Rights::system());
    rights->user = id;
    return rights;
}

std::shared_ptr<const Rights> actor(App& app, const std::string& login) {
    if (login.empty() || login == system_login) return rights_of_the_system(app);
    const Id id = app.auth().user_by_login(login);
    if (!id)
        throw Error(Problem::not_found, "There is no user \"" + cut(login, 100) + "\". `relacja user list` shows all.");
    return app.auth().rights_of(id);
}

} // namespace

int import_file(App& app, const Configuration& configuration, const Output& output) {
    Request request;
    request.rights = actor(app, configuration.as);
    const ImportFile file = file_on_disk(configuration.file);
    ImportOrder order;
    order.object = configuration.object;
    order.mapping = read_mapping(configuration);
    order.file = description_of(configuration.file);
    order.dry_run = configuration.dry_run;
    order.source = std::filesystem::path(configuration.file).filename().string();
    check_refused_path(refused_path(configuration));
    // The same command given again after a kill goes on where it was.
    const auto unfinished = unfinished_import(app.engine(), request.rights->user, order);
    Operation operation = unfinished ? *unfinished : begin_import(app.engine(), request, order, file);
    Progress progress(output);
    ImportSurroundings surroundings;
    surroundings.rights = request.rights;
    surroundings.stopping = [] { return false; };
    surroundings.progress = [&](const Operation& present) { progress.show(present); };
    operation = run_import(app.engine(), operation.id, file, surroundings);
    if (operation.state == "failed") {
        output.complain("relacja: " + operation.message + "\n");
        if (operation.counts.done() == 0) return 1;
    }
    tell_problems(app, operation, output);
    tell_unread(operation, output);
    if (operation.counts.refused > 0) write_refused_file(app, operation, refused_path(configuration), output);
    output.complain("operation " + std::to_string(operation.id) + "\n");
    output.say(summary(operation) + "\n");
    if (operation.state == "failed") return 1;
    return operation.counts.refused > 0 ? 3 : 0;
}

int undo_operation(App& app, const Configuration& configuration, const Output& output) {
    const auto id = parse_id(configuration.operation);
    if (!id)
        throw Error(Problem::bad_request,
                    "Please give the number that the import printed, such as: relacja undo 250050659371597824");
    Request request;
    request.rights = actor(app, "");
    Operation operation = begin_undo(app.engine(), request, *id);
    ImportSurroundings surroundings;
    surroundings.rights = request.rights;
    surroundings.stopping = [] { return false; };
    operation = run_undo(app.engine(), operation.id, surroundings);
    if (operation.state == "failed") {
        output.complain("relacja: " + operation.message + "\n");
        return 1;
    }
    output.say(summary(operation) + "\n");
    return operation.counts.refused > 0 ? 3 : 0;
}

} // namespace crm

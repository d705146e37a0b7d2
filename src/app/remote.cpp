#include "app/remote.hpp"
#include "app/installation.hpp"

#include <filesystem>
#include <iostream>

#include "base/error.hpp"
#include "base/log.hpp"

namespace crm {

namespace {

void write_line(const std::function<bool(std::string_view)>& write, const char* kind, std::string_view text) {
    std::string line;
    JsonWriter(line).begin_object().member(kind, text).end_object();
    write(line + "\n");
}

} // namespace

std::optional<int> send_command(const Configuration& configuration, const std::vector<std::string>& arguments) {
    if (!configuration.database.empty() || !std::filesystem::exists(socket_path(configuration))) return std::nullopt;
    Json body = Json::object();
    Json::Array list;
    for (const auto& each : arguments) list.push_back(each);
    body.set("arguments", Json(std::move(list)));
    body.set("folder", std::filesystem::current_path().string());
    body.set("input", configuration.input);
    int status = 1;
    std::string rest;
    auto take_lines = [&](std::string_view piece) {
        rest += piece;
        for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
            const Json line = Json::parse(std::string_view(rest).substr(0, end));
            rest.erase(0, end + 1);
            if (line.find("out")) std::cout << line.text("out") << std::flush;
            if (line.find("error")) std::cerr << line.text("error") << std::flush;
            if (line.find("exit")) status = static_cast<int>(line.number("exit"));
        }
    };
    try {
        http::ClientResponse response = http::send("unix:" + socket_path(configuration), "POST", "/command", {{"Content-Type", "application/json"}}, body.dump(), take_lines);
        if (response.status == 200) return status;
        std::cerr << "relacja: the running server did not take the command.\n";
        return 1;
    } catch (const Error&) {
        return std::nullopt; // a socket left behind by a server that was killed
    }
}

http::Response answer_command(App& app, const http::Request& request) {
    const Json body = Json::parse(request.body);
    std::vector<std::string> arguments;
    for (const Json& each : body["arguments"].is_array() ? body["arguments"].items() : Json::Array()) arguments.push_back(each.as_string());
    Reading reading = read_configuration(arguments);
    http::Response response;
    response.set("Content-Type", "application/jsonl");
    if (!reading.configuration) {
        response.body = Json::object({{"error", reading.output}}).dump() + "\n" + Json::object({{"exit", reading.status}}).dump() + "\n";
        return response;
    }
    Configuration configuration = *reading.configuration;
    configuration.input = body.text("input");
    const std::filesystem::path folder = body.text("folder");
    for (auto place : {&Configuration::file, &Configuration::mapping, &Configuration::refused, &Configuration::dump})
        if (!(configuration.*place).empty()) configuration.*place = (folder / (configuration.*place)).string();
    if (configuration.refused.empty() && configuration.command == "import")
        configuration.refused = (folder / (std::filesystem::path(configuration.file).stem().string() + ".refused.csv")).string();
    response.stream = [&app, configuration](const std::function<bool(std::string_view)>& write) {
        const Output output{[&](std::string_view text) { write_line(write, "out", text); }, [&](std::string_view text) { write_line(write, "error", text); }};
        int status = 1;
        try {
            status = carry_out(app, configuration, output);
        } catch (const std::exception& fault) {
            output.complain(std::string("relacja: ") + fault.what() + "\n");
        }
        write(Json::object({{"exit", status}}).dump() + "\n");
    };
    return response;
}

} // namespace crm

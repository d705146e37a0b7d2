#include "app/remote.hpp"
#include "app/installation.hpp"

#include <filesystem>
#include <iostream>

#include "base/base64.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

// A line carries text; octets that are none (a workbook) go as base64, marked so.
void write_line(const std::function<bool(std::string_view)>& write, const char* kind, std::string_view text) {
    std::string line;
    JsonWriter out(line);
    if (valid_utf8(text))
        out.begin_object().member(kind, text).end_object();
    else
        out.begin_object().member(kind, base64(text)).member("base64", true).end_object();
    write(line + "\n");
}

std::string text_of(const Json& line, const char* kind) {
    if (!line.flag("base64")) return line.text(kind);
    return from_base64(line.text(kind)).value_or(std::string());
}

// What the server answers, line by line.
struct Answered {
    std::string rest;
    int status = 1;
    bool begun = false;

    void take(std::string_view piece) {
        begun = true;
        rest += piece;
        std::size_t begin = 0;
        for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n', begin)) {
            const Json line = Json::parse(std::string_view(rest).substr(begin, end - begin));
            begin = end + 1;
            if (line.find("out")) std::cout << text_of(line, "out") << std::flush;
            if (line.find("error")) std::cerr << text_of(line, "error") << std::flush;
            if (line.find("exit")) status = static_cast<int>(line.number("exit"));
        }
        rest.erase(0, begin);
    }
};

} // namespace

std::optional<int> send_command(const Configuration& configuration, const std::vector<std::string>& arguments) {
    if (!configuration.database.empty() || !std::filesystem::exists(socket_path(configuration))) return std::nullopt;
    Json body = Json::object();
    Json::Array list;
    for (const auto& each : arguments) list.push_back(each);
    body.set("arguments", Json(std::move(list)));
    body.set("folder", std::filesystem::current_path().string());
    body.set("input", configuration.input);
    Answered answered;
    try {
        http::ClientResponse response =
            http::send("unix:" + socket_path(configuration), "POST", "/command", {{"Content-Type", "application/json"}},
                       body.dump(), [&](std::string_view piece) { answered.take(piece); });
        if (response.status == 200) return answered.status;
        std::cerr << "relacja: the running server did not take the command.\n";
        return 1;
    } catch (const Error&) {
        if (answered.begun) throw;
        return std::nullopt; // a socket left behind by a server that was killed
    }
}

http::Response answer_command(App& app, const http::Request& request) {
    const Json body = Json::parse(request.body);
    std::vector<std::string> arguments;
    for (const Json& each : body["arguments"].is_array() ? body["arguments"].items() : Json::Array())
        arguments.push_back(each.as_string());
    Reading reading = read_configuration(arguments);
    http::Response response;
    response.set("Content-Type", "application/jsonl");
    if (!reading.configuration) {
        response.body = Json::object({{"error", reading.output}}).dump() + "\n" +
                        Json::object({{"exit", reading.status}}).dump() + "\n";
        return response;
    }
    Configuration configuration = *reading.configuration;
    configuration.input = body.text("input");
    const std::filesystem::path folder = body.text("folder");
    for (auto place : {&Configuration::file, &Configuration::mapping, &Configuration::refused, &Configuration::dump})
        if (!(configuration.*place).empty()) configuration.*place = (folder / (configuration.*place)).string();
    if (configuration.refused.empty() && configuration.command == "import")
        configuration.refused =
            (folder / (std::filesystem::path(configuration.file).stem().string() + ".refused.csv")).string();
    response.stream = [&app, configuration](const std::function<bool(std::string_view)>& write) {
        const Output output{[&](std::string_view text) { write_line(write, "out", text); },
                            [&](std::string_view text) { write_line(write, "error", text); }};
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

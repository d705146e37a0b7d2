#include "app/configuration.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "app/public_url.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

struct Setting {
    const char* name; // in relacja.toml, and in capitals behind RELACJA_
    std::string Configuration::*place;
};
const Setting settings[] = {
    {"database", &Configuration::database},       {"listen", &Configuration::listen},
    {"tls_cert", &Configuration::tls_cert},       {"tls_key", &Configuration::tls_key},
    {"public_url", &Configuration::public_url},   {"log", &Configuration::log},
    {"metrics", &Configuration::metrics},         {"outgoing_authorities", &Configuration::outgoing_authorities},
    {"drop_folder", &Configuration::drop_folder}, {"country", &Configuration::country},
    {"currency", &Configuration::currency},       {"zone", &Configuration::zone},
    {"language", &Configuration::language},       {"company_name", &Configuration::company_name},
};

const char* const lists[] = {"trusted_proxy", "outgoing_allow"};

std::string among(const std::vector<std::string_view>& names) {
    std::string list;
    for (std::string_view name : names) (list += list.empty() ? "" : ", ") += name;
    return list;
}

std::string or_nearest(std::string_view given, const std::vector<std::string_view>& known) {
    const auto near = nearest(given, known);
    return near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?";
}

// What the file holds is known, and of the kind that its setting has.
void check_file(const toml::table& file) {
    std::vector<std::string_view> known;
    for (const Setting& setting : settings) known.push_back(setting.name);
    known.insert(known.end(), std::begin(lists), std::end(lists));
    for (const auto& [key, value] : file) {
        const std::string_view name = key.str();
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw Error(Problem::bad_request, "relacja.toml has no setting \"" + cut(name, 60) + "\"." +
                                                  or_nearest(name, known) + " It takes " + among(known) + ".");
        const bool is_list = std::find(std::begin(lists), std::end(lists), name) != std::end(lists);
        bool fits = value.is_string();
        if (const auto* texts = value.as_array(); texts && is_list)
            fits = std::all_of(texts->begin(), texts->end(), [](const auto& each) { return each.is_string(); });
        if (!fits)
            throw Error(Problem::bad_request, "\"" + std::string(name) + "\" in relacja.toml is " +
                                                  (is_list ? "a list of texts" : "a text") +
                                                  ". Please put it into quotation marks.");
    }
}

std::string in_capitals(std::string_view name) {
    std::string text = "RELACJA_";
    for (char c : name) text += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    return text;
}

std::vector<std::string> words_between(const std::string& text, char separator) {
    std::vector<std::string> words;
    std::istringstream in(text);
    for (std::string word; std::getline(in, word, separator);)
        if (!word.empty()) words.push_back(word);
    return words;
}

// What the command line leaves open is taken from the environment, then from the file.
void fill_in(Configuration& configuration, const Configuration& defaults, const CLI::App& line) {
    toml::table file;
    const auto path = std::filesystem::path(configuration.data) / "relacja.toml";
    if (std::filesystem::exists(path)) file = toml::parse_file(path.string());
    check_file(file);
    auto given = [&](const std::string& name) {
        std::string option = "--" + name;
        for (auto& c : option)
            if (c == '_') c = '-';
        const auto* found = line.get_option_no_throw(option);
        return found && found->count() > 0;
    };
    for (const Setting& setting : settings) {
        if (given(setting.name) || configuration.*setting.place != defaults.*setting.place) continue;
        if (const char* value = std::getenv(in_capitals(setting.name).c_str()))
            configuration.*setting.place = value;
        else if (auto text = file[setting.name].value<std::string>())
            configuration.*setting.place = *text;
    }
    auto list = [&](const char* name, std::vector<std::string>& place) {
        if (!place.empty()) return;
        if (const char* value = std::getenv(in_capitals(name).c_str()))
            place = words_between(value, ',');
        else if (auto text = file[name].value<std::string>())
            place.push_back(*text);
        else if (const auto* texts = file[name].as_array())
            for (const auto& each : *texts)
                if (auto one = each.value<std::string>()) place.push_back(*one);
    };
    list("trusted_proxy", configuration.trusted_proxies);
    list("outgoing_allow", configuration.outgoing_allow);
    if (!configuration.public_url.empty()) configuration.public_url = read_public_url(configuration.public_url);
}

// Where the first word that is no option names no command of `line`: which there are, and the nearest. Empty elsewhere.
std::string unknown_command(const CLI::App& line, const std::vector<std::string>& left,
                            const std::string& before = "") {
    const auto chosen = line.get_subcommands();
    if (!chosen.empty()) return unknown_command(*chosen.front(), left, before + chosen.front()->get_name() + " ");
    std::vector<std::string> names;
    for (const auto* command : line.get_subcommands(nullptr)) names.push_back(command->get_name());
    const std::vector<std::string_view> known(names.begin(), names.end());
    if (known.empty()) return {};
    const std::string there_are = "There are: " + among(known) + ". More is told by relacja " + before + "--help.\n";
    for (const std::string& word : left)
        if (!word.starts_with('-'))
            return "relacja: there is no command \"" + before + cut(word, 40) + "\"." + or_nearest(word, known) + " " +
                   there_are;
    return "relacja: please say what to do. " + there_are;
}

} // namespace

Reading read_configuration(const std::vector<std::string>& arguments) {
    Configuration c;
    const Configuration defaults;
    if (const char* data = std::getenv("RELACJA_DATA")) c.data = data;
    CLI::App line("Relacja: customer relationship management.", "relacja");
    line.require_subcommand(1);
    line.fallthrough();
    line.set_version_flag("--version", "relacja 0.1.0");
    line.add_option("--data", c.data, "The folder that holds the company's data")->capture_default_str();
    line.add_option("--database", c.database, "postgresql://… ; without it, SQLite in the data folder");
    line.add_option("--log", c.log, "Form of the log lines: json or text")
        ->check(CLI::IsMember({"json", "text", "none"}));

    auto serving = [&](CLI::App* command) {
        command->add_option("--listen", c.listen, "Address and port")->capture_default_str();
        command->add_option("--tls-cert", c.tls_cert, "Certificate chain, PEM");
        command->add_option("--tls-key", c.tls_key, "Its private key, PEM");
        command->add_option("--public-url", c.public_url,
                            "The address that people use, such as https://crm.example.com");
        command->add_option("--trusted-proxy", c.trusted_proxies, "Proxies whose X-Forwarded-For is believed, as CIDR");
        command->add_option("--outgoing-allow", c.outgoing_allow,
                            "Networks of this machine or house that scheduled pulls may call, as CIDR");
        command->add_option("--outgoing-authorities", c.outgoing_authorities,
                            "Further certificates that are believed of servers that are called, PEM");
        command->add_option("--drop-folder", c.drop_folder,
                            "The folder in which folders for dropped files lie; DATA/drop when left out");
        command
            ->add_option(
                "--metrics", c.metrics,
                "Who reads /metrics: token (this machine, and tokens with the right \"metrics\") or open (everybody)")
            ->check(CLI::IsMember({"token", "open"}))
            ->capture_default_str();
        command->add_option("--workers", c.workers, "Threads that answer requests")
            ->check(CLI::Range(1, 256))
            ->capture_default_str();
    };
    serving(line.add_subcommand("serve", "Serve the page and the interface"));
    auto* demo = line.add_subcommand(
        "demo", "A lively small company, thrown away at the end; with --scale a big one that stays");
    serving(demo);
    demo->add_option("--scale", c.scale, "Number of parties; 200,000 deals and 5 million activities for each million")
        ->check(CLI::Range(1LL, 100'000'000LL));

    auto* user = line.add_subcommand("user", "Users: add, list, disable, reset-second-factor");
    user->require_subcommand(1);
    auto* add = user->add_subcommand("add", "Add a user");
    add->add_option("login", c.login, "Their e-mail address or name")->required();
    add->add_option("--role", c.role,
                    "administrator, manager, salesperson, service_agent, marketer, call_agent, analyst or reader")
        ->required();
    add->add_option("--name", c.name, "Their full name");
    add->add_flag("--password-stdin", c.password_stdin, "Read the password from standard input");
    user->add_subcommand("list", "List users");
    auto* disable = user->add_subcommand("disable", "Disable a user; they are out at once");
    disable->add_option("login", c.login)->required();

    auto* reset = user->add_subcommand("reset-second-factor", "Take away the second factor of somebody who lost it");
    reset->add_option("login", c.login)->required();

    auto* token = line.add_subcommand("token", "Tokens for programs: create");
    token->require_subcommand(1);
    auto* create = token->add_subcommand("create", "Make a token; it is printed once");
    create->add_option("--user", c.login, "Whose rights it has")->required();
    create->add_option("--name", c.name, "What it is for")->required();

    auto* import = line.add_subcommand("import", "Import a file");
    import->add_option("object", c.object, "party, deal, product …");
    import->add_option("file", c.file, "CSV in UTF-8");
    import->add_option("--dump", c.dump, "Instead of these: a whole company from a dump, into an empty database");
    import->add_option("--map", c.mapping, "Mapping file");
    import->add_option("--match", c.match, "Fields by which records are found again")->delimiter(',');
    import->add_flag("--dry-run", c.dry_run, "Say what would happen, write nothing");
    import->add_option("--as", c.as, "In whose name");
    import->add_option("--refused", c.refused, "Where refused rows go; ./NAME.refused.csv when left out");

    auto* export_out =
        line.add_subcommand("export", "Export a list to standard output, or the whole company into a file");
    export_out->add_option("object", c.object, "party, deal, product …");
    export_out->add_option("--dump", c.dump,
                           "Instead of it: the whole company into this file, with the hashes of passwords");
    export_out->add_option("--format", c.format)->check(CLI::IsMember({"csv", "xlsx", "jsonl"}))->capture_default_str();
    export_out->add_option("--filter", c.filter, "As in the interface, JSON");
    export_out->add_option("--as", c.as, "In whose name");

    auto* duplicates =
        line.add_subcommand("duplicates", "Search for records that are likely the same and print the pairs as CSV");
    duplicates->add_option("object", c.object, "party, product …")->required();
    duplicates->add_option("--min", c.min, "The least score, from 0 to 1")->capture_default_str();

    auto* undo = line.add_subcommand("undo", "Take an import back");
    undo->add_option("operation", c.operation)->required();
    auto* backup = line.add_subcommand("backup", "A consistent copy while running");
    backup->add_option("file", c.file)->required();
    auto* restore =
        line.add_subcommand("restore", "Make a company from a backup or a dump, in an empty folder or database");
    restore->add_option("file", c.dump, "What backup or export --dump wrote")->required();
    auto* migrate =
        line.add_subcommand("migrate-to", "Move the company into an empty PostgreSQL database, and compare the two");
    migrate->add_option("address", c.target, "postgresql://…")->required();
    line.add_subcommand("check", "Check the integrity of everything; exit status 1 when something is wrong");
    auto* schema = line.add_subcommand("schema", "Print the shape of the interface");
    bool typescript = false, markdown = false, openapi = false;
    schema->add_flag("--openapi", openapi, "OpenAPI 3.1 (the default)");
    schema->add_flag("--typescript", typescript, "TypeScript types");
    schema->add_flag("--markdown", markdown, "A reference page");

    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    Reading reading;
    try {
        line.parse(reversed);
        c.shape = typescript ? "typescript" : markdown ? "markdown" : "openapi";
        fill_in(c, defaults, line);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out, fault;
        reading.status = line.exit(error, out, fault);
        reading.output = reading.status == 0 ? out.str() : fault.str();
        if (reading.status == 0) return reading;
        reading.status = 2;
        if (const std::string unknown = unknown_command(line, line.remaining(true)); !unknown.empty())
            reading.output = unknown;
        return reading;
    } catch (const Error& error) {
        return {std::nullopt, 2, "relacja: " + std::string(error.what()) + "\n"};
    } catch (const toml::parse_error& error) {
        return {std::nullopt, 2, "relacja.toml cannot be read: " + std::string(error.description()) + "\n"};
    }
    if (c.metrics != "token" && c.metrics != "open")
        return {std::nullopt, 2, "relacja: metrics is token or open, not \"" + c.metrics + "\".\n"};
    if (c.tls_cert.empty() != c.tls_key.empty())
        return {std::nullopt, 2,
                std::string("relacja: TLS needs a certificate and its private key. Please name the ") +
                    (c.tls_key.empty() ? "private key with --tls-key" : "certificate with --tls-cert") + ", too.\n"};
    const auto* chosen = line.get_subcommands().front();
    c.command = chosen->get_name();
    if (!chosen->get_subcommands().empty()) c.command += " " + chosen->get_subcommands().front()->get_name();
    if (!c.dump.empty() && (!c.object.empty() || !c.file.empty()))
        return {std::nullopt, 2, "relacja: a dump is the whole company; please name no object beside --dump.\n"};
    if (c.command == "export" && c.object.empty() && c.dump.empty())
        return {
            std::nullopt, 2,
            "relacja: export needs an object, such as: relacja export party, or --dump FILE for the whole company\n"};
    if (c.command == "import" && c.dump.empty() && (c.object.empty() || c.file.empty()))
        return {std::nullopt, 2,
                "relacja: import needs an object and a file, such as: relacja import party customers.csv\n"};
    reading.configuration = std::move(c);
    return reading;
}

} // namespace crm

// The program: reads what it was asked to do, and does it here or through the server that has the company open.
#include <iostream>
#include <iterator>

#include "app/commands.hpp"
#include "app/installation.hpp"
#include "app/remote.hpp"
#include "base/error.hpp"

namespace {

int run(const std::vector<std::string>& arguments) {
    using namespace crm;
    Reading reading = read_configuration(arguments);
    if (!reading.configuration) {
        (reading.status == 0 ? std::cout : std::cerr) << reading.output;
        return reading.status;
    }
    Configuration& configuration = *reading.configuration;
    set_log_form(configuration.log == "text"   ? LogForm::text
                 : configuration.log == "none" ? LogForm::none
                                               : LogForm::json);
    const Output output{[](std::string_view text) { std::cout << text << std::flush; },
                        [](std::string_view text) { std::cerr << text << std::flush; }};
    if (configuration.command == "serve") return serve(configuration);
    if (configuration.command == "demo") return demo(configuration);
    if (configuration.command == "schema" && !has_company(configuration)) return print_schema(configuration, output);
    if (configuration.command == "restore" || (configuration.command == "import" && !configuration.dump.empty()))
        return restore_company(configuration, output);
    if (configuration.password_stdin) configuration.input.assign(std::istreambuf_iterator<char>(std::cin), {});
    // Moving away is done by one who has the company alone, so that nothing is changed behind it.
    if (configuration.command != "migrate-to")
        if (auto status = send_command(configuration, arguments)) return *status;
    need_company(configuration);
    Installation installation(configuration);
    return carry_out(installation.app(), configuration, output);
}

} // namespace

int main(int count, char** values) {
    try {
        return run({values + 1, values + count});
    } catch (const crm::Error& error) {
        std::cerr << "relacja: " << error.what() << "\n";
        for (const auto& field : error.fields)
            if (field.message != error.what()) std::cerr << "  " << field.field << ": " << field.message << "\n";
    } catch (const std::exception& fault) {
        std::cerr << "relacja: " << fault.what() << "\n";
    }
    return 1;
}

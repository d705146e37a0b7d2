// Commands: what the command line can do with an open company. They run the same in a process of their own and inside a
// running server that was sent the command.
#pragma once
#include <functional>
#include <string_view>

#include "api/app.hpp"
#include "app/configuration.hpp"

namespace crm {

struct Output {
    std::function<void(std::string_view)> say;      // standard output
    std::function<void(std::string_view)> complain; // standard error
};

// The exit status. Files are named from `configuration`, whose paths are whole.
int carry_out(App& app, const Configuration& configuration, const Output& output);
int import_file(App& app, const Configuration& configuration, const Output& output); // import_command.cpp

int find_duplicates_command(App& app, const Configuration& configuration, const Output& output);
int dump_company(App& app, const Configuration& configuration, const Output& output); // dump_command.cpp

int undo_operation(App& app, const Configuration& configuration, const Output& output);

int migrate_company(App& app, const Configuration& configuration, const Output& output);
// A company from a dump, where there is none yet.
int restore_company(const Configuration& configuration, const Output& output);
int serve(const Configuration& configuration);
int demo(Configuration configuration);
// What every Relacja has; carry_out prints a company's own shape.
int print_schema(const Configuration& configuration, const Output& output);

} // namespace crm

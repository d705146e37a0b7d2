// Folders for tests, in memory where the machine offers that, removed when the process ends; those of processes that
// were killed are removed by the next.
#pragma once
#include <string>

namespace crm::testing {

std::string new_test_folder();

} // namespace crm::testing

// Whatever a file holds, it is a statement whose balances agree, or it is refused with a sentence.
#include <cstddef>
#include <cstdint>

#include "base/error.hpp"
#include "wire/bank_statement.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        for (const auto& each : crm::wire::read_bank_statements({reinterpret_cast<const char*>(data), size})) {
            std::int64_t sum = each.opening;
            for (const auto& entry : each.entries) sum += entry.minor;
            crm::require(sum == each.closing, "the balances agree");
        }
    } catch (const crm::Error& error) {
        crm::require(error.problem != crm::Problem::defect, "refused with a sentence");
    }
    return 0;
}

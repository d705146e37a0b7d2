// Fuzzing of the reader of workbooks.
#include "record/table_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return crm::read_twice(data, size, "xlsx");
}

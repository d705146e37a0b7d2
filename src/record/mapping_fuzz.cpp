// Fuzzing of the mapping file of an import: it becomes a plan, or is refused with a sentence.
#include <cstdint>

#include "base/error.hpp"
#include "record/import_plan.hpp"
#include "testing/sales_fixture.hpp"

using namespace crm;
namespace sales = crm::testing::sales;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static sales::World world;
    static const std::vector<std::string> header = {"name", "Account", "amount",     "Stage",
                                                    "Zip",  "e-mail",  "close date", "id"};
    Json mapping;
    try {
        mapping = Json::parse(std::string_view(reinterpret_cast<const char*>(data), size));
    } catch (const Error&) {
        return 0;
    }
    for (const Object* object : {static_cast<const Object*>(&sales::party), static_cast<const Object*>(&sales::deal)}) {
        try {
            world.read([&](Context& context) { read_plan(context, context.object(object->name), header, mapping); });
        } catch (const Error& error) {
            if (error.problem == Problem::defect || *error.what() == '\0') throw;
        }
    }
    return 0;
}

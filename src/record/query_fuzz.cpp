// Fuzzing of what a list is asked with: filter, sort, fields, cursor, search, group and measure, down to the database.
// The first octet says of which object and whose rights; then come lines of name=value. It answers or refuses with a
// sentence.
#include <cstdint>
#include <sstream>

#include "base/error.hpp"
#include "testing/sales_fixture.hpp"

using namespace crm;
namespace sales = crm::testing::sales;

namespace {

struct Fuzzed : sales::World {
    std::shared_ptr<Rights> limited = sales::caller(1);
    Fuzzed() {
        const Id stage = add(sales::stage, Json::object({{"name", "New"}, {"outcome", "open"}, {"position", 1}}));
        const Id party =
            add(sales::party, Json::object({{"name", "Zorza"}, {"tags", Json::array({"a", "b"})}, {"score", "1.500"}}));
        for (const char* amount : {"1.00", "2.50", "-3.00"})
            add(sales::deal, Json::object({{"name", "Deal"},
                                           {"party", sales::id_json(party)},
                                           {"stage", sales::id_json(stage)},
                                           {"amount", amount},
                                           {"closes_on", "2026-11-30"}}));
        for (const Object* object : sales::objects()) {
            ObjectRights& rights = limited->objects[object->name];
            rights.read = rights.export_out = Condition::everything();
        }
        limited->objects["party"].fields.assign(sales::party.fields.size(), FieldAccess::write);
        limited->objects["party"].fields[sales::party.pesel.index] = FieldAccess::none;
    }
};

std::vector<std::pair<std::string, std::string>> arguments_in(const std::string& text) {
    std::vector<std::pair<std::string, std::string>> arguments;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const auto equals = line.find('=');
        if (equals != std::string::npos && valid_utf8(line))
            arguments.emplace_back(line.substr(0, equals), line.substr(equals + 1));
    }
    return arguments;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Fuzzed world;
    if (size < 2) return 0;
    const auto objects = sales::objects();
    const Object& object = *objects[data[0] % objects.size()];
    const bool sums = data[0] & 64;
    const auto rights = data[0] & 128 ? std::shared_ptr<const Rights>(world.limited) : Rights::system();
    const auto arguments = arguments_in(std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
    try {
        const Json answer = sums ? world.aggregate(object, arguments, rights) : world.list(object, arguments, rights);
        if (!answer.is_object()) __builtin_trap();
    } catch (const Error& error) {
        if (error.problem == Problem::defect || *error.what() == '\0') throw;
    }
    return 0;
}

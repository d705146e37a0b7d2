// Fuzzing of what records are written with: any JSON at any field, and any text in a cell of an import. Each value is
// taken or refused with a sentence; what was taken is told in a form that is taken again.
#include <cstdint>

#include "base/error.hpp"
#include "record/plain.hpp"
#include "testing/sales_fixture.hpp"

using namespace crm;
namespace sales = crm::testing::sales;

namespace {

const Zone zone = *Zone::named("Europe/Warsaw");
const Collation collation("pl");
const InputRules rules{"PL", "EUR", &zone, &collation};

void must(bool holds) {
    if (!holds) __builtin_trap();
}

Json told(const Record& record, const Field& field) {
    std::string text;
    JsonWriter out(text);
    static const std::vector<Id> none;
    const auto links = record.link_lists().find(field.index);
    write_plain(out, field, field.column_count ? &record.at(field) : nullptr,
                links == record.link_lists().end() ? none : links->second);
    return Json::parse(text);
}

void write(const std::shared_ptr<const Object>& object, const Field& field, const Json& value) {
    Record record(object);
    if (const auto complaint = read_value(record, field, value, rules)) {
        must(!complaint->empty() && valid_utf8(*complaint));
        return;
    }
    const Json kept = told(record, field);
    Record again(object);
    must(!read_value(again, field, kept, rules));
    must(told(again, field) == kept);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto party = std::make_shared<Object>(sales::party), deal = std::make_shared<Object>(sales::deal);
    const std::string text(reinterpret_cast<const char*>(data), size);
    Json value;
    try {
        value = Json::parse(text);
    } catch (const Error&) {
        value = {};
    }
    for (const auto& object : {party, deal})
        for (const Field& field : object->fields) {
            if (field.system) continue;
            if (!value.is_null()) write(object, field, value);
            if (!valid_utf8(text)) continue;
            Record record(object);
            const auto complaint = read_cell(record, field, "", text, rules);
            must(!complaint || (!complaint->empty() && valid_utf8(*complaint)));
        }
    return 0;
}

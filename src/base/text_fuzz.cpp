// Fuzzing of what reads single values: JSON, texts, amounts, days, addresses. Whatever the octets are, each answers or
// refuses with a sentence, and what it has written it reads again as the same.
#include <cstdint>
#include <string>

#include "base/error.hpp"
#include "base/identifiers.hpp"
#include "base/json.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "base/visible.hpp"

namespace {

void must(bool holds) {
    if (!holds) __builtin_trap();
}

void read_json(const std::string& text) {
    try {
        const crm::Json json = crm::Json::parse(text);
        const std::string written = json.dump();
        must(crm::Json::parse(written).dump() == written);
    } catch (const crm::Error& error) {
        must(error.problem != crm::Problem::defect && *error.what() != '\0');
    }
}

void read_text(const std::string& text) {
    if (!crm::valid_utf8(text)) return;
    const std::string normal = crm::nfc(text), folded = crm::fold(text);
    must(crm::valid_utf8(normal) && crm::nfc(normal) == normal);
    must(crm::valid_utf8(folded) && crm::fold(folded) == folded);
    must(crm::valid_utf8(crm::lower(text)) && crm::valid_utf8(crm::latin(text)) &&
         crm::valid_utf8(crm::squeezed(text)));
    must(crm::letters(crm::cut(text, 5)) <= 5 && crm::as_name(text).size() <= 40);
    crm::loose_key(text);
    crm::digits_of(text);
    for (const auto& word : crm::words(text)) must(!word.empty());
    if (!crm::shows_something(text)) must(crm::words(text).empty());
}

void read_values(const std::string& text) {
    for (int digits : {0, 2, 8})
        if (const auto value = crm::parse_decimal(text, digits))
            must(crm::parse_decimal(crm::format_decimal(*value, digits), digits) == value);
    crm::read_decimal(text, 2);
    crm::currency_named(text);
    if (const auto day = crm::parse_day(text)) must(crm::parse_day(crm::format_day(*day)) == day);
    if (const auto moment = crm::parse_moment(text)) must(crm::parse_moment(crm::format_moment(*moment)) == moment);
    if (const auto email = crm::read_email(text)) must(crm::read_email(*email) == email);
    if (const auto url = crm::read_url(text)) must(crm::read_url(*url) == url);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    read_json(text);
    read_text(text);
    read_values(text);
    return 0;
}

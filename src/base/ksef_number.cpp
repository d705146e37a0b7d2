#include "base/ksef_number.hpp"

#include <algorithm>
#include <cstdint>

#include "base/identifiers.hpp"
#include "base/time.hpp"

namespace crm {

namespace {

constexpr std::size_t length = 35, older_length = 36, checked = 32; // the last hyphen is not checked

bool digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool capital_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); });
}

std::string crc8(std::string_view octets) { // polynomial 0x07, from 0
    std::uint8_t sum = 0;
    for (const char octet : octets) {
        sum ^= static_cast<std::uint8_t>(octet);
        for (int bit = 0; bit < 8; ++bit) sum = static_cast<std::uint8_t>(sum & 0x80 ? sum << 1 ^ 0x07 : sum << 1);
    }
    constexpr char hex[] = "0123456789ABCDEF";
    return {hex[sum >> 4], hex[sum & 15]};
}

} // namespace

std::optional<std::string> read_ksef_number(std::string_view text) {
    std::string number(text);
    if (number.size() == older_length && number[26] == '-') number.erase(26, 1);
    if (number.size() != length || number[10] != '-' || number[19] != '-' || number[32] != '-') return std::nullopt;
    const std::string_view all = number, nip = all.substr(0, 10), day = all.substr(11, 8);
    if (!digits(nip) || !digits(day) || !capital_hex(all.substr(20, 12)) || !capital_hex(all.substr(33)))
        return std::nullopt;
    if (check_identifier(IdentifierKind::pl_nip, nip).check != IdentifierCheck::ok) return std::nullopt;
    const int year = std::stoi(number.substr(11, 4)), month = std::stoi(number.substr(15, 2)),
              of_month = std::stoi(number.substr(17, 2));
    if (year < 2020 || !make_day(year, month, of_month)) return std::nullopt;
    if (crc8(all.substr(0, checked)) != all.substr(33)) return std::nullopt;
    return number;
}

std::optional<std::string> ksef_number_in(std::string_view text) {
    for (std::size_t at = 0; at + length <= text.size(); ++at) {
        if (at > 0 && digits(text.substr(at - 1, 1))) continue;
        for (const std::size_t size : {length, older_length})
            if (at + size <= text.size())
                if (auto number = read_ksef_number(text.substr(at, size))) return number;
    }
    return std::nullopt;
}

std::string_view nip_of_ksef_number(std::string_view number) {
    return number.substr(0, 10);
}

} // namespace crm

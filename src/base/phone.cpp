#include <phonenumbers/phonenumberutil.h>

#include <array>
#include <atomic>

#include "base/identifiers.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

// The whole way through libphonenumber: exact, and some tens of microseconds.
Phone ask_library(const std::string& typed, const std::string& region) {
    static const PhoneNumberUtil& numbers = *PhoneNumberUtil::GetInstance(); // may be asked from several threads
    Phone phone{digits_of(typed), typed, "", false};
    PhoneNumber number;
    if (numbers.Parse(typed, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) return phone;
    if (!numbers.IsValidNumber(number)) return phone;
    phone.valid = true;
    numbers.Format(number, PhoneNumberUtil::E164, &phone.normal);
    numbers.Format(number, PhoneNumberUtil::NATIONAL, &phone.national);
    numbers.GetRegionCodeForNumber(number, &phone.country);
    if (phone.country == "001" || phone.country == "ZZ") phone.country.clear(); // belongs to no one country
    return phone;
}

// The two countries whose numbers come by the million. In both, every number has one length, and its first five digits
// decide whether it exists and how it is grouped; so the library is asked once for each five digits met.
struct Plan {
    std::string_view country, code, trunk;
    std::size_t length;
};

constexpr std::array<Plan, 2> plans = {{{"PL", "48", "", 9}, {"MK", "389", "0", 8}}};
constexpr std::uint16_t unknown = 0, invalid = 1, not_plain = 2; // else the groups' lengths as decimal digits: 333

std::atomic<std::uint16_t> learnt[plans.size()][100'000];

// The national digits of a text in the plan, or none where the text is not of the simplest shape.
std::string_view national_digits(const Plan& plan, std::string_view digits, bool plus, std::string_view country) {
    if (!plus && digits.starts_with("00")) {
        plus = true;
        digits.remove_prefix(2);
    }
    if (plus) {
        if (!digits.starts_with(plan.code)) return "";
        digits.remove_prefix(plan.code.size());
    } else {
        if (country != plan.country) return "";
        if (digits.size() == plan.trunk.size() + plan.length && digits.starts_with(plan.trunk))
            digits.remove_prefix(plan.trunk.size());
    }
    return digits.size() == plan.length && digits[0] != '0' ? digits : std::string_view();
}

std::string grouped(std::string_view digits, int groups) {
    std::string out;
    for (int unit = 10'000; unit > 0; unit /= 10) {
        auto length = static_cast<std::size_t>(groups / unit % 10);
        if (length == 0) continue;
        if (!out.empty()) out.push_back(' ');
        out.append(digits.substr(0, length));
        digits.remove_prefix(length);
    }
    return out;
}

// What the answer for one number says about all that begin alike.
std::uint16_t lesson(const Plan& plan, const Phone& phone, const std::string& national) {
    if (!phone.valid) return invalid;
    int groups = 0, length = 0;
    for (char c : phone.national) {
        if (c == ' ') {
            groups = groups * 10 + length;
            length = 0;
        } else {
            ++length;
        }
    }
    groups = groups * 10 + length;
    bool plain = groups > not_plain && groups < 65536 && phone.country == plan.country &&
                 grouped(national, groups) == phone.national;
    return plain ? static_cast<std::uint16_t>(groups) : not_plain;
}

std::optional<Phone> read_by_plan(const Plan& plan, const std::string& typed, std::string_view digits) {
    std::size_t first_five = 0;
    for (char c : digits.substr(0, 5)) first_five = first_five * 10 + static_cast<std::size_t>(c - '0');
    auto& known = learnt[&plan - plans.data()][first_five];
    auto groups = known.load(std::memory_order_relaxed);
    auto normal = "+" + std::string(plan.code) + std::string(digits);
    auto national = std::string(plan.trunk) + std::string(digits);
    if (groups == unknown) {
        auto phone = ask_library(normal, std::string(plan.country));
        known.store(groups = lesson(plan, phone, national), std::memory_order_relaxed);
    }
    if (groups == not_plain) return std::nullopt;
    if (groups == invalid) return Phone{digits_of(typed), typed, "", false};
    return Phone{std::move(normal), grouped(national, groups), std::string(plan.country), true};
}

// Whether there is nothing but digits and what people put between them, with a plus in front at most.
bool plainly_written(std::string_view typed) {
    return typed.find_first_not_of("0123456789 -./()", typed.starts_with('+') ? 1 : 0) == std::string_view::npos;
}

} // namespace

Phone read_phone(std::string_view text, std::string_view country) {
    std::string typed(trimmed(text));
    auto digits = digits_of(typed);
    if (digits.size() < 3) return {digits, typed, "", false};
    if (plainly_written(typed)) {
        for (auto& plan : plans) {
            auto national = national_digits(plan, digits, typed.starts_with('+'), country);
            if (national.empty()) continue;
            if (auto phone = read_by_plan(plan, typed, national)) return *phone;
        }
    }
    auto region = country.empty() ? std::string("ZZ") : std::string(country);
    // Two zeros are the way abroad from nearly everywhere; without a country nothing else would say so.
    if (!country.empty() || !typed.starts_with("00")) return ask_library(typed, region);
    auto phone = ask_library("+" + typed.substr(2), region);
    if (!phone.valid) phone = {digits, typed, "", false};
    return phone;
}

} // namespace crm

#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <map>
#include <mutex>

#include "base/error.hpp"
#include "base/time.hpp"

namespace crm {

namespace {

constexpr Moment day_us = 24 * hour;

std::int32_t floor_days(std::int64_t local_us) {
    return static_cast<std::int32_t>(local_us / day_us - (local_us % day_us < 0));
}

} // namespace

struct Zone::Data {
    std::string name;
    std::unique_ptr<icu::TimeZone> zone;
};

std::optional<Zone> Zone::named(std::string_view iana) {
    // Making an ICU zone reads its rules; every name is made once. Only names that exist are kept, so it stays small.
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<const Data>, std::less<>> made;
    std::lock_guard lock(mutex);
    auto found = made.find(iana);
    if (found == made.end()) {
        auto name = icu::UnicodeString::fromUTF8({iana.data(), static_cast<std::int32_t>(iana.size())});
        icu::UnicodeString canonical;
        UBool known = false;
        UErrorCode status = U_ZERO_ERROR;
        icu::TimeZone::getCanonicalID(name, canonical, known, status);
        if (U_FAILURE(status) || !known || iana == "Etc/Unknown") return std::nullopt;
        auto data = std::make_shared<Data>();
        data->name = iana;
        data->zone.reset(icu::TimeZone::createTimeZone(name));
        found = made.emplace(data->name, data).first;
    }
    Zone zone;
    zone.data_ = found->second;
    return zone;
}

Zone Zone::utc() {
    static const auto zone = named("Etc/UTC");
    require(zone.has_value(), "ICU knows Etc/UTC");
    return *zone;
}

const std::string& Zone::name() const {
    return data_->name;
}

std::int64_t Zone::offset_us(Moment at) const {
    std::int32_t raw = 0, summer = 0;
    UErrorCode status = U_ZERO_ERROR;
    auto milliseconds = static_cast<UDate>(at / 1000 - (at % 1000 < 0));
    data_->zone->getOffset(milliseconds, false, raw, summer, status);
    require(U_SUCCESS(status), "ICU gives the offset of a zone");
    return (std::int64_t{raw} + summer) * 1000;
}

Day Zone::day_of(Moment at) const {
    return {floor_days(at + offset_us(at))};
}

Moment Zone::begin_of(Day day) const {
    Moment midnight = day.days * day_us; // as if the zone were UTC
    auto begins = [&](Moment at) { return day_of(at) >= day && day_of(at - 1) < day; };
    Moment guess = midnight - offset_us(midnight);
    if (begins(guess)) return guess;
    guess = midnight - offset_us(guess);
    if (begins(guess)) return guess;
    // The clock jumped over midnight, or the whole day: the moment of the jump.
    Moment before = midnight - 2 * day_us, after = midnight + 2 * day_us;
    while (after - before > 1) {
        Moment middle = before + (after - before) / 2;
        (day_of(middle) >= day ? after : before) = middle;
    }
    return after;
}

} // namespace crm

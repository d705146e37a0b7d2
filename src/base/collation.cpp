#include <unicode/tblcoll.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace crm {

namespace {

// Raised when the rules below change for a language, so that its stored keys are made anew.
std::string_view our_rules(std::string_view language) {
    return language == "en" ? "2" : "1";
}

using Shared = std::shared_ptr<const icu::Collator>;

icu::Locale locale_of(std::string_view language) {
    return icu::Locale(std::string(language).c_str());
}

icu::UnicodeString rules_of(const char* language) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> collator(icu::Collator::createInstance(icu::Locale(language), status));
    auto tailored = dynamic_cast<icu::RuleBasedCollator*>(collator.get());
    require(U_SUCCESS(status) && tailored, "ICU has the order of Polish and Macedonian");
    return tailored->getRules();
}

// ICU's orders of Polish and Macedonian, whichever of its languages the company speaks.
// Each language's rules speak of its own script alone, so they can stand one after the other. The order of the scripts
// is the company's: Macedonian brings its own, the others put Latin first as ICU does.
Shared make_collator(std::string_view language) {
    UErrorCode status = U_ZERO_ERROR;
    if (language != "pl" && language != "mk" && language != "en") {
        Shared collator(icu::Collator::createInstance(locale_of(language), status));
        if (U_SUCCESS(status)) return collator;
        status = U_ZERO_ERROR;
        return Shared(icu::Collator::createInstance(icu::Locale::getRoot(), status));
    }
    auto rules = rules_of("mk");
    if (language == "mk")
        rules += rules_of("pl");
    else
        rules = rules_of("pl") + rules.findAndReplace(u"[reorder Cyrl]", u"");
    auto collator = std::make_shared<icu::RuleBasedCollator>(rules, status);
    require(U_SUCCESS(status), "the rules of Polish and Macedonian go together");
    return collator;
}

} // namespace

// A collator that nobody changes any more may be asked from several threads.
struct Collation::Data {
    Shared collator;
    std::string language;
};

Collation::Collation(std::string_view language) : data_(std::make_unique<Data>()) {
    static std::mutex mutex;
    static std::map<std::string, Shared, std::less<>> made; // compiling rules takes milliseconds
    std::lock_guard lock(mutex);
    data_->language = language;
    auto found = made.find(language);
    data_->collator = found != made.end() ? found->second : make_collator(language);
    if (language == "pl" || language == "mk" || language == "en") made.emplace(data_->language, data_->collator);
    require(data_->collator != nullptr, "ICU has an order for every language");
}

Collation::~Collation() = default;

std::string Collation::key(std::string_view text, std::size_t max_bytes) const {
    // A letter makes at least an octet of the first level, which comes first: what is far behind cannot reach the key.
    // UTF-16 has at most as many units as UTF-8 has octets; a pair of units may stand across the limit.
    constexpr std::size_t on_stack = 512;
    UChar small[on_stack];
    std::vector<UChar> large;
    auto limit = std::min(text.size(), max_bytes * 4);
    UChar* units = small;
    if (limit >= on_stack) {
        large.resize(limit + 1);
        units = large.data();
    }
    std::size_t size = 0;
    for (std::size_t at = 0; at < text.size() && size < limit;) {
        auto point = utf8::next(text, at);
        if (point >= 0x10000) {
            units[size++] = U16_LEAD(point);
            units[size++] = U16_TRAIL(point);
        } else {
            units[size++] = static_cast<UChar>(point);
        }
    }
    std::uint8_t short_key[on_stack];
    auto length = data_->collator->getSortKey(units, static_cast<std::int32_t>(size), short_key, on_stack);
    auto wanted = std::min(static_cast<std::size_t>(std::max(length - 1, 0)), max_bytes); // without the final zero
    if (wanted <= on_stack) return {reinterpret_cast<const char*>(short_key), wanted};
    std::string long_key(static_cast<std::size_t>(length), '\0');
    data_->collator->getSortKey(units, static_cast<std::int32_t>(size),
                                reinterpret_cast<std::uint8_t*>(long_key.data()), length);
    long_key.resize(wanted);
    return long_key;
}

std::string Collation::version() const {
    UVersionInfo info;
    char icu_version[U_MAX_VERSION_STRING_LENGTH];
    u_getVersion(info);
    u_versionToString(info, icu_version);
    return "icu " + std::string(icu_version) + ", " + data_->language + ", " + std::string(our_rules(data_->language));
}

} // namespace crm

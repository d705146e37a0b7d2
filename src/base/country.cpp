#include "base/country.hpp"

#include <unicode/uloc.h>

namespace crm {

bool is_country(std::string_view code) {
    if (code == "XK") return true;
    for (const char* const* each = uloc_getISOCountries(); *each; ++each)
        if (code == *each) return true;
    return false;
}

} // namespace crm

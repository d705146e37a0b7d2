#include "record/cursor.hpp"

#include <cstdio>

#include "base/error.hpp"
#include "base/id.hpp"

namespace crm {

namespace {

constexpr std::size_t marked = 12; // digits: enough that no cursor fits another list by chance

std::string mark_of(std::string_view list) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(fnv1a(list)));
    return {text, marked};
}

} // namespace

std::string cursor_for(std::string_view list, std::string_view place) {
    return mark_of(list) + std::string(place);
}

std::string place_in(std::string_view list, std::string_view cursor) {
    if (cursor.empty()) return {};
    if (cursor.size() <= marked || cursor.substr(0, marked) != mark_of(list)) refuse_cursor();
    return std::string(cursor.substr(marked));
}

void refuse_cursor() {
    throw Error(
        Problem::bad_request,
        "This cursor does not belong to this list and its order. Please begin at the first page, without a cursor.",
        {{"cursor", "It does not belong to this list and its order."}});
}

} // namespace crm

#include "record/cursor.hpp"

#include "base/digest.hpp"
#include "base/error.hpp"

namespace crm {

namespace {

constexpr std::size_t marked = 12; // digits: enough that no cursor fits another list by chance

std::string mark_of(std::string_view list) {
    return sha256_hex(list).substr(0, marked);
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

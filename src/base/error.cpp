#include "base/error.hpp"

#include <algorithm>

namespace crm {

Error Error::at(std::string_view field, std::string message) {
    std::vector<FieldError> fields{{std::string(field), message}};
    return Error(Problem::invalid, std::move(message), std::move(fields));
}

int status_of(Problem problem) {
    switch (problem) {
    case Problem::bad_request:
        return 400;
    case Problem::unauthenticated:
        return 401;
    case Problem::forbidden:
        return 403;
    case Problem::not_found:
        return 404;
    case Problem::conflict:
        return 409;
    case Problem::stale:
        return 412;
    case Problem::too_large:
        return 413;
    case Problem::unsupported:
        return 415;
    case Problem::invalid:
        return 422;
    case Problem::too_many:
        return 429;
    case Problem::unavailable:
        return 503;
    case Problem::defect:
        return 500;
    }
    return 500;
}

std::string_view title_of(Problem problem) {
    switch (problem) {
    case Problem::bad_request:
        return "Bad request";
    case Problem::unauthenticated:
        return "Not signed in";
    case Problem::forbidden:
        return "Not allowed";
    case Problem::not_found:
        return "Not found";
    case Problem::conflict:
        return "Conflict";
    case Problem::stale:
        return "Changed meanwhile";
    case Problem::too_large:
        return "Too large";
    case Problem::unsupported:
        return "Unsupported kind of content";
    case Problem::invalid:
        return "Not acceptable";
    case Problem::too_many:
        return "Too many requests";
    case Problem::unavailable:
        return "Not available now";
    case Problem::defect:
        return "Internal error";
    }
    return "Internal error";
}

namespace {

// Insertions, deletions, replacements and swaps of neighbours, since swaps are the commonest slip of the fingers.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above[b.size()];
}

} // namespace

std::string_view nearest(std::string_view given, const std::vector<std::string_view>& known) {
    std::string_view best;
    std::size_t limit = given.size() / 3, distance = limit + 1;
    for (auto name : known) {
        auto difference = name.size() > given.size() ? name.size() - given.size() : given.size() - name.size();
        if (difference >= distance) continue;
        auto found = edit_distance(given, name);
        if (found < distance) {
            distance = found;
            best = name;
        }
    }
    return best;
}

void fail_requirement(const char* what, const char* file, int line) {
    std::string_view place = file;
    if (auto root = place.rfind("/src/"); root != std::string_view::npos) place.remove_prefix(root + 5);
    std::string message = "The program has found a fault of its own";
    if (what && *what) message.append(" (").append(what).append(")");
    message.append(" at ").append(place).append(":").append(std::to_string(line));
    message.append("; nothing of this request was kept. Try again, and report it if it happens again.");
    throw Error(Problem::defect, std::move(message));
}

} // namespace crm

// Error: what a person is told when something cannot be done. A message is a sentence that says what to do next.
// Defects of our own code are `require`; absence is std::optional; only these two throw.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

enum class Problem {
    bad_request,     // 400: the request itself cannot be understood
    unauthenticated, // 401
    forbidden,       // 403: seen, but not allowed
    not_found,       // 404: not there, or out of sight
    conflict,        // 409: the present state does not allow it
    stale,           // 412: the version given is not the present one
    too_large,       // 413
    unsupported,     // 415
    invalid,         // 422: a value at a field is not acceptable
    too_many,        // 429
    unavailable,     // 503: try again later
    defect           // 500: a fault of ours
};

struct FieldError {
    std::string field;
    std::string message;
};

class Error : public std::runtime_error {
public:
    Error(Problem problem, std::string message, std::vector<FieldError> fields = {})
        : std::runtime_error(std::move(message)), problem(problem), fields(std::move(fields)) {}

    // One wrong field: the message stands at the field and is the detail too.
    static Error at(std::string_view field, std::string message);

    Problem problem;
    std::vector<FieldError> fields;
};

// 400 … 503 for `problem`, and its short title ("Not found").
int status_of(Problem problem);
std::string_view title_of(Problem problem);

// The name in `known` nearest to `given` (edit distance at most a third of its length), or empty.
std::string_view nearest(std::string_view given, const std::vector<std::string_view>& known);

[[noreturn]] void fail_requirement(const char* what, const char* file, int line);
// States what must be true of our own code. A failure fails the request with Problem::defect; the server lives.
inline void require(bool condition, const char* what = "", const char* file = __builtin_FILE(),
                    int line = __builtin_LINE()) {
    if (!condition) fail_requirement(what, file, line);
}

} // namespace crm

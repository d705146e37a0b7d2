// Load: many keep-alive connections to one server, driven by one thread; each sends its next request as soon as it has
// its answer. Knows as much HTTP as the answers of the program need: a status and a Content-Length.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace bench {

struct Shot {
    std::string bytes; // a whole request
    int kind = 0;      // where its time is counted; below 0 it is not
};

struct Outcome {
    std::vector<std::vector<double>> ms; // by kind, in the order of the answers
    long refused = 0;                    // answers that are not 2xx
    std::string first_refusal;
    double seconds = 0; // from the first counted request to the last answer
};

// Calls `next` for the next request of any connection until it has given false to all of them.
Outcome fire(int port, int connections, int kinds, const std::function<bool(Shot&)>& next);

std::string request(const std::string& method, const std::string& path, const std::string& token,
                    const std::string& body);

// One connection for one request at a time; `body` is the answer's.
class Caller {
public:
    explicit Caller(int port);
    ~Caller();
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;
    int call(const std::string& bytes, std::string& body);

private:
    int fd_;
    std::string in_;
};

double milliseconds_now();
double percentile(std::vector<double> values, double part); // 0 where there are none

} // namespace bench

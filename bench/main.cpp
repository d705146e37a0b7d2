// The measuring half of bin/bench: reads one JSON description from standard input, measures, and writes one JSON object
// to standard output. What is measured against the bare driver is measured here, in one process, in turns.
#include <cstdio>
#include <iostream>
#include <iterator>
#include <optional>
#include <stdexcept>

#include "bare_creates.hpp"
#include "bare_import.hpp"
#include "bare_list.hpp"
#include "base/json.hpp"
#include "load.hpp"

namespace bench {

namespace {

using crm::Json;
using crm::JsonWriter;

std::string rounded(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

// The items of a list's answer, without what comes behind them.
std::string items_of(const std::string& body) {
    return body.substr(0, body.rfind("],\"next\":") + 1);
}

// The list over HTTP, an empty answer over HTTP, which is what the way alone costs, and the bare list, in turns.
void measure_list(const Json& wish, JsonWriter& out) {
    const ListPlan plan = read_plan(wish);
    const auto bare = wish.text("sqlite").empty() ? bare_postgres_list(wish.text("postgresql"), plan)
                                                  : bare_sqlite_list(wish.text("sqlite"), plan);
    const std::string bytes = request("GET", wish.text("path"), wish.text("token"), "");
    const std::string nothing = request("GET", "/healthz", wish.text("token"), "");
    Caller caller(static_cast<int>(wish.number("port")));
    std::vector<double> over_http, way, floor;
    std::string answer, written, empty;
    const std::int64_t rounds = wish.number("rounds", 300), warm = 20;
    for (std::int64_t round = 0; round < rounds + warm; ++round) {
        double begin = milliseconds_now();
        const int status = caller.call(bytes, answer);
        const double http_ms = milliseconds_now() - begin;
        if (status != 200) throw std::runtime_error(wish.text("path") + " is answered with " + answer);
        begin = milliseconds_now();
        caller.call(nothing, empty);
        const double way_ms = milliseconds_now() - begin;
        written.clear();
        begin = milliseconds_now();
        bare->write(written);
        const double bare_ms = milliseconds_now() - begin;
        if (round < warm) continue;
        over_http.push_back(http_ms);
        way.push_back(way_ms);
        floor.push_back(bare_ms);
    }
    if (items_of(answer) != written)
        throw std::runtime_error("the bare list is not the list of the program:\n" + items_of(answer).substr(0, 3000) +
                                 "\n" + written.substr(0, 3000));
    const double a = percentile(over_http, 0.5), b = percentile(floor, 0.5), alone = percentile(way, 0.5);
    out.key("ms").raw(rounded(a)).key("bare_ms").raw(rounded(b)).key("ratio").raw(rounded(a / b));
    out.key("way_ms").raw(rounded(alone)).key("own_ratio").raw(rounded((a - alone) / b));
    out.member("bytes", static_cast<std::int64_t>(answer.size()));
}

struct Kind {
    std::string method;
    std::vector<std::string> paths;
    std::string body;
    std::int64_t weight;
};

void put_number(std::string& text, std::int64_t number) {
    for (std::size_t at; (at = text.find("{n}")) != std::string::npos;) text.replace(at, 3, std::to_string(number));
}

// Requests of several kinds by their weights, for some seconds; "{n}" becomes another number each time.
void measure_load(const Json& wish, JsonWriter& out) {
    std::vector<Kind> kinds;
    std::int64_t weights = 0;
    for (const Json& each : wish["kinds"].items()) {
        Kind kind{each.text("method", "GET"), {}, each.text("body"), each.number("weight", 1)};
        for (const Json& path : each["paths"].items()) kind.paths.push_back(path.as_string());
        weights += kind.weight;
        kinds.push_back(std::move(kind));
    }
    const std::string token = wish.text("token");
    const double begin = milliseconds_now(),
                 counted = begin + 1000.0 * static_cast<double>(wish.number("warm_seconds", 2)),
                 end = counted + 1000.0 * static_cast<double>(wish.number("seconds", 10));
    const std::int64_t first_number = wish.number("first_number");
    std::int64_t number = first_number;
    std::uint64_t chance = 88172645463325252ull;
    const Outcome outcome =
        fire(static_cast<int>(wish.number("port")), static_cast<int>(wish.number("connections", 64)),
             static_cast<int>(kinds.size()), [&](Shot& shot) {
                 const double now = milliseconds_now();
                 if (now >= end) return false;
                 chance ^= chance << 13, chance ^= chance >> 7, chance ^= chance << 17;
                 std::int64_t at = static_cast<std::int64_t>(chance % static_cast<std::uint64_t>(weights));
                 std::size_t kind = 0;
                 while (at >= kinds[kind].weight) at -= kinds[kind++].weight;
                 std::string path = kinds[kind].paths[(chance >> 20) % kinds[kind].paths.size()],
                             body = kinds[kind].body;
                 ++number;
                 put_number(path, number);
                 put_number(body, number);
                 shot = {request(kinds[kind].method, path, token, body), now < counted ? -1 : static_cast<int>(kind)};
                 return true;
             });
    std::vector<double> all;
    for (const auto& ms : outcome.ms) all.insert(all.end(), ms.begin(), ms.end());
    out.key("per_second").raw(rounded(static_cast<double>(all.size()) / outcome.seconds));
    out.key("p50").raw(rounded(percentile(all, 0.5))).key("p99").raw(rounded(percentile(all, 0.99)));
    out.member("answers", static_cast<std::int64_t>(all.size()))
        .member("refused", static_cast<std::int64_t>(outcome.refused))
        .member("first_refusal", outcome.first_refusal);
    out.member("last_number", number).member("sent", number - first_number).key("kinds").begin_array();
    for (const auto& ms : outcome.ms)
        out.begin_object()
            .member("answers", static_cast<std::int64_t>(ms.size()))
            .key("p50")
            .raw(rounded(percentile(ms, 0.5)))
            .key("p99")
            .raw(rounded(percentile(ms, 0.99)))
            .end_object();
    out.end_array();
}

// All paths, over some connections, round after round: each answer's time, and the time of a whole round.
void measure_rounds(const Json& wish, JsonWriter& out) {
    std::vector<std::string> requests;
    for (const Json& path : wish["paths"].items())
        requests.push_back(request("GET", path.as_string(), wish.text("token"), ""));
    std::vector<double> rounds, answers;
    for (std::int64_t round = 0, count = wish.number("rounds", 20); round <= count; ++round) {
        std::size_t at = 0;
        const Outcome outcome = fire(static_cast<int>(wish.number("port")),
                                     static_cast<int>(wish.number("connections", 1)), 1, [&](Shot& shot) {
                                         if (at == requests.size()) return false;
                                         shot = {requests[at++], 0};
                                         return true;
                                     });
        if (outcome.refused) throw std::runtime_error("refused: " + outcome.first_refusal);
        if (round == 0) continue;
        rounds.push_back(outcome.seconds * 1000);
        answers.insert(answers.end(), outcome.ms[0].begin(), outcome.ms[0].end());
    }
    out.key("round_p50")
        .raw(rounded(percentile(rounds, 0.5)))
        .key("p50")
        .raw(rounded(percentile(answers, 0.5)))
        .key("p95")
        .raw(rounded(percentile(answers, 0.95)));
}

void measure_bare_import(const Json& wish, JsonWriter& out) {
    const auto least = wish.number("least"), after = wish.number("after");
    const BareImport result = wish.text("sqlite").empty()
                                  ? bare_postgres_import(wish.text("postgresql"), wish.text("to"), least, after)
                                  : bare_sqlite_import(wish.text("sqlite"), wish.text("to"), least, after);
    out.key("seconds").raw(rounded(result.seconds)).member("rows", result.rows).member("tables", result.tables);
}

} // namespace

} // namespace bench

int main() {
    try {
        const auto wish = crm::Json::parse(std::string(std::istreambuf_iterator<char>(std::cin), {}));
        std::string text;
        crm::JsonWriter out(text);
        out.begin_object();
        const std::string what = wish.text("measure");
        if (what == "list")
            bench::measure_list(wish, out);
        else if (what == "load")
            bench::measure_load(wish, out);
        else if (what == "rounds")
            bench::measure_rounds(wish, out);
        else if (what == "bare creates")
            out.key("per_second")
                .raw(bench::rounded(bench::bare_postgres_creates(wish.text("postgresql"),
                                                                 static_cast<int>(wish.number("connections", 8)),
                                                                 static_cast<double>(wish.number("seconds", 10)))));
        else if (what == "bare import")
            bench::measure_bare_import(wish, out);
        else
            throw std::runtime_error("nothing is measured by the name \"" + what + "\"");
        out.end_object();
        std::cout << text << "\n";
        return 0;
    } catch (const std::exception& fault) {
        std::cerr << "relacja_bench: " << fault.what() << "\n";
        return 1;
    }
}

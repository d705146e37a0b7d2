// The command duplicates: searches an object's records for likely pairs and prints them.
#include <algorithm>
#include <map>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "modules/core/duplicates.hpp"
#include "record/csv.hpp"
#include "record/likely.hpp"
#include "record/likely_search.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

double least_score(const Configuration& configuration) {
    const auto least = parse_decimal(configuration.min, 4);
    if (!least || *least < 0 || *least > 10'000)
        throw Error(Problem::bad_request, "--min is a number from 0 to 1, such as 0.9.");
    return static_cast<double>(*least) / 10'000;
}

// Of the living: of what came from another system its key there, of the others the id.
std::map<Id, std::string> names_of(Connection& connection, const Object& object, const std::vector<Likely>& pairs) {
    std::map<Id, std::string> names;
    std::string marks;
    Values values;
    for (const Likely& pair : pairs)
        for (Id id : {pair.a, pair.b})
            if (std::find(values.begin(), values.end(), Value(id)) == values.end()) {
                marks += marks.empty() ? "?" : ", ?";
                values.emplace_back(id);
            }
    connection.query("SELECT \"id\", \"external_id\" FROM " + quoted(object.name) +
                         " WHERE \"deleted_at\" IS NULL AND \"id\" IN (" + marks + ")",
                     values, [&](const Row& row) {
                         names[row.whole(0)] = row.null(1) ? std::to_string(row.whole(0)) : std::string(row.text(1));
                         return true;
                     });
    return names;
}

std::string line_of(const Likely& pair, const std::map<Id, std::string>& names) {
    std::string reasons;
    for (const auto& field : pair.same) (reasons += reasons.empty() ? "" : " ") += field;
    for (const auto& field : pair.alike) (reasons += reasons.empty() ? "~" : " ~") += field;
    std::string line;
    append_csv_row(line, {names.at(pair.a), names.at(pair.b),
                          format_decimal(static_cast<std::int64_t>(pair.score * 10'000), 4), reasons});
    return line;
}

} // namespace

int find_duplicates_command(App& app, const Configuration& configuration, const Output& output) {
    const double least = least_score(configuration);
    Request request;
    Operation operation = begin_likely_search(app.engine(), request, configuration.object);
    output.complain("operation " + std::to_string(operation.id) + "\n");
    ImportSurroundings around;
    int shown = -1;
    around.progress = [&](const Operation& present) {
        const int percent = present.total ? static_cast<int>(present.counts.done() * 100 / present.total) : 0;
        if (percent / 5 == shown / 5 || present.total < 5000) return;
        shown = percent;
        output.complain(std::to_string(percent) + " %\n");
    };
    operation = run_duplicate_search(app.engine(), operation.id, around);
    if (operation.state != "done") {
        output.complain(
            "relacja: " + (operation.message.empty() ? "The search was " + operation.state + "." : operation.message) +
            "\n");
        return 1;
    }
    output.complain(operation.message + "\n");
    const auto schema = app.engine().schema();
    const Object& object = schema->object(configuration.object);
    output.say("a,b,score,reasons\n");
    LikelyPlace place;
    for (std::vector<Likely> pairs; read_likely(app.engine(), object, least, place, pairs);) {
        std::map<Id, std::string> names;
        app.engine().database().read([&](Connection& connection) { names = names_of(connection, object, pairs); });
        for (const Likely& pair : pairs)
            if (names.contains(pair.a) && names.contains(pair.b)) output.say(line_of(pair, names));
    }
    return 0;
}

} // namespace crm

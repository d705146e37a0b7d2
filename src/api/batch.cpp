// The route of batches: several changes at once. Those of several records are one bulk change, which can be undone.
#include <algorithm>
#include <set>

#include "api/change.hpp"
#include "api/respond.hpp"
#include "api/route.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "db/changed_meanwhile.hpp"
#include "record/bulk.hpp"
#include "record/known.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr std::size_t most_operations = 500;

// One operation of a batch, as its path and method say.
struct Order {
    std::string method;
    std::vector<std::string> path; // object, id, action
    Json body;
    Versions expected;
};
struct Outcome {
    int status = 0;
    const Object* object = nullptr;
    Id id = 0;
    std::string body;
};

std::vector<std::string> parts_of(std::string path) {
    if (path.starts_with("/api/v1/"))
        path.erase(0, 8);
    else if (path.starts_with("/"))
        path.erase(0, 1);
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= path.size();) {
        auto end = path.find('/', begin);
        if (end == std::string::npos) end = path.size();
        parts.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

// "$0" is the id that operation 0 made.
Json with_ids(const Json& json, const std::vector<Outcome>& outcomes) {
    if (json.is_string()) {
        const std::string& text = json.as_string();
        if (text.size() < 2 || text[0] != '$') return json;
        auto index = text == "$0" ? std::optional<Id>(0) : parse_id(std::string_view(text).substr(1));
        if (!index) return json;
        if (*index >= static_cast<Id>(outcomes.size()) || outcomes[*index].id == 0)
            throw Error(Problem::bad_request,
                        "\"" + text + "\" names an operation that made no record before this one.");
        return std::to_string(outcomes[*index].id);
    }
    if (json.is_array()) {
        Json::Array items;
        for (const Json& item : json.items()) items.push_back(with_ids(item, outcomes));
        return Json(std::move(items));
    }
    if (json.is_object()) {
        Json::Object members;
        for (const auto& [name, value] : json.members()) members.emplace_back(name, with_ids(value, outcomes));
        return Json(std::move(members));
    }
    return json;
}

// A body's links may name what operations before made; its texts stay as they are.
Json body_with_ids(const Schema& schema, const std::vector<std::string>& path, const Json& body,
                   const std::vector<Outcome>& outcomes) {
    const Object* object = schema.find(path[0]);
    if (!object) return body;
    auto is_link = [&](const std::string& name) {
        if (path.size() == 3) {
            for (const Action& action : object->actions)
                for (const Field& input : action.inputs)
                    if (action.name == path[2] && input.name == name)
                        return input.is_link() || input.kind == Kind::links;
            return false;
        }
        const Field* field = object->field(name);
        return field && (field->is_link() || field->kind == Kind::links);
    };
    Json::Object members;
    for (const auto& [name, value] : body.members())
        members.emplace_back(name, is_link(name) ? with_ids(value, outcomes) : value);
    return Json(std::move(members));
}

Order read_order(const Schema& schema, const Json& json, const std::vector<Outcome>& outcomes) {
    Order operation;
    for (const auto& [name, value] : json.members())
        if (name != "method" && name != "path" && name != "body" && name != "if_match")
            throw Error::at(cut(name, 60), "An operation has method, path, body and if_match.");
    operation.method = json.text("method");
    for (const std::string& part : parts_of(json.text("path")))
        operation.path.push_back(with_ids(Json(part), outcomes).as_string());
    const Json& body = json["body"];
    if (!body.is_null() && !body.is_object())
        throw Error(Problem::bad_request, "An operation's body is a JSON object.");
    operation.body = body.is_null() ? Json::object() : body_with_ids(schema, operation.path, body, outcomes);
    const Json& version = json["if_match"];
    if (!version.is_null() && !version.is_string() && !version.is_whole())
        throw Error::at("if_match", "An operation's if_match is the version that it expects, such as 7.");
    if (version.is_string())
        operation.expected = versions_in(version.as_string());
    else if (version.is_whole())
        operation.expected = {json.number("if_match")};
    return operation;
}

Outcome carry_out(Context& context, const Order& operation) {
    Outcome outcome;
    const auto& path = operation.path;
    outcome.object = known_object(context.schema(), context.rights(), path[0]);
    if (!outcome.object || path.size() > 3)
        throw Error(Problem::not_found, "There is nothing at \"" + cut(path[0], 60) + "\".");
    if (path.size() == 1) {
        if (operation.method != "POST")
            throw Error(Problem::bad_request, "A batch creates with POST, changes with PATCH and deletes with DELETE.");
        outcome.id = create_record(context, *outcome.object, operation.body);
        outcome.status = 201;
        return outcome;
    }
    auto id = parse_id(path[1]);
    if (!id) throw Error(Problem::not_found, "There is no record with the id \"" + cut(path[1], 40) + "\".");
    outcome.id = *id;
    outcome.status = 200;
    if (path.size() == 3 && operation.method == "POST") {
        if (path[2] == "restore") {
            restore_record(context, *outcome.object, *id);
        } else {
            const Json answer =
                act_on_record(context, *outcome.object, *id, path[2], operation.body, operation.expected);
            if (!answer.is_null()) outcome.body = answer.dump();
        }
    } else if (path.size() == 2 && operation.method == "PATCH") {
        update_record(context, *outcome.object, *id, operation.body, operation.expected);
    } else if (path.size() == 2 && operation.method == "DELETE") {
        delete_record(context, *outcome.object, *id, operation.expected);
        outcome.status = 204;
    } else {
        throw Error(Problem::bad_request, "A batch creates with POST, changes with PATCH and deletes with DELETE.");
    }
    return outcome;
}

Outcome failed(const Error& error, Call& call) {
    Outcome outcome;
    outcome.status = status_of(error.problem);
    outcome.body = problem_response(error, call.http, call.rights().language).body;
    return outcome;
}

// Which records a batch is about. Several make it one bulk change; one with its parts, as a form saves it, does not.
class Subjects {
public:
    Subjects(Connection& connection, const Schema& schema, const Json::Array& operations)
        : connection_(connection), schema_(schema) {
        for (const Json& each : operations) note(each);
    }
    bool are_several() const { return std::set<std::string>(of_.begin(), of_.end()).size() > (is_in(of_, "") ? 2 : 1); }
    const std::string& object() const { return object_; }
    const BulkActs& acts() const { return acts_; }
    bool have_actions() const { return have_actions_; }

private:
    static bool is_in(const std::vector<std::string>& list, const std::string& wanted) {
        return std::find(list.begin(), list.end(), wanted) != list.end();
    }

    void note(const Json& operation) {
        const auto path = parts_of(operation.text("path"));
        const Object* object = schema_.find(path[0]);
        const Json& body = operation["body"];
        if (!object || !object->keeps_history) return of_.push_back("");
        const Field* parent = object->parent_field();
        std::string subject;
        if (path.size() > 1)
            subject = named(*object, path[1]);
        else if (parent && body.is_object())
            subject = named(schema_.object(parent->to), body.text(parent->name));
        else
            subject = "new " + std::to_string(of_.size());
        if (object_.empty()) object_ = whole_of(*object).name;
        of_.push_back(subject);
        const bool acts = path.size() == 3 && path[2] != "restore";
        have_actions_ = have_actions_ || acts;
        acts_[object->name].insert(acts || operation.text("method") == "PATCH" ? Act::update : Act::remove);
    }

    const Object& whole_of(const Object& object) const {
        const Field* parent = object.parent_field();
        const Object* whole = parent ? schema_.find(parent->to) : nullptr;
        return whole && whole != &object ? whole_of(*whole) : object;
    }

    // The subject that "$2" or an id stands for; of a part, that of the record it belongs to.
    std::string named(const Object& object, const std::string& text) {
        if (text.starts_with("$")) {
            const auto index = text == "$0" ? std::optional<Id>(0) : parse_id(std::string_view(text).substr(1));
            return index && *index < static_cast<Id>(of_.size()) ? of_[static_cast<std::size_t>(*index)] : text;
        }
        const Field* parent = object.parent_field();
        const auto id = parse_id(text);
        if (!parent || !id) return text;
        const Id whole =
            whole_or(connection_.value("SELECT " + quoted(parent->name) + " FROM " + quoted(object.name) +
                                           " WHERE \"id\" = ?" + (object.is_big() ? " AND \"bucket\" = ?" : ""),
                                       object.is_big() ? Values{*id, std::int64_t{bucket_of(*id)}} : Values{*id}),
                     0);
        return whole ? named(schema_.object(parent->to), std::to_string(whole)) : text;
    }

    Connection& connection_;
    const Schema& schema_;
    std::vector<std::string> of_; // of each operation; empty: of nothing that keeps a history
    std::string object_;
    BulkActs acts_;
    bool have_actions_ = false;
};

// Empty where it is no bulk change.
std::optional<Operation> bulk_of(Call& call, const Json::Array& operations) {
    std::optional<Operation> bulk;
    call.engine().database().read([&](Connection& connection) {
        bulk.reset();
        const Subjects subjects(connection, *call.schema, operations);
        if (!subjects.are_several()) return;
        bulk.emplace();
        bulk->object = subjects.object();
        bulk->input = input_of_bulk(subjects.acts(), subjects.have_actions());
    });
    if (bulk) *bulk = make_bulk(call.engine(), call.request, bulk->object, bulk->input);
    return bulk;
}

StepReport report_of(const std::vector<Outcome>& outcomes) {
    StepReport report;
    report.first_row = 1;
    for (const Outcome& each : outcomes) {
        const RowResult result = each.status == 201  ? RowResult::created
                                 : each.status < 300 ? RowResult::updated
                                                     : RowResult::refused;
        report.rows.emplace_back(result, result == RowResult::refused ? 0 : each.id);
        if (result == RowResult::refused)
            report.reports.push_back({static_cast<std::int64_t>(report.rows.size()),
                                      result,
                                      0,
                                      {{"", "", Json::parse(each.body).text("detail"), ""}},
                                      {}});
    }
    return report;
}

std::vector<Outcome> all_or_nothing(Call& call, const Json::Array& operations, std::optional<Operation>& bulk) {
    std::vector<Outcome> outcomes;
    call.engine().write(call.request, [&](Context& context) {
        outcomes.clear();
        if (bulk) begin_bulk(context, *bulk, operations.size());
        for (const Json& each : operations) {
            try {
                outcomes.push_back(carry_out(context, read_order(context.schema(), each, outcomes)));
            } catch (const ChangedMeanwhile&) {
                throw; // all of it is done again, on what is there by then
            } catch (const Error& error) {
                std::vector<FieldError> fields = error.fields;
                throw Error(error.problem,
                            "Operation " + std::to_string(outcomes.size()) + ": " + error.what() + " Nothing was done.",
                            std::move(fields));
            }
        }
        if (bulk) end_bulk(context, *bulk, report_of(outcomes));
    });
    return outcomes;
}

std::vector<Outcome> one_by_one(Call& call, const Json::Array& operations, std::optional<Operation>& bulk) {
    std::vector<Outcome> outcomes;
    bool begun = false;
    for (const Json& each : operations) {
        Outcome outcome;
        Request request = call.request;
        request.ids.clear();
        try {
            call.engine().write(request, [&](Context& context) {
                if (bulk && !begun) begin_bulk(context, *bulk, operations.size());
                outcome = carry_out(context, read_order(context.schema(), each, outcomes));
            });
            begun = true;
        } catch (const Error& error) {
            outcome = failed(error, call);
        }
        outcomes.push_back(std::move(outcome));
    }
    if (!begun) bulk.reset();
    Request request = call.request;
    request.ids.clear();
    if (bulk) call.engine().write(request, [&](Context& context) { end_bulk(context, *bulk, report_of(outcomes)); });
    return outcomes;
}

http::Response batch(Call& call) {
    const Json body = call.body();
    for (const auto& [name, value] : body.members())
        if (name != "atomic" && name != "operations")
            throw Error::at(cut(name, 60), "A batch has atomic and operations.");
    if (!body["atomic"].is_null() && !body["atomic"].is_bool()) throw Error::at("atomic", "Please give true or false.");
    if (!body["operations"].is_array()) throw Error::at("operations", "Please give a list of operations.");
    const auto& operations = body["operations"].items();
    if (operations.size() > most_operations)
        throw Error::at("operations",
                        "Please send at most " + std::to_string(most_operations) + " operations at once.");
    for (const Json& each : operations)
        if (!each.is_object())
            throw Error::at("operations", "Each operation is {\"method\",\"path\",\"body\",\"if_match\"}.");
    std::optional<Operation> bulk = bulk_of(call, operations);
    std::vector<Outcome> outcomes =
        body.flag("atomic", true) ? all_or_nothing(call, operations, bulk) : one_by_one(call, operations, bulk);
    std::string answer;
    call.engine().read(call.request, [&](Context& context) {
        answer.clear();
        JsonWriter out(answer);
        out.begin_object().key("results").begin_array();
        for (const Outcome& outcome : outcomes) {
            out.begin_object().member("status", outcome.status).key("body");
            if (!outcome.body.empty()) {
                out.raw(outcome.body);
            } else if (outcome.status == 204) {
                out.null();
            } else {
                std::string record;
                if (!write_record(context, *outcome.object, outcome.id, {}, record))
                    write_unseen(context, *outcome.object, outcome.id, record);
                out.raw(record);
            }
            out.end_object();
        }
        std::string operation = "null";
        if (bulk) write_operation(context, *bulk, operation = "");
        out.end_array().key("operation").raw(operation).end_object();
    });
    return json_response(200, std::move(answer));
}

} // namespace

void add_batch_routes(Router& router) {
    router.add("POST", "/api/v1/batch", batch)
        .tells("batch", "Up to 500 operations, all or nothing unless atomic is false", "batch")
        .takes("{atomic?: truth | null, operations: [{method: \"POST\" | \"PATCH\" | \"DELETE\", path: text, body?: "
               "{...} | null, if_match?: text | whole | null}]}")
        .answers(200,
                 "One result for each, in their order; where several records were changed, the operation by which it "
                 "can be undone.",
                 "{results: [{status: whole, body: {...} | null}], operation: Operation | null}");
}

} // namespace crm

// Routes of imports, of the operations that they are, and of exports.
#include <algorithm>
#include <atomic>

#include "api/export.hpp"
#include "api/respond.hpp"
#include "api/route.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "http/target.hpp"
#include "record/bulk.hpp"
#include "record/import.hpp"
#include "record/likely_search.hpp"
#include "record/merge.hpp"
#include "record/stored_file.hpp"
#include "record/told_values.hpp"
#include "record/undo.hpp"

namespace crm {

namespace {

constexpr int last_attempt = 9;
constexpr int exports_together = 2; // each holds a reading connection as long as its client reads

Id file_named(Call& call, const Json& body) {
    const auto id = body["file"].is_string() ? parse_id(body["file"].as_string()) : std::nullopt;
    bool there = false;
    if (id)
        call.engine().read(call.request, [&](Context& context) {
            const auto file = context.find(context.object("file"), *id);
            const bool own = file && file->link(Object::created_by.index) == context.user();
            there = file && (own || allowed(context, file->object(), *id, Act::read));
        });
    if (!there)
        throw Error::at("file", "There is no such file. Please send it first with POST /api/v1/file and give its id.");
    return *id;
}

void only_members(const Json& body, const std::vector<std::string_view>& known) {
    for (const auto& [name, value] : body.members()) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const auto near = nearest(name, known);
        throw Error::at(cut(name, 60), "An import has no \"" + cut(name, 60) + "\"." +
                                           (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"));
    }
}

http::Response operation_response(Call& call, int status, const Operation& operation) {
    std::string body;
    call.engine().read(call.request, [&](Context& context) { write_operation(context, operation, body = ""); });
    http::Response response = json_response(status, std::move(body));
    if (status == 202) response.set("Location", "/api/v1/operation/" + std::to_string(operation.id));
    return response;
}

http::Response begin(Call& call) {
    const Json body = call.body();
    only_members(body, {"object", "file", "columns", "match", "mode", "defaults", "currency", "strict", "dry_run",
                        "leave_out", "reading", "beside", "then"});
    if (!body["object"].is_string()) throw Error::at("object", "Please say which object the rows become.");
    if (!body["dry_run"].is_null() && !body["dry_run"].is_bool())
        throw Error::at("dry_run", "Please give true or false.");
    const Id file = file_named(call, body);
    ImportOrder order{body.text("object"), Json::object(), std::to_string(file), body.flag("dry_run")};
    call.engine().read(call.request,
                       [&](Context& context) { order.source = titles(context, context.object("file"), {file})[file]; });
    for (const char* name :
         {"columns", "match", "mode", "defaults", "currency", "strict", "reading", "beside", "leave_out", "then"})
        if (const Json* value = body.find(name)) order.mapping.set(name, *value);
    const Operation operation =
        begin_import(call.engine(), call.request, order, stored_file(call.engine(), file),
                     [](Context& context, const Operation& made) {
                         Jobs::enqueue(context, "import", Json::object({{"operation", std::to_string(made.id)}}));
                     });
    call.app.auth().audit("import", call.rights().user, call.http.address,
                          Json::object({{"object", order.object}, {"operation", std::to_string(operation.id)}}));
    call.app.jobs().wake();
    return operation_response(call, 202, operation);
}

http::Response preview(Call& call) {
    const Json body = call.body();
    only_members(body, {"object", "file", "reading"});
    const Object* object = call.schema->find(body.text("object"));
    if (!object || object->hidden || !call.rights().allows(*call.schema, *object, Act::import_in))
        throw Error::at("object",
                        "There is no object \"" + cut(body.text("object"), 60) + "\" that you may import into.");
    const ImportFile file = stored_file(call.engine(), file_named(call, body));
    std::string answer;
    write_preview(call.engine(), *object, call.rights(), file, body["reading"], answer);
    return json_response(200, std::move(answer));
}

// A token that may not read an object learns nothing of what was done with it.
bool is_told_of(const Call& call, const Operation& operation) {
    const Object* object = call.schema->find(operation.object);
    return call.rights().everything || !call.caller->token || !object ||
           call.rights().allows(*call.schema, *object, Act::read);
}

// Only whoever asked for it, and administrators, see an operation.
Operation operation_at(Call& call) {
    std::optional<Operation> found;
    const Id id = call.id(0);
    call.engine().database().read([&](Connection& connection) { found = find_operation(connection, id); });
    if (!found || (!call.rights().everything && (found->user == 0 || found->user != call.rights().user)) ||
        !is_told_of(call, *found))
        throw Error(Problem::not_found, "There is no such operation, or it is out of your sight.");
    return std::move(*found);
}

http::Response read_operation(Call& call) {
    return operation_response(call, 200, operation_at(call));
}

http::Response list_operations(Call& call) {
    const std::string cursor = call.argument("cursor");
    const auto before = cursor.empty() ? std::optional<Id>(INT64_MAX) : parse_id(cursor);
    if (!before)
        throw Error(Problem::bad_request,
                    "This cursor is not one of ours. Please use the value of \"next\" as it was given.");
    const int limit = call.limit();
    std::vector<Operation> list;
    std::map<Id, std::string> names;
    call.engine().read(call.request, [&](Context& context) {
        list = newest_operations(context.connection(), call.rights().everything ? 0 : call.rights().user, limit + 1,
                                 *before);
        names = who_asked(context, list);
    });
    const bool more = list.size() > static_cast<std::size_t>(limit);
    if (more) list.pop_back();
    std::string body = "{\"items\":[";
    for (const Operation& each : list) {
        if (!is_told_of(call, each)) continue;
        if (!body.ends_with('[')) body += ',';
        write_operation(each, names, call.rights().language, now(), body);
    }
    return json_response(200,
                         body + "],\"next\":" + (more ? '"' + std::to_string(list.back().id) + '"' : "null") + "}");
}

http::Response operation_rows(Call& call) {
    const Operation operation = operation_at(call);
    std::string body;
    call.engine().database().read([&](Connection& connection) {
        body.clear();
        write_operation_rows(connection, operation, call.argument("result"), call.limit(), call.argument("cursor"),
                             body);
    });
    return json_response(200, std::move(body));
}

http::Response operation_values(Call& call) {
    std::string body;
    write_told_values(call.engine(), call.request, operation_at(call), body);
    return json_response(200, std::move(body));
}

http::Response download_named(const std::string& name, const std::string& type) {
    http::Response response;
    response.set("Content-Type", type);
    response.set("Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encoded(name));
    response.set("Cache-Control", "no-store");
    return response;
}

http::Response refused_rows(Call& call) {
    const Operation operation = operation_at(call);
    http::Response response = download_named(operation.object + ".refused.csv", "text/csv; charset=utf-8");
    response.stream = [&engine = call.engine(), operation](const std::function<bool(std::string_view)>& write) {
        write_refused(engine, operation, write);
    };
    return response;
}

// To steer or undo an import takes the right to import into its object, also of a token; a merge, that to change and to
// delete; a bulk change, that to do it anew; a retiring, that to retire.
void need_right(Call& call, const Operation& operation) {
    const Object* object = call.schema->find(operation.object);
    if (operation.kind == "undo") {
        std::optional<Operation> undone;
        call.engine().database().read(
            [&](Connection& connection) { undone = find_operation(connection, operation.undoes); });
        if (undone) return need_right(call, *undone);
    }
    if (operation.kind == "merge") {
        const bool may =
            object && call.rights().allows(*call.schema, *object, Act::update) &&
            (call.rights().allows(*call.schema, *object, Act::remove) || call.rights().allows_action(*object, "merge"));
        if (!may)
            throw Error(Problem::forbidden, "You may not merge here, so you may not steer or undo a merge either.");
        return;
    }
    if (operation.kind == bulk_change) {
        for (const auto& [name, acts] : acts_of_bulk(operation))
            for (Act act : acts)
                if (const Object* changed = call.schema->find(name);
                    !changed || !call.rights().allows(*call.schema, *changed, act))
                    throw Error(Problem::forbidden,
                                "You may no longer change all of these, so you may not undo it either.");
        return;
    }
    if (operation.kind == likely_search) {
        if (!object || !call.rights().allows(*call.schema, *object, Act::update))
            throw Error(Problem::forbidden,
                        "You may not search for duplicates here, so you may not steer a search either.");
        return;
    }
    if (operation.kind == "retire") {
        if (!object || !call.rights().allows_action(*object, "retire"))
            throw Error(Problem::forbidden, "You may not retire these, so you may not steer or undo it either.");
        return;
    }
    if (!object || !call.rights().allows(*call.schema, *object, Act::import_in))
        throw Error(Problem::forbidden, "You may not import here, so you may not steer or undo an import either.");
}

RouteFunction ask(std::string wanted) {
    return [wanted = std::move(wanted)](Call& call) {
        const Operation operation = operation_at(call);
        need_right(call, operation);
        call.engine().write(call.request, [&](Context& context) {
            ask_operation(context, operation.id, wanted);
            if (wanted == "queued")
                Jobs::enqueue(context, operation.kind, Json::object({{"operation", std::to_string(operation.id)}}));
        });
        if (wanted == "queued") call.app.jobs().wake();
        return operation_response(call, 200, operation_at(call));
    };
}

http::Response undo(Call& call) {
    const Operation operation = operation_at(call);
    need_right(call, operation);
    const Operation made =
        begin_undo(call.engine(), call.request, operation.id, [](Context& context, const Operation& undoing) {
            Jobs::enqueue(context, undoing.kind, Json::object({{"operation", std::to_string(undoing.id)}}));
        });
    call.app.jobs().wake();
    return operation_response(call, 202, made);
}

// How many exports are under way in this process.
class ExportTurn {
public:
    ExportTurn() {
        if (++under_way_ <= exports_together) return;
        --under_way_;
        throw Error(Problem::too_many, "Other exports are under way. Please try again when they are done.");
    }
    ~ExportTurn() { --under_way_; }
    ExportTurn(const ExportTurn&) = delete;

private:
    static std::atomic<int> under_way_;
};
std::atomic<int> ExportTurn::under_way_{0};

http::Response export_list(Call& call) {
    const Object& object = call.object(0);
    const std::string format = call.argument("format", "csv");
    check_export_format(format);
    const Headings headings = headings_named(call.argument("headings", "names"));
    if (!call.rights().allows(*call.schema, object, Act::export_out))
        throw Error(Problem::forbidden,
                    "You may not export " + object.name + ". Please ask an administrator for the right.");
    auto arguments = call.arguments();
    std::erase_if(arguments, [](const auto& each) { return each.first == "format" || each.first == "headings"; });
    std::string name = object.name;
    call.engine().read(call.request, [&](Context& context) {
        read_list_query(object, asker_of(context), arguments); // what is wrong is said before the answer begins
        if (headings == Headings::labels) name = context.in_language(object.plural) + " " + format_day(context.today());
    });
    auto turn = std::make_shared<ExportTurn>();
    call.app.auth().audit("export", call.caller->person(), call.http.address,
                          Json::object({{"object", object.name}, {"format", format}}));
    http::Response response = download_named(name + "." + format, std::string(export_content_type(format)));
    response.stream = [turn, format, headings, arguments, &object, schema = call.schema, &engine = call.engine(),
                       request = call.request](const std::function<bool(std::string_view)>& write) mutable {
        const auto held = std::move(turn); // until the last piece is out
        export_records(engine, request, object, format, arguments, write, headings);
    };
    return response;
}

ImportSurroundings surroundings(App& app, const Operation& operation, const std::function<bool()>& stopping) {
    ImportSurroundings around;
    around.rights = operation.user ? app.auth().rights_of(operation.user) : Rights::system();
    around.stopping = stopping;
    return around;
}

void work(App& app, const Job& job, const std::function<bool()>& stopping) {
    const auto id = parse_id(job.input.text("operation"));
    std::optional<Operation> operation;
    if (id) app.engine().database().read([&](Connection& connection) { operation = find_operation(connection, *id); });
    if (!operation || operation->over()) return;
    try {
        const ImportSurroundings around = surroundings(app, *operation, stopping);
        if (operation->kind == "merge")
            run_merge(app.engine(), *id, around);
        else if (operation->kind == "undo")
            run_undo(app.engine(), *id, around);
        else
            run_import(app.engine(), *id,
                       stored_file(app.engine(), parse_id(operation->input.text("file")).value_or(0)), around);
    } catch (const std::exception& fault) {
        if (job.attempt < last_attempt) throw;
        give_up_operation(app.engine(), *id,
                          std::string("The work could not be finished: ") + fault.what() + " It can be resumed.");
    }
}

} // namespace

void add_import_routes(Router& router) {
    router.add("POST", "/api/v1/import", begin)
        .tells("import", "Import a file", "import")
        .takes("{object: text, file: Id, columns?: Columns | null, match?: [text] | null, mode?: text | null, "
               "defaults?: {...} | null, "
               "currency?: text | null, strict?: truth | null, dry_run?: truth | null, reading?: {...} | null, "
               "beside?: any, leave_out?: {...} | null, then?: [text] | null}")
        .answers(202, "The operation.", "Operation");
    router.add("POST", "/api/v1/import/preview", preview)
        .tells("preview_import", "What a file's columns would become", "import")
        .takes("{object: text, file: Id, reading?: {...} | null}")
        .answers(200, "Header, samples, columns.", "ImportPreview");
    router.add("GET", "/api/v1/operation", list_operations)
        .tells("list_operations", "Imports and other operations, newest first", "import")
        .asks({"limit", "cursor"})
        .answers(200, "A page.", "{items: [Operation], next: Id | null}");
    router.add("GET", "/api/v1/operation/{id}", read_operation)
        .tells("read_operation", "An operation's state", "import")
        .answers(200, "The operation.", "Operation");
    router.add("GET", "/api/v1/operation/{id}/rows", operation_rows)
        .tells("operation_rows", "Results row by row", "import")
        .asks("result", "created, updated, skipped, refused or left_out; all without.")
        .asks({"limit", "cursor"})
        .answers(200, "A page of rows; refused ones with their cells, and with what it takes to import them again.",
                 "{items: [{row: whole, result: text, record: Id | null, problems: [{column?: text, field?: text, "
                 "message: text, value?: text}], cells?: [text]}], next: text | null, header?: [text], mapping?: any}");
    router.add("GET", "/api/v1/operation/{id}/values", operation_values)
        .tells("operation_values", "The values of an import that are no choice, or lead to no record", "import")
        .answers(200, "Each once, counted over all rows; more: there were others.",
                 "{items: [{column: text, value: text, rows: whole}], more: truth}");
    router.add("GET", "/api/v1/operation/{id}/refused.csv", refused_rows)
        .tells("refused_rows", "The refused rows and their reasons, to be mended and imported again", "import")
        .answers(200, "The file.", "text", "text/csv");
    const auto steer = [&](const std::string& verb, RouteFunction function, int status) {
        router.add("POST", "/api/v1/operation/{id}/" + verb, std::move(function))
            .tells(verb + "_operation", "To " + verb + " an operation", "import")
            .answers(status, "The operation.", "Operation");
    };
    steer("pause", ask("paused"), 200);
    steer("stop", ask("stopped"), 200);
    steer("resume", ask("queued"), 200);
    steer("undo", undo, 202);
    router.add("GET", "/api/v1/{object}/export", export_list)
        .tells("export_{object}", "Export {plural}", "{object}")
        .asks("format", "csv unless another is named.", "\"csv\" | \"xlsx\" | \"jsonl\"")
        .asks("headings",
              "names, as programs know the fields, unless labels, in the caller's language, are wanted: of the "
              "fields, of their choices and in the file's name.",
              "\"names\" | \"labels\"")
        .asks({"filter", "sort", "fields", "search"})
        .answers(200, "The file.", "text", "text/csv")
        .answers(200, "", "octets", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .answers(200, "", "text", "application/jsonl");
}

void register_import_jobs(App& app) {
    for (const char* kind : {"import", "undo", "merge"})
        app.jobs().on(
            kind, [&app](const Job& job, const std::function<bool()>& stopping) { work(app, job, stopping); },
            JobLength::lengthy);
}

} // namespace crm

// The document is made of the routes, each of which tells of itself where it is added, and of the objects'
// declarations.
#include "api/openapi.hpp"

#include <algorithm>

#include "api/json_type.hpp"
#include "api/openapi_schemas.hpp"
#include "api/route.hpp"
#include "base/error.hpp"
#include "record/reports.hpp"

namespace crm {

namespace {

using Entry = Router::Entry;

Json component(const char* of, const std::string& name) {
    return Json::object({{"$ref", std::string("#/components/") + of + "/" + name}});
}

Json parameter(const std::string& name, const char* in, const std::string& description, Json schema,
               bool required = false) {
    return Json::object({{"name", name},
                         {"in", in},
                         {"description", description},
                         {"required", required},
                         {"schema", std::move(schema)}});
}

// What a route is told for: the object in its path, and what of it stands in the last brace (an action, a report …).
struct Of {
    const Object* object = nullptr;
    std::string name;
    Label label;
    const std::vector<Field>* inputs = nullptr;
    std::string media; // of a rendition
    bool begins_operation = false;
};

std::string replaced(std::string text, std::string_view what, const std::string& by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

std::string filled(std::string text, const Of& of) {
    if (!of.object) return text;
    for (const char* one : {"{action}", "{report}", "{rendition}"}) text = replaced(std::move(text), one, of.name);
    text = replaced(std::move(text), "{object}", of.object->name);
    text = replaced(std::move(text), "{label}", of.name.empty() ? of.object->label.en : of.label.en);
    return replaced(std::move(text), "{plural}", of.object->plural.en);
}

std::string media_type(const std::string& type) {
    return type.substr(0, type.find(';'));
}

class Writing {
public:
    explicit Writing(const DescriptionReader& reader) : reader_(reader) {}

    Json paths() {
        const Router router = all_routes();
        // Literal parts win over braces, as they do when a route is found.
        for (const bool with_object : {true, false})
            for (const Entry& entry : router.entries())
                if (entry.path.starts_with("/api/v1/{object}") == with_object) add(entry);
        return std::move(paths_);
    }

private:
    void add(const Entry& entry) {
        require(!entry.told.id.empty(), "every route tells of itself");
        if (entry.path.find("{object}") == std::string::npos) {
            const auto literal = entry.path.starts_with("/api/v1/file") ? reader_.schema.find("file") : nullptr;
            if (!literal && entry.path.starts_with("/api/v1/file")) return;
            return put(entry, {literal});
        }
        for (const auto& object : reader_.schema.objects())
            if (reader_.knows(*object) && (!entry.told.only_of || entry.told.only_of(*object))) add(entry, *object);
    }

    void add(const Entry& entry, const Object& object) {
        if (entry.path.ends_with("{action}")) {
            for (const Action& each : object.actions)
                put(entry, {&object, each.name, each.label, &each.inputs, {}, each.begins_operation});
        } else if (entry.path.ends_with("{report}")) {
            for (const Report& each : reports_of(object)) put(entry, {&object, each.name, each.label, &each.inputs});
        } else if (entry.path.ends_with("{rendition}")) {
            for (const Rendition& each : renditions_of(object))
                put(entry, {&object, each.name, each.label, nullptr, each.type});
        } else {
            put(entry, {&object});
        }
    }

    void put(const Entry& entry, const Of& of) {
        const std::string path = filled(entry.path, of);
        std::string method = entry.method;
        for (char& letter : method) letter = static_cast<char>(letter + 32);
        Json item = paths_[path].is_object() ? paths_[path] : Json::object();
        item.set(method, operation(entry, of, path));
        paths_.set(path, std::move(item));
    }

    static Json operation(const Entry& entry, const Of& of, const std::string& path) {
        const Told& told = entry.told;
        Json made = Json::object({{"operationId", filled(told.id, of)},
                                  {"summary", filled(told.summary, of)},
                                  {"tags", Json::array({filled(told.tag, of)})}});
        const Json with_cookie = Json::object({{"cookie", Json::array()}, {"same_site", Json::array()}});
        if (entry.access == Access::open)
            made.set("security", Json::array());
        else if (told.by_a_person)
            made.set("security",
                     Json::array({entry.method == "GET" ? Json::object({{"cookie", Json::array()}}) : with_cookie}));
        else if (entry.method != "GET")
            made.set("security", Json::array({Json::object({{"token", Json::array()}}), with_cookie}));
        Json::Array parameters = path_parameters(path);
        add_query(parameters, told, of, entry.path.ends_with("{report}"));
        for (const Told::Parameter& each : told.headers)
            parameters.push_back(each.description.empty()
                                     ? component("parameters", each.name)
                                     : parameter(each.name, "header", each.description, json_type(each.type)));
        if (entry.method == "POST" && !hands_out_a_secret(path))
            parameters.push_back(component("parameters", "Idempotency-Key"));
        if (!parameters.empty()) made.set("parameters", Json(std::move(parameters)));
        if (Json body = request_body(told, of, entry.path.ends_with("{action}")); !body.is_null())
            made.set("requestBody", std::move(body));
        made.set("responses", responses(told, of));
        return made;
    }

    static Json::Array path_parameters(const std::string& path) {
        struct Known {
            const char *name, *description, *type;
        };
        static constexpr Known known[] = {{"id", "The record's id.", "Id"},
                                          {"name", "The object's name.", "text"},
                                          {"field", "The field's name.", "text"},
                                          {"part", "list, list.NAME, form or record.", "text"}};
        Json::Array parameters;
        for (const Known& each : known)
            if (path.find(std::string("{") + each.name + "}") != std::string::npos)
                parameters.push_back(parameter(each.name, "path", each.description, json_type(each.type), true));
        return parameters;
    }

    static void add_query(Json::Array& parameters, const Told& told, const Of& of, bool inputs) {
        for (const Told::Parameter& each : told.query)
            parameters.push_back(each.description.empty() ? component("parameters", each.name)
                                                          : parameter(each.name, "query", each.description,
                                                                      json_type(each.type), each.required));
        if (!inputs || !of.inputs) return;
        for (const Field& input : *of.inputs) {
            Json taken = parameter(input.name, "query", input.label.en, described_input(input), input.required);
            if (input.kind == Kind::links) taken.set("explode", false); // 1,2
            parameters.push_back(std::move(taken));
        }
    }

    static Json request_body(const Told& told, const Of& of, bool inputs) {
        Json content = Json::object();
        bool required = true;
        for (const Told::Content& each : told.bodies)
            content.set(each.media,
                        Json::object({{"schema", json_type_closed(each.type, of.object ? of.object->name : "")}}));
        if (inputs && of.inputs) {
            Json properties = Json::object();
            Json::Array names;
            for (const Field& input : *of.inputs) {
                properties.set(input.name, described_input(input));
                if (input.required) names.push_back(input.name);
            }
            required = !names.empty();
            Json schema =
                Json::object({{"type", "object"}, {"properties", properties}, {"additionalProperties", false}});
            if (required) schema.set("required", Json(std::move(names)));
            content.set("application/json", Json::object({{"schema", schema}}));
        }
        if (content.members().empty()) return {};
        return Json::object({{"required", required}, {"content", content}});
    }

    static Json headers_of(const Told::Answer& answer) {
        Json headers = Json::object();
        auto tell = [&](const char* name, const char* what) {
            headers.set(name, Json::object({{"description", what}, {"schema", json_type("text")}}));
        };
        const std::string type = answer.contents.empty() ? "" : answer.contents.front().type;
        if (type == "record") tell("ETag", "The record's version, for If-Match and If-None-Match.");
        if ((answer.status == 201 && type == "record") || (answer.status == 202 && type == "Operation"))
            tell("Location", "Where it is read.");
        return headers;
    }

    static Json responses(const Told& told, const Of& of) {
        Json all = Json::object();
        for (const Told::Answer& each : told.replies) {
            Json one = Json::object({{"description", each.description}});
            Json content = Json::object();
            for (const Told::Content& of_one : each.contents) {
                Json schema = json_type(of_one.type, of.object ? of.object->name : "");
                if (content.find(of_one.media))
                    schema = Json::object({{"anyOf", Json::array({content[of_one.media]["schema"], schema})}});
                content.set(of_one.media, Json::object({{"schema", schema}}));
            }
            if (!of.media.empty()) content.set(media_type(of.media), Json::object({{"schema", json_type("octets")}}));
            if (Json headers = headers_of(each); !headers.members().empty()) one.set("headers", std::move(headers));
            if (!content.members().empty()) one.set("content", content);
            all.set(std::to_string(each.status), one);
        }
        if (of.begins_operation)
            all.set("202",
                    Json::object({{"description", "An operation that goes on by itself."},
                                  {"content", Json::object({{"application/json",
                                                             Json::object({{"schema", json_type("Operation")}})}})}}));
        all.set("401", component("responses", "Unauthenticated"));
        all.set("default", component("responses", "Problem"));
        return all;
    }

    const DescriptionReader& reader_;
    Json paths_ = Json::object();
};

Json common_parameters() {
    const Json text = json_type("text");
    Json limit = Json::object({{"type", "integer"}, {"minimum", 1}, {"maximum", 200}, {"default", 50}});
    Json count = json_type("\"none\" | \"capped\" | \"exact\"");
    count.set("default", "none");
    return Json::object({
        {"filter",
         parameter("filter", "query",
                   "A JSON object: {\"field\":value} or {\"field\":{\"operator\":value}}, with and, or, not; operators "
                   "eq, ne, lt, lte, gt, gte, in, not_in, contains, starts_with, is_null, within, has.",
                   text)},
        {"sort", parameter("sort", "query", "Fields separated by commas, - before one for descending.", text)},
        {"fields", parameter("fields", "query", "Fields separated by commas; may follow one link (party.name).", text)},
        {"limit", parameter("limit", "query", "Records on a page.", std::move(limit))},
        {"cursor", parameter("cursor", "query", "Where the page before ended: its next.", text)},
        {"count", parameter("count", "query", "none, capped (stops at 10,000) or exact.", std::move(count))},
        {"search", parameter("search", "query", "Words that must be found in the record.", text)},
        {"binned", parameter("binned", "query", "true for the bin instead of the living.", json_type("truth"))},
        {"If-Match",
         parameter("If-Match", "header",
                   "The version that the ETag gave, or a list of such; refuses with 412 when none is the present one.",
                   text)},
        {"If-None-Match", parameter("If-None-Match", "header",
                                    "The version that the ETag gave; answers 304 while it is the present one.", text)},
        {"Idempotency-Key",
         parameter("Idempotency-Key", "header", "The same key and body within 24 hours is carried out once.", text)},
    });
}

Json common_responses() {
    auto one = [](const char* description) {
        return Json::object({{"description", description},
                             {"content", Json::object({{"application/problem+json",
                                                        Json::object({{"schema", json_type("Problem")}})}})}});
    };
    Json unknown = one("Nobody is signed in.");
    unknown.set("headers",
                Json::object({{"WWW-Authenticate", Json::object({{"description", "How to say who is calling: Bearer."},
                                                                 {"schema", json_type("text")}})}}));
    return Json::object({{"Unauthenticated", unknown}, {"Problem", one("What is wrong and what to do next.")}});
}

Json security_schemes() {
    return Json::object({
        {"token", Json::object({{"type", "http"},
                                {"scheme", "bearer"},
                                {"description", "A token made in the profile or with `relacja token create`."}})},
        {"cookie", Json::object({{"type", "apiKey"},
                                 {"in", "cookie"},
                                 {"name", "relacja"},
                                 {"description", "Set by POST /api/v1/session. Whatever changes something with it "
                                                 "needs the header X-Requested-With, too."}})},
        {"same_site", Json::object({{"type", "apiKey"},
                                    {"in", "header"},
                                    {"name", "X-Requested-With"},
                                    {"description", "The text `relacja`, which no page of another site can send."}})},
    });
}

} // namespace

std::string openapi(const Schema& schema, const Rights* rights, const std::string& version) {
    const DescriptionReader reader{schema, rights};
    Json schemas = common_schemas();
    Json::Array tags;
    for (const auto& object : schema.objects()) {
        if (!reader.knows(*object)) continue;
        schemas.set(object->name, record_schema(*object, reader));
        if (object->name != "file")
            schemas.set(object->name + "_create", input_schema(*object, reader, true)); // a file is made of its octets
        schemas.set(object->name + "_change", input_schema(*object, reader, false));
        tags.push_back(Json::object({{"name", object->name}, {"description", object->plural.en}}));
    }
    const std::pair<const char*, const char*> other[] = {
        {"session", "Sign-in, profile, tokens"}, {"batch", "Several changes at once"},
        {"search", "Search as you type"},        {"import", "Imports and other operations"},
        {"meta", "Shape and company"},           {"live", "Changes as they happen"},
        {"system", "Health and audit"}};
    for (const auto& [tag, description] : other)
        tags.push_back(Json::object({{"name", tag}, {"description", description}}));
    Json document = Json::object({
        {"openapi", "3.1.0"},
        {"info", Json::object({{"title", "Relacja"},
                               {"version", version},
                               {"description", "Customer relationship management. Made from the program's own "
                                               "declarations, an administrator's own objects and fields included."},
                               {"license",
                                Json::object({{"name", "AGPL-3.0-or-later"}, {"identifier", "AGPL-3.0-or-later"}})}})},
        {"servers", Json::array({Json::object({{"url", "/"}})})},
        {"security",
         Json::array({Json::object({{"token", Json::array()}}), Json::object({{"cookie", Json::array()}})})},
        {"tags", Json(std::move(tags))},
        {"paths", Writing(reader).paths()},
        {"components", Json::object({{"schemas", std::move(schemas)},
                                     {"parameters", common_parameters()},
                                     {"responses", common_responses()},
                                     {"securitySchemes", security_schemes()}})},
    });
    return document.dump();
}

} // namespace crm

// Routes of reports: what an object answers beside its lists.
#include "record/reports.hpp"
#include "api/route.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "record/inputs.hpp"

namespace crm {

namespace {

template <typename T>
const T& named(const std::vector<T>& all, const std::string& name, const char* what) {
    std::vector<std::string_view> known;
    for (const T& each : all) {
        if (each.name == name) return each;
        known.push_back(each.name);
    }
    const auto near = nearest(name, known);
    throw Error(Problem::not_found, std::string("There is no ") + what + " \"" + cut(name, 60) + "\" here." +
                                        (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"));
}

void need_fields(Call& call, const Object& object, const std::vector<std::string>& reads) {
    bool may = call.rights().allows(*call.schema, object, Act::read);
    for (const auto& name : reads) may = may && call.rights().may_read(object, *object.field(name));
    if (!may) throw Error(Problem::forbidden, "You may not see this. Please ask an administrator.");
}

// "1,2" as a list.
Json several(const std::string& text) {
    Json all = Json::array();
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        all.push(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return all;
}

// The address holds texts; what a field takes otherwise is read from them.
Json as_field_takes(const Report& report, const std::string& name, const std::string& text) {
    for (const Field& field : report.inputs) {
        if (field.name != name) continue;
        if (field.kind == Kind::yes_no && (text == "true" || text == "false")) return text == "true";
        if (field.kind == Kind::whole)
            if (const auto number = parse_decimal(text, 0)) return *number;
        if (field.kind == Kind::links) return several(text);
    }
    return text.empty() ? Json() : Json(text);
}

Json given_inputs(Call& call, const Report& report) {
    Json given = Json::object();
    for (const auto& [name, text] : call.http.query) given.set(name, as_field_takes(report, name, text));
    return given;
}

void refuse_out_of_sight(Context& context, const Report& report, const Json& input) {
    for (const Field& field : report.inputs) {
        std::vector<Id> ids;
        if (field.kind == Kind::link) ids.push_back(parse_id(input.text(field.name)).value_or(0));
        if (field.kind == Kind::links && input[field.name].is_array())
            for (const Json& each : input[field.name].items()) ids.push_back(parse_id(each.as_string()).value_or(0));
        std::erase(ids, 0);
        if (ids.empty() || visible(context, context.object(field.to), ids).size() == ids.size()) continue;
        throw Error::at(field.name, "The record that " + context.in_language(field.label) +
                                        " should lead to is not there. Please choose another.");
    }
}

http::Response report(Call& call) {
    const Object& object = call.object(0);
    const Report& asked = named(reports_of(object), call.value(1), "report");
    need_fields(call, object, asked.reads);
    std::string body;
    call.engine().read(call.request, [&](Context& context) {
        const Json input = read_inputs(context, asked.inputs, given_inputs(call, asked));
        refuse_out_of_sight(context, asked, input);
        body = asked.run(context, input).dump();
    });
    return json_response(200, std::move(body));
}

// "FV-1-11-2026.pdf": what every system takes as a file's name.
std::string file_name(const Record& record, const std::string& extension) {
    std::string name;
    for (const char c : latin(record.title())) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (plain)
            name += c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    while (name.ends_with('-')) name.pop_back();
    return (name.empty() ? std::to_string(record.id()) : name) + "." + extension;
}

http::Response rendition(Call& call) {
    const Object& object = call.object(0);
    const Rendition& asked = named(renditions_of(object), call.value(2), "rendition");
    const Id id = call.id(1);
    need_fields(call, object, asked.reads);
    http::Response response;
    call.engine().read(call.request, [&](Context& context) {
        if (!allowed(context, object, id, Act::read))
            throw Error(Problem::not_found, "There is no such record, or it is out of your sight.");
        const Record record = context.load(object, id);
        response = json_response(200, asked.run(context, record));
        response.set("Content-Type", asked.type);
        response.set("Content-Disposition", "inline; filename=\"" + file_name(record, asked.extension) + "\"");
    });
    return response;
}

} // namespace

void add_report_routes(Router& router) {
    router.add("GET", "/api/v1/{object}/report/{report}", report)
        .tells("{report}_of_{object}", "{label}", "{object}")
        .answers(200, "The report.", "{...}")
        .checks_arguments = true;
    router.add("GET", "/api/v1/{object}/{id}/rendition/{rendition}", rendition)
        .tells("{rendition}_as_file_of_{object}", "{label}", "{object}")
        .answers(200, "The file.");
}

} // namespace crm

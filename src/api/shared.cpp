// Routes of what is shared by an address: open to whoever has it.
#include "api/route.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "record/sharing.hpp"

namespace crm {

namespace {

// What they do is done by the company's own program, in the language they read.
void speak(Call& call, const std::string& language) {
    auto rights = std::make_shared<Rights>(*Rights::system());
    rights->language = language.empty() ? call.engine().company()->language : language;
    call.request.rights = std::move(rights);
    call.request.source = "shared " + call.http.address;
}

std::string wanted_language(const Call& call) {
    const std::string language = call.argument("language");
    if (language.empty() || language == "en" || language == "pl" || language == "mk") return language;
    throw Error::at("language", "Please ask for en, pl or mk.");
}

http::Response face(Call& call, const std::string& language) {
    std::string body;
    call.engine().read(call.request,
                       [&](Context& context) { body = Shared(context, call.value(0)).face(language).dump(); });
    http::Response response = json_response(200, std::move(body));
    response.set("Cache-Control", "no-store");
    return response;
}

http::Response see(Call& call) {
    const std::string language = wanted_language(call);
    speak(call, language);
    bool opening = false;
    call.engine().read(call.request, [&](Context& context) { opening = Shared(context, call.value(0)).is_opening(); });
    if (opening)
        call.engine().write(call.request, [&](Context& context) { Shared(context, call.value(0)).count_opening(); });
    return face(call, language);
}

http::Response file(Call& call) {
    speak(call, "");
    http::Response response;
    call.engine().read(call.request, [&](Context& context) {
        Shared shared(context, call.value(0));
        response = json_response(200, shared.file());
        response.set("Content-Type", shared.file_type());
        response.set("Content-Disposition", "inline");
        response.set("Cache-Control", "no-store");
    });
    return response;
}

http::Response act(Call& call) {
    const std::string language = wanted_language(call);
    const Json input = call.body();
    speak(call, language);
    call.engine().write(call.request,
                        [&](Context& context) { Shared(context, call.value(0)).run(call.value(1), input); });
    return face(call, language);
}

constexpr const char* face_type =
    "{kind: text, title: text, company: text, language: text, valid_until: day, state?: {value: text, label: text, "
    "color: whole}, "
    "blocks: [{kind: text, ...}], conversation: [{by: text, at: moment, text: text, ours: truth}], "
    "actions: [{name: text, label: text, stands_out?: truth, inputs: [{name: text, label: text, kind: text, required?: "
    "truth}]}]}";

} // namespace

void add_shared_routes(Router& router) {
    router.add("GET", "/api/v1/shared/{secret}", see, Access::open)
        .tells("see_shared", "What an address that was sent to a customer shows; no sign-in", "shared")
        .asks("language", "en, pl or mk; else that of the customer")
        .answers(200, "What it shows.", face_type);
    router.add("GET", "/api/v1/shared/{secret}/file", file, Access::open)
        .tells("shared_as_file", "The same as a file", "shared")
        .answers(200, "The file.", "octets", "application/pdf");
    router.add("POST", "/api/v1/shared/{secret}/{deed}", act, Access::open)
        .tells("act_on_shared", "Accept, decline, write: what the address offers", "shared")
        .asks("language", "en, pl or mk; else that of the company")
        .takes("{*: any}")
        .answers(200, "What it shows now.", face_type);
}

} // namespace crm

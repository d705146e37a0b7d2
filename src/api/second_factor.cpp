// Routes of the second factor: one's own in the profile, and the administrator's reset.
#include "api/respond.hpp"
#include "auth/role.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

void need_a_person(const Call& call) {
    if (call.caller->token)
        throw Error(Problem::forbidden, "A second factor is set up by a person who is signed in, not with a token.");
}

// The one text that the body holds.
std::string only_text(const Call& call, std::string_view name, const char* sentence) {
    const Json body = call.body();
    for (const auto& [member, value] : body.members())
        if (member != name) throw Error::at(cut(member, 60), "Please send " + std::string(name) + " only.");
    if (!body[name].is_string()) throw Error::at(name, sentence);
    return body.text(name);
}

std::string password_of(const Call& call) {
    return only_text(call, "password", "Please give your password once more.");
}

http::Response answer(int status, const Json& body) {
    return json_response(status, body.dump());
}

Json listed(const std::vector<std::string>& codes) {
    Json list = Json::array();
    for (const auto& code : codes) list.push(code);
    return Json::object({{"recovery_codes", list}});
}

http::Response state(Call& call) {
    need_a_person(call);
    std::string body;
    call.app.auth().write_second_factor(call.rights(), body);
    return json_response(200, std::move(body));
}

http::Response begin(Call& call) {
    need_a_person(call);
    const auto made = call.app.auth().begin_second_factor(call.rights().user, password_of(call), call.http.address);
    return answer(201, Json::object({{"secret", made.secret}, {"address", made.address}}));
}

http::Response confirm(Call& call) {
    need_a_person(call);
    const std::string code = only_text(call, "code", "Please give the code that the app shows.");
    return answer(200, listed(call.app.auth().confirm_second_factor(call.rights().user, code, call.http.address)));
}

http::Response renew(Call& call) {
    need_a_person(call);
    return answer(
        200, listed(call.app.auth().renew_recovery_codes(call.rights().user, password_of(call), call.http.address)));
}

http::Response no_content() {
    http::Response response;
    response.status = 204;
    return response;
}

http::Response end(Call& call) {
    need_a_person(call);
    call.app.auth().end_second_factor(call.rights().user, password_of(call), call.http.address);
    return no_content();
}

// For somebody who has lost phone and codes.
http::Response reset(Call& call) {
    call.need("users");
    const Id id = call.id(0);
    bool of_administrator = false;
    call.engine().read(call.request, [&](Context& context) {
        const auto whose = context.find(context.object("user"), id);
        if (!whose) throw Error(Problem::not_found, "There is no such user.");
        const auto& roles = whose->links_at(whose->object().field("roles")->index);
        const Id administrator = administrator_role(context);
        of_administrator = std::find(roles.begin(), roles.end(), administrator) != roles.end();
    });
    if (of_administrator && !call.rights().everything)
        throw Error(Problem::forbidden,
                    "Only an administrator resets the second factor of an administrator. Please ask one of them.");
    if (!call.app.auth().reset_second_factor(id, call.rights().user, call.http.address))
        throw Error(Problem::conflict, "This user has no second factor, so there is none to reset.");
    return no_content();
}

} // namespace

void add_second_factor_routes(Router& router) {
    router.add("GET", "/api/v1/me/second-factor", state, Access::signing_in)
        .tells("second_factor", "Whether my second factor is on", "session")
        .answers(200, "Its state.", "{on: truth, since: moment | null, recovery_codes: whole, required: truth}");
    router.add("POST", "/api/v1/me/second-factor", begin, Access::signing_in)
        .tells("begin_second_factor", "Begin to set up a second factor; the secret is shown once", "session")
        .takes("{password: text}")
        .answers(201, "The secret, and its otpauth address.", "{secret: text, address: text}");
    router.add("POST", "/api/v1/me/second-factor/confirm", confirm, Access::signing_in)
        .tells("confirm_second_factor", "Put the new second factor in force", "session")
        .takes("{code: text}")
        .answers(200, "Recovery codes, shown once.", "{recovery_codes: [text]}");
    router.add("POST", "/api/v1/me/second-factor/recovery-codes", renew, Access::signing_in)
        .tells("renew_recovery_codes", "Replace my recovery codes", "session")
        .takes("{password: text}")
        .answers(200, "Recovery codes, shown once.", "{recovery_codes: [text]}");
    router.add("DELETE", "/api/v1/me/second-factor", end, Access::signing_in)
        .tells("end_second_factor", "End my second factor", "session")
        .takes("{password: text}")
        .answers(204, "Ended.");
    router.add("DELETE", "/api/v1/user/{id}/second-factor", reset)
        .tells("reset_second_factor", "Take away a user's second factor", "session")
        .answers(204, "Reset.");
}

} // namespace crm

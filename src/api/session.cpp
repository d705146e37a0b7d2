// Routes of the caller: sign-in and out, first run, profile, sessions, tokens, audit.
#include "api/respond.hpp"
#include "auth/password.hpp"
#include "auth/role.hpp"
#include "auth/user.hpp"
#include "base/error.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "record/company_settings.hpp"
#include "record/complaints.hpp"
#include "record/input.hpp"
#include "record/known.hpp"

namespace crm {

namespace {

http::Response no_content() {
    http::Response response;
    response.status = 204;
    return response;
}

void set_cookie(Call& call, http::Response& response, const std::string& value, std::int64_t seconds,
                const std::string& name = "relacja") {
    const bool secure = call.http.secure || call.app.options().public_url.starts_with("https://");
    response.set("Set-Cookie", name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" +
                                   std::to_string(seconds) + (secure ? "; Secure" : ""));
}

std::string agent_of(const Call& call) {
    const auto* agent = call.http.header("user-agent");
    return agent ? cut(*agent, 200) : std::string();
}

http::Response signed_in(Call& call, const SignedIn& in, int status) {
    Request request = call.request;
    request.rights = in.caller.rights;
    std::string body;
    call.engine().read(request, [&](Context& context) { body = "{\"user\":" + me_json(context) + "}"; });
    http::Response response = json_response(status, std::move(body));
    set_cookie(call, response, in.cookie, (in.expires_at - now()) / second);
    return response;
}

http::Response sign_in(Call& call) {
    const Json body = call.body();
    for (const auto& [name, value] : body.members())
        if ((name != "login" && name != "password" && name != "code") || !value.is_string())
            throw Error::at(cut(name, 60), "To sign in, please send login and password as texts.");
    if (!body.find("login") || !body.find("password"))
        throw Error(Problem::invalid, "To sign in, please send login and password.");
    if (const auto* origin = call.http.header("origin");
        origin && !same_origin(call.http, *origin, call.app.options().public_url))
        throw Error(Problem::forbidden, "This request came from another site and was not carried out.");
    return signed_in(call,
                     call.app.auth().sign_in(body.text("login"), body.text("password"), call.http.address,
                                             agent_of(call), body.text("code")),
                     200);
}

http::Response sign_out(Call& call) {
    if (call.caller->session) call.app.auth().sign_out(call.caller->session);
    http::Response response = no_content();
    set_cookie(call, response, "", 0);
    return response;
}

// Sessions and tokens are a person's own matter; a program that holds a token does not see or end them.
void need_a_person(const Call& call) {
    if (call.caller->token)
        throw Error(Problem::forbidden,
                    "Sessions and tokens are seen and ended by a person who is signed in, not with a token.");
    if (call.caller->seen_by)
        throw Error(Problem::forbidden, "Sessions and tokens are a person's own matter. Go back to yourself first.");
}

http::Response sessions(Call& call) {
    need_a_person(call);
    std::string body;
    call.app.auth().write_sessions(call.rights().user, call.caller->session, body);
    return json_response(200, std::move(body));
}

http::Response end_session(Call& call) {
    need_a_person(call);
    if (!call.app.auth().end_session(call.rights().user, call.id(0), call.http.address))
        throw Error(Problem::not_found, "You have no such session.");
    return no_content();
}

// What one sees: one's own page, or that of somebody else, read only.
http::Response see_as(Call& call) {
    const Json body = call.body();
    for (const auto& [name, value] : body.members())
        if (name != "user") throw Error::at(cut(name, 60), "Please send user only.");
    const auto id = body["user"].is_string() ? parse_id(body.text("user")) : std::nullopt;
    call.app.auth().see_as(*call.caller, id.value_or(0), call.http.address);
    http::Response response = json_response(200, Json::object({{"user", body.text("user")}}).dump());
    set_cookie(call, response, "1", 90 * 24 * 3600, "relacja_as");
    return response;
}

http::Response see_as_oneself(Call& call) {
    call.app.auth().see_as_oneself(*call.caller, call.http.address);
    http::Response response = no_content();
    set_cookie(call, response, "", 0, "relacja_as");
    return response;
}

void write_currencies(JsonWriter& out) {
    out.key("currencies").begin_array();
    for (std::string_view code : known_currencies()) out.string(code);
    out.end_array();
}

// To be chosen from before there is anybody who could read the description of all fields.
void write_countries(JsonWriter& out, const Schema& schema) {
    const Object* party = schema.find("party");
    const Field* country = party ? party->field("country") : nullptr;
    if (!country) return;
    out.key("countries").begin_array();
    for (const Choice& each : country->choices)
        out.begin_object().member("name", each.name).key("label").json(each.label.json()).end_object();
    out.end_array();
}

http::Response first_run(Call& call) {
    std::string body;
    JsonWriter out(body);
    const bool needed = call.app.auth().first_run_needed();
    out.begin_object()
        .member("needed", needed)
        .key("languages")
        .begin_array()
        .string("en")
        .string("pl")
        .string("mk")
        .end_array();
    if (needed) {
        write_countries(out, *call.schema);
        write_currencies(out);
    }
    out.end_object();
    return json_response(200, std::move(body));
}

http::Response finish_first_run(Call& call) {
    const Json body = call.body();
    Auth& auth = call.app.auth();
    if (!auth.first_run_needed()) throw Error(Problem::conflict, "Relacja is set up already. Please sign in.");
    const Json& user = body["user"];
    if (!user.is_object()) throw Error::at("user", "Please give the first user: login, name and password.");
    const Json company = body["company"].is_object() ? body["company"] : Json::object();
    Complaints complaints({}, company.text("language"));
    complaints.gather([&] { check_new_password("password", user.text("password"), user.text("login")); });
    if (!auth.fits_first_run_token(body.text("token")))
        throw Error::at("token", "This link is not valid. Please use the one that the program printed when it started, "
                                 "or start it again for a new one.");
    complaints.gather([&] { changed_settings(*call.engine().company(), company); });
    complaints.tell();
    call.request.rights = Rights::system();
    const Id id = auth.add_user(user.text("login"), user.text("name"), "administrator", user.text("password"));
    if (!company.members().empty()) call.engine().save_company(call.request, company, 0);
    auth.use_first_run_token(body.text("token"));
    return signed_in(call, auth.sign_in_as(id, call.http.address, agent_of(call)), 201);
}

http::Response me(Call& call) {
    std::string body;
    call.engine().read(call.request, [&](Context& context) { body = me_json(context); });
    return json_response(200, std::move(body));
}

// The cards of the first page in their order; null: as the program shows them.
void check_home(const Json& home) {
    if (home.is_null()) return;
    if (!home.is_array() || home.items().size() > 30)
        throw Error::at("home", "Please send a list of at most 30 names of cards.");
    for (const Json& each : home.items())
        if (!each.is_string() || each.as_string().empty() || letters(each.as_string()) > 40)
            throw Error::at("home", "The name of a card is a short text.");
}

http::Response change_me(Call& call) {
    const Json body = call.body();
    for (const auto& [name, value] : body.members())
        if (name != "name" && name != "language" && name != "zone" && name != "password" && name != "home")
            throw Error::at(cut(name, 60), "You can change your name, language, zone, home and password here.");
    if (const Json* home = body.find("home")) check_home(*home);
    if (call.caller->token)
        throw Error(Problem::forbidden, "A profile is changed by its owner when signed in, not with a token.");
    if (const Json* password = body.find("password")) {
        if (body.members().size() > 1)
            throw Error::at("password",
                            "A password is changed by itself. Please send the rest of the profile without it.");
        if (!password->is_object()) throw Error::at("password", "Please send {\"old\":\"…\",\"new\":\"…\"}.");
        Complaints complaints({}, call.rights().language);
        complaints.gather([&] {
            call.app.auth().change_password(call.rights().user, password->text("old"), password->text("new"),
                                            call.caller->session, call.http.address);
        });
        complaints.tell();
    }
    call.engine().write(call.request, [&](Context& context) {
        Record record = context.load(context.object("user"), context.user());
        const InputRules rules{context.company().country, context.company().currency, &context.rights().zone,
                               context.company().collation.get()};
        std::vector<FieldError> complaints;
        for (const char* name : {"name", "language", "zone", "home"})
            if (const Json* value = body.find(name))
                if (auto complaint = read_value(record, *record.object().field(name), *value, rules))
                    complaints.push_back({name, *complaint});
        save_given(context, record, std::move(complaints));
    });
    call.app.auth().forget();
    call.request.rights = call.app.auth().rights_of(call.rights().user);
    return me(call);
}

std::vector<Scope> scopes_in(const Json& json) {
    std::vector<Scope> scopes;
    if (json.is_null()) return {{"*", true, true}};
    if (!json.is_array() || json.items().empty())
        throw Error::at("scopes", "Please give a list such as [{\"object\":\"party\",\"read\":true,\"write\":false}].");
    for (const Json& each : json.items()) {
        if (!each.is_object() || !each["object"].is_string())
            throw Error::at("scopes", "Each scope is {\"object\",\"read\",\"write\"}.");
        scopes.push_back({each.text("object"), each.flag("read"), each.flag("write")});
    }
    return scopes;
}

http::Response tokens(Call& call) {
    need_a_person(call);
    std::string body;
    call.app.auth().write_tokens(call.rights().user, body);
    return json_response(200, std::move(body));
}

http::Response make_token(Call& call) {
    if (call.caller->token)
        throw Error(Problem::forbidden, "A token is made by a person who is signed in, not with another token.");
    const Json body = call.body();
    for (const auto& [name, value] : body.members())
        if (name != "name" && name != "scopes" && name != "expires_at")
            throw Error::at(cut(name, 60), "A token has name, scopes and expires_at.");
    if (trimmed(body.text("name")).empty())
        throw Error::at("name", "Please give the token a name, so that you know later what it is for.");
    Moment expires = 0;
    if (body["expires_at"].is_string()) {
        auto at = parse_moment(body["expires_at"].as_string());
        if (!at || *at <= now())
            throw Error::at("expires_at", "Please give a moment in the future, such as 2030-01-01T00:00:00Z.");
        expires = *at;
    }
    for (const Scope& scope : scopes_in(body["scopes"]))
        if (scope.object != "*" && !known_object(*call.schema, call.rights(), scope.object))
            throw Error::at("scopes", "There is no object \"" + cut(scope.object, 60) + "\".");
    const NewToken token = call.app.auth().make_token(call.rights().user, body.text("name"), scopes_in(body["scopes"]),
                                                      expires, call.http.address);
    return json_response(
        201,
        Json::object({{"id", std::to_string(token.id)}, {"token", token.text}, {"name", body.text("name")}}).dump());
}

http::Response end_token(Call& call) {
    if (call.caller->token != call.id(0)) need_a_person(call); // a program may end its own
    if (!call.app.auth().end_token(call.rights().user, call.id(0), call.http.address))
        throw Error(Problem::not_found, "You have no such token.");
    return no_content();
}

AuditWanted audit_wanted(const Call& call) {
    AuditWanted wanted;
    wanted.what = call.argument("what");
    wanted.text = cut(call.argument("text"), 200);
    if (const std::string who = call.argument("user"); !who.empty()) {
        const auto id = parse_id(who);
        if (!id) throw Error::at("user", "Please give the id of a user.");
        wanted.user = *id;
    }
    // Days of the caller's zone, both included.
    const auto day = [&](const char* name) -> std::optional<Day> {
        const std::string given = call.argument(name);
        if (given.empty()) return std::nullopt;
        const auto found = parse_day(given);
        if (!found) throw Error::at(name, "Please give a day such as 2026-11-21.");
        return found;
    };
    const Zone& zone = call.rights().zone;
    if (const auto from = day("from")) wanted.from = zone.begin_of(*from);
    if (const auto until = day("until")) wanted.until = zone.begin_of(Day{until->days + 1});
    return wanted;
}

http::Response audit(Call& call) {
    call.need("audit");
    std::string body;
    call.app.auth().write_audit(audit_wanted(call), call.limit(), call.argument("cursor"), body);
    return json_response(200, std::move(body));
}

// An administrator's new password for somebody; also for a user without one.
http::Response set_password(Call& call) {
    call.need("users");
    if (!call.rights().everything)
        call.engine().read(call.request, [&](Context& context) {
            const auto whose = context.find(context.object("user"), call.id(0));
            const Id administrator = administrator_role(context);
            if (!whose) throw Error(Problem::not_found, "There is no such user.");
            for (Id role : whose->links_at(whose->object().field("roles")->index))
                if (role == administrator)
                    throw Error(Problem::forbidden,
                                "Only an administrator sets the password of an administrator. Please ask one of them.");
        });
    const Json body = call.body();
    if (!body["password"].is_string()) throw Error::at("password", "Please give the new password.");
    Complaints complaints({}, call.rights().language);
    complaints.gather([&] {
        call.app.auth().set_password(call.id(0), body.text("password"), call.rights().user, call.http.address);
    });
    complaints.tell();
    return no_content();
}

} // namespace

std::string me_json(Context& context) {
    const Rights& rights = context.rights();
    std::string text;
    JsonWriter out(text);
    out.begin_object().key("id").id(rights.user);
    auto record = rights.user ? context.find(context.object("user"), rights.user) : std::nullopt;
    auto field = [&](const char* name) {
        return record ? record->text_at(record->object().field(name)->index) : std::string();
    };
    out.member("login", field("login"))
        .member("name", record ? field("name") : rights.user_name)
        .member("language", rights.language)
        .member("zone", rights.zone.name());
    out.key("team");
    if (rights.team)
        out.begin_object().key("id").id(rights.team).member("title", context.title("team", rights.team)).end_object();
    else
        out.null();
    out.key("roles").begin_array();
    if (record)
        for (Id role : record->links_at(record->object().field("roles")->index))
            out.begin_object().key("id").id(role).member("title", context.title("role", role)).end_object();
    out.end_array();
    out.key("home");
    if (const auto cards = field("home"); !cards.empty())
        out.raw(cards);
    else
        out.null();
    out.member("administrator", rights.everything);
    out.key("may").begin_array();
    for (const char* each : {"shape", "users", "import", "audit", "company", "metrics"})
        if (rights.everything || rights.may.contains(each)) out.string(each);
    out.end_array();
    const Object& user = context.object("user");
    out.key("second_factor").begin_object();
    out.member("on", record && whole_or(record->at(*user.field("second_factor")), 0) != 0);
    out.member("required", requires_second_factor(context, rights.user)).end_object().end_object();
    return text;
}

namespace {

void add_token_routes(Router& router) {
    router.add("GET", "/api/v1/token", tokens)
        .tells("list_tokens", "My tokens", "session")
        .answers(200, "Tokens.",
                 "{items: [{id: Id, name: text, scopes: [Scope], created_at: moment, expires_at: moment | null, "
                 "used_at: moment | null}]}");
    router.add("POST", "/api/v1/token", make_token)
        .tells("create_token", "Make a token; shown once", "session")
        .takes("{name: text, scopes?: [Scope] | null, expires_at?: moment | null}")
        .answers(201, "The token.", "{id: Id, token: text, name: text}")
        .by_a_person = true;
    router.add("DELETE", "/api/v1/token/{id}", end_token)
        .tells("end_token", "Withdraw a token", "session")
        .answers(204, "Withdrawn.");
}

} // namespace

void add_session_routes(Router& router) {
    add_token_routes(router);
    router.add("POST", "/api/v1/session", sign_in, Access::open)
        .tells("sign_in", "Sign in; sets the cookie `relacja`", "session")
        .takes("{login: text, password: text, code?: text}")
        .answers(200, "Signed in.", "{user: Me}");
    router.add("GET", "/api/v1/session", sessions)
        .tells("list_sessions", "My sessions", "session")
        .answers(200, "Sessions.",
                 "{items: [{id: Id, created_at: moment, seen_at: moment, address: text, agent: text, present: truth}]}")
        .by_a_person = true;
    router.add("DELETE", "/api/v1/session", sign_out, Access::signing_in)
        .tells("sign_out", "Sign out", "session")
        .answers(204, "Signed out.");
    router.add("DELETE", "/api/v1/session/{id}", end_session)
        .tells("end_session", "End a session", "session")
        .answers(204, "Ended.")
        .by_a_person = true;
    router.add("POST", "/api/v1/session/see-as", see_as, Access::signing_in)
        .tells("see_as", "See what somebody else sees, without changing anything", "session")
        .takes("{user: Id}")
        .answers(200, "Whom.", "{user: Id}");
    router.add("DELETE", "/api/v1/session/see-as", see_as_oneself, Access::signing_in)
        .tells("see_as_oneself", "Back to oneself", "session")
        .answers(204, "Oneself again.");
    router.add("GET", "/api/v1/first-run", first_run, Access::open)
        .tells("first_run", "Whether the first user has yet to be made", "session")
        .answers(200, "Whether, the languages there are, and the countries and currencies to choose from.",
                 "{needed: truth, languages: [text], countries?: [{name: text, label: Label}], currencies?: [text]}");
    router.add("POST", "/api/v1/first-run", finish_first_run, Access::open)
        .tells("finish_first_run", "Make the first user, with the token of the link that the program printed",
               "session")
        .takes("{token: text, user: {login: text, name?: text, password: text}, company?: CompanyChange | null}")
        .answers(201, "Signed in.", "{user: Me}");
    router.add("GET", "/api/v1/me", me, Access::signing_in)
        .tells("me", "Who am I", "session")
        .answers(200, "Me.", "Me");
    router.add("PATCH", "/api/v1/me", change_me)
        .tells("change_me", "Change my profile", "session")
        .takes("{name?: text, language?: text | null, zone?: text | null, home?: [text] | null, password?: {old: text, "
               "new: text}}")
        .answers(200, "Me.", "Me");
    router.add("GET", "/api/v1/audit", audit)
        .tells("audit", "Sign-ins, exports, changes of rights", "system")
        .asks({"limit", "cursor"})
        .asks("what", "Only entries of this kind, such as sign_in_failed.")
        .asks("user", "Only what this user did.", "Id")
        .asks("from", "Not before this day, in the caller's zone.", "day")
        .asks("until", "Not after this day.", "day")
        .asks("text", "Only entries where this stands in who did it, the facts or the address. A page may then hold "
                      "fewer than `limit` and yet not be the last.")
        .answers(200, "A page, the newest first.",
                 "{items: [{id: Id, at: moment, what: text, user: Link | null, address: text, facts: {...}}], next: "
                 "text | null}");
    router.add("POST", "/api/v1/user/{id}/password", set_password)
        .tells("set_password", "Give somebody a new password", "session")
        .takes("{password: text}")
        .answers(204, "Set; their sessions are over.");
}

} // namespace crm

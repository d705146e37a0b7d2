// Routes of the letters that the program sends itself: the link for a new password, and one for trial.
#include <algorithm>

#include "api/respond.hpp"
#include "auth/user.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "record/complaints.hpp"
#include "record/field.hpp"
#include "record/mailing.hpp"

namespace crm {

namespace {

constexpr const char* link_job = "password_link";

http::Response no_content() {
    http::Response response;
    response.status = 204;
    return response;
}

// Where this page is for whoever gets a letter. What a request says of its host is believed of this machine only: else
// a stranger could have a link sent that leads to them.
std::string page_address(const Call& call) {
    const std::string& configured = call.app.options().public_url;
    if (!configured.empty()) return configured;
    const auto* host = call.http.header("host");
    if (!host) return {};
    const bool loopback = std::ranges::any_of(
        std::initializer_list<std::string_view>{"localhost", "127.0.0.1", "[::1]"}, [&](std::string_view name) {
            if (!host->starts_with(name)) return false;
            const std::string_view port = std::string_view(*host).substr(name.size());
            return port.empty() || (port[0] == ':' && std::all_of(port.begin() + 1, port.end(),
                                                                  [](char c) { return c >= '0' && c <= '9'; }));
        });
    return loopback ? (call.http.secure ? "https://" : "http://") + *host : std::string();
}

void be_of_our_own_page(const Call& call) {
    if (const auto* origin = call.http.header("origin");
        origin && !same_origin(call.http, *origin, call.app.options().public_url))
        throw Error(Problem::forbidden, "This request came from another site and was not carried out.");
}

std::string said(const std::string& language, const Label& sentence) {
    return sentence.in(language);
}

// The sentence with {name} and the like filled in.
std::string filled(std::string text, const std::vector<std::pair<std::string, std::string>>& values) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto found = std::ranges::find_if(
            values, [&](const auto& value) { return text.compare(at, value.first.size(), value.first) == 0; });
        if (found == values.end())
            out += text[at++];
        else
            out += found->second, at += found->first.size();
    }
    return out;
}

Letter letter_with(const Auth::PasswordLink& link, const std::string& company, const std::string& address) {
    const std::string& language = link.language;
    const std::vector<std::pair<std::string, std::string>> values = {
        {"{name}", link.name},
        {"{login}", link.login},
        {"{company}", company.empty() ? "Relacja" : company},
        {"{link}", address + "/new-password#" + link.secret}};
    const std::string subject =
        said(language, {"A new password for {company}", "Nowe hasło: {company}", "Нова лозинка: {company}"});
    const std::string text = said(
        language, {"Hello {name},\n\nsomebody asked for a new password for the login {login} in Relacja of {company}. "
                   "If it was you, open this address within an hour and choose a password:\n\n{link}\n\n"
                   "The address works once. If it was not you, do nothing: your password stays as it is.\n",
                   "Dzień dobry, {name}!\n\nKtoś poprosił o nowe hasło dla loginu {login} w Relacji firmy {company}. "
                   "Jeśli to Ty, otwórz w ciągu godziny ten adres i ustaw hasło:\n\n{link}\n\n"
                   "Adres działa jeden raz. Jeśli to nie Ty, nie rób nic: hasło pozostaje bez zmian.\n",
                   "Здраво {name},\n\nнекој побара нова лозинка за корисничкото име {login} во Relacja на {company}. "
                   "Ако бевте вие, отворете ја оваа адреса во рок од еден час и изберете лозинка:\n\n{link}\n\n"
                   "Адресата важи еднаш. Ако не бевте вие, не правете ништо: лозинката останува иста.\n"});
    return {link.to, filled(subject, values), filled(text, values)};
}

void send_link(App& app, const Job& job) {
    const auto link = app.auth().make_password_link(job.input.text("login"));
    if (!link) return;
    try {
        mailing_of(app.engine()).send(letter_with(*link, app.engine().company()->name, job.input.text("page")));
    } catch (const Error& error) {
        if (error.problem != Problem::invalid) throw; // tried again, with a fresh link
        log("warning", "mail_refused", {{"user", std::to_string(link->user)}, {"why", error.what()}});
        return;
    }
    app.auth().audit("password_link_sent", link->user, job.input.text("asked_from"),
                     Json::object({{"login", link->login}}));
}

http::Response forgotten(Call& call) {
    const bool possible = mailing_of(call.engine()).ready() && !page_address(call).empty();
    return json_response(200, Json::object({{"by_mail", possible}}).dump());
}

http::Response ask(Call& call) {
    be_of_our_own_page(call);
    const Json body = call.body();
    if (!body["login"].is_string() || trimmed(body.text("login")).empty())
        throw Error::at("login", "Please give your login.");
    if (!mailing_of(call.engine()).ready() || page_address(call).empty())
        throw Error(Problem::conflict,
                    "No mail is sent from here. Please ask an administrator of your company for a new password.");
    call.app.auth().ask_for_password_link(body.text("login"), call.http.address);
    call.request.rights = Rights::system();
    // Whether there is such a login is looked at later: nobody learns it from this answer, nor from how long it takes.
    call.engine().write(call.request, [&](Context& context) {
        Jobs::enqueue(context, link_job,
                      Json::object({{"login", cut(body.text("login"), 200)},
                                    {"page", page_address(call)},
                                    {"asked_from", call.http.address}}));
    });
    call.app.jobs().wake();
    return no_content();
}

http::Response choose(Call& call) {
    be_of_our_own_page(call);
    const Json body = call.body();
    if (!body["token"].is_string()) throw Error::at("token", "Please open the link of the letter as it is.");
    if (!body["password"].is_string()) throw Error::at("password", "Please give the new password.");
    Complaints complaints({}, call.engine().company()->language);
    complaints.gather(
        [&] { call.app.auth().use_password_link(body.text("token"), body.text("password"), call.http.address); });
    complaints.tell();
    return no_content();
}

http::Response state(Call& call) {
    call.need("company");
    return json_response(200, Json::object({{"ready", mailing_of(call.engine()).ready()},
                                            {"address_known", !page_address(call).empty()}})
                                  .dump());
}

http::Response try_out(Call& call) {
    call.need("company");
    std::string to;
    call.engine().read(call.request, [&](Context& context) {
        if (const auto own = context.find(user, context.user())) to = address_for_letters(*own);
    });
    if (to.empty())
        throw Error(Problem::conflict,
                    "You have no e-mail address here. Please give one in Settings, People, and try again.");
    const std::string language = call.rights().language;
    const std::string company = call.engine().company()->name;
    const std::vector<std::pair<std::string, std::string>> values = {
        {"{company}", company.empty() ? "Relacja" : company}};
    const std::string subject = said(
        language, {"Mail from {company} arrives", "Poczta z {company} dochodzi", "Поштата од {company} пристигнува"});
    const std::string text =
        said(language, {"This letter was sent from the settings of Relacja, to try out the mail server.\n",
                        "Ten list wysłano z ustawień Relacji, aby wypróbować serwer poczty.\n",
                        "Ова писмо е испратено од поставките на Relacja, за проба на серверот за пошта.\n"});
    try {
        mailing_of(call.engine()).send({to, filled(subject, values), filled(text, values)});
    } catch (const Error& error) {
        throw Error(Problem::conflict, error.what()); // it is the settings that want mending, not this server
    }
    return json_response(200, Json::object({{"to", to}}).dump());
}

} // namespace

void register_mail_jobs(App& app) {
    app.jobs().on(link_job, [&app](const Job& job, const std::function<bool()>&) { send_link(app, job); });
}

void add_mail_routes(Router& router) {
    router.add("GET", "/api/v1/forgotten-password", forgotten, Access::open)
        .tells("forgotten_password", "Whether a link for a new password can be sent by mail", "session")
        .answers(200, "Whether.", "{by_mail: truth}");
    router.add("POST", "/api/v1/forgotten-password", ask, Access::open)
        .tells("ask_for_password_link",
               "Ask for a link by mail; the answer is the same whether or not there is such a login", "session")
        .takes("{login: text}")
        .answers(204, "Asked for: where the login is somebody's who has an address, the link is on its way.");
    router.add("POST", "/api/v1/new-password", choose, Access::open)
        .tells("choose_new_password", "Choose a new password, with the token of a link; once, and within an hour",
               "session")
        .takes("{token: text, password: text}")
        .answers(204, "Set; the sessions of this user are over.");
    router.add("GET", "/api/v1/mail", state)
        .tells("mail_state", "Whether a mail server is switched on, and whether links in letters could lead here",
               "system")
        .answers(200, "The state.", "{ready: truth, address_known: truth}");
    router.add("POST", "/api/v1/mail/trial", try_out)
        .tells("try_mail", "Send a letter for trial to the caller's own address", "system")
        .answers(200, "The server took it.", "{to: text}");
}

} // namespace crm

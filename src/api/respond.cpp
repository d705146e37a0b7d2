// The way of every request: find the route, authenticate, run it, and write what went wrong as problem+json. The only
// place that catches.
#include <sodium.h>

#include <algorithm>
#include <atomic>

#include "api/live.hpp"
#include "api/respond.hpp"

#include "api/route.hpp"
#include "auth/vault.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "http/reader.hpp"
#include "record/mailing.hpp"
#include "record/sealing.hpp"
#include "record/sentences.hpp"

namespace crm {

namespace {

constexpr std::string_view content_security =
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"; // … and the rest behind the nonce
constexpr std::string_view content_security_rest =
    "'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

void protect(http::Response& response) {
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "same-origin");
    response.set("Cross-Origin-Opener-Policy", "same-origin");
}

bool is_action(const Schema& schema, std::string_view name) {
    return std::ranges::any_of(schema.objects(), [&](const auto& object) {
        return std::ranges::any_of(object->actions, [&](const Action& each) { return each.name == name; });
    });
}

bool changes_state(const std::string& method) {
    return method != "GET" && method != "HEAD" && method != "OPTIONS";
}

// A state change that comes with a cookie must prove that our own page sent it.
void prove_same_site(const http::Request& request, const std::string& public_url) {
    const auto* proof = request.header("x-requested-with");
    if (!proof || *proof != "relacja")
        throw Error(Problem::forbidden, "A change made with the sign-in cookie needs the header X-Requested-With: "
                                        "relacja. Programs use a token instead.");
    if (const auto* origin = request.header("origin"); origin && !same_origin(request, *origin, public_url))
        throw Error(Problem::forbidden, "This request came from another site and was not carried out.");
}

std::string random_name(int bytes) {
    std::string raw(static_cast<std::size_t>(bytes), '\0');
    randombytes_buf(raw.data(), raw.size());
    std::string text(sodium_base64_ENCODED_LEN(raw.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(raw.data()), raw.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.resize(text.find('\0') == std::string::npos ? text.size() : text.find('\0'));
    return text;
}

} // namespace

std::string cookie_of(const http::Request& request, std::string_view name) {
    const auto* cookies = request.header("cookie");
    if (!cookies) return {};
    for (std::size_t begin = 0; begin < cookies->size();) {
        auto end = cookies->find(';', begin);
        if (end == std::string::npos) end = cookies->size();
        const auto each = trimmed(std::string_view(*cookies).substr(begin, end - begin));
        if (each.starts_with(name) && each.substr(name.size()).starts_with('='))
            return std::string(each.substr(name.size() + 1));
        begin = end + 1;
    }
    return {};
}

bool same_origin(const http::Request& request, const std::string& origin, const std::string& public_url) {
    if (!public_url.empty()) return origin == public_url.substr(0, public_url.find('/', 8));
    const auto* host = request.header("host");
    return host && (origin == "http://" + *host || origin == "https://" + *host);
}

http::Response json_response(int status, std::string body) {
    http::Response response;
    response.status = status;
    response.body = std::move(body);
    response.set("Content-Type", "application/json; charset=utf-8");
    response.set("Cache-Control", "no-store");
    return response;
}

namespace {

http::Response problem_response(int status, std::string_view title, std::string_view detail,
                                const std::vector<FieldError>& fields, const std::string& request_id) {
    std::string body;
    JsonWriter out(body);
    out.begin_object();
    out.member("type", "about:blank");
    out.member("title", title);
    out.member("status", status);
    out.member("detail", detail);
    if (!request_id.empty()) out.member("request", request_id);
    if (!fields.empty()) {
        out.key("fields").begin_array();
        for (const auto& field : fields)
            out.begin_object().member("field", field.field).member("message", field.message).end_object();
        out.end_array();
    }
    out.end_object();
    auto response = json_response(status, std::move(body));
    response.set("Content-Type", "application/problem+json; charset=utf-8");
    if (status == 401) response.set("WWW-Authenticate", "Bearer");
    return response;
}

// What a stranger's browser asks for first of our languages.
std::string language_asked(const http::Request& request) {
    const auto* header = request.header("accept-language");
    if (!header) return "en";
    for (std::size_t begin = 0; begin < header->size();) {
        const auto end = std::min(header->find(',', begin), header->size());
        const std::string tag = fold(trimmed(std::string_view(*header).substr(begin, end - begin)));
        for (const char* ours : {"en", "pl", "mk"})
            if (tag.starts_with(ours) && (tag.size() == 2 || tag[2] == '-' || tag[2] == ';')) return ours;
        begin = end + 1;
    }
    return "en";
}

http::Response other_method_response(const std::string& allowed, const http::Request& request,
                                     std::string_view language) {
    const auto said = [&](const std::string& english) { return sentence_in(english, language); };
    http::Response response = problem_response(405, said("Method not allowed"),
                                               said("This address answers " + allowed + " only."), {}, request.id);
    response.set("Allow", allowed);
    return response;
}

} // namespace

http::Response problem_response(const Error& error, const http::Request& request, std::string_view language,
                                int status) {
    const Error said = error_in(error, language);
    const std::string title = sentence_in(std::string(title_of(error.problem)), language);
    return problem_response(status ? status : status_of(error.problem), title, said.what(), said.fields, request.id);
}

struct App::Data {
    Router router;
    std::atomic<std::int64_t> requests{0}, errors{0}, microseconds{0};
};

App::App(Engine& engine, AppOptions options)
    : engine_(engine), options_(std::move(options)), auth_(engine, options_.key_file), jobs_(engine),
      live_(std::make_unique<Live>(*this)), data_(std::make_unique<Data>()) {
    data_->router = all_routes();
    auth_.make_built_in_roles();
    register_import_jobs(*this);
    register_keeping_jobs(*this);
    register_mail_jobs(*this);
    auto vault = std::make_shared<Vault>(options_.key_file);
    seal_with(engine_,
              {[vault](std::string_view secret, std::string_view about) { return vault->seal(secret, about); },
               [vault](std::string_view sealed, std::string_view about) { return vault->open(sealed, about); }});
}

App::~App() {
    stop_background();
    mail_no_more(engine_);
    seal_no_more(engine_);
}

void App::start_background() {
    jobs_.start(2); // the second is there for brief jobs while an import goes on
    live_->start();
}

void App::stop_background() {
    ready = false;
    live_->stop();
    jobs_.stop();
}

std::optional<Caller> caller_of(App& app, const http::Request& request) {
    if (const auto* header = request.header("authorization")) {
        constexpr std::string_view scheme = "bearer "; // in either case (RFC 9110)
        if (!http::same_letters(std::string_view(*header).substr(0, scheme.size()), scheme))
            throw Error(Problem::unauthenticated, "Please send Authorization: Bearer and your token.");
        auto caller = app.auth().by_token(trimmed(std::string_view(*header).substr(scheme.size())), request.address);
        if (!caller)
            throw Error(Problem::unauthenticated,
                        "This token is not valid, has expired or was withdrawn. Please make a new one.");
        return caller;
    }
    const std::string cookie = cookie_of(request, "relacja");
    if (cookie.empty()) return std::nullopt;
    auto caller = app.auth().by_cookie(cookie, request.address);
    if (!caller || cookie_of(request, "relacja_as").empty()) return caller;
    return app.auth().as_seen(std::move(*caller));
}

http::Response App::answer(const http::Request& request) {
    ++data_->requests;
    http::Response response;
    std::string language = language_asked(request);
    try {
        if (!request.path.starts_with("/api/") && request.path != "/healthz" && request.path != "/readyz" &&
            request.path != "/metrics") {
            response = page_response(*this, request);
        } else {
            response = route(request, language);
        }
    } catch (const Error& error) {
        if (error.problem == Problem::defect) log("error", error.what(), {{"request", request.id}});
        response = problem_response(error, request, language);
        if (error.problem == Problem::too_many) response.set("Retry-After", "60");
    } catch (const UniqueViolation&) {
        response = problem_response(
            Error(Problem::conflict, "A value that must be used only once is already used. Please choose another."),
            request, language);
    } catch (const Interrupted&) {
        response = problem_response(
            Error(Problem::unavailable, "This took too long and was stopped. Please narrow it with a filter."), request,
            language);
    } catch (const std::exception& fault) {
        log("error", fault.what(), {{"request", request.id}, {"path", request.path}});
        response = problem_response(
            Error(
                Problem::defect,
                "Something went wrong on our side. Please try again; if it stays, tell your administrator the number " +
                    request.id + "."),
            request, language);
    }
    if (response.status >= 500) ++data_->errors;
    protect(response);
    return response;
}

http::Response App::route(const http::Request& request, std::string& language) {
    auto found = data_->router.find(request.method == "HEAD" ? "GET" : request.method, request.path);
    if (!found.function) {
        if (found.allowed.empty() || (!found.action.empty() && !is_action(*engine_.schema(), found.action)))
            throw Error(Problem::not_found,
                        "There is nothing at this address. The calls are listed in /api/v1/openapi.json.");
        return other_method_response(found.allowed, request, language);
    }
    for (std::size_t i = 0; i < request.query.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (request.query[i].first == request.query[j].first)
                throw Error(Problem::bad_request, "The parameter \"" + request.query[i].first.substr(0, 60) +
                                                      "\" is given twice. Please give it once.");
    Call call{*this, request, std::nullopt, {}, std::move(found.values), engine_.schema()};
    call.request.id = request.id;
    if (found.access != Access::open) {
        call.caller = caller_of(*this, request);
        if (!call.caller)
            throw Error(Problem::unauthenticated, "Please sign in, or send a token with Authorization: Bearer.");
        if (call.caller->by_cookie() && changes_state(request.method)) prove_same_site(request, options_.public_url);
        if (call.caller->seen_by && changes_state(request.method) && found.access != Access::signing_in)
            throw Error(Problem::forbidden, "You see what " + call.caller->rights->user_name +
                                                " sees, and nothing is changed meanwhile. Go back to yourself first.");
        call.request.rights = call.caller->rights;
        language = call.rights().language;
        call.request.source = (call.caller->by_cookie() ? "page " : "api ") + request.address;
        if (call.caller->by_cookie() && found.access == Access::signed_in &&
            auth_.second_factor_due(call.caller->person()))
            throw Error(Problem::forbidden,
                        "Your role asks for a second factor. Please set one up in your profile first.",
                        {{"second_factor", "Please set up a second factor first."}});
    }
    if (!found.told->checks_arguments && !found.told->takes_any_arguments) call.only_arguments(found.told->arguments());
    return once(call, *found.function);
}

http::Response page_response(App& app, const http::Request& request) {
    if (request.method != "GET" && request.method != "HEAD")
        return other_method_response("GET, HEAD", request, language_asked(request));
    http::Response response;
    const bool asset = request.path.starts_with("/assets/");
    std::string path = request.path.size() > 1 ? request.path.substr(1) : "index.html";
    auto file = app.options().page ? app.options().page(path) : std::pair<std::string_view, std::string_view>();
    if (file.first.empty()) {
        if (asset || path.find('.') != std::string::npos) throw Error(Problem::not_found, "There is no such file.");
        file = app.options().page ? app.options().page("index.html") : file;
        path = "index.html";
    }
    if (file.first.empty()) throw Error(Problem::not_found, "This program was built without its page.");
    response.body = file.first;
    response.set("Content-Type", std::string(file.second));
    response.set("Cache-Control", asset ? "public, max-age=31536000, immutable" : "no-cache");
    const std::string nonce = random_name(16);
    if (path == "index.html")
        for (auto at = response.body.find("__NONCE__"); at != std::string::npos;
             at = response.body.find("__NONCE__", at))
            response.body.replace(at, 9, nonce);
    response.set("Content-Security-Policy", std::string(content_security) + nonce + std::string(content_security_rest));
    response.set("X-Frame-Options", "DENY");
    return response;
}

http::Response App::upgrade(const http::Request& request, http::SocketEvents& events) {
    try {
        if (request.path != "/api/v1/live")
            throw Error(Problem::not_found, "There is no WebSocket at this address. Live changes are at /api/v1/live.");
        auto caller = caller_of(*this, request);
        if (!caller)
            throw Error(Problem::unauthenticated, "Please sign in, or send a token with Authorization: Bearer.");
        const auto* origin = request.header("origin");
        if (caller->by_cookie() && (!origin || !same_origin(request, *origin, options_.public_url)))
            throw Error(Problem::forbidden, "This WebSocket was opened from another site.");
        live_->open(request, *caller, events);
        http::Response response;
        response.status = 101;
        return response;
    } catch (const Error& error) {
        return problem_response(error, request, language_asked(request));
    } catch (const std::exception& fault) {
        log("error", fault.what(), {{"request", request.id}, {"path", request.path}});
        return problem_response(Error(Problem::defect, "Something went wrong on our side."), request,
                                language_asked(request));
    }
}

http::Handlers App::handlers() {
    http::Handlers handlers;
    handlers.answer = [this](const http::Request& request) { return answer(request); };
    handlers.upgrade = [this](const http::Request& request, http::SocketEvents& events) {
        return upgrade(request, events);
    };
    handlers.takes_upload = [](std::string_view method, std::string_view path) {
        return method == "POST" && path == "/api/v1/file";
    };
    handlers.refuse = [](int status, std::string_view sentence, const http::Request& request) {
        const std::string language = language_asked(request);
        http::Response response = problem_response(status, sentence_in("Refused", language),
                                                   sentence_in(std::string(sentence), language), {}, {});
        protect(response);
        return response;
    };
    handlers.answered = [](const http::Request& request, int status, std::size_t bytes, std::int64_t microseconds) {
        log("info", "answered",
            {{"request", request.id},
             {"method", request.method},
             {"path", request.path},
             {"status", std::to_string(status)},
             {"bytes", std::to_string(bytes)},
             {"us", std::to_string(microseconds)},
             {"address", request.address}});
    };
    return handlers;
}

Figures App::figures() const {
    return {data_->requests.load(), data_->errors.load()};
}

} // namespace crm

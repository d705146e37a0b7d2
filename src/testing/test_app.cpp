#include "testing/test_app.hpp"

#include "auth/layout.hpp"
#include "auth/role.hpp"
#include "auth/team.hpp"
#include "auth/user.hpp"
#include "testing/database.hpp"

namespace crm::testing {

namespace {

constexpr const char* administrator = "admin@example.com";
constexpr const char* password = "Correct-horse-7-battery";

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

void read_target(http::Request& request) {
    const auto question = request.target.find('?');
    request.path = decoded(request.target.substr(0, question));
    if (question == std::string::npos) return;
    const std::string query = request.target.substr(question + 1);
    for (std::size_t begin = 0; begin <= query.size();) {
        auto end = query.find('&', begin);
        if (end == std::string::npos) end = query.size();
        const std::string each = query.substr(begin, end - begin);
        const auto equals = each.find('=');
        if (!each.empty())
            request.query.emplace_back(decoded(each.substr(0, equals)),
                                       equals == std::string::npos ? "" : decoded(each.substr(equals + 1)));
        begin = end + 1;
    }
}

} // namespace

std::string in_address(const std::string& text) {
    static const char* digits = "0123456789ABCDEF";
    std::string out;
    for (unsigned char c : text) {
        if (std::isalnum(c) || c == '-' || c == '_' || c == '.')
            out += static_cast<char>(c);
        else
            ((out += '%') += digits[c >> 4]) += digits[c & 15];
    }
    return out;
}

std::string Answer::at(std::string_view field) const {
    if (!body["fields"].is_array()) return {};
    for (const Json& each : body["fields"].items())
        if (each.text("field") == field) return each.text("message");
    return {};
}

TestApp::TestApp(std::vector<const Object*> objects, const std::string& language) {
    Company company;
    company.language = language;
    objects.insert(objects.begin(), {&user, &team, &role, &layout});
    engine_ = std::make_unique<Engine>(fresh_database(), std::move(objects), std::move(company));
    app_ = std::make_unique<App>(*engine_, AppOptions{});
    app_->auth().add_user(administrator, "Ada Admin", "administrator", password);
    as(administrator);
}

TestApp::~TestApp() = default;

Answer TestApp::raw(const std::string& method, const std::string& target, std::string body,
                    const std::vector<http::Header>& headers) {
    http::Request request;
    request.method = method;
    request.target = target;
    read_target(request);
    request.headers = headers;
    request.headers.emplace_back("host", "127.0.0.1:8080");
    if (!token_.empty()) request.headers.emplace_back("authorization", "Bearer " + token_);
    request.body = std::move(body);
    request.address = "127.0.0.1";
    request.id = "test";
    Answer answer;
    answer.whole = app_->answer(request);
    if (answer.whole.stream)
        answer.whole.stream([&](std::string_view piece) { return answer.whole.body += piece, true; });
    answer.status = answer.whole.status;
    for (const auto& [name, value] : answer.whole.headers)
        if (name == "Content-Type" && value.find("json") != std::string::npos && !answer.whole.body.empty() &&
            value.find("jsonl") == std::string::npos)
            answer.body = Json::parse(answer.whole.body);
    return answer;
}

Answer TestApp::call(const std::string& method, const std::string& target, const Json& body,
                     const std::vector<http::Header>& headers) {
    std::vector<http::Header> all = headers;
    if (!body.is_null()) all.emplace_back("content-type", "application/json");
    return raw(method, target, body.is_null() ? "" : body.dump(), all);
}

Answer TestApp::list(const std::string& object, const Json& filter, const std::string& more) {
    std::string target = "/api/v1/" + object + "?";
    if (!filter.is_null()) target += "filter=" + in_address(filter.dump()) + "&";
    return get(target + more);
}

std::string TestApp::create(const std::string& object, const Json& body) {
    const Answer answer = post("/api/v1/" + object, body);
    if (answer.status != 201)
        throw std::runtime_error("create " + object + ": " + std::to_string(answer.status) + " " + answer.whole.body);
    return answer.id();
}

std::string TestApp::add_role(const std::string& name, const Json& grants, const Json& may) {
    const std::string before = token_;
    as(administrator);
    const std::string id = create("role", Json::object({{"name", name}, {"grants", grants}, {"may", may}}));
    token_ = before;
    return id;
}

std::string TestApp::add_user(const std::string& login, const std::string& role_name, const std::string& team) {
    const Id id = app_->auth().add_user(login, login, role_name, password);
    const std::string text = std::to_string(id);
    if (!team.empty()) {
        const std::string before = token_;
        as(administrator);
        const Answer answer = patch("/api/v1/user/" + text, Json::object({{"team", team}}));
        if (answer.status != 200) throw std::runtime_error("team: " + answer.whole.body);
        token_ = before;
    }
    return text;
}

void TestApp::as(const std::string& login) {
    for (const auto& [name, token] : tokens_)
        if (name == login) return void(token_ = token);
    token_ = app_->auth().make_token(app_->auth().user_by_login(login), "test", {{"*", true, true}}, 0).text;
    tokens_.emplace_back(login, token_);
}

} // namespace crm::testing

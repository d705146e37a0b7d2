#include "wire/web.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "testing/web_server.hpp"

using namespace crm;
using namespace crm::wire;
using crm::testing::TestCertificate;
using crm::testing::WebServer;

namespace {

const Outgoing loopback({"127.0.0.0/8", "::1"});

http::Response text(std::string body, int status = 200) {
    return {.status = status, .headers = {{"Content-Type", "text/csv"}}, .body = std::move(body)};
}
http::Response leading_to(const std::string& location) {
    return {.status = 302, .headers = {{"Location", location}}, .body = ""};
}
std::string refusal(const std::string& address, const Fetching& how = {}, const Outgoing& outgoing = loopback) {
    try {
        fetch(address, how, outgoing);
        return "";
    } catch (const Error& error) {
        return error.what();
    }
}

} // namespace

TEST(Web, reads_addresses_and_refuses_what_is_none) {
    const WebAddress plain = read_web_address("http://example.com");
    EXPECT_EQ(plain.host + " " + plain.port + " " + plain.target, "example.com 80 /");
    const WebAddress six = read_web_address("https://[2001:db8::1]:8443/a?b=c#d");
    EXPECT_EQ(six.host + " " + six.port + " " + six.target, "2001:db8::1 8443 /a?b=c");
    EXPECT_EQ(six.origin(), "https://[2001:db8::1]:8443");
    EXPECT_EQ(read_web_address("https://example.com?q").target, "/?q");
    for (const char* wrong : {"", "example.com", "ftp://example.com", "file:///etc/passwd", "http://", "http://a b",
                              "http://a:b", "http://a:99999", "http://user:word@example.com", "http://a\r\nb",
                              "http://[::1", "http://[::1]x", "http://a\\@b", "gopher://x", "http:///path"})
        EXPECT_THROW(read_web_address(wrong), Error) << wrong;
}

TEST(Web, fetches_what_is_there_with_the_headers_given) {
    WebServer server([](const http::Request& request) {
        const auto* header = request.header("authorization");
        return text(request.target + " " + (header ? *header : "nobody"));
    });
    EXPECT_EQ(fetch(server.address("/list?page=1"), {.headers = {{"Authorization", "Bearer x"}}}, loopback).body,
              "/list?page=1 Bearer x");
    EXPECT_THROW(fetch(server.address("/"), {.headers = {{"Authorization", "x\r\nHost: y"}}}, loopback), Error);
}

TEST(Web, fetches_what_comes_in_pieces) {
    WebServer server([](const http::Request&) {
        http::Response response{.headers = {{"Content-Type", "text/csv"}}};
        response.stream = [](const std::function<bool(std::string_view)>& write) {
            for (int i = 0; i < 1000; ++i) write(std::string(1000, static_cast<char>('a' + i % 26)));
        };
        return response;
    });
    const std::string body = fetch(server.address("/"), {}, loopback).body;
    EXPECT_EQ(body.size(), 1'000'000u);
    EXPECT_EQ(body[999'000], static_cast<char>('a' + 999 % 26));
}

TEST(Web, stops_at_what_is_too_large_and_says_what_the_other_side_refuses) {
    WebServer server([](const http::Request& request) {
        return request.path == "/large" ? text(std::string(3'000'000, 'x'))
                                        : text("", request.path == "/closed" ? 403 : 404);
    });
    EXPECT_NE(refusal(server.address("/large"), {.most = 2'000'000}).find("larger than"), std::string::npos)
        << fetch(server.address("/large"), {.most = 2'000'000}, loopback).body.size() << " octets came";
    EXPECT_NE(refusal(server.address("/none")).find("nothing at this address"), std::string::npos);
    EXPECT_NE(refusal(server.address("/closed")).find("name and the secret"), std::string::npos);
}

TEST(Web, refuses_this_machine_unless_allowed) {
    WebServer server([](const http::Request&) { return text("inside"); });
    EXPECT_NE(refusal(server.address("/"), {}, Outgoing()).find("may not be called"), std::string::npos);
    EXPECT_EQ(refusal(server.address("/")), "");
}

TEST(Web, follows_few_redirections_and_gives_secrets_to_the_first_server_only) {
    WebServer other(
        [](const http::Request& request) { return text(request.header("authorization") ? "told" : "not told"); });
    std::string far;
    WebServer server([&](const http::Request& request) {
        if (request.path == "/far") return leading_to(far);
        if (request.path == "/round") return leading_to("/round");
        if (request.path == "/twice") return leading_to("/once");
        if (request.path == "/once") return leading_to("/here");
        if (request.path == "/file") return leading_to("file:///etc/passwd");
        return text(request.header("authorization") ? "told" : "not told");
    });
    far = other.address("/");
    const Fetching how{.headers = {{"Authorization", "Bearer x"}}};
    EXPECT_EQ(fetch(server.address("/twice"), how, loopback).body, "told");
    EXPECT_EQ(fetch(server.address("/far"), how, loopback).body, "not told");
    EXPECT_NE(refusal(server.address("/round")).find("without an end"), std::string::npos);
    EXPECT_NE(refusal(server.address("/file")), "");
}

TEST(Web, sends_nothing_where_the_certificate_is_not_to_be_trusted) {
    const TestCertificate certificate;
    int asked = 0;
    WebServer server([&](const http::Request&) { return ++asked, text("secret"); }, &certificate);
    EXPECT_NE(refusal(server.address("/")).find("not to be trusted"), std::string::npos)
        << refusal(server.address("/"));
    const Outgoing knowing({"127.0.0.0/8", "::1"}, certificate.certificate);
    EXPECT_EQ(fetch(server.address("/"), {}, knowing).body, "secret");
    std::string by_number = server.address("/"); // the certificate is for the name
    by_number.replace(by_number.find("localhost"), 9, "127.0.0.1");
    EXPECT_NE(refusal(by_number, {}, knowing).find("not to be trusted"), std::string::npos);
    EXPECT_EQ(asked, 1);
}

TEST(Web, does_not_go_from_https_to_http) {
    WebServer plain([](const http::Request&) { return text("open"); });
    const TestCertificate certificate;
    WebServer server([&](const http::Request&) { return leading_to(plain.address("/")); }, &certificate);
    EXPECT_NE(refusal(server.address("/"), {}, Outgoing({"127.0.0.0/8", "::1"}, certificate.certificate))
                  .find("from https to http"),
              std::string::npos);
}

TEST(Web, ends_at_its_deadline_where_nobody_answers) {
    const crm::testing::SilentPort silent;
    EXPECT_NE(refusal("http://127.0.0.1:" + std::to_string(silent.port()) + "/", {.seconds = 1}).find("took too long"),
              std::string::npos);
}

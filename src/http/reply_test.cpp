#include "http/compress.hpp"
#include "http/reply.hpp"
#include "http/test_connection.hpp"

#include <gtest/gtest.h>

using namespace crm::http;

namespace {

std::string head_of(const Response& response, const ReplyForm& form = {}) {
    std::string head;
    write_head(head, response, form, "id1");
    return head;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

Request accepting(std::string encodings) {
    return Request{.headers = {{"accept-encoding", std::move(encodings)}}};
}

} // namespace

TEST(Reply, a_header_cannot_begin_another_line) {
    const std::string head =
        head_of({.headers = {{"Location", "/x\r\nSet-Cookie: evil=1"}, {"Bad Name", "x"}}, .body = "abc"});
    EXPECT_TRUE(has(head, "\r\nLocation: /x  Set-Cookie: evil=1\r\n"));
    EXPECT_FALSE(has(head, "Bad Name"));
    EXPECT_TRUE(has(head, "\r\nX-Request-Id: id1\r\n"));
    EXPECT_TRUE(has(head, "\r\nContent-Length: 3\r\n"));
    EXPECT_TRUE(has(head, " GMT\r\n"));
}

TEST(Reply, says_how_long_its_body_is_in_one_way_only) {
    Response streamed{.stream = [](const auto&) {}};
    EXPECT_TRUE(has(head_of(streamed), "Transfer-Encoding: chunked"));
    EXPECT_FALSE(has(head_of(streamed), "Content-Length"));
    EXPECT_FALSE(has(head_of(streamed, {.http_1_0 = true}), "Transfer-Encoding"));
    streamed.set("Content-Length", "12");
    EXPECT_TRUE(has(head_of(streamed), "Content-Length: 12"));
    EXPECT_FALSE(has(head_of(streamed), "Transfer-Encoding"));
    EXPECT_TRUE(has(head_of({.headers = {{"content-length", "99"}}, .body = "abc"}), "Content-Length: 3\r\n"));
    EXPECT_FALSE(has(head_of({.status = 204}), "Content-Length"));
    EXPECT_FALSE(has(head_of({.status = 304}), "Content-Length"));
}

TEST(Reply, setting_a_header_replaces_it_whatever_its_case) {
    Response response{.headers = {{"vary", "a"}, {"X", "y"}, {"VARY", "b"}}};
    response.set("Vary", "c");
    const std::vector<Header> expected{{"vary", "c"}, {"X", "y"}};
    EXPECT_EQ(response.headers, expected);
}

TEST(RequestId, is_the_given_one_if_it_is_sane) {
    EXPECT_EQ(request_id(Request{.headers = {{"x-request-id", "Abc_1-2"}}}), "Abc_1-2");
    for (const std::string& bad : {std::string(), std::string("a b"), std::string("a\"b"), std::string(65, 'a')})
        EXPECT_EQ(request_id(Request{.headers = {{"x-request-id", bad}}}).size(), 16U) << bad;
    EXPECT_NE(request_id({}), request_id({}));
}

TEST(Gzip, gives_back_the_same_text_whole_and_in_pieces) {
    std::string text;
    for (int i = 0; i < 20000; ++i) text += "line " + std::to_string(i * 7919) + "\n";
    EXPECT_EQ(unzipped(gzipped(text)), text);
    EXPECT_LT(gzipped(text).size(), text.size() / 2);
    GzipStream stream;
    std::string zipped;
    for (std::size_t at = 0; at < text.size(); at += 777) zipped += stream.add(std::string_view(text).substr(at, 777));
    EXPECT_EQ(unzipped(zipped + stream.finish()), text);
    EXPECT_EQ(unzipped(gzipped("")), "");
}

TEST(Gzip, is_for_text_that_is_long_enough_and_not_yet_encoded) {
    const std::string text(2000, 'x');
    const auto made = [&](std::string type) {
        return Response{.headers = {{"Content-Type", std::move(type)}}, .body = text};
    };
    EXPECT_TRUE(compressible(made("application/json; charset=utf-8")));
    EXPECT_TRUE(compressible(made("application/problem+json")));
    EXPECT_TRUE(compressible(made("text/css")));
    EXPECT_TRUE(compressible(made("image/svg+xml")));
    EXPECT_FALSE(compressible(made("image/png")));
    EXPECT_FALSE(compressible(made("text/event-stream")));
    EXPECT_FALSE(compressible({.body = text}));
    Response response = made("text/plain");
    response.body.resize(1000);
    EXPECT_FALSE(compressible(response));
    response = made("text/plain");
    response.set("Content-Encoding", "br");
    EXPECT_FALSE(compressible(response));
    response = made("text/plain");
    response.status = 206;
    EXPECT_FALSE(compressible(response));
}

TEST(Gzip, is_only_for_clients_that_take_it) {
    EXPECT_TRUE(takes_gzip(accepting("deflate, GZIP;q=0.5, br")));
    EXPECT_FALSE(takes_gzip(accepting("gzip;q=0")));
    EXPECT_FALSE(takes_gzip(accepting("gzip; q=0.000")));
    EXPECT_FALSE(takes_gzip(accepting("br, deflate")));
    EXPECT_FALSE(takes_gzip({}));
}

#include "http/reader.hpp"

#include <gtest/gtest.h>

using namespace crm::http;

namespace {

const Handlers handlers = [] {
    Handlers made;
    made.takes_upload = [](std::string_view method, std::string_view path) {
        return method == "POST" && path == "/upload";
    };
    return made;
}();

// Gives the reader the bytes in pieces of `step`, the way a socket would.
Reader read(std::string_view bytes, std::size_t step = 1 << 20, Limits limits = {}) {
    static thread_local std::vector<std::unique_ptr<Limits>> kept;
    kept.push_back(std::make_unique<Limits>(limits));
    Reader reader(*kept.back(), handlers);
    std::size_t begin = 0, end = 0;
    while (end < bytes.size() && reader.stage() != Reader::Stage::complete &&
           reader.stage() != Reader::Stage::refused) {
        end = std::min(bytes.size(), end + step);
        begin += reader.take(bytes.substr(begin, end - begin));
    }
    return reader;
}

constexpr std::string_view chunked_request =
    "\r\nPOST /a%20b?x=1 HTTP/1.1\r\nHost: example.org:80\r\nX-Long:   some value \t\r\n"
    "Transfer-Encoding: chunked\r\n\r\n"
    "5\r\nhello\r\n7;name=\"v\"\r\n, world\r\n0\r\nTrailer: t\r\n\r\n";

} // namespace

TEST(Reader, reads_the_same_request_however_its_bytes_are_split) {
    for (std::size_t step = 1; step <= chunked_request.size(); ++step) {
        const Reader reader = read(chunked_request, step);
        ASSERT_EQ(reader.stage(), Reader::Stage::complete) << "in steps of " << step << ": " << reader.sentence();
        EXPECT_EQ(reader.request.method, "POST");
        EXPECT_EQ(reader.request.path, "/a b");
        EXPECT_EQ(*reader.request.argument("x"), "1");
        EXPECT_EQ(*reader.request.header("x-long"), "some value");
        EXPECT_EQ(reader.request.header("trailer"), nullptr);
        EXPECT_EQ(reader.request.body, "hello, world");
        EXPECT_TRUE(reader.keep_alive);
    }
}

TEST(Reader, takes_nothing_beyond_the_end_of_a_request) {
    const std::string one = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
    Limits limits;
    Reader reader(limits, handlers);
    EXPECT_EQ(reader.take(one + "GET / HTTP/1.1\r\n"), one.size());
    EXPECT_EQ(reader.stage(), Reader::Stage::complete);
    reader.next();
    EXPECT_EQ(reader.stage(), Reader::Stage::head);
    EXPECT_EQ(reader.take(one), one.size());
    EXPECT_EQ(reader.request.body, "abc");
}

TEST(Reader, knows_when_a_connection_stays_open) {
    EXPECT_TRUE(read("GET / HTTP/1.1\r\nHost: a\r\n\r\n").keep_alive);
    EXPECT_FALSE(read("GET / HTTP/1.1\r\nHost: a\r\nConnection: foo, Close\r\n\r\n").keep_alive);
    EXPECT_FALSE(read("GET / HTTP/1.0\r\n\r\n").keep_alive);
    EXPECT_TRUE(read("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").keep_alive);
}

TEST(Reader, knows_a_websocket_and_an_expectation) {
    EXPECT_TRUE(
        read("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n\r\n").websocket);
    EXPECT_FALSE(read("POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n").websocket);
    EXPECT_FALSE(read("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n").websocket);
    EXPECT_TRUE(
        read("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n").expects_continue);
    EXPECT_FALSE(read("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n").expects_continue);
}

TEST(Reader, takes_absolute_addresses_and_options_for_everything) {
    EXPECT_EQ(read("GET http://example.org/x?y=z HTTP/1.1\r\nHost: example.org\r\n\r\n").request.path, "/x");
    EXPECT_EQ(read("GET http://example.org HTTP/1.1\r\nHost: example.org\r\n\r\n").request.path, "/");
    EXPECT_EQ(read("OPTIONS * HTTP/1.1\r\nHost: example.org\r\n\r\n").request.path, "*");
}

TEST(Reader, refuses_what_could_be_read_in_two_ways) {
    const std::string post = "POST / HTTP/1.1\r\nHost: a\r\n";
    for (const std::string& headers : {
             std::string("Content-Length: 3\r\nContent-Length: 3\r\n"),
             std::string("Content-Length: 3\r\nContent-Length: 4\r\n"),
             std::string("Content-Length: 3, 3\r\n"),
             std::string("Content-Length: +3\r\n"),
             std::string("Content-Length: -3\r\n"),
             std::string("Content-Length: 0x3\r\n"),
             std::string("Content-Length: \r\n"),
             std::string("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"),
             std::string("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"),
             std::string("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
             std::string("Transfer-Encoding: gzip\r\n"),
             std::string("Transfer-Encoding: gzip, chunked\r\n"),
             std::string("Transfer-Encoding: chunked, identity\r\n"),
             std::string("Transfer-Encoding: xchunked\r\n"),
             std::string("Transfer-Encoding : chunked\r\n"),
             std::string(" Transfer-Encoding: chunked\r\n"),
             std::string("X: 1\r\n Transfer-Encoding: chunked\r\n"),
             std::string("X: 1\rTransfer-Encoding: chunked\r\n"),
             std::string("X: 1\nTransfer-Encoding: chunked\r\n"),
             std::string("X: a\0b\r\n", 8),
             std::string("X\r\n"),
             std::string(": empty\r\n"),
             std::string("Hóst: b\r\n"),
             std::string("Host: b\r\n"),
         }) {
        const Reader reader = read(post + headers + "\r\n");
        EXPECT_EQ(reader.stage(), Reader::Stage::refused) << headers;
        EXPECT_EQ(reader.status(), 400) << headers;
        EXPECT_FALSE(reader.keep_alive);
    }
    EXPECT_EQ(read("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n").status(), 400);
}

TEST(Reader, refuses_a_broken_chunk) {
    for (const std::string_view body :
         {"x\r\n", "\r\n", "-1\r\n", "0x5\r\n", " 5\r\nhello\r\n", "5\nhello\r\n", "5\r\nhelloXX", "5\r\nhello\n",
          "5 x\r\n", "5;a\rb\r\n", "5;a\x01\r\n", "0\r\nTrailer: \n\r\n"}) {
        const Reader reader =
            read("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(body));
        EXPECT_EQ(reader.status(), 400) << body;
    }
    EXPECT_EQ(
        read("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;" + std::string(2000, 'a')).status(),
        400);
}

TEST(Reader, refuses_a_head_that_is_too_large_before_it_is_whole) {
    Limits limits;
    limits.head = 200;
    const std::string begin = "GET / HTTP/1.1\r\nHost: a\r\n";
    EXPECT_EQ(read(begin + "X: " + std::string(300, 'x'), 1 << 20, limits).status(), 431);
    EXPECT_EQ(read(begin + "X: " + std::string(300, 'x'), 1, limits).status(), 431);
    EXPECT_EQ(read("GET /" + std::string(300, 'x'), 7, limits).status(), 431);
    EXPECT_EQ(read(begin + "X: " + std::string(100, 'x') + "\r\n\r\n", 1, limits).stage(), Reader::Stage::complete);
    std::string many = begin;
    for (int i = 0; i < 100; ++i) many += "X: y\r\n";
    EXPECT_EQ(read(many + "\r\n").status(), 431);
}

TEST(Reader, refuses_a_body_that_is_too_large_by_what_it_announces) {
    Limits limits;
    limits.body = 10;
    limits.upload_body = 20;
    const std::string head = " HTTP/1.1\r\nHost: a\r\n",
                      sized = head + "Content-Length: ", chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
    EXPECT_EQ(read("POST /" + sized + "10\r\n\r\n", 1 << 20, limits).stage(), Reader::Stage::body);
    EXPECT_EQ(read("POST /" + sized + "11\r\n\r\n", 1 << 20, limits).status(), 413);
    EXPECT_EQ(read("POST /upload" + sized + "20\r\n\r\n", 1 << 20, limits).stage(), Reader::Stage::body);
    EXPECT_EQ(read("POST /upload" + sized + "21\r\n\r\n", 1 << 20, limits).status(), 413);
    EXPECT_EQ(read("POST /" + sized + "99999999999999999999999\r\n\r\n", 1 << 20, limits).status(), 413);
    EXPECT_EQ(read("POST /" + chunked + "b\r\n", 1 << 20, limits).status(), 413);
    EXPECT_EQ(read("POST /" + chunked + "6\r\n123456\r\n5\r\n", 1 << 20, limits).status(), 413);
    EXPECT_EQ(read("POST /" + chunked + "ffffffffffffffffff\r\n", 1 << 20, limits).status(), 413);
}

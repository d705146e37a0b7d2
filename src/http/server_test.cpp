// The server's requests and answers, through raw sockets.
#include "http/test_connection.hpp"

#include "base/error.hpp"

#include <atomic>
#include <future>
#include <mutex>
#include <sys/stat.h>

using namespace crm::http;

namespace {

const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

} // namespace

TEST(Server, answers_requests_on_one_connection_in_order) {
    RunningServer running(echo());
    RawConnection raw(running.address());
    std::string all;
    for (int i = 0; i < 200; ++i) all += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    raw.send(all);
    for (int i = 0; i < 200; ++i) {
        const std::string answer = raw.answer();
        ASSERT_TRUE(answer.ends_with("GET /" + std::to_string(i) + "||")) << i << ": " << answer;
    }
    EXPECT_EQ(running.server().figures().requests, 200);
    EXPECT_EQ(running.server().figures().connections, 1);
}

TEST(Server, reads_a_request_that_comes_in_small_pieces) {
    RunningServer running(echo());
    RawConnection raw(running.address());
    const std::string request =
        "POST /x?a=b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n";
    for (const char letter : request + request) raw.send({&letter, 1});
    EXPECT_TRUE(raw.answer().ends_with("POST /x|a=b;|abcdefg"));
    EXPECT_TRUE(raw.answer().ends_with("POST /x|a=b;|abcdefg"));
}

TEST(Server, answers_head_like_get_without_the_body) {
    std::string logged;
    std::mutex mutex;
    Handlers handlers = echo();
    handlers.answered = [&](const Request& request, int, std::size_t, std::int64_t) {
        const std::lock_guard lock(mutex);
        logged += request.method + " ";
    };
    RunningServer running(std::move(handlers));
    RawConnection raw(running.address());
    raw.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n" + get);
    EXPECT_TRUE(contains(raw.until("\r\n\r\n"), "Content-Length: 8\r\n"));
    EXPECT_TRUE(raw.answer().ends_with("GET /||"));
    running.finish();
    EXPECT_EQ(logged, "HEAD GET ");
}

TEST(Server, closes_when_the_client_or_the_answer_says_so) {
    Handlers handlers;
    handlers.answer = [](const Request& request) {
        Response response = text_response("x");
        if (request.path == "/close") response.set("Connection", "close");
        return response;
    };
    RunningServer running(std::move(handlers));
    EXPECT_TRUE(RawConnection(running.address())
                    .send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .rest()
                    .ends_with("\r\nConnection: close\r\n\r\nx"));
    EXPECT_TRUE(RawConnection(running.address())
                    .send("GET /close HTTP/1.1\r\nHost: a\r\n\r\n")
                    .rest()
                    .ends_with("\r\nConnection: close\r\n\r\nx"));
    EXPECT_TRUE(RawConnection(running.address()).send("GET / HTTP/1.0\r\n\r\n").rest().ends_with("\r\n\r\nx"));
    RawConnection old(running.address());
    const std::string kept = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    EXPECT_TRUE(contains(old.send(kept).answer(), "Connection: keep-alive"));
    EXPECT_TRUE(contains(old.send(kept).answer(), "Connection: keep-alive"));
}

TEST(Server, gives_every_answer_the_id_of_its_request) {
    std::string seen;
    Handlers handlers;
    handlers.answer = [&](const Request& request) { return text_response(request.id); };
    RunningServer running(std::move(handlers));
    const auto given = send(running.address(), "GET", "/", {{"X-Request-Id", "my-id_7"}}, "");
    EXPECT_EQ(given.body, "my-id_7");
    EXPECT_EQ(Request{.headers = given.headers}.header("x-request-id")[0], "my-id_7");
    const auto made = send(running.address(), "GET", "/", {{"X-Request-Id", "no spaces"}}, "");
    EXPECT_EQ(made.body.size(), 16U);
    EXPECT_EQ(Request{.headers = made.headers}.header("x-request-id")[0], made.body);
}

TEST(Server, lets_an_expecting_client_go_on_or_refuses_before_the_body) {
    Options options;
    options.limits.body = 10;
    RunningServer running(echo(), options);
    RawConnection raw(running.address());
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ";
    raw.send(head + "4\r\n\r\n");
    EXPECT_EQ(raw.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_TRUE(raw.send("body").answer().ends_with("POST /||body"));
    const std::string refused = raw.send(head + "11\r\n\r\n").rest();
    EXPECT_TRUE(refused.starts_with("HTTP/1.1 413")) << refused;
    EXPECT_TRUE(contains(refused, "This request is too large."));
}

TEST(Server, lives_through_broken_requests) {
    RunningServer running(echo());
    const std::string long_line(20000, 'x');
    const std::vector<std::string> broken{
        "",
        "\r\n",
        "\r\n\r\n\r\n",
        "x",
        "GET",
        "GET /\r\n\r\n",
        "GET / HTTP/1.1",
        "GET / HTTP/1.1\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.2\r\nHost: a\r\n\r\n",
        "GET / http/1.1\r\nHost: a\r\n\r\n",
        "get\t/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "G\x01T / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /% HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /?a=%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\n\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: " + long_line + "\r\n\r\n",
        "GET /" + long_line + " HTTP/1.1\r\nHost: a\r\n\r\n",
        long_line,
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
        "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11),
        std::string(1000, '\0'),
        std::string(1000, '\n'),
        std::string(1000, '\r'),
    };
    for (const std::string& bytes : broken) {
        RawConnection raw(running.address());
        raw.send(bytes);
        raw.end_sending();
        const std::string answer = raw.rest();
        EXPECT_TRUE(answer.empty() || answer.starts_with("HTTP/1.1 4")) << bytes.substr(0, 80) << "\n→ " << answer;
        EXPECT_EQ(answer.find("HTTP/1.1 4"), answer.rfind("HTTP/1.1 4")) << "one answer only: " << bytes.substr(0, 80);
    }
    EXPECT_EQ(RawConnection(running.address()).send(get).status(), 200);
    EXPECT_EQ(running.server().figures().requests, 1) << "nothing broken became a request";
}

TEST(Server, says_what_is_wrong_in_a_sentence) {
    RunningServer running(echo());
    const std::string answer = RawConnection(running.address()).send("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n").rest();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 400 Bad Request\r\n"));
    EXPECT_TRUE(contains(answer, "\r\nConnection: close\r\n"));
    EXPECT_TRUE(contains(answer, "The path cannot be read"));
}

TEST(Server, answers_500_when_answering_throws_and_lives) {
    Handlers handlers;
    handlers.answer = [](const Request& request) -> Response {
        if (request.path == "/throw") throw std::runtime_error("by intention of the test");
        return text_response("well");
    };
    RunningServer running(std::move(handlers));
    EXPECT_EQ(send(running.address(), "GET", "/throw", {}, "").status, 500);
    EXPECT_EQ(send(running.address(), "GET", "/", {}, "").body, "well");
}

TEST(Server, tells_a_client_that_one_too_many_is_connected) {
    Options options;
    options.limits.connections = 2;
    RunningServer running(echo(), options);
    RawConnection one(running.address()), two(running.address());
    EXPECT_EQ(one.send(get).status(), 200);
    EXPECT_EQ(two.send(get).status(), 200);
    const std::string refused = RawConnection(running.address()).rest();
    EXPECT_TRUE(refused.starts_with("HTTP/1.1 503")) << refused;
    one.close();
    EXPECT_TRUE(eventually([&] { return send(running.address(), "GET", "/", {}, "").status == 200; }));
}

TEST(Server, keeps_the_memory_of_all_bodies_within_its_limit) {
    Options options;
    options.limits.bodies_together = 1000;
    std::promise<void> entered, go_on;
    Handlers handlers;
    handlers.answer = [&](const Request& request) {
        if (request.path == "/wait") {
            entered.set_value();
            go_on.get_future().wait();
        }
        return text_response("taken");
    };
    RunningServer running(std::move(handlers), options);
    RawConnection waiting(running.address());
    const std::string rest = " HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n" + std::string(900, 'x');
    waiting.send("POST /wait" + rest);
    entered.get_future().wait(); // and its body is held meanwhile
    EXPECT_EQ(RawConnection(running.address()).send("POST /" + rest).status(), 503);
    EXPECT_EQ(RawConnection(running.address()).send(get).status(), 200) << "what has no body is answered";
    go_on.set_value();
    EXPECT_EQ(waiting.status(), 200);
    EXPECT_EQ(waiting.send("POST /" + rest).status(), 200);
}

TEST(Server, cuts_a_client_whose_head_or_body_comes_too_slowly) {
    Options options;
    options.limits.head_seconds = 1;
    options.limits.body_seconds = 1;
    RunningServer running(echo(), options);
    RawConnection silent(running.address()), head(running.address()), body(running.address()),
        second(running.address());
    head.send("GET / HT");
    body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    second.send(get + "GET /again");
    EXPECT_EQ(silent.rest(), "");
    EXPECT_TRUE(contains(head.rest(), "The head of this request came too slowly."));
    const std::string slow_body = body.rest();
    EXPECT_TRUE(slow_body.starts_with("HTTP/1.1 408")) << slow_body;
    EXPECT_TRUE(contains(slow_body, "The body of this request came too slowly."));
    EXPECT_EQ(second.status(), 200);
    EXPECT_EQ(second.status(), 408);
}

TEST(Server, cuts_a_client_that_drips_its_head_byte_by_byte) {
    Options options;
    options.limits.head_seconds = 1;
    RunningServer running(echo(), options);
    RawConnection raw(running.address());
    raw.send("GET / HTTP/1.1\r\nX: ");
    std::atomic<bool> cut{false};
    std::thread dripping([&] { // a byte again and again: the time of the head counts from its first byte
        while (!cut.load()) {
            char letter = 'x';
            if (::send(raw.fd(), &letter, 1, MSG_NOSIGNAL) <= 0) break;
            std::this_thread::yield();
            if (::recv(raw.fd(), &letter, 1, MSG_PEEK | MSG_DONTWAIT) >= 0) break;
        }
    });
    dripping.join();
    const int status = raw.status();
    EXPECT_TRUE(status == 408 || status == 431 || status == 0) << status;
}

TEST(Server, closes_a_connection_that_stays_idle) {
    Options options;
    options.limits.idle_seconds = 1;
    RunningServer running(echo(), options);
    RawConnection raw(running.address());
    EXPECT_EQ(raw.send(get).status(), 200);
    EXPECT_EQ(raw.rest(), "");
}

TEST(Server, knows_the_true_client_behind_a_trusted_proxy) {
    Options options;
    options.trusted_proxies = {"127.0.0.0/8"};
    Handlers handlers;
    handlers.answer = [](const Request& request) {
        return text_response(request.address + (request.secure ? " secure" : " open") +
                             (request.local ? " local" : ""));
    };
    RunningServer running(handlers, options), doubting(handlers);
    const std::vector<Header> headers{{"X-Forwarded-For", "198.51.100.1, 203.0.113.9"}, {"X-Forwarded-Proto", "https"}};
    EXPECT_EQ(send(running.address(), "GET", "/", headers, "").body, "203.0.113.9 secure");
    EXPECT_EQ(send(doubting.address(), "GET", "/", headers, "").body, "127.0.0.1 open");
}

TEST(Server, compresses_for_clients_that_take_it) {
    Handlers handlers;
    handlers.answer = [](const Request&) {
        Response response{.headers = {{"Content-Type", "application/json"}, {"Vary", "Cookie"}}};
        response.body = std::string(5000, ' ');
        return response;
    };
    RunningServer running(std::move(handlers));
    const auto plain = send(running.address(), "GET", "/", {}, "");
    EXPECT_EQ(plain.body.size(), 5000U);
    EXPECT_EQ(*Request{.headers = plain.headers}.header("vary"), "Cookie, Accept-Encoding");
    const auto zipped = send(running.address(), "GET", "/", {{"Accept-Encoding", "gzip"}}, "");
    EXPECT_LT(zipped.body.size(), 200U);
    EXPECT_EQ(*Request{.headers = zipped.headers}.header("content-encoding"), "gzip");
}

TEST(Server, serves_a_unix_socket_for_its_owner_only) {
    const std::string path = temporary_path("unix.sock");
    Options options;
    options.listen = "";
    options.unix_socket = path;
    Handlers handlers;
    handlers.answer = [](const Request& request) {
        return text_response(request.address + (request.local ? " local" : ""));
    };
    {
        RunningServer running(handlers, options);
        struct stat status {};
        ASSERT_EQ(::stat(path.c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0777, 0600U);
        EXPECT_EQ(send("unix:" + path, "GET", "/", {}, "").body, "unix local");
        EXPECT_THROW(Server(options, handlers), crm::Error) << "a running server's socket is not taken over";
        EXPECT_EQ(send("unix:" + path, "GET", "/", {}, "").body, "unix local");
    }
    EXPECT_FALSE(std::filesystem::exists(path));
    { const Descriptor left_behind = listen_unix(path); }
    EXPECT_TRUE(std::filesystem::exists(path));
    RunningServer again(handlers, options);
    EXPECT_EQ(send("unix:" + path, "GET", "/", {}, "").body, "unix local");
}

TEST(Server, says_why_it_cannot_start) {
    RunningServer running(echo());
    const auto sentence = [&](Options options) -> std::string {
        try {
            Server server(std::move(options), echo());
            return "";
        } catch (const crm::Error& error) {
            return error.what();
        }
    };
    EXPECT_TRUE(contains(sentence({.listen = running.address()}), "Please choose another port"));
    EXPECT_TRUE(contains(sentence({.listen = "nonsense"}), "has no port"));
    EXPECT_TRUE(contains(sentence({.listen = "127.0.0.1:99999"}), "above 65535"));
    EXPECT_TRUE(
        contains(sentence({.listen = "", .unix_socket = "/nowhere/at/all"}), "Please check that the folder exists"));
    EXPECT_TRUE(
        contains(sentence({.listen = "", .unix_socket = std::string(200, 'x')}), "Please choose a shorter one"));
    EXPECT_TRUE(
        contains(sentence({.listen = "127.0.0.1:0", .tls_cert = "/nowhere.pem"}), "/nowhere.pem cannot be read"));
    EXPECT_TRUE(contains(sentence({.listen = "127.0.0.1:0", .trusted_proxies = {"x"}}), "“x” is not an address"));
}

TEST(Server, listens_on_ipv6_too) {
    Options options;
    options.listen = "[::1]:0";
    Handlers handlers;
    handlers.answer = [](const Request& request) { return text_response(request.address); };
    std::unique_ptr<RunningServer> running;
    try {
        running = std::make_unique<RunningServer>(handlers, options);
    } catch (const crm::Error& error) {
        GTEST_SKIP() << "no IPv6 here: " << error.what();
    }
    EXPECT_EQ(send("[::1]:" + std::to_string(running->server().port()), "GET", "/", {}, "").body, "::1");
}

TEST(Client, says_when_nobody_answers) {
    EXPECT_THROW(send("unix:" + temporary_path("nobody.sock"), "GET", "/", {}, ""), crm::Error);
    std::string address;
    {
        RunningServer gone(echo());
        address = gone.address();
    }
    EXPECT_THROW(send(address, "GET", "/", {}, ""), crm::Error);
}

TEST(Client, sends_and_receives_bodies) {
    RunningServer running(echo());
    const std::string body(300000, 'x');
    EXPECT_EQ(send(running.address(), "PUT", "/p", {}, body).body, "PUT /p||" + body);
    EXPECT_EQ(send(running.address(), "HEAD", "/p", {}, "").body, "");
    EXPECT_EQ(send(running.address(), "POST", "/p", {}, "").body, "POST /p||");
}

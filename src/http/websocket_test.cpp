#include "http/test_connection.hpp"

#include <atomic>
#include <mutex>

using namespace crm::http;

namespace {

const std::string upgrade_lines = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
const std::string upgrade = "GET /live HTTP/1.1\r\nHost: a\r\n" + upgrade_lines + "\r\n";

// A client's frame: masked with zeros, which is allowed and leaves the text readable.
std::string frame(int code, std::string_view text, bool last = true) {
    std::string out;
    out += static_cast<char>((last ? 0x80 : 0) | code);
    if (text.size() < 126) {
        out += static_cast<char>(0x80 | text.size());
    } else if (text.size() < 65536) {
        out += static_cast<char>(0x80 | 126);
        out += static_cast<char>(text.size() >> 8);
        out += static_cast<char>(text.size() & 0xff);
    } else {
        out += static_cast<char>(0x80 | 127);
        for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(text.size() >> shift & 0xff);
    }
    return out + std::string(4, '\0') + std::string(text);
}

struct Frame {
    int code = -1;
    std::string text;
    int close_code() const {
        return text.size() < 2 ? 0 : static_cast<unsigned char>(text[0]) * 256 + static_cast<unsigned char>(text[1]);
    }
};

Frame next_frame(RawConnection& raw) {
    const std::string head = raw.take(2);
    if (head.size() < 2) return {};
    std::size_t length = static_cast<unsigned char>(head[1]);
    if (length >= 126) {
        const std::string longer = raw.take(length == 126 ? 2 : 8);
        length = 0;
        for (const char c : longer) length = length * 256 + static_cast<unsigned char>(c);
    }
    return {head[0] & 0x0f, raw.take(length)};
}

constexpr int text_code = 1, binary_code = 2, close_code = 8, ping_code = 9, pong_code = 10;

struct Echo {
    std::mutex mutex;
    std::shared_ptr<Socket> socket;
    std::atomic<int> opened{0}, closed{0}, at_once{0};

    Handlers handlers() {
        Handlers made = echo();
        made.upgrade = [this](const Request& request, SocketEvents& events) {
            if (request.path != "/live") return Response{.status = 403, .body = "not here"};
            events.opened = [this](std::shared_ptr<Socket> open) {
                const std::lock_guard lock(mutex);
                socket = std::move(open);
                ++opened;
            };
            events.message = [this](std::string_view text) {
                EXPECT_EQ(++at_once, 1) << "one message at a time";
                socket->send("echo " + std::string(text));
                --at_once;
            };
            events.closed = [this] { ++closed; };
            return Response{.status = 101, .headers = {{"X-Welcome", "yes"}}};
        };
        return made;
    }
};

} // namespace

TEST(WebSocket, answers_messages_in_their_order) {
    Echo app;
    RunningServer running(app.handlers());
    RawConnection raw(running.address());
    raw.send(upgrade + frame(text_code, "at once")); // the first message right behind the request
    const std::string head = raw.until("\r\n\r\n");
    EXPECT_TRUE(head.starts_with("HTTP/1.1 101 Switching Protocols\r\n"));
    EXPECT_TRUE(contains(head, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
    EXPECT_TRUE(contains(head, "X-Welcome: yes\r\n"));
    EXPECT_TRUE(contains(head, "X-Request-Id: "));
    EXPECT_TRUE(contains(head, "Server: relacja\r\n")) << "without a version";
    EXPECT_EQ(next_frame(raw).text, "echo at once");
    std::string all;
    for (int i = 0; i < 100; ++i) all += frame(text_code, std::to_string(i));
    raw.send(all);
    for (int i = 0; i < 100; ++i) ASSERT_EQ(next_frame(raw).text, "echo " + std::to_string(i));
    raw.send(frame(text_code, "in ", false) + frame(0, "pieces"));
    EXPECT_EQ(next_frame(raw).text, "echo in pieces");
    raw.send(frame(ping_code, "p"));
    const Frame pong = next_frame(raw);
    EXPECT_EQ(pong.code, pong_code);
    EXPECT_EQ(pong.text, "p");
    EXPECT_EQ(running.server().figures().sockets, 1);
    raw.send(frame(close_code, std::string("\x03\xe8", 2)));
    EXPECT_EQ(next_frame(raw).close_code(), 1000);
    EXPECT_EQ(raw.rest(), "");
    EXPECT_TRUE(eventually([&] { return app.closed == 1 && running.server().figures().sockets == 0; }));
    EXPECT_EQ(app.opened, 1);
    app.socket->send("into the void"); // harmless
}

TEST(WebSocket, is_refused_by_the_application_or_for_a_broken_request) {
    Echo app;
    RunningServer running(app.handlers());
    const std::string refused =
        RawConnection(running.address()).send("GET /other HTTP/1.1\r\nHost: a\r\n" + upgrade_lines + "\r\n").answer();
    EXPECT_TRUE(refused.starts_with("HTTP/1.1 403"));
    EXPECT_TRUE(refused.ends_with("not here"));
    for (const char* line :
         {"Sec-WebSocket-Version: 12\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
          "Sec-WebSocket-Version: 13\r\n", "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n"})
        EXPECT_EQ(
            RawConnection(running.address())
                .send(std::string("GET /live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n") +
                      line + "\r\n")
                .status(),
            400)
            << line;
    EXPECT_EQ(app.opened, 0);
}

TEST(WebSocket, is_closed_for_what_is_too_long_or_not_text) {
    Echo app;
    Options options;
    options.limits.websocket_message = 1000;
    RunningServer running(app.handlers(), options);
    const auto refused = [&](const std::string& bytes) {
        RawConnection raw(running.address());
        raw.send(upgrade).until("\r\n\r\n");
        return next_frame(raw.send(bytes)).close_code();
    };
    EXPECT_EQ(refused(frame(text_code, std::string(1001, 'x'))), 1009);
    EXPECT_EQ(refused(frame(text_code, std::string(100'000, 'x'))), 1009);
    EXPECT_EQ(refused(frame(text_code, std::string(600, 'x'), false) + frame(0, std::string(600, 'x'))), 1009);
    EXPECT_EQ(refused(frame(binary_code, "x")), 1003);
    EXPECT_EQ(refused(frame(text_code, "\xff\xfe")), 1007);
    EXPECT_EQ(refused("\x81\x01x"), 1002) << "an unmasked frame";
    EXPECT_EQ(refused(frame(3, "x")), 1002) << "an unknown code";
    EXPECT_TRUE(eventually([&] { return app.closed == 7 && running.server().figures().connections == 0; }));
}

TEST(WebSocket, a_client_that_does_not_read_is_cut) {
    Echo app;
    RunningServer running(app.handlers());
    RawConnection raw(running.address());
    raw.send(upgrade).until("\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return app.opened == 1; }));
    EXPECT_TRUE(eventually([&] {
        app.socket->send(std::string(60'000, 'x'));
        return app.closed == 1;
    }));
    EXPECT_TRUE(eventually([&] { return running.server().figures().connections == 0; }));
}

TEST(WebSocket, takes_messages_from_many_threads) {
    Echo app;
    RunningServer running(app.handlers());
    RawConnection raw(running.address());
    raw.send(upgrade).until("\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return app.opened == 1; }));
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 100; ++i) app.socket->send(std::to_string(t));
        });
    std::array<int, 4> seen{};
    for (int i = 0; i < 400; ++i) {
        const Frame got = next_frame(raw);
        ASSERT_EQ(got.text.size(), 1U);
        ++seen[static_cast<std::size_t>(got.text[0] - '0')];
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(seen, (std::array<int, 4>{100, 100, 100, 100}));
}

TEST(WebSocket, writes_one_message_after_the_other_however_they_fall) {
    Echo app;
    RunningServer running(app.handlers());
    RawConnection raw(running.address());
    raw.send(upgrade).until("\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return app.opened == 1; }));
    // A little after the last one, a moment longer each time: now and then just while its write is being ended.
    std::atomic<int> taken{0};
    std::thread sender([&] {
        for (int i = 0; i < 50'000; ++i) {
            while (taken.load() + 1 < i) std::this_thread::yield();
            const auto until = std::chrono::steady_clock::now() + std::chrono::nanoseconds(i % 200 * 100);
            while (std::chrono::steady_clock::now() < until) {
            }
            app.socket->send("a");
        }
    });
    bool in_order = true;
    for (; in_order && taken < 50'000; ++taken) {
        Frame got = next_frame(raw);
        for (; got.code == ping_code; got = next_frame(raw)) raw.send(frame(pong_code, got.text)); // it takes a while
        in_order = got.text == "a";
    }
    taken = 50'000; // and so the sender ends
    sender.join();
    EXPECT_TRUE(in_order);
}

TEST(WebSocket, is_pinged_when_idle_and_cut_when_nobody_answers) {
    Echo app;
    Options options;
    options.limits.websocket_idle_seconds = 1;
    RunningServer running(app.handlers(), options);
    RawConnection raw(running.address());
    raw.send(upgrade).until("\r\n\r\n");
    EXPECT_EQ(next_frame(raw).code, ping_code);
    raw.send(frame(pong_code, ""));
    EXPECT_EQ(next_frame(raw).code, ping_code) << "an answer keeps it open";
    raw.rest(); // not answered any more: closed
    EXPECT_TRUE(eventually([&] { return app.closed == 1; }));
}

TEST(WebSocket, is_closed_by_the_application) {
    Echo app;
    RunningServer running(app.handlers());
    RawConnection raw(running.address());
    raw.send(upgrade).until("\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return app.opened == 1; }));
    app.socket->send("last words");
    app.socket->close(4001, "signed out");
    app.socket->send("too late");
    EXPECT_EQ(next_frame(raw).text, "last words");
    const Frame last = next_frame(raw);
    EXPECT_EQ(last.close_code(), 4001);
    EXPECT_EQ(last.text.substr(2), "signed out");
    raw.send(frame(close_code, last.text));
    EXPECT_EQ(raw.rest(), "");
    EXPECT_TRUE(eventually([&] { return app.closed == 1; }));
}

TEST(WebSocket, hears_that_the_server_stops) {
    Echo app;
    RunningServer running(app.handlers());
    RawConnection raw(running.address());
    raw.send(upgrade).until("\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return app.opened == 1; }));
    std::thread stopping([&] { running.finish(); });
    const Frame last = next_frame(raw);
    EXPECT_EQ(last.code, close_code);
    EXPECT_EQ(last.close_code(), 1001);
    raw.send(frame(close_code, last.text));
    EXPECT_EQ(raw.rest(), "");
    stopping.join();
    EXPECT_EQ(app.closed, 1);
}

TEST(WebSocket, of_a_client_that_vanishes_is_closed) {
    Echo app;
    RunningServer running(app.handlers());
    for (int i = 0; i < 10; ++i) {
        RawConnection raw(running.address());
        raw.send(upgrade).until("\r\n\r\n");
        raw.send(frame(text_code, "hello").substr(0, 5));
    }
    EXPECT_TRUE(eventually([&] { return app.closed == 10 && running.server().figures().connections == 0; }));
}

// Streamed answers, clients that read slowly or go away, and the end of the server.
#include "http/test_connection.hpp"

#include <atomic>
#include <future>

using namespace crm::http;

namespace {

const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

Handlers streaming(std::function<void(const std::function<bool(std::string_view)>&)> stream) {
    Handlers handlers;
    handlers.answer = [stream = std::move(stream)](const Request& request) {
        if (request.path != "/") return text_response("quick");
        return Response{.headers = {{"Content-Type", "application/octet-stream"}}, .stream = stream};
    };
    return handlers;
}

} // namespace

TEST(Stream, comes_in_pieces_and_the_connection_stays) {
    RunningServer running(streaming([](const auto& write) {
        write("first,");
        write("");
        write("second");
    }));
    std::vector<std::string> pieces;
    send(running.address(), "GET", "/", {}, "", [&](std::string_view piece) { pieces.emplace_back(piece); });
    EXPECT_EQ(pieces, (std::vector<std::string>{"first,", "second"}));
    RawConnection raw(running.address());
    raw.send(get + get);
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(contains(raw.until("\r\n\r\n"), "Transfer-Encoding: chunked"));
        EXPECT_EQ(raw.until("0\r\n\r\n"), "6\r\nfirst,\r\n6\r\nsecond\r\n0\r\n\r\n");
    }
}

TEST(Stream, without_pieces_is_an_empty_body) {
    RunningServer running(streaming([](const auto&) {}));
    EXPECT_EQ(RawConnection(running.address()).send(get).until("0\r\n\r\n").substr(0, 15), "HTTP/1.1 200 OK");
    EXPECT_EQ(send(running.address(), "GET", "/", {}, "").body, "");
    EXPECT_FALSE(
        contains(RawConnection(running.address()).send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + get).until("HTTP/1.1 2"),
                 "0\r\n"));
}

TEST(Stream, for_an_old_client_ends_with_the_connection) {
    RunningServer running(streaming([](const auto& write) { write("abc"); }));
    EXPECT_TRUE(RawConnection(running.address()).send("GET / HTTP/1.0\r\n\r\n").rest().ends_with("\r\n\r\nabc"));
}

TEST(Stream, may_say_how_long_it_will_be) {
    std::atomic<bool> refused{false};
    Handlers handlers;
    handlers.answer = [&](const Request& request) {
        Response response{.headers = {{"Content-Length", "6"}}};
        response.stream = [&, path = request.path](const auto& write) {
            write("abc");
            if (path != "/short") write("def");
            if (path == "/long") refused = !write("more");
        };
        return response;
    };
    RunningServer running(std::move(handlers));
    EXPECT_EQ(send(running.address(), "GET", "/", {}, "").body, "abcdef");
    RawConnection shortened(running.address());
    EXPECT_TRUE(shortened.send("GET /short HTTP/1.1\r\nHost: a\r\n\r\n").rest().ends_with("abc"));
    EXPECT_TRUE(
        RawConnection(running.address()).send("GET /long HTTP/1.1\r\nHost: a\r\n\r\n").rest().ends_with("abcdef"));
    EXPECT_TRUE(refused);
}

TEST(Stream, that_throws_is_an_error_before_its_first_piece_and_broken_after_it) {
    Handlers handlers;
    handlers.answer = [](const Request& request) {
        Response response;
        response.stream = [path = request.path](const auto& write) {
            if (path == "/late") write("abc");
            throw std::runtime_error("by intention of the test");
        };
        return response;
    };
    RunningServer running(std::move(handlers));
    EXPECT_EQ(send(running.address(), "GET", "/early", {}, "").status, 500);
    const std::string broken = RawConnection(running.address()).send("GET /late HTTP/1.1\r\nHost: a\r\n\r\n").rest();
    EXPECT_TRUE(broken.ends_with("3\r\nabc\r\n")) << broken;
}

TEST(Stream, is_compressed_for_clients_that_take_it) {
    Handlers handlers;
    handlers.answer = [](const Request&) {
        return Response{.headers = {{"Content-Type", "text/csv"}}, .stream = [](const auto& write) {
                            for (int i = 0; i < 1000; ++i) write("line after line\n");
                        }};
    };
    RunningServer running(std::move(handlers));
    const auto plain = send(running.address(), "GET", "/", {}, "");
    const auto zipped = send(running.address(), "GET", "/", {{"Accept-Encoding", "gzip"}}, "");
    EXPECT_EQ(plain.body.size(), 16'000U);
    EXPECT_LT(zipped.body.size(), 1000U);
    EXPECT_EQ(unzipped(zipped.body), plain.body);
}

TEST(Stream, waits_for_a_slow_reader_and_loses_nothing) {
    std::string piece(100'000, '\0');
    for (std::size_t i = 0; i < piece.size(); ++i) piece[i] = static_cast<char>('a' + i % 23);
    RunningServer running(streaming([&](const auto& write) {
        for (int i = 0; i < 200; ++i) write(piece);
    }));
    std::size_t length = 0;
    bool sound = true;
    send(running.address(), "GET", "/", {}, "", [&](std::string_view got) {
        for (const char c : got) sound = sound && c == piece[length++ % piece.size()];
    });
    EXPECT_EQ(length, 200 * piece.size());
    EXPECT_TRUE(sound);
}

TEST(Stream, to_clients_that_do_not_read_does_not_stop_the_others) {
    Options options;
    options.workers = 1;
    std::atomic<int> waiting{0};
    RunningServer running(streaming([&](const auto& write) {
                              ++waiting;
                              while (write(std::string(100'000, 'x'))) continue;
                              --waiting;
                          }),
                          options);
    std::vector<std::unique_ptr<RawConnection>> sleepers;
    for (int i = 0; i < 5; ++i) {
        sleepers.push_back(std::make_unique<RawConnection>(running.address()));
        sleepers.back()->send(get);
    }
    EXPECT_TRUE(eventually([&] { return waiting == 5; }));
    EXPECT_EQ(send(running.address(), "GET", "/quick", {}, "").body, "quick");
    sleepers.clear(); // and the worker learns that its client has gone
    EXPECT_TRUE(eventually([&] { return waiting == 0; }));
    EXPECT_EQ(send(running.address(), "GET", "/quick", {}, "").body, "quick");
}

TEST(Stream, is_cut_when_the_client_takes_nothing_for_too_long) {
    Options options;
    options.limits.write_seconds = 1;
    std::promise<void> cut;
    RunningServer running(streaming([&](const auto& write) {
                              while (write(std::string(100'000, 'x'))) continue;
                              cut.set_value();
                          }),
                          options);
    RawConnection raw(running.address());
    raw.send(get);
    EXPECT_EQ(cut.get_future().wait_for(std::chrono::seconds(30)), std::future_status::ready);
    EXPECT_TRUE(eventually([&] { return running.server().figures().connections == 0; }));
}

TEST(Answer, of_many_bytes_is_cut_too_when_nobody_takes_it) {
    Options options;
    options.limits.write_seconds = 1;
    options.workers = 1;
    Handlers handlers;
    handlers.answer = [](const Request& request) {
        return text_response(std::string(request.path == "/" ? 50'000'000 : 1, 'x'));
    };
    RunningServer running(std::move(handlers), options);
    RawConnection raw(running.address());
    raw.send(get).until("\r\n\r\n");
    EXPECT_EQ(send(running.address(), "GET", "/quick", {}, "").body, "x") << "the only worker is not held up";
    EXPECT_TRUE(eventually([&] { return running.server().figures().connections == 0; }));
    EXPECT_EQ(send(running.address(), "GET", "/", {}, "").body.size(), 50'000'000U)
        << "a client that reads gets it whole";
}

TEST(Client, that_goes_away_in_the_middle_leaves_nothing_behind) {
    RunningServer running(echo());
    for (int i = 0; i < 20; ++i) {
        RawConnection(running.address()).send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc");
        RawConnection(running.address()).send("GET / HT");
        RawConnection(running.address()).send(get + get + get);
    }
    EXPECT_TRUE(eventually([&] { return running.server().figures().connections == 0; }));
    EXPECT_EQ(send(running.address(), "GET", "/", {}, "").status, 200);
}

TEST(Stop, finishes_the_request_under_way_and_takes_no_other) {
    std::promise<void> entered, go_on;
    Handlers handlers;
    handlers.answer = [&](const Request& request) {
        if (request.path == "/") {
            entered.set_value();
            go_on.get_future().wait();
        }
        return text_response("finished");
    };
    RunningServer running(std::move(handlers));
    RawConnection busy(running.address()), idle(running.address());
    EXPECT_EQ(idle.send("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n").status(), 200);
    busy.send(get + get);
    entered.get_future().wait();
    std::thread stopping([&] { running.finish(); });
    EXPECT_EQ(idle.rest(), "") << "an idle connection is closed at once";
    EXPECT_TRUE(eventually([&] {
        try {
            RawConnection late(running.address());
            return false;
        } catch (const std::exception&) {
            return true;
        }
    }));
    go_on.set_value();
    const std::string answer = busy.rest();
    EXPECT_TRUE(contains(answer, "Connection: close"));
    EXPECT_TRUE(answer.ends_with("finished"));
    EXPECT_EQ(answer.find("HTTP/1.1"), answer.rfind("HTTP/1.1")) << "the next one in line is not begun";
    busy.close();
    stopping.join();
}

TEST(Stop, before_the_run_ends_it_at_once) {
    Server server({.listen = "127.0.0.1:0"}, echo());
    server.stop();
    server.run();
    EXPECT_EQ(server.figures().connections, 0);
}

#include "wire/smtp.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/base64.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "wire/line.hpp"

namespace crm::wire {

namespace {

constexpr std::size_t longest_answer = 64 * 1024;
constexpr std::size_t line_letters = 76;     // of base64
constexpr std::size_t octets_of_a_word = 45; // of an encoded word, which has at most 75 letters (RFC 2047)

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= ' ' && c < 0x7f; });
}

// Cut between letters, never within one.
std::string encoded_words(std::string_view text) {
    std::string words;
    while (!text.empty()) {
        std::size_t length = std::min(text.size(), octets_of_a_word);
        while (length < text.size() && length > 1 && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80)
            --length;
        if (!words.empty()) words += "\r\n ";
        words += "=?UTF-8?B?" + base64(text.substr(0, length)) + "?=";
        text.remove_prefix(length);
    }
    return words;
}

std::string in_lines(std::string_view letters) {
    std::string lines;
    for (; !letters.empty(); letters.remove_prefix(std::min(letters.size(), line_letters)))
        (lines += letters.substr(0, line_letters)) += "\r\n";
    return lines;
}

std::string with_crlf(std::string_view text) {
    std::string lines;
    for (const char c : text) {
        if (c == '\r') continue;
        if (c == '\n') lines += '\r';
        lines += c;
    }
    return lines;
}

// "Mon, 23 Nov 2026 04:10:00 +0000"
std::string mail_date(Moment at) {
    static constexpr std::array<const char*, 7> days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const Day day = Zone::utc().day_of(at);
    const auto [year, month, number] = split(day);
    const std::string time = format_moment(at).substr(11, 8);
    return std::string(days.at(static_cast<std::size_t>(weekday(day) - 1))) + ", " + std::to_string(number) + " " +
           months.at(static_cast<std::size_t>(month - 1)) + " " + std::to_string(year) + " " + time + " +0000";
}

std::string domain_of(const std::string& address) {
    return address.substr(address.rfind('@') + 1);
}

// What a server said, fit to be shown.
std::string shown(const std::string& said) {
    std::string text = valid_utf8(said) ? said : std::string();
    std::erase_if(text, [](unsigned char c) { return c < ' ' || c == 0x7f; });
    return cut(text, 300);
}

struct Reply {
    int code = 0;
    std::vector<std::string> lines; // without the code
    bool good() const { return code >= 200 && code < 400; }
    std::string text() const {
        std::string all = std::to_string(code);
        for (const auto& line : lines) all += " " + line;
        return shown(all);
    }
};

[[noreturn]] void refused(const Reply& reply, Problem problem) {
    throw Error(problem, "The mail server answered: " + reply.text());
}

class Conversation {
public:
    Conversation(const MailAccount& account, const Outgoing& outgoing, int seconds)
        : account_(account), outgoing_(outgoing), line_(outgoing.resolve(account.host, std::to_string(account.port)),
                                                        steady_us() + std::int64_t{seconds} * 1'000'000) {
        if (account.security == MailAccount::Security::tls) secure();
    }

    void greet(const std::string& own_name) {
        expect(read());
        hello(own_name);
        if (account_.security == MailAccount::Security::starttls) {
            if (!offers("STARTTLS"))
                throw Error(Problem::unavailable, "This mail server offers no STARTTLS on port " +
                                                      std::to_string(account_.port) +
                                                      ". Please choose TLS with its port, usually 465.");
            expect(ask("STARTTLS"));
            // What came before the line was safe may be anybody's.
            if (!buffer_.empty())
                throw Error(Problem::unavailable, "The mail server said more than it should before TLS.");
            secure();
            hello(own_name);
        }
        if (!account_.login.empty()) sign_in();
    }

    void hand_over(const MailMessage& message) {
        const bool plain = is_ascii(message.from) && is_ascii(message.to);
        if (!plain && !offers("SMTPUTF8"))
            throw Error(Problem::invalid, "This mail server takes only addresses of Latin letters without accents.");
        accept(ask("MAIL FROM:<" + message.from + ">" + (plain ? "" : " SMTPUTF8")));
        accept(ask("RCPT TO:<" + message.to + ">"));
        const Reply ready = ask("DATA");
        if (ready.code != 354) refused(ready, Problem::unavailable);
        line_.write(written(message) + ".\r\n"); // no line of it begins with a dot
        accept(read());
        line_.write("QUIT\r\n"); // it is taken; what is said now changes nothing
    }

private:
    void secure() { line_.secure(account_.host, outgoing_.authorities()); }
    void expect(const Reply& reply) {
        if (!reply.good()) refused(reply, Problem::unavailable);
    }
    // Of a letter: 5… is final, 4… may go later.
    void accept(const Reply& reply) {
        if (!reply.good()) refused(reply, reply.code >= 500 ? Problem::invalid : Problem::unavailable);
    }
    void hello(const std::string& own_name) {
        Reply reply = ask("EHLO " + own_name);
        if (!reply.good()) reply = ask("HELO " + own_name);
        expect(reply);
        offered_ = std::move(reply.lines);
    }
    bool offers(std::string_view what) const {
        return std::any_of(offered_.begin(), offered_.end(), [&](const std::string& line) {
            return upper_ascii(line.substr(0, line.find(' '))) == what;
        });
    }
    bool offers_sign_in(std::string_view way) const {
        for (const auto& line : offered_) {
            const std::string words = upper_ascii(line) + " ";
            if (words.starts_with("AUTH") && words.find(" " + std::string(way) + " ") != std::string::npos) return true;
        }
        return false;
    }
    void sign_in() {
        require(account_.security != MailAccount::Security::none, "a login goes over TLS only");
        Reply reply;
        if (offers_sign_in("PLAIN")) {
            reply = ask("AUTH PLAIN " +
                        base64(std::string(1, '\0') + account_.login + std::string(1, '\0') + account_.password));
        } else if (offers_sign_in("LOGIN")) {
            reply = ask("AUTH LOGIN");
            if (reply.code == 334) reply = ask(base64(account_.login));
            if (reply.code == 334) reply = ask(base64(account_.password));
        } else {
            throw Error(Problem::unavailable,
                        "This mail server takes no login and password here. Please leave the login empty, or choose "
                        "another port.");
        }
        if (reply.code != 235) refused(reply, Problem::unavailable);
    }
    Reply ask(const std::string& command) {
        line_.write(command + "\r\n");
        return read();
    }
    Reply read() {
        Reply reply;
        std::size_t size = 0;
        for (bool more = true; more;) {
            const std::string line = read_line();
            size += line.size();
            const auto [end, fault] =
                std::from_chars(line.data(), line.data() + std::min<std::size_t>(3, line.size()), reply.code);
            if (fault != std::errc() || end != line.data() + 3 || reply.code < 200 || reply.code > 599 ||
                size > longest_answer)
                throw Error(Problem::unavailable,
                            "What answers there is no mail server. Please check the address and the port.");
            more = line.size() > 3 && line[3] == '-';
            reply.lines.push_back(line.size() > 4 ? line.substr(4) : "");
        }
        return reply;
    }
    std::string read_line() {
        for (;;) {
            if (const auto end = buffer_.find('\n'); end != std::string::npos) {
                std::string line = buffer_.substr(0, end);
                buffer_.erase(0, end + 1);
                if (line.ends_with('\r')) line.pop_back();
                return line;
            }
            if (buffer_.size() > longest_answer)
                throw Error(Problem::unavailable,
                            "What answers there is no mail server. Please check the address and the port.");
            char octets[4096];
            const std::size_t count = line_.read(octets, sizeof octets);
            if (!count)
                throw Error(
                    Problem::unavailable,
                    "The mail server broke off the conversation. Please check the port and the kind of security.");
            buffer_.append(octets, count);
        }
    }
    static std::string upper_ascii(std::string text) {
        for (char& c : text)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        return text;
    }

    const MailAccount& account_;
    const Outgoing& outgoing_;
    Line line_;
    std::string buffer_;
    std::vector<std::string> offered_;
};

} // namespace

std::string written(const MailMessage& message) {
    for (const auto* each : {&message.from, &message.to, &message.id})
        require(each->find_first_of("\r\n<> \t") == std::string::npos, "an address is one word");
    const std::string name = message.from_name.empty() ? std::string() : encoded_words(message.from_name) + " ";
    return "Date: " + mail_date(message.at) + "\r\nFrom: " + name + "<" + message.from + ">\r\nTo: <" + message.to +
           ">\r\nSubject: " + encoded_words(message.subject) + "\r\nMessage-ID: <" + message.id +
           ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\n" +
           in_lines(base64(with_crlf(message.text)));
}

void send_mail(const MailMessage& message, const MailAccount& account, const Outgoing& outgoing, int seconds) {
    Conversation conversation(account, outgoing, seconds);
    conversation.greet(domain_of(message.from));
    conversation.hand_over(message);
}

} // namespace crm::wire

#include "base/json_fault.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "base/text.hpp"

namespace crm {

namespace {

constexpr std::size_t longest_name = 60;
constexpr std::size_t most_names = 10; // of a field that is told

// Where the first octet stands that is no UTF-8; the text's size where there is none.
std::size_t end_of_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto first = static_cast<unsigned char>(text[at]);
        const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (first >= 0x80 && (at + length > text.size() || !valid_utf8(text.substr(at, length)))) return at;
        at += length;
    }
    return text.size();
}

// Walks over a text by the grammar of RFC 8259 and stops at the first octet that does not fit, or at a value for which
// there is no room.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text), utf8_until_(end_of_utf8(text)) {}

    JsonFault fault() {
        std::string sentence = sentence_of_fault();
        std::string field;
        for (std::size_t i = 0; i < path_.size() && i < most_names; ++i) (field += i ? "." : "") += path_[i];
        if (path_.size() > most_names) field += ".…";
        return {std::move(sentence), std::move(field)};
    }

private:
    std::string sentence_of_fault() {
        space();
        if (done()) return "The JSON is empty; send a value.";
        if (value(0)) {
            space();
            if (done()) return "The JSON cannot be read: a number in it is too large.";
            expected_ = "the end, since the value is complete";
        }
        if (!unkept_.empty()) return unkept_;
        if (done()) return "The JSON ends too early: " + expected_ + " is missing.";
        return "The JSON is broken at " + place() + ": expected " + expected_ + ", found " + found() + ".";
    }

    bool done() const { return at_ == text_.size(); }
    char peek() const { return done() ? '\0' : text_[at_]; }
    bool miss(std::string what) {
        expected_ = std::move(what);
        return false;
    }
    void space() {
        while (!done() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t')) ++at_;
    }
    bool digit() const { return peek() >= '0' && peek() <= '9'; }

    bool value(int depth) {
        if (depth > 1024) return miss("fewer levels of nesting");
        switch (peek()) {
        case '{':
            return object(depth);
        case '[':
            return array(depth);
        case '"':
            return string();
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            return peek() == '-' || digit() ? number() : miss("a value");
        }
    }

    bool word(std::string_view what) {
        for (char letter : what) {
            if (peek() != letter) return miss("the word " + std::string(what));
            ++at_;
        }
        return true;
    }

    bool digits() {
        if (!digit()) return miss("a digit");
        while (digit()) ++at_;
        return true;
    }

    bool number() {
        const std::size_t begin = at_;
        return written_number() && fits(text_.substr(begin, at_ - begin));
    }

    // Whole numbers up to 64 bits, all others up to what a double holds.
    bool fits(std::string_view number) {
        bool fits = true;
        if (number.find_first_of(".eE") != std::string_view::npos) {
            fits = std::isfinite(std::strtod(std::string(number).c_str(), nullptr));
        } else {
            std::int64_t below = 0;
            std::uint64_t above = 0;
            const char* end = number.data() + number.size();
            fits = (number.front() == '-' ? std::from_chars(number.data(), end, below).ec
                                          : std::from_chars(number.data(), end, above).ec) == std::errc();
        }
        if (!fits)
            unkept_ = "The number " + cut(number, 40) + " is too large; there is no room for it. Send a smaller one.";
        return fits;
    }

    bool written_number() {
        if (peek() == '-') ++at_;
        if (peek() == '0') {
            ++at_;
            if (digit()) return miss("a number without a leading zero");
        } else if (!digits()) {
            return false;
        }
        if (peek() == '.') {
            ++at_;
            if (!digits()) return false;
        }
        if (peek() == 'e' || peek() == 'E') {
            ++at_;
            if (peek() == '+' || peek() == '-') ++at_;
            if (!digits()) return false;
        }
        return true;
    }

    bool string() {
        ++at_;
        while (!done() && peek() != '"') {
            if (at_ == utf8_until_) return miss("UTF-8");
            if (static_cast<unsigned char>(peek()) < 32)
                return miss("no control character inside a text (write \\n or \\u001f)");
            if (peek() != '\\') {
                ++at_;
            } else if (!escape()) {
                return false;
            }
        }
        if (done()) return miss("a closing quotation mark");
        ++at_;
        return true;
    }

    bool escape() {
        ++at_;
        if (peek() != 'u') {
            if (done() || std::string_view("\"\\/bfnrt").find(peek()) == std::string_view::npos)
                return miss("one of \" \\ / b f n r t u after a backslash");
            ++at_;
            return true;
        }
        auto first = unit();
        if (first < 0) return false;
        if (first == 0) {
            unkept_ = "A text in the JSON holds the character U+0000, which cannot be stored; remove it.";
            return false;
        }
        if (first >= 0xdc00 && first <= 0xdfff) return miss("the first half of a surrogate pair before the second");
        if (first < 0xd800 || first > 0xdbff) return true;
        if (peek() != '\\') return miss("the second half of a surrogate pair");
        ++at_;
        auto second = peek() == 'u' ? unit() : -1;
        return (second >= 0xdc00 && second <= 0xdfff) || miss("the second half of a surrogate pair");
    }

    int unit() {
        ++at_;
        int code = 0;
        for (int i = 0; i < 4; ++i, ++at_) {
            char c = peek();
            int nibble = digit()                ? c - '0'
                         : c >= 'a' && c <= 'f' ? c - 'a' + 10
                         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                : -1;
            if (nibble < 0) {
                miss("four hexadecimal digits after \\u");
                return -1;
            }
            code = code * 16 + nibble;
        }
        return code;
    }

    bool array(int depth) {
        ++at_;
        space();
        if (peek() == ']') return ++at_, true;
        for (std::size_t i = 0;; ++i) {
            space();
            path_.push_back(std::to_string(i));
            if (!value(depth + 1)) return false;
            path_.pop_back();
            space();
            if (peek() == ']') return ++at_, true;
            if (peek() != ',') return miss("a comma or ]");
            ++at_;
        }
    }

    bool object(int depth) {
        ++at_;
        space();
        if (peek() == '}') return ++at_, true;
        while (true) {
            space();
            if (peek() != '"') return miss("a name in quotation marks");
            const std::size_t name = at_ + 1;
            if (!string()) return false;
            path_.push_back(cut(text_.substr(name, at_ - 1 - name), longest_name));
            space();
            if (peek() != ':') return miss("a colon after the name");
            ++at_;
            space();
            if (!value(depth + 1)) return false;
            path_.pop_back();
            space();
            if (peek() == '}') return ++at_, true;
            if (peek() != ',') return miss("a comma or }");
            ++at_;
        }
    }

    std::string place() const {
        std::size_t line = 1, column = 1;
        for (std::size_t i = 0; i < at_; ++i) {
            if (text_[i] == '\n') {
                ++line;
                column = 1;
            } else if ((text_[i] & 0xc0) != 0x80) {
                ++column;
            }
        }
        return "line " + std::to_string(line) + ", column " + std::to_string(column);
    }

    std::string found() const {
        auto octet = static_cast<unsigned char>(peek());
        if (octet < 32 || octet == 127) return "the control character " + std::to_string(octet);
        std::size_t end = at_ + 1;
        while (end < text_.size() && (text_[end] & 0xc0) == 0x80) ++end;
        const std::string_view letter = text_.substr(at_, end - at_);
        if (!valid_utf8(letter)) return "the octet " + std::to_string(octet) + ", which is not UTF-8";
        return "\"" + std::string(letter) + "\"";
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t utf8_until_;
    std::string expected_;
    std::string unkept_; // what is wrong with a value that is JSON
    std::vector<std::string> path_;
};

} // namespace

JsonFault json_fault(std::string_view text) {
    return Reader(text).fault();
}

} // namespace crm

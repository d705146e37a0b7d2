#include "base/json_fault.hpp"

#include "base/text.hpp"

namespace crm {

namespace {

// Walks over a text by the grammar of RFC 8259 and stops at the first octet that does not fit.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    std::string fault() {
        space();
        if (done()) return "The JSON is empty; send a value.";
        if (value(0)) {
            space();
            if (done()) return "The JSON cannot be read: a number in it is too large.";
            expected_ = "the end, since the value is complete";
        }
        if (done()) return "The JSON ends too early: " + expected_ + " is missing.";
        return "The JSON is broken at " + place() + ": expected " + expected_ + ", found " + found() + ".";
    }

private:
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
        while (true) {
            space();
            if (!value(depth + 1)) return false;
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
            if (!string()) return false;
            space();
            if (peek() != ':') return miss("a colon after the name");
            ++at_;
            space();
            if (!value(depth + 1)) return false;
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
    std::string expected_;
};

} // namespace

std::string json_fault(std::string_view text) {
    return Reader(text).fault();
}

} // namespace crm

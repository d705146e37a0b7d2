// Encoding: in which encoding a text was written, told from its octets, and that text as UTF-8, piece by piece, so that
// memory stays flat whatever its size.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

// Collects what the octets of a text tell. Judges by its byte order mark, by whether it is UTF-8, by its NULs (UTF-16),
// else by how well the letters fit the alphabets of the languages around us.
class EncodingGuess {
public:
    // Feed the text in order; false when enough has been seen.
    bool feed(std::string_view octets);

    struct Answer {
        std::string encoding = "UTF-8"; // a name that Utf8Decoder takes
        double sure = 1;
        bool mixed = false; // some of it is in that encoding, some is not
    };
    Answer answer() const;

private:
    void read_utf8(unsigned char octet);
    void end_line();
    std::string head_;
    std::string sample_;     // the words around octets above 127, separated by spaces, of lines that are not UTF-8
    std::string line_words_; // the same of the line that is being read
    bool line_has_letter_ = false;
    std::size_t broken_before_line_ = 0;
    std::size_t utf8_lines_ = 0, broken_lines_ = 0; // with letters in UTF-8 and nothing else; with other octets
    std::size_t seen_ = 0, valid_ = 0, pairs_ = 0, broken_ = 0; // pairs: valid, of two octets
    std::size_t nul_even_ = 0, nul_odd_ = 0;
    int expected_ = 0; // continuation octets of the sequence that has begun
    unsigned char first_ = 0;
    bool fresh_ = false; // the next octet is the sequence's second
    std::string word_;
    bool word_marked_ = false;
};

// The encodings that people may choose from, UTF-8 first.
const std::vector<std::string_view>& known_encodings();

// Turns a text piece by piece into UTF-8, without its byte order mark. What means nothing becomes U+FFFD.
class Utf8Decoder {
public:
    explicit Utf8Decoder(std::string_view encoding); // throws Error when it is not known
    ~Utf8Decoder();
    Utf8Decoder(const Utf8Decoder&) = delete;
    void decode(std::string_view octets, bool last, std::string& out);

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

// A whole text that is short.
std::string decoded(std::string_view octets, std::string_view encoding);

} // namespace crm

// Text: Unicode as the domain needs it. Everything is UTF-8 and NFC; folding and keys follow docs/reference/text.md.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

bool valid_utf8(std::string_view text); // strict, and without NUL
std::string nfc(std::string_view text);
std::string_view trimmed(std::string_view text); // Unicode white space at both ends
std::string squeezed(std::string_view text);     // trimmed, inner white space one space
std::size_t letters(std::string_view text);      // code points
std::string lower(std::string_view text);
std::string cut(std::string_view text, std::size_t code_points);

// The plain fold: NFKD, marks removed, ł = l, đ = d, ß = ss …, lower case. Cyrillic stays Cyrillic (ќ becomes к).
std::string fold(std::string_view text);
// The official Macedonian passport transliteration: Ѓорѓи → Gjorgji, ЃОРЃИ → GJORGJI; other text unchanged.
std::string latin(std::string_view text);
// The loose key: Ѓорѓи, Gjorgji, Ǵorǵi, Đorđi, Gorgi, Djordji all give "gorgi"; [a-z0-9] only.
// Finds candidates; a score then uses the originals.
std::string loose_key(std::string_view text);
// The words of a text, split at anything that is neither letter nor digit, as given (fold first if needed).
std::vector<std::string> words(std::string_view text);
std::string digits_of(std::string_view text); // its decimal digits only
// A folded header or label as a name: "Kod pocztowy" → "kod_pocztowy", Cyrillic transliterated; at most `length`
// letters.
std::string as_name(std::string_view text, std::size_t length = 40);

// The order of a company's language: one ICU collator with the other alphabet's tailoring. key() compares as bytes.
// May be used from several threads.
class Collation {
public:
    explicit Collation(std::string_view language); // en, pl, mk; others as ICU has them
    ~Collation();
    std::string key(std::string_view text, std::size_t max_bytes = 96) const;
    std::string version() const; // ICU version and language: a stored key of another version must be made anew

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace crm

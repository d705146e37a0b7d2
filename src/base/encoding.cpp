#include "base/encoding.hpp"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

constexpr std::size_t most_seen = 64 * 1024 * 1024;
constexpr std::size_t most_sampled = 256 * 1024;
constexpr std::size_t longest_word = 60;

// The letters beyond ASCII of a language, in lower case; for Cyrillic all of them, the frequent first.
struct Alphabet {
    const char* letters;
    bool cyrillic;
};
constexpr Alphabet alphabets[] = {
    {"ąćęłńóśźż", false},                        // Polish
    {"áäčďéěíĺľňóôŕřšťúůýž", false},             // Czech, Slovak
    {"čćđšž", false},                            // Croatian, Slovene, Bosnian
    {"áéíóöőúüű", false},                        // Hungarian
    {"ăâîșțşţ", false},                          // Romanian
    {"äöüß", false},                             // German
    {"àâæçéèêëîïôœùûüÿñáíóúãõìòåøäöß", false},   // western
    {"оаеинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", true}, // Russian, Bulgarian
    {"аеиоутнсрвдкплмзгбјчшжцќфхњџљѓѕѐѝ", true}, // Macedonian
    {"аиоенсрјутдвкмплгзбшчцжњћхљђфџ", true},    // Serbian
    {"оаинітесрвуклдмпяьзгбчйхжшюцщєфїґ", true}, // Ukrainian
};

struct Candidate {
    std::string_view name;
    bool cyrillic;
    double handicap = 0; // how much better the seldom ones must fit
};
constexpr std::string_view old_dos =
    "IBM852"; // has a letter for nearly every octet, so nearly anything looks like words
// Where two fit alike, the earlier one is taken.
constexpr Candidate candidates[] = {
    {"windows-1250", false}, {"ISO-8859-2", false},    {"windows-1252", false, 0.05},
    {old_dos, false, 0.15},  {"windows-1251", true},   {"ISO-8859-5", true},
    {"KOI8-R", true},        {"x-mac-cyrillic", true}, {"IBM866", true},
};

// What each octet above 127 means.
struct Table {
    std::array<char32_t, 128> meaning{};
};

const Table& table_of(std::string_view encoding) {
    static const std::map<std::string_view, Table> tables = [] {
        std::map<std::string_view, Table> made;
        for (const Candidate& each : candidates) {
            Table table;
            for (int octet = 128; octet < 256; ++octet) {
                const char one = static_cast<char>(octet);
                const auto text = icu::UnicodeString(&one, 1, std::string(each.name).c_str());
                table.meaning[static_cast<std::size_t>(octet - 128)] =
                    text.length() == 1 ? static_cast<char32_t>(text.char32At(0)) : 0xFFFD;
            }
            made.emplace(each.name, table);
        }
        return made;
    }();
    return tables.at(encoding);
}

struct LetterFacts {
    icu::UnicodeString letters;
    explicit LetterFacts(const char* utf8) : letters(icu::UnicodeString::fromUTF8(utf8)) {}
    // 0 is the most frequent; -1 none of them.
    int place(char32_t lower) const { return letters.indexOf(static_cast<UChar32>(lower)); }
};

const std::vector<LetterFacts>& letter_facts() {
    static const std::vector<LetterFacts> facts = [] {
        std::vector<LetterFacts> made;
        for (const Alphabet& each : alphabets) made.emplace_back(each.letters);
        return made;
    }();
    return facts;
}

bool ascii_letter(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// One octet in the middle of a text, as one candidate reads it.
struct Read {
    char32_t lower = 0;
    bool letter = false, upper = false, control = false, unknown = false, drawn = false; // drawn: lines of a box
};

using Reads = std::array<Read, 256>;

Reads reads_of(const Candidate& candidate) {
    Reads reads{};
    for (int octet = 0; octet < 256; ++octet) {
        Read& read = reads[static_cast<std::size_t>(octet)];
        char32_t c = static_cast<char32_t>(octet);
        if (octet > 127) c = table_of(candidate.name).meaning[static_cast<std::size_t>(octet - 128)];
        const auto code = static_cast<UChar32>(c);
        read.unknown = c == 0xFFFD;
        read.control = c >= 0x80 && c < 0xA0;
        read.drawn = c >= 0x2500 && c < 0x25A0;
        read.letter = u_isalpha(code);
        read.upper = u_isupper(code);
        read.lower = static_cast<char32_t>(u_tolower(code));
    }
    return reads;
}

// Whether a mark that is no letter stands where such marks stand.
bool usual_place(char32_t mark, bool letter_before, bool letter_after) {
    constexpr std::u32string_view anywhere = U"\u2018\u2019\u2013\u2014\u2026\u00A0"; // ‘ ’ – — …
    constexpr std::u32string_view opening = U"\u201E\u00AB\u2039", closing = U"\u201D\u00BB\u203A\u2122\u00AE";
    if (anywhere.find(mark) != std::u32string_view::npos) return true;
    if (opening.find(mark) != std::u32string_view::npos) return !letter_before;
    if (closing.find(mark) != std::u32string_view::npos) return !letter_after;
    if (mark == U'\u201C') return !letter_before || !letter_after; // “ opens in some languages and closes in others
    return !letter_before && !letter_after;
}

// How well the sample fits one candidate read in one language, for each octet above 127: about 1 for a good fit.
struct Fit {
    double score = -100;
    bool plain = false; // words of the language and the usual marks, hardly anything else
};

Fit fit(std::string_view sample, const Reads& reads, const Alphabet& alphabet, const LetterFacts& facts) {
    double score = 0;
    std::size_t marked = 0, odd = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const auto octet = static_cast<unsigned char>(sample[i]);
        if (octet < 128) continue;
        ++marked;
        const Read& read = reads[octet];
        const unsigned char before = i ? static_cast<unsigned char>(sample[i - 1]) : ' ';
        const unsigned char after = i + 1 < sample.size() ? static_cast<unsigned char>(sample[i + 1]) : ' ';
        const bool letter_before = reads[before].letter, letter_after = reads[after].letter;
        const double score_before = score;
        if (read.unknown || read.control || (read.drawn && (letter_before || letter_after))) {
            score -= 8;
        } else if (!read.letter) {
            const bool usual = usual_place(read.lower, letter_before, letter_after);
            score -= !usual && letter_before && letter_after ? 3 : 0.1;
            odd += !usual;
            continue;
        } else {
            const int place = facts.place(read.lower);
            if (place < 0)
                score -= 2;
            else
                score += alphabet.cyrillic ? (place < 10 ? 1.2 : place < 20 ? 0.9 : 0.3) : 1;
            if (read.upper && letter_before && !reads[before].upper) score -= 2;
            if (alphabet.cyrillic && (ascii_letter(before) || ascii_letter(after))) score -= 1.5;
        }
        odd += score < score_before;
    }
    if (marked == 0) return {0, true};
    return {score / static_cast<double>(marked), odd * 20 <= marked};
}

// Words in Cyrillic are runs of octets above 127; in Latin they stand alone among ASCII.
bool looks_cyrillic(std::string_view sample) {
    std::size_t pairs = 0, marked = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        if (static_cast<unsigned char>(sample[i]) < 128) continue;
        ++marked;
        if (i + 1 < sample.size() && static_cast<unsigned char>(sample[i + 1]) >= 128) ++pairs;
    }
    return pairs * 2 > marked;
}

constexpr double much_better = 0.5;

struct Fitting {
    std::string_view encoding;
    double score = -100, lead = 0; // `lead`: before the second best
};

Fitting best_fit(std::string_view sample) {
    const bool cyrillic = looks_cyrillic(sample);
    Fitting best;
    double second = -100;
    bool plain = false;
    for (const Candidate& candidate : candidates) {
        if (candidate.cyrillic != cyrillic || (candidate.name == old_dos && plain)) continue;
        const Reads reads = reads_of(candidate);
        double own = -100;
        for (std::size_t i = 0; i < std::size(alphabets); ++i) {
            if (alphabets[i].cyrillic != cyrillic) continue;
            const Fit each = fit(sample, reads, alphabets[i], letter_facts()[i]);
            own = std::max(own, each.score - candidate.handicap);
            plain = plain || each.plain;
        }
        if (own > best.score + 1e-9) {
            second = best.score;
            best.score = own;
            best.encoding = candidate.name;
        } else {
            second = std::max(second, own);
        }
    }
    best.lead = best.score - second;
    return best;
}

// Whether these two octets are a letter of our alphabets in UTF-8.
bool letter_of_utf8(unsigned char first, unsigned char second) {
    static const std::array<bool, 0x800> letters = [] {
        std::array<bool, 0x800> made{};
        for (const LetterFacts& each : letter_facts())
            for (char32_t c = 0x80; c < made.size(); ++c)
                made[c] = made[c] || each.place(static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)))) >= 0;
        return made;
    }();
    const bool pair = first >= 0xC2 && first <= 0xDF && second >= 0x80 && second <= 0xBF;
    return pair && letters[static_cast<std::size_t>((first & 0x1F) << 6 | (second & 0x3F))];
}

// What is left where two octets that are a letter of our alphabets in UTF-8 are taken for it; nothing where none are.
std::optional<std::string> without_letters_of_utf8(std::string_view sample) {
    std::string rest;
    bool any = false;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const auto first = static_cast<unsigned char>(sample[i]);
        const unsigned char second = i + 1 < sample.size() ? static_cast<unsigned char>(sample[i + 1]) : ' ';
        if (letter_of_utf8(first, second)) {
            any = true;
            rest += 'a';
            ++i;
        } else {
            rest += sample[i];
        }
    }
    if (!any) return std::nullopt;
    return rest;
}

} // namespace

void EncodingGuess::read_utf8(unsigned char octet) {
    if (expected_ > 0) {
        const bool too_small = fresh_ && ((first_ == 0xE0 && octet < 0xA0) || (first_ == 0xF0 && octet < 0x90));
        const bool too_large = fresh_ && ((first_ == 0xED && octet > 0x9F) || (first_ == 0xF4 && octet > 0x8F));
        fresh_ = false;
        if (octet >= 0x80 && octet <= 0xBF && !too_small && !too_large) {
            if (--expected_ == 0) {
                ++valid_;
                pairs_ += first_ < 0xE0;
                line_has_letter_ = line_has_letter_ || letter_of_utf8(first_, octet);
            }
            return;
        }
        ++broken_;
        expected_ = 0;
    }
    if (octet < 0x80) return;
    first_ = octet;
    fresh_ = true;
    if (octet >= 0xC2 && octet <= 0xDF)
        expected_ = 1;
    else if (octet >= 0xE0 && octet <= 0xEF)
        expected_ = 2;
    else if (octet >= 0xF0 && octet <= 0xF4)
        expected_ = 3;
    else
        ++broken_;
}

void EncodingGuess::end_line() {
    if (broken_ > broken_before_line_) {
        ++broken_lines_;
        if (sample_.size() < most_sampled) sample_ += line_words_;
    } else if (line_has_letter_) {
        ++utf8_lines_;
    }
    line_words_.clear();
    line_has_letter_ = false;
    broken_before_line_ = broken_;
}

bool EncodingGuess::feed(std::string_view octets) {
    if (head_.size() < 4) head_.append(octets.substr(0, 4 - head_.size()));
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet == 0) ++(seen_ % 2 ? nul_odd_ : nul_even_);
        ++seen_;
        if (octet >= 0x80 || expected_ > 0) read_utf8(octet);
        if (octet >= 0x80) word_marked_ = true;
        if (octet >= 0x80 || ascii_letter(octet)) {
            if (word_.size() < longest_word) word_.push_back(c);
        } else {
            if (word_marked_ && line_words_.size() < most_sampled) (line_words_ += word_) += ' ';
            word_.clear();
            word_marked_ = false;
            if (octet == '\n') end_line();
        }
    }
    return seen_ < most_seen && sample_.size() < most_sampled;
}

EncodingGuess::Answer EncodingGuess::answer() const {
    if (head_.starts_with("\xEF\xBB\xBF")) return {"UTF-8", 1, broken_ > 0};
    if (head_.starts_with("\xFF\xFE")) return {"UTF-16LE", 1};
    if (head_.starts_with("\xFE\xFF")) return {"UTF-16BE", 1};
    const std::size_t half = seen_ / 2;
    if (half > 1 && nul_odd_ * 10 > half * 3 && nul_even_ * 20 < nul_odd_) return {"UTF-16LE", 0.9};
    if (half > 1 && nul_even_ * 10 > half * 3 && nul_odd_ * 20 < nul_even_) return {"UTF-16BE", 0.9};
    if (broken_ == 0) return {"UTF-8", 1};
    // In other encodings two octets seldom happen to be a letter of UTF-8.
    constexpr std::size_t no_chance = 3;
    if (valid_ >= broken_ || (pairs_ >= no_chance && pairs_ * 4 >= broken_)) return {"UTF-8", 0.9, true};
    EncodingGuess to_its_end = *this;
    if (word_marked_) (to_its_end.line_words_ += word_) += ' ';
    to_its_end.end_line();
    // In other encodings a whole line never happens to be valid by its letters alone.
    const std::size_t good = to_its_end.utf8_lines_, bad = to_its_end.broken_lines_;
    if (good > 0 && good * 4 >= bad) return {"UTF-8", 0.8, true};
    const std::string& sample = to_its_end.sample_;
    const Fitting whole = best_fit(sample);
    if (const auto rest = without_letters_of_utf8(sample); rest && best_fit(*rest).score > whole.score + much_better)
        return {"UTF-8", 0.7, true};
    return {std::string(whole.encoding), std::clamp(0.6 + whole.lead, 0.5, 0.95), good > 0};
}

const std::vector<std::string_view>& known_encodings() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> made = {"UTF-8", "UTF-16LE", "UTF-16BE"};
        for (const Candidate& each : candidates) made.push_back(each.name);
        return made;
    }();
    return names;
}

struct Utf8Decoder::Data {
    UConverter *from = nullptr, *to = nullptr;
    std::array<UChar, 4096> pivot{};
    UChar *pivot_read = pivot.data(), *pivot_write = pivot.data();
    bool begun = false;
};

Utf8Decoder::Utf8Decoder(std::string_view encoding) : data_(std::make_unique<Data>()) {
    const auto& known = known_encodings();
    const std::string wanted = fold(encoding);
    const auto found =
        std::find_if(known.begin(), known.end(), [&](std::string_view each) { return fold(each) == wanted; });
    if (found == known.end()) {
        std::string list;
        for (auto each : known) (list += list.empty() ? "" : ", ") += each;
        throw Error::at("encoding",
                        "The encoding \"" + cut(encoding, 40) + "\" is not known. Please choose one of " + list + ".");
    }
    UErrorCode failure = U_ZERO_ERROR;
    data_->from = ucnv_open(std::string(*found).c_str(), &failure);
    data_->to = ucnv_open("UTF-8", &failure);
    require(U_SUCCESS(failure), "ICU has the converters of all known encodings");
}

Utf8Decoder::~Utf8Decoder() {
    ucnv_close(data_->from);
    ucnv_close(data_->to);
}

void Utf8Decoder::decode(std::string_view octets, bool last, std::string& out) {
    const char* source = octets.data();
    const char* const end = source + octets.size();
    std::array<char, 16 * 1024> piece{};
    while (true) {
        UErrorCode failure = U_ZERO_ERROR;
        char* target = piece.data();
        ucnv_convertEx(data_->to, data_->from, &target, piece.data() + piece.size(), &source, end, data_->pivot.data(),
                       &data_->pivot_read, &data_->pivot_write, data_->pivot.data() + data_->pivot.size(), false, last,
                       &failure);
        std::string_view made(piece.data(), static_cast<std::size_t>(target - piece.data()));
        if (!data_->begun && !made.empty()) {
            data_->begun = true;
            if (made.starts_with("\xEF\xBB\xBF")) made.remove_prefix(3);
        }
        out.append(made);
        if (failure == U_BUFFER_OVERFLOW_ERROR) continue;
        require(U_SUCCESS(failure), "a converter replaces what it cannot read");
        return;
    }
}

std::string decoded(std::string_view octets, std::string_view encoding) {
    std::string out;
    Utf8Decoder(encoding).decode(octets, true, out);
    return out;
}

} // namespace crm

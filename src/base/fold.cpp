// The plain fold, the Macedonian transliteration and the loose key. Called for every word that is written, so the
// letters of our alphabets come from tables made once; ICU is asked only for the rest.
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace crm {

namespace {

constexpr char32_t table_end = 0x530; // Latin, Greek, Cyrillic

struct Special {
    char32_t letter;
    const char* becomes;
};

// Letters that have no decomposition but are read as others without their stroke or as two.
constexpr Special without_stroke[] = {
    {U'ł', "l"}, {U'đ', "d"}, {U'ð', "d"}, {U'ø', "o"}, {U'æ', "ae"}, {U'œ', "oe"}, {U'ß', "ss"}, {U'þ', "th"},
    {U'ħ', "h"}, {U'ı', "i"}, {U'ŋ', "n"}, {U'ŧ', "t"}, {U'ĸ', "k"},  {U'ƒ', "f"},  {U'ɖ', "d"},  {U'ς', "σ"},
};

// The passport transliteration of Macedonian, and ѐ, ѝ, which are е, и with a stress.
constexpr Special macedonian[] = {
    {U'а', "a"},  {U'б', "b"},  {U'в', "v"},  {U'г', "g"},  {U'д', "d"}, {U'ѓ', "gj"}, {U'е', "e"},
    {U'ж', "zh"}, {U'з', "z"},  {U'ѕ', "dz"}, {U'и', "i"},  {U'ј', "j"}, {U'к', "k"},  {U'л', "l"},
    {U'љ', "lj"}, {U'м', "m"},  {U'н', "n"},  {U'њ', "nj"}, {U'о', "o"}, {U'п', "p"},  {U'р', "r"},
    {U'с', "s"},  {U'т', "t"},  {U'ќ', "kj"}, {U'у', "u"},  {U'ф', "f"}, {U'х', "h"},  {U'ц', "c"},
    {U'ч', "ch"}, {U'џ', "dj"}, {U'ш', "sh"}, {U'ѐ', "e"},  {U'ѝ', "i"},
};

// Only for the loose key: what neighbours write for the same sounds, in Latin and in their Cyrillic.
constexpr Special neighbours[] = {
    {U'đ', "gj"}, {U'ǵ', "gj"}, {U'ć', "kj"}, {U'ḱ', "kj"},  {U'ž', "zh"}, {U'č', "ch"}, {U'š', "sh"}, {U'ł', "l"},
    {U'ђ', "gj"}, {U'ћ', "kj"}, {U'й', "j"},  {U'щ', "sht"}, {U'ъ', "a"},  {U'ь', ""},   {U'ю', "ju"}, {U'я', "ja"},
    {U'ы', "i"},  {U'э', "e"},  {U'ё', "e"},  {U'і', "i"},   {U'ї', "i"},  {U'є', "e"},  {U'ґ', "g"},  {U'ў', "u"},
};

const char* look_up(const Special* begin, const Special* end, char32_t letter) {
    auto found = std::find_if(begin, end, [&](const Special& special) { return special.letter == letter; });
    return found == end ? nullptr : found->becomes;
}

char32_t lower_of(char32_t point) {
    return static_cast<char32_t>(u_tolower(static_cast<UChar32>(point)));
}

// The fold of one code point by ICU. A text's NFKD without marks is that of its code points one after another, since
// only marks ever change places.
void fold_slowly(char32_t point, std::string& out) {
    UErrorCode status = U_ZERO_ERROR;
    static const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKDInstance(status);
    require(normalizer != nullptr, "ICU has NFKD");
    icu::UnicodeString pieces;
    if (!normalizer->getDecomposition(static_cast<UChar32>(point), pieces)) pieces = static_cast<UChar32>(point);
    for (std::int32_t at = 0; at < pieces.length(); at = pieces.moveIndex32(at, 1)) {
        auto piece = pieces.char32At(at);
        if (U_GET_GC_MASK(piece) & (U_GC_MN_MASK | U_GC_ME_MASK)) continue;
        if (u_hasBinaryProperty(piece, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) continue;
        auto letter = lower_of(static_cast<char32_t>(piece));
        if (auto special = look_up(std::begin(without_stroke), std::end(without_stroke), letter))
            out.append(special);
        else
            utf8::append(out, letter);
    }
}

struct Entry {
    std::uint8_t size = 0;
    char octets[7];
    std::string_view text() const { return {octets, size}; }
};

using Table = std::array<Entry, table_end>;

void put(Entry& entry, std::string_view text) {
    require(text.size() <= sizeof entry.octets, "a folded letter is short");
    entry.size = static_cast<std::uint8_t>(text.size());
    std::copy(text.begin(), text.end(), entry.octets);
}

const Table& fold_table() {
    static const Table table = [] {
        Table made;
        for (char32_t point = 0; point < table_end; ++point) {
            std::string folded;
            fold_slowly(point, folded);
            put(made[point], folded);
        }
        return made;
    }();
    return table;
}

// What stands in the loose key for anything that is no letter or digit of ours, until the spelling is evened out: it
// keeps the letters on its two sides from being read together.
constexpr char gap = ' ';

std::string loose_slowly(char32_t point) {
    auto letter = lower_of(point);
    if (auto found = look_up(std::begin(neighbours), std::end(neighbours), letter)) return found;
    if (auto found = look_up(std::begin(macedonian), std::end(macedonian), letter)) return found;
    std::string folded, out;
    fold_slowly(point, folded);
    for (std::size_t at = 0; at < folded.size();) {
        auto piece = utf8::next(folded, at);
        bool ours = (piece >= 'a' && piece <= 'z') || (piece >= '0' && piece <= '9');
        auto cyrillic = look_up(std::begin(macedonian), std::end(macedonian), piece);
        if (cyrillic)
            out.append(cyrillic);
        else
            out.push_back(ours ? static_cast<char>(piece) : gap);
    }
    return out;
}

const Table& loose_table() {
    static const Table table = [] {
        Table made;
        for (char32_t point = 0; point < table_end; ++point) put(made[point], loose_slowly(point));
        return made;
    }();
    return table;
}

// Brings the spellings of one sound together, in place: dzh, dj and gj become g; dz, zh z; ch c; sh s; kj, lj, nj lose
// their j. Gaps go.
void even_out(std::string& key) {
    std::size_t end = 0;
    const std::size_t size = key.size();
    auto letter = [&](std::size_t at) { return at < size ? key[at] : gap; };
    for (std::size_t at = 0; at < size;) {
        char first = letter(at), second = letter(at + 1);
        char written = first;
        std::size_t taken = 1;
        if (first == 'd' && second == 'z' && letter(at + 2) == 'h') {
            written = 'g';
            taken = 3;
        } else if (first == 'd' && second == 'j') {
            written = 'g';
            taken = 2;
        } else if (first == 'd' && second == 'z') {
            written = 'z';
            taken = 2;
        } else if (second == 'h' && (first == 'z' || first == 'c' || first == 's')) {
            taken = 2;
        } else if (second == 'j' && (first == 'g' || first == 'k' || first == 'l' || first == 'n')) {
            taken = 2;
        }
        at += taken;
        if (written != gap) key[end++] = written;
    }
    key.resize(end);
}

// The transliteration of a Macedonian letter of either case, or nullptr.
const char* latin_of(char32_t point) {
    constexpr char32_t first = 0x400, end = 0x460;
    static const auto table = [] {
        std::array<const char*, end - first> made{};
        for (char32_t letter = first; letter < end; ++letter)
            made[letter - first] = look_up(std::begin(macedonian), std::end(macedonian), lower_of(letter));
        return made;
    }();
    return point >= first && point < end ? table[point - first] : nullptr;
}

bool may_be_cyrillic(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char octet) { return octet == '\xd0' || octet == '\xd1'; });
}

// Whether the code point before `start` or at `end` decides that a letter written as two is wholly in capitals.
bool among_capitals(std::string_view text, std::size_t start, std::size_t end) {
    auto type = [](char32_t point) { return u_charType(static_cast<UChar32>(point)); };
    if (end < text.size()) {
        auto next = type(utf8::next(text, end));
        if (next == U_UPPERCASE_LETTER) return true;
        if (next == U_LOWERCASE_LETTER) return false;
    }
    if (start == 0) return false;
    auto at = utf8::back(text, start);
    return type(utf8::next(text, at)) == U_UPPERCASE_LETTER;
}

} // namespace

std::string fold(std::string_view text) {
    const auto& table = fold_table();
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        auto octet = static_cast<unsigned char>(text[at]);
        if (octet < 0x80) {
            out.push_back(static_cast<char>(octet >= 'A' && octet <= 'Z' ? octet + 32 : octet));
            ++at;
            continue;
        }
        auto point = utf8::next(text, at);
        if (point < table_end)
            out.append(table[point].text());
        else
            fold_slowly(point, out);
    }
    return out;
}

std::string latin(std::string_view given) {
    if (!may_be_cyrillic(given)) return std::string(given);
    auto text = nfc(given);
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        auto start = at;
        auto point = utf8::next(text, at);
        auto found = latin_of(point);
        if (!found) {
            out.append(text, start, at - start);
            continue;
        }
        bool capital = lower_of(point) != point;
        for (const char* c = found; *c; ++c) {
            out.push_back(static_cast<char>(capital ? *c - 32 : *c));
            if (capital && c == found && c[1]) capital = among_capitals(text, start, at);
        }
    }
    return out;
}

std::string loose_key(std::string_view given) {
    const auto& table = loose_table();
    auto text = utf8::ascii(given) ? std::string() : nfc(given);
    std::string_view source = text.empty() ? given : text;
    std::string key;
    key.reserve(source.size());
    for (std::size_t at = 0; at < source.size();) {
        auto point = utf8::next(source, at);
        if (point < table_end)
            key.append(table[point].text());
        else
            key.append(loose_slowly(point));
    }
    even_out(key);
    return key;
}

} // namespace crm

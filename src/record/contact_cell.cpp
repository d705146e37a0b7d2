#include "record/contact_cell.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/identifiers.hpp"
#include "base/text.hpp"
#include "record/reading/json_points.hpp"

namespace crm {

namespace {

constexpr std::size_t longest_label = 60;
constexpr std::size_t fewest_digits = 6;        // of a phone
constexpr std::size_t fewest_digits_apart = 7;  // of each of two numbers with no more than a stroke between them
constexpr std::size_t fewest_digits_spaced = 9; // with no more than a space
constexpr std::string_view joining[] = {"or", "lub", "albo", "bądź", "oraz", "i", "and", "или", "и", "oder", "und"};
// Says no more than the column itself.
constexpr std::string_view plain_labels[] = {
    "e-mail", "email", "mail",    "adres", "tel",  "telefon", "phone",  "telephone", "t",  "nr",    "no",
    "т",      "тел",   "телефон", "пошта", "мејл", "е-пошта", "е-маил", "p",         "ph", "номер", "број"};

template <typename List>
bool among(const List& list, std::string_view word) {
    std::string folded = fold(word);
    while (folded.ends_with('.') || folded.ends_with(':')) folded.pop_back();
    return std::any_of(std::begin(list), std::end(list), [&](std::string_view each) { return fold(each) == folded; });
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::vector<std::string> tokens_of(std::string_view text) {
    std::vector<std::string> tokens;
    const std::string clean = squeezed(text);
    for (std::size_t from = 0; from < clean.size();) {
        const auto to = std::min(clean.find(' ', from), clean.size());
        tokens.push_back(clean.substr(from, to - from));
        from = to + 1;
    }
    return tokens;
}

void add_to_label(std::string& label, std::string_view more) {
    const std::string text = squeezed(more);
    if (text.empty() || among(plain_labels, text)) return;
    (label += label.empty() ? "" : ", ") += text;
    label = cut(label, longest_label);
}

// Parts `text` at line breaks and ::: , at the marks, and at words that join; not inside < >, ( ) or quotes.
std::vector<std::string> pieces_of(std::string_view text, std::string_view marks) {
    constexpr std::string_view google = ":::";
    std::vector<std::string> pieces(1);
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') quoted = !quoted;
        depth += c == '(' || c == '<';
        depth -= (c == ')' || c == '>') && depth > 0;
        const bool inside = (depth > 0 || quoted) && text.find_first_of(")>\"", i) != std::string_view::npos;
        if (c == '\n' || c == '\r' || (!inside && marks.find(c) != std::string_view::npos)) {
            pieces.emplace_back();
            if (c == '\n') depth = 0, quoted = false;
        } else if (text.substr(i).starts_with(google)) {
            pieces.emplace_back();
            i += google.size() - 1;
        } else {
            pieces.back() += c;
        }
    }
    std::vector<std::string> parted;
    for (const std::string& piece : pieces) {
        std::string present;
        for (const std::string& token : tokens_of(piece)) {
            if (among(joining, token) && !present.empty()) {
                parted.push_back(std::move(present));
                present.clear();
            } else {
                (present += present.empty() ? "" : " ") += token;
            }
        }
        if (!present.empty()) parted.push_back(std::move(present));
    }
    return parted;
}

// Takes "(mobile)" off the end; what is in brackets elsewhere, as "(22) 628", stays.
std::string take_bracketed(std::string& text) {
    if (!text.ends_with(')')) return {};
    const auto open = text.rfind('(');
    if (open == std::string::npos) return {};
    std::string label = squeezed(std::string_view(text).substr(open + 1, text.size() - open - 2));
    const bool says =
        std::any_of(label.begin(), label.end(), [](char c) { return !is_digit(c) && c != ' ' && c != '-'; });
    if (label.empty() || !says || letters(label) > longest_label) return {};
    text = trimmed(std::string_view(text).substr(0, open));
    return label;
}

std::string without_scheme(std::string text, std::initializer_list<std::string_view> schemes) {
    const std::string folded = lower(text);
    for (const auto scheme : schemes)
        if (folded.starts_with(scheme)) return std::string(trimmed(std::string_view(text).substr(scheme.size())));
    return text;
}

// "mailto:a@x.pl?subject=Hi", "<a@x.pl>", "a@x.pl." are all a@x.pl.
std::string bare_email(std::string text) {
    text = without_scheme(std::move(text), {"mailto:"});
    if (const auto question = text.find('?'); question != std::string::npos && text.find('@') < question)
        text.erase(question);
    while (!text.empty() && std::string_view("<([\"'").find(text.front()) != std::string_view::npos) text.erase(0, 1);
    while (!text.empty() && std::string_view(">)]\"'.:").find(text.back()) != std::string_view::npos) text.pop_back();
    return without_scheme(std::move(text), {"mailto:"});
}

// One piece, in which spaces or strokes may still stand between addresses: what is no address belongs to the next one,
// or, at the end, to the last.
void read_emails(const std::string& given, std::string& waiting, std::vector<CellPoint>& points) {
    std::string piece = given;
    const std::string label = take_bracketed(piece);
    const auto begun = points.size();
    std::string words;
    for (const std::string& token : tokens_of(piece)) {
        for (std::size_t from = 0; from <= token.size();) { // a@x.pl/b@x.pl
            auto to = std::min(token.find('/', from), token.size());
            const std::string part = token.substr(from, to - from);
            from = to + 1;
            if (part.empty()) continue;
            if (part.find('@') == std::string::npos) {
                if (part != "-" && part != "<" && part != ">") (words += words.empty() ? "" : " ") += part;
                continue;
            }
            CellPoint point{bare_email(part), {}};
            add_to_label(point.label, waiting);
            while (!words.empty() && (words.back() == ':' || words.back() == '-' || words.back() == ' '))
                words.pop_back();
            std::erase(words, '"');
            add_to_label(point.label, words);
            waiting.clear();
            words.clear();
            points.push_back(std::move(point));
        }
    }
    std::erase(words, '"');
    if (points.size() > begun) {
        add_to_label(points.back().label, words);
        add_to_label(points.back().label, label);
    } else {
        (waiting += waiting.empty() ? "" : ", ") += words + (label.empty() ? "" : " (" + label + ")");
    }
}

} // namespace

namespace {

// A list as programs write it, in one cell: [{"phoneNumber": "+48…", "type": "Mobile"}]. Its lines, else empty.
std::string lines_of_json(std::string_view text, const std::string& name, std::string_view column) {
    if (!(text.starts_with('[') && text.ends_with(']')) && !(text.starts_with('{') && text.ends_with('}'))) return {};
    try {
        JsonCells cells;
        take_points(Json::parse(text), name, cells);
        for (auto& [there, lines] : cells)
            if (there == column) return std::move(lines);
    } catch (const Error&) {
        // Some other text in brackets.
    }
    return {};
}

} // namespace

std::vector<CellPoint> emails_in(std::string_view cell) {
    const auto text = trimmed(cell);
    if (const std::string lines = lines_of_json(text, "emails", "email"); !lines.empty()) return emails_in(lines);
    if (text.find_first_of(" \t\r\n,;|/<>():?\"") == std::string_view::npos) return {{std::string(text), {}}};
    std::vector<CellPoint> points;
    if (text.empty()) return points;
    std::string waiting; // "Kowalski" of "Kowalski, Jan <a@x.pl>"
    std::vector<CellPoint> wrong;
    const auto pieces = pieces_of(text, ",;|");
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        read_emails(pieces[i], waiting, points);
        if (waiting.empty()) continue;
        const bool of_next = i + 1 < pieces.size() && pieces[i + 1].find('<') != std::string::npos;
        if (of_next) continue;
        wrong.push_back({waiting, {}});
        waiting.clear();
    }
    for (CellPoint& each : wrong) points.push_back(std::move(each));
    return points;
}

namespace {

// Takes "wew. 12", "ext 5", ";ext=12", "x12" off the end; what is left of it is the label "ext. 12".
std::string take_extension(std::string& text) {
    std::size_t end = text.size();
    while (end > 0 && (is_digit(text[end - 1]))) --end;
    constexpr std::size_t longest = 6;
    if (end == text.size() || end == 0 || text.size() - end > longest) return {};
    const std::string number = text.substr(end);
    std::string before(trimmed(std::string_view(text).substr(0, end)));
    constexpr std::string_view words[] = {"extension", "wewnętrzny", "wewn.", "wewn", "wew.", "wew", "ext.", "ext",
                                          "локал",     "лок.",       "лок",   "вн.",  "x",    "w.",  "#"};
    while (before.ends_with('=') || before.ends_with(':')) before.pop_back();
    const std::string low = lower(before);
    for (const auto word : words) {
        if (!low.ends_with(word) || low.size() != before.size()) continue;
        const auto rest = trimmed(std::string_view(before).substr(0, before.size() - word.size()));
        std::string_view phone = rest;
        while (!phone.empty() && (phone.back() == ';' || phone.back() == ',' || phone.back() == ' '))
            phone.remove_suffix(1);
        if (digits_of(phone).size() < fewest_digits || !(is_digit(phone.back()) || phone.back() == ')')) return {};
        text = std::string(phone);
        return "ext. " + number;
    }
    return {};
}

// Letters before the number say what it is for: "kom. 602 345 678".
std::string take_leading_words(std::string& text) {
    const auto digit = text.find_first_of("+0123456789(");
    if (digit == std::string::npos || digit == 0) return {};
    std::string words(trimmed(std::string_view(text).substr(0, digit)));
    text.erase(0, digit);
    while (!words.empty() && std::string_view(":.-–/").find(words.back()) != std::string_view::npos) words.pop_back();
    return words;
}

std::string take_trailing_words(std::string& text) {
    const auto last = text.find_last_of("0123456789)");
    if (last == std::string::npos || last + 1 == text.size()) return {};
    std::string words = squeezed(std::string_view(text).substr(last + 1));
    text.erase(last + 1);
    const auto from = words.find_first_not_of("-–:.,; ");
    return from == std::string::npos ? "" : words.substr(from);
}

// Where strokes or spaces stand between whole numbers.
std::vector<std::string> numbers_between(const std::string& text, char mark, std::size_t fewest) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const auto to = std::min(text.find(mark, from), text.size());
        std::string part(trimmed(std::string_view(text).substr(from, to - from)));
        from = to + 1;
        if (part.empty()) continue;
        if (digits_of(part).size() < fewest) return {text};
        parts.push_back(std::move(part));
    }
    return parts;
}

void read_phones(const std::string& given, std::vector<CellPoint>& points) {
    std::string piece = without_scheme(given, {"tel:", "callto:", "sip:", "phone:"});
    std::string bracketed = take_bracketed(piece);
    std::string extension = take_extension(piece);
    const auto begun = points.size();
    for (const std::string& half : numbers_between(piece, '/', fewest_digits_apart)) {
        std::string text = half;
        const std::string before = take_leading_words(text), behind = take_trailing_words(text);
        bool first = true;
        for (std::string& number : numbers_between(text, ' ', fewest_digits_spaced)) {
            CellPoint point{std::move(number), {}};
            if (first) add_to_label(point.label, before);
            first = false;
            points.push_back(std::move(point));
        }
        if (points.size() > begun) add_to_label(points.back().label, behind);
    }
    if (points.size() == begun) return;
    add_to_label(points.back().label, extension);
    add_to_label(points.back().label, bracketed);
}

} // namespace

std::vector<CellPoint> phones_in(std::string_view cell) {
    const auto text = trimmed(cell);
    std::vector<CellPoint> points;
    if (text.empty()) return points;
    if (const std::string lines = lines_of_json(text, "phones", "phone"); !lines.empty()) return phones_in(lines);
    std::string whole(text);
    constexpr std::size_t most_digits = 15; // of one number anywhere
    if (whole.find_first_not_of("+0123456789-() ") == std::string::npos && digits_of(whole).size() <= most_digits)
        return {{whole, {}}};
    if (lower(whole).starts_with("tel:")) { // RFC 3966: what follows a semicolon belongs to the number
        const auto mark = whole.find(';');
        const bool has_parameters = mark != std::string::npos && whole.find('=', mark) != std::string::npos;
        if (has_parameters) {
            const std::string low = lower(whole);
            std::string extension;
            if (const auto at = low.find(";ext="); at != std::string::npos) {
                const auto from = at + 5, to = std::min(whole.find_first_of("; (", from), whole.size());
                extension = whole.substr(from, to - from);
            }
            std::string label = take_bracketed(whole);
            std::string number = without_scheme(whole.substr(0, mark), {"tel:"});
            CellPoint point{std::string(trimmed(number)), {}};
            if (!extension.empty()) add_to_label(point.label, "ext. " + extension);
            add_to_label(point.label, label);
            return {std::move(point)};
        }
    }
    const auto pieces = pieces_of(text, ",;|");
    const auto is_phone = [](const std::string& piece) { return digits_of(piece).size() >= fewest_digits; };
    // A line of its own is one; else a part that holds no number makes the whole cell one text, read as it stands.
    const bool lines = text.find('\n') != std::string_view::npos;
    for (const std::string& piece : pieces) {
        if (is_phone(piece)) {
            read_phones(piece, points);
        } else if (!points.empty() && digits_of(piece).empty()) {
            add_to_label(points.back().label, piece); // "501 234 567, mobile"
        } else if (lines) {
            points.push_back({piece, {}});
        } else {
            std::string extension = whole;
            if (std::string label = take_extension(extension); !label.empty() && pieces.size() == 2)
                return {{extension, label}};
            return {{whole, {}}};
        }
    }
    return points;
}

CutNumber read_cut_number(std::string_view cell) {
    const auto text = trimmed(cell);
    const auto exponent_at = text.find_first_of("eE");
    if (exponent_at == std::string_view::npos || text.empty() || !is_digit(text[0])) return {};
    std::string digits(1, text[0]);
    std::size_t at = 1;
    if (at < text.size() && (text[at] == '.' || text[at] == ','))
        for (++at; at < text.size() && is_digit(text[at]); ++at) digits += text[at];
    if (at != exponent_at || at + 2 >= text.size() || text[at + 1] != '+') return {};
    std::size_t exponent = 0;
    for (at += 2; at < text.size(); ++at) {
        constexpr std::size_t longest = 40;
        if (!is_digit(text[at]) || exponent > longest) return {};
        exponent = exponent * 10 + static_cast<std::size_t>(text[at] - '0');
    }
    // A spreadsheet leaves noughts out: 5E+08 may be a number of noughts or one of which nothing else is left.
    if (digits.size() > exponent && exponent > 0)
        return digits.size() == exponent + 1 ? CutNumber{digits, {}} : CutNumber{};
    return {{},
            "A spreadsheet has cut this number to \"" + cut(text, 40) +
                "\", so its last digits are lost. Please give that column the format Text in the spreadsheet, fill in "
                "the number anew and save the file again."};
}

} // namespace crm

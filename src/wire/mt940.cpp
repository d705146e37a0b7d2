// MT940: fields :NN: of lines, and inside :86: the subfields that Polish banks mark with ~, <, ^ or ?.
#include <algorithm>
#include <map>
#include <optional>
#include <regex>

#include "base/error.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "wire/bank_statement.hpp"

namespace crm::wire {

namespace {

constexpr std::size_t cut_at = 27; // letters of a subfield: a full one goes on in the next without a space
constexpr std::size_t full_line = 65;

struct SwiftField {
    std::string tag;
    std::vector<std::string> lines;
};

bool begins_field(const std::string& line) {
    static const std::regex shape("^:[0-9]{2}[A-Z]?:.*");
    return line.size() >= 4 && line[0] == ':' && std::regex_match(line, shape);
}

std::vector<SwiftField> fields_of(const std::string& text) {
    std::vector<SwiftField> fields;
    std::size_t at = 0;
    while (at <= text.size()) {
        std::size_t end = text.find('\n', at);
        if (end == std::string::npos) end = text.size();
        std::string line = text.substr(at, end - at);
        at = end + 1;
        while (!line.empty() && (line.back() == '\r' || line.back() == '\x03')) line.pop_back();
        if (const auto envelope = line.find("{4:"); envelope != std::string::npos) line.erase(0, envelope + 3);
        if (begins_field(line)) {
            const auto colon = line.find(':', 1);
            fields.push_back({line.substr(1, colon - 1), {line.substr(colon + 1)}});
        } else if (!fields.empty() && !line.empty() && line != "-" && !line.starts_with("-}")) {
            fields.back().lines.push_back(line);
        }
    }
    return fields;
}

std::optional<Day> day_of(const std::string& yymmdd) {
    const auto number = parse_decimal(yymmdd, 0);
    if (!number || yymmdd.size() != 6) return std::nullopt;
    return make_day(2000 + static_cast<int>(*number / 10'000), static_cast<int>(*number / 100 % 100),
                    static_cast<int>(*number % 100));
}

std::int64_t amount_of(std::string text, const std::string& currency) {
    std::replace(text.begin(), text.end(), ',', '.');
    if (text.ends_with('.')) text.pop_back();
    const auto amount = parse_decimal(text, currency_digits(currency).value_or(2));
    if (!amount) refuse_statement("This amount of the statement cannot be read: " + text + ".");
    return *amount;
}

struct Balance {
    Day on;
    std::string currency;
    std::int64_t minor = 0;
};
Balance balance_of(const SwiftField& field) {
    static const std::regex shape("^([CD])([0-9]{6})([A-Z]{3})([0-9]+,?[0-9]*).*");
    std::smatch part;
    if (!std::regex_match(field.lines[0], part, shape)) refuse_cut_off();
    const auto on = day_of(part[2]);
    if (!on) refuse_cut_off();
    const std::int64_t minor = amount_of(part[4], part[3]);
    return {*on, part[3], part[1] == "D" ? -minor : minor};
}

// The day of booking has no year: it is the one next to the day of value.
Day booked_on(const std::string& mmdd, Day value) {
    if (mmdd.empty()) return value;
    const auto number = parse_decimal(mmdd, 0).value_or(0);
    const int year = split(value).year;
    Day best = value;
    std::int64_t least = 200;
    for (const int each : {year - 1, year, year + 1})
        if (const auto day = make_day(each, static_cast<int>(number / 100), static_cast<int>(number % 100)))
            if (const std::int64_t away = std::abs(day->days - value.days); away < least) {
                least = away;
                best = *day;
            }
    return best;
}

BankEntry entry_of(const SwiftField& field, const std::string& currency) {
    static const std::regex shape(
        "^([0-9]{6})([0-9]{4})?(R?[CD])([A-Z])?([0-9]+,[0-9]*)([A-Z][A-Z0-9]{3})?(.*?)(?://(.*))?$");
    std::smatch part;
    if (!std::regex_match(field.lines[0], part, shape)) refuse_cut_off();
    const auto value = day_of(part[1]);
    if (!value) refuse_cut_off();
    BankEntry entry;
    entry.value_on = *value;
    entry.booked_on = booked_on(part[2], *value);
    const std::string mark = part[3];
    const std::int64_t minor = amount_of(part[5], currency);
    entry.minor = mark == "C" || mark == "RD" ? minor : -minor;
    entry.reversal = mark[0] == 'R';
    const std::string ours = std::string(trimmed(part[7].str())), theirs = std::string(trimmed(part[8].str()));
    entry.reference = !theirs.empty() ? theirs : ours == "NONREF" ? "" : ours;
    return entry;
}

// One text of the lines of :86:: a full line goes on in the next.
std::string text_of(const SwiftField& field) {
    std::string text;
    for (std::size_t i = 0; i < field.lines.size(); ++i) {
        const std::string& line = field.lines[i];
        const bool marked = !line.empty() && std::string_view("~<^?").find(line[0]) != std::string_view::npos;
        if (i > 0 && !marked && field.lines[i - 1].size() < full_line) text += ' ';
        text += line;
    }
    return text;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The mark before subfields, where there are any.
char mark_in(const std::string& text) {
    for (std::size_t at = 0; at < std::min<std::size_t>(text.size(), 6); ++at)
        if (std::string_view("~<^?").find(text[at]) != std::string_view::npos && at + 2 < text.size() &&
            is_digit(text[at + 1]) && is_digit(text[at + 2]))
            return text[at];
    return 0;
}

std::map<std::string, std::string> subfields(const std::string& text, char mark) {
    std::map<std::string, std::string> found;
    std::size_t at = text.find(mark);
    while (at != std::string::npos) {
        std::size_t next = at + 1;
        do {
            next = text.find(mark, next + 1);
        } while (next != std::string::npos &&
                 !(next + 2 < text.size() && is_digit(text[next + 1]) && is_digit(text[next + 2])));
        if (at + 3 <= text.size()) {
            std::string value = text.substr(at + 3, next == std::string::npos ? std::string::npos : next - at - 3);
            if (squeezed(value) == "\xcb\x99") value.clear(); // what a bank writes for nothing
            found[text.substr(at + 1, 2)] += value;
        }
        at = next;
    }
    return found;
}

std::string together(const std::map<std::string, std::string>& of, std::initializer_list<const char*> names) {
    std::string text;
    bool full = false;
    for (const char* name : names) {
        const auto found = of.find(name);
        if (found == of.end() || found->second.empty()) continue;
        if (!text.empty() && !full) text += ' ';
        text += found->second;
        std::size_t letters = 0;
        for (const char c : found->second) letters += (c & 0xc0) != 0x80;
        full = letters >= cut_at;
    }
    return squeezed(text);
}

std::string plain_account(const std::string& text) {
    std::string plain;
    for (const char c : text)
        if (is_digit(c) || (c >= 'A' && c <= 'Z')) plain += c;
    return plain;
}

void tell(BankEntry& entry, const SwiftField& field) {
    const std::string text = text_of(field);
    const char mark = mark_in(text);
    if (!mark) {
        entry.title = squeezed(text);
        return;
    }
    const auto of = subfields(text, mark);
    entry.title = together(of, {"20", "21", "22", "23", "24", "25", "26"});
    entry.name = together(of, {"32", "33"});
    if (entry.name.empty()) entry.name = together(of, {"27", "28", "29"});
    entry.account = plain_account(together(of, {"38"}));
    if (entry.account.empty()) entry.account = plain_account(together(of, {"31"}));
}

} // namespace

std::vector<BankStatement> read_mt940(const std::string& text) {
    std::vector<BankStatement> statements;
    bool open = false;
    BankEntry* last = nullptr;
    for (const SwiftField& field : fields_of(text)) {
        const std::string first(trimmed(field.lines[0]));
        if (field.tag == "20") {
            if (open) refuse_cut_off();
            statements.emplace_back();
            open = true;
            last = nullptr;
        }
        if (statements.empty()) continue;
        BankStatement& statement = statements.back();
        if (field.tag == "25") {
            statement.account =
                plain_account(first.substr(first.rfind('/') == std::string::npos ? 0 : first.rfind('/') + 1));
        } else if (field.tag == "28" || field.tag == "28C") {
            statement.number = first;
        } else if (field.tag == "60F" || field.tag == "60M") {
            const Balance balance = balance_of(field);
            statement.opening = balance.minor;
            statement.currency = balance.currency;
            statement.from_on = balance.on;
        } else if (field.tag == "61") {
            if (statement.currency.empty()) refuse_cut_off();
            statement.entries.push_back(entry_of(field, statement.currency));
            last = &statement.entries.back();
        } else if (field.tag == "86" && last) {
            tell(*last, field);
            last = nullptr;
        } else if (field.tag == "62F" || field.tag == "62M") {
            if (statement.currency.empty()) refuse_cut_off();
            const Balance balance = balance_of(field);
            statement.closing = balance.minor;
            statement.to_on = balance.on;
            open = false;
            last = nullptr;
        }
    }
    if (open || statements.empty()) refuse_cut_off();
    return statements;
}

} // namespace crm::wire

#include "modules/core/checks.hpp"

#include "base/error.hpp"
#include "base/money.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

void refuse_order(Context& context, const Field& to) {
    throw Error::at(to.name, context.in_language({"The end is before the beginning. Please change one of the two.",
                                                  "Koniec wypada przed początkiem. Zmień jedno z nich.",
                                                  "Крајот е пред почетокот. Променете едно од двете."}));
}

} // namespace

bool comes_from_before(Context& context, const Record& record) {
    return record.history_import || context.request().history_import;
}

void need_order(Context& context, const Record& record, const Object::Day& from, const Object::Day& to) {
    const auto begins = record.get(from), ends = record.get(to);
    if (begins && ends && *ends < *begins) refuse_order(context, record.object().field(to));
}

void need_order(Context& context, const Record& record, const Object::Moment& from, const Object::Moment& to) {
    const auto begins = record.get(from), ends = record.get(to);
    if (begins && ends && *ends < *begins) refuse_order(context, record.object().field(to));
}

void need_range(Context& context, const Record& record, const Object::Whole& number, std::int64_t least,
                std::int64_t most) {
    const auto value = record.get(number);
    if (!value || (*value >= least && *value <= most)) return;
    const std::string from = std::to_string(least), to = std::to_string(most);
    throw Error::at(record.object().field(number).name,
                    context.in_language({"Please give a number from " + from + " to " + to + ".",
                                         "Podaj liczbę od " + from + " do " + to + ".",
                                         "Внесете број од " + from + " до " + to + "."}));
}

void be_taxed(Context& context, Record& record, const Object::Choice& code, const Object::Percent& rate) {
    const auto percent = record.get(rate);
    const std::string& field = record.object().field(rate).name;
    if (percent && (*percent < 0 || *percent > 100'00))
        throw Error::at(field, context.in_language({"Please give a rate from 0 to 100.", "Podaj stawkę od 0 do 100.",
                                                    "Внесете стапка од 0 до 100."}));
    if (!percent || *percent == 0 || !record.has(code) || record.get(code) == "taxed") return;
    throw Error::at(
        field, context.in_language({"What is not taxed has the rate 0. Please change the rate or the treatment.",
                                    "Sprzedaż nieopodatkowana ma stawkę 0. Zmień stawkę albo sposób opodatkowania.",
                                    "Неоданочената продажба има стапка 0. Променете ја стапката или третманот."}));
}

void know_currency(Context& context, Record& record, const Object::Text& currency) {
    std::string code = record.get(currency);
    for (char& letter : code) letter = static_cast<char>(letter >= 'a' && letter <= 'z' ? letter - 32 : letter);
    if (!currency_digits(code))
        throw Error::at(
            record.object().field(currency).name,
            context.in_language({"This currency is not known. Please give its code of three letters, such as USD.",
                                 "Nie znam tej waluty. Podaj jej trzyliterowy kod, na przykład USD.",
                                 "Оваа валута не е позната. Внесете го нејзиниот код од три букви, на пример USD."}));
    record.set(currency, code);
}

std::string joined(const std::string& first, const std::string& second) {
    if (first.empty() || second.empty()) return first + second;
    return first + " – " + second;
}

std::string beginning(const std::string& text) {
    constexpr std::size_t longest = 80;
    const std::string line = squeezed(text);
    if (letters(line) <= longest) return line;
    std::string start = cut(line, longest);
    if (auto space = start.rfind(' '); space != std::string::npos && space > 0) start.resize(space);
    return start + "…";
}

std::string in_company_language(Context& context, const Label& label) {
    return label.in(context.company().language);
}

std::string choice_text(Context& context, const Record& record, const Object::Choice& choice) {
    const Choice* chosen = record.object().field(choice).choice(record.get(choice));
    return chosen ? in_company_language(context, chosen->label) : std::string();
}

} // namespace crm

#include "modules/orders/bank_statement.hpp"

#include <map>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "modules/core/checks.hpp"
#include "modules/orders/bank_line.hpp"
#include "record/reports.hpp"
#include "record/stored_file.hpp"
#include "wire/bank_statement.hpp"

namespace crm {

namespace {

constexpr std::size_t most_statements = 100; // of one file

std::string key_of(const wire::BankStatement& of) {
    return sha256_hex(of.account + "|" + of.number + "|" + of.currency + "|" + format_day(of.from_on) + "|" +
                      format_day(of.to_on) + "|" + std::to_string(of.opening) + "|" + std::to_string(of.closing));
}

std::vector<wire::BankStatement> statements_in(Context& context, const Record& record) {
    auto statements = wire::read_bank_statements(read_content(context, record.get(bank_statement.file)),
                                                 record.get(bank_statement.encoding));
    if (statements.size() > most_statements)
        throw Error::at("file",
                        context.in_language({"There are more than 100 statements in this file. Please fetch shorter "
                                             "periods.",
                                             "W pliku jest ponad 100 wyciągów. Pobierz krótsze okresy.",
                                             "Во датотеката има повеќе од 100 изводи. Преземете пократки периоди."}));
    return statements;
}

std::optional<wire::BankStatement> first_new(Context& context, const Record& record) {
    for (wire::BankStatement& each : statements_in(context, record))
        if (!context.exists(bank_statement, bank_statement.key == key_of(each))) return std::move(each);
    return std::nullopt;
}

void say_what_the_file_says(Context& context, Record& record) {
    if (!record.is_new()) return;
    const auto statement = first_new(context, record);
    if (!statement)
        throw Error::at("file",
                        context.in_language({"This statement was taken already, so nothing was taken again.",
                                             "Ten wyciąg został już wczytany, więc niczego nie wczytano ponownie.",
                                             "Овој извод е веќе внесен, па ништо не е внесено повторно."}));
    record.set(bank_statement.account, statement->account);
    record.set(bank_statement.number, statement->number);
    record.set(bank_statement.from_on, statement->from_on);
    record.set(bank_statement.to_on, statement->to_on);
    record.set(bank_statement.opening, {statement->opening, statement->currency});
    record.set(bank_statement.closing, {statement->closing, statement->currency});
    record.set(bank_statement.key, key_of(*statement));
}

void stay_as_the_bank_gave_it(Context& context, Record& record) {
    if (record.is_new() || (!record.changed(bank_statement.file) && !record.changed(bank_statement.encoding))) return;
    throw Error::at("file", context.in_language({"A statement is not changed. Please add the other file by itself.",
                                                 "Wyciągu nie można zmienić. Dodaj drugi plik osobno.",
                                                 "Изводот не се менува. Додајте ја другата датотека посебно."}));
}

// Two equal lines of one statement are two payments; the same two in another file are the same ones.
std::string key_of(const wire::BankStatement& of, const wire::BankEntry& entry, std::map<std::string, int>& met) {
    const std::string text = of.account + "|" + of.currency + "|" + format_day(entry.booked_on) + "|" +
                             std::to_string(entry.minor) + "|" + entry.reference + "|" + entry.title + "|" +
                             entry.account;
    return sha256_hex(text + "|" + std::to_string(++met[text]));
}

void add_lines(Context& context, Record& record) {
    if (record.has(bank_statement.lines)) return;
    const std::string key = record.get(bank_statement.key);
    std::map<std::string, int> met;
    std::int64_t fresh = 0, known = 0;
    for (const wire::BankStatement& statement : statements_in(context, record)) {
        if (key_of(statement) != key) continue;
        for (const wire::BankEntry& entry : statement.entries) {
            const std::string line_key = key_of(statement, entry, met);
            if (context.exists(bank_line, bank_line.key == line_key)) {
                ++known;
                continue;
            }
            Record line = context.make(bank_line);
            line.set(bank_line.statement, record.id());
            line.set(bank_line.name, cut(entry.name.empty() ? entry.title : entry.name, 250));
            line.set(bank_line.booked_on, entry.booked_on);
            line.set(bank_line.amount, {entry.minor, statement.currency});
            line.set(bank_line.text, entry.title);
            line.set(bank_line.account, cut(entry.account, 60));
            line.set(bank_line.bank_reference, cut(entry.reference, 120));
            line.set(bank_line.key, line_key);
            recognise(context, line);
            ++fresh;
        }
        break;
    }
    Record done = context.load(bank_statement, record.id());
    done.set(bank_statement.lines, fresh);
    done.set(bank_statement.known, known);
    context.save(done);
    if (!first_new(context, done)) return; // the next one of the same file
    Record next = context.make(bank_statement);
    next.set(bank_statement.file, record.get(bank_statement.file));
    next.set(bank_statement.encoding, record.get(bank_statement.encoding));
    context.save(next);
}

std::string account_and_days(Context&, const Record& record) {
    const auto to = record.get(bank_statement.to_on);
    return joined(record.get(bank_statement.number), to ? format_day(*to) : "");
}

void never_be_deleted(Context& context, Record&) {
    throw Error(Problem::conflict,
                context.in_language({"A statement is kept: its payments rest on it. Please reverse a "
                                     "payment that is wrong.",
                                     "Wyciąg pozostaje: opierają się na nim płatności. Błędną płatność "
                                     "stornuj.",
                                     "Изводот останува: на него се потпираат плаќањата. Погрешно "
                                     "плаќање сторнирајте."}));
}

} // namespace

BankStatement::BankStatement()
    : Object("bank_statement", "orders", {"Bank statement", "Wyciąg bankowy", "Банкарски извод"},
             {"Bank statements", "Wyciągi bankowe", "Банкарски изводи"}) {
    icon = "building-bank";
    list_fields = {"name", "account", "from_on", "to_on", "opening", "closing", "lines", "known"};
    form_fields = {"file", "encoding"};
    default_sort = "-to_on";
    menu = MenuPlace{"sales", 65};
    never_merge(*this);
    before_save(say_what_the_file_says);
    before_save(stay_as_the_bank_gave_it);
    after_save(add_lines);
    before_delete(never_be_deleted);
    title_rule = account_and_days;
}

const BankStatement bank_statement;

} // namespace crm

// Bank statement: a statement of one of the company's accounts, read from a bank's file. What came in becomes payments,
// matched with what is owed; the same statement, or the same line of another one, never comes in twice.
#pragma once
#include "record/context.hpp"

namespace crm {

struct BankStatement : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.read_only = true, .searchable = true, .title = true}};
    File file{this, "file", {"File of the bank", "Plik z banku", "Датотека од банката"}, {.required = true}};
    // Where the letters come out wrong: windows-1250, IBM852, ISO-8859-2, UTF-8.
    Text encoding{this, "encoding", {"Encoding", "Kodowanie", "Кодирање"}, {.plain = true, .max_length = 20}};
    Text account{
        this, "account", {"Account", "Rachunek", "Сметка"}, {.read_only = true, .searchable = true, .plain = true}};
    Text number{this, "number", {"Number", "Numer", "Број"}, {.read_only = true, .plain = true}};
    Day from_on{this, "from_on", {"From", "Od", "Од"}, {.read_only = true}};
    Day to_on{this, "to_on", {"Until", "Do", "До"}, {.read_only = true, .indexed = true}};
    Money opening{this, "opening", {"Opening balance", "Saldo początkowe", "Почетно салдо"}, {.read_only = true}};
    Money closing{this, "closing", {"Closing balance", "Saldo końcowe", "Крајно салдо"}, {.read_only = true}};
    Whole lines{this, "lines", {"New lines", "Nowe pozycje", "Нови ставки"}, {.read_only = true}};
    Whole known{this, "known", {"Lines known before", "Pozycje już znane", "Ставки од порано"}, {.read_only = true}};
    Text key{this, "key", {"Key", "Klucz", "Клуч"}, {.unique = true, .read_only = true, .plain = true, .hidden = true}};
    BankStatement();
};
extern const BankStatement bank_statement;

} // namespace crm

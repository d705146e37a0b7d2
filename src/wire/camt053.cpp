// CAMT.053: Document/BkToCstmrStmt/Stmt of ISO 20022; an entry that holds several payments is opened into them.
#include <algorithm>
#include <memory>

#include <expat.h>

#include "base/error.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "wire/bank_statement.hpp"

namespace crm::wire {

namespace {

constexpr int deepest = 40;

struct Element {
    std::string name, text, currency;
    std::vector<std::unique_ptr<Element>> inside;

    const Element* find(std::string_view path) const {
        const auto slash = path.find('/');
        const std::string_view first = path.substr(0, slash);
        for (const auto& each : inside)
            if (each->name == first) {
                if (slash == std::string_view::npos) return each.get();
                if (const Element* found = each->find(path.substr(slash + 1))) return found;
            }
        return nullptr;
    }
    std::string at(std::string_view path) const {
        const Element* found = find(path);
        return found ? squeezed(found->text) : "";
    }
    std::string first_of(std::initializer_list<std::string_view> paths) const {
        for (const auto path : paths)
            if (std::string found = at(path); !found.empty()) return found;
        return "";
    }
    std::vector<const Element*> all(std::string_view of) const {
        std::vector<const Element*> found;
        for (const auto& each : inside)
            if (each->name == of) found.push_back(each.get());
        return found;
    }
};

struct CamtReading {
    XML_Parser parser = nullptr;
    std::unique_ptr<Element> root;
    std::vector<Element*> open;
    bool refused = false;
};

std::string local_name(const char* name) {
    const std::string_view all(name);
    const auto colon = all.rfind(':');
    return std::string(colon == std::string_view::npos ? all : all.substr(colon + 1));
}

void begin_element(void* data, const char* name, const char** attributes) {
    auto& reading = *static_cast<CamtReading*>(data);
    auto made = std::make_unique<Element>();
    made->name = local_name(name);
    for (int i = 0; attributes[i]; i += 2)
        if (local_name(attributes[i]) == "Ccy") made->currency = attributes[i + 1];
    Element* const at = made.get();
    if (reading.open.empty())
        reading.root = std::move(made);
    else
        reading.open.back()->inside.push_back(std::move(made));
    reading.open.push_back(at);
    if (reading.open.size() > deepest) {
        reading.refused = true;
        XML_StopParser(reading.parser, XML_FALSE);
    }
}

void end_element(void* data, const char*) {
    static_cast<CamtReading*>(data)->open.pop_back();
}

void add_text(void* data, const char* text, int size) {
    auto& reading = *static_cast<CamtReading*>(data);
    if (!reading.open.empty()) reading.open.back()->text.append(text, static_cast<std::size_t>(size));
}

// A statement defines no texts of its own that stand for others.
void refuse_definitions(void* data, const char*, const char*, const char*, int) {
    auto& reading = *static_cast<CamtReading*>(data);
    reading.refused = true;
    XML_StopParser(reading.parser, XML_FALSE);
}

std::unique_ptr<Element> parsed(std::string_view xml) {
    CamtReading reading;
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
        XML_ParserCreate(nullptr), XML_ParserFree);
    reading.parser = parser.get();
    XML_SetUserData(parser.get(), &reading);
    XML_SetElementHandler(parser.get(), begin_element, end_element);
    XML_SetCharacterDataHandler(parser.get(), add_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), refuse_definitions);
    const bool good = XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
    if (reading.refused)
        refuse_statement("This is no bank statement that can be read. Please choose CAMT.053 at the bank.");
    if (!good) refuse_cut_off();
    return std::move(reading.root);
}

Day camt_day(const std::string& text) {
    const auto day = parse_day(std::string_view(text).substr(0, 10));
    if (!day) refuse_statement("This day of the statement cannot be read: " + text + ".");
    return *day;
}

std::int64_t camt_amount(const Element& of, const std::string& currency) {
    std::string text = squeezed(of.text);
    if (const auto dot = text.find('.'); dot != std::string::npos)
        while (text.size() > dot + 3 && text.back() == '0') text.pop_back();
    const auto amount = parse_decimal(text, currency_digits(currency).value_or(2));
    if (!amount || *amount < 0) refuse_statement("This amount of the statement cannot be read: " + text + ".");
    return *amount;
}

bool is_debit(const Element& of) {
    return of.at("CdtDbtInd") == "DBIT";
}

std::string account_in(const Element& of, const std::string& account) {
    std::string found = of.first_of({account + "/Id/IBAN", account + "/Id/Othr/Id"});
    std::erase(found, ' ');
    return found;
}

void tell_transaction(const Element& of, BankEntry& entry) {
    const std::string other = entry.minor >= 0 ? "Dbtr" : "Cdtr";
    entry.name = of.first_of({"RltdPties/" + other + "/Nm", "RltdPties/" + other + "/Pty/Nm"});
    entry.account = account_in(of, "RltdPties/" + other + "Acct");
    std::string title;
    auto add = [&](const std::string& more) {
        if (!more.empty()) title += (title.empty() ? "" : " ") + more;
    };
    if (const Element* information = of.find("RmtInf")) {
        for (const Element* each : information->all("Ustrd")) add(squeezed(each->text));
        for (const Element* each : information->all("Strd")) {
            add(each->at("RfrdDocInf/Nb"));
            add(each->at("CdtrRefInf/Ref"));
        }
    }
    if (title.empty()) add(of.at("AddtlTxInf"));
    if (!title.empty()) entry.title = title;
    if (const std::string reference = of.first_of({"Refs/AcctSvcrRef", "Refs/TxId"}); !reference.empty())
        entry.reference = reference;
    if (entry.reference.empty())
        if (const std::string own = of.at("Refs/EndToEndId"); own != "NOTPROVIDED") entry.reference = own;
}

void add_entry(const Element& of, BankStatement& statement) {
    const Element* amount = of.find("Amt");
    const std::string state = of.first_of({"Sts/Cd", "Sts"});
    if (!amount) refuse_cut_off();
    if (state == "PDNG" || state == "INFO") return; // not booked
    BankEntry entry;
    const std::int64_t minor = camt_amount(*amount, statement.currency);
    entry.minor = is_debit(of) ? -minor : minor;
    entry.reversal = of.at("RvslInd") == "true";
    entry.booked_on = camt_day(of.first_of({"BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"}));
    const std::string value = of.first_of({"ValDt/Dt", "ValDt/DtTm"});
    entry.value_on = value.empty() ? entry.booked_on : camt_day(value);
    entry.reference = of.first_of({"AcctSvcrRef", "NtryRef"});
    entry.title = of.at("AddtlNtryInf");
    std::vector<const Element*> transactions;
    for (const Element* details : of.all("NtryDtls"))
        for (const Element* each : details->all("TxDtls")) transactions.push_back(each);
    if (transactions.size() == 1) tell_transaction(*transactions[0], entry);
    std::vector<BankEntry> opened;
    std::int64_t sum = 0;
    for (std::size_t i = 0; transactions.size() > 1 && i < transactions.size(); ++i) {
        const Element* part = transactions[i]->find("Amt");
        if (!part) part = transactions[i]->find("AmtDtls/TxAmt/Amt");
        if (!part || (!part->currency.empty() && part->currency != statement.currency)) break;
        BankEntry one = entry;
        const std::int64_t of_one = camt_amount(*part, statement.currency);
        one.minor = (transactions[i]->find("CdtDbtInd") ? is_debit(*transactions[i]) : is_debit(of)) ? -of_one : of_one;
        one.reference += (one.reference.empty() ? "" : "/") + std::to_string(i + 1);
        tell_transaction(*transactions[i], one);
        sum += one.minor;
        opened.push_back(std::move(one));
    }
    if (opened.size() == transactions.size() && sum == entry.minor && !opened.empty())
        std::move(opened.begin(), opened.end(), std::back_inserter(statement.entries));
    else
        statement.entries.push_back(std::move(entry));
}

BankStatement statement_from(const Element& of) {
    BankStatement statement;
    statement.account = account_in(of, "Acct");
    statement.number = of.first_of({"ElctrncSeqNb", "LglSeqNb", "Id"});
    statement.currency = of.at("Acct/Ccy");
    bool opened = false, closed = false;
    for (const Element* balance : of.all("Bal")) {
        const std::string kind = balance->first_of({"Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry"});
        const Element* amount = balance->find("Amt");
        if (!amount) refuse_cut_off();
        if (statement.currency.empty()) statement.currency = amount->currency;
        const std::int64_t minor = camt_amount(*amount, statement.currency);
        const Day on = camt_day(balance->first_of({"Dt/Dt", "Dt/DtTm"}));
        if ((kind == "OPBD" || kind == "PRCD") && !opened) {
            statement.opening = is_debit(*balance) ? -minor : minor;
            statement.from_on = on;
            opened = true;
        } else if (kind == "CLBD") {
            statement.closing = is_debit(*balance) ? -minor : minor;
            statement.to_on = on;
            closed = true;
        }
    }
    if (!opened || !closed)
        refuse_statement("The statement " + statement.number +
                         " does not say its balances. Please "
                         "choose CAMT.053 at the bank, with the balances of its first and last day.");
    for (const Element* entry : of.all("Ntry")) add_entry(*entry, statement);
    return statement;
}

} // namespace

std::vector<BankStatement> read_camt053(std::string_view xml) {
    const auto root = parsed(xml);
    std::vector<BankStatement> statements;
    if (const Element* all = root->find("BkToCstmrStmt"))
        for (const Element* each : all->all("Stmt")) statements.push_back(statement_from(*each));
    if (statements.empty())
        refuse_statement("There is no statement in this file. Please choose CAMT.053 or MT940 at the bank.");
    return statements;
}

} // namespace crm::wire

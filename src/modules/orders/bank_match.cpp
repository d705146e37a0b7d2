#include "modules/orders/bank_match.hpp"

#include <algorithm>
#include <set>

#include "base/company_name.hpp"
#include "base/identifiers.hpp"
#include "base/ksef_number.hpp"
#include "base/text.hpp"
#include "modules/core/party.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/number_series.hpp"
#include "modules/orders/payment.hpp"

namespace crm {

namespace {

constexpr int months_back = 4;
constexpr std::size_t most_guesses = 80;

struct Digits {
    std::string text;
    std::size_t at = 0;
};

std::vector<Digits> digit_groups(const std::string& text) {
    std::vector<Digits> groups;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] < '0' || text[i] > '9') continue;
        if (i == 0 || text[i - 1] < '0' || text[i - 1] > '9') groups.push_back({"", i});
        groups.back().text += text[i];
    }
    return groups;
}

std::string without_zeros(const std::string& digits) {
    const auto first = digits.find_first_not_of('0');
    return first == std::string::npos ? "" : digits.substr(first);
}

class BankMatching {
public:
    BankMatching(Context& context, const PaidLine& line) : context_(context), line_(line) {}

    BankMatch match() {
        by_ksef_number();
        if (!found_.empty())
            return named(100, {"KSeF number in the title", "Numer KSeF w tytule", "KSeF број во целта"});
        by_number();
        if (!found_.empty() && sure_)
            return named(95, {"Invoice number in the title", "Numer faktury w tytule", "Број на фактура во целта"});
        if (!found_.empty() && open_of_found() == line_.amount.minor)
            return named(85,
                         {"Short invoice numbers in the title and their amount",
                          "Skrócone numery faktur w tytule i ich kwota", "Скратени броеви на фактури и нивниот износ"});
        const BankMatch guessed =
            found_.empty() ? BankMatch{}
                           : named(60, {"Short invoice numbers in the title", "Skrócone numery faktur w tytule",
                                        "Скратени броеви на фактури во целта"});
        for (const BankMatch& each : {by_account(), by_tax_id(), by_name(), guessed, by_amount()})
            if (each.score > 0) return each;
        return {};
    }

private:
    bool is_open(const Record& of) const {
        const auto open = of.get(invoice.open);
        return of.get(invoice.state) == "issued" && open && open->minor > 0 && open->currency == line_.amount.currency;
    }

    void take(const std::optional<Record>& of) {
        if (!of || !is_open(*of)) return;
        if (!found_.empty() && found_[0].get(invoice.party) != of->get(invoice.party))
            return; // one payer pays their own
        for (const Record& each : found_)
            if (each.id() == of->id()) return;
        found_.push_back(*of);
    }

    void by_ksef_number() {
        std::string rest = line_.text;
        while (const auto number = ksef_number_in(rest)) {
            take(context_.find_one(invoice, invoice.ksef_number == *number));
            const auto at = rest.find(number->substr(0, 20));
            rest.erase(0, at == std::string::npos ? rest.size() : at + 20);
        }
    }

    std::vector<std::string> patterns() {
        std::vector<std::string> all;
        for (const char* kind : {"invoice", "final", "advance"}) {
            const std::string pattern = pattern_of_series(context_, kind);
            if (std::find(all.begin(), all.end(), pattern) == all.end()) all.push_back(pattern);
        }
        return all;
    }

    static std::string filled(std::string pattern, const std::string& number, int month, int year) {
        auto put = [&](const std::string& mark, const std::string& value) {
            if (const auto at = pattern.find(mark); at != std::string::npos) pattern.replace(at, mark.size(), value);
        };
        put("{n4}", std::string(number.size() < 4 ? 4 - number.size() : 0, '0') + number);
        put("{n}", number);
        put("{mm}", (month < 10 ? "0" : "") + std::to_string(month));
        put("{yyyy}", std::to_string(year));
        return pattern;
    }

    void guess(const std::string& pattern, const std::string& number, int month, int year, bool sure) {
        const std::string plain = without_zeros(number);
        if (plain.empty() || plain.size() > 9 || month < 1 || month > 12 || asked_.size() > most_guesses) return;
        const std::string wanted = filled(pattern, plain, month, year);
        if (!asked_.insert(wanted).second) return;
        const std::size_t before = found_.size();
        take(context_.find_one(invoice, invoice.number == wanted));
        if (found_.size() > before && !sure) sure_ = false;
    }

    static int year_in(const std::string& digits) {
        if (digits.size() == 4 && digits.starts_with("20")) return std::stoi(digits);
        return digits.size() == 2 ? 2000 + std::stoi(digits) : 0;
    }
    static int month_in(const std::string& digits) {
        return digits.size() <= 2 && !digits.empty() ? std::stoi(digits) : 0;
    }

    // Whole numbers first, in our order or with the year in front; then what is left with the month of late.
    void by_number() {
        const auto groups = digit_groups(line_.text);
        const auto all = patterns();
        for (const std::string& pattern : all) {
            const bool monthly = pattern.find("{mm}") != std::string::npos;
            const std::size_t wide = monthly ? 3 : 2;
            for (std::size_t i = 0; i + wide <= groups.size(); ++i) {
                const std::string& first = groups[i].text;
                const std::string& last = groups[i + wide - 1].text;
                const int month = monthly ? month_in(groups[i + 1].text) : 1;
                if (const int year = year_in(last)) guess(pattern, first, month, year, true);
                if (first.size() == 4)
                    if (const int year = year_in(first)) guess(pattern, last, month, year, true);
            }
        }
        if (!found_.empty()) return;
        const auto [year, month, day] = split(line_.day);
        for (const std::string& pattern : all) {
            std::string prefix = pattern.substr(0, pattern.find_first_of("/-{ "));
            if (prefix.empty() || fold(line_.text).find(fold(prefix)) == std::string::npos) continue;
            for (const Digits& each : groups)
                for (int back = 0; back < months_back; ++back) {
                    const int months = year * 12 + month - 1 - back;
                    guess(pattern, each.text, months % 12 + 1, months / 12, false);
                }
        }
    }

    std::int64_t open_of_found() const {
        std::int64_t sum = 0;
        for (const Record& each : found_) sum += each.get(invoice.open)->minor;
        return sum;
    }

    BankMatch named(int score, const Label& reason) {
        std::stable_sort(found_.begin(), found_.end(), [](const Record& a, const Record& b) {
            return a.get(invoice.due_on) < b.get(invoice.due_on);
        });
        BankMatch match{found_[0].get(invoice.party), {}, score, reason};
        for (const Record& each : found_) match.invoices.push_back(each.id());
        return match;
    }

    std::vector<Record> open_invoices(Id of) {
        auto owed =
            context_.find(invoice, invoice.party == of && invoice.state == "issued" && invoice.settlement != "settled");
        std::erase_if(owed, [&](const Record& each) { return !is_open(each); });
        return owed;
    }

    // What a known payer owes: the one invoice of this amount, or all of it.
    BankMatch of_payer(Id payer, int score, const Label& reason) {
        const auto owed = open_invoices(payer);
        std::vector<Record> same;
        std::int64_t all = 0;
        for (const Record& each : owed) {
            all += each.get(invoice.open)->minor;
            if (each.get(invoice.open)->minor == line_.amount.minor) same.push_back(each);
        }
        if (same.size() == 1) {
            found_ = same;
            return named(score, reason);
        }
        if (!owed.empty() && all == line_.amount.minor) {
            found_ = owed;
            return named(score - 5, reason);
        }
        return {payer, {}, score - 30, reason};
    }

    BankMatch by_account() {
        if (line_.account.empty()) return {};
        std::set<Id> payers;
        for (const Record& each : context_.find(payment, payment.payer_account == line_.account, 200))
            payers.insert(each.get(payment.party));
        if (payers.size() != 1) return {};
        return of_payer(*payers.begin(), 90, {"Known account", "Znany rachunek", "Позната сметка"});
    }

    BankMatch by_tax_id() {
        for (const Digits& each : digit_groups(line_.text)) {
            if (check_tax_id(each.text, context_.company().country).check != IdentifierCheck::ok) continue;
            const auto who = context_.find(party, party.tax_id == each.text, 2);
            if (who.size() == 1)
                return of_payer(who[0].id(), 85, {"Tax number in the title", "NIP w tytule", "Даночен број во целта"});
        }
        return {};
    }

    BankMatch by_name() {
        const std::string key = name_key(line_.name);
        if (key.empty()) return {};
        const auto who = context_.find(party, party.folded_name == key, 2);
        if (who.size() != 1) return {};
        const BankMatch match = of_payer(who[0].id(), 75, {"Name of the payer", "Nazwa nadawcy", "Име на уплатувачот"});
        return match;
    }

    BankMatch by_amount() {
        const Condition same{Condition::Op::eq, invoice.open.index, -1, {line_.amount.minor}};
        auto owed = context_.find(invoice, invoice.state == "issued" && Condition(same), 3);
        std::erase_if(owed, [&](const Record& each) { return !is_open(each); });
        if (owed.size() != 1) return {};
        found_ = owed;
        return named(
            40, {"The only invoice of this amount", "Jedyna faktura na tę kwotę", "Единствена фактура со овој износ"});
    }

    Context& context_;
    const PaidLine& line_;
    std::vector<Record> found_;
    std::set<std::string> asked_;
    bool sure_ = true;
};

} // namespace

BankMatch match_of(Context& context, const PaidLine& line) {
    return BankMatching(context, line).match();
}

} // namespace crm

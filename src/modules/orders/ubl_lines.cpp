#include "modules/orders/ubl_lines.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "base/text.hpp"
#include "modules/core/checks.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_line.hpp"

namespace crm {

namespace {

__extension__ typedef __int128 Wide;

// What one costs, from what they cost together.
std::int64_t price_of(std::int64_t net, std::int64_t quantity, int digits) {
    if (quantity == 0) return 0;
    Wide units = Wide{std::llabs(net)} * 10'000;
    for (int i = digits; i < 8; ++i) units *= 10;
    const Wide by = std::llabs(quantity);
    return static_cast<std::int64_t>((units + by / 2) / by);
}

class UblLines {
public:
    UblLines(Context& context, const Record& of)
        : context_(context), of_(of), currency_(of.get(invoice.currency)),
          digits_(currency_digits(currency_).value_or(2)), correction_(of.get(invoice.kind) == "correction") {}

    UblContent content() {
        const auto lines = load_lines(context_, of_);
        for (const Record& line : lines) correction_ ? add_change(line) : add(line, false);
        if (content_.lines.empty())
            for (const Record& line : lines) add(line, false, true); // words alone were corrected
        take_advances_off();
        add_rates();
        agree_with_rates();
        return std::move(content_);
    }

private:
    void add(const Record& line, bool before, bool nothing = false) {
        UblLine made = begin(line);
        const auto quantity = before ? line.get(invoice_line.quantity_before) : line.get(invoice_line.quantity);
        const auto net = before ? line.get(invoice_line.net_before) : line.get(invoice_line.net);
        if (!nothing) {
            made.quantity = before ? -quantity.value_or(0) : quantity.value_or(0);
            made.net = before ? -net.value_or(Money{}).minor : net.value_or(Money{}).minor;
        }
        made.price = price_of(net.value_or(Money{}).minor, quantity.value_or(0), digits_);
        content_.lines.push_back(std::move(made));
    }

    // One line where only the quantity changed, else what was and what should be.
    void add_change(const Record& line) {
        const auto before = line.get(invoice_line.net_before).value_or(Money{});
        const auto after = line.get(invoice_line.net).value_or(Money{});
        const auto was = line.get(invoice_line.quantity_before).value_or(0),
                   is = line.get(invoice_line.quantity).value_or(0);
        if (before.minor == after.minor && was == is) return;
        if (line.get(invoice_line.unit_price_before) == line.get(invoice_line.unit_price)) {
            UblLine made = begin(line);
            made.quantity = is - was;
            made.net = after.minor - before.minor;
            made.price = price_of(made.net, made.quantity, digits_);
            return content_.lines.push_back(std::move(made));
        }
        if (was) add(line, true);
        if (is) add(line, false);
    }

    UblLine begin(const Record& line) const {
        UblLine made;
        made.name = squeezed(line.get(invoice_line.name));
        made.unit = ubl_unit(line.get(invoice_line.unit));
        made.category = ubl_category(line.get(invoice_line.vat_code), line.get(invoice_line.vat_rate).value_or(0));
        return made;
    }

    void take_advances_off() {
        if (of_.get(invoice.kind) != "final" || !of_.has(invoice.taxes_before)) return;
        const DocumentSums taken = sums_from(Json::parse(of_.get(invoice.taxes_before)), currency_);
        for (const RateSums& rate : taken.rates) {
            UblLine made;
            made.name = in_company_language(context_, {"Advance taken off", "Rozliczona zaliczka", "Одземен аванс"});
            made.unit = ubl_unit("");
            made.quantity = -1'0000;
            made.net = -rate.net;
            made.price = price_of(made.net, made.quantity, digits_);
            made.category = ubl_category(rate.code, rate.rate);
            content_.lines.push_back(std::move(made));
        }
    }

    void add_rates() {
        std::map<UblCategory, UblRate> rates;
        for (const RateSums& rate : sums_from(Json::parse(of_.get(invoice.taxes)), currency_).rates) {
            UblRate& of = rates[ubl_category(rate.code, rate.rate)];
            of.net += rate.net;
            of.tax += rate.tax;
        }
        for (const UblLine& line : content_.lines) rates[line.category];
        for (auto& [category, rate] : rates) {
            rate.category = category;
            content_.rates.push_back(rate);
        }
    }

    // Where tax is taken out of gross amounts, lines may differ from the sum of their rate by a cent: the last one
    // takes it.
    void agree_with_rates() {
        for (const UblRate& rate : content_.rates) {
            std::int64_t sum = 0;
            UblLine* last = nullptr;
            for (UblLine& line : content_.lines)
                if (line.category == rate.category) {
                    sum += line.net;
                    last = &line;
                }
            if (last) last->net += rate.net - sum;
        }
    }

    Context& context_;
    const Record& of_;
    std::string currency_;
    int digits_;
    bool correction_;
    UblContent content_;
};

} // namespace

UblCategory ubl_category(const std::string& code, std::int64_t rate) {
    static const std::map<std::string, std::string> codes{{"zero", "Z"},    {"zero_eu", "K"}, {"zero_export", "G"},
                                                          {"exempt", "E"},  {"outside", "O"}, {"outside_eu", "AE"},
                                                          {"reverse", "AE"}};
    const auto found = codes.find(code);
    if (found != codes.end()) return {found->second, 0};
    return rate == 0 ? UblCategory{"Z", 0} : UblCategory{"S", rate};
}

std::string ubl_unit(const std::string& unit) {
    static const std::map<std::string, std::string> codes{
        {"szt", "H87"}, {"pc", "H87"},    {"pcs", "H87"},  {"piece", "H87"}, {"бр", "H87"},  {"парче", "H87"},
        {"kg", "KGM"},  {"кг", "KGM"},    {"g", "GRM"},    {"t", "TNE"},     {"l", "LTR"},   {"л", "LTR"},
        {"m", "MTR"},   {"м", "MTR"},     {"m2", "MTK"},   {"m3", "MTQ"},    {"km", "KMT"},  {"км", "KMT"},
        {"h", "HUR"},   {"godz", "HUR"},  {"час", "HUR"},  {"hour", "HUR"},  {"day", "DAY"}, {"dzień", "DAY"},
        {"ден", "DAY"}, {"month", "MON"}, {"mies", "MON"}, {"месец", "MON"}, {"kpl", "SET"}, {"set", "SET"},
        {"kwh", "KWH"}};
    std::string plain = unit;
    for (char& c : plain) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    while (plain.ends_with('.') || plain.ends_with(' ')) plain.pop_back();
    const auto found = codes.find(plain);
    return found == codes.end() ? "C62" : found->second; // one
}

UblContent ubl_content(Context& context, const Record& of) {
    return UblLines(context, of).content();
}

} // namespace crm

#include "base/document_sums.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace crm {

namespace {

__extension__ typedef __int128 Wide;

constexpr Wide hundred_percent = 100'00;
constexpr int unit_digits = 4; // of quantities and unit prices

bool fits(Wide value) {
    return value <= std::numeric_limits<std::int64_t>::max() && value >= std::numeric_limits<std::int64_t>::min();
}

Wide power_of_ten(int exponent) {
    Wide value = 1;
    for (; exponent > 0; --exponent) value *= 10;
    return value;
}

Wide divided(Wide value, Wide divisor) {
    const Wide rest = value % divisor, magnitude = rest < 0 ? -rest : rest;
    value /= divisor;
    if (magnitude >= divisor - magnitude) value += rest < 0 ? -1 : 1;
    return value;
}

// One number that is multiplied up and divided at the end, once; empty as soon as it does not fit.
class Product {
public:
    explicit Product(Wide value) : value_(value) {}
    Product& times(Wide factor) {
        fits_ = fits_ && !__builtin_mul_overflow(value_, factor, &value_);
        return *this;
    }
    Product& over(Wide divisor) {
        fits_ = fits_ && !__builtin_mul_overflow(divisor_, divisor, &divisor_);
        return *this;
    }
    std::optional<std::int64_t> rounded() const {
        if (!fits_) return std::nullopt;
        const Wide result = divided(value_, divisor_);
        if (!fits(result)) return std::nullopt;
        return static_cast<std::int64_t>(result);
    }

private:
    Wide value_, divisor_ = 1;
    bool fits_ = true;
};

bool add(std::int64_t& sum, std::int64_t more) {
    return !__builtin_add_overflow(sum, more, &sum);
}

bool add(Sums& sum, const Sums& more) {
    return add(sum.net, more.net) && add(sum.tax, more.tax) && add(sum.gross, more.gross);
}

class Summing {
public:
    Summing(TaxMethod method, std::int64_t discount, int digits)
        : method_(method), discount_(discount), digits_(digits) {}

    // quantity × price of one unit, less both discounts, in minor units.
    std::optional<std::int64_t> worth(const SumLine& line, std::int64_t price) const {
        Product product(line.quantity);
        product.times(price);
        reduce(product, line.discount);
        reduce(product, discount_);
        const int shift = 2 * unit_digits - digits_;
        if (shift >= 0)
            product.over(power_of_ten(shift));
        else
            product.times(power_of_ten(-shift));
        return product.rounded();
    }

    std::optional<Sums> line(const SumLine& given) const {
        const auto worth_it = worth(given, given.unit_price);
        if (!worth_it) return std::nullopt;
        if (method_ == TaxMethod::from_gross) {
            const auto tax = tax_inside(*worth_it, given.rate);
            return Sums{*worth_it - *tax, *tax, *worth_it};
        }
        auto tax = method_ == TaxMethod::per_unit ? tax_by_unit(given) : tax_on(*worth_it, given.rate);
        std::int64_t gross = 0;
        if (!tax || __builtin_add_overflow(*worth_it, *tax, &gross)) return std::nullopt;
        return Sums{*worth_it, *tax, gross};
    }

    // The tax of a rate anew from its sum, where the method says so.
    bool settle(RateSums& rate) const {
        if (method_ == TaxMethod::from_gross) {
            rate.tax = *tax_inside(rate.gross, rate.rate);
            rate.net = rate.gross - rate.tax;
        } else if (method_ == TaxMethod::per_rate) {
            const auto tax = tax_on(rate.net, rate.rate);
            if (!tax || __builtin_add_overflow(rate.net, *tax, &rate.gross)) return false;
            rate.tax = *tax;
        }
        return true;
    }

private:
    static void reduce(Product& product, std::int64_t discount) {
        if (discount) product.times(hundred_percent - discount).over(hundred_percent);
    }
    static std::optional<std::int64_t> tax_on(std::int64_t net, std::int64_t rate) {
        return Product(net).times(rate).over(hundred_percent).rounded();
    }
    static std::optional<std::int64_t> tax_inside(std::int64_t gross, std::int64_t rate) {
        return Product(gross).times(rate).over(hundred_percent + rate).rounded();
    }
    std::optional<std::int64_t> tax_by_unit(const SumLine& given) const {
        const auto of_one = tax_on(given.unit_price, given.rate);
        return of_one ? worth(given, *of_one) : std::nullopt;
    }

    TaxMethod method_;
    std::int64_t discount_;
    int digits_;
};

RateSums& rate_of(std::vector<RateSums>& rates, const std::string& code, std::int64_t rate) {
    for (RateSums& each : rates)
        if (each.code == code && each.rate == rate) return each;
    RateSums made;
    made.code = code;
    made.rate = rate;
    return rates.emplace_back(std::move(made));
}

bool add_up(DocumentSums& sums) {
    std::sort(sums.rates.begin(), sums.rates.end(), [](const RateSums& a, const RateSums& b) {
        return a.rate != b.rate ? a.rate > b.rate : a.code < b.code;
    });
    sums.total = {};
    return std::all_of(sums.rates.begin(), sums.rates.end(),
                       [&](const RateSums& rate) { return add(sums.total, rate); });
}

} // namespace

std::optional<TaxMethod> tax_method_named(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, TaxMethod>, 4> methods{{{"per_rate", TaxMethod::per_rate},
                                                                             {"per_line", TaxMethod::per_line},
                                                                             {"from_gross", TaxMethod::from_gross},
                                                                             {"per_unit", TaxMethod::per_unit}}};
    for (const auto& [known, method] : methods)
        if (known == name) return method;
    return std::nullopt;
}

std::optional<DocumentSums> sums_of(const std::vector<SumLine>& lines, TaxMethod method, std::int64_t discount,
                                    int currency_digits, std::size_t* fault) {
    const Summing summing(method, discount, currency_digits);
    DocumentSums sums;
    for (const SumLine& each : lines) {
        if (fault) *fault = sums.lines.size();
        const auto line = summing.line(each);
        if (!line || !add(rate_of(sums.rates, each.code, each.rate), *line)) return std::nullopt;
        sums.lines.push_back(*line);
    }
    if (fault) *fault = lines.size();
    for (RateSums& rate : sums.rates)
        if (!summing.settle(rate)) return std::nullopt;
    if (!add_up(sums)) return std::nullopt;
    return sums;
}

std::optional<DocumentSums> difference(const DocumentSums& before, const DocumentSums& after) {
    DocumentSums sums;
    for (const RateSums& rate : after.rates) add(rate_of(sums.rates, rate.code, rate.rate), rate);
    for (const RateSums& rate : before.rates) {
        RateSums& changed = rate_of(sums.rates, rate.code, rate.rate);
        if (__builtin_sub_overflow(changed.net, rate.net, &changed.net) ||
            __builtin_sub_overflow(changed.tax, rate.tax, &changed.tax) ||
            __builtin_sub_overflow(changed.gross, rate.gross, &changed.gross))
            return std::nullopt;
    }
    std::erase_if(sums.rates, [](const RateSums& rate) { return rate.net == 0 && rate.tax == 0 && rate.gross == 0; });
    if (!add_up(sums)) return std::nullopt;
    return sums;
}

} // namespace crm

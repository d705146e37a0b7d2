#include "modules/catalog/pricing.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/money.hpp"
#include "modules/catalog/price.hpp"
#include "modules/catalog/price_list.hpp"
#include "modules/catalog/product.hpp"
#include "modules/core/party.hpp"

namespace crm {

namespace {

// "12.5" for 125000: as people write prices and quantities.
std::string short_decimal(std::int64_t value) {
    std::string text = format_decimal(value, price_digits);
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return text;
}

template <typename Dated>
bool holds_on(const Record& record, const Dated& declared, Day day) {
    const auto from = record.get(declared.valid_from), to = record.get(declared.valid_to);
    return (!from || *from <= day) && (!to || day <= *to);
}

bool share_one(const std::vector<std::string>& some, const std::vector<std::string>& others) {
    return std::any_of(some.begin(), some.end(), [&](const std::string& each) {
        return std::find(others.begin(), others.end(), each) != others.end();
    });
}

// How closely a list is meant for the party: 3 for it alone, 2 by tag, 1 by role, 0 for everybody; less: not for it.
int closeness(const Record& list, const std::optional<Record>& who) {
    const Id party_of_list = list.get(price_list.party);
    const auto tags = list.get(price_list.tags), roles = list.get(price_list.roles);
    if (party_of_list) return who && who->id() == party_of_list ? 3 : -1;
    if (!tags.empty() && who && share_one(tags, who->get(party.tags))) return 2;
    if (!roles.empty() && who && share_one(roles, who->get(party.roles))) return 1;
    return tags.empty() && roles.empty() ? 0 : -1;
}

// amount × (100 % + percent), half away from zero; empty past 64 bits.
std::optional<std::int64_t> changed_by(std::int64_t amount, std::int64_t percent) {
    return convert_minor(amount, 0, 100'00 + percent, 4, 0);
}

std::int64_t rounded_to(std::int64_t amount, std::int64_t multiple) {
    const std::int64_t rest = amount % multiple;
    return rest * 2 >= multiple ? amount - rest + multiple : amount - rest;
}

class Pricing {
public:
    Pricing(Context& context, const PriceQuestion& question) : context_(context), question_(question) {
        if (question.party) who_ = context.find(party, question.party);
    }

    PriceAnswer answer() {
        for (const Record& list : lists()) {
            answer_.steps.clear();
            if (auto amount = on_list(list, 0)) {
                answer_.amount = amount;
                answer_.list = list.id();
                return answer_;
            }
        }
        answer_.steps.clear();
        if (!question_.list && !question_.with_tax) take_price_of_product();
        return answer_;
    }

private:
    std::vector<Record> lists() {
        std::vector<Record> fitting;
        if (question_.list) {
            if (auto list = context_.find(price_list, question_.list); list && !list->binned() && fits(*list))
                fitting.push_back(*list);
            return fitting;
        }
        for (Record& list :
             context_.find(price_list, price_list.currency == question_.currency && price_list.active == 1))
            if (fits(list) && closeness(list, who_) >= 0) fitting.push_back(std::move(list));
        std::stable_sort(fitting.begin(), fitting.end(), [&](const Record& a, const Record& b) {
            const int closer_a = closeness(a, who_), closer_b = closeness(b, who_);
            if (closer_a != closer_b) return closer_a > closer_b;
            return a.get(price_list.priority).value_or(0) > b.get(price_list.priority).value_or(0);
        });
        return fitting;
    }

    bool fits(const Record& list) const {
        return list.get(price_list.currency) == question_.currency &&
               list.get(price_list.with_tax) == question_.with_tax && holds_on(list, price_list, question_.day);
    }

    void step(const Label& label, std::int64_t amount) {
        answer_.steps.push_back({context_.in_language(label), amount});
    }

    std::optional<std::int64_t> own_price(const Record& list) {
        std::optional<Record> best;
        for (Record& each : context_.find(price, price.price_list == list.id() && price.product == question_.product)) {
            const auto from = each.get(price.from_quantity).value_or(0);
            if (from > question_.quantity || !holds_on(each, price, question_.day)) continue;
            if (!best || from > best->get(price.from_quantity).value_or(0)) best = std::move(each);
        }
        if (!best) return std::nullopt;
        const std::int64_t amount = *best->get(price.amount), from = best->get(price.from_quantity).value_or(0);
        const std::string name = list.title(), many = short_decimal(from);
        if (from == 0)
            step({"Price list " + name, "Cennik " + name, "Ценовник " + name}, amount);
        else
            step({"Price list " + name + ", from a quantity of " + many, "Cennik " + name + ", od ilości " + many,
                  "Ценовник " + name + ", од количина " + many},
                 amount);
        return amount;
    }

    std::optional<std::int64_t> on_list(const Record& list, int depth) {
        if (auto own = own_price(list)) return own;
        if (!list.has(price_list.base_list) || depth == deepest_price_list) return std::nullopt;
        const auto base = context_.find(price_list, list.get(price_list.base_list));
        if (!base || base->binned() || !holds_on(*base, price_list, question_.day)) return std::nullopt;
        auto amount = on_list(*base, depth + 1);
        return amount ? changed_as_on(list, *amount) : amount;
    }

    std::optional<std::int64_t> changed_as_on(const Record& list, std::int64_t amount) {
        const std::string name = list.title();
        if (const auto percent = list.get(price_list.percent).value_or(0)) {
            const auto changed = changed_by(amount, percent);
            if (!changed) return std::nullopt;
            amount = *changed;
            const std::string by = (percent > 0 ? "+" : "") + short_decimal(percent * 100) + " %";
            step({"Price list " + name + ": " + by, "Cennik " + name + ": " + by, "Ценовник " + name + ": " + by},
                 amount);
        }
        if (const auto multiple = list.get(price_list.rounding)) {
            amount = rounded_to(amount, *multiple);
            const std::string to = short_decimal(*multiple);
            step({"Rounded to a multiple of " + to, "Zaokrąglono do wielokrotności " + to,
                  "Заокружено на содржател на " + to},
                 amount);
        }
        if (const auto ending = list.get(price_list.ending).value_or(0)) {
            amount = std::max<std::int64_t>(0, amount + ending);
            const std::string by = short_decimal(ending);
            step({"Changed by " + by, "Zmieniono o " + by, "Променето за " + by}, amount);
        }
        return amount;
    }

    void take_price_of_product() {
        const auto sold = context_.find(product, question_.product);
        const auto amount = sold ? sold->get(product.price) : std::nullopt;
        if (!amount || amount->currency != question_.currency) return;
        auto scaled = convert_minor(amount->minor, currency_digits(amount->currency).value_or(2), 1, 0, price_digits);
        if (!scaled) return;
        answer_.amount = scaled;
        step({"Price of the product itself", "Cena samego produktu", "Цена на самиот производ"}, *scaled);
    }

    Context& context_;
    const PriceQuestion& question_;
    std::optional<Record> who_;
    PriceAnswer answer_;
};

Json price_report(Context& context, const Json& input) {
    PriceQuestion question;
    question.product = *parse_id(input.text("product"));
    question.party = parse_id(input.text("party")).value_or(0);
    question.list = parse_id(input.text("price_list")).value_or(0);
    question.quantity = parse_decimal(input.text("quantity", "1"), price_digits).value_or(0);
    if (question.quantity <= 0)
        throw Error::at("quantity",
                        context.in_language({"Please give a quantity above zero.", "Podaj ilość większą od zera.",
                                             "Внесете количина поголема од нула."}));
    question.currency = input.text("currency", context.company().currency);
    question.day = parse_day(input.text("day")).value_or(context.today());
    question.with_tax = input.flag("with_tax");
    const PriceAnswer answer = price_of(context, question);
    Json json = Json::object({{"currency", question.currency}});
    json.set("amount", answer.amount ? Json(format_decimal(*answer.amount, price_digits)) : Json());
    json.set("price_list", answer.list ? Json::object({{"id", std::to_string(answer.list)},
                                                       {"title", context.title("price_list", answer.list)}})
                                       : Json());
    json.set("steps", steps_json(answer));
    return json;
}

} // namespace

PriceAnswer price_of(Context& context, const PriceQuestion& question) {
    return Pricing(context, question).answer();
}

Json steps_json(const PriceAnswer& answer) {
    Json steps = Json::array();
    for (const PriceStep& each : answer.steps)
        steps.push(Json::object({{"text", each.text}, {"amount", format_decimal(each.amount, price_digits)}}));
    return steps;
}

Report price_of_a_product() {
    return {
        "price",
        {"Price of a product", "Cena produktu", "Цена на производ"},
        {report_input("product", Kind::link, {"Product", "Produkt", "Производ"}, {.required = true, .to = "product"}),
         report_input("party", Kind::link, {"Party", "Kontrahent", "Деловен партнер"}, {.to = "party"}),
         report_input("quantity", Kind::decimal, {"Quantity", "Ilość", "Количина"}, {.digits = price_digits}),
         report_input("currency", Kind::text, {"Currency", "Waluta", "Валута"}, {.plain = true, .max_length = 3}),
         report_input("day", Kind::day, {"Day", "Dzień", "Ден"}),
         report_input("with_tax", Kind::yes_no, {"With VAT", "Z VAT", "Со ДДВ"}),
         report_input("price_list", Kind::link, {"Price list", "Cennik", "Ценовник"}, {.to = "price_list"})},
        {},
        price_report};
}

} // namespace crm

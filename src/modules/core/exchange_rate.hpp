// Exchange rate: what one unit of a currency cost in the company's currency on a day, and who said so.
#pragma once
#include <functional>
#include <string>

#include "record/object.hpp"

namespace crm {

struct ExchangeRate : Object {
    Text currency{
        this, "currency", {"Currency", "Waluta", "Валута"}, {.required = true, .plain = true, .max_length = 3}};
    Day day{this, "day", {"Day", "Dzień", "Ден"}, {.required = true, .indexed = true}};
    Decimal rate{this, "rate", {"Rate", "Kurs", "Курс"}, {.required = true, .digits = 8}};
    Text source{this, "source", {"Source", "Źródło", "Извор"}, {.max_length = 120}};
    // One rate for a currency and a day.
    Text name{this,
              "name",
              {"Rate of", "Kurs z", "Курс на"},
              {.unique = true, .read_only = true, .title = true, .plain = true, .hidden = true}};
    ExchangeRate();
};
extern const ExchangeRate exchange_rate;

class Engine;
struct Job;
// The work that a rate which comes, changes or goes leaves behind: amounts in its currency are converted anew.
inline const std::string convert_amounts_job = "convert_amounts"; // {currency}
void work_convert_amounts(Engine& engine, const Job& job, const std::function<bool()>& stopping);

} // namespace crm

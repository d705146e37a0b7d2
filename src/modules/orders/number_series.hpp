// Number series: what the numbers of a kind of document look like. Numbers have no gaps and begin anew with what stands
// in the pattern: the year, or the month.
#pragma once
#include <string>

#include "record/context.hpp"

namespace crm {

struct NumberSeries : Object {
    Choice kind{this,
                "kind",
                {"Document", "Dokument", "Документ"},
                {.required = true,
                 .unique = true,
                 .choices = {{"quote", {"Quote", "Oferta", "Понуда"}},
                             {"order", {"Order", "Zamówienie", "Нарачка"}},
                             {"invoice", {"Invoice", "Faktura", "Фактура"}},
                             {"advance", {"Advance invoice", "Faktura zaliczkowa", "Авансна фактура"}},
                             {"final", {"Final invoice", "Faktura końcowa", "Крајна фактура"}},
                             {"correction", {"Correction invoice", "Faktura korygująca", "Корективна фактура"}},
                             {"pro_forma", {"Pro forma", "Pro forma", "Профактура"}},
                             {"delivery", {"Delivery", "Dostawa", "Испорака"}},
                             {"claim", {"Claim", "Reklamacja lub zwrot", "Рекламација или враќање"}}}}};
    // With {n} or {n4} for the number and {yyyy} for the year; {mm} makes it count by month.
    Text pattern{this,
                 "pattern",
                 {"Pattern", "Wzór", "Образец"},
                 {.required = true, .title = true, .plain = true, .max_length = 40}};
    NumberSeries();
};
extern const NumberSeries number_series;

struct DocumentNumber {
    std::string number; // FV/17/11/2026
    std::string series; // FV/{n}/11/2026
    std::int64_t serial = 0;
};
std::string pattern_of_series(Context& context, const std::string& kind); // the company's own, else its country's
// The next number; taken last in a transaction, since whoever comes after waits for its end.
DocumentNumber take_number(Context& context, const std::string& kind);

} // namespace crm

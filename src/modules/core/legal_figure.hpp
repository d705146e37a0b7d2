// Legal figure: a threshold or a rate that a law sets for a time, with its source. Rules ask for it by the day.
#pragma once
#include <optional>
#include <string>

#include "record/context.hpp"

namespace crm {

struct LegalFigure : Object {
    Choice kind{
        this,
        "kind",
        {"Kind", "Rodzaj", "Вид"},
        {.required = true,
         .indexed = true,
         .choices = {
             {"split_payment_above", {"Split payment above", "Podzielona płatność powyżej", "Поделено плаќање над"}},
             {"interest_commercial",
              {"Interest between traders, % a year", "Odsetki w transakcjach handlowych, % rocznie",
               "Камата меѓу трговци, % годишно"}},
             {"interest_general", {"Interest, % a year", "Odsetki ustawowe, % rocznie", "Законска камата, % годишно"}},
             {"claim_answer_days",
              {"Days to answer a claim", "Dni na odpowiedź na reklamację", "Денови за одговор на рекламација"}},
             {"withdrawal_days",
              {"Days to withdraw from a contract", "Dni na odstąpienie od umowy",
               "Денови за откажување од договор"}}}}};
    Text country{this, "country", {"Country", "Kraj", "Земја"}, {.required = true, .plain = true, .max_length = 2}};
    Decimal value{this, "value", {"Value", "Wartość", "Вредност"}, {.required = true, .digits = 4}};
    Text currency{this, "currency", {"Currency", "Waluta", "Валута"}, {.plain = true, .max_length = 3}};
    Day valid_from{this, "valid_from", {"Valid from", "Ważna od", "Важи од"}, {.required = true}};
    Day valid_to{this, "valid_to", {"Valid until", "Ważna do", "Важи до"}};
    Text source{this, "source", {"Source", "Źródło", "Извор"}, {.title = true}};
    LegalFigure();
};
extern const LegalFigure legal_figure;

struct Figure {
    std::int64_t value = 0; // of 10^-4
    std::string currency;
    Day valid_from;
};
std::optional<Figure> legal_figure_on(Context& context, const std::string& kind, const std::string& country, Day day);
// Adds those that are known to this program and not there yet; somebody checks and keeps them.
void make_legal_figures(Context& context);

} // namespace crm

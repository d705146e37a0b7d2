#include "modules/core/legal_figure.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class LegalFigureTest : public ModulesTest {};

TEST_F(LegalFigureTest, what_a_company_has_already_stays_and_the_rest_is_added) {
    act([](Context& context) {
        Record own = context.make(legal_figure);
        own.set(legal_figure.kind, "interest_general");
        own.set(legal_figure.country, "PL");
        own.set(legal_figure.value, 9'0000);
        own.set(legal_figure.valid_from, *make_day(2025, 10, 9));
        context.save(own);
        make_legal_figures(context);
        const auto all = context.find(legal_figure, Condition::everything());
        EXPECT_GT(all.size(), 4u);
        EXPECT_EQ(legal_figure_on(context, "interest_general", "PL", *make_day(2026, 1, 1))->value, 9'0000);
        EXPECT_EQ(legal_figure_on(context, "interest_commercial", "PL", *make_day(2026, 1, 1))->value, 14'0000);
        make_legal_figures(context);
        EXPECT_EQ(context.find(legal_figure, Condition::everything()).size(), all.size());
    });
}

TEST_F(LegalFigureTest, a_figure_holds_from_its_day_to_its_last) {
    act([](Context& context) {
        make_legal_figures(context);
        EXPECT_EQ(legal_figure_on(context, "interest_commercial", "PL", *make_day(2025, 12, 31))->value, 15'2500);
        EXPECT_EQ(legal_figure_on(context, "interest_commercial", "PL", *make_day(2026, 1, 1))->value, 14'0000);
        EXPECT_FALSE(legal_figure_on(context, "interest_commercial", "PL", *make_day(2025, 6, 30)));
        EXPECT_FALSE(legal_figure_on(context, "interest_commercial", "DE", *make_day(2026, 1, 1)));
    });
}

} // namespace crm

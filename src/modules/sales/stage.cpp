#include "modules/sales/stage.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "modules/core/checks.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/pipeline.hpp"
#include "record/described.hpp"

namespace crm {

namespace {

void stand_in_a_pipeline(Context& context, Record& record) {
    if (record.has(stage.pipeline)) return;
    if (auto found = default_pipeline(context)) record.set(stage.pipeline, found->id());
}

void mean_what_its_name_says(Context&, Record& record) {
    if (!record.has(stage.outcome)) record.set(stage.outcome, outcome_named(record.get(stage.name)));
}

// Deals take over what their stage means when they come to it; those that are there would not notice.
void keep_its_outcome_while_in_use(Context& context, Record& record) {
    if (record.is_new() || !record.changed(stage.outcome) || !context.exists(deal, deal.stage == record.id())) return;
    const std::string sentence = context.in_language(
        {"There are deals in this stage, so its outcome stays. Please move them to another stage first.",
         "Na tym etapie są szanse sprzedaży, więc jego wynik pozostaje. Najpierw przenieś je do innego etapu.",
         "Во оваа фаза има продажни можности, па нејзиниот исход останува. Прво преместете ги во друга фаза."});
    throw Error(Problem::conflict, sentence, {{"outcome", sentence}});
}

void be_sure_when_closed(Context& context, Record& record) {
    const std::string outcome = record.get(stage.outcome);
    if (outcome != "open") record.set(stage.probability, outcome == "won" ? 100 : 0);
    need_range(context, record, stage.probability, 0, 100);
    need_range(context, record, stage.stalled_after_days, 1, 3650);
}

// What a rule fills, or nobody may write, cannot be asked of a person.
void ask_for_what_can_be_given(Context& context, Record& record) {
    if (!record.changed(stage.required_fields)) return;
    const Object& deals = context.object("deal");
    for (const std::string& name : record.get(stage.required_fields)) {
        const Field* field = deals.field(name);
        if (field && !field->system && !field->read_only && !field->hidden && field->kind != Kind::yes_no) continue;
        throw Error::at("required_fields",
                        "\"" + cut(name, 60) + "\" " +
                            context.in_language({"is no field of a deal that can be filled in. Please choose others.",
                                                 "nie jest polem szansy, które można wypełnić. Wybierz inne.",
                                                 "не е поле на можноста што може да се пополни. Изберете други."}));
    }
}

// A new open stage comes after the open ones; winning and losing stand at the end, from ninety on.
void take_a_place(Context& context, Record& record) {
    if (record.has(stage.position)) return;
    const bool open = record.get(stage.outcome) == "open";
    std::int64_t last = open ? 0 : 89;
    for (const Record& other : context.find(stage, stage.pipeline == record.get(stage.pipeline)))
        if (open == (other.get(stage.outcome) == "open")) last = std::max(last, other.get(stage.position).value_or(0));
    record.set(stage.position, last + 1);
}

void take_a_colour(Context& context, Record& record) {
    const std::string outcome = record.get(stage.outcome);
    if (!record.has(stage.color)) record.set(stage.color, outcome == "won" ? 1 : outcome == "lost" ? 5 : 0);
    need_range(context, record, stage.color, 0, 5);
}

// Deals that are handed over stay what they are: open, won or lost.
void mean_the_same(Context& context, const Record& record, const Record& successor) {
    if (successor.get(stage.outcome) == record.get(stage.outcome)) return;
    throw Error::at(
        "successor",
        context.in_language(
            {"Please choose a stage with the same outcome, so that no deal is won, lost or opened again by this.",
             "Wybierz etap o tym samym wyniku, aby żadna szansa nie została przez to wygrana, przegrana ani otwarta na "
             "nowo.",
             "Изберете фаза со ист исход, за ниедна можност да не биде добиена, изгубена или повторно отворена."}));
}

} // namespace

std::string outcome_named(std::string_view name) {
    static const std::set<std::string, std::less<>> won = {"won",       "wygrana", "wygrane", "wygrany", "wygrano",
                                                           "sprzedane", "добиена", "добиени", "добиен",  "добиено"};
    static const std::set<std::string, std::less<>> lost = {"lost",      "przegrana", "przegrane", "przegrany",
                                                            "przegrano", "utracona",  "stracona",  "изгубена",
                                                            "изгубени",  "изгубен",   "изгубено"};
    for (const std::string& word : words(fold(name))) {
        if (won.contains(word)) return "won";
        if (lost.contains(word)) return "lost";
    }
    return "open";
}

std::optional<Record> first_stage(Context& context, Id of_pipeline) {
    auto open = context.find(stage, stage.pipeline == of_pipeline && stage.outcome == "open" && stage.retired != 1);
    auto first = std::min_element(open.begin(), open.end(), [](const Record& a, const Record& b) {
        return a.get(stage.position) < b.get(stage.position);
    });
    if (first == open.end()) return std::nullopt;
    return *first;
}

Stage::Stage() : Object("stage", "sales", {"Stage", "Etap", "Фаза"}, {"Stages", "Etapy", "Фази"}) {
    icon = "stairs";
    rule_fills(*this, {pipeline, outcome});
    table_class = TableClass::small;
    setting = true;
    list_fields = {"name", "pipeline", "outcome", "probability", "stalled_after_days", "position"};
    form_fields = {"name", "pipeline", "outcome", "probability", "stalled_after_days", "required_fields"};
    default_sort = "position,name";
    menu = MenuPlace{"settings", 30};
    retires(retired, {.rule = mean_the_same});
    before_save(stand_in_a_pipeline);
    before_save(mean_what_its_name_says);
    before_save(keep_its_outcome_while_in_use);
    before_save(be_sure_when_closed);
    before_save(ask_for_what_can_be_given);
    before_save(take_a_place);
    before_save(take_a_colour);
}

const Stage stage;

} // namespace crm

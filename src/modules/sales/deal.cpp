#include "modules/sales/deal.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "modules/core/checks.hpp"
#include "modules/core/party.hpp"
#include "modules/sales/deal_changes.hpp"
#include "modules/sales/deal_reports.hpp"
#include "modules/sales/deal_stages.hpp"
#include "modules/sales/deal_state.hpp"
#include "modules/sales/forecast.hpp"
#include "modules/sales/lifecycle.hpp"
#include "modules/sales/pipeline.hpp"
#include "modules/sales/stage.hpp"
#include "modules/sales/territory.hpp"
#include "record/described.hpp"

namespace crm {

namespace {

Record stage_with(Context& context, Id id) {
    if (auto found = context.find(stage, id)) return std::move(*found);
    throw Error::at("stage", context.in_language({"There is no such stage. Please choose one that is there.",
                                                  "Nie ma takiego etapu. Wybierz jeden z istniejących.",
                                                  "Нема таква фаза. Изберете една од постоечките."}));
}

void say_what_it_is_about(Context& context, Record& record) {
    if (!record.is_new() || record.has(deal.name) || record.has(deal.party) || comes_from_before(context, record))
        return;
    throw Error::at("name", context.in_language({"Please give the deal a name, or choose whom it is with.",
                                                 "Podaj nazwę szansy sprzedaży albo wybierz kontrahenta.",
                                                 "Внесете име на продажната можност или изберете деловен партнер."}));
}

void have_a_name(Context& context, Record& record) {
    if (record.has(deal.name)) return;
    const std::string what = context.title("product", record.get(deal.product));
    const std::string who = context.title("party", record.get(deal.party));
    const std::string sale = in_company_language(context, {"Deal", "Szansa sprzedaży", "Продажна можност"});
    record.set(deal.name, joined(what.empty() ? sale : what, who));
}

void begin_at_the_first_stage(Context& context, Record& record) {
    if (!record.has(deal.pipeline) && !record.has(deal.stage))
        if (auto found = default_pipeline(context)) record.set(deal.pipeline, found->id());
    const bool other_pipeline = record.changed(deal.pipeline) && !record.changed(deal.stage);
    if (record.has(deal.pipeline) && (!record.has(deal.stage) || other_pipeline))
        if (auto first = first_stage(context, record.get(deal.pipeline))) record.set(deal.stage, first->id());
}

void refuse_foreign_stage(Context& context) {
    throw Error::at("stage",
                    context.in_language({"This stage belongs to another pipeline. Please choose one of this pipeline.",
                                         "Ten etap należy do innego lejka. Wybierz etap z tego lejka.",
                                         "Оваа фаза припаѓа на друга инка. Изберете фаза од оваа инка."}));
}

void stay_in_the_pipeline_of_its_stage(Context& context, Record& record, const Record& reached) {
    const Id of_stage = reached.get(stage.pipeline);
    if (record.has(deal.pipeline) && record.changed(deal.pipeline) && record.get(deal.pipeline) != of_stage)
        refuse_foreign_stage(context);
    record.set(deal.pipeline, of_stage);
}

void count_days_anew(Context& context, Record& record) {
    const auto closed = record.get(deal.closed_on);
    const bool long_ago = record.is_new() && closed && *closed < context.today();
    record.set(deal.stage_since, long_ago ? context.company().zone.begin_of(*closed) : context.now());
    record.set(deal.stalled, false);
}

void close(Context& context, Record& record) {
    const bool given = record.has(deal.closed_on) && (record.is_new() || record.changed(deal.closed_on));
    if (!given) record.set(deal.closed_on, context.today());
}

void reopen(Record& record) {
    record.clear(deal.closed_on);
    record.clear(deal.loss_reason);
}

// All that is missing at once, each at its field. A field that is no more asks for nothing.
void bring_what_the_stage_asks(Context& context, const Record& record, const Record& reached) {
    if (comes_from_before(context, record)) return;
    const std::string sentence = context.in_language({"Please fill this in for the stage ", "Wypełnij to pole na etap ",
                                                      "Пополнете го ова за фазата "}) +
                                 reached.title() + ".";
    std::vector<FieldError> missing;
    for (const std::string& name : reached.get(stage.required_fields))
        if (const Field* field = record.object().field(name); field && !record.has(field->index))
            missing.push_back({name, sentence});
    if (!missing.empty()) throw Error(Problem::invalid, sentence, std::move(missing));
}

// Whatever way the deal comes to a stage, by hand, by the board or by import, the stage decides what it is now.
void take_over_from_stage(Context& context, Record& record) {
    if (!record.has(deal.stage) || !record.changed(deal.stage)) return;
    const Record reached = stage_with(context, record.get(deal.stage));
    stay_in_the_pipeline_of_its_stage(context, record, reached);
    const std::string before = text_or_empty(record.before(record.object().field(deal.outcome))),
                      now = reached.get(stage.outcome);
    record.set(deal.outcome, now);
    if (!record.changed(deal.probability) || now != "open") {
        if (auto probability = reached.get(stage.probability)) record.set(deal.probability, *probability);
    }
    bring_what_the_stage_asks(context, record, reached);
    count_days_anew(context, record);
    if (now == before) return;
    if (now == "open") return reopen(record);
    close(context, record);
    if (now == "won") record.clear(deal.loss_reason);
}

void keep_a_closing_day(Context& context, Record& record) {
    const std::string outcome = record.get(deal.outcome);
    const bool closed = outcome == "won" || outcome == "lost";
    if (!closed || record.has(deal.closed_on) || !record.changed(deal.closed_on)) return;
    throw Error::at("closed_on", context.in_language({"A closed deal has a closing day. Please give one.",
                                                      "Zamknięta szansa ma datę zamknięcia. Podaj ją.",
                                                      "Затворена можност има датум на затворање. Внесете го."}));
}

// An old deal comes in without the day when nobody knows it; then its days to close are not known either.
void know_since_when(Context& context, Record& record) {
    if (!record.is_new() || record.has(deal.opened_on)) return;
    if (comes_from_before(context, record) && record.has(deal.closed_on)) return;
    const Day today = context.company().zone.day_of(context.now());
    record.set(deal.opened_on, std::min(today, record.get(deal.closed_on).value_or(today)));
}

void count_days_to_close(Context& context, Record& record) {
    if (!record.changed(deal.opened_on) && !record.changed(deal.closed_on)) return;
    const auto opened = record.get(deal.opened_on), closed = record.get(deal.closed_on);
    if (opened && closed && *closed < *opened && record.changed(deal.opened_on))
        throw Error::at(
            "opened_on",
            context.in_language({"The deal would be closed before it was opened. Please change one of the two days.",
                                 "Szansa byłaby zamknięta, zanim ją otwarto. Zmień jedną z dat.",
                                 "Можноста би била затворена пред да биде отворена. Променете еден од датумите."}));
    if (opened && closed && *closed < *opened) { // nobody said when; it was not after the closing
        record.set(deal.opened_on, *closed);
        return record.set(deal.cycle_days, 0);
    }
    if (opened && closed)
        record.set(deal.cycle_days, closed->days - opened->days);
    else
        record.clear(deal.cycle_days);
}

void lie_in_a_territory(Context& context, Record& record) {
    if (record.has(deal.territory) || !record.has(deal.party) || !record.changed(deal.party)) return;
    const auto who = context.find(party, record.get(deal.party));
    if (!who) return;
    const PostalAddress at = who->get(party.address);
    const Day day = record.get(deal.opened_on).value_or(context.company().zone.day_of(context.now()));
    if (const Id found = territory_of(context, at, at.country.empty() ? who->get(party.country) : at.country, day))
        record.set(deal.territory, found);
}

void say_why_it_was_lost(Context& context, Record& record) {
    if (record.get(deal.outcome) != "lost" || record.has(deal.loss_reason)) return;
    if (comes_from_before(context, record))
        return record.set(deal.loss_reason,
                          in_company_language(context, {"not stated", "nie podano", "не е наведено"}));
    throw Error::at("loss_reason", context.in_language({"Please say why the deal was lost.", "Podaj powód przegranej.",
                                                        "Внесете ја причината за губење."}));
}

void be_likely_within_reason(Context& context, Record& record) {
    need_range(context, record, deal.probability, 0, 100);
}

// Marks those that meet the condition, or takes the mark away.
int set_stalled(Context& context, const Condition& which, bool is_stalled, int limit) {
    auto found = context.find(deal, which, limit);
    for (Record& record : found) {
        record.set(deal.stalled, is_stalled);
        context.save(record);
    }
    return static_cast<int>(found.size());
}

Json move_as_asked(Context& context, Record& record, const Json& input) {
    auto to = parse_id(input.text("stage"));
    if (!to)
        throw Error::at("stage", context.in_language({"Please choose the stage to move the deal to.",
                                                      "Wybierz etap, do którego przenieść szansę.",
                                                      "Изберете фаза во која ќе се премести."}));
    const std::string day = input.text("closed_on");
    const auto closed_on = parse_day(day);
    if (!day.empty() && !closed_on)
        throw Error::at("closed_on", context.in_language({"Please give the closing day as 2026-03-31.",
                                                          "Podaj datę zamknięcia w postaci 2026-03-31.",
                                                          "Внесете го датумот на затворање како 2026-03-31."}));
    if (closed_on && stage_with(context, *to).get(stage.outcome) == "open")
        throw Error::at("closed_on", context.in_language({"This stage is open. Please leave the closing day out.",
                                                          "Ten etap jest otwarty. Pomiń datę zamknięcia.",
                                                          "Оваа фаза е отворена. Изоставете го датумот."}));
    move(context, record, *to, input.text("loss_reason"), closed_on);
    return {};
}

} // namespace

void move(Context& context, Record& record, Id to_stage, const std::string& loss_reason, std::optional<Day> closed_on) {
    record.set(deal.stage, to_stage);
    if (!loss_reason.empty()) record.set(deal.loss_reason, loss_reason);
    if (closed_on) record.set(deal.closed_on, *closed_on);
    context.save(record);
    if (!closed_on || record.get(deal.closed_on) == closed_on) return;
    record.set(deal.closed_on, *closed_on); // it was closed on that day before, and is now with another outcome
    context.save(record);
}

int mark_stalled(Context& context, int limit) {
    int changed = 0;
    for (const Record& at : context.find(stage, stage.outcome == "open")) {
        const auto allowed = at.get(stage.stalled_after_days);
        const Moment oldest = allowed ? context.now() - *allowed * 24 * hour : 0; // without a limit none is stalled
        changed += set_stalled(context, deal.stage == at.id() && deal.stalled != 1 && deal.stage_since < oldest, true,
                               limit - changed);
        changed += set_stalled(context, deal.stage == at.id() && deal.stalled == 1 && deal.stage_since >= oldest, false,
                               limit - changed);
    }
    return changed;
}

Deal::Deal()
    : Object("deal", "sales", {"Deal", "Szansa sprzedaży", "Продажна можност"},
             {"Deals", "Szanse sprzedaży", "Продажни можности"}) {
    icon = "target-arrow";
    rule_fills(*this, {pipeline, stage});
    group("about", {"About", "Informacje", "Основни податоци"});
    group("way", {"Progress", "Przebieg", "Тек"});
    list_fields = {"name", "party", "stage", "amount", "owner", "closes_on"};
    form_fields = {"name", "party", "product", "stage", "amount", "closes_on", "owner"};
    default_sort = "-amount_base";
    board_field = "stage";
    board_sum = "amount_base";
    menu = MenuPlace{"sales", 10};

    before_save(say_what_it_is_about);
    before_save(have_a_name);
    before_save(begin_at_the_first_stage);
    before_save(take_over_from_stage);
    before_save(keep_a_closing_day);
    before_save(know_since_when);
    before_save(count_days_to_close);
    before_save(lie_in_a_territory);
    before_save(say_why_it_was_lost);
    before_save(be_likely_within_reason);
    after_save(let_customer_follow);
    after_save(keep_what_it_was);
    merging.after_move = {let_customer_follow};
    after_restore(let_customer_follow_again);
    action("move", {"Move", "Przenieś", "Премести"},
           {input("stage", Kind::link, {"Stage", "Etap", "Фаза"}, {.required = true, .to = "stage"}),
            input("loss_reason", Kind::text, {"Loss reason", "Powód przegranej", "Причина за губење"}),
            input("closed_on", Kind::day, {"Closed on", "Data zamknięcia", "Датум на затворање"})},
           move_as_asked);
    for (const auto& report : {competitors_report, stages_report, forecast_report, changes_report})
        add_report(*this, report());
}

const Deal deal;

} // namespace crm

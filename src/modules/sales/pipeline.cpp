#include "modules/sales/pipeline.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/stage.hpp"

namespace crm {

namespace {

void be_the_default_when_alone(Context& context, Record& record) {
    if (record.is_new() && !record.get(pipeline.is_default))
        record.set(pipeline.is_default, !default_pipeline(context));
}

void leave_one_default(Context& context, Record& record) {
    if (!record.changed(pipeline.is_default)) return;
    if (record.get(pipeline.is_default)) {
        for (Record& other : context.find(pipeline, pipeline.is_default == 1))
            if (other.id() != record.id()) {
                other.set(pipeline.is_default, false);
                context.save(other);
            }
    } else if (!default_pipeline(context)) {
        throw Error::at("is_default", context.in_language(
                                          {"One pipeline is the default. Please make another one the default instead.",
                                           "Jeden lejek musi być domyślny. Ustaw jako domyślny inny lejek.",
                                           "Една инка мора да биде основна. Направете друга основна."}));
    }
}

void keep_the_default(Context& context, Record& record) {
    if (!record.get(pipeline.is_default)) return;
    throw Error(Problem::conflict,
                context.in_language({"This is the default pipeline. Please make another one the default first.",
                                     "To domyślny lejek. Najpierw ustaw inny jako domyślny.",
                                     "Ова е основната инка. Прво направете друга основна."}));
}

// The stage of `successor` that stands for `left`: of the same name, otherwise of the same outcome and as far along.
std::optional<Record> counterpart(Context& context, const Record& left, const Record& successor) {
    auto same = context.find(stage, stage.pipeline == successor.id() && stage.outcome == left.get(stage.outcome) &&
                                        stage.retired != 1);
    if (same.empty()) return std::nullopt;
    const std::int64_t place = left.get(stage.position).value_or(0);
    auto distance = [&](const Record& each) {
        const bool namesake = fold(each.get(stage.name)) == fold(left.get(stage.name));
        return std::pair(!namesake, std::abs(each.get(stage.position).value_or(0) - place));
    };
    return *std::min_element(same.begin(), same.end(),
                             [&](const Record& a, const Record& b) { return distance(a) < distance(b); });
}

void have_a_counterpart_for_each_stage(Context& context, const Record& record, const Record& successor) {
    if (record.get(pipeline.is_default))
        throw Error(Problem::conflict,
                    context.in_language({"This is the default pipeline. Please make another one the default first.",
                                         "To domyślny lejek. Najpierw ustaw inny jako domyślny.",
                                         "Ова е основната инка. Прво направете друга основна."}));
    for (const Record& left : context.find(stage, stage.pipeline == record.id()))
        if (!counterpart(context, left, successor) && context.exists(deal, deal.stage == left.id()))
            throw Error::at("successor",
                            context.in_language({"The successor has no stage that can take the deals in \"" +
                                                     left.title() + "\". Please add one of the same outcome.",
                                                 "Następca nie ma etapu, który przejmie szanse z etapu \"" +
                                                     left.title() + "\". Dodaj etap o tym samym wyniku.",
                                                 "Наследникот нема фаза што може да ги прими можностите од \"" +
                                                     left.title() + "\". Додајте фаза со ист исход."}));
}

// Its stages are retired with it; its deals go to the counterpart of their stage.
void hand_over(Context& context, Record& follower, const Field& link, const Record&, const Record& successor) {
    if (follower.object().name == "stage") return follower.set(stage.retired, true);
    if (follower.object().name == "deal")
        if (auto to = counterpart(context, context.load(stage, follower.get(deal.stage)), successor))
            return follower.set(deal.stage, to->id());
    follower.put(link.index, successor.id());
}

} // namespace

std::optional<Record> default_pipeline(Context& context) {
    return context.find_one(pipeline, pipeline.is_default == 1);
}

Pipeline::Pipeline()
    : Object("pipeline", "sales", {"Pipeline", "Lejek sprzedaży", "Продажна инка"},
             {"Pipelines", "Lejki sprzedaży", "Продажни инки"}) {
    icon = "filter";
    table_class = TableClass::small;
    setting = true;
    list_fields = {"name", "is_default", "position"};
    form_fields = {"name"};
    default_sort = "position,name";
    menu = MenuPlace{"settings", 20};
    retires(retired, {.rule = have_a_counterpart_for_each_stage, .hand_over = hand_over});
    before_save(be_the_default_when_alone);
    after_save(leave_one_default);
    before_delete(keep_the_default);
}

const Pipeline pipeline;

} // namespace crm

#include "modules/sales/pipeline.hpp"

#include "base/error.hpp"

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
    before_save(be_the_default_when_alone);
    after_save(leave_one_default);
    before_delete(keep_the_default);
}

const Pipeline pipeline;

} // namespace crm

#include "modules/modules.hpp"

#include "jobs/jobs.hpp"
#include "modules/catalog/category.hpp"
#include "modules/catalog/price.hpp"
#include "modules/catalog/price_list.hpp"
#include "modules/catalog/product.hpp"
#include "modules/core/activity.hpp"
#include "modules/core/address.hpp"
#include "modules/core/bond.hpp"
#include "modules/core/checks.hpp"
#include "modules/core/comment.hpp"
#include "modules/core/consent.hpp"
#include "modules/core/contact_point.hpp"
#include "modules/core/duplicates.hpp"
#include "modules/core/employee.hpp"
#include "modules/core/exchange_rate.hpp"
#include "modules/core/file.hpp"
#include "modules/core/follower.hpp"
#include "modules/core/legal_figure.hpp"
#include "modules/core/mail_server.hpp"
#include "modules/core/merge_rule.hpp"
#include "modules/core/notification.hpp"
#include "modules/core/party.hpp"
#include "modules/core/preference.hpp"
#include "modules/core/pull.hpp"
#include "modules/core/pull_run.hpp"
#include "modules/core/push_device.hpp"
#include "modules/core/relationship.hpp"
#include "modules/core/tag.hpp"
#include "modules/core/view.hpp"
#include "modules/orders/bank_line.hpp"
#include "modules/orders/bank_statement.hpp"
#include "modules/orders/claim.hpp"
#include "modules/orders/delivery.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_line.hpp"
#include "modules/orders/ksef_connection.hpp"
#include "modules/orders/ksef_document.hpp"
#include "modules/orders/number_series.hpp"
#include "modules/orders/order.hpp"
#include "modules/orders/order_line.hpp"
#include "modules/orders/payment.hpp"
#include "modules/orders/quote.hpp"
#include "modules/orders/quote_line.hpp"
#include "modules/orders/register_entry.hpp"
#include "modules/orders/reminder.hpp"
#include "modules/orders/settlement.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/deal_state.hpp"
#include "modules/sales/pipeline.hpp"
#include "modules/sales/pipeline_snapshot.hpp"
#include "modules/sales/stage.hpp"
#include "modules/sales/target.hpp"
#include "modules/sales/territory.hpp"
#include "record/sharing.hpp"

namespace crm {

std::vector<const Object*> all_objects() {
    return {&party,          &contact_point,
            &address,        &relationship,
            &consent,        &preference,
            &activity,       &file,
            &employee,       &bond,
            &comment,        &tag,
            &view,           &notification,
            &follower,       &exchange_rate,
            &product,        &category,
            &price_list,     &price,
            &pipeline,       &stage,
            &deal,           &territory,
            &legal_figure,   &number_series,
            &quote,          &quote_line,
            &order,          &order_line,
            &invoice,        &invoice_line,
            &register_entry, &payment,
            &allocation,     &ledger_account,
            &ledger_entry,   &merge_rule,
            &pull,           &pull_run,
            &push_device,    &ksef_connection,
            &ksef_document,  &bank_statement,
            &bank_line,      &delivery,
            &delivery_line,  &claim,
            &shared_link,    &reminder_step,
            &reminder,       &reminder_line,
            &mail_server,    &target,
            &deal_state,     &pipeline_snapshot};
}

namespace {

struct FirstStage {
    Label name;
    const char* outcome;
    int probability, stalled_after_days, color;
};

const std::vector<FirstStage>& first_stages() {
    static const std::vector<FirstStage> stages = {
        {{"New", "Nowa", "Нова"}, "open", 10, 14, 4},
        {{"Qualified", "Zakwalifikowana", "Квалификувана"}, "open", 25, 21, 0},
        {{"Proposal", "Oferta", "Понуда"}, "open", 50, 21, 3},
        {{"Negotiation", "Negocjacje", "Преговори"}, "open", 75, 14, 2},
        {{"Won", "Wygrana", "Добиена"}, "won", 100, 0, 1},
        {{"Lost", "Przegrana", "Изгубена"}, "lost", 0, 0, 5}};
    return stages;
}

void make_stage(Context& context, Id in_pipeline, const FirstStage& first) {
    Record record = context.make(stage);
    record.set(stage.pipeline, in_pipeline);
    record.set(stage.name, in_company_language(context, first.name));
    stage.names.set(record, first.name, context.company().language);
    record.set(stage.outcome, first.outcome);
    record.set(stage.probability, first.probability);
    if (first.stalled_after_days) record.set(stage.stalled_after_days, first.stalled_after_days);
    record.set(stage.color, first.color);
    context.save(record);
}

} // namespace

void make_default_data(Context& context) {
    make_legal_figures(context);
    make_reminder_steps(context);
    if (default_pipeline(context)) return;
    Record record = context.make(pipeline);
    const Label sales{"Sales", "Sprzedaż", "Продажба"};
    record.set(pipeline.name, in_company_language(context, sales));
    pipeline.names.set(record, sales, context.company().language);
    record.set(pipeline.is_default, true);
    context.save(record);
    for (const FirstStage& first : first_stages()) make_stage(context, record.id(), first);
}

void schedule_daily_work(Jobs& jobs, Engine& engine) {
    jobs.on("mark_stalled_deals", [&engine](const Job&, const std::function<bool()>& stopping) {
        for (int changed = 1; changed > 0 && !stopping();) {
            Request request;
            request.source = "rule";
            engine.write(request, [&](Context& context) { changed = mark_stalled(context); });
        }
    });
    jobs.every_day("mark_stalled_deals", 4);
    jobs.on("keep_pipeline_snapshot", [&engine](const Job&, const std::function<bool()>&) {
        Request request;
        request.source = "rule";
        engine.write(request, [](Context& context) { keep_pipeline_snapshot(context); });
    });
    jobs.every_day("keep_pipeline_snapshot", 3);
    jobs.on("expire_quotes", [&engine](const Job&, const std::function<bool()>& stopping) {
        for (int expired = 1; expired > 0 && !stopping();) {
            Request request;
            request.source = "rule";
            engine.write(request, [&](Context& context) { expired = expire_quotes(context); });
        }
    });
    jobs.every_day("expire_quotes", 1);
    jobs.on("propose_reminders", [&engine](const Job&, const std::function<bool()>& stopping) {
        Id after = 0;
        do {
            Request request;
            request.source = "rule";
            engine.write(request, [&, begun = after](Context& context) {
                after = begun;
                propose_reminders(context, after);
            });
        } while (after && !stopping());
    });
    jobs.every_day("propose_reminders", 5);
    schedule_duplicates(jobs, engine);
    jobs.on(convert_amounts_job, [&engine](const Job& job, const std::function<bool()>& stopping) {
        work_convert_amounts(engine, job, stopping);
    });
}

} // namespace crm

#include "modules/sales/pipeline_snapshot.hpp"

#include "modules/sales/deal.hpp"
#include "record/actions.hpp"
#include "record/aggregate_figures.hpp"
#include "record/reports.hpp"

namespace crm {

namespace {

struct Standing {
    Id owner, pipeline, stage;
    std::int64_t deals;
    Total amount, weighted, committed;
};

std::vector<Standing> standings(Context& context) {
    const Dialect& dialect = context.connection().dialect();
    std::vector<Standing> all;
    context.connection().query(
        "SELECT \"owner\", \"pipeline\", \"stage\", COUNT(*), " + dialect.sum("\"amount_base\"") + ", " +
            dialect.sum("\"amount_base\" * \"probability\"") + ", " +
            dialect.sum("CASE WHEN \"forecast_category\" = 'commit' THEN \"amount_base\" ELSE 0 END") +
            " FROM \"deal\" WHERE \"outcome\" = 'open' AND \"deleted_at\" IS NULL GROUP BY \"owner\", \"pipeline\", "
            "\"stage\"",
        {}, [&](const Row& row) {
            const auto sum = [&](int at) { return row.null(at) ? Total{0} : Total{row.whole(at)}; };
            const auto link = [&](int at) { return row.null(at) ? Id{0} : row.whole(at); };
            all.push_back({link(0), link(1), link(2), row.whole(3), sum(4), sum(5), sum(6)});
            return true;
        });
    return all;
}

} // namespace

int keep_pipeline_snapshot(Context& context) {
    const Day today = context.company().zone.day_of(context.now());
    const Day monday{today.days - (weekday(today) - 1)};
    if (context.exists(pipeline_snapshot, pipeline_snapshot.day >= std::int64_t{monday.days})) return 0;
    const std::string& currency = context.company().currency;
    const auto all = standings(context);
    for (const Standing& each : all) {
        Record record = context.make(pipeline_snapshot);
        record.set(pipeline_snapshot.name, format_day(today) + " " + context.title("stage", each.stage));
        record.set(pipeline_snapshot.day, today);
        if (each.owner) record.set(pipeline_snapshot.owner, each.owner);
        if (each.pipeline) record.set(pipeline_snapshot.pipeline, each.pipeline);
        if (each.stage) record.set(pipeline_snapshot.stage, each.stage);
        record.set(pipeline_snapshot.deals, each.deals);
        record.set(pipeline_snapshot.amount, Money{fitting(each.amount), currency});
        record.set(pipeline_snapshot.weighted, Money{divided(each.weighted, 100), currency});
        record.set(pipeline_snapshot.committed, Money{fitting(each.committed), currency});
        context.save(record);
    }
    return static_cast<int>(all.size());
}

PipelineSnapshot::PipelineSnapshot()
    : Object("pipeline_snapshot", "sales", {"Pipeline snapshot", "Stan lejka w tygodniu", "Неделна снимка на инката"},
             {"Pipeline snapshots", "Stany lejka w tygodniach", "Неделни снимки на инката"}) {
    icon = "history";
    searched = false;
    keeps_history = false;
    list_fields = {"day", "owner", "stage", "deals", "amount", "weighted", "committed"};
    default_sort = "-day";
    deleted_only_when(*this, Condition::nothing(),
                      {"A snapshot is kept.", "Zapisany stan zostaje.", "Снимката се чува."});
    never_merge(*this);
}

const PipelineSnapshot pipeline_snapshot;

} // namespace crm

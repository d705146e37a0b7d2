#include "modules/core/pull_run.hpp"

#include "base/error.hpp"
#include "modules/core/checks.hpp"
#include "modules/core/pulling.hpp"
#include "record/context.hpp"

namespace crm {

namespace {

void be_written_by_the_program_only(Context& context, Record&) {
    if (context.request().source == pull_source) return;
    throw Error(Problem::forbidden,
                context.in_language({"Runs are written by the program itself.", "Przebiegi zapisuje sam program.",
                                     "Извршувањата ги запишува самата програма."}));
}

std::string outcome_and_moment(Context& context, const Record& record) {
    const Moment at = record.get(pull_run.started_at).value_or(context.now());
    return choice_text(context, record, pull_run.outcome) + ", " + format_day(context.company().zone.day_of(at));
}

} // namespace

PullRun::PullRun()
    : Object("pull_run", "core", {"Run of a pull", "Przebieg pobierania", "Извршување на преземање"},
             {"Runs", "Przebiegi", "Извршувања"}) {
    icon = "list-details";
    table_class = TableClass::small;
    searched = false;
    keeps_history = false;
    list_fields = {"started_at", "outcome", "created", "updated", "skipped", "refused", "left_out", "message"};
    default_sort = "-started_at";
    before_save(be_written_by_the_program_only);
    before_delete(be_written_by_the_program_only);
    title_rule = outcome_and_moment;
}

const PullRun pull_run;

} // namespace crm

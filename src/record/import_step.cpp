#include "record/import_step.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/actions.hpp"
#include "record/alike.hpp"
#include "record/parts.hpp"
#include "record/query.hpp"
#include "record/sentences.hpp"
#include "record/stored_file.hpp"
#include "record/watched_connection.hpp"

namespace crm {

namespace {

constexpr int most_failures = 4; // of one slice; then its rows are written one by one

// A row, or a linked record that rows need, could not be written after something else had been.
struct SliceFailure {
    std::size_t row;
    std::vector<RowProblem> problems;
};
struct LinkedFailure {
    Id linked;
    std::string message;
    bool written;
};
struct DryRunEnds {};
struct ChangedMeanwhile {}; // by somebody else, between our reading and our writing

bool is_ours(Problem problem) {
    return problem != Problem::unavailable && problem != Problem::too_many;
}

} // namespace

void ImportStep::write(std::span<ImportRow> rows) {
    for (int failures = 0;;) {
        try {
            write_once(rows);
            return;
        } catch (const SliceFailure& failure) {
            ImportRow& row = rows[failure.row];
            links_.forget(row);
            for (const auto& problem : failure.problems) row.refuse(problem);
        } catch (const LinkedFailure& failure) {
            links_.could_not_make(failure.linked, failure.message);
        } catch (const ChangedMeanwhile&) {
            if (failures > most_failures)
                throw Error(Problem::unavailable,
                            "The records of this import are changed by others all the time. It goes on later.");
            ++failures;
            continue;
        }
        if (++failures < most_failures || rows.size() == 1) continue;
        for (std::size_t i = 0; i < rows.size(); ++i) write(rows.subspan(i, 1));
        return;
    }
}

void ImportStep::write_once(std::span<ImportRow> rows) {
    Request request;
    request.rights = rights_;
    request.source = "import";
    request.operation = operation_.id;
    request.id = "import-" + std::to_string(operation_.id) + "-" + std::to_string(rows.front().number);
    request.history_import = true;
    if (operation_.dry_run) {
        try {
            engine_.write(request, [&](Context& context) {
                write_rows(context, context.connection(), rows);
                throw DryRunEnds{};
            });
        } catch (const DryRunEnds&) {
        }
    }
    const OperationCounts before = operation_.counts;
    const auto& place = rows.back().after;
    const std::string next =
        std::to_string(place.offset) + ' ' + std::to_string(place.row) + ' ' + std::to_string(place.line);
    OperationCounts counts = before;
    Request written = request;
    engine_.write(written, [&](Context& context) {
        if (!operation_.dry_run) write_rows(context, context.connection(), rows);
        counts = counts_with(rows);
        record_step(context.connection(), operation_, counts, next, report_of(rows));
    });
    operation_.counts = counts;
    operation_.place = next;
    for (Id id : made_)
        if (operation_.dry_run)
            only_imagined_.insert(id);
        else
            links_.made(id);
    if (operation_.dry_run)
        for (const Outcome& outcome : outcomes_)
            if (outcome.result == RowResult::created) only_imagined_.insert(outcome.record);
}

void ImportStep::write_rows(Context& outer, Connection& connection, std::span<ImportRow> rows) {
    WatchedConnection watched(connection);
    Context context(engine_, watched, outer.request());
    made_.clear();
    outcomes_.assign(rows.size(), {});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].action == RowAction::refuse) continue;
        const auto written = watched.writes;
        std::vector<RowProblem> problems;
        try {
            write_row(context, rows[i], outcomes_[i]);
            continue;
        } catch (const LinkedFailure& failure) {
            if (failure.written || watched.writes != written) throw;
            links_.could_not_make(failure.linked, failure.message);
            problems.push_back({"", "", failure.message, ""});
        } catch (const Error& error) {
            if (!is_ours(error.problem)) throw;
            if (error.problem == Problem::stale) throw ChangedMeanwhile{};
            if (watched.writes == written && leave_out(rows[i], error)) {
                --i; // once more, without it
                continue;
            }
            for (const auto& field : error.fields)
                problems.push_back({"", field.field, error.fields.size() == 1 ? error.what() : field.message, ""});
            if (problems.empty()) problems.push_back({"", "", error.what(), ""});
        } catch (const UniqueViolation&) {
            throw SliceFailure{i, {{"", "", "A value that must be used only once is already used.", ""}}};
        }
        for (auto& problem : problems)
            for (const ImportColumn& column : plan_.columns)
                if (problem.column.empty() && column.field->name == problem.field) {
                    problem.column = column.header;
                    if (static_cast<std::size_t>(column.cell) < rows[i].cells.size())
                        problem.value = rows[i].cells[static_cast<std::size_t>(column.cell)];
                }
        if (watched.writes != written) throw SliceFailure{i, std::move(problems)};
        links_.forget(rows[i]);
        for (auto& problem : problems) rows[i].refuse(std::move(problem));
    }
}

// A value that a rule refuses, in a field that nobody has to fill in, is left out as one that cannot be read.
bool ImportStep::leave_out(ImportRow& row, const Error& error) const {
    if (plan_.strict || error.problem != Problem::invalid || error.fields.empty()) return false;
    std::vector<std::pair<const ImportColumn*, std::string>> found;
    for (const FieldError& fault : error.fields) {
        const Field* field = plan_.object->field(fault.field);
        const auto given = std::find_if(row.given.begin(), row.given.end(),
                                        [&](const GivenField& each) { return each.field == field; });
        const auto column = std::find_if(plan_.columns.begin(), plan_.columns.end(), [&](const ImportColumn& each) {
            return each.field == field && each.beside < 0 && !each.through && each.split == CellSplit::none;
        });
        if (!field || given == row.given.end() || column == plan_.columns.end()) return false;
        const bool matched = std::any_of(plan_.match.begin(), plan_.match.end(),
                                         [&](const MatchPart& part) { return part.field == field; });
        if (matched || field->required || field->kind == Kind::money || field->is_link() || field->kind == Kind::links)
            return false;
        found.emplace_back(&*column, error.fields.size() == 1 ? error.what() : fault.message);
    }
    for (const auto& [column, sentence] : found) {
        const auto cell = static_cast<std::size_t>(column->cell);
        row.problems.push_back({column->header, column->field->name, sentence + " It was left empty.",
                                cell < row.cells.size() ? row.cells[cell] : ""});
        ++row.left_out;
        row.record.clear(column->field->index);
        std::erase_if(row.given, [&field = *column->field](const GivenField& each) { return each.field == &field; });
    }
    return true;
}

void ImportStep::make_linked(Context& context, const ImportRow& row) {
    for (Id id : row.needs) {
        const Record* pattern = links_.to_make(id);
        if (!pattern || std::find(made_.begin(), made_.end(), id) != made_.end()) continue;
        auto refuse = [&](const std::string& why) {
            const Label& label = pattern->object().label;
            const bool english = rights_->language != "pl" && rights_->language != "mk";
            throw Error(Problem::invalid, "The " + (english ? fold(label.en) : label.in(rights_->language)) +
                                              " that this row links to could not be made: " + why);
        };
        if (const auto& why = links_.refusal_of(id); !why.empty()) refuse(why);
        Record record = *pattern;
        auto& watched = static_cast<WatchedConnection&>(context.connection());
        const auto written = watched.writes;
        try {
            context.save(record);
        } catch (const Error& error) {
            if (!is_ours(error.problem)) throw;
            if (error.problem == Problem::stale) throw ChangedMeanwhile{}; // of a row before this one
            if (watched.writes != written) throw LinkedFailure{id, error.what(), true};
            links_.could_not_make(id, error.what());
            refuse(error.what());
        }
        made_.push_back(id);
    }
}

void ImportStep::leave_out_unwritten_links(Record& record) const {
    if (only_imagined_.empty() || !links_.links_to_itself()) return;
    for (const Field& field : record.object().fields)
        if (field.kind == Kind::link && field.index != Object::id.index &&
            only_imagined_.contains(record.link(field.index)) && !links_.to_make(record.link(field.index)))
            record.clear(field.index);
}

void ImportStep::write_row(Context& context, ImportRow& row, Outcome& outcome) {
    if (row.action == RowAction::skip) {
        outcome = {RowResult::skipped, row.target};
        return;
    }
    make_linked(context, row);
    if (row.action != RowAction::skip && plan_.least_alike > 0 && !find_the_same(context, row)) {
        outcome = {RowResult::skipped, 0};
        return;
    }
    if (row.action == RowAction::update) {
        outcome = change(context, row);
        if (write_beside(context, row, row.target, nullptr, Beside::all_of_old) && outcome.result == RowResult::skipped)
            outcome.result = RowResult::updated;
        return;
    }
    Record record = row.record;
    leave_out_unwritten_links(record);
    if (!context.rights().everything && !may_create(context, record))
        throw Error(Problem::forbidden, "You may not create this record.");
    save_with_parts(context, record, [&] { write_beside(context, row, record.id(), &record, Beside::parts_of_new); });
    outcome = {RowResult::created, record.id()};
    write_beside(context, row, record.id(), &record, Beside::others_of_new);
    for (const std::string& name : plan_.then) {
        Record made = context.load(*plan_.object, record.id());
        need_for(context, made, name);
        for (const Action& action : plan_.object->actions)
            if (action.name == name) action.run(context, made, Json::object());
    }
}

// The one record that the row is as likely the same as; of several, somebody has to choose. False where the row is to
// be left out.
bool ImportStep::find_the_same(Context& context, ImportRow& row) {
    constexpr std::size_t told = 5;
    row.action = RowAction::create; // an earlier try may have found a row that was refused since
    row.target = row.record.id();
    auto likely = find_alike(context, row.record, told);
    std::erase_if(likely, [&](const Alike& each) { return each.score < plan_.least_alike; });
    if (likely.size() > 1) {
        std::vector<Id> ids;
        for (const Alike& each : likely) ids.push_back(each.id);
        const auto names = titles(context, *plan_.object, ids);
        std::string list;
        for (Id id : ids) {
            const auto name = names.find(id);
            (list += list.empty() ? "" : ", ") +=
                (name == names.end() ? "" : name->second + " ") + "(" + std::to_string(id) + ")";
        }
        throw Error(Problem::conflict,
                    "Several records are likely the same as this row: " + list +
                        ". Please merge those that are one, or give the row the id of the right one.");
    }
    if (likely.empty()) return plan_.mode == ImportMode::create || plan_.mode == ImportMode::create_or_update;
    if (plan_.mode == ImportMode::create) return false; // it is there
    links_.forget(row);
    row.action = RowAction::update;
    row.target = likely.front().id;
    return true;
}

namespace {

// Whether a record that is there says the same, as people would see it: case, spaces and the spelling of numbers apart.
bool says_the_same(const Record& there, const BesideRow& given) {
    constexpr std::size_t fewest_digits = 7;
    for (const auto& [field, column] : given.given) {
        const int columns = field->kind == Kind::address ? field->column_count : 1;
        for (int i = 0; i < columns; ++i) {
            const Value &a = there.at(*field, i), &b = given.record.at(*field, i);
            if (a == b) continue;
            const auto *one = std::get_if<std::string>(&a), *other = std::get_if<std::string>(&b);
            if (!one || !other || field->kind == Kind::choice) return false;
            if (fold(squeezed(*one)) == fold(squeezed(*other))) continue;
            const std::string digits = digits_of(*one), others = digits_of(*other);
            if (digits.size() < fewest_digits || others.size() < fewest_digits) return false;
            if (!digits.ends_with(others) && !others.ends_with(digits)) return false;
        }
    }
    return true;
}

// Whether the record takes a value from the part, as it has none of its own.
bool leads(const Record& part, const Record& whole) {
    for (const Feeding& feeding : part.object().feeds) {
        const Field* where = feeding.where.empty() ? nullptr : part.object().field(feeding.where);
        if (where && std::find(feeding.is.begin(), feeding.is.end(), part.text_at(where->index)) == feeding.is.end())
            continue;
        if (!whole.has(whole.object().field(feeding.parent_field)->index)) return true;
    }
    return false;
}

// A part that is saved while the new record is being made needs no event of its own and no new words of the record.
bool goes_with(const Record& part, const Field& link, const Record& fresh) {
    const Field* parent = part.object().parent_field();
    return parent && parent->index == link.index && !leads(part, fresh);
}

} // namespace

// True where anything was written.
bool ImportStep::write_beside(Context& context, const ImportRow& row, Id record, const Record* fresh, Beside which) {
    bool any = false;
    for (const BesideRow& each : row.beside) {
        const Field& link = each.parts ? *each.parts->link : *plan_.besides[static_cast<std::size_t>(each.beside)].link;
        Record beside = each.record;
        const bool looked = which == Beside::all_of_old || each.parts || goes_with(beside, link, *fresh);
        if (fresh && goes_with(beside, link, *fresh) != (which == Beside::parts_of_new)) continue;
        bool imagined =
            only_imagined_.contains(record) && which == Beside::all_of_old; // of a dry run: not there to be added to
        for (const auto& [field, column] : each.given)
            if (field->is_link() && only_imagined_.contains(beside.link(field->index)) &&
                std::find(made_.begin(), made_.end(), beside.link(field->index)) == made_.end())
                imagined = true;
        if (imagined) {
            any = true;
            continue;
        }
        if (link.kind == Kind::link_any)
            beside.put(link.index, AnyLink{plan_.object->name, record});
        else
            beside.put(link.index, record);
        // A new record may have its primary phone already; all else is new with it.
        any = add_or_find(context, std::move(beside), each, link, looked) || any;
    }
    return any;
}

bool ImportStep::add_or_find(Context& context, Record record, const BesideRow& given, const Field& link, bool look) {
    constexpr int most_looked_at = 200;
    if (look) {
        const Id owner = record.link(link.index);
        std::vector<Record> found;
        if (is_being_made(context, owner)) {
            for (const Record& part : parts_being_made(context, owner))
                if (part.object().name == record.object().name && says_the_same(part, given)) found.push_back(part);
        } else {
            Condition of_owner{Condition::Op::eq, link.index, -1, {owner}};
            if (link.kind == Kind::link_any) of_owner.object = record.any_at(link.index).object;
            found = context.find(record.object(), of_owner, most_looked_at);
        }
        for (Record& there : found) {
            if (!says_the_same(there, given)) continue;
            const Field* label = there.object().field("label");
            if (!label || given.label.empty() || there.has(label->index)) return false;
            there.put(label->index, given.label);
            context.save(there);
            return true;
        }
    }
    record.history_import = true;
    context.save(record);
    if (!given.content.empty()) write_content(context, record.id(), given.content);
    return true;
}

ImportStep::Outcome ImportStep::change(Context& context, const ImportRow& row) {
    auto found = context.find(*plan_.object, row.target);
    if (!found || found->binned()) {
        if (only_imagined_.contains(row.target)) return {RowResult::updated, row.target};
        throw Error(
            Problem::conflict,
            "The record that this row belongs to is no longer there, or the row that was to make it was refused.");
    }
    if (!context.rights().everything && !allowed(context, *plan_.object, row.target, Act::update))
        throw Error(Problem::forbidden, "You may not change the record that this row belongs to.");
    found->history_import = true;
    for (const auto& [field, column] : row.given) {
        // What found the record is the same in its normal form; the record's own spelling stays.
        if (std::any_of(plan_.match.begin(), plan_.match.end(), [&, f = field, c = column](const MatchPart& part) {
                return part.field == f && (c < 0 || part.part == c);
            }))
            continue;
        if (field->system && field->index != Object::external_id.index) continue; // when it was made stays
        if (plan_.mode == ImportMode::fill_empty &&
            (column < 0 ? found->has(field->index) : !is_null(found->at(*field, column))))
            continue;
        if (field->kind == Kind::links) {
            found->put(field->index, row.record.links_at(field->index));
        } else if (column >= 0) {
            found->put_value(*field, column, row.record.at(*field, column));
        } else {
            const int kept = field->kind == Kind::money
                                 ? 2
                                 : field->column_count; // the amount in the company's currency is the engine's
            for (int i = 0; i < kept; ++i) found->put_value(*field, i, row.record.at(*field, i));
        }
    }
    leave_out_unwritten_links(*found);
    const auto version = found->version();
    context.save(*found);
    return {found->version() == version ? RowResult::skipped : RowResult::updated, row.target};
}

OperationCounts ImportStep::counts_with(std::span<ImportRow> rows) const {
    OperationCounts counts = operation_.counts;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const RowResult result = rows[i].action == RowAction::refuse ? RowResult::refused : outcomes_[i].result;
        (result == RowResult::created   ? counts.created
         : result == RowResult::updated ? counts.updated
         : result == RowResult::skipped ? counts.skipped
                                        : counts.refused) += 1;
        if (result != RowResult::refused) counts.left_out += rows[i].left_out;
    }
    return counts;
}

StepReport ImportStep::report_of(std::span<ImportRow> rows) const {
    StepReport report;
    report.first_row = rows.front().number;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const ImportRow& row = rows[i];
        const bool refused = row.action == RowAction::refuse;
        Outcome outcome = refused ? Outcome{} : outcomes_[i];
        if (operation_.dry_run && outcome.result == RowResult::created) outcome.record = 0;
        report.rows.emplace_back(outcome.result, outcome.record);
        if (row.problems.empty()) continue;
        auto problems = row.problems;
        for (RowProblem& problem : problems) {
            // Of a row that was refused as a whole nothing was left empty.
            constexpr std::string_view left = " It was left empty.";
            if (refused && problem.message.ends_with(left))
                problem.message.resize(problem.message.size() - left.size());
            problem.message = sentence_in(problem.message, rights_->language);
        }
        report.reports.push_back({row.number, outcome.result, outcome.record, std::move(problems),
                                  refused ? row.cells : std::vector<std::string>()});
    }
    return report;
}

} // namespace crm

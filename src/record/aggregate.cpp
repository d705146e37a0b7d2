// Aggregates: one statement groups finely, the program folds days into periods, links out of sight into null, and adds
// exactly.
#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/money.hpp"
#include "record/aggregate_figures.hpp"
#include "record/aggregate_follow.hpp"
#include "record/aggregate_periods.hpp"
#include "record/aggregate_query.hpp"
#include "record/aggregate_rows.hpp"
#include "record/list_sql.hpp"
#include "record/local_day.hpp"
#include "record/rights.hpp"

namespace crm {

namespace {

constexpr std::size_t most_fine_groups = 100'000; // of one statement, before days are folded into periods

class Aggregate {
public:
    Aggregate(Context& context, const Object& object, const AggregateQuery& query)
        : context_(context), object_(object), query_(query), keys_of_text_(query.dimensions.size()) {
        append_where(where_, context, object, query.rows, Act::read);
        for (const Measure& measure : query.measures) {
            if (!measure.field) continue;
            const std::size_t index = index_of(measure);
            if (index == measured_.size()) measured_.push_back({measure.field, measure.column});
            measured_[index].sum |= measure.what == Measure::What::sum || measure.what == Measure::What::avg;
            measured_[index].count |= measure.what == Measure::What::avg;
            measured_[index].extremes |= measure.what == Measure::What::min || measure.what == Measure::What::max;
        }
    }

    void write(std::string& out) {
        if (!counted_by_period()) read_groups();
        follow_links();
        read_titles();
        fold_unseen();
        write_rows(out);
    }

private:
    // ---- reading

    bool counted_by_period() {
        if (!measured_.empty() || !counts_along_an_index(context_, object_, query_)) return false;
        const std::string name = column(*query_.dimensions[0].field, 0);
        return count_periods(context_, object_, query_, outermost("MIN", name), outermost("MAX", name),
                             [&](Value day, std::int64_t records) { groups_[{std::move(day)}].records += records; });
    }

    void read_groups() {
        for (const Dimension& dimension : query_.dimensions) expressions_.push_back(expression(dimension));
        // Each amount needs its own statement, grouped by its currency; all other columns go with the first of them.
        std::vector<std::size_t> indexes, amounts;
        for (std::size_t i = 0; i < measured_.size(); ++i)
            (measured_[i].per_currency() ? amounts : indexes).push_back(i);
        for (std::size_t i = 0; i < std::max<std::size_t>(amounts.size(), 1); ++i) {
            if (!amounts.empty()) indexes.push_back(amounts[i]);
            run(indexes, amounts.empty() ? std::nullopt : std::optional(amounts[i]), i == 0);
            indexes.clear();
        }
        for (std::size_t i = 0; i < measured_.size(); ++i)
            if (measured_[i].is_base()) count_without_rate(i);
    }

    std::string column(const Field& field, int offset) const {
        return '"' + object_.columns[field.first_column + offset].name + '"';
    }

    std::string expression(const Dimension& dimension) {
        if (dimension.link) return column(*dimension.link, 0);
        const std::string name = column(*dimension.field, dimension.column);
        if (dimension.field->kind != Kind::moment) return name;
        return local_day(name, context_.rights().zone, outermost("MIN", name), outermost("MAX", name),
                         context_.connection().dialect());
    }

    // Asked one by one, each is the first entry of an index.
    Moment outermost(const std::string& which, const std::string& column) {
        const Value found = context_.connection().value(
            "SELECT " + which + "(" + column + ") FROM \"" + object_.name + "\"" + where_.text, where_.parameters);
        return is_null(found) ? 0 : whole(found);
    }

    std::size_t index_of(const Measure& measure) const {
        auto same = [&](const Measured& each) { return each.field == measure.field && each.column == measure.column; };
        return static_cast<std::size_t>(std::find_if(measured_.begin(), measured_.end(), same) - measured_.begin());
    }

    static std::string joined(const std::vector<std::string>& list) {
        std::string text;
        for (const std::string& each : list) (text += text.empty() ? "" : ", ") += each;
        return text;
    }

    // Asks for the groups (by the dimensions and `currency`, where given) with `figures` each; `more` narrows the
    // records. `each` gets the row, its key and its first figure's place.
    void ask(const std::string& currency, const std::vector<std::string>& figures, const std::string& more,
             const std::function<void(const Row&, Values key, int first)>& each) {
        std::vector<std::string> groups = expressions_;
        if (!currency.empty()) groups.push_back(currency);
        const int first = static_cast<int>(groups.size());
        std::string sql = "SELECT " + joined(groups) + (groups.empty() ? "" : ", ") + joined(figures) + " FROM \"" +
                          object_.name + "\"" + where_.text + more;
        if (!groups.empty()) sql += " GROUP BY " + joined(groups) + " LIMIT " + std::to_string(most_fine_groups + 1);
        std::size_t rows = 0;
        try {
            context_.connection().query(sql, where_.parameters, [&](const Row& row) {
                if (++rows > most_fine_groups) refuse_groups();
                each(row, key_of(row), first);
                return true;
            });
        } catch (const Error&) {
            throw;
        } catch (const std::runtime_error& failure) {
            const std::string_view what = failure.what();
            if (what.find("overflow") != std::string_view::npos || what.find("out of range") != std::string_view::npos)
                refuse_overflow();
            throw;
        }
    }

    // One statement: the groups with these measured columns; by currency too where `money` is given.
    void run(const std::vector<std::size_t>& indexes, std::optional<std::size_t> money, bool with_records) {
        if (!money && query_.dimensions.size() > 1 && !context_.connection().dialect().postgres())
            return run_by_rows(indexes);
        std::vector<std::string> figures{"COUNT(*)"};
        const std::string by_currency = money ? column(*measured_[*money].field, 1) : std::string();
        for (std::size_t i : indexes) {
            const std::string name = column(*measured_[i].field, measured_[i].column);
            if (measured_[i].sum) figures.push_back(context_.connection().dialect().sum(name));
            if (measured_[i].count) figures.push_back("COUNT(" + name + ")");
            if (measured_[i].extremes) figures.push_back("MIN(" + name + "), MAX(" + name + ")");
        }
        ask(by_currency, figures, "", [&](const Row& row, Values key, int at) {
            Figures& figures_of_group = groups_[std::move(key)];
            const std::string currency = money ? std::string(row.text(at - 1)) : std::string();
            if (with_records) figures_of_group.records += row.whole(at);
            ++at;
            for (std::size_t i : indexes)
                at = figures_of_group.tallies[{i, measured_[i].per_currency() ? currency : std::string()}].add(
                    row, at, measured_[i]);
        });
    }

    // The same, grouped here.
    void run_by_rows(const std::vector<std::size_t>& indexes) {
        std::vector<std::string> columns = expressions_;
        std::vector<bool> are_texts;
        for (const Dimension& dimension : query_.dimensions)
            are_texts.push_back(!dimension.link &&
                                object_.columns[dimension.field->first_column + dimension.column].type ==
                                    ColumnType::text);
        const int first = static_cast<int>(columns.size());
        for (std::size_t i : indexes) columns.push_back(column(*measured_[i].field, measured_[i].column));
        RowGroups groups(std::move(are_texts));
        struct Group {
            Figures* figures;
            std::vector<Tally*> tallies;
        };
        std::vector<Group> known;
        context_.connection().query("SELECT " + joined(columns) + " FROM \"" + object_.name + "\"" + where_.text,
                                    where_.parameters, [&](const Row& row) {
                                        const std::size_t number = groups.of(row);
                                        if (number == most_fine_groups) refuse_groups();
                                        if (number == known.size()) {
                                            Group& fresh = known.emplace_back(Group{&groups_[key_of(row)], {}});
                                            for (std::size_t i : indexes)
                                                fresh.tallies.push_back(&fresh.figures->tallies[{i, std::string()}]);
                                        }
                                        Group& group = known[number];
                                        ++group.figures->records;
                                        for (int at = first; Tally * tally : group.tallies) tally->add_one(row, at++);
                                        return true;
                                    });
    }

    // Few records have an amount and no rate: asked by themselves, they cost little.
    void count_without_rate(std::size_t index) {
        const Field& field = *measured_[index].field;
        ask("", {"COUNT(*)"}, " AND " + column(field, 2) + " IS NULL AND " + column(field, 0) + " IS NOT NULL",
            [&](const Row& row, Values key, int at) { groups_[std::move(key)].without_rate[index] += row.whole(at); });
    }

    Values key_of(const Row& row) {
        Values key;
        for (std::size_t i = 0; i < query_.dimensions.size(); ++i) {
            const Dimension& dimension = query_.dimensions[i];
            Value value = row.value(static_cast<int>(i));
            const bool itself = !dimension.link && !is_null(value);
            if (itself && dimension.period > PeriodLength::day)
                value = std::int64_t{first_of(dimension.period, Day{static_cast<std::int32_t>(whole(value))}).days};
            if (itself && dimension.field->has_key() && !keys_of_text_[i].contains(text(value)))
                keys_of_text_[i].emplace(text(value), Bytes{context_.company().collation->key(text(value))});
            key.push_back(std::move(value));
        }
        return key;
    }

    [[noreturn]] void refuse_groups() const {
        throw Error(Problem::bad_request,
                    "This makes more than " + std::to_string(most_groups) +
                        " groups. Please narrow the filter, or group by longer periods or fewer fields.",
                    {{"group", "Too many groups."}});
    }

    // ---- links

    // What was grouped by a link is grouped by what the linked records say; null where they are out of sight.
    void follow_links() {
        for (std::size_t i = 0; i < query_.dimensions.size(); ++i) {
            const Dimension& dimension = query_.dimensions[i];
            if (!dimension.link) continue;
            std::vector<Id> ids;
            for (const auto& [key, figures] : groups_)
                if (!is_null(key[i])) ids.push_back(whole(key[i]));
            const auto followed = follow(context_, dimension, std::move(ids));
            fold([&](Values& key) {
                if (is_null(key[i])) return;
                const auto found = followed.find(whole(key[i]));
                key[i] = found == followed.end() ? Value() : found->second.value;
                if (!is_null(key[i]) && dimension.field->has_key())
                    keys_of_text_[i].emplace(text(key[i]), found->second.order);
            });
        }
    }

    struct Linked {
        std::string title;
        bool deleted;
        Value order;
    };

    void read_titles() {
        linked_.resize(query_.dimensions.size());
        for (std::size_t i = 0; i < query_.dimensions.size(); ++i) {
            const Dimension& dimension = query_.dimensions[i];
            if (!dimension.target) continue;
            std::vector<Id> ids;
            for (const auto& [key, figures] : groups_)
                if (!is_null(key[i])) ids.push_back(whole(key[i]));
            std::sort(ids.begin(), ids.end());
            ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
            for (std::size_t begin = 0; begin < ids.size(); begin += batch_limit)
                read_titles(*dimension.target,
                            std::span<const Id>(ids).subspan(begin, std::min(batch_limit, ids.size() - begin)),
                            linked_[i]);
        }
    }

    void read_titles(const Object& target, std::span<const Id> ids, std::map<Id, Linked>& into) {
        const Field& title = target.title_field();
        const bool readable = context_.rights().may_read(target, title);
        const Field* position = target.field("position");
        if (position && !context_.rights().may_read(target, *position)) position = nullptr;
        std::string order = target.columns[title.first_column + (title.has_key() ? 1 : 0)].name;
        if (position && position->kind == Kind::whole) order = position->name;
        if (order != "position" && !readable) order = "id";
        Sql sql;
        sql << "SELECT \"id\", \"" << target.columns[title.first_column].name << "\", \"deleted_at\", \"" << order
            << "\" FROM \"" << target.name << "\" WHERE ";
        append_batch(sql, target.is_big(), ids);
        append_rows(sql, context_, target, Act::read);
        context_.connection().query(sql.text, sql.parameters, [&](const Row& row) {
            into[row.whole(0)] = {readable ? std::string(row.text(1)) : std::string(), !row.null(2), row.value(3)};
            return true;
        });
    }

    // Groups of links out of sight are one group with those without a link.
    void fold_unseen() {
        fold([&](Values& key) {
            for (std::size_t i = 0; i < key.size(); ++i)
                if (query_.dimensions[i].target && !is_null(key[i]) && !linked_[i].contains(whole(key[i]))) key[i] = {};
        });
    }

    // Groups whose key becomes the same are one.
    void fold(const std::function<void(Values& key)>& change) {
        std::map<Values, Figures> folded;
        for (auto& [key, figures] : groups_) {
            Values changed = key;
            change(changed);
            Figures& into = folded[std::move(changed)];
            into.records += figures.records;
            for (auto& [index, count] : figures.without_rate) into.without_rate[index] += count;
            for (auto& [place, tally] : figures.tallies) into.tallies[place].add(tally);
        }
        groups_ = std::move(folded);
    }

    // ---- writing

    // What a group is ordered by; null comes last.
    Value order_of(std::size_t i, const Value& value) const {
        const Field& field = *query_.dimensions[i].field;
        if (query_.dimensions[i].target) return linked_[i].at(whole(value)).order;
        if (field.kind == Kind::choice) {
            for (std::size_t place = 0; place < field.choices.size(); ++place)
                if (field.choices[place].name == text(value)) return static_cast<std::int64_t>(place);
            return static_cast<std::int64_t>(field.choices.size());
        }
        if (field.has_key())
            if (auto found = keys_of_text_[i].find(text(value)); found != keys_of_text_[i].end()) return found->second;
        return value;
    }

    void write_rows(std::string& out) {
        if (groups_.size() > static_cast<std::size_t>(most_groups) && query_.limit == 0) refuse_groups();
        struct Line {
            std::vector<std::pair<bool, Value>> order;
            const Values* key;
            const Figures* figures;
        };
        std::vector<Line> lines;
        for (const auto& [key, figures] : groups_) {
            Line line{{}, &key, &figures};
            for (std::size_t i = 0; i < key.size(); ++i)
                line.order.emplace_back(is_null(key[i]), is_null(key[i]) ? Value() : order_of(i, key[i]));
            lines.push_back(std::move(line));
        }
        std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
            return a.order != b.order ? a.order < b.order : *a.key < *b.key;
        });
        if (query_.limit && lines.size() > static_cast<std::size_t>(query_.limit))
            lines.resize(static_cast<std::size_t>(query_.limit));
        JsonWriter json(out);
        json.begin_object().key("rows").begin_array();
        for (const Line& line : lines) {
            json.begin_object().key("group").begin_object();
            for (std::size_t i = 0; i < line.key->size(); ++i) {
                json.key(query_.dimensions[i].name);
                write_group(json, i, (*line.key)[i]);
            }
            json.end_object();
            for (const Measure& measure : query_.measures) {
                json.key(measure.name);
                write_measure(json, measure, *line.figures);
            }
            json.end_object();
        }
        json.end_array().end_object();
    }

    void write_group(JsonWriter& json, std::size_t i, const Value& value) const {
        const Dimension& dimension = query_.dimensions[i];
        if (is_null(value)) {
            json.null();
        } else if (dimension.target) {
            const Linked& linked = linked_[i].at(whole(value));
            json.begin_object().key("id").id(whole(value)).member("title", linked.title);
            if (linked.deleted) json.member("deleted", true);
            json.end_object();
        } else if (dimension.field->kind == Kind::yes_no) {
            json.boolean(whole(value) != 0);
        } else if (dimension.field->kind == Kind::whole) {
            json.number(whole(value));
        } else if (dimension.period != PeriodLength::none) {
            json.string(format_day(Day{static_cast<std::int32_t>(whole(value))}));
        } else {
            json.string(text(value));
        }
    }

    void write_measure(JsonWriter& json, const Measure& measure, const Figures& figures) const {
        if (!measure.field) {
            json.number(figures.records);
            return;
        }
        const std::size_t index = index_of(measure);
        if (measure.per_currency()) {
            json.begin_array();
            for (auto at = figures.tallies.lower_bound({index, {}});
                 at != figures.tallies.end() && at->first.first == index; ++at) {
                const std::string& currency = at->first.second;
                if (currency.empty()) continue; // records without an amount
                json.begin_object()
                    .member("amount", format_amount({*figure(measure, at->second), currency}))
                    .member("currency", currency)
                    .end_object();
            }
            json.end_array();
            return;
        }
        static const Tally nothing;
        auto found = figures.tallies.find({index, {}});
        const Tally& tally = found == figures.tallies.end() ? nothing : found->second;
        if (measure.is_base()) return write_base(json, measure, tally, figures, index);
        write_number(json, measure, tally);
    }

    void write_base(JsonWriter& json, const Measure& measure, const Tally& tally, const Figures& figures,
                    std::size_t index) const {
        const std::string& currency = context_.company().currency;
        const auto amount = figure(measure, tally);
        auto without = figures.without_rate.find(index);
        json.begin_object().key("amount");
        if (amount)
            json.string(format_amount({*amount, currency}));
        else
            json.null();
        json.member("currency", currency)
            .member("no_rate", without == figures.without_rate.end() ? std::int64_t{0} : without->second)
            .end_object();
    }

    void write_number(JsonWriter& json, const Measure& measure, const Tally& tally) const {
        const Field& field = *measure.field;
        const Kind kind = field.value_kind();
        if (kind == Kind::whole) {
            if (measure.what == Measure::What::avg && tally.values) {
                json.number(static_cast<double>(tally.sum) / static_cast<double>(tally.values));
                return;
            }
        }
        const auto value = figure(measure, tally);
        if (!value)
            json.null();
        else if (kind == Kind::day)
            json.string(format_day(Day{static_cast<std::int32_t>(*value)}));
        else if (kind == Kind::moment)
            json.string(format_moment(*value));
        else if (kind == Kind::money)
            json.begin_object()
                .member("amount", format_amount({*value, context_.company().currency}))
                .member("currency", context_.company().currency)
                .end_object();
        else if (kind == Kind::decimal || kind == Kind::percent)
            json.string(format_decimal(*value, field.scale()));
        else
            json.number(*value);
    }

    static std::optional<std::int64_t> figure(const Measure& measure, const Tally& tally) {
        switch (measure.what) {
        case Measure::What::sum:
            return fitting(tally.sum);
        case Measure::What::avg:
            if (tally.values == 0) return std::nullopt;
            return divided(tally.sum, tally.values);
        case Measure::What::min:
            return tally.least;
        case Measure::What::max:
            return tally.most;
        default:
            return tally.values;
        }
    }

    Context& context_;
    const Object& object_;
    const AggregateQuery& query_;
    Sql where_;
    std::vector<Measured> measured_;
    std::vector<std::string> expressions_;
    std::map<Values, Figures> groups_;
    std::vector<std::map<std::string, Value>> keys_of_text_;
    std::vector<std::map<Id, Linked>> linked_;
};

} // namespace

void write_aggregate(Context& context, const Object& object, const Asker& asker,
                     const std::vector<std::pair<std::string, std::string>>& arguments, std::string& out) {
    if (!context.rights().allows(context.schema(), object, Act::read))
        throw Error(Problem::forbidden, "You may not see " + context.in_language(object.plural) +
                                            ". Please ask an administrator for the right to read them.");
    const AggregateQuery query = read_aggregate_query(object, asker, arguments);
    Aggregate(context, object, query).write(out);
}

} // namespace crm

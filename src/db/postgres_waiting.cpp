// What a PostgresLink sends later: it waits for the next statement or COMMIT, and many new rows go as copies.
#include <algorithm>
#include <bit>
#include <charconv>
#include <map>
#include <set>

#include <libpq-fe.h>

#include "db/copied_row.hpp"
#include "db/postgres_link.hpp"

namespace crm {

namespace {

constexpr std::size_t most_waiting = 4000, most_waiting_octets = 4 * 1024 * 1024;
// From how many new rows of one table on COPY is cheaper than as many statements.
constexpr std::size_t worth_a_copy = 10;
constexpr const char* broken_off_state = "57014"; // as PostgreSQL calls what was cancelled

// In a length that prepared statements are kept for.
void append_in(std::string& sql, Values& parameters, const std::set<std::int64_t>& numbers) {
    sql += " IN (?";
    parameters.insert(parameters.end(), numbers.begin(), numbers.end());
    for (std::size_t place = 1; place < std::bit_ceil(numbers.size()); ++place) {
        sql += ", ?";
        if (place >= numbers.size()) parameters.emplace_back(*numbers.rbegin());
    }
    sql += ')';
}

} // namespace

void PostgresLink::send(std::string_view sql, std::span<const Value> parameters) {
    require(kind_ == Kind::writing, "a change while reading");
    admit(sql, parameters);
    wait({nullptr, std::string(sql), Values(parameters.begin(), parameters.end())});
}

void PostgresLink::change(std::string_view sql, std::span<const Value> parameters) {
    require(kind_ == Kind::writing, "a change while reading");
    admit(sql, parameters);
    wait({nullptr, std::string(sql), Values(parameters.begin(), parameters.end()), true});
}

void PostgresLink::insert(std::string_view table, std::string_view columns, Values row) {
    require(kind_ == Kind::writing, "a new row while reading");
    const Insert& insert = insert_into(table, columns, row.size());
    admit(insert.sql, row);
    wait({&insert, {}, std::move(row)});
}

void PostgresLink::write_search(const std::string& table, SearchRow row) {
    if (!row.is_new) {
        require(kind_ == Kind::writing, "a change while reading");
        const std::string sql = dialect().search_delete(table);
        admit(sql, {});
        wait({nullptr, sql, Values{row.id, row.bucket}, false, table});
    }
    if (row.open.empty() && row.guarded.empty()) return;
    insert(table, "id, bucket, open, guarded", Values{row.id, row.bucket, std::move(row.open), std::move(row.guarded)});
}

const PostgresLink::Insert& PostgresLink::insert_into(std::string_view table, std::string_view columns,
                                                      std::size_t values) {
    auto of_table = inserts_.find(table);
    if (of_table == inserts_.end()) of_table = inserts_.try_emplace(std::string(table)).first;
    for (const Insert& known : of_table->second)
        if (known.columns == columns) return known;
    std::string copy = "COPY ";
    (((copy += table) += " (") += columns) += ") FROM STDIN";
    return of_table->second.emplace_back(
        Insert{of_table->first, std::string(columns), insert_statement(table, columns, values), std::move(copy)});
}

void PostgresLink::wait(Waiting statement) {
    for (const Value& value : statement.parameters) {
        waiting_octets_ += sizeof value;
        if (auto text = std::get_if<std::string>(&value)) waiting_octets_ += text->size();
        if (auto bytes = std::get_if<Bytes>(&value)) waiting_octets_ += bytes->data.size();
    }
    waiting_.push_back(std::move(statement));
    if (waiting_.size() >= most_waiting || waiting_octets_ >= most_waiting_octets) send_waiting();
}

void PostgresLink::forget_waiting() noexcept {
    waiting_.clear();
    waiting_octets_ = 0;
}

// New rows that wait for company are copied, table by table, where there are many; the others go on waiting. Where
// something else waits among them, all keep their order; only what leaves a search index that gets nothing new goes
// behind them.
void PostgresLink::copy_many() {
    if (waiting_.size() < worth_a_copy) return;
    std::set<std::string_view> left;
    for (const Waiting& each : waiting_)
        if (!each.search_table.empty())
            left.insert(each.search_table);
        else if (!each.insert)
            return;
    std::map<const Insert*, std::vector<const Waiting*>> tables;
    for (const Waiting& each : waiting_)
        if (each.insert && tables[each.insert].empty() && left.contains(each.insert->table))
            return;
        else if (each.insert)
            tables[each.insert].push_back(&each);
    for (const auto& [insert, rows] : tables)
        if (rows.size() >= worth_a_copy) copy_rows(rows);
    std::erase_if(waiting_,
                  [&](const Waiting& each) { return each.insert && tables[each.insert].size() >= worth_a_copy; });
    join_search_deletes();
    if (waiting_.empty()) waiting_octets_ = 0;
}

// One statement for all that leaves a search table, which gets nothing new meanwhile.
void PostgresLink::join_search_deletes() {
    std::map<std::string, std::pair<std::set<std::int64_t>, std::set<std::int64_t>>> gone; // buckets and ids by table
    for (const Waiting& each : waiting_)
        if (!each.search_table.empty()) {
            auto& [buckets, ids] = gone[each.search_table];
            ids.insert(whole(each.parameters[0]));
            buckets.insert(whole(each.parameters[1]));
        }
    std::erase_if(waiting_, [](const Waiting& each) { return !each.search_table.empty(); });
    for (const auto& [table, keys] : gone) {
        Waiting joined{nullptr, "DELETE FROM " + table + " WHERE bucket"};
        append_in(joined.sql, joined.parameters, keys.first);
        joined.sql += " AND id";
        append_in(joined.sql, joined.parameters, keys.second);
        waiting_.push_back(std::move(joined));
    }
}

void PostgresLink::copy_rows(const std::vector<const Waiting*>& rows) {
    constexpr std::size_t piece = 64 * 1024;
    std::string lines;
    auto row = rows.begin();
    copy_in(rows.front()->insert->copy, [&]() -> std::string_view {
        lines.clear();
        for (; row != rows.end() && lines.size() < piece; ++row) append_copied(lines, (*row)->parameters);
        return lines;
    });
}

std::int64_t PostgresLink::copy_in(const std::string& sql, const std::function<std::string_view()>& next) {
    send_begin();
    record_statement(sql);
    PostgresResult answer(PQexec(connection_, sql.c_str()));
    if (PQresultStatus(answer.get()) != PGRES_COPY_IN) fail(answer.get(), sql, false);
    bool taken = true;
    try {
        for (auto lines = next(); taken && !lines.empty(); lines = next())
            taken = PQputCopyData(connection_, lines.data(), static_cast<int>(lines.size())) == 1;
    } catch (...) {
        PQputCopyEnd(connection_, "what was to be copied broke off");
        finish_answers();
        failure_ = broken_off_state;
        throw;
    }
    taken = taken && PQputCopyEnd(connection_, nullptr) == 1;
    answer.reset(PQgetResult(connection_));
    const bool done = taken && PQresultStatus(answer.get()) == PGRES_COMMAND_OK;
    if (PQresultStatus(answer.get()) != PGRES_COPY_IN) finish_answers();
    if (!done) fail(answer.get(), sql, false);
    const std::string_view count = PQcmdTuples(answer.get());
    std::int64_t rows = 0;
    std::from_chars(count.data(), count.data() + count.size(), rows);
    return rows;
}

} // namespace crm

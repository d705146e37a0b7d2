#include "record/search_candidates.hpp"

#include <algorithm>
#include <cstdlib>

namespace crm {

void SearchMatch::look(std::string_view text) {
    const auto border = text.find('\x01');
    const std::string_view names = text.substr(0, border),
                           exact = border == std::string_view::npos ? std::string_view() : text.substr(border);
    for (std::size_t i = 0; i < words_.size(); ++i)
        for (const std::string& pattern : words_[i])
            pattern.starts_with(' ') ? look_at_name(i, names, pattern) : look_at_exact(i, exact, pattern);
}

bool SearchMatch::all() const {
    return std::all_of(found_.begin(), found_.end(), [](bool each) { return each; });
}

bool SearchMatch::all_whole() const {
    return std::all_of(whole_.begin(), whole_.end(), [](bool each) { return each; });
}

std::string_view SearchMatch::matched() const {
    return in_names_ || mark_ == 0 ? "name" : mark_ == 'e' ? "email" : mark_ == 'p' ? "phone" : "number";
}

void SearchMatch::look_at_name(std::size_t word, std::string_view names, const std::string& pattern) {
    if (names.find(pattern) == std::string_view::npos) return;
    found_[word] = in_names_ = true;
    if (names.find(pattern + "  ") != std::string_view::npos) whole_[word] = true;
}

void SearchMatch::look_at_exact(std::size_t word, std::string_view exact, const std::string& pattern) {
    const auto at = exact.find(pattern);
    if (at == std::string_view::npos) return;
    found_[word] = true;
    const auto begin = exact.rfind('\x01', at);
    if (!mark_) mark_ = exact[begin + 1];
    const auto end = at + pattern.size();
    if (begin + 2 == at && (end == exact.size() || exact[end] == '\x01')) whole_[word] = true;
}

namespace {

constexpr std::size_t looked_at = 300; // of the newest rows, before an index is asked

bool holds_guarded_words(const Schema& schema, const Object& object) {
    const auto any_in = [](const Object& each) {
        return std::any_of(each.fields.begin(), each.fields.end(),
                           [](const Field& field) { return field.sensitive && (field.searchable || field.title); });
    };
    if (any_in(object)) return true;
    const auto parts = schema.parts_of(object.name);
    return std::any_of(parts.begin(), parts.end(), [&](const Object* part) { return any_in(*part); });
}

// The search for candidates in one place.
class CandidateHunt {
public:
    CandidateHunt(Context& context, const SearchPatterns& words, const SearchPlace& place)
        : context_(context), words_(words), table_(place.object->search_table()), before_(place.before),
          open_only_(place.open_only || !holds_guarded_words(context.schema(), *place.object)),
          id_(table_ + "." + std::string(context.connection().dialect().search_id())) {}

    std::vector<SearchCandidate> found;

    // One branch of the first look at every place: those among the newest rows, and after them, where there are more
    // rows, the last one looked at (a number below zero) with about how many rows there are.
    void append_first_look(Sql& sql, std::size_t number) {
        sql << "SELECT CAST(" << std::to_string(number) << " AS BIGINT) AS place, id, open, guarded FROM (";
        append_newest(sql, looked_at);
        sql << ") AS candidate UNION ALL SELECT " << std::to_string(-1 - static_cast<std::int64_t>(number)) << ", id, "
            << dialect().rows_estimate(table_) << ", '' FROM (SELECT " << id_ << " AS id FROM " << table_;
        append_before(sql, " WHERE ");
        sql << " ORDER BY " << id_ << " DESC LIMIT 1 OFFSET " << std::to_string(looked_at - 1) << ") AS last_one";
    }
    void take_first_look(const Row& row) {
        if (row.whole(0) >= 0) return take(row, 1);
        before_ = row.whole(1);
        rows_ = std::max<double>(std::strtod(std::string(row.text(2)).c_str(), nullptr), rows_at_least);
        looked_ = looked_at;
    }

    // PostgreSQL's index knows no order: reading every row with a frequent word to find the newest costs more than
    // looking at the newest rows for it, and for a rare word it is the other way round. What was seen so far tells
    // which.
    void look_further() {
        if (looked_ == 0) return; // there were no more
        while (!enough()) {
            const double seen = static_cast<double>(found.size()), looked = static_cast<double>(looked_);
            const double by_index = (seen + 1) / looked * rows_ * row_by_index;
            const double missing = static_cast<double>(candidates_at_once) - seen;
            const double ahead = 1.5 * missing * looked / std::max(seen, 0.5);
            if (by_index <= std::max(always_by_index, ahead) || looked_ > looked_at_most) break;
            std::size_t next = 1000;
            while (static_cast<double>(next) < ahead && next < 10 * looked_) next *= 3;
            if (!look_at_next(next)) return;
        }
        if (!enough()) ask_index();
    }

    // Everything at once, by the index.
    void ask_index() {
        Sql sql;
        sql << "SELECT " << id_ << ", open, guarded FROM " << table_ << " WHERE ";
        append_words(sql, table_);
        append_before(sql, " AND ");
        // + 0 keeps PostgreSQL from reading the whole table in the order of its ids.
        sql << " ORDER BY " << id_ << (dialect().postgres() ? " + 0" : "") << " DESC LIMIT "
            << std::to_string(candidates_at_once - found.size());
        ask(sql);
    }

private:
    // What a row costs, in rows looked at one after the other; how many are always looked up in the index.
    static constexpr double row_by_index = 9, always_by_index = 5000, rows_at_least = 1000;
    static constexpr std::size_t looked_at_most = 50'000;

    const Dialect& dialect() const { return context_.connection().dialect(); }
    bool enough() const { return found.size() >= candidates_at_once; }

    void append_words(Sql& sql, std::string_view table) {
        sql << dialect().search_condition(table, open_only_ ? "open" : "", words_, sql.parameters);
    }
    void append_before(Sql& sql, std::string_view word) {
        if (!before_) return;
        sql << word << id_ << " < ";
        sql.bind(before_);
    }
    void append_newest(Sql& sql, std::size_t rows) {
        sql << "SELECT newest.id, newest.open, newest.guarded FROM (SELECT " << id_ << " AS id, open, guarded FROM "
            << table_;
        append_before(sql, " WHERE ");
        sql << " ORDER BY " << id_ << " DESC LIMIT " << std::to_string(rows) << ") AS newest WHERE ";
        append_words(sql, "newest");
        sql << " ORDER BY newest.id DESC LIMIT " << std::to_string(candidates_at_once - found.size());
    }
    // Returns whether there may be more rows behind them.
    bool look_at_next(std::size_t rows) {
        Sql last;
        last << "SELECT " << id_ << " FROM " << table_;
        append_before(last, " WHERE ");
        last << " ORDER BY " << id_ << " DESC LIMIT 1 OFFSET " << std::to_string(rows - 1);
        Sql sql;
        append_newest(sql, rows);
        ask(sql);
        const Value behind = enough() ? Value() : context_.connection().value(last.text, last.parameters);
        const auto* id = std::get_if<std::int64_t>(&behind);
        if (!id) return false;
        before_ = *id;
        looked_ += rows;
        return true;
    }
    void ask(const Sql& sql) {
        context_.connection().query(sql.text, sql.parameters, [&](const Row& row) {
            take(row, 0);
            return true;
        });
    }
    void take(const Row& row, int first) {
        SearchMatch match(words_);
        match.look(row.text(first + 1));
        if (!open_only_) match.look(row.text(first + 2));
        // A row that matches otherwise (digits inside a name) is kept out, but counts for where to go on.
        found.push_back({row.whole(first), match.all() ? match.matched() : std::string_view(), match.all_whole()});
    }

    Context& context_;
    const SearchPatterns& words_;
    std::string table_;
    Id before_;
    bool open_only_;
    std::string id_;
    std::size_t looked_ = 0; // rows, when there are more
    double rows_ = 0;        // about how many there are
};

} // namespace

std::vector<std::vector<SearchCandidate>> search_candidates(Context& context, const SearchPatterns& words,
                                                            std::span<const SearchPlace> places) {
    std::vector<CandidateHunt> hunts;
    for (const SearchPlace& place : places) hunts.emplace_back(context, words, place);
    if (context.connection().dialect().postgres() && !hunts.empty()) {
        Sql sql;
        for (std::size_t i = 0; i < hunts.size(); ++i) {
            if (i) sql << " UNION ALL ";
            hunts[i].append_first_look(sql, i);
        }
        context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
            const std::int64_t place = row.whole(0);
            hunts[static_cast<std::size_t>(place < 0 ? -1 - place : place)].take_first_look(row);
            return true;
        });
        for (CandidateHunt& hunt : hunts) hunt.look_further();
    } else {
        for (CandidateHunt& hunt : hunts) hunt.ask_index();
    }
    std::vector<std::vector<SearchCandidate>> found;
    for (CandidateHunt& hunt : hunts) {
        std::sort(hunt.found.begin(), hunt.found.end(), [](const auto& a, const auto& b) { return a.id > b.id; });
        found.push_back(std::move(hunt.found));
    }
    return found;
}

} // namespace crm

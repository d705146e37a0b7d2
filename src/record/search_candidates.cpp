#include "record/search_candidates.hpp"

#include <algorithm>
#include <numeric>

#include "record/engine.hpp"
#include "record/search_samples.hpp"

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
    const std::string& table() const { return table_; }

    // A part of one statement over several small tables, where an order or an index is not worth its asking.
    void append_all(Sql& sql, std::size_t number) {
        sql << "SELECT CAST(" << std::to_string(number) << " AS BIGINT) AS place, id, open, guarded FROM (SELECT "
            << id_ << " AS id, open, guarded FROM " << table_ << " WHERE ";
        append_words(sql, table_, words_);
        append_before(sql, " AND ");
        sql << " ORDER BY " << id_ << " DESC LIMIT " << std::to_string(candidates_at_once) << ") AS candidate";
    }
    void take(const Row& row, int first) {
        SearchMatch match(words_);
        match.look(row.text(first + 1));
        if (!open_only_) match.look(row.text(first + 2));
        // A row that matches otherwise (digits inside a name) is kept out, but counts for where to go on.
        found.push_back({row.whole(first), match.all(), match.all_whole()});
    }

    // PostgreSQL's index knows no order: reading every row with a frequent word to find the newest costs more than
    // looking through the newest rows for it, and for a rare word it is the other way round.
    void ask_the_quicker_way(const SearchSample& sample) {
        const SearchSample::Seen seen = sample.count(words_);
        const double share = sample.share(seen.together);
        const double by_index = index_opened + share * sample.rows * row_by_index;
        if (seen.together >= seen_to_tell)
            // The newest may be of another kind than the rest: then further back, while that costs less than the index.
            for (double rows = 1.5 * static_cast<double>(candidates_at_once) / share; rows < by_index; rows *= 8) {
                look_through(rows);
                if (found.size() >= candidates_at_once) return;
            }
        ask_index(telling_words(sample, seen));
    }
    // Those with all words; the index is asked for `telling` ones of them.
    void ask_index(const SearchPatterns& telling) {
        Sql sql;
        sql << "SELECT " << id_ << " AS id, open, guarded FROM " << table_ << " WHERE ";
        append_words(sql, table_, telling);
        if (telling.size() < words_.size()) {
            sql << " AND ";
            append_words(sql, "", words_);
        }
        append_before(sql, " AND ");
        // + 0 keeps PostgreSQL from reading the whole table in the order of its ids.
        sql << " ORDER BY " << id_ << (dialect().postgres() ? " + 0" : "") << " DESC LIMIT "
            << std::to_string(candidates_at_once);
        found.clear();
        ask(sql);
    }

private:
    // What the index costs at all, and a row of it, in rows looked through; how many must be seen to tell a share.
    static constexpr double index_opened = 4000, row_by_index = 5, few_rows = 1500;
    static constexpr std::size_t seen_to_tell = 3;

    const Dialect& dialect() const { return context_.connection().dialect(); }

    // The rarest words, as many as leave few rows: to look a frequent one up costs more than to look for it in those.
    SearchPatterns telling_words(const SearchSample& sample, const SearchSample::Seen& seen) const {
        std::vector<std::size_t> order(words_.size());
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return seen.each[a] < seen.each[b]; });
        SearchPatterns telling;
        double left = sample.rows;
        for (std::size_t word : order) {
            if (!telling.empty() && left < few_rows) break;
            telling.push_back(words_[word]);
            left *= sample.share(std::max<std::size_t>(seen.each[word], 1));
        }
        return telling;
    }
    void append_words(Sql& sql, std::string_view table, const SearchPatterns& words) {
        sql << dialect().search_condition(table, open_only_ ? "open" : "", words, sql.parameters);
    }
    void append_before(Sql& sql, std::string_view word) {
        if (!before_) return;
        sql << word << id_ << " < ";
        sql.bind(before_);
    }
    // The newest rows one after the other, a thousand or a power of two more, so that statements stay prepared.
    void look_through(double wanted) {
        std::size_t rows = 1000;
        while (static_cast<double>(rows) < wanted) rows *= 2;
        Sql sql;
        sql << "SELECT id, open, guarded FROM (SELECT " << id_ << " AS id, open, guarded FROM " << table_;
        append_before(sql, " WHERE ");
        sql << " ORDER BY " << id_ << " DESC LIMIT " << std::to_string(rows) << ") AS newest WHERE ";
        append_words(sql, "", words_);
        sql << " ORDER BY id DESC LIMIT " << std::to_string(candidates_at_once);
        found.clear();
        ask(sql);
    }
    void ask(const Sql& sql) {
        context_.connection().query(sql.text, sql.parameters, [&](const Row& row) {
            take(row, 0);
            return true;
        });
    }

    Context& context_;
    const SearchPatterns& words_;
    std::string table_;
    Id before_;
    bool open_only_;
    std::string id_;
};

// The small tables in one statement, each of the others in one or two of its own.
void ask_postgres(Context& context, std::vector<CandidateHunt>& hunts) {
    Sql small;
    for (std::size_t i = 0; i < hunts.size(); ++i) {
        const auto sample = context.engine().search_samples().of(context.connection(), hunts[i].table());
        if (sample->is_all()) {
            if (!small.text.empty()) small << " UNION ALL ";
            hunts[i].append_all(small, i);
        } else {
            hunts[i].ask_the_quicker_way(*sample);
        }
    }
    if (small.text.empty()) return;
    context.connection().query(small.text, small.parameters, [&](const Row& row) {
        hunts[static_cast<std::size_t>(row.whole(0))].take(row, 1);
        return true;
    });
}

} // namespace

std::vector<std::vector<SearchCandidate>> search_candidates(Context& context, const SearchPatterns& words,
                                                            std::span<const SearchPlace> places) {
    std::vector<CandidateHunt> hunts;
    for (const SearchPlace& place : places) hunts.emplace_back(context, words, place);
    if (context.connection().dialect().postgres())
        ask_postgres(context, hunts);
    else
        for (CandidateHunt& hunt : hunts) hunt.ask_index(words);
    std::vector<std::vector<SearchCandidate>> found;
    for (CandidateHunt& hunt : hunts) {
        std::sort(hunt.found.begin(), hunt.found.end(), [](const auto& a, const auto& b) { return a.id > b.id; });
        found.push_back(std::move(hunt.found));
    }
    return found;
}

} // namespace crm

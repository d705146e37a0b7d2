#include "testing/statement_rules.hpp"

#include <algorithm>
#include <cctype>

#include "db/database.hpp"

namespace crm::testing {

namespace {

// Words in capitals, names too (ours differ in more than case); texts as '', numbers and signs as they are.
std::vector<std::string> tokens_of(std::string_view sql) {
    std::vector<std::string> tokens;
    auto word_letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    for (std::size_t at = 0; at < sql.size();) {
        char c = sql[at];
        if (c == '\'') {
            at = std::min(sql.find('\'', at + 1), sql.size() - 1) + 1;
            tokens.emplace_back("''");
        } else if (word_letter(c)) {
            std::string word;
            while (at < sql.size() && word_letter(sql[at]))
                word += static_cast<char>(std::toupper(static_cast<unsigned char>(sql[at++])));
            tokens.push_back(std::move(word));
        } else {
            if (!std::isspace(static_cast<unsigned char>(c)) && c != '"') tokens.emplace_back(1, c);
            ++at;
        }
    }
    return tokens;
}

// What is quoted is a name, whatever it says: a column may be called "serial".
std::string without_names(std::string_view sql) {
    std::string rest;
    bool quoted = false;
    for (const char c : sql) {
        if (c == '"')
            quoted = !quoted;
        else if (!quoted)
            rest += c;
    }
    return rest;
}

bool is_word(const std::string& token) {
    return !token.empty() && (std::isalpha(static_cast<unsigned char>(token[0])) || token[0] == '_');
}

bool one_of(std::string_view token, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), token) != words.end();
}

// One SELECT, UPDATE, DELETE or INSERT with what belongs to it alone; subqueries are questions of their own.
struct Question {
    std::vector<std::string> tokens; // with "( )" where a subquery stood
    bool inside_exists = false;
    int outer = -1;
};

class Reader {
public:
    Reader(std::string_view sql, const TableNames& big) {
        for (const std::string& name : big) {
            std::string upper;
            for (char c : name) upper += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            big_.insert(upper);
        }
        all_ = tokens_of(sql);
        words_ = tokens_of(without_names(sql));
        questions_.emplace_back();
        split(0, 0);
    }

    std::vector<std::string> broken() {
        if (all_.empty()) return {};
        whole_statement();
        if (!one_of(all_[0], {"CREATE", "ALTER", "DROP", "PRAGMA", "EXPLAIN", "ANALYZE"}))
            for (std::size_t i = 0; i < questions_.size(); ++i) question(questions_[i]);
        return std::move(broken_);
    }

private:
    // Distributes the tokens from `at` on to questions; returns where the parenthesis it was called for closes.
    std::size_t split(std::size_t at, std::size_t mine) {
        int depth = 0;
        for (; at < all_.size(); ++at) {
            const std::string& token = all_[at];
            if (token == "(" && at + 1 < all_.size() && one_of(all_[at + 1], {"SELECT", "WITH"})) {
                questions_[mine].tokens.emplace_back("(");
                questions_[mine].tokens.emplace_back(")");
                Question inner;
                inner.inside_exists = at > 0 && one_of(all_[at - 1], {"EXISTS", "LATERAL"});
                inner.outer = static_cast<int>(mine);
                questions_.push_back(inner);
                at = split(at + 1, questions_.size() - 1);
                continue;
            }
            if (one_of(token, {"UNION", "EXCEPT", "INTERSECT"}) && depth == 0) {
                questions_.push_back({{}, questions_[mine].inside_exists, questions_[mine].outer});
                mine = questions_.size() - 1;
                continue;
            }
            if (token == "(") ++depth;
            if (token == ")" && depth-- == 0) return at;
            questions_[mine].tokens.push_back(token);
        }
        return at;
    }

    void say(std::string sentence) {
        if (std::find(broken_.begin(), broken_.end(), sentence) == broken_.end())
            broken_.push_back(std::move(sentence));
    }

    bool follows(const std::vector<std::string>& tokens, std::size_t at,
                 std::initializer_list<std::string_view> words) {
        for (auto word : words)
            if (at >= tokens.size() || tokens[at++] != word) return false;
        return true;
    }

    void whole_statement() {
        for (std::size_t i = 0; i < all_.size(); ++i) {
            const std::string& token = all_[i];
            if (token == "FOR" && i + 1 < all_.size() && one_of(all_[i + 1], {"UPDATE", "SHARE", "NO", "KEY"}))
                say("rows are locked with FOR UPDATE");
            if (token.starts_with("PG_ADVISORY") || token.starts_with("PG_TRY_ADVISORY"))
                say("an advisory lock is taken");
            if (one_of(token, {"ROLLUP", "MERGE", "LATERAL"})) say(token + " is used");
            if (follows(all_, i, {"=", "ANY", "("})) say("= ANY is used");
            if (token == "*" && selects_all(i)) say("* stands for columns");
        }
        if (all_[0] != "CREATE") return;
        for (std::size_t i = 1; i < std::min<std::size_t>(all_.size(), 6); ++i) {
            if (one_of(all_[i], {"TABLE", "INDEX", "VIRTUAL"})) break;
            if (one_of(all_[i], {"TRIGGER", "RULE", "SEQUENCE"})) say("a " + all_[i] + " is created");
        }
        for (const std::string& token : words_)
            if (one_of(token, {"SERIAL", "BIGSERIAL", "AUTOINCREMENT", "REFERENCES"})) say(token + " is used");
    }

    // Not count(*), and not a product.
    bool selects_all(std::size_t at) const {
        if (at == 0) return false;
        const std::string& before = all_[at - 1];
        if (before == ".") return true;
        if (before == "(") return false;
        return before == "," || one_of(before, {"SELECT", "DISTINCT", "ALL", "RETURNING"});
    }

    void question(const Question& question) {
        const auto& tokens = question.tokens;
        auto big_ones = big_tables_of(tokens);
        if (big_ones > 1) say("two big tables stand in one FROM");
        if (big_ones == 0 && !fills_big(tokens)) return;
        if (question.inside_exists && question.outer >= 0 &&
            big_tables_of(questions_[static_cast<std::size_t>(question.outer)].tokens) > 0)
            say("a big table is asked in EXISTS inside another one's question");
        ids_have_buckets(tokens);
        conflicts_have_buckets(tokens);
    }

    bool fills_big(const std::vector<std::string>& tokens) const {
        for (std::size_t i = 1; i < tokens.size(); ++i)
            if (tokens[i - 1] == "INTO" && big_.contains(tokens[i])) return true;
        return false;
    }

    // How many big tables stand in a question's FROM or are updated by it; one as often as it stands there.
    long big_tables_of(const std::vector<std::string>& tokens) const {
        std::vector<std::string> names;
        bool expected = false; // a table's name comes next
        bool in_from = false;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const std::string& token = tokens[i];
            if (one_of(token, {"FROM", "USING", "JOIN"}) ||
                (token == "UPDATE" && (i == 0 || !one_of(tokens[i - 1], {"DO", "FOR"})))) {
                expected = true;
                in_from = token != "UPDATE";
            } else if (one_of(token,
                              {"WHERE", "SET", "GROUP", "ORDER", "LIMIT", "ON", "VALUES", "RETURNING", "HAVING"})) {
                in_from = token == "ON" && in_from;
                expected = false;
            } else if (token == "," && in_from) {
                expected = true;
            } else if (expected && is_word(token) && !one_of(token, {"ONLY", "AS"})) {
                names.push_back(token);
                expected = false;
            } else if (token == "(") {
                expected = false;
            }
        }
        return std::count_if(names.begin(), names.end(), [&](const auto& name) { return big_.contains(name); });
    }

    // An id compared for equality is compared together with its bucket, of the same table where it is named.
    void ids_have_buckets(const std::vector<std::string>& tokens) {
        auto where = std::find(tokens.begin(), tokens.end(), "WHERE");
        if (where == tokens.end()) return;
        std::set<std::string> with_id, with_bucket; // by alias, "" for none
        for (auto token = where; token != tokens.end(); ++token) {
            if (!one_of(*token, {"ID", "ROWID", "BUCKET"})) continue;
            std::string alias = *(token - 1) == "." ? *(token - 2) : "";
            auto next = token + 1;
            bool compared = next != tokens.end() && one_of(*next, {"=", "IN"});
            if (*token == "BUCKET")
                with_bucket.insert(alias);
            else if (compared)
                with_id.insert(alias);
        }
        for (const std::string& alias : with_id)
            if (!with_bucket.contains(alias) && (alias.empty() || names_big(tokens, alias)))
                say("an id is asked without its bucket");
    }

    // Whether `alias` is a big table of this question, by its own name or by the one given to it.
    bool names_big(const std::vector<std::string>& tokens, const std::string& alias) const {
        if (big_.contains(alias)) return true;
        for (std::size_t i = 1; i < tokens.size(); ++i)
            if (tokens[i] == alias &&
                (big_.contains(tokens[i - 1]) || (i > 1 && tokens[i - 1] == "AS" && big_.contains(tokens[i - 2]))))
                return true;
        return false;
    }

    void conflicts_have_buckets(const std::vector<std::string>& tokens) {
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (!follows(tokens, i, {"ON", "CONFLICT"})) continue;
            bool bucket = false;
            for (std::size_t j = i + 2; j < tokens.size() && tokens[j] != ")" && tokens[j] != "DO"; ++j)
                bucket = bucket || tokens[j] == "BUCKET";
            if (!bucket) say("ON CONFLICT does not name the bucket");
        }
    }

    std::set<std::string> big_;
    std::vector<std::string> all_, words_;
    std::vector<Question> questions_;
    std::vector<std::string> broken_;
};

} // namespace

std::vector<std::string> broken_rules(std::string_view sql, const TableNames& big) {
    return Reader(sql, big).broken();
}

StatementRules::StatementRules(TableNames big) : big_(std::move(big)) {
    record_statements([this](std::string_view sql) {
        std::lock_guard lock(mutex_);
        if (seen_.contains(sql)) return;
        seen_.emplace(sql);
        for (const std::string& sentence : broken_rules(sql, big_))
            broken_.push_back(sentence + ": " + std::string(sql));
    });
}

StatementRules::~StatementRules() {
    record_statements({});
}

std::vector<std::string> StatementRules::broken() const {
    std::lock_guard lock(mutex_);
    return broken_;
}

std::size_t StatementRules::seen() const {
    std::lock_guard lock(mutex_);
    return seen_.size();
}

} // namespace crm::testing

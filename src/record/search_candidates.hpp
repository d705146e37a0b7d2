// SearchCandidates: the newest records whose search rows hold all the words, for several objects together. It answers
// for how they are found quickly on either database; who may see them is the search's matter.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/context.hpp"

namespace crm {

using SearchPatterns = std::vector<std::vector<std::string>>; // every word must be found by one of its patterns

// Looks at one text of a search row: which words are found there, and how.
class SearchMatch {
public:
    explicit SearchMatch(const SearchPatterns& words) : words_(words), found_(words.size()), whole_(words.size()) {}

    void look(std::string_view text);
    bool all() const;       // every word is found,
    bool all_whole() const; // and as a whole word or value
    bool found(std::size_t word) const { return found_[word]; }
    bool any() const { return in_names_ || mark_; }

private:
    void look_at_name(std::size_t word, std::string_view names, const std::string& pattern);
    void look_at_exact(std::size_t word, std::string_view exact, const std::string& pattern);

    const SearchPatterns& words_;
    std::vector<bool> found_, whole_;
    bool in_names_ = false;
    char mark_ = 0;
};

struct SearchCandidate {
    Id id;
    bool matched; // false: found by the database, but not as a person means it (digits inside a name)
    bool exact;
};

// Where to look: an object's rows before an id (all: 0), in the words for everybody only or in the guarded ones too.
struct SearchPlace {
    const Object* object;
    bool open_only;
    Id before = 0;
};

constexpr std::size_t candidates_at_once = 25;

// For each place its newest candidates in that order, candidates_at_once of them where there are as many.
std::vector<std::vector<SearchCandidate>> search_candidates(Context& context, const SearchPatterns& words,
                                                            std::span<const SearchPlace> places);

} // namespace crm

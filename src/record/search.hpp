// Search: as you type, over the words of records, across diacritics and scripts.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "record/context.hpp"

namespace crm {

// The words of a record as its search row holds them: `open` for everybody who sees the record, `guarded` for those who
// may read sensitive fields. First names: every word as plain fold and, where different, loose key, each after two
// spaces ("  lukasz"), so that words are found by their beginnings, one or two letters too. Then exact values (e-mails,
// phones, numbers), found by any part: each after \x01 and a letter for its kind, in capitals, so that no part of
// theirs stands inside a name; phones as digits.
struct SearchWords {
    std::string open, guarded;
};
// With those of its parts: the given ones, or those that are there.
SearchWords search_words(Context& context, const Record& record, const std::vector<Record>* parts = nullptr);
// Only of fields that `readers` may read.
SearchWords search_words(Context& context, const Record& record, const Rights& readers);

// The words of a text as those of a name.
std::string name_words(std::string_view text);
// The field, of those that `readers` may read, in which what was typed is found: "name"; where the title lacks a word
// of it, the first that has it: "note", of a part "contact_point.value".
std::string matched_field(Context& context, const Record& record, const std::vector<std::vector<std::string>>& patterns,
                          const Rights& readers);

// What was typed, as patterns: every word must match by one of its patterns (see Dialect::search_condition).
std::vector<std::vector<std::string>> search_patterns(std::string_view typed);

// Appends {"items":[{"object","id","title","subtitle","matched"}]}; `objects` empty: all that are searched and
// readable. At most `limit`.
void write_search(Context& context, std::string_view typed, const std::vector<std::string>& objects, int limit,
                  std::string& out);

} // namespace crm

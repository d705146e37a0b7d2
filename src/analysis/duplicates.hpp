// Duplicates: finds pairs of records that are likely the same one. Records that share something (blocking) are compared
// field by field; how much an agreement or a difference says (I. Fellegi and A. Sunter, A Theory for Record Linkage,
// 1969) is learnt from the records themselves by expectation and maximisation. What is missing says nothing either way.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

enum class Meaning {
    name,    // several words in any order; a company's without its legal form
    given,   // a given name, also as nickname
    family,  // a family name
    words,   // an address line, a city, a note: several words
    code,    // a number given by an office: equal, or one slip away
    number,  // a house number, a postal code
    day,     // YYYYMMDD or with separators
    exact,   // an e-mail address, a phone number: equal or not
    category // one of few values
};

// Records to compare: one text per field, empty where missing. Texts may be in Latin or Cyrillic; they are folded here.
class DuplicateTable {
public:
    explicit DuplicateTable(std::vector<Meaning> fields) : fields_(std::move(fields)) {}
    void add(const std::vector<std::string_view>& values);
    // Those added from here on come from another source that holds no duplicates in itself; nor does the first.
    void begin_second_source() { second_ = static_cast<std::uint32_t>(size()); }

    std::size_t size() const { return fields_.empty() ? 0 : starts_.size() / fields_.size(); }
    const std::vector<Meaning>& fields() const { return fields_; }
    std::string_view at(std::size_t record, std::size_t field) const;
    std::uint32_t second_source() const { return second_; } // 0: there is one

private:
    std::vector<Meaning> fields_;
    std::string text_; // all values, one after the other
    std::vector<std::uint32_t> starts_;
    std::uint32_t second_ = 0;
};

struct LikelyPair {
    std::uint32_t a = 0, b = 0; // a < b
    float score = 0;            // the probability that they are the same
    std::uint32_t agree = 0;    // bits: fields that are the same
    std::uint32_t alike = 0;    // bits: fields that are nearly the same
};

struct DuplicateOptions {
    double least_score = 0.5;
    bool prefer_one_to_one = true; // of pairs that share a record, a doubtful one gives way to a clear one
};

// The likeliest first.
std::vector<LikelyPair> find_duplicates(const DuplicateTable& table, const DuplicateOptions& options = {});

} // namespace crm

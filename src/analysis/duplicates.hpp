// Duplicates: finds pairs of records that are likely the same one. Records that share something (blocking) are compared
// field by field; how much an agreement or a difference says (I. Fellegi and A. Sunter, A Theory for Record Linkage,
// 1969) is learnt from the records themselves by expectation and maximisation. What is missing says nothing either way.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

enum class Meaning {
    name,     // several words in any order; a company's without its legal form
    given,    // a given name, also as nickname
    family,   // a family name
    words,    // an address line, a city, a note: several words
    code,     // a number given by an office: equal, or one slip away
    number,   // a house number, a postal code
    day,      // YYYYMMDD or with separators
    exact,    // an e-mail address, a phone number: equal or not
    category, // one of few values
    kind      // a person or a company: seldom the same where it differs
};

// What of two different ones may well agree, since they live or work together: the place, the family, the phone.
bool is_shared_by_neighbours(Meaning meaning);

// Records to compare: one text per field, empty where missing. Texts may be in Latin or Cyrillic; they are folded here.
// Each value is kept once, and known by its number; 0 is missing.
class DuplicateTable {
public:
    explicit DuplicateTable(std::vector<Meaning> fields) : fields_(std::move(fields)), pools_(fields_.size()) {}
    void add(const std::vector<std::string_view>& values);
    // Those added from here on come from another source that holds no duplicates in itself; nor does the first.
    void begin_second_source() { second_ = static_cast<std::uint32_t>(size()); }
    void done_adding(); // gives back what only adding needs

    std::size_t size() const { return fields_.empty() ? 0 : cells_.size() / fields_.size(); }
    const std::vector<Meaning>& fields() const { return fields_; }
    const std::uint32_t* values(std::size_t record) const { return &cells_[record * fields_.size()]; }
    std::uint32_t values_of(std::size_t field) const; // how many different ones, the missing one among them
    std::string_view text(std::size_t field, std::uint32_t value) const;
    std::uint32_t count(std::size_t field, std::uint32_t value) const { return pools_[field].counts[value]; }
    std::uint32_t second_source() const { return second_; } // 0: there is one

private:
    struct Pool {
        std::string text; // all values, one after the other
        std::vector<std::uint32_t> ends{0}, counts{0};
        std::vector<std::uint32_t> slots;                           // open addressing by hash
        std::vector<std::pair<std::string, std::uint32_t>> written; // by hash: a text as it came, and its value
    };
    std::uint32_t value_of(std::size_t field, std::string_view as_written);
    std::uint32_t number_of(std::size_t field, std::string_view comparable);
    static void grow(Pool& pool);

    std::vector<Meaning> fields_;
    std::vector<Pool> pools_;
    std::vector<std::uint32_t> cells_;
    std::uint32_t second_ = 0;
};

struct LikelyPair {
    std::uint32_t a = 0, b = 0; // a < b
    float score = 0;            // the probability that they are the same
    std::uint32_t agree = 0;    // bits: fields that are the same
    std::uint32_t alike = 0;    // bits: fields that are nearly the same
    std::uint32_t differ = 0;   // bits: fields in which they differ
};

struct DuplicateOptions {
    double least_score = 0.5;
    bool prefer_one_to_one = true; // of pairs that share a record, a doubtful one gives way to a clear one
    // Asked now and then with the share of the work that is done; ends the search, with nothing found, when it says so.
    std::function<bool(double done)> stopping;
};

// The likeliest first.
std::vector<LikelyPair> find_duplicates(const DuplicateTable& table, const DuplicateOptions& options = {});

} // namespace crm

// The values of a merged record: which record's value each field takes, and why.
#pragma once
#include <map>
#include <vector>

#include "record/context.hpp"

namespace crm {

constexpr int from_all = -1; // lists joined, long texts one under the other

// The records to merge, the survivor first.
class MergeValues {
public:
    MergeValues(Context& context, const std::vector<Record>& records);
    // {"field": id or "both"} over the proposal. Throws Error naming a field that is unknown or may not be changed.
    void choose(const Json& values);
    // As an earlier merge of the same records chose, who may write what was asked then.
    void choose_again(const Json& chosen);
    // Puts the chosen values into the survivor, which is not saved.
    void apply(Record& survivor) const;
    // The verified before the newest before the most complete.
    Id proposed_survivor() const;
    Json as_json() const; // of the fields that the caller may read and where the records differ
    Json chosen() const;  // of all fields, for choose_again

private:
    int proposed(const Field& field) const;
    bool is_made_of_parts(const Field& field) const;
    bool is_verified(std::size_t record, const Field& field) const;
    bool differ(const Field& field) const;
    Json told(int source) const;
    void take(Record& survivor, const Field& field, int source) const;

    Context& context_;
    const std::vector<Record>& records_;
    const Object& object_;
    std::vector<std::vector<std::string>> verified_; // of each record: the values of its verified parts
    std::map<int, int> sources_;                     // by field index
};

} // namespace crm

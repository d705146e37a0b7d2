// RowGroups: tells the rows of a query apart by their first columns. SQLite sorts what it groups by more than an index
// gives; to look each row's group up here takes a third of that.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "db/database.hpp"

namespace crm {

class RowGroups {
public:
    // For each column to group by: whether it holds text, else whole numbers.
    explicit RowGroups(std::vector<bool> are_texts) : are_texts_(std::move(are_texts)) {}

    // The number of the row's group, in the order in which groups appear: 0, 1, 2 …
    std::size_t of(const Row& row);

private:
    std::vector<bool> are_texts_;
    std::string key_; // of the row at hand; kept for its memory
    std::unordered_map<std::string, std::size_t> known_;
};

} // namespace crm

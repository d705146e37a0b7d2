// Paging: the order of a list, where a page of it ended, and the SQL that goes on from there.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/query.hpp"

namespace crm {

// "-amount_base,name"; throws Error that names the sortable fields. `rights` decide which names are known.
std::vector<SortKey> read_sort(const Object& object, std::string_view names, const Schema& schema,
                               const Rights& rights);
// What the query asks for, else the object's own order; never empty, ends with the id.
std::vector<SortKey> order_of(const Object& object, const std::vector<SortKey>& asked, const Schema& schema,
                              const Rights& rights);

// Where a page ended: the values its last record is ordered by, and its id.
struct Cursor {
    Values values; // one for each sort key but the id
    Id id = 0;
};

// The sort of one list, as SQL. Nulls come last in either direction: the list has two sections, records with a first
// value and records without.
class ListOrder {
public:
    ListOrder(const Object& object, const std::vector<SortKey>& keys, const Schema& schema);

    int size() const { return static_cast<int>(expressions_.size()); } // values in a cursor
    const std::string& expression(int key) const { return expressions_[key]; }
    bool has_section_without() const { return !expressions_.empty() && nullable_[0]; }
    // Appends " AND first IS [NOT] NULL [AND what comes after the cursor]".
    void append_section(Sql& sql, bool without_first, const Cursor* after) const;
    // Appends " ORDER BY …".
    void append_order(Sql& sql, bool without_first) const;

    std::string write(const Cursor& cursor) const;
    Cursor read(std::string_view text) const; // throws Error where it is none, or of another order

private:
    void append_after(Sql& sql, const Cursor& cursor, int key) const;

    std::string names_; // "-amount_base,name": the order a cursor belongs to
    std::vector<std::string> expressions_;
    std::vector<ColumnType> types_;
    std::vector<bool> nullable_, descending_;
    bool id_descending_ = false;
};

} // namespace crm

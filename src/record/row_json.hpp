// RowJson: rows of one statement written as JSON objects. Each row is written once, while it is stepped over; where a
// linked record's title belongs it leaves a hole, and all holes are filled after one statement for each linked object.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "record/query.hpp"

namespace crm {

// Appends one value as JSON; its columns stand in the row from `first` on. Not for links.
void write_column(std::string& out, const Field& field, int part, const Row& row, int first,
                  std::string_view base_currency);

// What is selected of one object and how it is written: worked out once for a statement.
class RowPlan {
public:
    struct Cell {
        const Field* field;
        int part;        // 0, or 2 for money in the company's currency
        int first;       // its first column in the statement
        std::string key; // ,"name":
        int group = -1;  // links: which group of titles; -1: found by the row's object name
    };
    // One linked object with the fields that are asked of it beyond its title.
    struct Group {
        const Object* object;
        std::vector<FieldPath> fields;
    };

    // Fields the caller may not read are left out. `link`: written as a link, {"id","title",…}, otherwise with its
    // version.
    RowPlan(const Context& context, const Object& object, const std::vector<FieldPath>& fields, bool link = false,
            bool with_object = false);

    const Object& object() const { return object_; }
    const std::string& columns() const { return columns_; } // "id", "version", …
    int size() const { return count_; }                     // columns in the statement
    bool is_link() const { return link_; }
    bool with_object() const { return with_object_; }
    bool reads_title() const { return reads_title_; }
    const std::vector<Cell>& cells() const { return cells_; }
    const std::vector<Group>& groups() const { return groups_; }

    // The columns that every statement begins with.
    static constexpr int id = 0, version = 1, deleted_at = 2, title = 3, first_cell = 4;

private:
    void add(const Context& context, const FieldPath& path, const std::vector<FieldPath>& all);
    int group_for(const Object& target, std::vector<FieldPath> fields);
    void select(const Column& column);

    const Object& object_;
    bool link_, with_object_, reads_title_;
    std::string columns_;
    int count_ = 0;
    std::vector<Cell> cells_;
    std::vector<Group> groups_;
};

class RowJson {
public:
    RowJson(Context& context, const RowPlan& plan);
    ~RowJson();
    void add(const Row& row);
    // Reads what the holes need. After the last row.
    void resolve();
    std::size_t size() const { return starts_.size(); }
    void write(std::size_t index, std::string& out) const;
    Id id(std::size_t index) const { return ids_[index]; }

private:
    struct Hole {
        std::size_t at;
        Id id;     // the linked record, or the row's own for a list
        int group; // -1: a list
        int list;
    };
    struct Titles; // the linked records of one group
    struct List;   // the targets of one `links` field

    void add_link(const RowPlan::Cell& cell, const Row& row);
    void read_lists();
    void write_link(int group, Id id, std::string& out) const;
    int group_of(const Object& object);

    Context& context_;
    const RowPlan& plan_;
    std::string text_;
    std::vector<std::size_t> starts_;
    std::vector<Id> ids_;
    std::vector<Hole> holes_;
    std::vector<std::unique_ptr<Titles>> titles_;
    std::vector<List> lists_;
};

} // namespace crm

// Compared: which columns of an object's records say who they are, and what they agree in, in words of its fields.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "analysis/duplicates.hpp"
#include "record/engine.hpp"

namespace crm {

class ComparedColumns {
public:
    explicit ComparedColumns(const Object& object);

    bool empty() const { return columns_.empty(); }
    std::vector<Meaning> meanings() const;
    // Adds the living records to the table and their ids to `ids`, in their order. `progress` is asked now and then
    // with how many there are so far; where it says so, the rest is left out and false returned.
    bool read_all(Engine& engine, DuplicateTable& table, std::vector<Id>& ids,
                  const std::function<bool(std::size_t)>& progress) const;
    // The fields that the pair is the same in, and those it is alike in; none is in both. An address is one field.
    struct Reasons {
        std::vector<std::string> same, alike;
    };
    Reasons reasons(const LikelyPair& pair) const;

private:
    struct Column {
        const Field* field;
        int part; // of an address
        Meaning meaning;
    };
    void add_address(const Field& field);

    const Object& object_;
    std::vector<Column> columns_;
};

} // namespace crm

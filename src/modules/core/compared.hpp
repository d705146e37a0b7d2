// Compared: which columns of an object's records say who they are, and what they agree in, in words of its fields.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
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
    // Where all values of a column lie, of which the record shows one: further e-mails and phones.
    struct Reach {
        std::size_t column;
        const Object* part;
        const Field *whole, *where, *value;
        std::vector<std::string> is;
        std::vector<std::uint64_t> shared; // hashes of those that more than one record has, in order
    };
    using Rows = std::vector<std::pair<Id, std::vector<std::string>>>;
    void add_address(const Field& field);
    std::vector<Reach> reaches(Engine& engine) const;
    static void each_value(Connection& connection, const Reach& reach, Id after, Id until,
                           const std::function<void(Id whole, std::string_view value)>& each);
    static void show_what_is_shared(Connection& connection, const Reach& reach, Rows& rows);

    const Object& object_;
    std::vector<Column> columns_;
};

} // namespace crm

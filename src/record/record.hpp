// Record: one record in memory: its present values and those it was loaded with. Business functions see this and
// Context.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/money.hpp"
#include "base/time.hpp"
#include "record/object.hpp"

namespace crm {

struct PostalAddress {
    std::string street, house, flat, postal_code, city, region, country;
    bool empty() const;
    std::string line() const; // "ul. Prosta 1/2, 00-001 Warszawa"
    bool operator==(const PostalAddress&) const = default;
};
struct AnyLink {
    std::string object;
    Id id = 0;
    bool operator==(const AnyLink&) const = default;
};

// The C++ type of a kind's value.
template <Kind K>
struct ValueOf {
    using type = std::string;
};
template <>
struct ValueOf<Kind::whole> {
    using type = std::int64_t;
};
template <>
struct ValueOf<Kind::rollup> {
    using type = std::int64_t;
};
template <>
struct ValueOf<Kind::decimal> {
    using type = std::int64_t;
}; // of 10^-digits
template <>
struct ValueOf<Kind::percent> {
    using type = std::int64_t;
};
template <>
struct ValueOf<Kind::money> {
    using type = crm::Money;
};
template <>
struct ValueOf<Kind::yes_no> {
    using type = bool;
};
template <>
struct ValueOf<Kind::day> {
    using type = crm::Day;
};
template <>
struct ValueOf<Kind::moment> {
    using type = crm::Moment;
};
template <>
struct ValueOf<Kind::link> {
    using type = Id;
};
template <>
struct ValueOf<Kind::file> {
    using type = Id;
};
template <>
struct ValueOf<Kind::link_any> {
    using type = AnyLink;
};
template <>
struct ValueOf<Kind::links> {
    using type = std::vector<Id>;
};
template <>
struct ValueOf<Kind::address> {
    using type = PostalAddress;
};
template <>
struct ValueOf<Kind::choices> {
    using type = std::vector<std::string>;
};
template <>
struct ValueOf<Kind::tags> {
    using type = std::vector<std::string>;
};

class Record {
public:
    Record(std::shared_ptr<const Object> object); // new, empty, without id

    const Object& object() const { return *object_; }
    std::shared_ptr<const Object> shared_object() const { return object_; }
    Id id() const { return id_; }
    int bucket() const { return bucket_of(id_); }
    std::int64_t version() const { return version_; }
    bool is_new() const { return version_ == 0; }
    bool binned() const { return !is_null(at(object_->field(Object::deleted_at))); }
    std::string title() const;

    // Typed access with handles. get of a single link or text gives 0 or "" where empty; others are optional.
    template <Kind K>
    auto get(const Object::Typed<K>& handle) const {
        if constexpr (K == Kind::link || K == Kind::file)
            return link(handle.index);
        else if constexpr (std::is_same_v<typename ValueOf<K>::type, std::string>)
            return text_at(handle.index);
        else if constexpr (K == Kind::yes_no)
            return whole_or(at(object_->fields[handle.index]), 0) != 0;
        else if constexpr (K == Kind::choices || K == Kind::tags)
            return list_at(handle.index);
        else if constexpr (K == Kind::links)
            return links_at(handle.index);
        else if constexpr (K == Kind::address)
            return address_at(handle.index);
        else if constexpr (K == Kind::link_any)
            return any_at(handle.index);
        else if constexpr (K == Kind::money)
            return money_at(handle.index);
        else if constexpr (K == Kind::day)
            return day_at(handle.index);
        else
            return whole_at(handle.index);
    }
    // The value is taken as it is (already normal); read_value in input.hpp is for what comes from outside.
    template <Kind K>
    void set(const Object::Typed<K>& handle, const typename ValueOf<K>::type& value) {
        put(handle.index, value);
    }
    void clear(const Object::Handle& handle) { clear(handle.index); }
    bool has(const Object::Handle& handle) const { return has(handle.index); }
    bool changed(const Object::Handle& handle) const { return changed(handle.index); }

    // By field, for the engine.
    const Value& at(const Field& field, int column = 0) const { return values_[field.first_column + column]; }
    const Value& before(const Field& field, int column = 0) const { return before_[field.first_column + column]; }
    void put_value(const Field& field, int column, Value value) {
        values_[field.first_column + column] = std::move(value);
    }
    bool has(int field) const;
    bool changed(int field) const; // compared with what was loaded; every filled field of a new record
    void clear(int field);
    Id link(int field) const;
    std::string text_at(int field) const;
    std::optional<std::int64_t> whole_at(int field) const;
    std::optional<Money> money_at(int field) const;
    std::optional<Day> day_at(int field) const;
    PostalAddress address_at(int field) const;
    AnyLink any_at(int field) const;
    std::vector<std::string> list_at(int field) const;
    std::vector<Id> links_at(int field) const;
    void put(int field, const std::string& value);
    void put(int field, std::int64_t value);
    void put(int field, bool value) { put(field, std::int64_t{value}); }
    void put(int field, const Money& value);
    void put(int field, Day value) { put(field, std::int64_t{value.days}); }
    void put(int field, const PostalAddress& value);
    void put(int field, const AnyLink& value);
    void put(int field, const std::vector<std::string>& value);
    void put(int field, const std::vector<Id>& value);

    // For the engine: what was loaded becomes the present, and the other way round.
    Values& values() { return values_; }
    const Values& values() const { return values_; }
    void set_identity(Id id, std::int64_t version) {
        id_ = id;
        version_ = version;
    }
    void loaded(); // present values are the loaded ones from here
    std::map<int, std::vector<Id>>& link_lists() { return links_; }
    const std::map<int, std::vector<Id>>& link_lists() const { return links_; }
    const std::map<int, std::vector<Id>>& link_lists_before() const { return links_before_; }
    // The caller named this field, whether or not that changes it: its links must lead to what they may see.
    void note_given(int field) { given_.push_back(field); }
    const std::vector<int>& given() const { return given_; }
    bool history_import = false; // an old record comes in as it was: rules about a move do not refuse it

private:
    std::shared_ptr<const Object> object_;
    Id id_ = 0;
    std::int64_t version_ = 0;
    Values values_, before_;                              // by column
    std::map<int, std::vector<Id>> links_, links_before_; // by field index, kind links
    std::vector<int> given_;
};

} // namespace crm

// What history and timelines tell of changes: only what their reader may know.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "record/context.hpp"

namespace crm {

// Titles of the records that some JSON speaks of, read for each object at once.
class TitleBook {
public:
    explicit TitleBook(Context& context) : context_(context) {}
    void want(std::string_view object, Id id);
    void read();
    // Its title; null where the record is out of sight.
    const std::string* title_of(std::string_view object, Id id) const;
    // {"id","title"}, with the object where asked; null where out of sight.
    void write(JsonWriter& out, std::string_view object, Id id, bool with_object = false) const;

private:
    Context& context_;
    std::map<std::string, std::vector<Id>, std::less<>> wanted_;
    std::map<std::string, std::map<Id, std::string>, std::less<>> found_;
};

// The changes of events as the caller may see them: links with titles, unreadable fields left out, sensitive ones
// masked.
class ToldChanges {
public:
    ToldChanges(Context& context, TitleBook& book);

    // The titles that they need; the book is read before anything is written.
    void want(const Object& object, const Json& changes);
    // Where nothing of an update is theirs to know, not even that there was one is told.
    bool is_told(const Object& object, std::string_view kind, const Json& changes) const;
    // [{"field","from","to"}]
    void write(JsonWriter& out, const Object& object, const Json& changes) const;

private:
    template <typename Each>
    void each(const Object& object, const Json& changes, const Each& call) const;
    bool may_know(const Field& field, const Json& change) const;
    bool in_sight(const Field& field, const Json& plain) const;
    void value(JsonWriter& out, const Field& field, const Json& plain) const;

    const Rights& rights_;
    TitleBook& book_;
    bool unmasked_;
};

} // namespace crm

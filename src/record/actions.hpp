// Actions: what can be done with a record as it is. Said once, in the constructor of its object's declaration; told in
// the metadata, in a record's answer, and in the refusal.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "record/context.hpp"

namespace crm {

// What must hold of a record before something is done with it, and what is said where it does not; without a sentence
// one is made that names the value which stands in the way.
struct Need {
    Condition condition;
    Label otherwise;
};
using Offer = std::function<bool(Context&, Id record)>;

template <Kind K>
Condition one_of(const Object::Typed<K>& field, Values values) {
    return {Condition::Op::in, field.index, -1, std::move(values)};
}
// The action `name` is for records that meet the condition. Several for one action must all hold; they are asked in
// order.
void only_when(const Object& object, const std::string& action, Condition condition, Label otherwise = {});
void deleted_only_when(const Object& object, Condition condition, Label otherwise = {});
// For what a condition on the record cannot say, such as what other records hold: the action's own rules would refuse.
void offered_only_if(const Object& object, const std::string& action, Offer rule);

// Throws Error(conflict) with a sentence unless the record, as it is kept, is as its object's action needs it.
void need_for(Context& context, const Record& record, std::string_view action);
void need_for_deleting(Context& context, const Record& record);

// The needs of an action as the filter of a list, for programs; null where there are none, or where they speak of a
// field that the caller may not read.
Json needs_as_filter(const Object& object, std::string_view action, const Rights& rights);

// What the caller may do with one record as it is: asked in the statement that reads the record, told in its answer.
class Possible {
public:
    Possible(Context& context, const Object& object);
    void select(Sql& sql) const;                  // ", …": its columns, behind those of the record
    void read(const Row& row, int first);         // its columns stand in the row from `first` on
    void write(Id id, std::string& record) const; // adds "actions" and "can" to the record's JSON

private:
    struct Asked {
        std::string name;
        Condition condition;
        bool action; // else one of those that every object has
        bool holds;
    };
    void ask(std::string name, const Condition& rows, const std::vector<Need>& needs, bool action);
    bool holds(std::string_view name) const;

    Context& context_;
    const Object& object_;
    std::vector<Asked> asked_;
    bool binned_ = false;
};

} // namespace crm

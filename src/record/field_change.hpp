// FieldChange: what becomes of the values that are there when an own field changes its kind. A kind changes from text
// to choice, or to a wider one; whatever does not fit refuses the change, with the values that stand in its way.
#pragma once
#include <string>
#include <vector>

#include "record/context.hpp"

namespace crm {

constexpr const char* make_keys_job = "make_keys"; // {object, field}

class FieldChange {
public:
    struct Form {
        Kind kind;
        int digits; // of decimal and percent
    };
    // Throws Error at "kind" or "digits" where no field may change so.
    FieldChange(std::string object, std::string field, Form from, Form to);

    // The different values that are there, as a field's choices; Error where they are too many for that.
    Json present_values_as_choices(Connection& connection) const;
    // In the transaction that changes the field.
    void apply(Context& context, const std::vector<Choice>& choices) const;

private:
    void refuse_values_without_choice(Context& context, const std::vector<Choice>& choices) const;
    void scale_by(Context& context, int digits) const;

    std::string object_, field_;
    Form from_, to_;
};

// Makes the sort keys of one field, in steps: of one that has become a text.
void make_keys(Engine& engine, const std::string& object, const std::string& field,
               const std::function<bool()>& stopping);

} // namespace crm

// CommonFields: what every paper of selling has alike: whose it is, and its number. Functions, since objects are made
// before other constants need be.
#pragma once
#include "record/object.hpp"

namespace crm {

// A link to the customer: their home, on their timeline, and they stay while it is there.
inline FieldOptions to_the_customer() {
    return {.required = true,
            .indexed = true,
            .home = true,
            .on_timeline = true,
            .to = "party",
            .on_delete = OnDelete::refuse};
}
inline Label customer_label() {
    return {"Party", "Kontrahent", "Деловен партнер"};
}
// Taken when it goes out, from a series without gaps.
inline FieldOptions number_of_a_series() {
    return {.unique = true, .read_only = true, .searchable = true, .exact_search = true};
}
inline Label number_label() {
    return {"Number", "Numer", "Број"};
}

} // namespace crm

// PersonName: a full name taken apart: "dr Anna Maria Kowalska-Nowak", "KOWALSKI Jan", "Kowalski, Jan", "Ludwig van
// Beethoven", "John Smith Jr.", "Петровска Ана" where the file says that families stand first, or shows it.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace crm {

struct PersonName {
    std::string prefix, given, middle;
    std::string family; // with its "van der" before it and "Jr." behind it
};
PersonName split_name(std::string_view full, bool family_first = false);

// What many full names tell together of their order.
class NameOrder {
public:
    void see(std::string_view full);
    bool family_first() const; // nearly all that tell say so

private:
    std::int64_t family_first_ = 0, given_first_ = 0;
};

} // namespace crm

// PlaceText: an address in one line taken apart where that is safe: "ul. Prosta 1/2, 00-001 Warszawa, Polska". Where no
// postal code shows what is what, all of it stays the street.
#pragma once
#include <string>
#include <string_view>

namespace crm {

struct PlaceText {
    std::string street, house, flat, postal_code, city, region, country; // country: its ISO code
};
PlaceText split_place(std::string_view line);

} // namespace crm

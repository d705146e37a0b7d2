// Territory: a region that somebody sells in, with the days it was theirs; deals and revenue are looked at by
// territory.
#pragma once
#include "record/context.hpp"
#include "record/names.hpp"

namespace crm {

struct Territory : Object {
    Text name{
        this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .unique = true, .searchable = true, .title = true}};
    Text country{this, "country", {"Country", "Kraj", "Земја"}, {.plain = true, .max_length = 2}};
    LongText places{this, "places", {"Places and postcodes", "Miejscowości i kody", "Места и поштенски броеви"}};
    Link owner{this, "owner", {"Owner", "Opiekun", "Одговорен"}, {.mine = true, .to = "user"}};
    Day valid_from{this, "valid_from", {"Since", "Od", "Од"}};
    Day valid_to{this, "valid_to", {"Until", "Do", "До"}};
    Names names{this};
    Territory();
};
extern const Territory territory;

// The territory that an address lies in on a day: one that names its town or how its postcode begins goes before one of
// the whole country. 0 where there is none.
Id territory_of(Context& context, const PostalAddress& address, const std::string& country, Day day);

} // namespace crm

// ContactCards: vCards 2.1, 3.0 and 4.0 as phones and programs write them, as a table: one row for each card, columns
// named as fields of a party (given_name, phone, address.city …), those that nobody knows by their own names. Pictures
// and sounds are left out, and said.
#pragma once
#include <string>
#include <vector>

#include "record/table_file.hpp"

namespace crm {

// Appends sentences on what does not come in to `notes`. Throws Error with a sentence where a card does not end or the
// file holds none.
ImportFile contact_cards(const ImportFile& file, std::vector<std::string>& notes);

} // namespace crm

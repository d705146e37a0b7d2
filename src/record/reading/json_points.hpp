// JsonPoints: how a person is reached, as records of other programs hold it: lists of e-mails and phones, of texts or
// of objects with their labels, or one for each purpose. They become the lines of the cells "email" and "phone".
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/json.hpp"

namespace crm {

// The cells of one record, by column.
using JsonCells = std::vector<std::pair<std::string, std::string>>;

std::string cell_text(const Json& scalar);
// Behind what is there under this name already.
void add_line(JsonCells& cells, const std::string& name, const std::string& line);
// Takes what of `value`, which stands under `name`, says how somebody is reached; answers with the rest, which is null
// where nothing is left. What its objects say beside value, label and whether it is the primary one is told under names
// of its own ("emails.verified").
Json take_points(const Json& value, const std::string& name, JsonCells& cells);

} // namespace crm

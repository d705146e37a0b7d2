// The columns that a file of refused rows has beyond those of the file itself.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace crm {

constexpr std::string_view refused_row = "row", refused_reason = "reason"; // the last two, in this order

// Whether that column was added: when the mended file comes in again, nothing is to be made or told of it.
inline bool added_to_refused(const std::vector<std::string>& header, std::size_t column) {
    const std::size_t count = header.size();
    return count > 2 && column + 2 >= count && header[count - 2] == refused_row && header[count - 1] == refused_reason;
}

} // namespace crm

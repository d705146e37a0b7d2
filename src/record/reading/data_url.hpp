// DataUrl: what a data: address (RFC 2397) holds within itself, such as a picture in a contact card.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace crm {

struct DataUrl {
    std::string type;    // in lower case: image/jpeg
    std::string content; // its octets
};
// Only those in base64; empty where it is none.
std::optional<DataUrl> read_data_url(std::string_view text);

// ".jpg" of a picture that is taken in; empty of what is not.
std::string_view ending_of_picture(std::string_view type);

} // namespace crm

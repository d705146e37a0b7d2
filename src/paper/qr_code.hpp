// QR code: the dark and light squares of a text, by libqrencode.
#pragma once
#include <string>
#include <vector>

namespace crm {

struct QrCode {
    int side = 0;           // squares
    std::vector<bool> dark; // row by row
};
// In UTF-8; up to some 2,900 octets.
QrCode qr_code(const std::string& content);

} // namespace crm

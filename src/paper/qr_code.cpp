#include "paper/qr_code.hpp"

#include <memory>

#include <qrencode.h>

#include "base/error.hpp"

namespace crm {

QrCode qr_code(const std::string& content) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
        QRcode_encodeString8bit(content.c_str(), 0, QR_ECLEVEL_L), QRcode_free);
    require(made != nullptr, "a text that fits a QR code");
    QrCode code;
    code.side = made->width;
    const int squares = code.side * code.side;
    for (int i = 0; i < squares; ++i) code.dark.push_back(made->data[i] & 1);
    return code;
}

} // namespace crm

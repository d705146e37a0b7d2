#include "base/secret.hpp"

#include <openssl/rand.h>

#include "base/base64url.hpp"
#include "base/error.hpp"

namespace crm {

std::string make_secret() {
    std::string octets(32, '\0');
    require(RAND_bytes(reinterpret_cast<unsigned char*>(octets.data()), static_cast<int>(octets.size())) == 1,
            "the machine gives random numbers");
    return base64url(octets);
}

} // namespace crm

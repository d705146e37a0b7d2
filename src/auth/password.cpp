#include "auth/password.hpp"

#include <sodium.h>

#include <atomic>
#include <semaphore>

#include "base/error.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

constexpr auto operations = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr auto memory = crypto_pwhash_MEMLIMIT_INTERACTIVE; // 64 MB
constexpr std::size_t longest = 1024;                       // octets

// The hash of a password that nobody has: an unknown login is compared with it, so that it takes as long as a known
// one.
const std::string nobodys =
    "$argon2id$v=19$m=65536,t=2,p=1$NpxTFbbnmLujpEDPYCufZQ$zo1DkBa79tBO/1v9hHVrMuIb5EhpRDdnDT6hWW5v4JE";

void start_sodium() {
    static const int ready = sodium_init();
    require(ready >= 0, "libsodium starts");
}

// One of two places at the hashing; 128 MB is the most that sign-ins take at any moment.
class Place {
public:
    Place() {
        if (waiting_.fetch_add(1) >= most_waiting) {
            --waiting_;
            throw Error(Problem::unavailable, "Many people are signing in at this moment. Try again in a few seconds.");
        }
        places_.acquire();
    }
    ~Place() {
        places_.release();
        --waiting_;
    }

private:
    static constexpr int most_waiting = 64;
    static inline std::atomic<int> waiting_{0};
    static inline std::counting_semaphore<2> places_{2};
};

} // namespace

void check_new_password(std::string_view field, const std::string& password, std::string_view login) {
    if (!valid_utf8(password)) throw Error::at(field, "The password is not text in UTF-8. Type it again.");
    if (letters(password) < shortest_password)
        throw Error::at(field, "A password has at least " + std::to_string(shortest_password) +
                                   " characters. Choose a longer one; a few words in a row are good.");
    if (password.size() > longest) throw Error::at(field, "A password has at most 1024 octets. Choose a shorter one.");
    if (!login.empty() && lower(password) == lower(login))
        throw Error::at(field, "The password is the login. Choose another one.");
}

std::string hash_password(const std::string& password) {
    start_sodium();
    const std::string normal = nfc(password);
    Place place;
    char hash[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str(hash, normal.data(), normal.size(), operations, memory) != 0)
        throw Error(Problem::unavailable, "There is not enough memory for this at the moment. Try again in a minute.");
    return hash;
}

bool is_password(const std::string& hash, const std::string& password) {
    start_sodium();
    const bool possible = !hash.empty() && password.size() <= longest && valid_utf8(password);
    const std::string normal = possible ? nfc(password) : std::string("nobody's password");
    Place place;
    const bool same = crypto_pwhash_str_verify((possible ? hash : nobodys).c_str(), normal.data(), normal.size()) == 0;
    return possible && same;
}

bool is_outdated(const std::string& hash) {
    start_sodium();
    return crypto_pwhash_str_needs_rehash(hash.c_str(), operations, memory) != 0;
}

std::string hash_of_secret(std::string_view secret) {
    start_sodium();
    unsigned char digest[32];
    crypto_generichash(digest, sizeof digest, reinterpret_cast<const unsigned char*>(secret.data()), secret.size(),
                       nullptr, 0);
    char text[sodium_base64_ENCODED_LEN(sizeof digest, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
    sodium_bin2base64(text, sizeof text, digest, sizeof digest, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text;
}

} // namespace crm

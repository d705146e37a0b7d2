#include "wire/push.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>

#include <memory>

#include "base/base64url.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "base/time.hpp"
#include "wire/web.hpp"

namespace crm::wire {

namespace {

constexpr std::size_t secret_octets = 32, point_octets = 65, shared_octets = 16, salt_octets = 16, tag_octets = 16;
constexpr std::size_t record_octets = 4096;
constexpr std::size_t head_octets = salt_octets + 4 + 1 + point_octets;
constexpr std::int64_t signed_for_s = 12 * 3600; // services refuse more than a day
constexpr const char* kept_for_s = "86400";      // by the service while the device is off
constexpr int patience_s = 20;
constexpr std::size_t largest_answer = 256 * 1024;

template <auto free_it>
struct Freeing {
    template <typename T>
    void operator()(T* pointer) const {
        free_it(pointer);
    }
};
using Pair = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using PairContext = std::unique_ptr<EVP_PKEY_CTX, Freeing<EVP_PKEY_CTX_free>>;

const unsigned char* in(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* out(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

std::string random_octets(std::size_t count) {
    std::string octets(count, '\0');
    require(RAND_bytes(out(octets), static_cast<int>(count)) == 1, "there is randomness");
    return octets;
}

// Null where the octets are no point of the curve. Without a secret, a public key.
Pair pair_of(std::string_view open, std::string_view secret = {}) {
    std::unique_ptr<OSSL_PARAM_BLD, Freeing<OSSL_PARAM_BLD_free>> build(OSSL_PARAM_BLD_new());
    std::unique_ptr<BIGNUM, Freeing<BN_clear_free>> number;
    OSSL_PARAM_BLD_push_utf8_string(build.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(build.get(), OSSL_PKEY_PARAM_PUB_KEY, open.data(), open.size());
    if (!secret.empty()) {
        number.reset(BN_bin2bn(in(secret), static_cast<int>(secret.size()), nullptr));
        OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_PRIV_KEY, number.get());
    }
    const std::unique_ptr<OSSL_PARAM, Freeing<OSSL_PARAM_free>> parameters(OSSL_PARAM_BLD_to_param(build.get()));
    const PairContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY* made = nullptr;
    EVP_PKEY_fromdata_init(context.get());
    const int what = secret.empty() ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
    if (EVP_PKEY_fromdata(context.get(), &made, what, parameters.get()) != 1) return nullptr;
    return Pair(made);
}

std::string agree(const PushKeys& own, std::string_view with) {
    const Pair mine = pair_of(own.open, own.secret), theirs = pair_of(with);
    if (!mine || !theirs) return {};
    const PairContext context(EVP_PKEY_CTX_new(mine.get(), nullptr));
    std::size_t size = secret_octets;
    std::string agreed(size, '\0');
    if (EVP_PKEY_derive_init(context.get()) != 1 || EVP_PKEY_derive_set_peer(context.get(), theirs.get()) != 1 ||
        EVP_PKEY_derive(context.get(), out(agreed), &size) != 1)
        return {};
    agreed.resize(size);
    return agreed;
}

std::string hmac(std::string_view key, const std::string& text) {
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    require(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), in(text), text.size(), out(digest), &size) !=
                nullptr,
            "SHA-256 is there");
    digest.resize(size);
    return digest;
}

std::string info(const char* name) {
    return std::string(name) + '\0' + '\1';
}

struct Lock {
    std::string key, nonce;
};
// RFC 8291, section 3.4. `sender` and `device` are public keys.
Lock lock_of(const std::string& agreed, std::string_view shared, std::string_view device, std::string_view sender,
             std::string_view salt) {
    std::string about = std::string("WebPush: info") + '\0';
    about.append(device).append(sender).push_back('\1');
    const std::string pseudo = hmac(salt, hmac(hmac(shared, agreed), about));
    return {hmac(pseudo, info("Content-Encoding: aes128gcm")).substr(0, 16),
            hmac(pseudo, info("Content-Encoding: nonce")).substr(0, 12)};
}

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Freeing<EVP_CIPHER_CTX_free>>;

std::string sealed(const Lock& lock, std::string_view plain) {
    const Cipher cipher(EVP_CIPHER_CTX_new());
    std::string text(plain.size() + tag_octets, '\0');
    int size = 0, more = 0;
    const bool done =
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, in(lock.key), in(lock.nonce)) == 1 &&
        EVP_EncryptUpdate(cipher.get(), out(text), &size, in(plain), static_cast<int>(plain.size())) == 1 &&
        EVP_EncryptFinal_ex(cipher.get(), out(text) + size, &more) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_octets, out(text) + plain.size()) == 1;
    require(done, "AES-128-GCM is there");
    return text;
}

std::optional<std::string> opened(const Lock& lock, std::string_view text) {
    const Cipher cipher(EVP_CIPHER_CTX_new());
    std::string plain(text.size() - tag_octets, '\0'), tag(text.substr(plain.size()));
    int size = 0, more = 0;
    if (EVP_DecryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, in(lock.key), in(lock.nonce)) != 1 ||
        EVP_DecryptUpdate(cipher.get(), out(plain), &size, in(text), static_cast<int>(plain.size())) != 1 ||
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_octets, tag.data()) != 1 ||
        EVP_DecryptFinal_ex(cipher.get(), out(plain) + size, &more) != 1)
        return std::nullopt;
    return plain;
}

// As JSON Web Signatures have it: both numbers of 32 octets, one after the other.
std::string signature(const PushKeys& keys, const std::string& text) {
    const Pair pair = pair_of(keys.open, keys.secret);
    require(pair != nullptr, "the keys of push are a pair");
    const std::unique_ptr<EVP_MD_CTX, Freeing<EVP_MD_CTX_free>> signing(EVP_MD_CTX_new());
    std::size_t size = 0;
    std::string der;
    bool done = EVP_DigestSignInit(signing.get(), nullptr, EVP_sha256(), nullptr, pair.get()) == 1 &&
                EVP_DigestSign(signing.get(), nullptr, &size, in(text), text.size()) == 1;
    der.resize(size);
    done = done && EVP_DigestSign(signing.get(), out(der), &size, in(text), text.size()) == 1;
    require(done, "ES256 is there");
    const unsigned char* at = in(der);
    const std::unique_ptr<ECDSA_SIG, Freeing<ECDSA_SIG_free>> numbers(
        d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
    std::string both(2 * secret_octets, '\0');
    BN_bn2binpad(ECDSA_SIG_get0_r(numbers.get()), out(both), secret_octets);
    BN_bn2binpad(ECDSA_SIG_get0_s(numbers.get()), out(both) + secret_octets, secret_octets);
    return both;
}

// As browsers say it: without the usual port.
std::string origin_of(const std::string& address) {
    const WebAddress at = read_web_address(address);
    const std::string host = at.host.find(':') == std::string::npos ? at.host : "[" + at.host + "]";
    const bool usual = at.port == (at.secure ? "443" : "80");
    return (at.secure ? "https://" : "http://") + host + (usual ? "" : ":" + at.port);
}

} // namespace

PushKeys make_push_keys() {
    const Pair pair(EVP_EC_gen("P-256"));
    require(pair != nullptr, "P-256 is there");
    PushKeys keys{std::string(secret_octets, '\0'), std::string(point_octets, '\0')};
    std::size_t size = 0;
    EVP_PKEY_get_octet_string_param(pair.get(), OSSL_PKEY_PARAM_PUB_KEY, out(keys.open), point_octets, &size);
    BIGNUM* number = nullptr;
    EVP_PKEY_get_bn_param(pair.get(), OSSL_PKEY_PARAM_PRIV_KEY, &number);
    BN_bn2binpad(number, out(keys.secret), secret_octets);
    BN_clear_free(number);
    require(size == point_octets && keys.open[0] == '\4', "a point is written uncompressed");
    return keys;
}

bool is_push_device(const PushDevice& device) {
    return device.shared.size() == shared_octets && device.key.size() == point_octets && device.key[0] == '\4' &&
           pair_of(device.key) != nullptr;
}

std::string encrypt_push(std::string_view message, const PushDevice& device, const std::optional<PushKeys>& own,
                         std::string_view given_salt) {
    require(message.size() <= longest_push, "a push message fits into one record");
    const PushKeys sender = own ? *own : make_push_keys();
    const std::string salt = given_salt.empty() ? random_octets(salt_octets) : std::string(given_salt);
    const std::string agreed = agree(sender, device.key);
    require(!agreed.empty(), "the device's key was looked at when it was noted");
    std::string body = salt;
    for (int shift = 24; shift >= 0; shift -= 8) body += static_cast<char>((record_octets >> shift) & 0xff);
    body += static_cast<char>(point_octets);
    body += sender.open;
    return body + sealed(lock_of(agreed, device.shared, device.key, sender.open, salt), std::string(message) + '\2');
}

std::optional<std::string> decrypt_push(std::string_view body, const PushKeys& device, std::string_view shared) {
    if (body.size() <= head_octets + tag_octets || body.size() > record_octets) return std::nullopt;
    const std::string_view salt = body.substr(0, salt_octets), sender = body.substr(salt_octets + 5, point_octets);
    const std::string agreed = agree(device, sender);
    if (agreed.empty()) return std::nullopt;
    auto plain = opened(lock_of(agreed, shared, device.open, sender, salt), body.substr(head_octets));
    if (!plain) return std::nullopt;
    while (plain->ends_with('\0')) plain->pop_back();
    if (!plain->ends_with('\2')) return std::nullopt;
    plain->pop_back();
    return plain;
}

std::string push_authorization(const PushKeys& keys, const std::string& address, const std::string& contact,
                               std::int64_t now_s) {
    const Json claims = Json::object({{"aud", origin_of(address)}, {"exp", now_s + signed_for_s}, {"sub", contact}});
    const std::string token = base64url(R"({"typ":"JWT","alg":"ES256"})") + "." + base64url(claims.dump());
    return "vapid t=" + token + "." + base64url(signature(keys, token)) + ", k=" + base64url(keys.open);
}

PushFate send_push(std::string_view message, const PushDevice& device, const PushKeys& keys, const std::string& contact,
                   const Outgoing& outgoing) {
    Fetching how;
    how.method = "POST";
    how.any_status = true;
    how.most = largest_answer;
    how.content = encrypt_push(message, device);
    how.seconds = patience_s;
    how.headers = {{"Authorization", push_authorization(keys, device.address, contact, now() / second)},
                   {"Content-Encoding", "aes128gcm"},
                   {"Content-Type", "application/octet-stream"},
                   {"TTL", kept_for_s},
                   {"Urgency", "normal"}};
    const int status = fetch(device.address, how, outgoing).status;
    if (status >= 200 && status < 300) return PushFate::taken;
    if (status == 404 || status == 410) return PushFate::gone;
    return status == 429 || status >= 500 ? PushFate::later : PushFate::refused;
}

} // namespace crm::wire

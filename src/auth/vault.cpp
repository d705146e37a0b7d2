#include "auth/vault.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "base/error.hpp"

namespace crm {

namespace {

constexpr std::size_t key_octets = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t nonce_octets = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t seal_octets = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int variant = sodium_base64_VARIANT_ORIGINAL;

const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* octets(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

std::string to_base64(std::string_view text) {
    std::string out(sodium_base64_encoded_len(text.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), octets(text), text.size(), variant);
    out.pop_back(); // the ending NUL
    return out;
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string out(text.size(), '\0');
    std::size_t length = 0;
    if (sodium_base642bin(octets(out), out.size(), text.data(), text.size(), nullptr, &length, nullptr, variant) != 0)
        return std::nullopt;
    out.resize(length);
    return out;
}

[[noreturn]] void cannot(const std::string& file, const char* what) {
    throw Error(Problem::unavailable, "The key file " + file + " cannot be " + what +
                                          ". Please ask the administrator to check that it is there and belongs to "
                                          "the user who runs Relacja.");
}

} // namespace

std::string Vault::read_file() const {
    const int file = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return {};
    std::string key(key_octets + 1, '\0');
    const auto length = ::read(file, key.data(), key.size());
    ::close(file);
    if (length != static_cast<ssize_t>(key_octets)) cannot(file_, "read: it is not as long as a key is");
    key.resize(key_octets);
    return key;
}

// Written whole under another name first, then put in place, unless another process was quicker.
void Vault::write_file(const std::string& key) const {
    const std::string draft = file_ + "." + std::to_string(::getpid());
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path(file_).parent_path(), ignored);
    const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) cannot(file_, "written");
    const bool written =
        ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(file) == 0;
    ::close(file);
    const bool placed = written && (::link(draft.c_str(), file_.c_str()) == 0 || errno == EEXIST);
    ::unlink(draft.c_str());
    if (!placed) cannot(file_, "written");
}

std::string Vault::key(bool make) {
    require(sodium_init() >= 0, "libsodium starts");
    std::lock_guard lock(mutex_);
    if (!key_.empty()) return key_;
    if (!file_.empty()) key_ = read_file();
    if (!key_.empty()) return key_;
    if (!make) cannot(file_, "read");
    std::string fresh(key_octets, '\0');
    randombytes_buf(fresh.data(), fresh.size());
    if (file_.empty()) return key_ = fresh;
    write_file(fresh);
    return key_ = read_file();
}

std::string Vault::seal(std::string_view secret, std::string_view about) {
    const std::string with = key(true);
    std::string out(nonce_octets + secret.size() + seal_octets, '\0');
    randombytes_buf(out.data(), nonce_octets);
    unsigned long long length = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(octets(out) + nonce_octets, &length, octets(secret), secret.size(),
                                               octets(about), about.size(), nullptr, octets(out), octets(with));
    out.resize(nonce_octets + length);
    return to_base64(out);
}

std::optional<std::string> Vault::open(std::string_view sealed, std::string_view about) {
    const auto raw = from_base64(sealed);
    if (!raw || raw->size() < nonce_octets + seal_octets) return std::nullopt;
    const std::string with = key(false);
    std::string out(raw->size() - nonce_octets - seal_octets, '\0');
    unsigned long long length = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(octets(out), &length, nullptr, octets(*raw) + nonce_octets,
                                                   raw->size() - nonce_octets, octets(about), about.size(),
                                                   octets(*raw), octets(with)) != 0)
        return std::nullopt;
    out.resize(length);
    return out;
}

} // namespace crm

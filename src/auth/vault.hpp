// Vault: keeps secrets that must be read again (those of second factors) encrypted in the database, with a key that
// stands in a file of the data folder and never in the database. Several servers of one company share the file.
#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace crm {

class Vault {
public:
    // The file is made when first needed, for its owner's eyes only. An empty path: a key that lasts as long as this.
    explicit Vault(std::string file) : file_(std::move(file)) {}

    // XChaCha20-Poly1305 as base64; `about` says whose it is and must be the same when it is opened.
    std::string seal(std::string_view secret, std::string_view about);
    // Empty where the key is another, or the text was changed. Throws Error(unavailable) where the key file is not
    // there.
    std::optional<std::string> open(std::string_view sealed, std::string_view about);
    const std::string& file() const { return file_; }

private:
    std::string key(bool make);
    std::string read_file() const;
    void write_file(const std::string& key) const;

    std::string file_, key_;
    std::mutex mutex_;
};

} // namespace crm

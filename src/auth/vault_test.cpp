#include "auth/vault.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "testing/folder.hpp"

namespace crm::testing {

TEST(Vault, opens_what_it_sealed_and_shows_nothing_of_it) {
    Vault vault("");
    const std::string sealed = vault.seal("a secret", "user 7");
    EXPECT_EQ(sealed.find("secret"), std::string::npos);
    EXPECT_EQ(vault.open(sealed, "user 7"), "a secret");
    EXPECT_NE(vault.seal("a secret", "user 7"), sealed);
    EXPECT_EQ(vault.open(vault.seal("", "x"), "x"), "");
}

TEST(Vault, opens_nothing_that_was_changed_or_is_anothers) {
    Vault vault(""), other("");
    std::string sealed = vault.seal("a secret", "user 7");
    EXPECT_EQ(vault.open(sealed, "user 8"), std::nullopt);
    other.seal("x", "y");
    EXPECT_EQ(other.open(sealed, "user 7"), std::nullopt);
    sealed[sealed.size() / 2] = sealed[sealed.size() / 2] == 'A' ? 'B' : 'A';
    EXPECT_EQ(vault.open(sealed, "user 7"), std::nullopt);
    for (const char* nonsense : {"", "AAAA", "not base64!"}) EXPECT_EQ(vault.open(nonsense, "user 7"), std::nullopt);
}

TEST(Vault, keeps_its_key_in_a_file_that_only_its_owner_reads) {
    const std::string file = new_test_folder() + "/data/second-factor.key";
    const std::string sealed = Vault(file).seal("a secret", "user 7");
    struct stat status {};
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    EXPECT_EQ(Vault(file).open(sealed, "user 7"), "a secret") << "another process with the same file";
    std::filesystem::remove(file);
    EXPECT_THROW(Vault(file).open(sealed, "user 7"), Error) << "a lost key is not made anew";
    std::ofstream(file) << "short";
    EXPECT_THROW(Vault(file).open(sealed, "user 7"), Error);
}

} // namespace crm::testing

#include "auth/password.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "base/secret.hpp"

using namespace crm;

namespace {

std::string refusal(const std::string& password, const std::string& login = "anna") {
    try {
        check_new_password("password", password, login);
    } catch (const Error& error) {
        EXPECT_EQ(error.fields.at(0).field, "password");
        return error.what();
    }
    return {};
}

} // namespace

TEST(Password, is_recognised_and_nothing_else_is) {
    const std::string hash = hash_password("zażółć gęślą jaźń");
    EXPECT_TRUE(is_password(hash, "zażółć gęślą jaźń"));
    EXPECT_FALSE(is_password(hash, "zażółć gęślą jaźn"));
    EXPECT_FALSE(is_password(hash, ""));
    EXPECT_FALSE(is_password("", "zażółć gęślą jaźń"));
    EXPECT_FALSE(is_password("", ""));
}

TEST(Password, is_the_same_however_the_keyboard_composes_its_letters) {
    EXPECT_TRUE(is_password(hash_password("caf\u00e9 caf\u00e9 caf\u00e9"), "cafe\u0301 cafe\u0301 cafe\u0301"));
}

TEST(Password, two_hashes_of_it_differ) {
    EXPECT_NE(hash_password("the same password"), hash_password("the same password"));
}

TEST(Password, is_hashed_with_argon2id_and_64_megabytes) {
    const std::string hash = hash_password("correct horse");
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$")) << hash;
    EXPECT_FALSE(is_outdated(hash));
    EXPECT_TRUE(is_outdated(
        "$argon2id$v=19$m=8192,t=1,p=1$NpxTFbbnmLujpEDPYCufZQ$zo1DkBa79tBO/1v9hHVrMuIb5EhpRDdnDT6hWW5v4JE"));
}

TEST(Password, has_ten_characters_or_more_and_is_not_the_login) {
    EXPECT_NE(refusal("ninechars").find("at least 10 characters"), std::string::npos);
    EXPECT_NE(refusal("żółćżółćż").find("at least 10 characters"), std::string::npos) << "characters count, not octets";
    EXPECT_EQ(refusal("żółćżółćżó"), "");
    EXPECT_NE(refusal("Anna.Nowak@example.com", "anna.nowak@example.com").find("is the login"), std::string::npos);
    EXPECT_NE(refusal(std::string(1025, 'a')).find("at most 1024"), std::string::npos);
    EXPECT_NE(refusal("ten letters\xff").find("UTF-8"), std::string::npos);
}

TEST(Password, is_compared_for_many_at_once) {
    const std::string hash = hash_password("correct horse");
    std::vector<std::thread> threads;
    std::vector<int> right(6);
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&, i] { right[i] = is_password(hash, i % 2 ? "correct horse" : "wrong horse"); });
    for (auto& each : threads) each.join();
    EXPECT_EQ(right, (std::vector<int>{0, 1, 0, 1, 0, 1}));
}

TEST(Secret, is_long_fits_a_cookie_and_is_never_the_same) {
    std::set<std::string> made;
    for (int i = 0; i < 100; ++i) made.insert(make_secret());
    EXPECT_EQ(made.size(), 100u);
    for (const auto& each : made) {
        EXPECT_EQ(each.size(), 43u);
        EXPECT_EQ(each.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                  std::string::npos);
    }
    EXPECT_EQ(hash_of_secret("x"), hash_of_secret("x"));
    EXPECT_NE(hash_of_secret("x"), hash_of_secret("y"));
}

#include "wire/push.hpp"

#include <gtest/gtest.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>

#include "base/base64url.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "testing/web_server.hpp"
#include "wire/web.hpp"

using namespace crm;
using namespace crm::wire;
using crm::testing::TestCertificate;
using crm::testing::WebServer;

namespace {

std::string octets(const char* text) {
    return from_base64url(text).value();
}

// The example of RFC 8291, section 5.
const PushKeys example_device{octets("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"),
                              octets("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkN"
                                     "toIAiw4")};
const PushKeys example_sender{octets("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
                              octets("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru"
                                     "3jl7A8")};
constexpr const char* example_shared = "BTBZMqHH6r4Tts7J_aSIgg";
constexpr const char* example_salt = "DGv6ra1nlYgDCS1FRnbzlw";
constexpr const char* example_body = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_"
                                     "c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
                                     "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
constexpr const char* example_message = "When I grow up, I want to be a watermelon";

PushDevice device_of(const PushKeys& keys, std::string address = "https://push.example/1") {
    return {std::move(address), keys.open, octets(example_shared)};
}

// Whether the token's last part signs the rest with the key's secret.
bool signs(const std::string& token, const std::string& open) {
    const auto dot = token.rfind('.');
    const std::string text = token.substr(0, dot), both = from_base64url(token.substr(dot + 1)).value();
    ECDSA_SIG* numbers = ECDSA_SIG_new();
    const auto* at = reinterpret_cast<const unsigned char*>(both.data());
    ECDSA_SIG_set0(numbers, BN_bin2bn(at, 32, nullptr), BN_bin2bn(at + 32, 32, nullptr));
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(numbers, &der);
    EVP_PKEY* key = EVP_EC_gen("P-256"); // for the curve; its point is then another
    EVP_PKEY_set1_encoded_public_key(key, reinterpret_cast<const unsigned char*>(open.data()), open.size());
    EVP_MD_CTX* proving = EVP_MD_CTX_new();
    EVP_DigestVerifyInit(proving, nullptr, EVP_sha256(), nullptr, key);
    const int fits = EVP_DigestVerify(proving, der, static_cast<std::size_t>(size),
                                      reinterpret_cast<const unsigned char*>(text.data()), text.size());
    EVP_MD_CTX_free(proving);
    EVP_PKEY_free(key);
    OPENSSL_free(der);
    ECDSA_SIG_free(numbers);
    return fits == 1 && both.size() == 64;
}

} // namespace

TEST(Push, the_example_of_the_standard_is_encrypted_octet_by_octet) {
    EXPECT_EQ(base64url(encrypt_push(example_message, device_of(example_device), example_sender, octets(example_salt))),
              example_body);
}

TEST(Push, only_the_device_reads_it) {
    const PushKeys phone = make_push_keys(), another = make_push_keys();
    const std::string shared = octets(example_shared);
    EXPECT_EQ(decrypt_push(octets(example_body), example_device, shared), example_message);
    for (const std::string& message :
         {std::string(), std::string("Zażółć gęślą јаже"), std::string(longest_push, 'x')}) {
        std::string body = encrypt_push(message, device_of(phone));
        EXPECT_EQ(decrypt_push(body, phone, shared), message);
        EXPECT_FALSE(decrypt_push(body, another, shared));
        EXPECT_FALSE(decrypt_push(body, phone, std::string(16, 'x')));
        body.back() = static_cast<char>(body.back() ^ 1);
        EXPECT_FALSE(decrypt_push(body, phone, shared));
    }
    EXPECT_FALSE(decrypt_push("", phone, shared));
    EXPECT_FALSE(decrypt_push(std::string(200, '\4'), phone, shared));
}

TEST(Push, a_device_has_a_key_on_the_curve) {
    const PushKeys phone = make_push_keys();
    EXPECT_TRUE(is_push_device(device_of(phone)));
    PushDevice wrong = device_of(phone);
    wrong.key[40] = static_cast<char>(wrong.key[40] ^ 1);
    EXPECT_FALSE(is_push_device(wrong));
    wrong = device_of(phone);
    wrong.shared.pop_back();
    EXPECT_FALSE(is_push_device(wrong));
    EXPECT_FALSE(is_push_device({"https://push.example/1", "", octets(example_shared)}));
}

TEST(Push, the_service_is_told_who_sends_and_until_when) {
    const PushKeys keys = make_push_keys();
    const std::string header =
        push_authorization(keys, "https://push.example:443/abc?d=1", "https://crm.example", 1'800'000'000);
    ASSERT_TRUE(header.starts_with("vapid t="));
    const auto comma = header.find(", k=");
    const std::string token = header.substr(8, comma - 8);
    EXPECT_EQ(header.substr(comma + 4), base64url(keys.open));
    EXPECT_TRUE(signs(token, keys.open));
    EXPECT_FALSE(signs(token, make_push_keys().open));
    const auto first = token.find('.'), second = token.rfind('.');
    EXPECT_EQ(from_base64url(token.substr(0, first)), R"({"typ":"JWT","alg":"ES256"})");
    const Json claims = Json::parse(from_base64url(token.substr(first + 1, second - first - 1)).value());
    EXPECT_EQ(claims.text("aud"), "https://push.example");
    EXPECT_EQ(claims.text("sub"), "https://crm.example");
    EXPECT_EQ(claims.number("exp"), 1'800'000'000 + 12 * 3600);
}

TEST(Push, what_the_service_answers_decides_what_becomes_of_it) {
    const PushKeys phone = make_push_keys(), own = make_push_keys();
    const TestCertificate certificate;
    int status = 201;
    http::Request seen;
    WebServer service(
        [&](const http::Request& request) {
            seen = request;
            return http::Response{.status = status};
        },
        &certificate);
    const Outgoing outgoing({"127.0.0.0/8", "::1"}, certificate.certificate);
    auto send = [&] {
        return send_push("Hello", device_of(phone, service.address("/1")), own, "https://crm.example", outgoing);
    };
    EXPECT_EQ(send(), PushFate::taken);
    EXPECT_EQ(seen.method, "POST");
    EXPECT_EQ(*seen.header("content-encoding"), "aes128gcm");
    EXPECT_EQ(*seen.header("ttl"), "86400");
    EXPECT_TRUE(seen.header("authorization")->starts_with("vapid t="));
    EXPECT_EQ(decrypt_push(seen.body, phone, octets(example_shared)), "Hello");
    for (const auto& [answered, fate] : {std::pair{200, PushFate::taken},
                                         {404, PushFate::gone},
                                         {410, PushFate::gone},
                                         {400, PushFate::refused},
                                         {403, PushFate::refused},
                                         {301, PushFate::refused},
                                         {429, PushFate::later},
                                         {503, PushFate::later}}) {
        status = answered;
        EXPECT_EQ(send(), fate) << answered;
    }
    EXPECT_THROW(send_push("Hello", device_of(phone, service.address("/1")), own, "https://crm.example", Outgoing()),
                 Error);
}

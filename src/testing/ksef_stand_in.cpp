#include "testing/ksef_stand_in.hpp"

#include <cstdio>
#include <map>

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "base/json.hpp"
#include "base/time.hpp"
#include "testing/web_server.hpp"

namespace crm::testing {

namespace {

const unsigned char* octets(const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

http::Response json(const Json& body, int status = 200) {
    return {.status = status, .headers = {{"Content-Type", "application/json"}}, .body = body.dump()};
}

http::Response refused(const std::string& why) {
    return json(
        Json::object({{"exception", Json::object({{"exceptionDetailList",
                                                   Json::array({Json::object({{"exceptionCode", 21405},
                                                                              {"exceptionDescription", why}})})}})}}),
        400);
}

std::string reference(int kind, int number) {
    char text[40];
    std::snprintf(text, sizeof text, "20261120-SO-%010X-%010X-%02X", kind, number, number & 255);
    return text;
}

std::string check_digits(const std::string& text) {
    unsigned sum = 0;
    for (const char c : text)
        for (int bit = 7; bit >= 0; --bit) {
            const unsigned next = static_cast<unsigned>(c) >> bit & 1, top = sum >> 7 & 1;
            sum = (sum << 1 & 255) ^ (next ^ top ? 7u : 0u);
        }
    char hex[3];
    std::snprintf(hex, sizeof hex, "%02X", sum);
    return hex;
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
    const auto begin = text.find(from);
    if (begin == std::string::npos) return "";
    return text.substr(begin + from.size(), text.find(to, begin) - begin - from.size());
}

} // namespace

struct KsefStandIn::Data {
    static EVP_PKEY* one_key() { // making one takes long
        static EVP_PKEY* const made = EVP_RSA_gen(2048);
        return made;
    }
    explicit Data(KsefStandIn& owner) : own(owner), key(one_key()), certificate(X509_new()) {
        X509_set_version(certificate, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
        X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
        X509_set_pubkey(certificate, key);
        X509_sign(certificate, key, EVP_sha256());
        server = std::make_unique<WebServer>([this](const http::Request& request) { return answer(request); });
    }
    ~Data() {
        server.reset();
        X509_free(certificate);
    }

    std::string opened_by_key(const std::string& closed) const {
        EVP_PKEY_CTX* work = EVP_PKEY_CTX_new(key, nullptr);
        std::size_t size = 512;
        std::string out(size, '\0');
        EVP_PKEY_decrypt_init(work);
        EVP_PKEY_CTX_set_rsa_padding(work, RSA_PKCS1_OAEP_PADDING);
        EVP_PKEY_CTX_set_rsa_oaep_md(work, EVP_sha256());
        const bool good = EVP_PKEY_decrypt(work, reinterpret_cast<unsigned char*>(out.data()), &size, octets(closed),
                                           closed.size()) == 1;
        EVP_PKEY_CTX_free(work);
        out.resize(good ? size : 0);
        return out;
    }

    static std::string opened(const std::string& closed, const std::string& by, const std::string& start) {
        EVP_CIPHER_CTX* work = EVP_CIPHER_CTX_new();
        std::string out(closed.size() + 16, '\0');
        auto* into = reinterpret_cast<unsigned char*>(out.data());
        int first = 0, last = 0;
        const bool good = by.size() == 32 && start.size() == 16 &&
                          EVP_DecryptInit_ex(work, EVP_aes_256_cbc(), nullptr, octets(by), octets(start)) == 1 &&
                          EVP_DecryptUpdate(work, into, &first, octets(closed), static_cast<int>(closed.size())) == 1 &&
                          EVP_DecryptFinal_ex(work, into + first, &last) == 1;
        EVP_CIPHER_CTX_free(work);
        out.resize(good ? static_cast<std::size_t>(first + last) : 0);
        return out;
    }

    std::string der() const {
        unsigned char* made = nullptr;
        const int size = i2d_X509(certificate, &made);
        std::string text(reinterpret_cast<char*>(made), static_cast<std::size_t>(size));
        OPENSSL_free(made);
        return text;
    }

    http::Response answer(const http::Request& request) {
        const std::string path = request.path.substr(0, 3) == "/v2" ? request.path.substr(3) : request.path;
        own.asked.push_back({request.method, path, request.body});
        if (own.down_after >= 0 && --own.down_after < 0) {
            own.down_after = 0;
            return {.status = 503, .headers = {}, .body = "closed for today"};
        }
        const Json body = request.body.empty() ? Json() : Json::parse(request.body);
        if (path == "/security/public-key-certificates") return certificates();
        if (path == "/auth/challenge")
            return json(Json::object({{"challenge", reference(1, 1)},
                                      {"timestamp", format_moment(now())},
                                      {"timestampMs", std::int64_t{1'763'632'800'000}},
                                      {"clientIp", "127.0.0.1"}}));
        if (path == "/auth/ksef-token") return begin_sign_in(body);
        const std::string* bearer = request.header("authorization");
        if (!bearer || (*bearer != "Bearer while-signing-in" && *bearer != "Bearer signed-in"))
            return json(Json::object({{"title", "Unauthorized"}}), 401);
        if (path == "/auth/token/redeem")
            return json(Json::object({{"accessToken", Json::object({{"token", "signed-in"}})},
                                      {"refreshToken", Json::object({{"token", "later"}})}}));
        if (path.starts_with("/auth/")) {
            const bool known = good_token;
            const int code = signing_in++ == 0 ? 100 : known ? 200 : 450;
            return json(Json::object(
                {{"status", Json::object({{"code", code},
                                          {"description", known ? "Uwierzytelnianie" : "Nieprawidłowy token"}})}}));
        }
        if (*bearer != "Bearer signed-in") return json(Json::object({{"title", "Unauthorized"}}), 401);
        return with_invoices(request.method, path, body);
    }

    http::Response certificates() const {
        auto one = [&](const char* usage) {
            return Json::object({{"certificate", base64(der())},
                                 {"certificateId", base64(sha256("id"))},
                                 {"publicKeyId", base64(sha256(der()))},
                                 {"validFrom", "2020-01-01T00:00:00Z"},
                                 {"validTo", "2090-01-01T00:00:00Z"},
                                 {"usage", Json::array({usage})}});
        };
        return json(Json::array({one("KsefTokenEncryption"), one("SymmetricKeyEncryption")}));
    }

    http::Response begin_sign_in(const Json& body) {
        const auto closed = from_base64(body.text("encryptedToken"));
        good_token = closed && opened_by_key(*closed) == own.token + "|1763632800000" &&
                     body["contextIdentifier"].text("value") == own.nip && body.text("challenge") == reference(1, 1);
        signing_in = 0;
        return json(Json::object({{"referenceNumber", reference(2, 1)},
                                  {"authenticationToken", Json::object({{"token", "while-signing-in"}})}}),
                    202);
    }

    http::Response with_invoices(const std::string& method, const std::string& path, const Json& body) {
        if (path == "/sessions/online") {
            const auto closed = from_base64(body["encryption"].text("encryptedSymmetricKey"));
            const auto start = from_base64(body["encryption"].text("initializationVector"));
            const std::string session = reference(3, static_cast<int>(keys.size()) + 1);
            keys[session] = {closed ? opened_by_key(*closed) : "", start.value_or("")};
            if (keys[session].first.size() != 32) return refused("Nie można odszyfrować klucza");
            return json(Json::object({{"referenceNumber", session}, {"validUntil", "2090-01-01T00:00:00Z"}}), 201);
        }
        if (path.starts_with("/invoices/ksef/")) {
            for (const Taken& each : own.taken)
                if (each.code == 200 && each.number == path.substr(15)) return {.headers = {}, .body = each.xml};
            return refused("Nie ma takiej faktury");
        }
        if (path.ends_with("/close")) return {.status = 204, .headers = {}, .body = ""};
        if (method == "POST") return take(between(path, "/sessions/online/", "/invoices"), body);
        for (Taken& each : own.taken)
            if (path.starts_with("/sessions/" + each.session + "/invoices/" + each.reference))
                return path.ends_with("/upo") ? http::Response{.headers = {}, .body = "<UPO>" + each.number + "</UPO>"}
                                              : state_of(each);
        return refused("Nie ma takiej sesji");
    }

    http::Response take(const std::string& session, const Json& body) {
        const auto& [by, start] = keys[session];
        const std::string closed = from_base64(body.text("encryptedInvoiceContent")).value_or("");
        Taken made;
        made.xml = opened(closed, by, start);
        if (made.xml.empty() || base64(sha256(closed)) != body.text("encryptedInvoiceHash") ||
            base64(sha256(made.xml)) != body.text("invoiceHash") ||
            body.number("invoiceSize") != static_cast<std::int64_t>(made.xml.size()) ||
            body.number("encryptedInvoiceSize") != static_cast<std::int64_t>(closed.size()))
            return refused("Skrót lub rozmiar faktury jest niezgodny");
        made.session = session;
        made.reference = reference(4, static_cast<int>(own.taken.size()) + 1);
        made.offline = body.flag("offlineMode");
        made.code = own.judge(made.xml);
        const std::string number = between(made.xml, "<P_2>", "</P_2>");
        for (const Taken& each : own.taken)
            if (each.code == 200 && between(each.xml, "<P_2>", "</P_2>") == number) {
                made.code = 440;
                made.original = each.number;
            }
        char unique[13];
        std::snprintf(unique, sizeof unique, "%012X", 0xA100u + static_cast<unsigned>(own.taken.size()));
        const std::string first = own.nip + "-20261120-" + unique;
        made.number = first + "-" + check_digits(first);
        own.taken.push_back(made);
        return json(Json::object({{"referenceNumber", made.reference}}), 202);
    }

    http::Response state_of(Taken& each) const {
        const int code = each.asked++ < own.not_yet ? 150 : each.code;
        Json status = Json::object({{"code", code},
                                    {"description", code == 150   ? "Trwa przetwarzanie"
                                                    : code == 200 ? "Sukces"
                                                    : code == 440 ? "Duplikat faktury"
                                                                  : "Błąd weryfikacji semantyki dokumentu faktury"}});
        if (code == 450) status.set("details", Json::array({"Niepoprawny NIP nabywcy."}));
        if (code == 440) status.set("extensions", Json::object({{"originalKsefNumber", each.original}}));
        Json body = Json::object({{"ordinalNumber", 1}, {"referenceNumber", each.reference}, {"status", status}});
        if (code == 200) {
            body.set("ksefNumber", each.number);
            body.set("acquisitionDate", "2026-11-20T10:00:07Z");
        }
        return json(body);
    }

    KsefStandIn& own;
    EVP_PKEY* key;
    X509* certificate;
    std::map<std::string, std::pair<std::string, std::string>> keys; // by session
    bool good_token = false;
    int signing_in = 0;
    std::unique_ptr<WebServer> server;
};

KsefStandIn::KsefStandIn() : data_(std::make_unique<Data>(*this)) {}
KsefStandIn::~KsefStandIn() = default;

std::string KsefStandIn::address() const {
    return data_->server->address("/v2");
}

} // namespace crm::testing

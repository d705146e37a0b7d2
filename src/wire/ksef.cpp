#include "wire/ksef.hpp"

#include <algorithm>

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "wire/envelope.hpp"

namespace crm::wire {

namespace {

constexpr int looks_at_sign_in = 20, pause_ms = 1000;
constexpr std::size_t largest_answer = 8 * 1024 * 1024;

// What the system says against a request, in its own words.
std::string words_of(const std::string& body) {
    std::string words;
    auto add = [&](const std::string& more) {
        if (!more.empty()) words += (words.empty() ? "" : " ") + more;
    };
    Json answer;
    try {
        answer = Json::parse(body);
    } catch (const Error&) {
        return "";
    }
    add(answer.text("detail"));
    const Json& listed = answer["exception"]["exceptionDetailList"];
    if (listed.is_array())
        for (const Json& each : listed.items()) {
            add(each.text("exceptionDescription"));
            if (each["details"].is_array())
                for (const Json& detail : each["details"].items())
                    if (detail.is_string()) add(detail.as_string());
        }
    return std::string(cut(words, 1000));
}

std::string words_of_status(const Json& status) {
    std::string words = status.text("description");
    if (status["details"].is_array())
        for (const Json& detail : status["details"].items())
            if (detail.is_string()) words += " " + detail.as_string();
    return std::string(cut(words, 1000));
}

[[noreturn]] void refuse(const Fetched& answer) {
    const std::string words = words_of(answer.body);
    if (answer.status == 401 || answer.status == 403)
        throw Error(Problem::forbidden, "KSeF does not take the token. Please check it in the settings. " + words);
    if (answer.status == 429)
        throw Error(Problem::unavailable, "KSeF asks to wait " + std::to_string(answer.wait_s) + " seconds.");
    if (answer.status >= 500)
        throw Error(Problem::unavailable,
                    "KSeF answers with " + std::to_string(answer.status) + ". It is tried again.");
    throw Error(Problem::bad_request, words.empty() ? "KSeF answers with " + std::to_string(answer.status) : words);
}

std::string need(const Json& answer, const char* name) {
    const std::string value = answer.text(name);
    if (value.empty())
        throw Error(Problem::unavailable, "KSeF's answer lacks \"" + std::string(name) + "\". It is tried again.");
    return value;
}

} // namespace

Ksef::Ksef(KsefPlace place, const Outgoing& outgoing, Pause pause)
    : place_(std::move(place)), outgoing_(outgoing), pause_(std::move(pause)) {}

std::string Ksef::call_raw(const std::string& method, const std::string& path, const Json& body) {
    Fetching how;
    how.method = method;
    how.any_status = true;
    how.redirections = 0;
    how.seconds = 60;
    how.most = largest_answer;
    how.headers.emplace_back("X-Error-Format", "problem-details");
    if (!bearer_.empty()) how.headers.emplace_back("Authorization", "Bearer " + bearer_);
    if (!body.is_null()) {
        how.content = body.dump();
        how.headers.emplace_back("Content-Type", "application/json");
    }
    Fetched answer = fetch(place_.address + path, how, outgoing_);
    if (answer.status < 200 || answer.status > 299) refuse(answer);
    return std::move(answer.body);
}

Json Ksef::call(const std::string& method, const std::string& path, const Json& body) {
    const std::string answer = call_raw(method, path, body);
    if (answer.empty()) return {};
    try {
        return Json::parse(answer);
    } catch (const Error&) {
        throw Error(Problem::unavailable, "KSeF's answer cannot be understood. It is tried again.");
    }
}

Ksef::Certificate Ksef::certificate_for(std::string_view usage) {
    if (certificates_.is_null()) certificates_ = call("GET", "/security/public-key-certificates");
    const Moment at = now();
    if (certificates_.is_array())
        for (const Json& each : certificates_.items()) {
            const auto from = parse_moment(each.text("validFrom")), to = parse_moment(each.text("validTo"));
            if ((from && *from > at) || (to && *to < at) || !each["usage"].is_array()) continue;
            for (const Json& use : each["usage"].items())
                if (use.is_string() && use.as_string() == usage)
                    if (auto der = from_base64(each.text("certificate"))) return {*der, each.text("publicKeyId")};
        }
    throw Error(Problem::unavailable, "KSeF gives no valid certificate to encrypt with. It is tried again.");
}

void Ksef::sign_in() {
    if (signed_in_) return;
    const Certificate certificate = certificate_for("KsefTokenEncryption");
    const Json challenge = call("POST", "/auth/challenge");
    const std::string secret = place_.token + "|" + std::to_string(challenge.number("timestampMs"));
    Json body = Json::object({{"challenge", need(challenge, "challenge")},
                              {"contextIdentifier", Json::object({{"type", "Nip"}, {"value", place_.nip}})},
                              {"encryptedToken", base64(encrypt_for(certificate.der, secret))}});
    if (!certificate.id.empty()) body.set("publicKeyId", certificate.id);
    const Json begun = call("POST", "/auth/ksef-token", body);
    const std::string reference = need(begun, "referenceNumber");
    bearer_ = need(begun["authenticationToken"], "token");
    for (int looks = 0;; ++looks) {
        const Json state = call("GET", "/auth/" + reference);
        const std::int64_t code = state["status"].number("code");
        if (code == 200) break;
        if (code != 100)
            throw Error(code >= 500 ? Problem::unavailable : Problem::forbidden,
                        "KSeF does not let us in: " + words_of_status(state["status"]));
        if (looks == looks_at_sign_in)
            throw Error(Problem::unavailable, "KSeF thinks about the sign-in for too long. It is tried again.");
        pause_(pause_ms);
    }
    bearer_ = need(call("POST", "/auth/token/redeem")["accessToken"], "token");
    signed_in_ = true;
}

KsefSent Ksef::send(std::string_view xml, bool offline) {
    sign_in();
    const Certificate certificate = certificate_for("SymmetricKeyEncryption");
    const EnvelopeKey key = new_envelope_key();
    Json encryption = Json::object({{"encryptedSymmetricKey", base64(encrypt_for(certificate.der, key.key))},
                                    {"initializationVector", base64(key.start)}});
    if (!certificate.id.empty()) encryption.set("publicKeyId", certificate.id);
    const Json opened =
        call("POST", "/sessions/online",
             Json::object(
                 {{"formCode", Json::object({{"systemCode", "FA (3)"}, {"schemaVersion", "1-0E"}, {"value", "FA"}})},
                  {"encryption", encryption}}));
    KsefSent sent;
    sent.session = need(opened, "referenceNumber");
    const std::string closed = encrypt(xml, key);
    const Json taken = call("POST", "/sessions/online/" + sent.session + "/invoices",
                            Json::object({{"invoiceHash", base64(sha256(xml))},
                                          {"invoiceSize", static_cast<std::int64_t>(xml.size())},
                                          {"encryptedInvoiceHash", base64(sha256(closed))},
                                          {"encryptedInvoiceSize", static_cast<std::int64_t>(closed.size())},
                                          {"encryptedInvoiceContent", base64(closed)},
                                          {"offlineMode", offline}}));
    sent.invoice = need(taken, "referenceNumber");
    call("POST", "/sessions/online/" + sent.session + "/close");
    return sent;
}

KsefAnswer Ksef::ask(const KsefSent& sent) {
    sign_in();
    const Json told = call("GET", "/sessions/" + sent.session + "/invoices/" + sent.invoice);
    const Json& status = told["status"];
    KsefAnswer answer;
    answer.code = static_cast<int>(status.number("code"));
    answer.text = words_of_status(status);
    answer.number = told.text("ksefNumber");
    answer.received_at = told.text("acquisitionDate");
    answer.original_number = status["extensions"].text("originalKsefNumber");
    return answer;
}

std::string Ksef::receipt(const KsefSent& sent) {
    sign_in();
    return call_raw("GET", "/sessions/" + sent.session + "/invoices/" + sent.invoice + "/upo", {});
}

std::string Ksef::invoice(const std::string& number) {
    sign_in();
    return call_raw("GET", "/invoices/ksef/" + number, {});
}

} // namespace crm::wire

// Ksef: the Polish national system of e-invoices, API 2.0: signs in with a token of the taxpayer, sends one invoice
// encrypted, asks what became of it, fetches the receipt. Built to the ministry's published description of the
// interface.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "wire/web.hpp"

namespace crm::wire {

struct KsefPlace {
    std::string address; // https://api.ksef.mf.gov.pl/v2
    std::string nip, token;
};
struct KsefSent {
    std::string session, invoice; // by these the answer is asked for
};
struct KsefAnswer {
    int code = 0; // 100, 150: not yet; 200: accepted; others: refused
    std::string text;
    std::string number, received_at; // where accepted
    std::string original_number;     // where it is refused since the same one is there already (440)
    bool waits() const { return code == 100 || code == 150; }
    bool accepted() const { return code == 200; }
    // The system itself failed, not the invoice: the same one is sent again.
    bool may_go_again() const { return code == 405 || code == 500 || code == 550; }
};

// What it says against a request as a whole: Error(unavailable) where it may go better later, Error(forbidden) where
// the token is not taken, Error(bad_request) with its own words where the request is refused.
class Ksef {
public:
    using Pause = std::function<void(int ms)>;
    // `pause` waits while the system thinks about a sign-in.
    Ksef(KsefPlace place, const Outgoing& outgoing, Pause pause);

    // `offline`: the invoice was given to its buyer before the system could be reached.
    KsefSent send(std::string_view xml, bool offline);
    KsefAnswer ask(const KsefSent& sent);
    std::string receipt(const KsefSent& sent); // the UPO
    std::string invoice(const std::string& number);

private:
    struct Certificate {
        std::string der, id;
    };
    void sign_in();
    Certificate certificate_for(std::string_view usage);
    Json call(const std::string& method, const std::string& path, const Json& body = {});
    std::string call_raw(const std::string& method, const std::string& path, const Json& body);

    KsefPlace place_;
    const Outgoing& outgoing_;
    Pause pause_;
    Json certificates_;
    std::string bearer_;
    bool signed_in_ = false;
};

} // namespace crm::wire

// KsefStandIn: a server on loopback that answers as the ministry's description of the KSeF 2.0 interface says, with
// keys of its own: it opens what is sent, proves the digests, gives numbers with right check digits, refuses doubles.
// It is no KSeF: what it takes may still be refused there.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace crm::testing {

class KsefStandIn {
public:
    KsefStandIn();
    ~KsefStandIn();
    std::string address() const; // what a client is given

    struct Taken {
        std::string xml, session, reference, number;
        bool offline = false;
        int code = 200, asked = 0;
        std::string original;
    };
    struct Asked {
        std::string method, path, body;
    };
    // All of it is looked at and changed only while nobody asks.
    std::string token = "token-of-a-test", nip = "5260250995";
    std::function<int(const std::string& xml)> judge = [](const std::string&) { return 200; };
    int not_yet = 1;     // how often it still thinks about an invoice
    int down_after = -1; // it answers so many requests and then 503; -1: never
    std::vector<Taken> taken;
    std::vector<Asked> asked;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace crm::testing

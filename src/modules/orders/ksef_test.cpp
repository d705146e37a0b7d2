#include "modules/orders/ksef_sending.hpp"

#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "base/ksef_number.hpp"
#include "modules/modules.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/ksef_document.hpp"
#include "record/reports.hpp"
#include "testing/ksef_stand_in.hpp"
#include "testing/test_app.hpp"

namespace crm {
namespace {

using testing::Answer;
using testing::KsefStandIn;
using testing::TestApp;

struct KsefJourney : ::testing::Test {
    KsefStandIn server;
    TestApp crm{all_objects()};
    Moment at = now();
    std::string party, connection;

    KsefJourney() {
        EXPECT_EQ(crm.patch("/api/v1/company", Json::parse(R"({"name":"Relacja Kawa","country":"PL","currency":"PLN",
            "more":{"tax_id":"5260250995","address_1":"ul. Prosta 1","address_2":"00-001 Warszawa"}})"))
                      .status,
                  200);
        crm.app().jobs().set_clock([this] { return at; });
        schedule_ksef(crm.app().jobs(), crm.engine(), wire::Outgoing({"127.0.0.0/8"}), [](int) {});
        party = crm.create(
            "party", Json::parse(R"({"kind":"organization","name":"Acme","tax_id":"7740001454","country":"PL"})"));
        connection = crm.create(
            "ksef_connection",
            Json::object(
                {{"name", "KSeF"}, {"place", "test"}, {"address", server.address()}, {"token", server.token}}));
    }
    std::string draft(const std::string& price = "100", const std::string& of = "") {
        const std::string id =
            crm.create("invoice", Json::object({{"party", of.empty() ? party : of}, {"currency", "PLN"}}));
        crm.create("invoice_line",
                   Json::object({{"invoice", id}, {"name", "Młynek"}, {"unit_price", price}, {"vat_rate", "23"}}));
        return id;
    }
    Answer act(const std::string& id, const std::string& action, const Json& input = Json::object()) {
        return crm.post("/api/v1/invoice/" + id + "/" + action, input);
    }
    std::string issued(const std::string& of = "") {
        const std::string id = draft("100", of);
        const Answer answer = act(id, "issue");
        EXPECT_EQ(answer.status, 200) << answer.whole.body;
        return id;
    }
    void run() {
        at += 10 * minute;
        crm.app().jobs().run_due();
    }
    std::string of(const std::string& id, const std::string& field = "ksef_status") {
        return crm.get("/api/v1/invoice/" + id).body.text(field);
    }
    std::string xml(const std::string& id) { return crm.get("/api/v1/invoice/" + id + "/rendition/fa3").whole.body; }
    std::vector<std::string> faults() {
        std::vector<std::string> found;
        Request request;
        crm.engine().read(request, [&](Context& context) {
            for (const char* name : {"register_entry", "ledger_account", "ksef_document"})
                for (const Proof& proof : proofs_of(*crm.engine().schema()->find(name)))
                    proof(context, [&](const std::string& sentence) { found.push_back(sentence); });
        });
        return found;
    }
};

TEST_F(KsefJourney, an_issued_invoice_gets_its_number_by_itself) {
    const std::string id = issued();
    EXPECT_EQ(of(id), "queued");
    run();
    EXPECT_EQ(of(id), "accepted");
    EXPECT_EQ(of(id, "state"), "issued");
    EXPECT_TRUE(read_ksef_number(of(id, "ksef_number")));
    EXPECT_EQ(of(id, "ksef_received_at"), "2026-11-20T10:00:07Z");
    EXPECT_EQ(of(id, "ksef_mode"), "online");
    ASSERT_EQ(server.taken.size(), 1u);
    EXPECT_EQ(crm.get("/api/v1/invoice/" + id + "/rendition/upo").whole.body,
              "<UPO>" + server.taken[0].number + "</UPO>");
    EXPECT_EQ(faults(), std::vector<std::string>{});
}

TEST_F(KsefJourney, what_was_sent_is_what_is_kept_octet_by_octet_for_ever) {
    const std::string id = issued();
    const std::string before = xml(id);
    run();
    run();
    EXPECT_EQ(server.taken.at(0).xml, before);
    EXPECT_EQ(xml(id), before);
    const Json kept = crm.list("ksef_document", Json::object({{"invoice", id}, {"what", "invoice"}})).items();
    ASSERT_EQ(kept.items().size(), 1u);
    EXPECT_EQ(kept.items()[0].text("digest"), sha256_hex(before));
    EXPECT_EQ(crm.remove("/api/v1/ksef_document/" + kept.items()[0].text("id")).status, 409);
    Request request;
    crm.engine().write(request, [&](Context& context) {
        context.connection().execute("UPDATE \"file_piece\" SET \"content\" = ? WHERE \"id\" = ?",
                                     Values{Bytes{"<Faktura/>"}, *parse_id(kept.items()[0].text("id"))});
    });
    EXPECT_EQ(faults(), std::vector<std::string>{"The XML kept of " + of(id, "number") + " is not what was kept."});
}

TEST_F(KsefJourney, a_closed_door_makes_it_an_offline_invoice_that_is_sent_later) {
    server.down_after = 0;
    const std::string id = issued();
    run();
    EXPECT_EQ(of(id), "offline_pending");
    EXPECT_NE(of(id, "ksef_message"), "");
    server.down_after = -1;
    for (int i = 0; i < 4; ++i) run();
    EXPECT_EQ(of(id), "accepted");
    EXPECT_EQ(of(id, "ksef_mode"), "offline");
    EXPECT_TRUE(server.taken.at(0).offline);
}

TEST_F(KsefJourney, why_it_waits_is_kept_in_the_language_of_the_company) {
    ASSERT_EQ(crm.patch("/api/v1/company", Json::object({{"language", "pl"}})).status, 200);
    server.down_after = 0;
    const std::string id = issued();
    run();
    EXPECT_EQ(of(id, "ksef_message"), "KSeF odpowiada: 503. Próba zostanie ponowiona.");
}

TEST_F(KsefJourney, a_wrong_token_is_told_and_costs_nothing) {
    crm.patch("/api/v1/ksef_connection/" + connection, Json::object({{"token", "another"}}));
    const std::string id = issued();
    run();
    EXPECT_EQ(of(id), "queued");
    EXPECT_NE(of(id, "ksef_message").find("Nieprawidłowy token"), std::string::npos) << of(id, "ksef_message");
    crm.patch("/api/v1/ksef_connection/" + connection, Json::object({{"token", server.token}}));
    EXPECT_EQ(act(id, "send_to_ksef").status, 200);
    run();
    run();
    EXPECT_EQ(of(id), "accepted");
}

TEST_F(KsefJourney, the_token_is_shown_to_nobody) {
    const std::string body = crm.get("/api/v1/ksef_connection/" + connection).whole.body;
    EXPECT_EQ(body.find(server.token), std::string::npos) << body;
}

TEST_F(KsefJourney, a_kill_after_the_sending_leads_to_the_same_invoice) {
    const std::string id = issued();
    run();
    Request request;
    crm.engine().write(request, [&](Context& context) { // as if it had never been noted down
        Record kept = *kept_document(context, *parse_id(id));
        kept.clear(ksef_document.session);
        kept.clear(ksef_document.reference);
        context.save(kept);
        Record record = context.load(invoice, *parse_id(id));
        record.set(invoice.ksef_status, "queued");
        context.save(record);
    });
    for (int i = 0; i < 4; ++i) run();
    ASSERT_EQ(server.taken.size(), 2u);
    EXPECT_EQ(server.taken[1].code, 440);
    EXPECT_EQ(of(id), "accepted");
    EXPECT_EQ(of(id, "ksef_number"), server.taken[0].number);
}

TEST_F(KsefJourney, a_rejected_invoice_is_put_right_under_its_number) {
    server.judge = [](const std::string& sent) { return sent.find("100.00") != std::string::npos ? 450 : 200; };
    const std::string id = issued(), number = of(id, "number");
    run();
    run();
    EXPECT_EQ(of(id), "rejected");
    EXPECT_NE(of(id, "ksef_message").find("450: Błąd weryfikacji semantyki"), std::string::npos);
    EXPECT_EQ(act(id, "correct", Json::object({{"reason", "x"}})).status, 200); // a draft, which cannot be issued
    const std::string correction =
        crm.list("invoice", Json::object({{"corrects", id}})).items().items().at(0).text("id");
    EXPECT_EQ(act(correction, "issue").status, 409);
    EXPECT_EQ(act(id, "reopen").status, 409);
    EXPECT_EQ(crm.remove("/api/v1/invoice/" + correction).status, 204);
    const std::string first = xml(id);
    EXPECT_EQ(act(id, "reopen").status, 200);
    EXPECT_EQ(of(id, "state"), "draft");
    EXPECT_EQ(of(id, "number"), number);
    EXPECT_EQ(crm.remove("/api/v1/invoice/" + id).status, 409);
    EXPECT_EQ(faults(), std::vector<std::string>{});
    const std::string line = crm.list("invoice_line", Json::object({{"invoice", id}})).items().items().at(0).text("id");
    EXPECT_EQ(crm.patch("/api/v1/invoice_line/" + line, Json::object({{"unit_price", "90"}})).status, 200);
    EXPECT_EQ(act(id, "issue").status, 200);
    EXPECT_EQ(of(id, "number"), number);
    EXPECT_NE(xml(id), first);
    run();
    run();
    EXPECT_EQ(of(id), "accepted");
    EXPECT_EQ(crm.get("/api/v1/invoice/" + id).body["open"].text("amount"), "110.70");
    EXPECT_EQ(of(issued(), "number"), "FV/2" + number.substr(4));
    EXPECT_EQ(faults(), std::vector<std::string>{});
}

TEST_F(KsefJourney, a_rejected_invoice_is_voided_with_its_reason_and_leaves_no_gap) {
    server.judge = [](const std::string&) { return 450; };
    const std::string id = issued();
    EXPECT_EQ(act(id, "void", Json::object({{"reason", "too early"}})).status, 409);
    run();
    run();
    EXPECT_EQ(act(id, "void", Json::object({{"reason", "not our customer"}})).status, 200);
    EXPECT_EQ(of(id, "state"), "void");
    EXPECT_EQ(of(id, "void_reason"), "not our customer");
    EXPECT_EQ(act(id, "issue").status, 409);
    const Json statement = crm.get("/api/v1/ledger_account/report/statement?party=" + party).body;
    EXPECT_EQ(statement["currencies"].items().at(0).text("closing"), "0.00");
    EXPECT_EQ(faults(), std::vector<std::string>{});
    Request request;
    crm.engine().write(request, [&](Context& context) {
        context.connection().execute("UPDATE \"invoice\" SET \"void_reason\" = 'x' WHERE \"state\" = 'void'");
    });
    EXPECT_EQ(faults().size(), 1u);
}

TEST_F(KsefJourney, a_correction_names_the_number_of_what_it_corrects) {
    const std::string id = issued();
    const std::string correction =
        act(id, "correct", Json::object({{"reason", "zwrot"}, {"to_nothing", true}})).body.text("id");
    EXPECT_EQ(act(correction, "issue").status, 409);
    run();
    run();
    EXPECT_EQ(act(correction, "issue").status, 200);
    EXPECT_NE(xml(correction).find("<NrKSeF>1</NrKSeF><NrKSeFFaKorygowanej>" + of(id, "ksef_number") + "<"),
              std::string::npos);
    run();
    run();
    EXPECT_EQ(of(correction), "accepted");
}

TEST_F(KsefJourney, invoices_to_consumers_go_there_only_where_that_is_wanted) {
    const std::string consumer = crm.create("party", Json::parse(R"({"kind":"person","given_name":"Anna"})"));
    EXPECT_EQ(of(issued(consumer)), "draft");
    crm.patch("/api/v1/ksef_connection/" + connection, Json::object({{"consumers", true}}));
    EXPECT_EQ(of(issued(consumer)), "queued");
}

TEST_F(KsefJourney, what_cannot_be_written_is_refused_before_a_number_is_taken) {
    const std::string other = crm.create(
        "party", Json::parse(R"({"kind":"organization","name":"Wrong","tax_id":"1234567890","country":"PL"})"));
    const std::string id = draft("100", other);
    const Answer answer = act(id, "issue");
    EXPECT_EQ(answer.status, 422) << answer.whole.body;
    EXPECT_EQ(of(id, "number"), "");
    EXPECT_EQ(of(issued(), "number").substr(0, 5), "FV/1/");
}

TEST_F(KsefJourney, without_a_connection_the_xml_is_kept_and_can_be_sent_later) {
    crm.patch("/api/v1/ksef_connection/" + connection, Json::object({{"on", false}}));
    const std::string id = issued();
    EXPECT_EQ(of(id), "draft");
    EXPECT_EQ(act(id, "send_to_ksef").status, 409);
    crm.patch("/api/v1/ksef_connection/" + connection, Json::object({{"on", true}}));
    EXPECT_EQ(act(id, "send_to_ksef").status, 200);
    run();
    run();
    EXPECT_EQ(of(id), "accepted");
    EXPECT_EQ(server.taken.at(0).xml, xml(id));
}

} // namespace
} // namespace crm

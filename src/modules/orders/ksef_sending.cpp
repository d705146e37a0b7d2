#include "modules/orders/ksef_sending.hpp"

#include <chrono>
#include <memory>
#include <thread>

#include "base/error.hpp"
#include "base/identifiers.hpp"
#include "base/ksef_number.hpp"
#include "base/text.hpp"
#include "jobs/jobs.hpp"
#include "modules/core/checks.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/ksef_connection.hpp"
#include "modules/orders/ksef_document.hpp"
#include "record/sentences.hpp"

namespace crm {

namespace {

constexpr const char* job_kind = "send_to_ksef";
constexpr Moment asked_again_after = 5 * second;
constexpr int most_at_once = 500; // looked after in one go

bool is_under_way(const std::string& status) {
    return status == "queued" || status == "offline_pending" || status == "sent";
}

// One invoice on its way.
class KsefSending {
public:
    KsefSending(Engine& engine, const wire::Outgoing& outgoing, const wire::Ksef::Pause& pause, Id of)
        : engine_(engine), outgoing_(outgoing), pause_(pause), id_(of) {}

    void run() {
        if (!look()) return;
        try {
            wire::Ksef ksef(place(), outgoing_, pause_);
            if (sent_.invoice.empty()) sent(ksef.send(xml_, status_ == "offline_pending"));
            settle(ksef, ksef.ask(sent_));
        } catch (const Error& error) {
            if (error.problem == Problem::unavailable) {
                if (sent_.invoice.empty()) go_on_offline(error.what());
                throw;
            }
            if (error.problem == Problem::bad_request) return reject(error.what());
            if (error.problem != Problem::forbidden) throw;
            note(error.what()); // the token: it is tried again when somebody has put it right
        }
    }

private:
    bool look() {
        bool goes = false;
        Request request;
        engine_.read(request, [&](Context& context) {
            const auto of = context.find(invoice, id_);
            connection_ = ksef_in_use(context);
            const auto kept = kept_document(context, id_);
            goes = of && kept && connection_ && state_of(*of) == "issued" && is_under_way(of->get(invoice.ksef_status));
            if (!goes) return;
            status_ = of->get(invoice.ksef_status);
            nip_ = check_tax_id(of->get(invoice.seller_tax_id), "PL").normal;
            document_ = kept->id();
            sent_ = {kept->get(ksef_document.session), kept->get(ksef_document.reference)};
            xml_ = *kept_xml(context, id_);
        });
        return goes;
    }

    wire::KsefPlace place() const { return {ksef_address(*connection_), nip_, ksef_token(engine_, *connection_)}; }

    void write(const std::function<void(Context&, Record&)>& change) {
        Request request;
        request.source = "ksef";
        engine_.write(request, [&](Context& context) {
            Record of = context.load(invoice, id_);
            if (is_under_way(of.get(invoice.ksef_status))) change(context, of);
        });
    }

    void sent(const wire::KsefSent& sent) {
        sent_ = sent;
        write([&](Context& context, Record& of) {
            Record document = context.load(ksef_document, document_);
            document.set(ksef_document.session, sent.session);
            document.set(ksef_document.reference, sent.invoice);
            context.save(document);
            of.set(invoice.ksef_mode, status_ == "offline_pending" ? "offline" : "online");
            of.set(invoice.ksef_status, "sent");
            of.clear(invoice.ksef_message);
            context.save(of);
        });
    }

    void settle(wire::Ksef& ksef, const wire::KsefAnswer& answer) {
        if (answer.waits())
            return write(
                [&](Context& context, Record&) { enqueue_sending(context, id_, context.now() + asked_again_after); });
        if (answer.accepted()) return accept(ksef, answer.number, answer.received_at);
        if (answer.may_go_again()) return send_again(answer.text);
        // A kill between sending and noting it down leads to a second sending: the first one is the invoice then.
        if (!answer.original_number.empty() && ksef.invoice(answer.original_number) == xml_)
            return accept(ksef, answer.original_number, "");
        reject(std::to_string(answer.code) + ": " + answer.text);
    }

    void accept(wire::Ksef& ksef, const std::string& given, const std::string& received_at) {
        const auto number = read_ksef_number(given);
        if (!number || nip_of_ksef_number(*number) != nip_)
            throw Error(Problem::unavailable, "KSeF gave a number that is none of ours: " + given);
        const std::string receipt = received_at.empty() ? "" : ksef.receipt(sent_);
        write([&](Context& context, Record& of) {
            of.set(invoice.ksef_status, "accepted");
            of.set(invoice.ksef_number, *number);
            of.set(invoice.ksef_received_at, parse_moment(received_at).value_or(context.now()));
            of.clear(invoice.ksef_message);
            context.save(of);
            if (!receipt.empty()) keep_document(context, of, "receipt", receipt);
        });
    }

    void send_again(const std::string& why) {
        write([&](Context& context, Record& of) {
            Record document = context.load(ksef_document, document_);
            document.clear(ksef_document.session);
            document.clear(ksef_document.reference);
            context.save(document);
            of.set(invoice.ksef_status, "queued");
            of.set(invoice.ksef_message, cut(why, 1000));
            context.save(of);
            enqueue_sending(context, id_, context.now() + minute);
        });
    }

    void reject(const std::string& english) {
        write([&](Context& context, Record& of) {
            const std::string why = sentence_in(english, context.company().language);
            of.set(invoice.ksef_status, "rejected");
            of.set(invoice.ksef_message, cut(why, 1000));
            context.save(of);
            tell(context, of, {"KSeF rejected ", "KSeF odrzucił ", "KSeF ја одби "}, why);
        });
    }

    // The invoice is its buyer's already; it is sent when the system answers again.
    void go_on_offline(const std::string& english) {
        if (status_ != "queued") return;
        write([&](Context& context, Record& of) {
            of.set(invoice.ksef_status, "offline_pending");
            of.set(invoice.ksef_mode, "offline");
            of.set(invoice.ksef_message, cut(sentence_in(english, context.company().language), 1000));
            context.save(of);
        });
    }

    void note(const std::string& english) {
        write([&](Context& context, Record& of) {
            const std::string why = sentence_in(english, context.company().language);
            if (of.get(invoice.ksef_message) == cut(why, 1000)) return;
            of.set(invoice.ksef_message, cut(why, 1000));
            context.save(of);
            tell(context, of,
                 {"Cannot be sent to KSeF: ", "Nie można wysłać do KSeF: ", "Не може да се испрати во KSeF: "}, why);
        });
    }

    static void tell(Context& context, const Record& of, const Label& what, const std::string& why) {
        const Id owner = of.get(invoice.owner);
        if (!owner) return;
        context.notify(owner, "ksef", AnyLink{"invoice", of.id()},
                       cut(in_company_language(context, what) + of.get(invoice.number) + ". " + why, 450));
    }

    Engine& engine_;
    const wire::Outgoing& outgoing_;
    const wire::Ksef::Pause& pause_;
    Id id_, document_ = 0;
    std::optional<Record> connection_;
    std::string status_, nip_, xml_;
    wire::KsefSent sent_;
};

// What nobody works on any more, since tries came to an end or a token was wrong, is taken up again.
void look_after(Engine& engine) {
    Request request;
    engine.write(request, [&](Context& context) {
        if (!ksef_in_use(context)) return;
        for (const char* status : {"queued", "offline_pending", "sent"})
            for (const Record& each : context.find(invoice, invoice.ksef_status == status, most_at_once)) {
                const Json input = Json::object({{"invoice", std::to_string(each.id())}});
                const bool waits = !is_null(context.connection().value(
                    "SELECT 1 FROM job WHERE kind = ? AND input = ? AND state IN ('queued', 'running')",
                    Values{job_kind, input.dump()}));
                if (!waits) enqueue_sending(context, each.id());
            }
    });
}

} // namespace

void enqueue_sending(Context& context, Id of, Moment not_before) {
    Jobs::enqueue(context, job_kind, Json::object({{"invoice", std::to_string(of)}}), not_before);
}

void send_to_ksef(Engine& engine, const wire::Outgoing& outgoing, const wire::Ksef::Pause& pause, Id of) {
    KsefSending(engine, outgoing, pause, of).run();
}

void schedule_ksef(Jobs& jobs, Engine& engine, wire::Outgoing outgoing, wire::Ksef::Pause pause) {
    if (!pause) pause = [](int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); };
    auto shared =
        std::make_shared<const std::pair<wire::Outgoing, wire::Ksef::Pause>>(std::move(outgoing), std::move(pause));
    jobs.on(
        job_kind,
        [&engine, shared](const Job& job, const std::function<bool()>&) {
            send_to_ksef(engine, shared->first, shared->second, parse_id(job.input.text("invoice")).value_or(0));
        },
        JobLength::lengthy);
    jobs.on("look_after_ksef", [&engine](const Job&, const std::function<bool()>&) { look_after(engine); });
    jobs.every("look_after_ksef", 10 * minute);
}

} // namespace crm

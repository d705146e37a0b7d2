#include "modules/orders/ksef_document.hpp"

#include "base/base64url.hpp"
#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/identifiers.hpp"
#include "modules/orders/fa3.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/ksef_connection.hpp"
#include "modules/orders/ksef_sending.hpp"
#include "record/stored_file.hpp"

namespace crm {

namespace {

void stay_as_it_was_kept(Context& context, Record& record) {
    if (record.is_new()) return;
    for (const Object::Handle* handle : std::initializer_list<const Object::Handle*>{
             &ksef_document.invoice, &ksef_document.what, &ksef_document.digest, &ksef_document.size})
        if (record.changed(*handle))
            throw Error(Problem::conflict, context.in_language({"What was kept of an invoice is never changed.",
                                                                "Zachowanego dokumentu nie można zmienić.",
                                                                "Зачуваниот документ никогаш не се менува."}));
}

void stay_for_good(Context& context, Record&) {
    throw Error(Problem::conflict, context.in_language({"What was kept of an invoice is never deleted.",
                                                        "Zachowanego dokumentu nie można usunąć.",
                                                        "Зачуваниот документ никогаш не се брише."}));
}

// DD-MM-YYYY as the address has it.
std::string day_in_link(Day day) {
    const std::string text = format_day(day);
    return text.substr(8, 2) + "-" + text.substr(5, 2) + "-" + text.substr(0, 4);
}

std::string link_of(const Record& of, const Record& connection, const std::string& xml) {
    return ksef_looking_address(connection) + "/invoice/" + check_tax_id(of.get(invoice.seller_tax_id), "PL").normal +
           "/" + day_in_link(*of.get(invoice.issued_on)) + "/" + base64url(sha256(xml));
}

// Where nothing is sent, an invoice that cannot be written as FA(3) is one all the same.
std::optional<std::string> xml_if_it_can_be(Context& context, const Record& of) {
    try {
        return fa3_of(context, of);
    } catch (const Error& error) {
        if (error.problem == Problem::defect) throw;
        return std::nullopt;
    }
}

bool goes_to_ksef(const Record& connection, const Record& of) {
    return of.has(invoice.buyer_tax_id) || connection.get(ksef_connection.consumers);
}

void prove_documents(Context& context, const std::function<void(const std::string&)>& say) {
    Id after = 0;
    for (;;) {
        const auto some = context.find(ksef_document, Condition{Condition::Op::gt, Object::id.index, -1, {after}}, 200);
        if (some.empty()) return;
        for (const Record& each : some) {
            after = each.id();
            if (sha256_hex(read_content(context, each.id())) != each.get(ksef_document.digest))
                say("The XML kept of " + each.title() + " is not what was kept.");
        }
    }
}

} // namespace

std::optional<Record> kept_document(Context& context, Id of) {
    auto found = context.find(ksef_document, ksef_document.invoice == of && ksef_document.what == "invoice");
    if (found.empty()) return std::nullopt;
    return std::move(found.back());
}

std::optional<std::string> kept_xml(Context& context, Id of) {
    const auto kept = kept_document(context, of);
    if (!kept) return std::nullopt;
    return read_content(context, kept->id());
}

Record keep_document(Context& context, const Record& of, const char* what, const std::string& content) {
    Record record = context.make(ksef_document);
    record.set(ksef_document.name, of.get(invoice.number));
    record.set(ksef_document.invoice, of.id());
    record.set(ksef_document.what, what);
    record.set(ksef_document.digest, sha256_hex(content));
    record.set(ksef_document.size, static_cast<std::int64_t>(content.size()));
    context.save(record);
    write_content(context, record.id(), content);
    return record;
}

void queue_for_ksef(Context& context, Record& of) {
    const auto connection = ksef_in_use(context);
    auto kept = kept_document(context, of.id());
    require(connection && kept, "what is queued is kept and has somewhere to go");
    kept->set(ksef_document.link, link_of(of, *connection, read_content(context, kept->id())));
    context.save(*kept);
    of.set(invoice.ksef_status, "queued");
    of.clear(invoice.ksef_message);
    context.save(of);
    enqueue_sending(context, of.id());
}

void begin_ksef(Context& context, Record& of) {
    if (context.company().country != "PL" || of.get(invoice.kind) == "pro_forma") return;
    const auto connection = ksef_in_use(context);
    const bool sends = connection && goes_to_ksef(*connection, of) && !context.request().history_import;
    const auto xml = sends ? std::optional(fa3_of(context, of)) : xml_if_it_can_be(context, of);
    if (!xml) return;
    keep_document(context, of, "invoice", *xml);
    if (sends) return queue_for_ksef(context, of);
    of.set(invoice.ksef_status, "draft");
    of.clear(invoice.ksef_message);
    context.save(of);
}

void refuse_before_ksef_answers(Context& context, const Record& correction) {
    if (correction.get(invoice.kind) != "correction") return;
    const std::string status = context.load(invoice, correction.get(invoice.corrects)).get(invoice.ksef_status);
    if (status == "queued" || status == "sent" || status == "offline_pending")
        throw Error(
            Problem::conflict,
            context.in_language({"KSeF has not answered about the corrected invoice yet, so its number is not "
                                 "known. Please issue the correction when it has.",
                                 "KSeF nie odpowiedział jeszcze o korygowanej fakturze, więc nie ma jej numeru. "
                                 "Wystaw korektę, gdy odpowie.",
                                 "KSeF сè уште не одговорил за корегираната фактура, па нејзиниот број не е "
                                 "познат. Издадете ја корекцијата кога ќе одговори."}));
    if (status != "rejected") return;
    throw Error(Problem::conflict,
                context.in_language({"KSeF rejected this invoice, so there is nothing to correct. Please "
                                     "put it right or void it.",
                                     "KSeF odrzucił tę fakturę, nie ma czego korygować. Popraw ją "
                                     "albo unieważnij.",
                                     "KSeF ја одби оваа фактура, нема што да се корегира. Поправете ја "
                                     "или поништете ја."}));
}

Rendition as_ksef_receipt() {
    return {"upo",
            {"Receipt of KSeF (UPO)", "UPO z KSeF", "Потврда од KSeF (UPO)"},
            "application/xml",
            "xml",
            {"ksef_number"},
            [](Context& context, const Record& of) {
                const auto kept =
                    context.find(ksef_document, ksef_document.invoice == of.id() && ksef_document.what == "receipt");
                if (!kept.empty()) return read_content(context, kept.back().id());
                throw Error(Problem::conflict, context.in_language({"KSeF has given no receipt for this invoice yet.",
                                                                    "KSeF nie wydał jeszcze UPO dla tej faktury.",
                                                                    "KSeF сè уште не издал потврда за оваа фактура."}));
            }};
}

KsefDocument::KsefDocument()
    : Object("ksef_document", "orders", {"KSeF document", "Dokument KSeF", "KSeF документ"},
             {"KSeF documents", "Dokumenty KSeF", "KSeF документи"}) {
    icon = "file-certificate";
    searched = false;
    list_fields = {"name", "what", "size", "digest", "link"};
    before_save(stay_as_it_was_kept);
    before_delete(stay_for_good);
    never_merge(*this);
    add_proof(*this, prove_documents);
}

const KsefDocument ksef_document;

} // namespace crm

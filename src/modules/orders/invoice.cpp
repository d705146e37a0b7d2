#include "modules/orders/invoice.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "modules/core/party.hpp"
#include "modules/orders/document_face.hpp"
#include "modules/orders/fa3.hpp"
#include "modules/orders/invoice_line.hpp"
#include "modules/orders/invoice_work.hpp"
#include "modules/orders/ksef_connection.hpp"
#include "modules/orders/ksef_document.hpp"
#include "modules/orders/ubl.hpp"
#include "record/actions.hpp"

namespace crm {

namespace {

void know_the_buyer(Context& context, Record& record) {
    if (!record.changed(invoice.party) || !record.has(invoice.party) || !is_draft(record)) return;
    const auto who = context.find(party, record.get(invoice.party));
    if (!who) return;
    auto take = [&](const Object::Text& to, const std::string& value) {
        if (value.empty()) return;
        if (!record.has(to) || !record.changed(to)) record.set(to, value);
    };
    const PostalAddress at = who->get(party.address);
    std::string street = at.street;
    if (!at.house.empty()) street += (street.empty() ? "" : " ") + at.house;
    if (!at.flat.empty()) street += "/" + at.flat;
    take(invoice.buyer_name, who->get(party.name));
    take(invoice.buyer_tax_id, who->get(party.tax_id));
    take(invoice.buyer_address_1, street);
    take(invoice.buyer_address_2, at.postal_code.empty() ? at.city : at.postal_code + " " + at.city);
    take(invoice.buyer_country, at.country.empty() ? who->get(party.country) : at.country);
}

// Only what happens to it afterwards is written to an issued invoice: who looks after it, how it is settled and asked
// for, what the national system says of it; and what that system refused was never issued in law.
bool goes_on(const Record& record, const Field& field) {
    const int afterwards[] = {invoice.owner.index,        invoice.name.index,        invoice.contact.index,
                              invoice.open.index,         invoice.settlement.index,  invoice.ksef_status.index,
                              invoice.ksef_number.index,  invoice.ksef_mode.index,   invoice.ksef_received_at.index,
                              invoice.ksef_message.index, invoice.not_reminded.index};
    if (std::find(std::begin(afterwards), std::end(afterwards), field.index) != std::end(afterwards)) return true;
    const bool refused = text_or_empty(record.before(record.object().field(invoice.ksef_status))) == "rejected";
    return refused && (field.index == invoice.state.index || field.index == invoice.void_reason.index);
}

void be_frozen_once_issued(Context& context, Record& record) {
    if (record.is_new() || text_or_empty(record.before(record.object().field(invoice.state))) != "issued") return;
    for (const Field& field : record.object().fields) {
        if (field.system || field.own || !record.changed(field.index) || goes_on(record, field)) continue;
        throw Error::at(
            field.name,
            context.in_language({"An issued invoice is never changed. Please correct it with a correction invoice.",
                                 "Wystawionej faktury nie można zmienić. Wystaw fakturę korygującą.",
                                 "Издадена фактура никогаш не се менува. Издадете корективна фактура."}));
    }
}

void be_due_after_its_issue(Context& context, Record& record) {
    const auto due = record.get(invoice.due_on);
    if (!due || !is_draft(record) || !record.changed(invoice.due_on) || *due >= context.today()) return;
    throw Error::at("due_on", context.in_language({"This day is past. Please give a later one.",
                                                   "Ten dzień już minął. Podaj późniejszy.",
                                                   "Овој ден помина. Внесете подоцнежен."}));
}

void keep_its_number(Context& context, Record& record) {
    if (!record.has(invoice.number)) return;
    throw Error(Problem::conflict,
                context.in_language(
                    {"This draft has a number already and cannot be deleted. Please issue it again or void it.",
                     "Ten szkic ma już numer i nie można go usunąć. Wystaw go ponownie albo unieważnij.",
                     "Овој нацрт веќе има број и не може да се избрише. Издајте го повторно или поништете го."}));
}

void give_back_what_was_to_be_invoiced(Context& context, Record& record) {
    tell_the_order(context, record, true);
}

Json issue_as_asked(Context& context, Record& record, const Json&) {
    issue(context, record);
    return {};
}

Json correct_as_asked(Context& context, Record& record, const Json& input) {
    const Record made = correct(context, record, input.text("reason"), input.flag("to_nothing"));
    return Json::object({{"object", "invoice"}, {"id", std::to_string(made.id())}, {"title", made.title()}});
}

} // namespace

Invoice::Invoice() : Document("invoice", {"Invoice", "Faktura", "Фактура"}, {"Invoices", "Faktury", "Фактури"}) {
    icon = "file-invoice";
    group("way", {"Progress", "Przebieg", "Тек"});
    group("ksef", {"KSeF", "KSeF", "KSeF"});
    group("sides", {"Seller and buyer", "Sprzedawca i nabywca", "Продавач и купувач"});
    list_fields = {"number", "kind", "party", "issued_on", "due_on", "gross_total", "open", "settlement"};
    form_fields = {"party", "currency", "supplied_on", "due_on", "payment_method", "reference"};
    menu = MenuPlace{"sales", 50};
    before_save(know_the_buyer);
    before_save(be_frozen_once_issued);
    before_save(be_due_after_its_issue);
    can_be_shared(*this, document_face(state != "draft"));
    goes_only_while(*this, state == "draft");
    before_delete(keep_its_number);
    before_delete(give_back_what_was_to_be_invoiced);
    after_restore([](Context& context, Record& record) { tell_the_order(context, record, false); });
    action("issue", {"Issue", "Wystaw", "Издај"}, {}, issue_as_asked);
    only_when(*this, "issue", state == "draft");
    action("correct", {"Correct", "Skoryguj", "Корегирај"},
           {input("reason", Kind::text, {"Reason", "Powód", "Причина"}, {.required = true}),
            input("to_nothing", Kind::yes_no, {"To nothing", "Do zera", "На нула"})},
           correct_as_asked);
    only_when(*this, "correct", state == "issued");
    only_when(*this, "correct", kind != "correction",
              {"This is a correction itself. Please correct the invoice that it corrects once more.",
               "To jest korekta. Skoryguj ponownie fakturę, której dotyczy.",
               "Ова е корекција. Корегирајте ја повторно фактурата на која се однесува."});
    only_when(*this, "correct", kind != "pro_forma",
              {"A pro forma is no invoice and is not corrected. Please make a new one.",
               "Pro forma nie jest fakturą i nie podlega korekcie. Utwórz nową.",
               "Профактурата не е фактура и не се корегира. Направете нова."});
    const Condition settled_by_itself = open != Value{};
    const Label not_by_itself{"This document is not settled by itself.",
                              "Ten dokument nie podlega osobnemu rozliczeniu.",
                              "Овој документ не се порамнува посебно."};
    action("write_off", {"Write off", "Odpisz", "Отпиши"},
           {input("amount", Kind::money, {"Amount", "Kwota", "Износ"}),
            input("reason", Kind::text, {"Reason", "Powód", "Причина"}, {.required = true})},
           write_off_as_asked);
    only_when(*this, "write_off", state == "issued");
    only_when(*this, "write_off", settled_by_itself, not_by_itself);
    only_when(*this, "write_off", open > 0);
    action("charge_interest", {"Charge interest", "Nalicz odsetki", "Пресметај камата"},
           {input("until", Kind::day, {"Until", "Do dnia", "До"})}, charge_interest_as_asked);
    only_when(*this, "charge_interest", state == "issued");
    only_when(*this, "charge_interest", settled_by_itself, not_by_itself);
    action("send_to_ksef", {"Send to KSeF", "Wyślij do KSeF", "Испрати во KSeF"}, {}, send_to_ksef_as_asked);
    only_when(*this, "send_to_ksef", state == "issued");
    only_when(*this, "send_to_ksef", ksef_status != "accepted" && ksef_status != "rejected",
              {"KSeF has answered about this invoice already.", "KSeF odpowiedział już o tej fakturze.",
               "KSeF веќе одговори за оваа фактура."});
    offered_only_if(*this, "send_to_ksef", [](Context& context, Id) { return ksef_in_use(context).has_value(); });
    const Label only_rejected{"Only an invoice that KSeF rejected is put right or voided so. Please correct others "
                              "with a correction invoice.",
                              "Tak poprawia się lub unieważnia tylko fakturę odrzuconą przez KSeF. Inne skoryguj "
                              "fakturą korygującą.",
                              "Така се поправа или поништува само фактура одбиена од KSeF. Другите корегирајте ги "
                              "со корективна фактура."};
    action("reopen", {"Put right what KSeF rejected", "Popraw odrzuconą przez KSeF", "Поправи одбиена од KSeF"}, {},
           reopen_as_asked);
    only_when(*this, "reopen", state == "issued" && ksef_status == "rejected", only_rejected);
    action("void", {"Void what KSeF rejected", "Unieważnij odrzuconą przez KSeF", "Поништи одбиена од KSeF"},
           {input("reason", Kind::text, {"Reason", "Powód", "Причина"}, {.required = true})}, void_as_asked);
    only_when(*this, "void", one_of(state, {"issued", "draft"}) && ksef_status == "rejected", only_rejected);
    add_rendition(*this, as_fa3());
    add_rendition(*this, as_ksef_receipt());
    add_rendition(*this, as_ubl());
}

const Invoice invoice;

} // namespace crm

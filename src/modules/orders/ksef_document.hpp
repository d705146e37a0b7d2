// KSeF document: the very octets that an invoice is in law: the XML made once when it was issued, never again, and the
// receipt that the national system gave for it. Their contents lie where those of files lie.
#pragma once
#include <optional>
#include <string>

#include "record/context.hpp"
#include "record/reports.hpp"

namespace crm {

struct KsefDocument : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.read_only = true, .title = true, .plain = true}};
    Link invoice{this,
                 "invoice",
                 {"Invoice", "Faktura", "Фактура"},
                 {.required = true, .read_only = true, .indexed = true, .part_of = true, .to = "invoice"}};
    Choice what{this,
                "what",
                {"What", "Co", "Што"},
                {.required = true,
                 .read_only = true,
                 .choices = {{"invoice", {"Invoice", "Faktura", "Фактура"}, 0},
                             {"receipt", {"Receipt (UPO)", "UPO", "Потврда (UPO)"}, 1}}}};
    Text digest{this, "digest", {"SHA-256", "SHA-256", "SHA-256"}, {.read_only = true, .plain = true}};
    Whole size{this, "size", {"Size", "Rozmiar", "Големина"}, {.read_only = true}};
    // Where a buyer looks at it; stands on its picture as a QR code.
    Text link{this, "link", {"Link", "Link", "Врска"}, {.read_only = true, .plain = true, .max_length = 300}};
    // By these the national system is asked about it.
    Text session{this, "session", {"Session", "Sesja", "Сесија"}, {.read_only = true, .plain = true, .max_length = 60}};
    Text reference{this,
                   "reference",
                   {"Reference", "Numer referencyjny", "Референца"},
                   {.read_only = true, .plain = true, .max_length = 60}};
    KsefDocument();
};
extern const KsefDocument ksef_document;

// The XML kept with an invoice: the one that was made last.
std::optional<Record> kept_document(Context& context, Id invoice);
std::optional<std::string> kept_xml(Context& context, Id invoice);
// Keeps such a document as it is.
Record keep_document(Context& context, const Record& invoice, const char* what, const std::string& content);
Rendition as_ksef_receipt();

// An invoice was issued: its XML is kept, and it is queued where a connection is on.
void begin_ksef(Context& context, Record& invoice);
void queue_for_ksef(Context& context, Record& invoice); // one whose XML is kept, while a connection is on
// A correction names the number of what it corrects, so that must be known first.
void refuse_before_ksef_answers(Context& context, const Record& correction);

} // namespace crm

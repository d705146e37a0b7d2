#include "modules/orders/document_pdf.hpp"

#include "modules/orders/document_sheet.hpp"
#include "paper/paper.hpp"

namespace crm {

std::string pdf_of(Context& context, const Record& document) {
    const std::string language = language_of(context, document), tax_id = context.company().more.text("tax_id");
    Paper paper(document.title(),
                context.company().name + (tax_id.empty() ? "" : " · " + tax_number_words.in(language) + " " + tax_id),
                page_words.in(language));
    write_document(context, document, paper, language);
    return paper.pdf();
}

Rendition as_pdf() {
    return {"pdf",
            {"PDF", "PDF", "PDF"},
            "application/pdf",
            "pdf",
            {"party", "net_total", "vat_total", "gross_total", "taxes"},
            pdf_of};
}

} // namespace crm

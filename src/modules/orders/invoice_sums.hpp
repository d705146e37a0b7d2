// What an invoice comes to beside its lines: a correction to the difference, a final invoice to what the advances left.
#pragma once
#include "modules/orders/document.hpp"

namespace crm {

// `sums` are those of the lines; of other documents they are the answer.
DocumentSums sums_of_invoice(Context& context, const Record& document, DocumentSums sums);

} // namespace crm

#include "modules/orders/invoice_sums.hpp"

#include "base/error.hpp"
#include "modules/orders/invoice.hpp"

namespace crm {

DocumentSums sums_of_invoice(Context& context, const Record& document, DocumentSums sums) {
    if (document.object().name != "invoice" || !document.has(invoice.taxes_before)) return sums;
    const auto before = sums_from(Json::parse(document.get(invoice.taxes_before)), document.get(invoice.currency));
    auto left = difference(before, sums);
    if (!left)
        throw Error::at("quantity", context.in_language({"The difference is too large to be kept.",
                                                         "Różnica jest zbyt duża.", "Разликата е преголема."}));
    return std::move(*left);
}

} // namespace crm

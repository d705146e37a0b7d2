// What a customer sees of a document at the address that was sent to them.
#pragma once
#include "modules/orders/document.hpp"
#include "record/sharing.hpp"

namespace crm {

// Of those that have gone out; `actions` beside writing to us.
SharedFace document_face(const Condition& gone_out, std::vector<SharedAction> actions = {});

} // namespace crm

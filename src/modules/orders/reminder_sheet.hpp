// What a reminder says to the customer, on paper and at its address.
#pragma once
#include "record/reports.hpp"
#include "record/sharing.hpp"

namespace crm {

Rendition reminder_as_pdf();
SharedFace reminder_face(const Condition& gone_out);

} // namespace crm

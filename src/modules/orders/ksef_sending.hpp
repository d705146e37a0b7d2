// KSeF sending: the work that takes issued invoices to the national system and learns what became of them: a job with
// retries that may be killed at any moment and sends nothing twice that counts twice.
#pragma once
#include <functional>

#include "record/context.hpp"
#include "wire/ksef.hpp"
#include "wire/outgoing.hpp"

namespace crm {

class Jobs;

void schedule_ksef(Jobs& jobs, Engine& engine, wire::Outgoing outgoing, wire::Ksef::Pause pause = {});
void enqueue_sending(Context& context, Id invoice, Moment not_before = 0);
// Sends what is to be sent and asks about what was. Throws Error(unavailable) where it is to be tried again.
void send_to_ksef(Engine& engine, const wire::Outgoing& outgoing, const wire::Ksef::Pause& pause, Id invoice);

} // namespace crm

// Pushing: what somebody is notified of goes to their devices too, each in a job of its own.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "record/context.hpp"
#include "wire/outgoing.hpp"

namespace crm {

class Jobs;

struct PushSurroundings {
    wire::Outgoing outgoing;
    std::string contact; // https://… or mailto:…, whom the owner of a push service may ask
    std::function<std::shared_ptr<const Rights>(Id user)> rights_of;
};

// Makes the company's keys where there are none, and sends what is left to be sent.
void schedule_pushes(Jobs& jobs, Engine& engine, PushSurroundings surroundings);
void push_to_devices(Context& context, Record& notification);

} // namespace crm

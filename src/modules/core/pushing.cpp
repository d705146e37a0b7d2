#include "modules/core/pushing.hpp"

#include "base/base64url.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "jobs/jobs.hpp"
#include "modules/core/notification.hpp"
#include "modules/core/push_device.hpp"
#include "record/query.hpp"
#include "record/sealing.hpp"
#include "wire/push.hpp"

namespace crm {

namespace {

constexpr const char* job_kind = "push";
constexpr const char* sealed_for = "push_keys";
constexpr Moment still_news = 24 * hour;
constexpr std::size_t longest_text = 300; // letters, so that both fit into longest_push

// Empty where this server's key is not the one that they were sealed with.
std::optional<wire::PushKeys> kept_keys(Engine& engine) {
    const std::string kept = engine.fact(push_keys_fact);
    if (kept.empty()) return std::nullopt;
    const Json pair = Json::parse(kept);
    const auto secret = sealing_of(engine).open(pair.text("sealed"), sealed_for);
    const auto open = from_base64url(pair.text("key"));
    if (!secret || !open) return std::nullopt;
    return wire::PushKeys{*secret, *open};
}

void have_keys(Engine& engine) {
    try {
        if (kept_keys(engine)) return;
    } catch (const Error&) {
        return; // the key file is away: with it the present pair works again
    }
    const wire::PushKeys keys = wire::make_push_keys();
    const std::string sealed = sealing_of(engine).seal(keys.secret, sealed_for);
    engine.set_fact(push_keys_fact, Json::object({{"key", base64url(keys.open)}, {"sealed", sealed}}).dump());
}

struct Letter {
    wire::PushDevice device;
    std::string message;
};

// Empty where it is out of the device's owner's sight: then nothing is told at all.
std::optional<std::string> title_in_sight(Context& context, const AnyLink& about) {
    if (!about.id) return std::string();
    const Object* object = context.schema().find(about.object);
    if (!object || visible(context, *object, {about.id}).empty()) return std::nullopt;
    return titles(context, *object, {about.id})[about.id];
}

// Empty where there is nothing to be sent any more: it was read, grew old, or the device is gone.
std::optional<Letter> letter(Engine& engine, const PushSurroundings& surroundings, Id about, Id to) {
    std::optional<Record> told, device;
    Request request;
    engine.read(request, [&](Context& context) {
        told = context.find(notification, about);
        device = context.find(push_device, to);
        if (!push_is_on(context)) device.reset();
    });
    if (!told || told->binned() || told->has(notification.read_at) || !device || device->binned()) return std::nullopt;
    const Id user = device->get(push_device.user);
    const Moment made = told->whole_at(Object::created_at.index).value_or(0);
    if (user != told->get(notification.user) || now() - made > still_news) return std::nullopt;
    const AnyLink link = told->get(notification.about);
    Json message = Json::object({{"tag", std::to_string(about)},
                                 {"title", cut(told->get(notification.text), longest_text)},
                                 {"path", link.id ? "/" + link.object + "/" + std::to_string(link.id) : "/"}});
    Request own;
    own.rights = surroundings.rights_of(user);
    std::optional<std::string> title;
    engine.read(own, [&](Context& context) { title = title_in_sight(context, link); });
    if (!title) return std::nullopt;
    message.set("body", cut(*title, longest_text));
    return Letter{{device->get(push_device.endpoint), from_base64url(device->get(push_device.p256dh)).value_or(""),
                   from_base64url(device->get(push_device.auth)).value_or("")},
                  message.dump()};
}

void forget(Engine& engine, Id id) {
    Request request;
    request.source = "rule";
    engine.write(request, [&](Context& context) {
        if (auto device = context.find(push_device, id); device && !device->binned()) context.remove(*device);
    });
}

void send(Engine& engine, const PushSurroundings& surroundings, Id about, Id to) {
    std::optional<Letter> written;
    try {
        written = letter(engine, surroundings, about, to);
    } catch (const Error& error) {
        if (error.problem != Problem::unauthenticated) throw;
        return forget(engine, to); // its owner may not sign in any more
    }
    if (!written) return;
    const auto keys = kept_keys(engine);
    if (!keys) return;
    const auto fate =
        wire::send_push(written->message, written->device, *keys, surroundings.contact, surroundings.outgoing);
    if (fate == wire::PushFate::gone) return forget(engine, to);
    if (fate == wire::PushFate::later) throw Error(Problem::unavailable, "The push service asks to try again later.");
    if (fate == wire::PushFate::refused) log("warning", "push_refused", {{"device", std::to_string(to)}});
}

} // namespace

void push_to_devices(Context& context, Record& record) {
    if (!record.is_new() || !push_is_on(context)) return;
    for (const Record& device : context.find(push_device, push_device.user == record.get(notification.user)))
        context.enqueue(job_kind, Json::object({{"notification", std::to_string(record.id())},
                                                {"device", std::to_string(device.id())}}));
}

void schedule_pushes(Jobs& jobs, Engine& engine, PushSurroundings surroundings) {
    have_keys(engine);
    auto shared = std::make_shared<const PushSurroundings>(std::move(surroundings));
    jobs.on(job_kind, [&engine, shared](const Job& job, const std::function<bool()>&) {
        send(engine, *shared, parse_id(job.input.text("notification")).value_or(0),
             parse_id(job.input.text("device")).value_or(0));
    });
}

} // namespace crm

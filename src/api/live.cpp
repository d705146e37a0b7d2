#include "api/live.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_set>

#include "api/live_events.hpp"
#include "api/respond.hpp"
#include "base/error.hpp"
#include "base/id_order.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "record/history.hpp"
#include "record/known.hpp"
#include "record/merged_filter.hpp"
#include "record/query.hpp"
#include "record/sentences.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

// A commit may come this much after its event's id was made; the longest transaction is shorter.
constexpr Moment overlap_alone = 2 * second;   // SQLite: one writer
constexpr Moment overlap_shared = 35 * second; // PostgreSQL: other servers, statements up to 30 s
// Nearly all commits come sooner: so far back is looked each time, and over the whole overlap as often as the second
// says.
constexpr Moment overlap_usual = 5 * second, looks_back_each = 5 * second;
constexpr Moment kept_window = 24 * hour;
constexpr Moment replay_overlap = 5 * second;
constexpr Moment loading = 3 * second; // between a client's reading of a list and its subscription
constexpr int events_at_once = 2000;
constexpr int most_replayed = 5000;
constexpr std::size_t most_subscriptions = 50;
constexpr Moment ahead = minute; // what another server's clock may be before ours

struct Subscription {
    std::string object;
    Json filter;
};

struct Subscriber {
    std::shared_ptr<http::Socket> socket;
    Caller who;
    std::function<std::optional<Caller>()> caller; // asked anew after a change of rights
    std::mutex mutex;
    std::shared_ptr<const Rights> rights;
    std::vector<Subscription> subscriptions;
    Id from = 0; // what was written before the subscription is in the lists already
    bool closed = false;
};

class Delivery {
public:
    Delivery(Context& context, Subscriber& subscriber) : context_(context), subscriber_(subscriber) {}

    void deliver(const Event& event) {
        const Object* object = context_.schema().find(event.object);
        if (!object || !knows(context_.schema(), context_.rights(), *object)) return;
        bool now = false, before = false, any = false;
        for (const auto& subscription : subscriber_.subscriptions) {
            if (subscription.object != event.object) continue;
            any = true;
            const Condition wanted = condition_of(*object, subscription);
            now = now || matches(*object, event, wanted, false);
            before = before || (!now && event.kind != "created" && was(*object, event, wanted));
        }
        if (any && (now || before)) subscriber_.socket->send(message(*object, event, now));
        if (event.kind == "created") deliver_parts(event);
    }

private:
    // The creation of a part is inside the event of what it is a part of: those made before that event was written.
    void deliver_parts(const Event& event) {
        for (const Object* part : context_.schema().parts_of(event.object)) {
            Condition wanted = Condition::nothing();
            for (const auto& subscription : subscriber_.subscriptions)
                if (subscription.object == part->name) wanted = std::move(wanted) || condition_of(*part, subscription);
            if (is_nothing(wanted)) continue;
            Condition made{Condition::Op::eq, part->parent_field()->index, -1, {event.record}};
            for (const Record& each : context_.find(*part, std::move(made) && std::move(wanted)))
                if (creation_order(each.id()) < creation_order(event.id))
                    subscriber_.socket->send(message(*part, creation_of(each, event), true));
        }
    }

    static Event creation_of(const Record& part, const Event& whole) {
        Json::Array filled;
        for (const Field& field : part.object().fields)
            if (!field.system && part.has(field.index)) filled.push_back(Json::object({{"field", field.name}}));
        return {whole.id,  whole.at,       whole.by,  part.object().name,
                part.id(), part.version(), "created", Json(std::move(filled)).dump()};
    }

    Condition condition_of(const Object& object, const Subscription& subscription) {
        Condition condition = context_.rights().rows(context_.schema(), object, Act::read);
        if (subscription.filter.is_null()) return condition;
        return std::move(condition) &&
               with_merged(context_, object, read_filter(object, subscription.filter, asker_of(context_)));
    }

    bool matches(const Object& object, const Event& event, const Condition& wanted, bool former,
                 const Json& changes = {}) {
        Sql sql;
        sql << "SELECT \"id\" FROM ";
        if (former)
            append_former(sql, object, event, changes);
        else
            sql << quoted(object.name);
        sql << " WHERE \"id\" = ";
        sql.bind(event.record);
        if (object.is_big()) (sql << " AND \"bucket\" = ").bind(std::int64_t{bucket_of(event.record)});
        sql << " AND (";
        append_condition(sql, object, wanted, context_.schema(), context_.rights(), context_.connection().dialect());
        sql << ")";
        return !is_null(context_.connection().value(sql.text, sql.parameters));
    }

    // Was it in sight before? Only when a field that decides has changed; otherwise it never was, and nothing is said.
    bool was(const Object& object, const Event& event, const Condition& wanted) {
        const Json changes = Json::parse(event.changes);
        std::set<int> deciding;
        collect_fields(wanted, deciding);
        for (const Field& field : object.fields)
            if (field.mine) deciding.insert(field.index);
        bool decided = false;
        for (const Json& change : changes.is_array() ? changes.items() : Json::Array())
            if (const Field* field = object.field(change.text("field")))
                decided = decided || deciding.contains(field->index);
        return decided && matches(object, event, wanted, true, changes);
    }

    std::string message(const Object& object, const Event& event, bool in_sight) {
        std::string text;
        JsonWriter out(text);
        out.begin_object().key("seq").id(event.id).member("object", event.object).key("id").id(event.record);
        if (!in_sight) {
            out.member("kind", "left").end_object();
            return text;
        }
        out.member("version", event.version)
            .member("kind", event.kind == "merged" ? "deleted" : event.kind)
            .key("changed")
            .begin_array();
        const Json changes = Json::parse(event.changes);
        for (const Json& change : changes.is_array() ? changes.items() : Json::Array())
            if (const Field* field = object.field(change.text("field"));
                field && context_.rights().may_read(object, *field))
                out.string(field->name);
        out.end_array().end_object();
        return text;
    }

    Context& context_;
    Subscriber& subscriber_;
};

} // namespace

struct Live::Data {
    explicit Data(App& served) : app(served) {}
    App& app;
    mutable std::mutex mutex;
    std::condition_variable wake;
    bool hinted = false, ends = false, started = false;
    std::vector<std::shared_ptr<Subscriber>> subscribers;
    std::thread thread;
    std::atomic<Id> cursor{0};
    std::unordered_set<Id> seen; // delivered, and not yet older than the overlap

    Moment looked_alone = 0, looked_who_left = 0, looked_back = 0; // the last: over the whole overlap
    std::atomic<bool> somebody_left{true};                         // a session or a token ended in this process
    // With nobody listening, only what other servers did to users, roles and shape is of interest, once a second.
    bool look_alone() {
        const Moment at = now();
        if (!app.engine().dialect().postgres()) {
            cursor = std::max(cursor.load(), first_id_at(at - overlap()));
            return false;
        }
        if (at - looked_alone < second) return false;
        looked_alone = at;
        return true;
    }
    Moment overlap() const { return app.engine().dialect().postgres() ? overlap_shared : overlap_alone; }
    void run();
    std::vector<Event> read_new(bool everything);
    bool obey(const Event& event);
    void deliver(const std::vector<Event>& events, const std::vector<std::shared_ptr<Subscriber>>& to);
    void handle(const std::shared_ptr<Subscriber>& subscriber, std::string_view text);
    void cut_off(const std::vector<std::shared_ptr<Subscriber>>& all);
    std::vector<Subscription> read_subscriptions(const Json& message, std::shared_ptr<const Rights> rights);
    void replay(const std::shared_ptr<Subscriber>& subscriber, const std::string& since);
};

Live::Live(App& app) : data_(std::make_unique<Data>(app)) {
    data_->cursor = first_id_at(now());
    auto hint = [data = data_.get()] {
        {
            std::lock_guard lock(data->mutex);
            data->hinted = true;
        }
        data->wake.notify_one();
    };
    app.engine().on_events(hint);
    app.auth().on_ended([data = data_.get(), hint] {
        data->somebody_left = true;
        hint();
    });
}

Live::~Live() {
    stop();
}

void Live::start() {
    data_->started = true;
    data_->thread = std::thread([this] { data_->run(); });
}

void Live::stop() {
    if (!data_->thread.joinable()) return;
    {
        std::lock_guard lock(data_->mutex);
        data_->ends = true;
    }
    data_->wake.notify_all();
    data_->thread.join();
}

int Live::subscribers() const {
    std::lock_guard lock(data_->mutex);
    return static_cast<int>(data_->subscribers.size());
}

void Live::Data::run() {
    while (true) {
        {
            std::unique_lock lock(mutex);
            wake.wait_for(lock, std::chrono::seconds(1), [&] { return hinted || ends; });
            if (ends) return;
            hinted = false;
        }
        try {
            app.live().read_tail();
        } catch (const std::exception& fault) {
            log("warning", "Live changes could not be read and are tried again.", {{"cause", fault.what()}});
        }
        // Changes that come in a burst are read together.
        std::unique_lock lock(mutex);
        if (wake.wait_for(lock, std::chrono::milliseconds(20), [&] { return ends; })) return;
    }
}

std::vector<Event> Live::Data::read_new(bool everything) {
    std::vector<Event> fresh;
    const Moment at = now(),
                 back = at - looked_back >= looks_back_each ? overlap() : std::min(overlap(), overlap_usual);
    if (back == overlap()) looked_back = at;
    Id from = first_id_at(moment_of(cursor) - back);
    const std::string concerned = everything ? "" : " AND \"object\" IN ('user', 'role', 'team', 'shape')";
    while (true) {
        int read = 0;
        app.engine().database().read([&](Connection& connection) {
            connection.query("SELECT " + std::string(event_columns) + " FROM \"event\" WHERE \"id\" > ?" + concerned +
                                 " ORDER BY \"id\" LIMIT " + std::to_string(events_at_once),
                             Values{from}, [&](const Row& row) {
                                 ++read;
                                 from = row.whole(0);
                                 if (seen.insert(from).second) fresh.push_back(event_in(row));
                                 return true;
                             });
        });
        if (read < events_at_once) break;
    }
    cursor = std::max(cursor.load(), from);
    if (!everything) cursor = std::max(cursor.load(), first_id_at(at));
    const Id old = first_id_at(moment_of(cursor) - 2 * overlap());
    std::erase_if(seen, [&](Id id) { return id < old; });
    put_in_order(fresh);
    return fresh;
}

// What other servers changed of users, roles and shape counts here too; true where it is such an event.
bool Live::Data::obey(const Event& event) {
    if (event.object == "shape") app.engine().reload_schema();
    const bool of_rights =
        event.object == "shape" || event.object == "user" || event.object == "role" || event.object == "team";
    if (of_rights) app.auth().forget();
    return of_rights;
}

void Live::read_tail() {
    std::vector<std::shared_ptr<Subscriber>> to;
    {
        std::lock_guard lock(data_->mutex);
        to = data_->subscribers;
    }
    if (to.empty() && !data_->look_alone()) return;
    data_->cut_off(to);
    const auto events = data_->read_new(!to.empty());
    bool rights_changed = false;
    for (const Event& event : events) rights_changed = data_->obey(event) || rights_changed;
    if (rights_changed)
        for (const auto& subscriber : to) {
            auto caller = subscriber->caller();
            std::lock_guard lock(subscriber->mutex);
            if (caller)
                subscriber->rights = caller->rights;
            else
                subscriber->socket->close(4401, "signed out");
            subscriber->closed = subscriber->closed || !caller;
        }
    if (!events.empty()) data_->deliver(events, to);
}

// A socket lives no longer than the session or the token that opened it, wherever that ended: looked at once when it
// was here, each second for what other servers did and what has run out.
void Live::Data::cut_off(const std::vector<std::shared_ptr<Subscriber>>& all) {
    const Moment at = now();
    if (all.empty() || (!somebody_left.exchange(false) && at - looked_who_left < second)) return;
    looked_who_left = at;
    std::vector<Caller> callers;
    for (const auto& each : all) callers.push_back(each->who);
    const auto ended = app.auth().ended(callers);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!ended[i]) continue;
        std::lock_guard lock(all[i]->mutex);
        if (!all[i]->closed) all[i]->socket->close(4401, "signed out");
        all[i]->closed = true;
    }
}

void Live::Data::deliver(const std::vector<Event>& events, const std::vector<std::shared_ptr<Subscriber>>& to) {
    for (const auto& subscriber : to) {
        std::lock_guard lock(subscriber->mutex);
        if (subscriber->closed || subscriber->subscriptions.empty()) continue;
        Request request;
        request.rights = subscriber->rights;
        app.engine().read(request, [&](Context& context) {
            Delivery delivery(context, *subscriber);
            for (const Event& event : events)
                if (event.id >= subscriber->from) delivery.deliver(event);
        });
    }
}

void Live::Data::replay(const std::shared_ptr<Subscriber>& subscriber, const std::string& since) {
    const Id from = *parse_id(since);
    if (moment_of(from) < now() - kept_window) return subscriber->socket->send("{\"kind\":\"reset\"}");
    std::vector<Event> missed;
    app.engine().database().read([&](Connection& connection) {
        missed.clear();
        connection.query("SELECT " + std::string(event_columns) +
                             " FROM \"event\" WHERE \"id\" > ? ORDER BY \"id\" LIMIT " +
                             std::to_string(most_replayed + 1),
                         Values{first_id_at(moment_of(from) - replay_overlap)}, [&](const Row& row) {
                             missed.push_back(event_in(row));
                             return true;
                         });
    });
    if (static_cast<int>(missed.size()) > most_replayed) return subscriber->socket->send("{\"kind\":\"reset\"}");
    {
        std::lock_guard lock(subscriber->mutex);
        subscriber->from = 0;
    }
    put_in_order(missed);
    deliver(missed, {subscriber});
}

void only_members(const Json& json, const std::vector<std::string_view>& known, const char* what) {
    for (const auto& [name, value] : json.members()) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const auto near = nearest(name, known);
        throw Error(Problem::bad_request, std::string(what) + " has no \"" + cut(name, 60) + "\"." +
                                              (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"));
    }
}

void check_message(const Json& message) {
    if (!message.is_object() || !message["subscribe"].is_array())
        throw Error(Problem::bad_request,
                    "Please send {\"subscribe\":[{\"object\":\"deal\",\"filter\":{…}}],\"since\":\"…\"}.");
    only_members(message, {"subscribe", "since"}, "A message here");
    if (message["subscribe"].items().size() > most_subscriptions)
        throw Error(Problem::bad_request,
                    "Please subscribe to at most " + std::to_string(most_subscriptions) + " lists on one connection.");
    for (const Json& each : message["subscribe"].items()) {
        if (!each.is_object() || !each["object"].is_string())
            throw Error(Problem::bad_request,
                        "Each subscription is {\"object\":\"deal\",\"filter\":{…}}; the filter may be left out.");
        only_members(each, {"object", "filter"}, "A subscription");
    }
    const Json& since = message["since"];
    if (since.is_null()) return;
    const auto from = since.is_string() ? parse_id(since.as_string()) : std::nullopt;
    if (!from)
        throw Error(Problem::bad_request,
                    "\"since\" is a seq as Relacja sent it, as a text. Please leave it out to begin now.");
    if (moment_of(*from) > now() + ahead)
        throw Error(
            Problem::bad_request,
            "\"since\" lies in the future, so it is no seq that Relacja sent. Please leave it out to begin now.");
}

std::vector<Subscription> Live::Data::read_subscriptions(const Json& message, std::shared_ptr<const Rights> rights) {
    std::vector<Subscription> subscriptions;
    Request request;
    request.rights = std::move(rights);
    app.engine().read(request, [&](Context& context) {
        subscriptions.clear();
        for (const Json& each : message["subscribe"].items()) {
            const Object* object = known_object(context.schema(), context.rights(), each.text("object"));
            if (!object || !context.rights().allows(context.schema(), *object, Act::read))
                throw Error(Problem::not_found, "There is no object \"" + cut(each.text("object"), 60) + "\".");
            if (!each["filter"].is_null()) read_filter(*object, each["filter"], asker_of(context));
            subscriptions.push_back({object->name, each["filter"]});
        }
    });
    return subscriptions;
}

void Live::Data::handle(const std::shared_ptr<Subscriber>& subscriber, std::string_view text) {
    const Json message = Json::parse(text, 16);
    check_message(message);
    std::shared_ptr<const Rights> rights;
    {
        std::lock_guard lock(subscriber->mutex);
        if (subscriber->closed) return;
        rights = subscriber->rights;
    }
    auto subscriptions = read_subscriptions(message, std::move(rights));
    {
        std::lock_guard lock(subscriber->mutex);
        subscriber->subscriptions = std::move(subscriptions);
        if (!subscriber->from) subscriber->from = first_id_at(now() - loading);
    }
    std::string answer;
    JsonWriter(answer)
        .begin_object()
        .member("kind", "subscribed")
        .key("seq")
        .id(std::max(cursor.load(), first_id_at(now() - second)))
        .end_object();
    subscriber->socket->send(std::move(answer));
    if (message["since"].is_string()) replay(subscriber, message["since"].as_string());
}

void Live::open(const http::Request& request, const Caller& caller, http::SocketEvents& events) {
    auto subscriber = std::make_shared<Subscriber>();
    subscriber->rights = caller.rights;
    subscriber->who = caller;
    subscriber->caller = [app = &data_->app, request]() -> std::optional<Caller> {
        try {
            return caller_of(*app, request);
        } catch (const Error&) {
            return std::nullopt;
        }
    };
    Data* data = data_.get();
    events.opened = [data, subscriber](std::shared_ptr<http::Socket> socket) {
        subscriber->socket = std::move(socket);
        std::lock_guard lock(data->mutex);
        data->subscribers.push_back(subscriber);
    };
    events.message = [data, subscriber, language = caller.rights->language](std::string_view text) {
        std::string answer, refusal = "Something went wrong on our side.";
        try {
            return data->handle(subscriber, text);
        } catch (const Error& error) {
            refusal = error.what();
        } catch (const std::exception& fault) {
            log("error", fault.what());
        }
        JsonWriter(answer)
            .begin_object()
            .member("kind", "error")
            .member("detail", sentence_in(refusal, language))
            .end_object();
        subscriber->socket->send(std::move(answer));
    };
    events.closed = [data, subscriber] {
        {
            std::lock_guard lock(subscriber->mutex);
            subscriber->closed = true;
        }
        std::lock_guard lock(data->mutex);
        std::erase(data->subscribers, subscriber);
    };
}

} // namespace crm

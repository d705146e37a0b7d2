// The roles that every company begins with. They name only objects that are there; what an administrator changes in
// them stays.
#include <algorithm>
#include <iterator>

#include "auth/auth.hpp"
#include "auth/auth_data.hpp"
#include "auth/role.hpp"
#include "base/error.hpp"

namespace crm {

namespace {

// What a role may do with some objects, as letters: a all, t team, m mine, - nothing; for create and import y or -.
struct Line {
    std::vector<std::string_view> objects;
    char read, create, update, remove, export_out, import_in;
    std::vector<std::string_view> without = {}; // actions that are somebody else's
};
struct BuiltIn {
    std::string_view name;
    std::vector<std::string_view> may;
    std::vector<Line> lines;
    char reads_the_rest = '-'; // r read, e read and export all other objects
};

const std::vector<BuiltIn>& built_in_roles() {
    using Names = std::vector<std::string_view>;
    static const Names selling{"party", "deal", "quote", "order", "activity"};
    static const Names helping{"ticket", "conversation", "message", "installed_product", "service_contract", "visit"};
    static const Names promoting{"campaign", "segment",    "mailing",  "template", "journey",          "form",
                                 "survey",   "experiment", "material", "study",    "loyalty_programme"};
    static const Names calling{"call", "call_list", "script"};
    static const std::vector<BuiltIn> roles{
        {administrator, {"shape", "users", "import", "audit", "company", "sensitive"}, {}},
        {"manager",
         {"import"},
         {{selling, 'a', 'y', 't', 't', 't', 'y'},
          {helping, 'a', 'y', 't', 't', 't', '-'},
          {promoting, 'a', 'y', 't', 't', 't', '-'},
          {calling, 'a', 'y', 't', 't', 't', '-'},
          {{"target"}, 'a', 'y', 't', 't', 't', 'y'},
          {{"pipeline_snapshot"}, 'a', '-', '-', '-', 'a', '-'},
          {{"invoice", "payment", "bank_statement"}, 'a', 'y', 'a', 'a', 'a', '-'},
          {{"register_entry"}, 'a', '-', '-', '-', 'a', '-'},
          {{"tag", "product", "category", "price_list", "exchange_rate", "number_series", "legal_figure"},
           'a',
           'y',
           'a',
           'a',
           'a',
           'y'},
          {{"employee"}, 'a', 'y', 'a', '-', 'a', '-'}}},
        {"salesperson",
         {},
         {{selling,
           'a',
           'y',
           'm',
           'm',
           'm',
           '-',
           {"approve", "refuse_approval", "confirm_over_limit", "bill", "invoice", "invoice_advance", "invoice_final"}},
          {{"ticket", "campaign", "target", "pipeline_snapshot", "invoice", "payment"}, 'a', '-', '-', '-', '-', '-'},
          {{"tag"}, 'a', 'y', '-', '-', '-', '-'}}},
        {"service_agent",
         {},
         {{helping, 'a', 'y', 'a', 'm', '-', '-'},
          {{"party"}, 'a', 'y', 'a', '-', '-', '-'},
          {{"activity"}, 'a', 'y', 'm', 'm', '-', '-'},
          {{"deal", "quote", "order", "invoice"}, 'a', '-', '-', '-', '-', '-'},
          {{"tag"}, 'a', 'y', '-', '-', '-', '-'}}},
        {"marketer",
         {"import"},
         {{promoting, 'a', 'y', 'a', 'a', 'a', 'y'},
          {{"party"}, 'a', 'y', 'a', '-', 'a', 'y'},
          {{"activity"}, 'a', 'y', 'm', 'm', 'm', '-'},
          {{"deal", "order"}, 'a', '-', '-', '-', 'a', '-'},
          {{"tag"}, 'a', 'y', 'a', 'a', '-', '-'}}},
        {"call_agent",
         {},
         {{{"party"}, 'a', 'y', 'a', '-', '-', '-'},
          {{"activity", "call"}, 'a', 'y', 'm', '-', '-', '-'},
          {{"call_list", "script", "deal"}, 'a', '-', '-', '-', '-', '-'}}},
        {"analyst", {}, {}, 'e'},
        {"reader", {}, {}, 'r'}};
    return roles;
}

// Everybody's own matters: granted as such, and never to somebody else.
constexpr std::string_view personal[] = {"view", "notification", "follower", "push_device"};

bool is_personal(std::string_view name) {
    return std::find(std::begin(personal), std::end(personal), name) != std::end(personal);
}
bool follows_others(const Object& object) {
    return std::any_of(object.fields.begin(), object.fields.end(), [](const Field& field) { return field.follows; });
}
bool is_known(const Object* object) {
    return object && !object->hidden && !object->parent_field();
}
bool knows_mine(const Object& object) {
    return object.owner_field() ||
           std::any_of(object.fields.begin(), object.fields.end(), [](const Field& field) { return field.mine; });
}

void put_rows(Json& grant, std::string_view act, char letter, const Object& object) {
    if (letter == '-') return;
    if (letter == 'a' || letter == 'y' || !knows_mine(object))
        grant.set(act, true);
    else
        grant.set(act, Json::object({{"rows", letter == 't' ? "team" : "mine"}}));
}

Json grant_of(const Object& object, const Line& line) {
    Json grant = Json::object({{"object", object.name}});
    put_rows(grant, "read", line.read, object);
    put_rows(grant, "create", line.create, object);
    put_rows(grant, "update", line.update, object);
    put_rows(grant, "delete", line.remove, object);
    put_rows(grant, "export", line.export_out, object);
    put_rows(grant, "import", line.import_in, object);
    if (line.update != '-' && !object.actions.empty()) {
        Json actions = Json::array();
        for (const auto& action : object.actions)
            if (std::find(line.without.begin(), line.without.end(), action.name) == line.without.end())
                actions.push(action.name);
        grant.set("actions", actions);
    }
    return grant;
}

void add_personal(Json& grants, const Schema& schema, bool only_reads) {
    const Json own = Json::object({{"rows", "mine"}});
    if (auto view = schema.find("view"); is_known(view) && view->owner_field() && view->field("share")) {
        const Json not_private = Json::object({{"share", Json::object({{"ne", "mine"}})}});
        const Json seen = Json::object(
            {{"rows", Json::object({{"or", Json::array({Json::object({{"owner", "me"}}), not_private})}})}});
        grants.push(
            Json::object({{"object", "view"}, {"read", seen}, {"create", true}, {"update", own}, {"delete", own}}));
    }
    if (auto notification = schema.find("notification"); is_known(notification) && knows_mine(*notification))
        grants.push(Json::object({{"object", "notification"}, {"read", own}, {"update", own}, {"delete", own}}));
    if (auto device = schema.find("push_device"); is_known(device) && knows_mine(*device))
        grants.push(Json::object(
            {{"object", "push_device"}, {"read", own}, {"create", true}, {"update", own}, {"delete", own}}));
    if (auto follower = schema.find("follower"); is_known(follower) && knows_mine(*follower))
        grants.push(Json::object({{"object", "follower"}, {"create", true}, {"update", own}, {"delete", own}}));
    // Whoever sees a record may say something beside it and attach a file, also where they may not change it.
    for (std::string_view name : {"comment", "file"})
        if (auto object = schema.find(name); !only_reads && is_known(object) && follows_others(*object))
            grants.push(Json::object({{"object", name}, {"create", true}}));
    if (auto employee = schema.find("employee"); is_known(employee)) {
        for (const Json& each : grants.items())
            if (each.text("object") == "employee") return;
        grants.push(Json::object({{"object", "employee"}, {"read", true}}));
    }
}

Json grants_of(const BuiltIn& built_in, const Schema& schema) {
    Json grants = Json::array();
    if (built_in.name == administrator) return grants;
    for (const Line& line : built_in.lines)
        for (std::string_view name : line.objects)
            if (auto object = schema.find(name); is_known(object) && !follows_others(*object))
                grants.push(grant_of(*object, line));
    if (built_in.reads_the_rest != '-') {
        const Line line{{}, 'a', '-', '-', '-', built_in.reads_the_rest == 'e' ? 'a' : '-', '-'};
        for (const auto& object : schema.objects())
            if (is_known(object.get()) && !follows_others(*object) && !is_personal(object->name) &&
                object->module != "auth")
                grants.push(grant_of(*object, line));
    }
    add_personal(grants, schema, built_in.reads_the_rest != '-');
    return grants;
}

// A role that nobody has changed since grows with the program's objects; one that an administrator changed stays.
void make_or_grow(Context& context, const BuiltIn& built_in) {
    auto found = context.find_one(role, role.name == std::string(built_in.name));
    if (found && (!found->get(role.built_in) || found->link(Object::modified_by.index) != 0)) return;
    Record record = found ? *found : context.make(role);
    record.set(role.name, std::string(built_in.name));
    record.set(role.may, {built_in.may.begin(), built_in.may.end()});
    record.set(role.grants, grants_of(built_in, context.schema()).dump());
    record.set(role.built_in, true);
    context.save(record);
}

} // namespace

void Auth::make_built_in_roles() {
    constexpr int most_tries = 3; // several servers may start on an empty database at the same moment
    for (int round = 1;; ++round) {
        Request request;
        request.at = data_->clock();
        try {
            return data_->engine.write(request, [&](Context& context) {
                for (const BuiltIn& built_in : built_in_roles()) make_or_grow(context, built_in);
            });
        } catch (const Error& error) {
            const bool meanwhile = error.problem == Problem::conflict || error.problem == Problem::stale;
            if (!meanwhile || round == most_tries) throw;
        }
    }
}

} // namespace crm

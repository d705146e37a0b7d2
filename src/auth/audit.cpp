#include "auth/audit.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "auth/user.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "record/cursor.hpp"

namespace crm {

namespace {

bool signs_in(Context& context) {
    return !context.connection().columns_of("audit").empty();
}

std::map<Id, std::string> names_of(Context& context, const std::set<Id>& ids) {
    std::map<Id, std::string> names;
    for (Id id : ids)
        if (auto found = context.find(user, id)) names[id] = found->get(user.name);
    return names;
}

// Of what came over HTTP, whose source says from where: "api 192.0.2.7".
std::string address_of(const Request& request) {
    const auto space = request.source.find(' ');
    return space == std::string::npos ? std::string() : request.source.substr(space + 1);
}

// "at-id" of the last entry of the page before.
std::pair<Moment, Id> read_cursor(std::string_view cursor) {
    if (cursor.empty()) return {INT64_MAX, INT64_MAX};
    const std::string place = place_in("audit", cursor);
    const auto hyphen = place.find('-');
    const auto at = parse_id(place.substr(0, hyphen)),
               id = hyphen == std::string::npos ? std::nullopt : parse_id(place.substr(hyphen + 1));
    if (!at || !id) refuse_cursor();
    return {*at, *id};
}

} // namespace

void append_audit(Connection& connection, const AuditEntry& entry) {
    connection.execute("INSERT INTO audit (id, bucket, at, what, user_id, address, facts) VALUES (?, ?, ?, ?, ?, ?, ?)",
                       Values{entry.id, std::int64_t{bucket_of(entry.id)}, entry.at, entry.what, entry.user,
                              entry.address, entry.facts.is_null() ? "{}" : entry.facts.dump()});
}

void append_audit(Context& context, std::string_view what, const Json& facts) {
    if (signs_in(context))
        append_audit(context.connection(),
                     {context.make_id(), context.now(), std::string(what), context.user(), address_of(context.request()), facts});
}

void end_all_sessions(Context& context, Id user_id) {
    if (signs_in(context)) context.connection().execute("DELETE FROM session WHERE user_id = ?", Values{user_id});
}

bool has_signed_in(Context& context, Id user_id) {
    return signs_in(context) && !is_null(context.connection().value(
                                    "SELECT signed_in_at FROM credential WHERE user_id = ?", Values{user_id}));
}

void write_audit_page(Context& context, int limit, std::string_view cursor, std::string& out) {
    limit = std::clamp(limit, 1, 200);
    const auto [before, below] = read_cursor(cursor);
    std::vector<AuditEntry> entries;
    std::set<Id> users;
    context.connection().query("SELECT id, at, what, user_id, address, facts FROM audit WHERE (at, id) < (?, ?) ORDER "
                               "BY at DESC, id DESC LIMIT ?",
                               Values{before, below, std::int64_t{limit} + 1}, [&](const Row& row) {
                                   entries.push_back({row.whole(0), row.whole(1), std::string(row.text(2)),
                                                      row.whole(3), std::string(row.text(4)),
                                                      Json::parse(row.text(5))});
                                   if (row.whole(3)) users.insert(row.whole(3));
                                   return true;
                               });
    const bool more = static_cast<int>(entries.size()) > limit;
    if (more) entries.pop_back();
    const auto names = names_of(context, users);
    JsonWriter json(out);
    json.begin_object().key("items").begin_array();
    for (const auto& entry : entries) {
        json.begin_object().key("id").id(entry.id);
        json.member("at", format_moment(entry.at)).member("what", entry.what).key("user");
        if (auto name = names.find(entry.user); name != names.end())
            json.begin_object().key("id").id(entry.user).member("title", name->second).end_object();
        else
            json.null();
        json.member("address", entry.address).key("facts").json(entry.facts).end_object();
    }
    json.end_array().key("next");
    if (more)
        json.string(cursor_for("audit", std::to_string(entries.back().at) + "-" + std::to_string(entries.back().id)));
    else
        json.null();
    json.end_object();
}

std::string storable(std::string_view text, std::size_t most) {
    std::string kept(text.substr(0, most * 4));
    if (!valid_utf8(kept)) std::erase_if(kept, [](unsigned char c) { return c >= 0x80 || c == 0; });
    return cut(kept, most);
}

} // namespace crm

#include "auth/audit.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "auth/user.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "record/cursor.hpp"

namespace crm {

namespace {

bool signs_in(Context& context) {
    return !context.connection().columns_of("audit").empty();
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

// Reads from the newest on, by parts, and keeps those that fit.
class AuditReader {
public:
    using Place = std::pair<Moment, Id>;
    AuditReader(Context& context, const AuditWanted& wanted, Place after)
        : context_(context), wanted_(wanted), text_(fold(trimmed(wanted.text))), after_(after) {}

    std::vector<AuditEntry> read(std::size_t limit) {
        std::vector<AuditEntry> found;
        for (std::size_t looked_at = 0; looked_at < looked_at_most;) {
            const std::size_t many = text_.empty() ? limit + 1 : part_of_a_search;
            const auto part = read_part(many);
            for (const auto& entry : part) {
                if (fits(entry)) {
                    if (found.size() == limit) return more_ = true, found;
                    found.push_back(entry);
                }
                after_ = {entry.at, entry.id};
            }
            if (part.size() < many) return found;
            looked_at += part.size();
        }
        more_ = true;
        return found;
    }
    std::optional<Place> next() const { return more_ ? std::optional(after_) : std::nullopt; }
    const std::string* name_of(Id id) {
        if (!id) return nullptr;
        auto known = names_.find(id);
        if (known == names_.end()) {
            const auto found = context_.find(user, id);
            known = names_.emplace(id, found ? std::optional(found->get(user.name)) : std::nullopt).first;
        }
        return known->second ? &*known->second : nullptr;
    }

private:
    static constexpr std::size_t part_of_a_search = 1'000, looked_at_most = 20'000;

    std::vector<AuditEntry> read_part(std::size_t many) {
        std::string sql = "SELECT id, at, what, user_id, address, facts FROM audit WHERE (at, id) < (?, ?)";
        Values values{after_.first, after_.second};
        const auto narrow = [&](const char* condition, Value value) {
            sql += condition;
            values.push_back(std::move(value));
        };
        if (!wanted_.what.empty()) narrow(" AND what = ?", wanted_.what);
        if (wanted_.user) narrow(" AND user_id = ?", wanted_.user);
        if (wanted_.from) narrow(" AND at >= ?", wanted_.from);
        if (wanted_.until) narrow(" AND at < ?", wanted_.until);
        values.push_back(static_cast<std::int64_t>(many));
        std::vector<AuditEntry> entries;
        context_.connection().query(sql + " ORDER BY at DESC, id DESC LIMIT ?", values, [&](const Row& row) {
            entries.push_back({row.whole(0), row.whole(1), std::string(row.text(2)), row.whole(3),
                               std::string(row.text(4)), Json::parse(row.text(5))});
            return true;
        });
        return entries;
    }
    bool holds(std::string_view text) const { return fold(text).find(text_) != std::string::npos; }
    bool stands_in(const Json& value) const {
        if (value.is_string()) return holds(value.as_string());
        if (value.is_array())
            return std::any_of(value.items().begin(), value.items().end(),
                               [&](const Json& each) { return stands_in(each); });
        if (!value.is_object()) return false;
        return std::any_of(value.members().begin(), value.members().end(),
                           [&](const auto& each) { return stands_in(each.second); });
    }
    bool fits(const AuditEntry& entry) {
        if (text_.empty()) return true;
        const std::string* name = name_of(entry.user);
        return (name && holds(*name)) || holds(entry.address) || stands_in(entry.facts);
    }

    Context& context_;
    const AuditWanted& wanted_;
    std::string text_;
    Place after_;
    bool more_ = false;
    std::map<Id, std::optional<std::string>> names_;
};

} // namespace

void append_audit(Connection& connection, const AuditEntry& entry) {
    connection.execute("INSERT INTO audit (id, bucket, at, what, user_id, address, facts) VALUES (?, ?, ?, ?, ?, ?, ?)",
                       Values{entry.id, std::int64_t{bucket_of(entry.id)}, entry.at, entry.what, entry.user,
                              entry.address, entry.facts.is_null() ? "{}" : entry.facts.dump()});
}

void append_audit(Context& context, std::string_view what, const Json& facts) {
    if (signs_in(context))
        append_audit(context.connection(), {context.make_id(), context.now(), std::string(what), context.user(),
                                            address_of(context.request()), facts});
}

void end_all_sessions(Context& context, Id user_id) {
    if (signs_in(context)) context.connection().execute("DELETE FROM session WHERE user_id = ?", Values{user_id});
}

void end_password_link(Context& context, Id user_id) {
    if (signs_in(context)) context.connection().execute("DELETE FROM password_link WHERE user_id = ?", Values{user_id});
}

bool has_signed_in(Context& context, Id user_id) {
    return signs_in(context) && !is_null(context.connection().value(
                                    "SELECT signed_in_at FROM credential WHERE user_id = ?", Values{user_id}));
}

void write_audit_page(Context& context, const AuditWanted& wanted, int limit, std::string_view cursor,
                      std::string& out) {
    limit = std::clamp(limit, 1, 200);
    AuditReader reader(context, wanted, read_cursor(cursor));
    const auto entries = reader.read(static_cast<std::size_t>(limit));
    JsonWriter json(out);
    json.begin_object().key("items").begin_array();
    for (const auto& entry : entries) {
        json.begin_object().key("id").id(entry.id);
        json.member("at", format_moment(entry.at)).member("what", entry.what).key("user");
        if (const std::string* name = reader.name_of(entry.user))
            json.begin_object().key("id").id(entry.user).member("title", *name).end_object();
        else
            json.null();
        json.member("address", entry.address).key("facts").json(entry.facts).end_object();
    }
    json.end_array().key("next");
    if (const auto place = reader.next())
        json.string(cursor_for("audit", std::to_string(place->first) + "-" + std::to_string(place->second)));
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

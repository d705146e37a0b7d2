#include "auth/tokens.hpp"

#include "auth/audit.hpp"
#include "auth/batches.hpp"
#include "auth/grants.hpp"
#include "auth/password.hpp"
#include "base/error.hpp"
#include "base/secret.hpp"
#include "base/text.hpp"
#include "base/visible.hpp"

namespace crm {

namespace {

constexpr std::size_t most_kept = 5'000;
constexpr Moment day = 24 * hour;

Json scopes_json(const std::vector<Scope>& scopes) {
    Json list = Json::array();
    for (const Scope& scope : scopes)
        list.push(Json::object({{"object", scope.object}, {"read", scope.read}, {"write", scope.write}}));
    return list;
}

std::vector<Scope> scopes_from(std::string_view text) {
    std::vector<Scope> scopes;
    const Json list = Json::parse(text);
    for (const Json& each : list.items())
        scopes.push_back({each.text("object"), each.flag("read"), each.flag("write")});
    return scopes;
}

void moment_or_null(JsonWriter& json, std::string_view name, Moment at) {
    json.key(name);
    if (at)
        json.string(format_moment(at));
    else
        json.null();
}

} // namespace

Tokens::Tokens(Engine& engine) : engine_(engine), kept_for_(engine.dialect().postgres() ? 2 * second : 30 * second) {}

NewToken Tokens::make(Id user_id, const std::string& name, const std::vector<Scope>& scopes, Moment expires_at,
                      Moment at, const std::string& address) {
    const std::string kept_name = squeezed(storable(name, 100));
    if (!shows_something(kept_name)) throw Error::at("name", "Give the token a name that says which program uses it.");
    if (expires_at != 0 && expires_at <= at)
        throw Error::at("expires_at",
                        "This moment has passed. Give one in the future, or none for a token that does not expire.");
    if (scopes.size() > 200) throw Error::at("scopes", "A token has at most 200 scopes. Use \"*\" for all objects.");
    check_scopes(*engine_.schema(), scopes);
    const std::string secret = std::string(prefix) + make_secret();
    const std::string hash = hash_of_secret(secret);
    const Id id = engine_.ids().make(), audit_id = engine_.ids().make();
    engine_.database().write(
        [&](Connection& connection) {
            const Value count = connection.value("SELECT COUNT(*) FROM token WHERE user_id = ?", Values{user_id});
            if (whole_or(count, 0) >= most_of_a_user)
                throw Error(Problem::conflict, "A user has at most " + std::to_string(most_of_a_user) +
                                                   " tokens. End those that are no longer used.");
            connection.execute("INSERT INTO token (id, user_id, name, hash, scopes, created_at, expires_at, used_at, "
                               "used_from) VALUES (?, ?, ?, ?, ?, ?, ?, 0, '')",
                               Values{id, user_id, kept_name, hash, scopes_json(scopes).dump(), at, expires_at});
            append_audit(
                connection,
                {audit_id, at, "token_made", user_id, storable(address, 60),
                 Json::object({{"token", std::to_string(id)}, {"name", kept_name}, {"scopes", scopes_json(scopes)}})});
        },
        [&](Connection& connection) {
            return !is_null(connection.value("SELECT id FROM token WHERE id = ?", Values{id}));
        });
    return {id, secret};
}

std::optional<Tokens::Token> Tokens::stored(const std::string& hash) {
    std::optional<Token> found;
    engine_.database().read([&](Connection& connection) {
        found.reset();
        connection.query("SELECT id, user_id, scopes, expires_at, used_at, used_from FROM token WHERE hash = ?",
                         Values{hash}, [&](const Row& row) {
                             found = Token{row.whole(0), row.whole(1), scopes_from(row.text(2)),
                                           row.whole(3), row.whole(4), std::string(row.text(5))};
                             return false;
                         });
    });
    return found;
}

std::optional<Tokens::Token> Tokens::find(std::string_view secret, const std::string& address, Moment at) {
    if (!secret.starts_with(prefix) || secret.size() > 100) return std::nullopt;
    const std::string hash = hash_of_secret(secret);
    std::optional<Token> token;
    std::uint64_t ended_before = 0;
    {
        std::lock_guard lock(mutex_);
        ended_before = ended_;
        auto found = kept_.find(hash);
        if (found != kept_.end() && at >= found->second.read_at && at - found->second.read_at < kept_for_)
            token = found->second.token;
    }
    if (!token) {
        token = stored(hash);
        if (!token) return std::nullopt;
        std::lock_guard lock(mutex_);
        if (kept_.size() >= most_kept) kept_.clear();
        if (ended_before == ended_) kept_[hash] = {*token, at};
    }
    if (token->expires_at != 0 && at >= token->expires_at) return std::nullopt;
    if (at - token->used_at >= used_every) note_use(hash, *token, address, at);
    return token;
}

// The audit tells of the first use on a day and of a change of address, not of every request.
void Tokens::note_use(const std::string& hash, Token& token, const std::string& address, Moment at) {
    const bool tell = token.used_from != address || token.used_at / day != at / day;
    const Id audit_id = engine_.ids().make();
    engine_.database().write(
        [&](Connection& connection) {
            connection.execute("UPDATE token SET used_at = ?, used_from = ? WHERE id = ?",
                               Values{at, storable(address, 60), token.id});
            if (tell)
                append_audit(connection, {audit_id, at, "token_used", token.user, storable(address, 60),
                                          Json::object({{"token", std::to_string(token.id)}})});
        },
        [&](Connection& connection) {
            return tell && !is_null(connection.value("SELECT id FROM audit WHERE id = ? AND bucket = ?",
                                                     Values{audit_id, std::int64_t{bucket_of(audit_id)}}));
        });
    token.used_at = at;
    token.used_from = storable(address, 60);
    std::lock_guard lock(mutex_);
    if (auto found = kept_.find(hash); found != kept_.end()) {
        found->second.token.used_at = at;
        found->second.token.used_from = token.used_from;
    }
}

std::shared_ptr<const Rights> Tokens::cut(const Token& token, const std::shared_ptr<const Rights>& rights) {
    if (token.scopes.empty()) return rights;
    auto schema = engine_.schema();
    {
        std::lock_guard lock(mutex_);
        auto found = cuts_.find(token.id);
        if (found != cuts_.end() && found->second.whole == rights && found->second.schema == schema)
            return found->second.cut;
    }
    auto made = std::make_shared<const Rights>(cut_to(*rights, *schema, token.scopes));
    std::lock_guard lock(mutex_);
    if (cuts_.size() >= most_kept) cuts_.clear();
    cuts_[token.id] = {rights, made, schema};
    return made;
}

void Tokens::forget() {
    std::lock_guard lock(mutex_);
    ++ended_;
    kept_.clear();
    cuts_.clear();
}

std::set<Id> Tokens::present(const std::vector<Id>& tokens, Moment at) {
    std::set<Id> valid;
    engine_.database().read([&](Connection& connection) {
        valid.clear();
        for_each_batch(tokens, [&](const std::string& marks, const Values& ids) {
            connection.query("SELECT id, expires_at FROM token WHERE id IN (" + marks + ")", ids, [&](const Row& row) {
                if (row.whole(1) == 0 || at < row.whole(1)) valid.insert(row.whole(0));
                return true;
            });
        });
    });
    return valid;
}

bool Tokens::end(Id user_id, Id token) {
    bool ended = false;
    engine_.database().write([&](Connection& connection) {
        ended = user_id == 0
                    ? connection.execute("DELETE FROM token WHERE id = ?", Values{token}) == 1
                    : connection.execute("DELETE FROM token WHERE id = ? AND user_id = ?", Values{token, user_id}) == 1;
    });
    forget();
    return ended;
}

void Tokens::write(Id user_id, std::string& out) {
    JsonWriter json(out);
    json.begin_object().key("items").begin_array();
    engine_.database().read([&](Connection& connection) {
        connection.query("SELECT id, name, scopes, created_at, expires_at, used_at FROM token WHERE user_id = ? ORDER "
                         "BY created_at DESC, id DESC LIMIT 200",
                         Values{user_id}, [&](const Row& row) {
                             json.begin_object().key("id").id(row.whole(0));
                             json.member("name", row.text(1)).key("scopes").raw(row.text(2));
                             json.member("created_at", format_moment(row.whole(3)));
                             moment_or_null(json, "expires_at", row.whole(4));
                             moment_or_null(json, "used_at", row.whole(5));
                             json.end_object();
                             return true;
                         });
    });
    json.end_array().end_object();
}

} // namespace crm

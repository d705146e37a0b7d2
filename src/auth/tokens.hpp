// Tokens: keys by which programs act for a user, cut down to scopes. Shown once when made; only a hash is stored.
#pragma once
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "auth/auth.hpp"
#include "record/engine.hpp"

namespace crm {

class Tokens {
public:
    explicit Tokens(Engine& engine);

    struct Token {
        Id id = 0, user = 0;
        std::vector<Scope> scopes; // empty: all that the user may
        Moment expires_at = 0;     // 0: never
        Moment used_at = 0;
        std::string used_from;
    };
    NewToken make(Id user, const std::string& name, const std::vector<Scope>& scopes, Moment expires_at, Moment at,
                  const std::string& address);
    // Empty where there is no such token or it has expired.
    std::optional<Token> find(std::string_view secret, const std::string& address, Moment at);
    // `rights` of the token's user, cut down to its scopes; made once for each value of them.
    std::shared_ptr<const Rights> cut(const Token& token, const std::shared_ptr<const Rights>& rights);
    std::set<Id> present(const std::vector<Id>& tokens, Moment at); // those that are there and have not expired
    bool end(Id user, Id token);                                    // user 0: whosever it is
    void write(Id user, std::string& out);
    void forget();

    static constexpr std::string_view prefix = "rlc_";
    static constexpr int most_of_a_user = 100;
    static constexpr Moment used_every = minute; // at most so often is its use noted

private:
    struct Kept {
        Token token;
        Moment read_at = 0;
    };
    struct Cut {
        std::shared_ptr<const Rights> whole, cut;
        std::shared_ptr<const Schema> schema;
    };
    std::optional<Token> stored(const std::string& hash);
    void note_use(const std::string& hash, Token& token, const std::string& address, Moment at);

    Engine& engine_;
    Moment kept_for_;
    std::mutex mutex_;
    std::unordered_map<std::string, Kept> kept_;
    std::unordered_map<Id, Cut> cuts_;
    std::uint64_t ended_ = 0; // a token read before an end is not kept after it
};

} // namespace crm

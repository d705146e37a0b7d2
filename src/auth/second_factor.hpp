// SecondFactor: what a user proves beside the password: codes of an authenticator app, or one of ten recovery codes,
// each good once. Whether it is on stands in the user's record too, so that every server knows of a change.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "auth/vault.hpp"
#include "record/context.hpp"

namespace crm {

class SecondFactor {
public:
    SecondFactor(Engine& engine, std::string key_file) : engine_(engine), vault_(std::move(key_file)) {}

    struct State {
        bool on = false;
        Moment since = 0;
        int recovery_codes = 0; // left
    };
    State state(Id user);
    // A new secret, not in force before it is confirmed; the one in force stays meanwhile. Shown once.
    std::string begin(Id user);
    // A code of the new secret puts it in force; gives fresh recovery codes, shown once. Throws Error at "code".
    std::vector<std::string> confirm(Id user, std::string_view code, Moment at);
    std::vector<std::string> renew_recovery_codes(Id user);
    // Whether this is a code of the moment or a recovery code; it is used up. `recovered` says which.
    bool prove(Id user, std::string_view code, Moment at, bool& recovered);
    bool remove(Id user, Id by, Moment at); // false where there was none

    static constexpr int recovery_codes = 10;

private:
    struct Stored {
        std::string secret, fresh, codes; // sealed, sealed, hashes between spaces
        Moment confirmed_at = 0;
        std::int64_t last_step = 0;
        bool present = false;
    };
    Stored stored(Id user);
    std::string opened(Id user, const std::string& sealed);
    bool use_recovery_code(Id user, std::string codes, const std::string& hash);
    void mark(Context& context, Id user, bool on);

    Engine& engine_;
    Vault vault_;
};

} // namespace crm

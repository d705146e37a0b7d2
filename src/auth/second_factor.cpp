#include "auth/second_factor.hpp"

#include <sodium.h>

#include <algorithm>

#include "auth/password.hpp"
#include "auth/totp.hpp"
#include "auth/user.hpp"
#include "base/error.hpp"

namespace crm {

namespace {

// Sixteen letters of base32, 80 bits: "abcd-efgh-ijkl-mnop".
std::string make_recovery_code() {
    std::string random(10, '\0');
    randombytes_buf(random.data(), random.size());
    std::string code;
    for (char c : base32(random)) {
        if (code.size() % 5 == 4) code += '-';
        code += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return code;
}

std::string hash_of_code(std::string_view typed) {
    std::string plain;
    for (char c : typed)
        if (c != ' ' && c != '-') plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return hash_of_secret("recovery:" + plain);
}

std::string hashes_of(const std::vector<std::string>& codes) {
    std::string list = " ";
    for (const auto& code : codes) list += hash_of_code(code) + " ";
    return list;
}

std::vector<std::string> fresh_codes() {
    std::vector<std::string> codes;
    for (int i = 0; i < SecondFactor::recovery_codes; ++i) codes.push_back(make_recovery_code());
    return codes;
}

// Nobody may write the mark in the user's record themselves; the event still says whose doing it was.
Request request_of(Id by, Moment at) {
    auto rights = std::make_shared<Rights>(*Rights::system());
    rights->user = by;
    Request request;
    request.rights = std::move(rights);
    request.at = at;
    return request;
}

std::string owner(Id user_id) {
    return "second factor of " + std::to_string(user_id);
}

} // namespace

SecondFactor::Stored SecondFactor::stored(Id user_id) {
    Stored found;
    engine_.database().read([&](Connection& connection) {
        found = {};
        connection.query("SELECT secret, fresh, codes, confirmed_at, last_step FROM second_factor WHERE user_id = ?",
                         Values{user_id}, [&](const Row& row) {
                             found = {std::string(row.text(0)),
                                      std::string(row.text(1)),
                                      std::string(row.text(2)),
                                      row.whole(3),
                                      row.whole(4),
                                      true};
                             return false;
                         });
    });
    return found;
}

std::string SecondFactor::opened(Id user_id, const std::string& sealed) {
    auto secret = vault_.open(sealed, owner(user_id));
    if (!secret)
        throw Error(Problem::unavailable,
                    "The second factor cannot be checked with the key file of this server. Please ask an administrator "
                    "to bring back the right key file, or to reset your second factor.");
    return std::move(*secret);
}

SecondFactor::State SecondFactor::state(Id user_id) {
    const Stored found = stored(user_id);
    const auto spaces = std::count(found.codes.begin(), found.codes.end(), ' ');
    return {found.confirmed_at != 0, found.confirmed_at, static_cast<int>(std::max<std::ptrdiff_t>(0, spaces - 1))};
}

std::string SecondFactor::begin(Id user_id) {
    const std::string secret = make_code_secret(), sealed = vault_.seal(secret, owner(user_id));
    engine_.database().write([&](Connection& connection) {
        connection.execute("INSERT INTO second_factor (user_id, secret, fresh, codes, confirmed_at, last_step) VALUES "
                           "(?, '', ?, '', 0, 0) ON CONFLICT (user_id) DO UPDATE SET fresh = excluded.fresh",
                           Values{user_id, sealed});
    });
    return secret;
}

// The user's record says whether it is on: a change of users is what all servers look out for.
void SecondFactor::mark(Context& context, Id user_id, bool on) {
    Record record = context.load(user, user_id);
    if (record.get(user.second_factor) == on) return;
    record.set(user.second_factor, on);
    context.save(record);
}

std::vector<std::string> SecondFactor::confirm(Id user_id, std::string_view code, Moment at) {
    const Stored found = stored(user_id);
    if (found.fresh.empty())
        throw Error(Problem::conflict, "There is no second factor to confirm. Please begin to set one up first.");
    const std::int64_t step = step_of_code(opened(user_id, found.fresh), code, at);
    if (step == 0)
        throw Error::at("code", "This is not the code that the app shows now. Please check that the clock of your "
                                "phone is right, and type the present code.");
    const auto codes = fresh_codes();
    Request request = request_of(user_id, at);
    bool done = false;
    engine_.write(request, [&](Context& context) {
        done = context.connection().execute(
                   "UPDATE second_factor SET secret = fresh, fresh = '', codes = ?, confirmed_at = ?, "
                   "last_step = ? WHERE user_id = ? AND fresh = ?",
                   Values{hashes_of(codes), at, step, user_id, found.fresh}) == 1;
        if (done) mark(context, user_id, true);
    });
    if (!done) throw Error(Problem::conflict, "Somebody set up another second factor meanwhile. Please begin again.");
    return codes;
}

std::vector<std::string> SecondFactor::renew_recovery_codes(Id user_id) {
    const auto codes = fresh_codes();
    bool done = false;
    engine_.database().write([&](Connection& connection) {
        done = connection.execute("UPDATE second_factor SET codes = ? WHERE user_id = ? AND confirmed_at > 0",
                                  Values{hashes_of(codes), user_id}) == 1;
    });
    if (!done) throw Error(Problem::conflict, "You have no second factor. Please set one up first.");
    return codes;
}

bool SecondFactor::use_recovery_code(Id user_id, std::string codes, const std::string& hash) {
    const std::string before = codes;
    const auto place = codes.find(" " + hash + " ");
    if (place == std::string::npos) return false;
    codes.erase(place, hash.size() + 1);
    bool used = false;
    engine_.database().write([&](Connection& connection) {
        used = connection.execute("UPDATE second_factor SET codes = ? WHERE user_id = ? AND codes = ?",
                                  Values{codes, user_id, before}) == 1;
    });
    return used;
}

bool SecondFactor::prove(Id user_id, std::string_view code, Moment at, bool& recovered) {
    recovered = false;
    if (code.size() > 100) return false;
    const Stored found = stored(user_id);
    if (found.confirmed_at == 0) return false;
    if (use_recovery_code(user_id, found.codes, hash_of_code(code))) return recovered = true;
    const std::int64_t step = step_of_code(opened(user_id, found.secret), code, at);
    if (step <= found.last_step) return false;
    bool used = false; // a code is good once, on whichever server
    engine_.database().write([&](Connection& connection) {
        used = connection.execute("UPDATE second_factor SET last_step = ? WHERE user_id = ? AND last_step < ?",
                                  Values{step, user_id, step}) == 1;
    });
    return used;
}

bool SecondFactor::remove(Id user_id, Id by, Moment at) {
    Request request = request_of(by, at);
    bool there = false;
    engine_.write(request, [&](Context& context) {
        there = !is_null(context.connection().value(
            "SELECT user_id FROM second_factor WHERE user_id = ? AND confirmed_at > 0", Values{user_id}));
        context.connection().execute("DELETE FROM second_factor WHERE user_id = ?", Values{user_id});
        mark(context, user_id, false);
    });
    return there;
}

} // namespace crm

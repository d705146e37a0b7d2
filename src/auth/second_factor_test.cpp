#include "auth/second_factor.hpp"

#include "auth/totp.hpp"
#include "auth/tries.hpp"
#include "auth/world_for_tests.hpp"

namespace crm::testing {

namespace {

struct SecondFactors : AuthTest {
    Id eva = auth.add_user("eva", "Eva", "salesperson", password);
    std::string secret; // its octets
    std::vector<std::string> recovery;

    std::string octets_of(const std::string& base32) const {
        constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        std::string out;
        std::uint32_t bits = 0;
        int held = 0;
        for (char c : base32) {
            bits = bits << 5 | static_cast<std::uint32_t>(letters.find(c));
            if ((held += 5) >= 8) out += static_cast<char>(bits >> (held -= 8) & 255);
        }
        return out;
    }
    std::string code() const { return code_at(secret, code_step(time)); }
    void next_step() { time += code_seconds * second; }
    void set_up() {
        secret = octets_of(auth.begin_second_factor(eva, password).secret);
        recovery = auth.confirm_second_factor(eva, code());
        next_step();
    }
    SignedIn sign_in(const std::string& with_code = {}) {
        return auth.sign_in("eva", password, "192.0.2.1", "test", with_code);
    }
    bool audited(const std::string& what) {
        std::string page;
        auth.write_audit({}, 100, "", page);
        return page.find('"' + what + '"') != std::string::npos;
    }
};

} // namespace

TEST_F(SecondFactors, are_in_force_only_when_confirmed) {
    auth.begin_second_factor(eva, password);
    EXPECT_NE(sign_in().caller.session, 0) << "begun, not confirmed";
    EXPECT_EQ(problem([&] { auth.confirm_second_factor(eva, "000000"); }), Problem::invalid);
    set_up();
    EXPECT_EQ(recovery.size(), 10u);
    const std::string asked = refusal([&] { sign_in(); });
    EXPECT_NE(asked.find("code"), std::string::npos) << asked;
    EXPECT_EQ(problem([&] { sign_in(); }), Problem::unauthenticated);
    EXPECT_NE(sign_in(code()).caller.session, 0);
    EXPECT_TRUE(audited("second_factor_on"));
}

TEST_F(SecondFactors, take_a_code_once_only) {
    set_up();
    sign_in(code());
    EXPECT_EQ(problem([&] { sign_in(code()); }), Problem::unauthenticated);
    next_step();
    EXPECT_NE(sign_in(code()).caller.session, 0);
}

TEST_F(SecondFactors, do_not_tell_a_wrong_password_from_a_right_one_by_asking_for_the_code) {
    set_up();
    const std::string wrong = refusal([&] { auth.sign_in("eva", "wrong password", "192.0.2.1", "test", code()); });
    EXPECT_EQ(wrong, refusal([&] { auth.sign_in("nobody", "wrong password", "192.0.2.1", "test"); }));
}

TEST_F(SecondFactors, slow_down_guessing_of_codes_also_between_requests_without_one) {
    set_up();
    int refused = 0;
    Problem last = Problem::unauthenticated;
    for (; refused < 20 && last == Problem::unauthenticated; ++refused) {
        last = problem([&] { sign_in("000000"); });
        if (last == Problem::unauthenticated) refusal([&] { sign_in(); });
    }
    EXPECT_EQ(last, Problem::too_many);
    EXPECT_LE(refused, Tries::free_by_login + 1);
    EXPECT_EQ(problem([&] { sign_in(code()); }), Problem::too_many);
    time += hour;
    EXPECT_NE(sign_in(code()).caller.session, 0);
}

TEST_F(SecondFactors, are_not_counted_as_failures_when_only_the_code_is_asked_for) {
    set_up();
    for (int i = 0; i < 3 * Tries::free_by_login; ++i) EXPECT_EQ(problem([&] { sign_in(); }), Problem::unauthenticated);
    EXPECT_NE(sign_in(code()).caller.session, 0);
}

TEST_F(SecondFactors, may_be_replaced_by_a_recovery_code_each_good_once) {
    set_up();
    std::string typed = recovery[3];
    for (char& c : typed) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    EXPECT_NE(sign_in(typed).caller.session, 0);
    EXPECT_TRUE(audited("recovery_code_used"));
    EXPECT_EQ(problem([&] { sign_in(recovery[3]); }), Problem::unauthenticated);
    EXPECT_NE(sign_in(recovery[4]).caller.session, 0);
    std::string state;
    auth.write_second_factor(*auth.rights_of(eva), state);
    EXPECT_EQ(Json::parse(state).number("recovery_codes"), 8);
    const auto fresh = auth.renew_recovery_codes(eva, password);
    EXPECT_EQ(problem([&] { sign_in(recovery[5]); }), Problem::unauthenticated);
    EXPECT_NE(sign_in(fresh[0]).caller.session, 0);
}

TEST_F(SecondFactors, leave_open_sessions_alone) {
    const auto before = sign_in();
    set_up();
    EXPECT_TRUE(auth.by_cookie(before.cookie, "192.0.2.1").has_value());
}

TEST_F(SecondFactors, take_the_password_to_set_up_and_to_end) {
    EXPECT_EQ(problem([&] { auth.begin_second_factor(eva, "wrong password"); }), Problem::invalid);
    set_up();
    EXPECT_EQ(problem([&] { auth.end_second_factor(eva, "wrong password"); }), Problem::invalid);
    auth.end_second_factor(eva, password);
    EXPECT_NE(sign_in().caller.session, 0);
    EXPECT_TRUE(audited("second_factor_off"));
}

TEST_F(SecondFactors, are_reset_by_an_administrator) {
    set_up();
    EXPECT_TRUE(auth.reset_second_factor(eva, 0));
    EXPECT_FALSE(auth.reset_second_factor(eva, 0));
    EXPECT_NE(sign_in().caller.session, 0);
    EXPECT_TRUE(audited("second_factor_reset"));
}

TEST_F(SecondFactors, may_be_required_by_a_role) {
    EXPECT_FALSE(auth.second_factor_due(eva));
    write([&](Context& context) {
        Record record = context.load(role, context.find_one(role, role.name == std::string("salesperson"))->id());
        record.set(role.second_factor, true);
        context.save(record);
    });
    EXPECT_TRUE(auth.second_factor_due(eva));
    set_up();
    EXPECT_FALSE(auth.second_factor_due(eva));
    EXPECT_EQ(problem([&] { auth.end_second_factor(eva, password); }), Problem::conflict);
}

TEST_F(SecondFactors, are_stored_so_that_the_database_alone_gives_no_code) {
    set_up();
    std::string everything;
    engine.database().read([&](Connection& connection) {
        connection.query("SELECT secret, fresh, codes FROM second_factor", {}, [&](const Row& row) {
            for (int i = 0; i < 3; ++i) everything += row.text(i);
            return true;
        });
    });
    EXPECT_EQ(everything.find(secret), std::string::npos);
    EXPECT_EQ(everything.find(base32(secret)), std::string::npos);
    for (const auto& each : recovery) EXPECT_EQ(everything.find(each), std::string::npos);
}

} // namespace crm::testing

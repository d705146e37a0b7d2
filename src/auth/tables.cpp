#include "auth/auth.hpp"

namespace crm {

namespace {

void append(std::vector<std::string>& statements, std::vector<std::string> more) {
    for (auto& each : more) statements.push_back(std::move(each));
}

// "name type, …" with N for a number and T for a text after each name.
std::string columns(const Dialect& dialect, std::initializer_list<std::pair<const char*, char>> list) {
    std::string out;
    for (const auto& [name, type] : list) {
        (out += out.empty() ? "\"" : ", \"") += name;
        (out += "\" ") += type == 'N' ? dialect.bigint() : dialect.text();
    }
    return out;
}

} // namespace

std::vector<std::string> auth_tables(const Dialect& dialect) {
    std::vector<std::string> all;
    append(all, dialect.create_keyed_table(
                    "credential",
                    columns(dialect, {{"user_id", 'N'}, {"hash", 'T'}, {"changed_at", 'N'}, {"signed_in_at", 'N'}}),
                    "\"user_id\"", TableClass::small));
    append(all, dialect.create_keyed_table("password_link",
                                           columns(dialect, {{"user_id", 'N'}, {"hash", 'T'}, {"made_at", 'N'}}),
                                           "\"user_id\"", TableClass::small));
    append(all, dialect.create_keyed_table("second_factor",
                                           columns(dialect, {{"user_id", 'N'},
                                                             {"secret", 'T'},
                                                             {"fresh", 'T'},
                                                             {"codes", 'T'},
                                                             {"confirmed_at", 'N'},
                                                             {"last_step", 'N'}}),
                                           "\"user_id\"", TableClass::small));
    append(all, dialect.create_record_table("session",
                                            columns(dialect, {{"user_id", 'N'},
                                                              {"hash", 'T'},
                                                              {"created_at", 'N'},
                                                              {"seen_at", 'N'},
                                                              {"address", 'T'},
                                                              {"agent", 'T'}}),
                                            TableClass::single));
    all.push_back("CREATE UNIQUE INDEX IF NOT EXISTS session_by_hash ON session (hash)");
    all.push_back("CREATE INDEX IF NOT EXISTS session_by_user ON session (user_id, id)");
    append(all,
           dialect.create_keyed_table("seen_as", columns(dialect, {{"session_id", 'N'}, {"user_id", 'N'}, {"at", 'N'}}),
                                      "\"session_id\"", TableClass::single));
    append(all, dialect.create_record_table("token",
                                            columns(dialect, {{"user_id", 'N'},
                                                              {"name", 'T'},
                                                              {"hash", 'T'},
                                                              {"scopes", 'T'},
                                                              {"created_at", 'N'},
                                                              {"expires_at", 'N'},
                                                              {"used_at", 'N'},
                                                              {"used_from", 'T'}}),
                                            TableClass::single));
    all.push_back("CREATE UNIQUE INDEX IF NOT EXISTS token_by_hash ON token (hash)");
    all.push_back("CREATE INDEX IF NOT EXISTS token_by_user ON token (user_id, id)");
    append(all, dialect.create_keyed_table(
                    "failed_try", columns(dialect, {{"key", 'T'}, {"count", 'N'}, {"first_at", 'N'}, {"last_at", 'N'}}),
                    "\"key\"", TableClass::single));
    all.push_back("CREATE INDEX IF NOT EXISTS failed_try_by_time ON failed_try (last_at)");
    append(all,
           dialect.create_keyed_table("first_run", columns(dialect, {{"id", 'N'}, {"hash", 'T'}, {"made_at", 'N'}}),
                                      "\"id\"", TableClass::single));
    append(all, dialect.create_record_table(
                    "audit",
                    columns(dialect, {{"at", 'N'}, {"what", 'T'}, {"user_id", 'N'}, {"address", 'T'}, {"facts", 'T'}}),
                    TableClass::big));
    all.push_back("CREATE INDEX IF NOT EXISTS audit_by_time ON audit (at, id)");
    return all;
}

} // namespace crm

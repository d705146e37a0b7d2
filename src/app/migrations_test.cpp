#include "app/migrations.hpp"

#include <gtest/gtest.h>

#include "app/installation.hpp"
#include "modules/core/contact_point.hpp"
#include "modules/core/party.hpp"
#include "testing/database.hpp"

namespace crm {
namespace {

struct ProgramMigrations : ::testing::Test {
    DatabaseOptions options = testing::fresh_database_options();
    std::unique_ptr<Engine> open(const std::vector<Migration>& migrations) {
        return std::make_unique<Engine>(Database::open(options), program_objects(), Company{}, migrations);
    }
};

TEST_F(ProgramMigrations, say_no_where_an_older_program_said_nothing) {
    Id yes = 0, nothing = 0;
    {
        auto older = open({});
        Request request;
        older->write(request, [&](Context& context) {
            Record acme = context.make(party);
            acme.set(party.kind, "organization");
            acme.set(party.name, "Acme");
            context.save(acme);
            auto add = [&](const char* email, std::optional<bool> verified) {
                Record point = context.make(contact_point);
                point.set(contact_point.party, acme.id());
                point.set(contact_point.kind, "email");
                point.set(contact_point.value, email);
                point.clear(contact_point.verified);
                if (verified) point.set(contact_point.verified, *verified);
                context.save(point);
                return point.id();
            };
            yes = add("a@acme.example", true);
            nothing = add("b@acme.example", {});
        });
    }
    auto newer = open(program_migrations());
    Request request;
    newer->read(request, [&](Context& context) {
        auto verified = [&](Id id) { return context.load(contact_point, id).at(context.object("contact_point").field(contact_point.verified)); };
        EXPECT_EQ(verified(nothing), Value(std::int64_t{0}));
        EXPECT_EQ(verified(yes), Value(std::int64_t{1}));
        EXPECT_EQ(whole(context.connection().value("SELECT COUNT(*) FROM migration WHERE applied_at IS NOT NULL")),
                  static_cast<std::int64_t>(program_migrations().size()));
    });
}

TEST_F(ProgramMigrations, fold_the_names_that_an_older_program_left) {
    Id acme = 0, kept = 0;
    {
        auto older = open({});
        Request request;
        older->write(request, [&](Context& context) {
            auto add = [&](const char* name) {
                Record record = context.make(party);
                record.set(party.kind, "organization");
                record.set(party.name, name);
                context.save(record);
                return record.id();
            };
            acme = add("„Факом“ АД");
            kept = add("Beta Ltd");
            for (const auto& [id, key] : {std::pair{acme, Value()}, {kept, Value(std::string("as it is"))}})
                context.connection().execute("UPDATE \"party\" SET \"folded_name\" = ? WHERE \"id\" = ? AND \"bucket\" = ?",
                                             Values{key, id, std::int64_t{bucket_of(id)}});
        });
    }
    auto newer = open(program_migrations());
    Request request;
    newer->read(request, [&](Context& context) {
        EXPECT_EQ(context.load(party, acme).get(party.folded_name), "fakom");
        EXPECT_EQ(context.load(party, kept).get(party.folded_name), "as it is");
    });
}

} // namespace
} // namespace crm

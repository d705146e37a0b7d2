#include "app/migrations.hpp"

#include <gtest/gtest.h>

#include "app/installation.hpp"
#include "auth/role.hpp"
#include "modules/core/contact_point.hpp"
#include "modules/core/party.hpp"
#include "modules/core/relationship.hpp"
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
        auto verified = [&](Id id) {
            return context.load(contact_point, id).at(context.object("contact_point").field(contact_point.verified));
        };
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
                context.connection().execute(
                    "UPDATE \"party\" SET \"folded_name\" = ? WHERE \"id\" = ? AND \"bucket\" = ?",
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

TEST_F(ProgramMigrations, part_the_job_of_a_relationship_from_what_it_is_called) {
    Id director = 0, plain = 0, role_id = 0;
    {
        auto older = open({});
        Request request;
        older->write(request, [&](Context& context) {
            auto made = [&](const char* name) {
                Record record = context.make(party);
                record.set(party.kind, "organization");
                record.set(party.name, name);
                context.save(record);
                return record.id();
            };
            auto add = [&](Id from, Id to, const char* job) {
                Record record = context.make(relationship);
                record.set(relationship.from, from);
                record.set(relationship.to, to);
                record.set(relationship.kind, "works_at");
                if (job) record.set(relationship.job_title, job);
                context.save(record);
                return record.id();
            };
            const Id acme = made("Acme"), beta = made("Beta");
            director = add(acme, beta, "Director");
            plain = add(beta, acme, nullptr);
            Record clerk = context.make(role);
            clerk.set(role.name, "clerk");
            clerk.set(role.grants, R"([{"object":"relationship","create":true,"fields":{"job_title":"none"}}])");
            context.save(clerk);
            role_id = clerk.id();
        });
        // As it was before.
        older->database().change_schema(
            {"DROP INDEX IF EXISTS \"relationship_by_name\"", "DROP INDEX IF EXISTS \"relationship_by_from\"",
             "DROP INDEX IF EXISTS \"relationship_by_to\"",
             "UPDATE \"relationship\" SET \"job_title\" = \"name\", \"job_title_key\" = \"name_key\"",
             "ALTER TABLE \"relationship\" DROP COLUMN \"name\"",
             "ALTER TABLE \"relationship\" DROP COLUMN \"name_key\"",
             "ALTER TABLE \"relationship\" RENAME COLUMN \"job_title\" TO \"title\"",
             "ALTER TABLE \"relationship\" RENAME COLUMN \"job_title_key\" TO \"title_key\"",
             R"(UPDATE "event" SET "changes" = replace("changes", '"job_title"', '"title"'))",
             R"(UPDATE "role" SET "grants" = replace("grants", '"job_title"', '"title"'))"});
        older->set_fact("object_tables", "");
    }
    auto newer = open(program_migrations());
    Request request;
    newer->read(request, [&](Context& context) {
        const Record first = context.load(relationship, director), second = context.load(relationship, plain);
        EXPECT_EQ(first.get(relationship.job_title), "Director");
        EXPECT_EQ(first.title(), "Director");
        EXPECT_EQ(second.get(relationship.job_title), "");
        EXPECT_EQ(second.title(), "Works at");
        EXPECT_NE(context.load(role, role_id).get(role.grants).find("\"job_title\":\"none\""), std::string::npos);
        EXPECT_NE(
            text(context.connection().value("SELECT \"changes\" FROM \"event\" WHERE \"record\" = ? AND \"bucket\" = ?",
                                            Values{director, std::int64_t{bucket_of(director)}}))
                .find("\"field\":\"job_title\""),
            std::string::npos);
    });
}

TEST_F(ProgramMigrations, keep_addresses_in_lower_case_from_here_on) {
    Id acme = 0, point = 0;
    std::string own;
    {
        auto older = open({});
        Request shape;
        own = older->make_field(shape, "party", Json::parse(R"({"label":"Office","kind":"email"})")).text("name");
        Request request;
        older->write(request, [&](Context& context) {
            Record record = context.make(party);
            record.set(party.kind, "organization");
            record.set(party.name, "Acme");
            record.set(party.email, "info@acme.example");
            context.save(record);
            acme = record.id();
            point = context.find_one(contact_point, contact_point.party == acme)->id();
            context.connection().execute("UPDATE \"party\" SET \"email\" = 'INFO@acme.example', \"" + own +
                                             "\" = 'Żaba@acme.example' WHERE \"id\" = ? AND \"bucket\" = ?",
                                         Values{acme, std::int64_t{bucket_of(acme)}});
            context.connection().execute("UPDATE \"contact_point\" SET \"normal\" = 'INFO@acme.example', \"value\" = "
                                         "'INFO@acme.example' WHERE \"id\" = ? AND \"bucket\" = ?",
                                         Values{point, std::int64_t{bucket_of(point)}});
        });
    }
    auto newer = open(program_migrations());
    Request request;
    newer->read(request, [&](Context& context) {
        const Record record = context.load(party, acme), address = context.load(contact_point, point);
        EXPECT_EQ(record.get(party.email), "info@acme.example");
        EXPECT_EQ(record.text_at(record.object().field(own)->index), "żaba@acme.example");
        EXPECT_EQ(address.get(contact_point.normal), "info@acme.example");
        EXPECT_EQ(address.get(contact_point.value), "INFO@acme.example") << "what was typed stays";
    });
}

} // namespace
} // namespace crm

#include "modules/orders/register_entry.hpp"

#include <set>
#include <thread>

#include "modules/orders/invoice.hpp"
#include "modules/orders/orders_test.hpp"
#include "record/reports.hpp"

namespace crm {

class RegisterTest : public OrdersTest {
protected:
    std::vector<std::string> faults() {
        std::vector<std::string> found;
        act([&](Context& context) {
            found.clear();
            for (const Proof& proof : proofs_of(register_entry))
                proof(context, [&](const std::string& sentence) { found.push_back(sentence); });
        });
        return found;
    }
    void issue_three() {
        act([this](Context& context) {
            for (int i = 1; i <= 3; ++i) ids.push_back(issued(context, i * 10'00));
        });
    }
    void tamper(const std::string& sql) {
        act([&](Context& context) { context.connection().execute(sql); });
    }
    std::vector<Id> ids;
};

TEST_F(RegisterTest, entries_hold_the_digest_of_the_one_before) {
    issue_three();
    act([](Context& context) {
        const auto entries = context.find(register_entry, Condition::everything());
        ASSERT_EQ(entries.size(), 3u);
        EXPECT_EQ(entries[0].get(register_entry.place), "FV/{n}/11/2026#1");
        EXPECT_EQ(entries[0].get(register_entry.previous), "0");
        EXPECT_EQ(entries[1].get(register_entry.previous), entries[0].get(register_entry.digest));
        EXPECT_EQ(entries[2].get(register_entry.previous), entries[1].get(register_entry.digest));
    });
    EXPECT_TRUE(faults().empty());
}

TEST_F(RegisterTest, an_amount_changed_behind_the_programs_back_is_found) {
    issue_three();
    tamper("UPDATE \"invoice\" SET \"gross_total\" = 1 WHERE \"number\" = 'FV/2/11/2026'");
    EXPECT_EQ(faults(), std::vector<std::string>{"The issued invoice FV/2/11/2026 was changed after it was issued."});
}

TEST_F(RegisterTest, a_line_changed_behind_the_programs_back_is_found) {
    issue_three();
    tamper("UPDATE \"invoice_line\" SET \"name\" = 'Other' WHERE \"net\" = 1000");
    EXPECT_EQ(faults(), std::vector<std::string>{"The issued invoice FV/1/11/2026 was changed after it was issued."});
}

TEST_F(RegisterTest, an_entry_that_was_taken_out_or_changed_is_found) {
    issue_three();
    tamper("UPDATE \"register_entry\" SET \"content\" = 'x' WHERE \"serial\" = 3");
    EXPECT_EQ(faults().size(), 2u);
    tamper("DELETE FROM \"register_entry\" WHERE \"serial\" = 2");
    const auto found = faults();
    EXPECT_NE(std::find(found.begin(), found.end(), "The register breaks before FV/3/11/2026."), found.end());
    EXPECT_NE(std::find(found.begin(), found.end(),
                        "Of the series FV/{n}/11/2026 3 numbers were given and 2 are in the register."),
              found.end());
    EXPECT_NE(std::find(found.begin(), found.end(), "1 issued invoices are not in the register."), found.end());
}

TEST_F(RegisterTest, it_is_never_changed_nor_deleted) {
    issue_three();
    EXPECT_EQ(refusal([](Context& context) {
                  Record entry = context.find(register_entry, Condition::everything()).front();
                  entry.set(register_entry.content, "x");
                  context.save(entry);
              }).problem,
              Problem::conflict);
    EXPECT_EQ(refusal([](Context& context) {
                  Record entry = context.find(register_entry, Condition::everything()).front();
                  context.remove(entry);
              }).problem,
              Problem::conflict);
}

TEST_F(RegisterTest, a_new_owner_or_name_of_the_customer_leaves_the_register_whole) {
    issue_three();
    act([this](Context& context) {
        Record made = context.load(invoice, ids[0]);
        made.set(invoice.owner, boris);
        context.save(made);
    });
    EXPECT_TRUE(faults().empty());
}

// Drafts are made first, and all are issued at once by 64 clients; some fail on the way.
TEST_F(RegisterTest, sixty_four_clients_that_issue_at_once_leave_no_gap_and_no_double) {
    constexpr int clients = 64, each = 3;
    std::vector<Id> drafts;
    act([&](Context& context) {
        drafts.clear();
        for (int i = 0; i < clients * each; ++i) {
            const Record made = document(context, invoice, acme);
            add_line(context, made, 1'0000, 10'0000, 0);
            drafts.push_back(made.id());
        }
    });
    std::atomic<int> failed = 0;
    std::vector<std::thread> threads;
    for (int client = 0; client < clients; ++client)
        threads.emplace_back([&, client] {
            for (int i = 0; i < each; ++i) {
                const bool fails = (client + i) % 8 == 0;
                for (bool again = true; again;) { // who is told that all are busy comes again
                    again = false;
                    try {
                        act([&](Context& context) {
                            Record made = context.load(invoice, drafts[static_cast<std::size_t>(client * each + i)]);
                            issue(context, made);
                            if (fails) throw Error(Problem::conflict, "Something else went wrong.");
                        });
                    } catch (const Error& error) {
                        again = error.problem == Problem::unavailable;
                        if (again) continue;
                        EXPECT_STREQ(error.what(), "Something else went wrong.");
                        ++failed;
                    }
                }
            }
        });
    for (auto& thread : threads) thread.join();
    std::set<std::int64_t> serials;
    act([&](Context& context) {
        serials.clear();
        for (const Record& made : context.find(invoice, invoice.state == "issued"))
            serials.insert(made.get(invoice.serial).value());
    });
    const int good = clients * each - failed;
    EXPECT_EQ(failed, clients * each / 8);
    ASSERT_EQ(static_cast<int>(serials.size()), good);
    EXPECT_EQ(*serials.begin(), 1);
    EXPECT_EQ(*serials.rbegin(), good);
    EXPECT_TRUE(faults().empty());
}

} // namespace crm

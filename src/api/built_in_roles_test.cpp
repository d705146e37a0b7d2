// What an administrator makes at run time is in the roles that read everything at once.
#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

TEST(BuiltInRoles, take_in_an_own_object_as_soon_as_it_is_made_and_while_it_is_there) {
    TestApp crm{all_objects()};
    for (const char* role : {"reader", "analyst", "salesperson"})
        crm.add_user(std::string(role) + "@example.com", role);
    const auto seen = [&](const char* role, const std::string& path) {
        crm.as(std::string(role) + "@example.com");
        const int status = crm.get("/api/v1/" + path).status;
        crm.as("admin@example.com");
        return status;
    };
    ASSERT_EQ(crm.post("/api/v1/meta/object", Json::parse(R"({"label":"Machine"})")).status, 201);
    crm.create("x_machine", Json::object({{"name", "Press"}}));
    EXPECT_EQ(seen("reader", "x_machine"), 200);
    EXPECT_EQ(seen("reader", "x_machine/export"), 403);
    EXPECT_EQ(seen("analyst", "x_machine/export"), 200);
    EXPECT_EQ(seen("salesperson", "x_machine"), 404) << "which nobody granted";
    ASSERT_EQ(crm.remove("/api/v1/meta/object/x_machine").status, 200);
    EXPECT_EQ(seen("reader", "x_machine"), 404);
    ASSERT_EQ(crm.post("/api/v1/meta/object/x_machine/restore", Json::object()).status, 200);
    EXPECT_EQ(seen("reader", "x_machine"), 200);
}

} // namespace crm::testing

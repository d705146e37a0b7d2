#include "base/id_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace crm {
namespace {

TEST(IdOrder, is_the_order_in_which_a_server_made_ids_whatever_their_buckets) {
    IdMaker maker(3);
    std::vector<Id> made;
    for (int i = 0; i < 2000; ++i) made.push_back(maker.make());
    EXPECT_FALSE(std::is_sorted(made.begin(), made.end())) << "by themselves they are not";
    EXPECT_TRUE(
        std::is_sorted(made.begin(), made.end(), [](Id a, Id b) { return creation_order(a) < creation_order(b); }));
}

TEST(IdOrder, the_first_of_a_millisecond_comes_before_all_of_it) {
    IdMaker maker(31);
    for (int bucket : {0, 1, 512, 1023}) {
        const Id id = maker.make(bucket);
        EXPECT_LE(first_id_of_millisecond(id), id);
        EXPECT_EQ(moment_of(first_id_of_millisecond(id)), moment_of(id));
        EXPECT_LT(moment_of(first_id_of_millisecond(id) - 1), moment_of(id));
    }
}

} // namespace
} // namespace crm

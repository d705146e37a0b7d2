#include "record/list_cell.hpp"

#include <gtest/gtest.h>

namespace crm {

using List = std::vector<std::string>;

TEST(ListCell, what_was_written_is_read_again) {
    for (const List& list : {List{"a", "b"}, List{"a,b", "c;d", "e \"q\"", "=x"}, List{"\"quoted\""}, List{"\""},
                             List{"* star", "x"}, List{"a ::: b"}, List{"a\", \"b"}, List{"only"}, List{}})
        EXPECT_EQ(items_in(list_cell(list, list_marks), list_marks), list);
    EXPECT_EQ(list_cell({"a", "b"}, list_marks), "a; b");
    EXPECT_EQ(list_cell({"a,b", "c"}, list_marks), "\"a,b\"; c");
    EXPECT_EQ(list_cell({"Zorza, sp. z o.o.", "Rosa"}, title_marks), "Zorza, sp. z o.o.; Rosa");
}

TEST(ListCell, is_read_as_people_write_it) {
    EXPECT_EQ(items_in("a,b ;c|d;;", list_marks), (List{"a", "b", "c", "d"}));
    EXPECT_EQ(items_in("5\" screen, \"x\" y", list_marks), (List{"5\" screen", "\"x\" y"}));
    EXPECT_EQ(items_in("\"never closed, b", list_marks), (List{"\"never closed", "b"}));
}

} // namespace crm

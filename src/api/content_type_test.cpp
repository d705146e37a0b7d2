#include "api/content_type.hpp"

#include <gtest/gtest.h>

namespace crm {

TEST(ContentType, comes_from_the_content_not_from_the_name) {
    EXPECT_EQ(content_type("\x89PNG\r\n\x1a\nrest", "letter.pdf"), "image/png");
    EXPECT_EQ(content_type("%PDF-1.7", "photo.jpg"), "application/pdf");
    EXPECT_EQ(content_type(std::string("\x00\x01\x02", 3), "list.csv"), "application/octet-stream");
}

TEST(ContentType, of_html_is_plain_text_so_that_it_never_runs) {
    EXPECT_EQ(content_type("<html><script>alert(1)</script>", "page.html"), "text/plain; charset=utf-8");
    EXPECT_EQ(content_type("<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing.svg"), "text/plain; charset=utf-8");
}

TEST(ContentType, of_texts_follows_the_name) {
    EXPECT_EQ(content_type("a,b\n1,2\n", "Lista.CSV"), "text/csv; charset=utf-8");
    EXPECT_EQ(content_type("Здраво", "note.txt"), "text/plain; charset=utf-8");
}

} // namespace crm

#include "base/xml_writer.hpp"

#include <gtest/gtest.h>

namespace crm {

TEST(XmlWriter, texts_and_attributes_are_escaped_and_elements_closed) {
    std::string text;
    XmlWriter out(text);
    out.declare().begin("a", {{"b", "\"1\" & 2"}}).element("c", "x < y > z\x01").end();
    EXPECT_EQ(text,
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;1&quot; &amp; 2\"><c>x &lt; y &gt; z</c></a>");
}

} // namespace crm

// XmlWriter: elements and texts in the order given, escaped, straight into a string.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crm {

class XmlWriter {
public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;
    explicit XmlWriter(std::string& out) : out_(out) {}
    XmlWriter& begin(std::string_view name, Attributes attributes = {});
    XmlWriter& end(); // of what was begun last
    XmlWriter& element(std::string_view name, std::string_view text, Attributes attributes = {});
    XmlWriter& declare(); // <?xml …?>, first

private:
    void open(std::string_view name, Attributes attributes);
    void escape(std::string_view text); // what XML 1.0 cannot hold is left out

    std::string& out_;
    std::vector<std::string> open_;
};

} // namespace crm

#include "base/xml_writer.hpp"

#include "base/error.hpp"

namespace crm {

XmlWriter& XmlWriter::declare() {
    out_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    return *this;
}

void XmlWriter::escape(std::string_view text) {
    for (const char c : text) {
        if (c == '&')
            out_ += "&amp;";
        else if (c == '<')
            out_ += "&lt;";
        else if (c == '>')
            out_ += "&gt;";
        else if (c == '"')
            out_ += "&quot;";
        else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
            out_ += c;
    }
}

void XmlWriter::open(std::string_view name, Attributes attributes) {
    (out_ += '<') += name;
    for (const auto& [attribute, value] : attributes) {
        ((out_ += ' ') += attribute) += "=\"";
        escape(value);
        out_ += '"';
    }
    out_ += '>';
}

XmlWriter& XmlWriter::begin(std::string_view name, Attributes attributes) {
    open(name, attributes);
    open_.emplace_back(name);
    return *this;
}

XmlWriter& XmlWriter::end() {
    require(!open_.empty(), "an element was begun");
    ((out_ += "</") += open_.back()) += '>';
    open_.pop_back();
    return *this;
}

XmlWriter& XmlWriter::element(std::string_view name, std::string_view text, Attributes attributes) {
    open(name, attributes);
    escape(text);
    ((out_ += "</") += name) += '>';
    return *this;
}

} // namespace crm

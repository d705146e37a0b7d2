#include "api/json_type.hpp"

#include <cctype>

#include "base/error.hpp"

namespace crm {

namespace {

Json referring(const std::string& name) {
    return Json::object({{"$ref", "#/components/schemas/" + name}});
}

class Reading {
public:
    Reading(std::string_view text, std::string_view object) : text_(text), object_(object) {}

    Json whole() {
        Json read = type();
        skip_spaces();
        require(at_ == text_.size(), "a type ends where its text does");
        return read;
    }

private:
    Json type() {
        Json::Array alternatives{one()};
        while (takes('|')) alternatives.push_back(one());
        if (alternatives.size() == 1) return alternatives.front();
        return joined(alternatives);
    }

    // Texts become one enumeration, a plain type takes null into itself.
    static Json joined(const Json::Array& alternatives) {
        Json::Array names;
        for (const Json& each : alternatives)
            if (const Json* name = each.find("const")) names.push_back(*name);
        if (names.size() == alternatives.size())
            return Json::object({{"type", "string"}, {"enum", Json(std::move(names))}});
        const bool or_null = alternatives.size() == 2 && alternatives[1].text("type") == "null";
        if (or_null && alternatives[0].find("type")) {
            Json schema = alternatives[0];
            schema.set("type", Json::array({alternatives[0]["type"], "null"}));
            return schema;
        }
        return Json::object({{"anyOf", Json(alternatives)}});
    }

    Json one() {
        skip_spaces();
        if (takes('[')) {
            Json list = Json::object({{"type", "array"}, {"items", type()}});
            expect(']');
            return list;
        }
        if (takes('{')) return object();
        if (takes('"')) {
            const std::size_t end = text_.find('"', at_);
            require(end != std::string_view::npos, "a text has an end");
            const std::string name(text_.substr(at_, end - at_));
            at_ = end + 1;
            return Json::object({{"const", name}});
        }
        return named(word());
    }

    Json object() {
        Json properties = Json::object(), schema = Json::object({{"type", "object"}});
        Json::Array required;
        while (!takes('}')) {
            if (takes('*')) {
                expect(':');
                schema.set("additionalProperties", type());
            } else if (takes('.')) {
                expect('.');
                expect('.');
                schema.set("additionalProperties", true);
            } else {
                const std::string name = word();
                const bool optional = takes('?');
                expect(':');
                properties.set(name, type());
                if (!optional) required.push_back(name);
            }
            takes(',');
        }
        if (!properties.members().empty()) schema.set("properties", properties);
        if (!required.empty()) schema.set("required", Json(std::move(required)));
        return schema;
    }

    Json named(const std::string& name) const {
        auto formatted = [](const char* format) { return Json::object({{"type", "string"}, {"format", format}}); };
        if (name == "text") return Json::object({{"type", "string"}});
        if (name == "whole") return Json::object({{"type", "integer"}, {"format", "int64"}});
        if (name == "number") return Json::object({{"type", "number"}});
        if (name == "truth") return Json::object({{"type", "boolean"}});
        if (name == "null") return Json::object({{"type", "null"}});
        if (name == "any") return Json::object({{"description", "Any JSON."}});
        if (name == "day") return formatted("date");
        if (name == "moment") return formatted("date-time");
        if (name == "octets") return formatted("binary");
        if (name == "record") return referring(std::string(object_));
        if (name == "record_create" || name == "record_change") return referring(std::string(object_) + name.substr(6));
        require(!name.empty() && name[0] >= 'A' && name[0] <= 'Z', "a type is known");
        return referring(name);
    }

    std::string word() {
        skip_spaces();
        const std::size_t begin = at_;
        while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_')) ++at_;
        require(at_ > begin, "a type has a word here");
        return std::string(text_.substr(begin, at_ - begin));
    }
    void skip_spaces() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
    }
    bool takes(char letter) {
        skip_spaces();
        if (at_ >= text_.size() || text_[at_] != letter) return false;
        ++at_;
        return true;
    }
    void expect(char letter) { require(takes(letter), "a type is written as json_type.hpp says"); }

    std::string_view text_, object_;
    std::size_t at_ = 0;
};

} // namespace

Json json_type(std::string_view text, std::string_view object) {
    return Reading(text, object).whole();
}

Json json_type_closed(std::string_view text, std::string_view object) {
    Json schema = json_type(text, object);
    if (schema.text("type") == "object" && !schema.find("additionalProperties"))
        schema.set("additionalProperties", false);
    return schema;
}

} // namespace crm

#include "app/shape.hpp"

namespace crm {

namespace {

std::string pascal(const std::string& name) {
    std::string out;
    bool up = true;
    for (char c : name) {
        if (c == '_') {
            up = true;
        } else {
            out += up && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
            up = false;
        }
    }
    return out;
}

std::string typescript_type(const Field& field) {
    switch (field.kind) {
    case Kind::whole:
    case Kind::rollup:
        return "number";
    case Kind::money:
        return "Money";
    case Kind::yes_no:
        return "boolean";
    case Kind::choices:
    case Kind::tags:
        return "string[]";
    case Kind::link:
    case Kind::file:
        return "Link";
    case Kind::link_any:
        return "AnyLink";
    case Kind::links:
        return "Link[]";
    case Kind::address:
        return "Address";
    case Kind::json:
        return "unknown";
    case Kind::choice: {
        std::string out;
        for (const auto& choice : field.choices) (out += out.empty() ? "'" : " | '") += choice.name + "'";
        return out.empty() ? "string" : out;
    }
    default:
        return "string";
    }
}

} // namespace

std::string typescript(const Schema& schema) {
    std::string out = "// Made by `relacja schema --typescript`.\n"
                      "export type Id = string\n"
                      "export interface Money { amount: string; currency: string }\n"
                      "export interface Link { id: Id; title: string; deleted?: boolean }\n"
                      "export interface AnyLink extends Link { object: string }\n"
                      "export interface Address { street?: string; house?: string; flat?: string; postal_code?: "
                      "string; city?: string; region?: string; country?: string }\n"
                      "export interface Stored { id: Id; version: number; title: string }\n";
    for (const auto& object : schema.objects()) {
        if (object->hidden) continue;
        out += "\n// " + object->label.en + "\nexport interface " + pascal(object->name) + " extends Stored {\n";
        for (const Field& field : object->fields) {
            if (field.index == Object::id.index || field.index == Object::version.index ||
                field.index == Object::deleted_at.index)
                continue;
            out += "  " + field.name + ": " + typescript_type(field) +
                   (field.kind == Kind::choices || field.kind == Kind::tags || field.kind == Kind::links ? ""
                                                                                                         : " | null") +
                   "\n";
        }
        out += "}\n";
    }
    out += "\nexport interface Objects {\n";
    for (const auto& object : schema.objects())
        if (!object->hidden) out += "  " + object->name + ": " + pascal(object->name) + "\n";
    return out + "}\n";
}

std::string markdown(const Schema& schema) {
    std::string out = "# Objects and fields\n\nMade by `relacja schema --markdown`.\n";
    for (const auto& object : schema.objects()) {
        if (object->hidden) continue;
        out += "\n## " + object->name + "\n\n" + object->label.en + " · " + object->label.pl + " · " +
               object->label.mk + "\n\n| field | kind | meaning | marks |\n| --- | --- | --- | --- |\n";
        for (const Field& field : object->fields) {
            if (field.system) continue;
            std::string marks;
            auto mark = [&](bool set, const std::string& text) {
                if (set) (marks += marks.empty() ? "" : ", ") += text;
            };
            mark(field.required, "required");
            mark(field.unique, "unique");
            mark(field.read_only, "kept by the program");
            mark(field.sensitive, "sensitive");
            mark(!field.to.empty(), "to " + field.to);
            for (const auto& choice : field.choices) mark(true, "`" + choice.name + "`");
            out += "| `" + field.name + "` | " + std::string(name_of(field.kind)) + " | " + field.label.en + " | " +
                   marks + " |\n";
        }
        for (const auto& action : object->actions) out += "\nAction `" + action.name + "`: " + action.label.en + "\n";
    }
    return out;
}

} // namespace crm

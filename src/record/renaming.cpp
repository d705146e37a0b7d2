#include "record/renaming.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/visible.hpp"

namespace crm {

namespace {

constexpr std::size_t longest = 80;
constexpr int colors = 6; // of the page

// The given words, and the field's own where none are given. A text alone is meant for every language.
Label put_over(const Label& own, const Json& given) {
    Label label = own;
    for (const auto& [text, language] : {std::pair{&Label::en, "en"}, {&Label::pl, "pl"}, {&Label::mk, "mk"}}) {
        const std::string said = given.is_string() ? given.as_string() : given.is_object() ? given.text(language) : "";
        if (shows_something(said)) label.*text = said;
    }
    return label;
}

void check_label(const Json& label, const char* at) {
    if (!label.is_null() && !label.is_string() && !label.is_object())
        throw Error::at(at, "Please give the words by language, such as {\"pl\": \"…\"}.");
    const Label said = put_over({}, label);
    for (const std::string* text : {&said.en, &said.pl, &said.mk})
        if (letters(*text) > longest) throw Error::at(at, "Please keep the label under 80 letters.");
}

void check_choices(const Field& field, const Json& choices) {
    if (choices.is_null()) return;
    if (!choices.is_array() || field.choices.empty())
        throw Error::at("choices", "Please give a list of the choices to be renamed, for a field that has choices.");
    for (const Json& each : choices.items()) {
        const std::string name = each.is_object() ? each.text("name") : "";
        if (!field.choice(name))
            throw Error::at("choices", "There is no choice \"" + cut(name, 40) +
                                           "\". The choices of a built-in field are renamed, none is added.");
        check_label(each["label"], "choices");
        if (const Json& color = each["color"];
            !color.is_null() && (!color.is_whole() || color.as_whole() < 0 || color.as_whole() >= colors))
            throw Error::at("choices", "Please give a colour from 0 to 5.");
    }
}

} // namespace

Json renamed(const Field& field, const Json& kept, const Json& changes) {
    if (field.system)
        throw Error(Problem::invalid, "Every object has the field \"" + field.name + "\"; it is not renamed.");
    Json definition = kept.is_null() ? Json::object({{renames, true}}) : kept;
    for (const auto& [name, value] : changes.members()) {
        if (name != "label" && name != "choices")
            throw Error::at(name, "A built-in field stays as it is; only its label and choices are renamed.");
        definition.set(name, value);
    }
    check_label(definition["label"], "label");
    check_choices(field, definition["choices"]);
    definition.set("revision", definition.number("revision", 0) + 1);
    return definition;
}

void rename(Field& field, const Json& kept) {
    field.label = put_over(field.label, kept["label"]);
    if (!kept["choices"].is_array()) return;
    for (const Json& each : kept["choices"].items()) {
        const auto choice = std::find_if(field.choices.begin(), field.choices.end(),
                                         [&](const Choice& one) { return one.name == each.text("name"); });
        if (choice == field.choices.end()) continue; // of an older program
        choice->label = put_over(choice->label, each["label"]);
        choice->color = static_cast<int>(each.number("color", choice->color));
    }
}

} // namespace crm

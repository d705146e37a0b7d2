#include "record/inputs.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/input.hpp"
#include "record/plain.hpp"

namespace crm {

Json read_inputs(Context& context, const std::vector<Field>& inputs, const Json& given) {
    auto form = std::make_shared<Object>("input", "api", Label{}, Label{});
    for (const Field& field : inputs) form->add(field.name, field.kind, field.label, field);
    Record record(form);
    const InputRules rules{context.company().country, context.company().currency, &context.rights().zone,
                           context.company().collation.get()};
    std::vector<FieldError> complaints;
    for (const auto& [name, value] : given.members()) {
        const Field* field = form->field(name);
        if (!field || field->system)
            throw Error::at(cut(name, 60), "There is no input \"" + cut(name, 60) + "\" of this action.");
        if (auto complaint = read_value(record, *field, value, rules)) complaints.push_back({name, *complaint});
    }
    for (const Field& field : form->fields)
        if (!field.system && field.required && !record.has(field.index))
            complaints.push_back({field.name, context.in_language({"Please give: ", "Podaj: ", "Внесете: "}) +
                                                  context.in_language(field.label) + "."});
    if (!complaints.empty()) {
        std::string sentence = complaints.front().message;
        throw Error(Problem::invalid, std::move(sentence), std::move(complaints));
    }
    std::string text;
    JsonWriter out(text);
    out.begin_object();
    for (const Field& field : form->fields) {
        if (field.system || !record.has(field.index)) continue;
        out.key(field.name);
        write_plain(out, field, field.column_count ? &record.at(field) : nullptr, record.links_at(field.index));
    }
    out.end_object();
    return Json::parse(text);
}

} // namespace crm

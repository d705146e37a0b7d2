#include "record/reports.hpp"

#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/context.hpp"
#include "record/input.hpp"
#include "record/plain.hpp"

namespace crm {

namespace {

// Filled while the declarations are made, before anything runs.
template <typename T>
std::map<std::string, std::vector<T>, std::less<>>& all() {
    static std::map<std::string, std::vector<T>, std::less<>> of_objects;
    return of_objects;
}

template <typename T>
const std::vector<T>& found(const Object& object) {
    static const std::vector<T> none;
    const auto at = all<T>().find(object.name);
    return at == all<T>().end() ? none : at->second;
}

} // namespace

void add_report(const Object& object, Report report) {
    all<Report>()[object.name].push_back(std::move(report));
}

const std::vector<Report>& reports_of(const Object& object) {
    return found<Report>(object);
}

void add_rendition(const Object& object, Rendition rendition) {
    all<Rendition>()[object.name].push_back(std::move(rendition));
}

const std::vector<Rendition>& renditions_of(const Object& object) {
    return found<Rendition>(object);
}

void add_proof(const Object& object, Proof proof) {
    all<Proof>()[object.name].push_back(std::move(proof));
}

const std::vector<Proof>& proofs_of(const Object& object) {
    return found<Proof>(object);
}

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
            complaints.push_back({field.name, "Please give " + context.in_language(field.label) + "."});
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

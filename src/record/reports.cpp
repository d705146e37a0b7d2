#include "record/reports.hpp"

#include <map>
#include <set>

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

std::set<std::string, std::less<>>& kept_apart() {
    static std::set<std::string, std::less<>> objects;
    return objects;
}

} // namespace

void add_report(const Object& object, Report report) {
    all<Report>()[object.name].push_back(std::move(report));
}

void add_rendition(const Object& object, Rendition rendition) {
    all<Rendition>()[object.name].push_back(std::move(rendition));
}

void add_proof(const Object& object, Proof proof) {
    all<Proof>()[object.name].push_back(std::move(proof));
}

void never_merge(const Object& object) {
    kept_apart().insert(object.name);
}

const std::vector<Report>& reports_of(const Object& object) {
    return found<Report>(object);
}

const std::vector<Rendition>& renditions_of(const Object& object) {
    return found<Rendition>(object);
}

const std::vector<Proof>& proofs_of(const Object& object) {
    return found<Proof>(object);
}

bool is_never_merged(const Object& object) {
    return kept_apart().contains(object.name);
}

Field report_input(std::string name, Kind kind, Label label, FieldOptions options) {
    Field field;
    static_cast<FieldOptions&>(field) = std::move(options);
    field.name = std::move(name);
    field.kind = kind;
    field.label = std::move(label);
    return field;
}

} // namespace crm

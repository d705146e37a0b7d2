#include <algorithm>

#include "auth/grants.hpp"
#include "base/error.hpp"

namespace crm {

namespace {

ObjectRights all_rights(const Object& object) {
    ObjectRights all;
    all.read = all.create = all.update = all.remove = all.export_out = all.import_in = Condition::everything();
    for (const auto& action : object.actions) all.actions.insert(action.name);
    return all;
}

bool stands_alone(const Object& object) {
    return !object.hidden && !object.parent_field();
}

bool tells_of_another(const Object& object) {
    return std::any_of(object.fields.begin(), object.fields.end(), [](const Field& field) { return field.follows; });
}

// Who may write may read what they write.
ObjectRights limited(ObjectRights rights, bool read, bool write) {
    if (!read) rights.export_out.reset();
    if (!write) {
        rights.create.reset();
        rights.update.reset();
        rights.remove.reset();
        rights.import_in.reset();
        rights.actions.clear();
    }
    return rights;
}

} // namespace

Rights cut_to(const Rights& rights, const Schema& schema, const std::vector<Scope>& scopes) {
    if (scopes.empty()) return rights;
    bool read_all = false, write_all = false, write_some = false;
    std::map<std::string, Scope, std::less<>> by_object;
    for (const Scope& scope : scopes) {
        write_some = write_some || scope.write;
        if (scope.object == "*") {
            read_all = read_all || scope.read;
            write_all = write_all || scope.write;
        } else {
            Scope& joined = by_object[scope.object];
            joined.read = joined.read || scope.read;
            joined.write = joined.write || scope.write;
        }
    }
    if (read_all && write_all) return rights;
    Rights cut = rights;
    cut.everything = false;
    cut.objects.clear();
    if (!write_all) std::erase_if(cut.may, [&](const std::string& right) { return right != "import" || !write_some; });
    for (const auto& object : schema.objects()) {
        auto granted = rights.objects.find(object->name);
        if (!stands_alone(*object)) continue;
        const auto scope = by_object.find(object->name);
        if (tells_of_another(*object) && !read_all && (scope == by_object.end() || !scope->second.read)) {
            // What its owner stored elsewhere, and what tells of nothing yet, is not this token's matter.
            cut.objects[object->name].read = Condition::nothing();
            continue;
        }
        if (!rights.everything && granted == rights.objects.end()) continue;
        const bool read = read_all || (scope != by_object.end() && scope->second.read);
        const bool write = write_all || (scope != by_object.end() && scope->second.write);
        if (read || write || object->setting)
            cut.objects.emplace(object->name,
                                limited(rights.everything ? all_rights(*object) : granted->second, read, write));
    }
    return cut;
}

void check_scopes(const Schema& schema, const std::vector<Scope>& scopes) {
    for (const Scope& scope : scopes) {
        if (!scope.read && !scope.write)
            throw Error::at("scopes",
                            "The scope of \"" + scope.object + "\" allows nothing. Give it read, write or both.");
        if (scope.object == "*") continue;
        const Object* object = schema.find(scope.object);
        if (object && stands_alone(*object)) continue;
        std::vector<std::string_view> known{"*"};
        for (const auto& each : schema.objects())
            if (stands_alone(*each)) known.push_back(each->name);
        const auto near = nearest(scope.object, known);
        const std::string hint = near.empty() ? " Give the name of an object, or * for all."
                                              : " Did you mean \"" + std::string(near) + "\"?";
        throw Error::at("scopes", "\"" + scope.object + "\" is no object that a token can be limited to." + hint);
    }
}

} // namespace crm

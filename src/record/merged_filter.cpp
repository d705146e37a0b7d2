#include "record/merged_filter.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "record/merged.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

using Op = Condition::Op;

constexpr std::size_t asked_at_once = 500;

// Ids that are one record: the survivor first, and all that went into it.
class SameRecords {
public:
    explicit SameRecords(Connection& connection) : connection_(connection) {}

    const std::vector<Id>& of(Id id) {
        const auto [place, fresh] = known_.try_emplace(id);
        if (fresh) {
            const Id survivor = survivor_of(connection_, id), first = survivor ? survivor : id;
            place->second.push_back(first);
            for (Id each : absorbed_into(connection_, first)) place->second.push_back(each);
        }
        return place->second;
    }

private:
    Connection& connection_;
    std::map<Id, std::vector<Id>> known_;
};

// Does the field lead to records that people merge?
bool leads_to_merged(const Schema& schema, const Field& field) {
    if (field.kind != Kind::link && field.kind != Kind::links && field.kind != Kind::link_any) return false;
    const auto targets = field.targets();
    return std::any_of(targets.begin(), targets.end(), [&](const auto& name) {
        const Object* target = schema.find(name);
        return !target || target->module != "auth";
    });
}

class Following {
public:
    explicit Following(Context& context) : schema_(context.schema()), same_(context.connection()) {}

    void follow(const Object& object, Condition& condition) {
        if (condition.op == Op::follows) {
            const Object* target = schema_.find(condition.object);
            for (Condition& part : condition.parts)
                if (target) follow(*target, part);
            return;
        }
        for (Condition& part : condition.parts) follow(object, part);
        const bool compares = condition.op == Op::eq || condition.op == Op::ne || condition.op == Op::in ||
                              condition.op == Op::not_in || condition.op == Op::has;
        if (!compares || condition.field < 0 || condition.values.empty()) return;
        const Field& field = object.fields[static_cast<std::size_t>(condition.field)];
        const bool own_id = field.index == Object::id.index && !object.parent_field() && object.module != "auth";
        if (!own_id && !leads_to_merged(schema_, field)) return;
        replace(condition, own_id);
    }

private:
    void replace(Condition& condition, bool own_id) {
        if (condition.values.size() > asked_at_once) return;
        std::vector<Id> ids;
        bool any = false;
        for (const Value& value : condition.values) {
            const auto* id = std::get_if<std::int64_t>(&value);
            if (!id) return;
            const auto& same = same_.of(*id);
            any = any || same.size() > 1 || same.front() != *id;
            ids.insert(ids.end(), same.begin(), own_id ? same.begin() + 1 : same.end());
        }
        if (!any) return;
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        if (condition.op == Op::eq && !condition.object.empty()) {
            Condition one = condition;
            condition = {Op::any};
            for (Id id : ids) {
                one.values = {id};
                condition.parts.push_back(one);
            }
            return;
        }
        if (condition.op == Op::eq) condition.op = Op::in;
        if (condition.op == Op::ne) condition.op = Op::not_in;
        condition.values.assign(ids.begin(), ids.end());
    }

    const Schema& schema_;
    SameRecords same_;
};

} // namespace

Condition with_merged(Context& context, const Object& object, Condition condition) {
    Following(context).follow(object, condition);
    return condition;
}

} // namespace crm

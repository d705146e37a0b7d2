#include "record/rights.hpp"

#include <algorithm>

#include "record/told_kinds.hpp"

namespace crm {

namespace {

using Op = Condition::Op;

const std::optional<Condition>& granted(const ObjectRights& rights, Act act) {
    switch (act) {
    case Act::read:
        return rights.read;
    case Act::create:
        return rights.create;
    case Act::update:
        return rights.update;
    case Act::remove:
        return rights.remove;
    case Act::export_out:
        return rights.export_out;
    case Act::import_in:
        return rights.import_in;
    }
    return rights.read;
}

// What a part's act means for the record it is a part of.
Act act_on_parent(Act act) {
    return act == Act::read || act == Act::export_out || act == Act::import_in ? act : Act::update;
}

bool follows_others(const Object& object) {
    return std::any_of(object.fields.begin(), object.fields.end(), [](const Field& field) { return field.follows; });
}

// Which kinds of records the rows of an object that tells of others tell of.
struct Told {
    bool of_any = false;                          // whatever they are, in sight or not
    const std::set<std::string>* kinds = nullptr; // these only; null: any there are
};

// Builds the row condition of one object; knows how deep it is in records that follow records.
class RowRights {
public:
    RowRights(const Schema& schema, const Rights& rights, Told told = {})
        : schema_(schema), rights_(rights), told_(told) {}

    Condition of(const Object& object, Act act, int depth) const {
        constexpr int deepest = 4;
        if (depth > deepest) return Condition::nothing();
        if (const Field* parent = object.parent_field()) return of_part(object, *parent, act, depth);
        if (follows_others(object)) return in_sight(object, of_follower(object, act, depth), depth);
        if (object.setting && act == Act::read) return Condition::everything();
        return in_sight(object, own(object, act).value_or(Condition::nothing()), depth);
    }

private:
    std::optional<Condition> own(const Object& object, Act act) const {
        auto found = rights_.objects.find(object.name);
        if (found == rights_.objects.end()) return std::nullopt;
        const auto& condition = granted(found->second, act);
        if (!condition) return std::nullopt;
        return resolved(object, *condition);
    }

    // Of these rows those whose links marked so lead to nothing, or to what may be seen.
    Condition in_sight(const Object& object, Condition rows, int depth) const {
        if (is_nothing(rows)) return rows;
        for (const Field& field : object.fields) {
            const bool of_any_kind = field.to == "*";
            if (!field.in_sight || (of_any_kind && told_.of_any)) continue;
            bool everything = false;
            Condition seen{Op::any};
            seen.parts.push_back({Op::is_null, field.index, -1, {std::int64_t{1}}});
            for (const auto& target : schema_.objects()) {
                // Nothing is about one of these, and asking whether it might be would ask for all they may be about
                // again.
                if (!field.leads_to(target->name) || tells_of_others(*target)) continue;
                if (of_any_kind && told_.kinds && !told_.kinds->contains(target->name)) continue;
                Condition there = of(*target, Act::read, depth + 1);
                everything = everything || (!of_any_kind && is_everything(there));
                if (!is_nothing(there)) seen.parts.push_back(follow(field, target->name, std::move(there)));
            }
            if (everything) continue;
            rows = std::move(rows) && std::move(seen);
        }
        return rows;
    }

    Condition of_part(const Object& object, const Field& parent, Act act, int depth) const {
        const Object* whole = schema_.find(parent.to);
        if (!whole || whole == &object) return Condition::nothing();
        Condition rows = of(*whole, act_on_parent(act), depth + 1);
        if (is_nothing(rows)) return rows;
        Condition held = rights_.rows_of_part(object, *whole, act);
        if (is_everything(rows) || is_nothing(held)) return held;
        rows = follow(parent, whole->name, std::move(rows));
        return is_everything(held) ? rows : std::move(rows) && std::move(held);
    }

    Condition of_follower(const Object& object, Act act, int depth) const {
        if (act == Act::import_in) return own(object, act).value_or(Condition::nothing());
        if (act == Act::read || act == Act::export_out) return followed(object, act, depth);
        if (auto grant = own(object, act)) return std::move(*grant) && followed(object, Act::read, depth);
        return followed(object, Act::update, depth);
    }

    // Records whose followed record allows `act`, and those that the user made and that follow none yet.
    Condition followed(const Object& object, Act act, int depth) const {
        Condition rows{Op::any}, follows_none{Op::all};
        for (const Field& field : object.fields) {
            if (!field.follows) continue;
            follows_none.parts.push_back({Op::is_null, field.index, -1, {std::int64_t{1}}});
            for (const auto& target : schema_.objects()) {
                if (!field.leads_to(target->name) || tells_of_others(*target) || (depth > 0 && follows_others(*target)))
                    continue;
                Condition there = of(*target, act, depth + 1);
                if (!is_nothing(there)) rows.parts.push_back(follow(field, target->name, std::move(there)));
            }
        }
        const auto granted_read = rights_.objects.find(object.name);
        const bool refused = granted_read != rights_.objects.end() && granted_read->second.read &&
                             is_nothing(*granted_read->second.read);
        if (rights_.user && !(refused && act == Act::read)) {
            follows_none.parts.push_back({Op::eq, Object::created_by.index, -1, {rights_.user}});
            rows.parts.push_back(std::move(follows_none));
        }
        return rows;
    }

    static Condition follow(const Field& field, const std::string& target, Condition rows) {
        Condition condition{Op::follows, field.index};
        condition.object = target;
        condition.parts.push_back(std::move(rows));
        return condition;
    }

    // The condition with mine and team replaced by what they are for this user.
    Condition resolved(const Object& object, const Condition& condition) const {
        if (condition.op == Op::mine) return rights_.mine(object);
        if (condition.op == Op::team) return rights_.of_teams(schema_, object);
        Condition copy = condition;
        if (condition.op == Op::follows) {
            const Object& target =
                schema_.object(condition.object.empty() ? object.fields.at(condition.field).to : condition.object);
            for (Condition& part : copy.parts) part = resolved(target, part);
        } else {
            for (Condition& part : copy.parts) part = resolved(object, part);
        }
        return copy;
    }

    const Schema& schema_;
    const Rights& rights_;
    const Told told_;
};

bool is_mine_field(const Field& field) {
    return field.index >= Object::system_fields && (field.mine || field.name == "owner") && field.leads_to("user") &&
           (field.kind == Kind::link || field.kind == Kind::links);
}

} // namespace

std::shared_ptr<const Rights> Rights::system() {
    static const std::shared_ptr<const Rights> rights = [] {
        auto made = std::make_shared<Rights>();
        made->user_name = "system";
        made->everything = true;
        return made;
    }();
    return rights;
}

bool Rights::allows(const Object& object, Act act) const {
    if (everything) return true;
    const Field* parent = object.parent_field();
    if (object.setting && act == Act::read) return true;
    auto found = objects.find(parent ? std::string_view(parent->to) : std::string_view(object.name));
    if (found != objects.end()) {
        const auto& condition = granted(found->second, parent ? act_on_parent(act) : act);
        if (condition && !is_nothing(*condition)) return true;
    }
    return !parent && act != Act::import_in && follows_others(object);
}

bool Rights::allows(const Schema& schema, const Object& object, Act act) const {
    return everything || !is_nothing(rows(schema, object, act));
}

bool Rights::allows_action(const Object& object, std::string_view action) const {
    if (everything) return true;
    for (const Action& each : object.actions)
        if (each.name == action && each.as_delete) return allows(object, Act::remove);
    const Field* parent = object.parent_field();
    auto found = objects.find(object.name);
    if (found == objects.end() && parent) found = objects.find(parent->to);
    return found != objects.end() && found->second.actions.find(action) != found->second.actions.end();
}

bool Rights::may_read(const Object& object, const Field& field) const {
    if (everything || field.index <= Object::version.index) return true;
    return !is_closed(object.name, field.index) && reads_sources(object, field);
}

void Rights::close_parts(const Schema& schema) {
    // What is made of something that is closed is closed itself, and so what is made of that.
    for (std::size_t before = 1, now = 0; before != now; now = closed_in_parts.size()) {
        before = closed_in_parts.size();
        for (const auto& part : schema.objects())
            for (const Field& field : part->fields)
                for (const auto& [whole, source] : schema.sources_beyond(*part, field))
                    if (!may_read(*whole, *source)) closed_in_parts.emplace(part->name, field.index);
    }
}

bool Rights::is_closed(std::string_view object, int field) const {
    if (!closed_in_parts.empty() && closed_in_parts.contains({std::string(object), field})) return true;
    const auto found = objects.find(object);
    return found != objects.end() && field >= 0 && field < static_cast<int>(found->second.fields.size()) &&
           found->second.fields[static_cast<std::size_t>(field)] == FieldAccess::none;
}

bool Rights::reads_sources(const Object& object, const Field& field) const {
    if (field.kind == Kind::rollup && !field.from.object.empty()) {
        const auto child = objects.find(field.from.object);
        if (field.from.granted && (child == objects.end() || !child->second.read || is_nothing(*child->second.read)))
            return false;
        return !is_closed(field.from.object, field.from.link) && !is_closed(field.from.object, field.from.measure);
    }
    for (std::string_view rest = field.made_of; !rest.empty();) {
        const auto end = std::min(rest.find(' '), rest.size());
        if (const Field* source = object.field(rest.substr(0, end)); source && !may_read(object, *source)) return false;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return true;
}

bool Rights::may_write(const Object& object, const Field& field) const {
    if (everything) return true;
    auto found = objects.find(object.name);
    if (found == objects.end() || field.index >= static_cast<int>(found->second.fields.size())) return true;
    return found->second.fields[field.index] == FieldAccess::write;
}

bool Rights::reads_guarded(const Object& object) const {
    return std::all_of(object.fields.begin(), object.fields.end(), [&](const Field& field) {
        return (!field.searchable && !field.title) || may_read(object, field);
    });
}

Condition Rights::rows(const Schema& schema, const Object& object, Act act) const {
    return everything ? Condition::everything() : RowRights(schema, *this).of(object, act, 0);
}

bool tells_of_others(const Object& object) {
    return std::any_of(object.fields.begin(), object.fields.end(),
                       [](const Field& field) { return field.in_sight && field.to == "*"; });
}

Condition rows_telling_of(const Rights& rights, const Schema& schema, const Object& object, Act act,
                          const std::set<std::string>& kinds) {
    return RowRights(schema, rights, {false, &kinds}).of(object, act, 0);
}

Condition rows_of_any_kind(const Rights& rights, const Schema& schema, const Object& object, Act act) {
    return RowRights(schema, rights, {true, nullptr}).of(object, act, 0);
}

std::vector<const Feeding*> Rights::closed_feeds(const Object& part, const Object& whole, Act act) const {
    std::vector<const Feeding*> closed;
    if (everything) return closed;
    const bool reads = act == Act::read || act == Act::export_out;
    for (const Feeding& feeding : part.feeds) {
        const Field* held = whole.field(feeding.parent_field);
        if (held && !(reads ? may_read(whole, *held) : may_write(whole, *held))) closed.push_back(&feeding);
    }
    return closed;
}

Condition Rights::rows_of_part(const Object& part, const Object& whole, Act act) const {
    Condition rows{Op::all};
    for (const Feeding* feeding : closed_feeds(part, whole, act)) {
        if (feeding->where.empty()) return Condition::nothing();
        rows.parts.push_back(
            {Op::not_in, part.field(feeding->where)->index, -1, Values(feeding->is.begin(), feeding->is.end())});
    }
    return rows;
}

Condition Rights::mine(const Object& object) const {
    Condition rows{Op::any};
    if (!user) return Condition::nothing();
    for (const Field& field : object.fields)
        if (is_mine_field(field))
            rows.parts.push_back({field.kind == Kind::links ? Op::has : Op::eq, field.index, -1, {user}});
    return rows.parts.empty() ? Condition::nothing() : rows;
}

Condition Rights::of_teams(const Schema& schema, const Object& object) const {
    const Object* users = schema.find("user");
    const Field* team_field = users ? users->field("team") : nullptr;
    if (!team_field || teams.empty()) return mine(object);
    Condition rows = mine(object);
    if (is_nothing(rows)) rows = Condition{Op::any};
    for (const Field& field : object.fields) {
        if (!is_mine_field(field)) continue;
        Condition follow{Op::follows, field.index};
        follow.object = "user";
        follow.parts.push_back({Op::in, team_field->index, -1, Values(teams.begin(), teams.end())});
        rows.parts.push_back(std::move(follow));
    }
    return rows;
}

} // namespace crm

#include "modules/core/primary.hpp"

#include <algorithm>

#include "modules/core/address.hpp"
#include "modules/core/contact_point.hpp"
#include "modules/core/party.hpp"
#include "record/parts.hpp"

namespace crm {

namespace {

// While one lives, a party and its parts are saved as they are: whoever made it brings them in step itself.
class Settling {
public:
    Settling() { ++depth_; }
    ~Settling() { --depth_; }
    Settling(const Settling&) = delete;
    static bool under_way() { return depth_ > 0; }

private:
    static thread_local int depth_; // a transaction runs on one thread
};
thread_local int Settling::depth_ = 0;

constexpr int no_column = -1;

// One column of a party and the parts that hold its values.
struct Kept {
    const Object& parts;
    Object::Link of;
    Object::YesNo primary;
    std::string kind; // of contact points
    int column;       // of the party

    bool of_addresses() const { return &parts == &address; }
    Condition siblings(Id owner) const {
        Condition all = of == owner;
        return of_addresses() ? all : all && contact_point.kind == kind;
    }
    bool beside(const Record& part) const {
        return part.object().name == parts.name && (of_addresses() || part.get(contact_point.kind) == kind);
    }
    bool same(const Record& record, const Record& part) const {
        return of_addresses() ? record.get(party.address) == part.get(address.place)
                              : record.text_at(column) == shown(part);
    }
    void show(Record& record, const Record& part) const {
        if (of_addresses())
            record.set(party.address, part.get(address.place));
        else
            record.put(column, shown(part));
    }
    void take(Record& part, const Record& record) const {
        if (of_addresses()) return part.set(address.place, record.get(party.address));
        part.set(contact_point.kind, kind);
        part.set(contact_point.value, record.text_at(column));
    }
};

Kept contact_points(const std::string& kind) {
    const int column = kind == "email" ? party.email.index : kind == "phone" ? party.phone.index : no_column;
    return {contact_point, contact_point.party, contact_point.primary, kind, column};
}
Kept addresses() {
    return {address, address.party, address.primary, "", party.address.index};
}
Kept kept_of(const Record& part) {
    return part.object().name == "address" ? addresses() : contact_points(part.get(contact_point.kind));
}

void set_primary(Context& context, const Kept& kept, Record& part, bool primary) {
    part.set(kept.primary, primary);
    context.save(part);
}

void make_primary(Context& context, const Kept& kept, const Record& record) {
    Record part = context.make(kept.parts);
    part.set(kept.of, record.id());
    kept.take(part, record);
    set_primary(context, kept, part, true);
}

// The column was written to a value: the contact point that has it already becomes primary instead of the present one,
// otherwise the present one takes it.
void give_primary_its_value(Context& context, const Kept& kept, const Record& record, Record* primary, Record* holder) {
    if (holder && holder == primary) return;
    if (holder) {
        if (primary) context.remove(*primary);
        set_primary(context, kept, *holder, true);
    } else if (primary) {
        kept.take(*primary, record);
        context.save(*primary);
    } else {
        make_primary(context, kept, record);
    }
}

void bring_parts_in_step(Context& context, const Kept& kept, const Record& record) {
    if (record.is_new()) return make_primary(context, kept, record);
    auto parts = context.find(kept.parts, kept.siblings(record.id()));
    Record *primary = nullptr, *holder = nullptr;
    for (Record& part : parts) {
        if (part.get(kept.primary)) primary = &part;
        if (!holder && kept.same(record, part)) holder = &part;
    }
    if (primary && kept.same(record, *primary)) return;
    if (record.has(kept.column))
        give_primary_its_value(context, kept, record, primary, holder);
    else if (primary)
        context.remove(*primary);
}

bool was_primary(const Kept& kept, const Record& part) {
    return whole_or(part.before(part.object().field(kept.primary)), 0) != 0;
}
// It is made with its party, which has no other that leads.
bool leads_from_the_first(const Context& context, const Kept& kept, const Record& part) {
    const Id owner = part.get(kept.of);
    const auto made = parts_being_made(context, owner);
    return part.is_new() && is_being_made(context, owner) &&
           std::none_of(made.begin(), made.end(),
                        [&](const Record& other) { return kept.beside(other) && other.get(kept.primary); });
}
Id owner_before(const Kept& kept, const Record& part) {
    return whole_or(part.before(part.object().field(kept.of)), 0);
}
Condition other_than(const Record& part) {
    return {Condition::Op::ne, Object::id.index, -1, {part.id()}};
}

// The party shows `part` from now on, or nothing.
void show_in_party(Context& context, const Kept& kept, Id owner, const Record* part) {
    if (kept.column == no_column) return;
    Record record = context.load(party, owner);
    if (part ? kept.same(record, *part) : !record.has(kept.column)) return;
    if (part)
        kept.show(record, *part);
    else
        record.clear(kept.column);
    context.save(record);
}

// The oldest of those that are left becomes primary.
void let_next_lead(Context& context, const Kept& kept, Id owner, const Record& gone) {
    auto next = context.find_one(kept.parts, kept.siblings(owner) && other_than(gone));
    if (next) set_primary(context, kept, *next, true);
    show_in_party(context, kept, owner, next ? &*next : nullptr);
}

} // namespace

void let_next_become_primary(Context& context, Record& record) {
    if (Settling::under_way() || record.is_new()) return;
    for (const Kept& kept : {contact_points("email"), contact_points("phone"), addresses()}) {
        if (!record.changed(kept.column) || record.has(kept.column)) continue;
        if (auto next = context.find_one(kept.parts, kept.siblings(record.id()) && kept.primary != 1))
            kept.show(record, *next);
    }
}

void follow_party(Context& context, Record& record) {
    if (Settling::under_way()) return;
    Settling settling;
    for (const Kept& kept : {contact_points("email"), contact_points("phone"), addresses()})
        if (record.changed(kept.column)) bring_parts_in_step(context, kept, record);
}

void be_primary_when_first(Context& context, Record& part) {
    const Kept kept = kept_of(part);
    if (Settling::under_way() || part.get(kept.primary)) return;
    if (part.is_new() && is_being_made(context, part.get(kept.of)))
        return part.set(kept.primary, leads_from_the_first(context, kept, part));
    const Condition others = kept.siblings(part.get(kept.of)) && other_than(part);
    const bool steps_down = owner_before(kept, part) == part.get(kept.of) && was_primary(kept, part);
    // Who steps down gives way to another, if there is one; follow_part says to which.
    part.set(kept.primary, !context.exists(kept.parts, steps_down ? others : others && kept.primary == 1));
}

void follow_part(Context& context, Record& part) {
    const Kept kept = kept_of(part);
    const bool is_primary = part.get(kept.primary), was = was_primary(kept, part);
    if (Settling::under_way() || (!is_primary && !was)) return;
    Settling settling;
    const Id owner = part.get(kept.of), left = owner_before(kept, part);
    if (is_primary) {
        if (!leads_from_the_first(context, kept, part))
            for (Record& other :
                 context.find(kept.parts, kept.siblings(owner) && kept.primary == 1 && other_than(part)))
                set_primary(context, kept, other, false);
        show_in_party(context, kept, owner, &part);
    }
    if (was && (left != owner || !is_primary)) let_next_lead(context, kept, left, part);
}

void settle_part(Context& context, const Record& whole, Record& part) {
    const Kept kept = kept_of(part);
    if (kept.column != no_column)
        part.set(kept.primary, kept.same(whole, part));
    else if (owner_before(kept, part) != whole.id() &&
             context.exists(kept.parts, kept.siblings(whole.id()) && kept.primary == 1))
        part.set(kept.primary, false);
}

void be_primary_again_when_alone(Context& context, Record& part) {
    const Kept kept = kept_of(part);
    if (Settling::under_way() ||
        context.exists(kept.parts, kept.siblings(part.get(kept.of)) && other_than(part) && kept.primary == 1))
        return;
    Settling settling;
    set_primary(context, kept, part, true);
    show_in_party(context, kept, part.get(kept.of), &part);
}

void step_down(Context& context, Record& part) {
    const Kept kept = kept_of(part);
    if (Settling::under_way() || !part.get(kept.primary)) return;
    Settling settling;
    set_primary(context, kept, part, false);
    let_next_lead(context, kept, part.get(kept.of), part);
}

void prove_primaries(Context& context, const std::function<void(const std::string&)>& say) {
    Connection& connection = context.connection();
    const std::string several = "SELECT COUNT(*) FROM (SELECT \"party\" FROM \"contact_point\" WHERE \"deleted_at\" IS "
                                "NULL AND \"primary\" = 1 "
                                "GROUP BY \"bucket\", \"party\", \"kind\" HAVING COUNT(*) > 1) AS doubled";
    if (const auto n = whole_or(connection.value(several), 0))
        say(std::to_string(n) + " parties have more than one primary contact point of a kind.");
    for (const std::string kind : {"email", "phone"}) {
        const std::string other =
            "SELECT COUNT(*) FROM \"party\" JOIN \"contact_point\" ON \"contact_point\".\"bucket\" = "
            "\"party\".\"bucket\" "
            "AND \"contact_point\".\"party\" = \"party\".\"id\" WHERE \"party\".\"deleted_at\" IS NULL AND "
            "\"contact_point\".\"deleted_at\" IS NULL AND \"contact_point\".\"primary\" = 1 AND "
            "\"contact_point\".\"kind\" = ? "
            "AND COALESCE(\"party\".\"" +
            kind +
            "\", '') <> CASE WHEN \"contact_point\".\"valid\" = 1 THEN "
            "\"contact_point\".\"normal\" ELSE \"contact_point\".\"value\" END";
        if (const auto n = whole_or(connection.value(other, Values{kind}), 0))
            say(std::to_string(n) + " parties show another " + kind + " than their primary contact point.");
    }
}

} // namespace crm

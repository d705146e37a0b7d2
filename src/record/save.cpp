// What comes before a record is written, and in which order it is: rules, checks, links that are there.
#include "record/saving.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/base_amounts.hpp"
#include "record/given_links.hpp"
#include "record/hold.hpp"
#include "record/input.hpp"
#include "record/merge_moves.hpp"
#include "record/merged.hpp"
#include "record/parts.hpp"
#include "record/plain.hpp"
#include "record/query.hpp"
#include "record/rollup.hpp"
#include "record/tables.hpp"

namespace crm {

const std::vector<Record>* Saving::parts_of(const Context& context, Id whole) {
    for (const auto& each : context.being_created_)
        if (each.id == whole) return &each.parts;
    return nullptr;
}

void Saving::run(const std::function<void()>& save_parts) {
    ++context_.depth_;
    identify();
    if (!context_.being_created(record_)) hold_the_whole(connection(), context_.schema(), record_);
    // What is not there, or out of sight, is refused before a rule could speak of it.
    if (!record_.given().empty() && !context_.rights().everything) {
        given_is_right_ = complaints_.gather([this] {
            check_links();
            keep_out_of_sight(context_, record_);
        });
        if (!given_is_right_) complaints_.tell();
    }
    apply_rules();
    complaints_.gather([this] { convert_money(context_, record_); });
    if (context_.company().collation) write_keys(record_, *context_.company().collation);
    complaints_.gather([this] { check_required(); });
    complaints_.gather([this] { check_links(); });
    complaints_.tell();
    const bool any = creating_ ||
                     std::any_of(object_.fields.begin(), object_.fields.end(),
                                 [&](const Field& field) { return !field.system && record_.changed(field.index); }) ||
                     record_.changed(Object::external_id);
    if (!any) {
        --context_.depth_;
        return;
    }
    stamp();
    write_unique_keys();
    write_row();
    write_links();
    write_timeline();
    if (creating_) context_.being_created_.push_back({record_.id(), {}});
    for (const auto& rule : object_.after_save_rules) rule(context_, record_);
    if (save_parts) save_parts();
    std::vector<Record> parts;
    if (creating_) {
        parts = std::move(context_.being_created_.back().parts);
        context_.being_created_.pop_back();
    }
    update_rollups(context_, record_);
    write_words(parts);
    write_history();
    record_.set_identity(record_.id(), whole(record_.at(object_.field(Object::version))));
    record_.loaded();
    remember_part();
    if (!object_.after_commit_rules.empty())
        for (const auto& rule : object_.after_commit_rules)
            context_.after_commit(
                [rule, engine = &context_.engine(), request = context_.request(), record = record_]() mutable {
                    engine->write(request, [&](Context& later) { rule(later, record); });
                });
    --context_.depth_;
}

void Saving::identify() {
    if (!creating_) return;
    if (record_.id() == 0) {
        const Field* home = object_.home_field();
        Id leads = home ? record_.link(home->index) : 0;
        if (leads == 0)
            if (auto party = object_.field("party"); party && party->kind == Kind::link)
                leads = record_.link(party->index);
        record_.set_identity(leads ? context_.make_id(bucket_of(leads)) : context_.make_id(), 0);
    }
    record_.put_value(object_.field(Object::id), 0, record_.id());
    if (const Field* owner = object_.owner_field();
        owner && !record_.has(owner->index) && !record_.history_import && context_.user())
        record_.put(owner->index, context_.user());
}

void Saving::apply_rules() {
    for (const auto& rule : object_.before_save_rules) complaints_.gather([&] { rule(context_, record_); });
    for (const Field& field : object_.fields)
        if (field.kind == Kind::number && creating_ && !field.of.empty() && !record_.has(field.index))
            record_.put(field.index, context_.take_number(object_.name + "." + field.name, field.of));
    if (object_.title_rule) {
        const std::string title = object_.title_rule(context_, record_);
        if (!title.empty()) record_.put(object_.title_field().index, cut(title, object_.title_field().length_limit()));
    }
}

// Asked of what is new, and of what would be emptied: a record from before a field was required can be worked with.
void Saving::check_required() {
    std::vector<FieldError> missing;
    for (const Field& field : object_.fields)
        if (field.required && (creating_ || record_.changed(field.index)) && !record_.has(field.index))
            missing.push_back({field.name, "Please fill in " + context_.in_language(field.label) + "."});
    if (missing.empty()) return;
    std::string sentence = missing.front().message;
    throw Error(Problem::invalid, std::move(sentence), std::move(missing));
}

bool Saving::leads_to_retiring(const Field& field) const {
    const Object* target = context_.schema().find(field.to);
    return target && target->retiring;
}

// Links to what was merged into another lead to that one.
void Saving::lead_merged(const std::map<std::string, std::vector<Id>>& wanted, const std::vector<Id>& there) {
    auto lead = [&](const std::string& target, Id id) -> Id {
        const auto asked = wanted.find(target);
        if (asked == wanted.end() || !std::binary_search(asked->second.begin(), asked->second.end(), id) ||
            std::binary_search(there.begin(), there.end(), id))
            return 0;
        const Id survivor = survivor_of(connection(), id);
        return survivor && !visible(context_, context_.object(target), {survivor}).empty() ? survivor : 0;
    };
    for (const Field& field : object_.fields) {
        if (field.system || !record_.changed(field.index)) continue;
        if (field.kind == Kind::link || field.kind == Kind::link_any) {
            if (const Id to = lead(field.kind == Kind::link ? field.to : record_.any_at(field.index).object,
                                   record_.link(field.index)))
                record_.put_value(field, 0, to);
        } else if (field.kind == Kind::links) {
            auto ids = record_.links_at(field.index);
            for (Id& id : ids)
                if (const Id to = lead(field.to, id)) id = to;
            std::sort(ids.begin(), ids.end());
            ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
            if (ids != record_.links_at(field.index)) record_.put(field.index, ids);
        }
    }
}

// Links must lead to what is there and what the caller may see: one statement for all of them.
void Saving::check_links() {
    std::map<std::string, std::vector<Id>> wanted;
    auto want = [&](const std::string& target, Id id) {
        if (target == "user" && id == context_.user()) return;
        if (context_.schema().find(target)) wanted[target].push_back(id);
    };
    for (const Field& field : object_.fields) {
        if (field.system || !record_.changed(field.index)) continue;
        if (field.kind == Kind::link) {
            if (Id id = record_.link(field.index)) want(field.to, id);
        } else if (field.kind == Kind::file) {
            if (Id id = record_.link(field.index)) want("file", id);
        } else if (field.kind == Kind::link_any) {
            const AnyLink any = record_.any_at(field.index);
            if (any.id && !context_.schema().find(any.object))
                throw Error::at(field.name, "There is no object \"" + cut(any.object, 40) + "\".");
            if (any.id) want(any.object, any.id);
        } else if (field.kind == Kind::links) {
            const auto before = record_.link_lists_before().find(field.index);
            for (Id id : record_.links_at(field.index))
                if (before == record_.link_lists_before().end() ||
                    std::find(before->second.begin(), before->second.end(), id) == before->second.end())
                    want(field.to, id);
        }
    }
    if (context_.depth_ > 1) return; // a rule knows what it links
    const std::vector<int> out_of_sight = given_is_right_ ? std::vector<int>() : given_out_of_sight(context_, record_);
    if (wanted.empty() && out_of_sight.empty()) return;
    Sql sql;
    for (auto& [target, ids] : wanted) {
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        const Object& object = context_.object(target);
        if (!sql.text.empty()) sql << " UNION ALL ";
        sql << "SELECT \"id\" FROM " << quoted(target) << " WHERE ";
        std::size_t padded = 1;
        while (padded < ids.size()) padded *= 2;
        auto in = [&, &ids = ids](std::string_view column, auto value_of) {
            sql << quoted(column) << " IN (";
            for (std::size_t i = 0; i < padded; ++i)
                (i ? sql << ", " : sql).bind(value_of(ids[std::min(i, ids.size() - 1)]));
            sql << ")";
        };
        if (object.is_big()) {
            in("bucket", [](Id id) { return Value(std::int64_t{bucket_of(id)}); });
            sql << " AND ";
        }
        in("id", [](Id id) { return Value(id); });
        sql << " AND \"deleted_at\" IS NULL";
        if (object.retiring && !record_.history_import) {
            const std::string retired = quoted(object.fields[static_cast<std::size_t>(object.retiring->field)].name);
            sql << " AND (" << retired << " IS NULL OR " << retired << " = 0)";
        }
        if (!context_.rights().everything) {
            sql << " AND (";
            append_condition(sql, object, context_.rights().rows(context_.schema(), object, Act::read),
                             context_.schema(), context_.rights(), connection().dialect());
            sql << ")";
        }
    }
    std::vector<Id> there;
    if (!wanted.empty())
        connection().query(sql.text, sql.parameters, [&](const Row& row) {
            there.push_back(row.whole(0));
            return true;
        });
    std::sort(there.begin(), there.end());
    lead_merged(wanted, there);
    // Asked for and not found; what this very transaction made may be out of its maker's sight.
    auto missing = [&](const std::string& target, Id id) {
        const auto asked = wanted.find(target);
        if (asked == wanted.end() || !std::binary_search(asked->second.begin(), asked->second.end(), id) ||
            std::binary_search(there.begin(), there.end(), id))
            return false;
        const auto& made = context_.request().ids;
        return std::find(made.begin(), made.end(), id) == made.end();
    };
    auto leads_nowhere = [&](const Field& field) {
        if (std::binary_search(out_of_sight.begin(), out_of_sight.end(), field.index)) return true;
        if (field.system || !record_.changed(field.index)) return false;
        if (field.kind == Kind::link_any) return missing(record_.any_at(field.index).object, record_.link(field.index));
        if (field.is_link()) return missing(field.kind == Kind::file ? "file" : field.to, record_.link(field.index));
        const std::vector<Id> ids = field.kind == Kind::links ? record_.links_at(field.index) : std::vector<Id>();
        return std::any_of(ids.begin(), ids.end(), [&](Id id) { return missing(field.to, id); });
    };
    for (const Field& field : object_.fields)
        if (leads_nowhere(field))
            throw Error::at(field.name,
                            "The record that " + context_.in_language(field.label) + " should lead to is not there" +
                                (leads_to_retiring(field) ? " or has been retired" : "") + ". Please choose another.");
}

void Saving::write_history() {
    if (creating_ && context_.being_created(record_)) return; // a part's creation is inside its parent's event
    context_.write_event(record_, creating_ ? "created" : "updated", changes_json(record_));
}

void Context::write_event(const Record& record, std::string_view kind, const std::string& changes) {
    const Id id = make_id(record.bucket());
    const Object& object = record.object();
    const Value by = user() ? Value(user()) : Value();
    const Value operation = request_.operation ? Value(request_.operation) : Value();
    connection_.insert("\"event\"",
                       "\"id\", \"bucket\", \"at\", \"by\", \"object\", \"record\", \"version\", \"kind\", "
                       "\"changes\", \"operation\", \"request\"",
                       Values{id, std::int64_t{record.bucket()}, now(), by, object.name, record.id(),
                              whole_or(record.at(object.field(Object::version)), 1), std::string(kind), changes,
                              operation, request_.id});
    request_.last_event = id;
    const Field* stage = object.board_field.empty() ? nullptr : object.field(object.board_field);
    if (kind != "updated" || !stage || !record.changed(stage->index)) return;
    // A move is worth a line on the record's own timeline and on those around it.
    std::vector<Id> around{record.id()};
    for (const Field& field : object.fields)
        if (field.on_timeline && field.kind == Kind::link && record.link(field.index))
            around.push_back(record.link(field.index));
    for (Id each : around) add_to_timeline(connection_, each, now(), id, object.name, record.id(), "moved", false);
}

void Saving::run_as_it_is(std::string_view kind) {
    if (context_.company().collation) write_keys(record_, *context_.company().collation);
    record_.put_value(object_.field(Object::version), 0, record_.version() + 1);
    write_row();
    write_links();
    write_timeline();
    if (words_changed() || record_.changed(Object::deleted_at)) context_.refresh_search(record_);
    context_.write_event(record_, kind, changes_json(record_));
    record_.set_identity(record_.id(), record_.version() + 1);
    record_.loaded();
}

void Context::save(Record& record) {
    Saving(*this, record).run();
}
void save_given(Context& context, Record& record, std::vector<FieldError> known) {
    Saving(context, record, Complaints(std::move(known), context.rights().language)).run();
}
void save_with_parts(Context& context, Record& record, const std::function<void()>& save_parts) {
    Saving(context, record).run(save_parts);
}
bool is_being_made(const Context& context, Id whole) {
    return Saving::parts_of(context, whole) != nullptr;
}
std::span<const Record> parts_being_made(const Context& context, Id whole) {
    const auto parts = Saving::parts_of(context, whole);
    return parts ? std::span<const Record>(*parts) : std::span<const Record>();
}
void save_as_it_is(Context& context, Record& record, std::string_view kind) {
    Saving(context, record).run_as_it_is(kind);
}

} // namespace crm

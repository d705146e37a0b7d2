#include "record/told_changes.hpp"

#include <algorithm>

#include "record/input.hpp"
#include "record/query.hpp"
#include "record/rights.hpp"

namespace crm {

namespace {

Id id_in(const Json& json) {
    return given_id(json).value_or(0);
}

std::string_view target(const Field& field) {
    return field.kind == Kind::file ? std::string_view("file") : std::string_view(field.to);
}

} // namespace

void TitleBook::want(std::string_view object, Id id) {
    if (id && context_.schema().find(object)) wanted_[std::string(object)].push_back(id);
}

void TitleBook::read() {
    for (auto& [name, ids] : wanted_) {
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        found_[name] = titles(context_, context_.object(name), ids);
    }
}

const std::string* TitleBook::title_of(std::string_view object, Id id) const {
    const auto book = found_.find(object);
    if (book == found_.end()) return nullptr;
    const auto found = book->second.find(id);
    return found == book->second.end() ? nullptr : &found->second;
}

void TitleBook::write(JsonWriter& out, std::string_view object, Id id, bool with_object) const {
    const std::string* title = title_of(object, id);
    if (!title) {
        out.null();
        return;
    }
    out.begin_object();
    if (with_object) out.member("object", object);
    out.key("id").id(id).member("title", *title).end_object();
}

ToldChanges::ToldChanges(Context& context, TitleBook& book)
    : rights_(context.rights()), book_(book), unmasked_(rights_.everything || rights_.may.contains("sensitive")) {}

template <typename Each>
void ToldChanges::each(const Object& object, const Json& changes, const Each& call) const {
    if (!changes.is_array()) return;
    for (const Json& change : changes.items()) {
        const std::string name = change.text("field");
        auto field = std::find_if(object.fields.begin(), object.fields.end(),
                                  [&](const Field& each) { return each.name == name; });
        if (field != object.fields.end() && rights_.may_read(object, *field)) call(*field, change);
    }
}

// Of a link to what is out of sight not even that it changed is told.
bool ToldChanges::may_know(const Field& field, const Json& change) const {
    return (!field.is_link() && field.kind != Kind::links) || in_sight(field, change["from"]) ||
           in_sight(field, change["to"]);
}

bool ToldChanges::in_sight(const Field& field, const Json& plain) const {
    if (field.kind == Kind::link_any)
        return plain.is_object() && book_.title_of(plain.text("object"), id_in(plain["id"]));
    if (field.kind == Kind::links)
        return plain.is_array() && std::any_of(plain.items().begin(), plain.items().end(),
                                               [&](const Json& item) { return book_.title_of(field.to, id_in(item)); });
    return book_.title_of(target(field), id_in(plain));
}

void ToldChanges::want(const Object& object, const Json& changes) {
    each(object, changes, [&](const Field& field, const Json& change) {
        for (const Json* value : {&change["from"], &change["to"]}) {
            if (field.kind == Kind::link_any && value->is_object())
                book_.want(value->text("object"), id_in((*value)["id"]));
            else if (field.kind == Kind::links && value->is_array())
                for (const Json& item : value->items()) book_.want(field.to, id_in(item));
            else if (field.kind == Kind::link || field.kind == Kind::file)
                book_.want(target(field), id_in(*value));
        }
    });
}

bool ToldChanges::is_told(const Object& object, std::string_view kind, const Json& changes) const {
    if (kind != "updated" || !changes.is_array() || changes.items().empty()) return true;
    bool told = false;
    each(object, changes, [&](const Field& field, const Json& change) { told = told || may_know(field, change); });
    return told;
}

void ToldChanges::write(JsonWriter& out, const Object& object, const Json& changes) const {
    out.begin_array();
    each(object, changes, [&](const Field& field, const Json& change) {
        if (!may_know(field, change)) return;
        out.begin_object().member("field", field.name);
        const bool masked = field.sensitive && !unmasked_;
        if (masked) out.member("masked", true);
        for (const char* side : {"from", "to"}) {
            out.key(side);
            if (masked)
                out.null();
            else
                value(out, field, change[side]);
        }
        out.end_object();
    });
    out.end_array();
}

void ToldChanges::value(JsonWriter& out, const Field& field, const Json& plain) const {
    if (plain.is_null()) {
        out.null();
    } else if (field.kind == Kind::link_any) {
        book_.write(out, plain.text("object"), id_in(plain["id"]), true);
    } else if (field.kind == Kind::links) {
        out.begin_array();
        if (plain.is_array())
            for (const Json& item : plain.items())
                if (book_.title_of(field.to, id_in(item))) book_.write(out, field.to, id_in(item));
        out.end_array();
    } else if (field.kind == Kind::link || field.kind == Kind::file) {
        book_.write(out, target(field), id_in(plain));
    } else {
        out.json(plain);
    }
}

} // namespace crm

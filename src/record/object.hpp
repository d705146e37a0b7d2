// Object: a kind of record (party, deal, activity), declared once as data: its fields, its rules, its actions.
// Built-in objects are C++ structs with typed handles; an administrator's own are rows loaded into the same structure.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/money.hpp"
#include "base/time.hpp"
#include "db/database.hpp"
#include "record/field.hpp"

namespace crm {

class Context;
class Record;
struct Condition;

// A rule acts on one record inside the transaction that saves it.
using Rule = std::function<void(Context&, Record&)>;
// An action is a verb a customer would say ("move", "merge"): inputs as fields, an answer as JSON (null for the record
// itself).
struct Action {
    std::string name;
    Label label;
    std::vector<Field> inputs;
    std::function<Json(Context&, Record&, const Json& input)> run;
    bool as_delete = false;        // allowed where deleting the record is
    bool begins_operation = false; // an answer is an operation that goes on by itself
};
// How records that are in use go: they are retired instead of deleted. They keep their name, are offered no more, and
// what led to them is led to a successor.
struct Retiring {
    int field = -1; // yes or no: is it retired
    // May refuse the successor.
    std::function<void(Context&, const Record& retired, const Record& successor)> rule;
    // Leads `follower`, whose field `link` leads to the retired one, to the successor; empty: that link is changed.
    std::function<void(Context&, Record& follower, const Field& link, const Record& retired, const Record& successor)>
        hand_over;
};
struct MenuPlace {
    std::string group; // work, sales, catalog, settings
    int position = 0;
};
// One entry of the menu that shows part of an object (People and Companies are lists of party).
struct NamedList {
    std::string name;
    Label label;
    std::string icon;
    Json filter, defaults;
    std::vector<std::string> columns;
};
struct FieldGroup {
    std::string name;
    Label label;
};
// Rows of a part that hold a field of the record they are a part of: who may not read or write that field may not read
// or write them. All rows, or those whose field `where` is one of `is`.
struct Feeding {
    std::string parent_field;
    std::string where;
    std::vector<std::string> is;
};

// What an object says about the merging of the records that its own records hang on.
struct MergeRules {
    // What hung on both merged records is the same when it agrees in all these fields. Empty: never.
    std::vector<std::string> same_by;
    // A merge has led a link of the record to the survivor.
    std::vector<Rule> after_move;
    // Of a part: sets what depends on the whole (which one is primary) when the whole's records are merged.
    std::function<void(Context&, const Record& whole, Record& part)> settle;
};

class Object {
public:
    // Handles: the field's place in its object, with the type that its values have.
    struct Handle {
        int index = 0;
    };
    template <Kind K>
    struct Typed : Handle {
        static constexpr Kind kind = K;
        Typed(Object* object, const char* name, Label label, FieldOptions options = {})
            : Handle{object->add(name, K, std::move(label), std::move(options))} {}
    };
    using Text = Typed<Kind::text>;
    using LongText = Typed<Kind::long_text>;
    using Whole = Typed<Kind::whole>;
    using Decimal = Typed<Kind::decimal>;
    using Money = Typed<Kind::money>;
    using Percent = Typed<Kind::percent>;
    using YesNo = Typed<Kind::yes_no>;
    using Day = Typed<Kind::day>;
    using Moment = Typed<Kind::moment>;
    using Choice = Typed<Kind::choice>;
    using Choices = Typed<Kind::choices>;
    using Tags = Typed<Kind::tags>;
    using Link = Typed<Kind::link>;
    using Email = Typed<Kind::email>;
    using Phone = Typed<Kind::phone>;
    using Url = Typed<Kind::url>;
    using Address = Typed<Kind::address>;
    using File = Typed<Kind::file>;
    using Number = Typed<Kind::number>;
    using LinkAny = Typed<Kind::link_any>;
    using Links = Typed<Kind::links>;
    using JsonField = Typed<Kind::json>;
    using Rollup = Typed<Kind::rollup>;

    Object(std::string name, std::string module, Label label, Label plural);
    Object(const Object&) = default;
    virtual ~Object() = default;

    std::string name, module;
    Label label, plural;
    std::string icon = "database";
    TableClass table_class = TableClass::big;
    bool own = false;
    bool hidden = false;  // not offered by the generic interface and the page (sessions, tokens)
    bool setting = false; // readable by everybody, written by grant (stages, tags)
    bool keeps_history = true;
    bool searched = true;
    std::vector<Field> fields;
    std::vector<Column> columns; // of all fields; "bucket" and search and key tables are the engine's
    std::string column_list;     // "id", "version" … the names of the columns, quoted and separated by commas
    std::vector<FieldGroup> groups;
    std::vector<Feeding> feeds; // of a part
    std::vector<std::string> list_fields, form_fields;
    std::string default_sort; // "-amount_base,name"; empty: the title
    std::string board_field, board_sum;
    std::vector<NamedList> lists;
    std::optional<MenuPlace> menu;

    std::vector<Rule> before_save_rules;    // may change the record; new or changed
    std::vector<Rule> after_save_rules;     // the row is written; may save other records in the same transaction
    std::vector<Rule> before_delete_rules;  // may refuse
    std::vector<Rule> before_restore_rules; // may refuse
    std::vector<Rule> after_restore_rules;  // it is out of the bin; may save other records in the same transaction
    std::optional<Retiring> retiring;
    MergeRules merging;
    std::vector<std::function<void(Context&, const Record&)>> after_commit_rules;
    std::vector<Action> actions;
    std::function<std::string(Context&, const Record&)> title_rule; // where the title is made, not typed

    const Field* field(std::string_view field_name) const; // nullptr when unknown
    const Field& field(const Handle& handle) const { return fields[handle.index]; }
    const Field& title_field() const;
    const Field* owner_field() const;  // the link to a user named owner
    const Field* home_field() const;   // .home
    const Field* parent_field() const; // .part_of
    bool is_big() const { return table_class == TableClass::big; }
    bool has_search_table() const {
        return searched && !parent_field();
    } // a part's words stand with what it is a part of
    std::string search_table() const { return "search_" + name; }
    std::string link_table(const Field& links) const { return name + "_" + links.name; }

    int add(std::string field_name, Kind kind, Label field_label, FieldOptions options);

    // System fields, the same in every object: id, version, created_at, created_by, modified_at, modified_by,
    // external_id, deleted_at.
    static constexpr Handle id{0}, version{1}, created_at{2}, created_by{3}, modified_at{4}, modified_by{5},
        external_id{6}, deleted_at{7};
    static constexpr int system_fields = 8;

protected:
    // The vocabulary of a declaration's constructor.
    void before_save(Rule rule) { before_save_rules.push_back(std::move(rule)); }
    void after_save(Rule rule) { after_save_rules.push_back(std::move(rule)); }
    void before_delete(Rule rule) { before_delete_rules.push_back(std::move(rule)); }
    void before_restore(Rule rule) { before_restore_rules.push_back(std::move(rule)); }
    void after_restore(Rule rule) { after_restore_rules.push_back(std::move(rule)); }
    // Adds the actions `retire` with its input `successor`, and `reinstate`.
    void retires(const YesNo& field, Retiring how = {});
    void after_commit(std::function<void(Context&, const Record&)> rule) {
        after_commit_rules.push_back(std::move(rule));
    }
    void action(std::string action_name, Label action_label, std::vector<Field> inputs,
                std::function<Json(Context&, Record&, const Json&)> run) {
        actions.push_back({std::move(action_name), std::move(action_label), std::move(inputs), std::move(run)});
    }
    void group(std::string group_name, Label group_label) {
        groups.push_back({std::move(group_name), std::move(group_label)});
    }
    static Field input(std::string field_name, Kind kind, Label field_label, FieldOptions options = {});

private:
    std::map<std::string, int, std::less<>> by_name_;
};

// All objects as they are at one moment, own fields and objects included. Immutable; replaced as a whole when an
// administrator changes the shape.
class Schema {
public:
    Schema(std::vector<std::shared_ptr<const Object>> objects, std::int64_t version);
    const Object* find(std::string_view name) const;
    const Object& object(std::string_view name) const; // a defect when unknown
    // The fields of other objects that this field is made of.
    std::vector<std::pair<const Object*, const Field*>> sources_beyond(const Object& object, const Field& field) const;
    const std::vector<std::shared_ptr<const Object>>& objects() const { return objects_; }
    std::int64_t version() const { return version_; }
    // Fields of other objects that link to `target`.
    struct Incoming {
        const Object* object;
        const Field* field;
    };
    const std::vector<Incoming>& incoming(std::string_view target) const;
    const std::vector<const Object*>& parts_of(std::string_view parent) const;

private:
    std::vector<std::shared_ptr<const Object>> objects_;
    std::map<std::string, const Object*, std::less<>> by_name_;
    std::map<std::string, std::vector<Incoming>, std::less<>> incoming_;
    std::map<std::string, std::vector<const Object*>, std::less<>> parts_;
    std::int64_t version_;
};

} // namespace crm

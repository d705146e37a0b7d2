// Field: what an object keeps of one matter, declared once. From it follow column, interface, form, filter, history.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/value.hpp"

namespace crm {

enum class Kind {
    text,      // one line
    long_text, // several lines; not sorted by
    whole,
    decimal, // exact, `digits` decimals, kept as a whole number of them
    money,   // minor units, currency, and the amount in the company's currency
    percent, // as decimal, with two decimals unless said otherwise
    yes_no,
    day,
    moment,
    choice,
    choices,
    tags,
    link,
    email,
    phone,
    url,
    address,
    file,
    number,   // a document number from a series without gaps
    link_any, // to any of several objects
    links,    // to many, in a link table of its own
    json,     // for programs
    rollup    // count, sum or latest over a child object
};
std::string_view name_of(Kind kind);
std::optional<Kind> kind_named(std::string_view name);

// A text of the interface in the three languages.
struct Label {
    std::string en, pl, mk;
    const std::string& in(std::string_view language) const;
    Json json() const;
    static Label from(const Json& json, const std::string& otherwise);
};

struct Choice {
    std::string name;
    Label label;
    int color = 4; // 0 to 5, a colour of the page
};

enum class OnDelete {
    keep,
    clear,
    refuse
}; // what happens to a link when its target is purged (clear) or deleted (refuse)

struct FieldOptions {
    bool required = false;
    bool unique = false;    // over the whole company
    bool read_only = false; // written by rules only
    bool searchable = false;
    bool sensitive = false;                 // masked in history and export without the right
    bool title = false;                     // what the record is called
    bool plain = false;                     // a text ordered by its octets, without a collation key: codes, keys
    bool indexed = false;                   // often filtered by
    std::vector<std::string> index_carries; // fields its index holds besides, so that sums by them read no records
    bool mine = false;                      // a link to a user whose record this is too (row condition "mine")
    bool home = false;                      // a link that gives the record its bucket
    bool part_of = false;                   // a link to the record this is a part of: its rights, its bin
    bool follows = false;                   // a link whose record decides who may see this one
    bool in_sight = false; // a link that is nobody's to hear of while its record is out of their sight; nor is this one
    bool on_timeline = false;  // a link to a record whose timeline shows this one
    bool exact_search = false; // found by any part of it (numbers, addresses), not only by word beginnings
    bool hidden = false;       // not offered in lists and forms
    bool stays = false;        // a link that tells what was: it is not handed over when its target is retired
    std::string to;            // objects a link may lead to, separated by spaces; "*" any
    OnDelete on_delete = OnDelete::clear;
    std::vector<Choice> choices;
    int digits = 2;
    int max_length = 0; // letters; 0: 255 for text, 100,000 for long text
    std::string group = "about";
    Json default_value;
    std::string of; // roll-up: "count deal.party", "sum deal.party amount_base", "latest activity.about starts_at"
    Kind rolled = Kind::whole; // roll-up: of which kind its value is; known once the schema is built
    // Fields that this one is derived from, separated by spaces: of the same object, of one that it links to
    // ("deal.amount", by the link) or of its parts ("quote_line.net"). Who may not read them may not read it.
    std::string made_of;
};

// What a roll-up is derived from, known once the schema is built.
struct RolledFrom {
    std::string object;
    int link = -1, measure = -1;
    bool granted = false; // the object is read by a grant of its own
};

// The columns of one field, in this order: text: value, sort key (unless plain); money: minor, currency, base;
// link_any: id, object; address: street, house, flat, postal_code, city, region, country; rollup: value, as of (null:
// exact); links: none; all others: value.
enum class ColumnType { whole, text, bytes };
struct Column {
    std::string name;
    ColumnType type;
};

struct Field : FieldOptions {
    std::string name;
    Kind kind = Kind::text;
    Label label;
    int index = 0;        // among the object's fields
    int first_column = 0; // among the object's columns
    int column_count = 0;
    bool own = false;    // made by an administrator
    bool system = false; // id, version, created_at …: every object has them
    RolledFrom from;

    Kind value_kind() const { return kind == Kind::rollup ? rolled : kind; }
    bool is_text() const { return kind == Kind::text || kind == Kind::long_text; }
    bool has_key() const { return kind == Kind::text && !plain; } // a collation key beside it
    bool is_link() const { return kind == Kind::link || kind == Kind::link_any || kind == Kind::file; }
    bool leads_to(std::string_view object) const;
    std::vector<std::string> targets() const;
    const Choice* choice(std::string_view name) const;
    bool sortable() const;
    bool filterable() const;
    int scale() const; // decimals of decimal and percent
    std::size_t length_limit() const;
};
std::vector<Column> columns_of(const Field& field);
// The seven parts of an address, in the order of its columns.
const std::vector<std::string_view>& address_parts();

} // namespace crm

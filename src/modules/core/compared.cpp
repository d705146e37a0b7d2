#include "modules/core/compared.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "record/context.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr int read_at_once = 5'000;
constexpr std::size_t most_columns = 20;

enum AddressPart { street, house, flat, postal_code, city, region }; // in the order of an address's columns

std::optional<Meaning> meaning_of(const Field& field) {
    if (field.title && field.kind == Kind::text) return Meaning::name;
    if (field.name == "given_name") return Meaning::given;
    if (field.name == "family_name") return Meaning::family;
    if (field.kind == Kind::email || field.kind == Kind::phone) return Meaning::exact;
    if (field.kind == Kind::text && field.plain && (field.indexed || field.unique)) return Meaning::code;
    if (field.kind == Kind::day && field.name == "born_on") return Meaning::day;
    if (field.kind == Kind::choice && field.name == "kind") return Meaning::kind;
    if (field.kind == Kind::link && field.home) return Meaning::exact; // whose deal, whose order
    return std::nullopt;
}

// As it is compared: an address is the same in any case.
std::uint64_t hash_of_reach(std::string_view value) {
    return fnv1a(fold(value));
}

std::string day_text(std::int64_t day) {
    return format_day(Day{static_cast<std::int32_t>(day)});
}

} // namespace

ComparedColumns::ComparedColumns(const Object& object) : object_(object) {
    for (const Field& field : object.fields) {
        if (field.system || field.hidden || field.read_only || field.sensitive) continue;
        if (field.kind == Kind::address)
            add_address(field);
        else if (const auto meaning = meaning_of(field))
            columns_.push_back({&field, 0, *meaning});
    }
    if (columns_.size() > most_columns) columns_.resize(most_columns);
}

void ComparedColumns::add_address(const Field& field) {
    columns_.push_back({&field, street, Meaning::words});
    columns_.push_back({&field, house, Meaning::number});
    columns_.push_back({&field, flat, Meaning::number});
    columns_.push_back({&field, postal_code, Meaning::number});
    columns_.push_back({&field, city, Meaning::words});
    columns_.push_back({&field, region, Meaning::category});
}

std::vector<Meaning> ComparedColumns::meanings() const {
    std::vector<Meaning> list;
    for (const Column& column : columns_) list.push_back(column.meaning);
    return list;
}

// The parts of one kind, in the order of the records that they belong to.
void ComparedColumns::each_value(Connection& connection, const Reach& reach, Id after, Id until,
                                 const std::function<void(Id, std::string_view)>& each) {
    const std::string whole = quoted(reach.whole->name);
    std::string sql = "SELECT " + whole + ", " + quoted(reach.value->name) + " FROM " + quoted(reach.part->name) +
                      " WHERE \"deleted_at\" IS NULL AND " + whole + " > ? AND " + whole + " <= ? AND " +
                      quoted(reach.where->name) + " IN (";
    Values parameters{after, until};
    for (const auto& kind : reach.is) {
        sql += parameters.size() > 2 ? ", ?" : "?";
        parameters.emplace_back(kind);
    }
    connection.query(sql + ") ORDER BY " + whole + ", \"id\"", parameters, [&](const Row& row) {
        if (!row.null(1)) each(row.whole(0), row.text(1));
        return true;
    });
}

std::vector<ComparedColumns::Reach> ComparedColumns::reaches(Engine& engine) const {
    const auto schema = engine.schema();
    std::vector<Reach> found;
    for (std::size_t i = 0; i < columns_.size(); ++i)
        for (const Object* part : schema->parts_of(object_.name))
            for (const Feeding& feeding : part->feeds) {
                const Field* value = part->field("normal");
                if (feeding.parent_field != columns_[i].field->name || feeding.where.empty() || !value) continue;
                found.push_back({i, part, part->parent_field(), part->field(feeding.where), value, feeding.is, {}});
            }
    for (Reach& reach : found) {
        std::vector<std::uint64_t> all;
        for (Id after = 0, last = -1; last != after;) {
            last = after;
            engine.database().read([&](Connection& connection) {
                const Id until =
                    whole_or(connection.value("SELECT MAX(\"id\") FROM (SELECT \"id\" FROM " + quoted(object_.name) +
                                                  " WHERE \"id\" > ? ORDER BY \"id\" LIMIT " +
                                                  std::to_string(read_at_once) + ") AS batch",
                                              Values{last}),
                             last);
                std::vector<std::uint64_t> some;
                each_value(connection, reach, last, until,
                           [&](Id, std::string_view value) { some.push_back(hash_of_reach(value)); });
                all.insert(all.end(), some.begin(), some.end());
                after = until;
            });
        }
        std::sort(all.begin(), all.end());
        for (std::size_t i = 1; i < all.size(); ++i)
            if (all[i] == all[i - 1] && (reach.shared.empty() || reach.shared.back() != all[i]))
                reach.shared.push_back(all[i]);
    }
    std::erase_if(found, [](const Reach& reach) { return reach.shared.empty(); });
    return found;
}

// A record has several e-mails and is compared by one: by one that another record has too, where there is such.
void ComparedColumns::show_what_is_shared(Connection& connection, const Reach& reach, Rows& rows) {
    auto is_shared = [&](std::string_view value) {
        return std::binary_search(reach.shared.begin(), reach.shared.end(), hash_of_reach(value));
    };
    std::unordered_map<Id, std::string> shown;
    each_value(connection, reach, rows.front().first - 1, rows.back().first, [&](Id whole, std::string_view value) {
        if (is_shared(value)) shown.try_emplace(whole, value);
    });
    for (auto& [id, cells] : rows) {
        std::string& cell = cells[reach.column];
        if (const auto found = shown.find(id); found != shown.end() && !is_shared(cell)) cell = found->second;
    }
}

bool ComparedColumns::read_all(Engine& engine, DuplicateTable& table, std::vector<Id>& ids,
                               const std::function<bool(std::size_t)>& progress) const {
    std::string list = "\"id\"";
    for (const Column& column : columns_)
        list += ", " + quoted(object_.columns[static_cast<std::size_t>(column.field->first_column + column.part)].name);
    const std::string sql = "SELECT " + list + " FROM " + quoted(object_.name) +
                            " WHERE \"deleted_at\" IS NULL AND \"id\" > ? ORDER BY \"id\" LIMIT " +
                            std::to_string(read_at_once);
    const auto further = reaches(engine);
    Rows rows;
    std::vector<std::string_view> texts(columns_.size());
    do {
        if (!progress(ids.size())) return false;
        engine.database().read([&](Connection& connection) {
            rows.clear();
            connection.query(sql, Values{ids.empty() ? Id{0} : ids.back()}, [&](const Row& row) {
                std::vector<std::string> cells(columns_.size());
                for (std::size_t i = 0; i < columns_.size(); ++i) {
                    const int place = static_cast<int>(i) + 1;
                    if (row.null(place)) continue;
                    const Kind kind = columns_[i].field->kind;
                    cells[i] = kind == Kind::day    ? day_text(row.whole(place))
                               : kind == Kind::link ? std::to_string(row.whole(place))
                                                    : std::string(row.text(place));
                }
                rows.emplace_back(row.whole(0), std::move(cells));
                return true;
            });
            if (rows.empty()) return;
            for (const Reach& reach : further) show_what_is_shared(connection, reach, rows);
        });
        for (const auto& [id, cells] : rows) {
            std::copy(cells.begin(), cells.end(), texts.begin());
            table.add(texts);
            ids.push_back(id);
        }
    } while (rows.size() == static_cast<std::size_t>(read_at_once));
    table.done_adding();
    return true;
}

ComparedColumns::Reasons ComparedColumns::reasons(const LikelyPair& pair) const {
    Reasons reasons;
    bool street_same = false, street_alike = false, house_differs = false, place_same = false;
    const Field* address = nullptr;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const Column& column = columns_[i];
        const bool is_same = pair.agree >> i & 1, is_alike = pair.alike >> i & 1, differs = pair.differ >> i & 1;
        if (column.field->kind != Kind::address) {
            if (is_same && column.meaning != Meaning::kind) reasons.same.push_back(column.field->name);
            if (is_alike) reasons.alike.push_back(column.field->name);
            continue;
        }
        address = column.field;
        if (column.part == street) street_same = is_same, street_alike = is_alike;
        if (column.part == house || column.part == flat) house_differs = house_differs || differs || is_alike;
        if (column.part == postal_code || column.part == city) place_same = place_same || is_same;
    }
    // That two live in one town says little; a street says where.
    if (address && street_same && place_same && !house_differs)
        reasons.same.push_back(address->name);
    else if (address && (street_same || street_alike) && !(house_differs && !place_same))
        reasons.alike.push_back(address->name);
    return reasons;
}

} // namespace crm

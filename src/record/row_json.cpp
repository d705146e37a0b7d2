#include "record/row_json.hpp"

#include <algorithm>
#include <charconv>

#include "base/money.hpp"
#include "record/rights.hpp"
#include "record/told_kinds.hpp"

namespace crm {

namespace {

void append_whole(std::string& out, std::int64_t value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

void append_quoted(std::string& out, std::string_view text) {
    JsonWriter(out).string(text);
}

void append_list(std::string& out, std::string_view bars) {
    out += '[';
    bool first = true;
    while (!bars.empty()) {
        const auto end = bars.find('|');
        const std::string_view each = bars.substr(0, end);
        if (!each.empty()) {
            if (!first) out += ',';
            first = false;
            append_quoted(out, each);
        }
        if (end == std::string_view::npos) break;
        bars.remove_prefix(end + 1);
    }
    out += ']';
}

void append_address(std::string& out, const Row& row, int first) {
    const auto& parts = address_parts();
    const std::size_t before = out.size();
    out += '{';
    bool any = false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i) out += ',';
        append_quoted(out, parts[i]);
        out += ':';
        const int column = first + static_cast<int>(i);
        if (row.null(column)) {
            out += "null";
        } else {
            any = true;
            append_quoted(out, row.text(column));
        }
    }
    out += '}';
    if (any) return;
    out.resize(before);
    out += "null";
}

void append_money(std::string& out, std::int64_t minor, std::string_view currency) {
    out += "{\"amount\":\"";
    out += format_decimal(minor, currency_digits(currency).value_or(2));
    out += "\",\"currency\":";
    append_quoted(out, currency);
    out += '}';
}

} // namespace

void write_column(std::string& out, const Field& field, int part, const Row& row, int first,
                  std::string_view base_currency) {
    if (field.kind == Kind::address) return append_address(out, row, first);
    if (field.kind == Kind::choices || field.kind == Kind::tags) return append_list(out, row.text(first));
    if (row.null(first)) {
        out += "null";
        return;
    }
    switch (part == 1 && field.kind == Kind::rollup ? Kind::moment : field.value_kind()) {
    case Kind::whole:
        return append_whole(out, row.whole(first));
    case Kind::decimal:
    case Kind::percent:
        out += '"';
        out += format_decimal(row.whole(first), field.scale());
        out += '"';
        return;
    case Kind::money:
        return append_money(out, row.whole(first),
                            part == 2 || field.kind == Kind::rollup ? base_currency : row.text(first + 1));
    case Kind::yes_no:
        out += row.whole(first) ? "true" : "false";
        return;
    case Kind::day:
        out += '"';
        out += format_day(Day{static_cast<std::int32_t>(row.whole(first))});
        out += '"';
        return;
    case Kind::moment:
        out += '"';
        out += format_moment(row.whole(first));
        out += '"';
        return;
    case Kind::json:
        out += row.text(first);
        return;
    case Kind::link:
    case Kind::file:
        out += '"';
        append_whole(out, row.whole(first));
        out += '"';
        return;
    default:
        return append_quoted(out, row.text(first));
    }
}

// ---- RowPlan

namespace {

// The fields shown of a file beside its title.
std::vector<FieldPath> fields_of_file(const Object& file) {
    std::vector<FieldPath> fields;
    for (const char* name : {"size", "type"})
        if (const Field* field = file.field(name)) fields.push_back({field});
    return fields;
}

std::vector<FieldPath> all_fields(const Object& object) {
    std::vector<FieldPath> fields;
    for (const Field& field : object.fields)
        if (field.index > Object::version.index && field.index != Object::deleted_at.index) {
            fields.push_back({&field});
            if (field.kind == Kind::money) fields.push_back({&field, nullptr, nullptr, 2});
        }
    return fields;
}

} // namespace

RowPlan::RowPlan(const Context& context, const Object& object, const std::vector<FieldPath>& fields, bool link,
                 bool with_object)
    : object_(object), link_(link), with_object_(with_object) {
    const Field& title_field = object.title_field();
    reads_title_ = context.rights().may_read(object, title_field);
    columns_.reserve(512);
    for (const auto& each : {Object::id, Object::version, Object::deleted_at})
        select(object.columns[object.field(each).first_column]);
    if (reads_title_)
        select(object.columns[title_field.first_column]);
    else
        select(object.columns[object.field(Object::id).first_column]);
    if (fields.empty() && !link) {
        const auto all = all_fields(object);
        for (const FieldPath& path : all) add(context, path, all);
    } else {
        for (const FieldPath& path : fields) add(context, path, fields);
    }
}

void RowPlan::select(const Column& column) {
    if (count_++) columns_ += ", ";
    columns_ += '"';
    columns_ += column.name;
    columns_ += '"';
}

int RowPlan::group_for(const Object& target, std::vector<FieldPath> fields) {
    if (fields.empty())
        for (std::size_t i = 0; i < groups_.size(); ++i)
            if (groups_[i].object == &target && groups_[i].fields.empty()) return static_cast<int>(i);
    groups_.push_back({&target, std::move(fields)});
    return static_cast<int>(groups_.size()) - 1;
}

void RowPlan::add(const Context& context, const FieldPath& path, const std::vector<FieldPath>& all) {
    const Field& field = *path.field;
    if (field.index <= Object::version.index || field.index == Object::deleted_at.index ||
        field.name == "title" || // what every record is called stands there already
        !context.rights().may_read(object_, field))
        return;
    // FIELD_base is asked of the last field of a path, so of a linked one where there is one.
    const int part = (field.kind == Kind::money || field.kind == Kind::rollup) && !path.linked ? path.column : 0;
    for (const Cell& present : cells_)
        if (present.field == &field && present.part == part) return;
    Cell cell{&field, part, count_, {}};
    cell.key = ",";
    append_quoted(cell.key, part == 0 ? field.name : object_.columns[field.first_column + part].name);
    cell.key += ':';
    if (field.kind == Kind::link || field.kind == Kind::file || field.kind == Kind::links) {
        const Object* target =
            context.schema().find(field.kind == Kind::file ? std::string_view("file") : std::string_view(field.to));
        if (target) {
            std::vector<FieldPath> linked;
            for (const FieldPath& each : all)
                if (each.field == &field && each.linked && context.rights().may_read(*target, *each.linked))
                    linked.push_back({each.linked, nullptr, nullptr, each.column});
            if (field.kind == Kind::file && linked.empty() && !link_) linked = fields_of_file(*target);
            cell.group = group_for(*target, std::move(linked));
        }
    }
    if (field.kind == Kind::links) {
        cell.first = -1;
    } else if (field.kind == Kind::money || field.kind == Kind::link_any) {
        select(object_.columns[field.first_column + part]);
        if (part == 0) select(object_.columns[field.first_column + 1]);
    } else if (field.kind == Kind::address) {
        for (int i = 0; i < field.column_count; ++i) select(object_.columns[field.first_column + i]);
    } else {
        select(object_.columns[field.first_column + part]);
    }
    cells_.push_back(std::move(cell));
    if (field.kind == Kind::rollup && part == 0 && !link_) add(context, {&field, nullptr, nullptr, 1}, all); // as of
}

// ---- RowJson

// The linked records of one object: the ids that rows lead to, then their JSON.
struct RowJson::Titles {
    Titles(Context& context, const Object& object, const std::vector<FieldPath>& fields, bool with_object)
        : plan(context, object, fields, true, with_object), rows(context, plan) {}

    RowPlan plan;
    RowJson rows;
    std::vector<Id> wanted;
    std::vector<std::pair<Id, std::size_t>> found; // by id

    void ask(Context& context, std::vector<Question>& questions) {
        std::sort(wanted.begin(), wanted.end());
        wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
        const Object& object = plan.object();
        const Condition in_sight = rows_in_sight(context, object, Act::read);
        if (is_nothing(in_sight)) return;
        for (std::size_t begin = 0; begin < wanted.size(); begin += batch_limit) {
            const std::size_t count = std::min(batch_limit, wanted.size() - begin);
            Sql sql;
            sql << "SELECT " << plan.columns() << " FROM \"" << object.name << "\" WHERE ";
            append_batch(sql, object.is_big(), std::span<const Id>(wanted).subspan(begin, count));
            if (!is_everything(in_sight)) {
                sql << " AND ";
                append_condition(sql, object, in_sight, context.schema(), *Rights::system(),
                                 context.connection().dialect());
            }
            questions.push_back({std::move(sql.text), std::move(sql.parameters), [this](const Row& row) {
                                     rows.add(row);
                                     return true;
                                 }});
        }
    }

    void take_in() {
        rows.resolve();
        for (std::size_t i = 0; i < rows.size(); ++i) found.emplace_back(rows.id(i), i);
        std::sort(found.begin(), found.end());
    }
};

struct RowJson::List {
    const Field* field;
    int group;
    std::vector<std::pair<Id, Id>> targets; // row, target
};

RowJson::RowJson(Context& context, const RowPlan& plan) : context_(context), plan_(plan) {
    for (const auto& cell : plan.cells())
        if (cell.field->kind == Kind::links) lists_.push_back({cell.field, cell.group, {}});
}

RowJson::~RowJson() = default;

int RowJson::group_of(const Object& object) {
    for (std::size_t i = 0; i < titles_.size(); ++i)
        if (titles_[i] && &titles_[i]->plan.object() == &object && titles_[i]->plan.with_object())
            return static_cast<int>(i);
    titles_.push_back(std::make_unique<Titles>(context_, object, std::vector<FieldPath>(), true));
    return static_cast<int>(titles_.size()) - 1;
}

void RowJson::add(const Row& row) {
    if (titles_.empty() && !plan_.groups().empty()) titles_.resize(plan_.groups().size());
    starts_.push_back(text_.size());
    const Id id = row.whole(RowPlan::id);
    ids_.push_back(id);
    text_ += "{\"id\":\"";
    append_whole(text_, id);
    text_ += '"';
    if (plan_.with_object()) {
        text_ += ",\"object\":";
        append_quoted(text_, plan_.object().name);
    }
    if (!plan_.is_link()) {
        text_ += ",\"version\":";
        append_whole(text_, row.whole(RowPlan::version));
    }
    text_ += ",\"title\":";
    if (plan_.reads_title())
        append_quoted(text_, row.text(RowPlan::title));
    else
        text_ += "\"\"";
    int list = 0;
    for (const auto& cell : plan_.cells()) {
        text_ += cell.key;
        switch (cell.field->kind) {
        case Kind::links:
            holes_.push_back({text_.size(), id, -1, list++});
            break;
        case Kind::link:
        case Kind::file:
        case Kind::link_any:
            add_link(cell, row);
            break;
        default:
            write_column(text_, *cell.field, cell.part, row, cell.first, context_.company().currency);
        }
    }
    if (!row.null(RowPlan::deleted_at)) {
        if (plan_.is_link()) {
            text_ += ",\"deleted\":true";
        } else {
            text_ += ",\"deleted_at\":\"";
            text_ += format_moment(row.whole(RowPlan::deleted_at));
            text_ += '"';
        }
    }
    text_ += '}';
}

void RowJson::add_link(const RowPlan::Cell& cell, const Row& row) {
    int group = cell.group;
    if (!row.null(cell.first) && cell.field->kind == Kind::link_any) {
        const Object* object = context_.schema().find(row.text(cell.first + 1));
        if (object) group = group_of(*object);
    }
    if (row.null(cell.first) || group < 0) {
        text_ += "null";
        return;
    }
    auto& titles = titles_[group];
    if (!titles)
        titles = std::make_unique<Titles>(context_, *plan_.groups()[group].object, plan_.groups()[group].fields, false);
    const Id id = row.whole(cell.first);
    titles->wanted.push_back(id);
    holes_.push_back({text_.size(), id, group, -1});
}

void RowJson::read_lists() {
    for (List& list : lists_) {
        Titles* titles = nullptr;
        if (list.group >= 0) {
            auto& place = titles_[list.group];
            const auto& group = plan_.groups()[list.group];
            if (!place) place = std::make_unique<Titles>(context_, *group.object, group.fields, false);
            titles = place.get();
        }
        for (std::size_t begin = 0; begin < ids_.size(); begin += batch_limit) {
            Sql sql;
            sql << "SELECT \"id\", \"target\" FROM \"" << plan_.object().link_table(*list.field) << "\" WHERE ";
            append_batch(sql, true,
                         std::span<const Id>(ids_).subspan(begin, std::min(batch_limit, ids_.size() - begin)));
            sql << " ORDER BY \"id\", \"target\"";
            context_.connection().query(sql.text, sql.parameters, [&](const Row& row) {
                list.targets.emplace_back(row.whole(0), row.whole(1));
                if (titles) titles->wanted.push_back(row.whole(1));
                return true;
            });
        }
        std::sort(list.targets.begin(), list.targets.end());
    }
}

void RowJson::resolve() {
    if (!ids_.empty()) read_lists();
    std::vector<Question> questions;
    for (auto& titles : titles_)
        if (titles) titles->ask(context_, questions);
    context_.connection().query_together(questions);
    for (auto& titles : titles_)
        if (titles) titles->take_in();
}

void RowJson::write_link(int group, Id id, std::string& out) const {
    const Titles* titles = group < 0 ? nullptr : titles_[group].get();
    if (titles) {
        auto found = std::lower_bound(titles->found.begin(), titles->found.end(), std::pair<Id, std::size_t>{id, 0});
        if (found != titles->found.end() && found->first == id) return titles->rows.write(found->second, out);
    }
    out += "null";
}

void RowJson::write(std::size_t index, std::string& out) const {
    std::size_t at = starts_[index];
    const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] : text_.size();
    auto hole = std::lower_bound(holes_.begin(), holes_.end(), at,
                                 [](const Hole& each, std::size_t from) { return each.at < from; });
    for (; hole != holes_.end() && hole->at < end; ++hole) {
        out.append(text_, at, hole->at - at);
        at = hole->at;
        if (hole->list < 0) {
            write_link(hole->group, hole->id, out);
            continue;
        }
        const List& list = lists_[hole->list];
        out += '[';
        const std::size_t before = out.size();
        auto target = std::lower_bound(list.targets.begin(), list.targets.end(), std::pair<Id, Id>{hole->id, 0});
        for (; target != list.targets.end() && target->first == hole->id; ++target) {
            const std::size_t present = out.size();
            if (present != before) out += ',';
            const std::size_t begin = out.size();
            write_link(list.group, target->second, out);
            if (std::string_view(out).substr(begin) == "null") out.resize(present); // out of sight
        }
        out += ']';
    }
    out.append(text_, at, end - at);
}

} // namespace crm

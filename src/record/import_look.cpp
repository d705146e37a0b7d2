// The look at a file that the page shows before an import.
#include <algorithm>
#include <set>

#include "base/country.hpp"
#include "base/encoding.hpp"
#include "base/identifiers.hpp"
#include "base/text.hpp"
#include "record/column_facts.hpp"
#include "record/import.hpp"
#include "record/import_paths.hpp"
#include "record/import_presets.hpp"
#include "record/rights.hpp"
#include "record/sentences.hpp"

namespace crm {

namespace {

constexpr std::size_t shown_rows = 5;
constexpr std::size_t most_rows = 5000; // looked at
constexpr std::size_t most_samples = 3;
constexpr std::size_t shown_letters = 200;
constexpr double sure_by_values = 0.7; // offered, not followed by itself

// What the cells of one column hold.
struct Held {
    std::vector<std::string> samples;
    std::set<std::string> different; // of the first ones
    DayFacts days;
    NumberFacts numbers;
    std::int64_t filled = 0, emails = 0, phones = 0, urls = 0, countries = 0, tax_ids = 0;

    void see(std::string_view cell, const std::string& country) {
        constexpr std::size_t most_different = 200;
        const std::string_view text = unwrapped_cell(trimmed(cell));
        if (text.empty() || !valid_utf8(text)) return;
        ++filled;
        if (different.size() < most_different && different.insert(cut(text, shown_letters)).second &&
            samples.size() < most_samples)
            samples.push_back(cut(text, shown_letters));
        days.see(text);
        numbers.see(text);
        const bool mail = text.find('@') != std::string_view::npos && read_email(text);
        emails += mail;
        urls += !mail && (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www."));
        const auto digits = digits_of(text).size();
        phones += !mail && digits >= 7 && digits <= 15 && read_phone(std::string(text), country).valid;
        countries += country_named(text).has_value();
        tax_ids += digits >= 8 && check_tax_id(std::string(text), country).check == IdentifierCheck::ok;
    }
    bool mostly(std::int64_t count) const { return filled > 0 && count * 10 >= filled * 8; }
};

// What a column is by what it holds, where its header says nothing.
std::string field_by_values(const Held& held, const Schema& schema, const Rights& rights, const Object& object,
                            const std::set<std::string>& taken) {
    auto could = [&](const char* path) { return !taken.contains(path) && path_named(schema, rights, object, path); };
    if (held.mostly(held.emails) && could("email")) return "email";
    if (held.mostly(held.tax_ids) && could("tax_id")) return "tax_id";
    if (held.mostly(held.urls) && could("website")) return "website";
    if (held.mostly(held.phones) && !held.mostly(held.days.days()) && could("phone")) return "phone";
    if (held.mostly(held.countries) && could("address.country")) return "address.country";
    return {};
}

struct Proposal {
    Json target; // null: left out
    double sure = 0;
    std::string why; // header, values, preset, remembered
};

std::string path_of(const Json& target) {
    return target.is_string() ? target.as_string() : target.is_object() ? target.text("field") : "";
}

class Look {
public:
    Look(Engine& engine, const Object& object, const Rights& rights, const ImportFile& file, const Json& reading)
        : engine_(engine), schema_(engine.schema()), object_(object), rights_(rights),
          table_(open_table(file, reading)) {
        CsvReader reader(table_.rows(0), table_.separator());
        header_ = reader.header();
        columns_.resize(header_.size());
        const std::string country = engine_.company()->country;
        CsvRow row;
        for (; looked_ < most_rows && reader.next(row); ++looked_) {
            if (looked_ < shown_rows) {
                rows_.emplace_back();
                for (auto cell : row.cells) rows_.back().push_back(valid_utf8(cell) ? cut(cell, shown_letters) : "?");
            }
            for (std::size_t i = 0; i < columns_.size() && i < row.cells.size(); ++i)
                columns_[i].see(row.cells[i], country);
        }
        whole_ = looked_ < most_rows || !reader.next(row);
        propose();
    }

    void write(std::string& out) const {
        JsonWriter json(out);
        json.begin_object().key("header").begin_array();
        for (const auto& name : header_) json.string(name);
        json.end_array().key("rows").begin_array();
        for (const auto& row : rows_) {
            json.begin_array();
            for (const auto& cell : row) json.string(cell);
            json.end_array();
        }
        json.end_array().key("columns").begin_object();
        std::set<std::string> told;
        for (std::size_t i = 0; i < header_.size(); ++i) {
            if (header_[i].empty() || !told.insert(header_[i]).second) continue;
            json.key(header_[i]);
            write_target(json, proposals_[i]);
        }
        json.end_object();
        const char separator = table_.separator();
        json.member("looked_at", static_cast<std::int64_t>(looked_)).member("whole", whole_);
        json.member("separator", std::string(1, separator < ' ' && separator != '\t' ? ',' : separator));
        write_reading(json);
        write_details(json);
        json.key("mapping").json(mapping()).end_object();
    }

private:
    bool may_go_to(const Json& target) const {
        const auto path = path_named(*schema_, rights_, object_, path_of(target));
        if (!path) return false;
        const Object& written = path->through         ? schema_->object(path->through->to)
                                : path->beside_object ? *path->beside_object
                                                      : object_;
        return rights_.may_write(written, *path->field);
    }

    // A record beside that only links is of no use without what it links to.
    Json with_creation(const std::string& field) const {
        const auto path = path_named(*schema_, rights_, object_, field);
        const bool made = path && path->beside_object && !path->through && path->field->kind == Kind::link &&
                          path->field->targets().size() == 1 &&
                          rights_.allows(*schema_, schema_->object(path->field->to), Act::create);
        return made ? Json::object({{"field", field}, {"create", true}}) : Json(field);
    }

    void propose() {
        proposals_.resize(header_.size());
        std::set<std::string> taken;
        Json remembered = remembered_mapping(engine_, rights_.user, object_.name, header_);
        const ImportPreset* preset = preset_for(object_, header_);
        if (!remembered.is_null()) {
            base_ = std::move(remembered);
            remembered_ = true;
        } else if (preset) {
            base_ = mapping_of(*preset, *schema_, rights_, object_, header_);
        }
        preset_ = preset;
        std::vector<bool> decided(header_.size());
        for (const auto& [name, target] : base_["columns"].is_object() ? base_["columns"].members() : Json::Object())
            for (std::size_t i = 0; i < header_.size(); ++i) {
                if (fold(header_[i]) != fold(name)) continue;
                decided[i] = true;
                if (target.is_null() || !may_go_to(target)) continue;
                proposals_[i] = {target, 1, remembered_ ? "remembered" : "preset"};
                taken.insert(path_of(target));
            }
        auto rest = header_;
        for (std::size_t i = 0; i < rest.size(); ++i)
            if (decided[i]) rest[i].clear();
        const auto guesses = guess_columns(*schema_, rights_, object_, rest);
        for (std::size_t i = 0; i < header_.size(); ++i) {
            if (decided[i] || !guesses[i] || taken.contains(guesses[i]->field)) continue;
            if (!may_go_to(Json(guesses[i]->field))) continue;
            proposals_[i] = {with_creation(guesses[i]->field), guesses[i]->sure, "header"};
            taken.insert(guesses[i]->field);
        }
        for (std::size_t i = 0; i < header_.size(); ++i) {
            if (decided[i] || (!proposals_[i].target.is_null() && proposals_[i].sure >= sure_enough)) continue;
            const std::string field = field_by_values(columns_[i], *schema_, rights_, object_, taken);
            if (field.empty() || !may_go_to(Json(field))) continue;
            proposals_[i] = {Json(field), sure_by_values, "values"};
            taken.insert(field);
        }
    }

    static void write_target(JsonWriter& json, const Proposal& proposal) {
        if (proposal.target.is_null()) {
            json.null();
            return;
        }
        json.begin_object().member("field", path_of(proposal.target)).key("sure").number(proposal.sure);
        for (const char* each : {"by", "create", "values", "days", "decimal", "currency", "set", "optional", "several",
                                 "otherwise", "prefix"})
            if (proposal.target.is_object())
                if (const Json* value = proposal.target.find(each)) json.key(each).json(*value);
        json.end_object();
    }

    void write_reading(JsonWriter& json) const {
        json.key("reading").json(table_.reading).key("encoding_sure").number(table_.sure).member("mixed", table_.mixed);
        json.key("encodings").begin_array();
        for (auto each : known_encodings()) json.string(each);
        json.end_array().key("sheets").begin_array();
        for (const auto& each : table_.sheets) json.string(each);
        json.end_array().key("notes").begin_array();
        for (const auto& each : table_.notes) json.string(sentence_in(each, rights_.language));
        json.end_array().key("preset");
        if (preset_)
            json.begin_object().member("name", preset_->name).key("label").json(preset_->label.json()).end_object();
        else
            json.null();
        json.member("remembered", remembered_);
    }

    void write_details(JsonWriter& json) const {
        json.key("details").begin_array();
        for (std::size_t i = 0; i < header_.size(); ++i) {
            const Held& held = columns_[i];
            const Proposal& proposal = proposals_[i];
            json.begin_object().member("header", header_[i]).key("field");
            if (proposal.target.is_null())
                json.null();
            else
                json.string(path_of(proposal.target));
            json.key("sure").number(proposal.sure).member("why", proposal.why).key("samples").begin_array();
            for (const auto& each : held.samples) json.string(each);
            json.end_array().member("filled", held.filled);
            json.key("different").number(static_cast<std::int64_t>(held.different.size()));
            write_spelling(json, held, proposal);
            json.end_object();
        }
        json.end_array();
    }

    // Of days and numbers: how they are written, and whether somebody should say it.
    void write_spelling(JsonWriter& json, const Held& held, const Proposal& proposal) const {
        const auto path = path_named(*schema_, rights_, object_, path_of(proposal.target));
        const Kind kind = path ? path->field->kind : Kind::text;
        if (kind == Kind::day || kind == Kind::moment) {
            // As the column shows it, else as the company writes days.
            json.key("days")
                .begin_object()
                .member("order", name_of(held.days.order_read(day_order_of(engine_.company()->country))))
                .member("ambiguous", held.days.ambiguous())
                .end_object();
        } else if (path && path->part != 1 &&
                   (kind == Kind::money || kind == Kind::decimal || kind == Kind::percent || kind == Kind::whole)) {
            const DecimalMark mark = held.numbers.mark_read(kind == Kind::money, elsewhere());
            json.key("decimal").begin_object();
            json.member("mark", mark == DecimalMark::comma ? "," : mark == DecimalMark::point ? "." : "");
            json.member("ambiguous", held.numbers.ambiguous() && kind != Kind::whole).end_object();
        }
    }

    // As the columns of the file that will be read as numbers write their decimals, where they agree.
    DecimalMark elsewhere() const {
        DecimalMark all = DecimalMark::as_seen;
        for (std::size_t i = 0; i < header_.size(); ++i) {
            const auto path = path_named(*schema_, rights_, object_, path_of(proposals_[i].target));
            const Kind kind = path ? path->field->kind : Kind::text;
            const bool number =
                kind == Kind::money || kind == Kind::decimal || kind == Kind::percent || kind == Kind::whole;
            const DecimalMark mark = number && path->part != 1 ? columns_[i].numbers.mark() : DecimalMark::as_seen;
            if (mark == DecimalMark::as_seen) continue;
            if (all != DecimalMark::as_seen && all != mark) return DecimalMark::as_seen;
            all = mark;
        }
        return all;
    }

    // What POST /api/v1/import takes, beside object and file.
    Json mapping() const {
        Json made = base_.is_object() ? base_ : Json::object();
        Json columns = Json::object();
        std::set<std::string> told;
        for (std::size_t i = 0; i < header_.size(); ++i) {
            if (header_[i].empty() || !told.insert(header_[i]).second) continue;
            const Proposal& proposal = proposals_[i];
            columns.set(header_[i], proposal.sure >= sure_enough ? proposal.target : Json());
        }
        made.set("columns", columns);
        made.set("reading", table_.reading);
        return made;
    }

    Engine& engine_;
    std::shared_ptr<const Schema> schema_;
    const Object& object_;
    const Rights& rights_;
    TableFile table_;
    std::vector<std::string> header_;
    std::vector<std::vector<std::string>> rows_;
    std::vector<Held> columns_;
    std::size_t looked_ = 0; // rows
    bool whole_ = false;     // there are no others
    std::vector<Proposal> proposals_;
    Json base_; // remembered, or of the preset
    bool remembered_ = false;
    const ImportPreset* preset_ = nullptr;
};

} // namespace

void write_preview(Engine& engine, const Object& object, const Rights& rights, const ImportFile& file,
                   const Json& reading, std::string& out) {
    try {
        Look(engine, object, rights, file, reading).write(out);
    } catch (const Error& error) {
        throw error_in(error, rights.language);
    }
}

} // namespace crm

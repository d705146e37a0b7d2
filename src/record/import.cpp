#include "record/import.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/import_links.hpp"
#include "record/import_plan.hpp"
#include "record/import_presets.hpp"
#include "record/import_rows.hpp"
#include "record/import_slices.hpp"
#include "record/import_step.hpp"
#include "record/known.hpp"
#include "record/sentences.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr std::int64_t step_us = 40'000; // so that others who write do not wait long
constexpr std::size_t fewest_rows = 25;
constexpr std::int64_t rows_before_learning = 5'000; // then four times as many, and so on

const Object& importable(const Schema& schema, const Rights& rights, const std::string& name) {
    if (const Object* object = known_object(schema, rights, name)) return *object;
    const auto near = nearest(name, known_names(schema, rights));
    throw Error(Problem::not_found, "There is no object \"" + cut(name, 60) + "\"." +
                                        (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"));
}

CsvReader::Place place_from(const std::string& text, char separator) {
    CsvReader::Place place;
    std::istringstream(text) >> place.offset >> place.row >> place.line;
    place.separator = separator;
    return place;
}

// One run of an import: what lasts from its first step to its last.
class ImportRun {
public:
    ImportRun(Engine& engine, Operation& operation, const ImportFile& file, const ImportSurroundings& surroundings)
        : engine_(engine), operation_(operation), file_(file), surroundings_(surroundings) {}

    void run() {
        const TableFile table = open_table(file_, operation_.input["reading"]);
        rows_ = table.rows;
        CsvReader reader(rows_(0), table.separator());
        header_ = reader.header();
        plan();
        facts_ = read_facts(reader, plan_);
        set_total(engine_, operation_, facts_.rows);
        tell_unread(table.notes);
        const auto company = engine_.company();
        InputRules rules{company->country, plan_.currency.empty() ? company->currency : plan_.currency,
                         surroundings_.rights->user ? &surroundings_.rights->zone : &company->zone,
                         company->collation.get()};
        ImportLookup::Settings settings{plan_.schema, surroundings_.rights, company->country, facts_.rows,
                                        surroundings_.most_loaded};
        ImportLinks links(engine_, plan_, settings, rules);
        const Record pattern = links.pattern(*plan_.object);
        const ImportRows rows(plan_, facts_, pattern, rules, [&](const Object& object) { return links.blank(object); });
        ImportStep step(engine_, plan_, links, surroundings_.rights, operation_);
        CsvReader rest = reader_at_place(reader.separator());
        write(rest, rows, links, step);
    }

private:
    void plan() {
        Request request;
        request.rights = surroundings_.rights;
        engine_.read(request, [&](Context& context) {
            plan_ = read_plan(context, importable(context.schema(), context.rights(), operation_.object), header_,
                              operation_.input["mapping"]);
        });
    }

    // Nothing that a file holds is left out without a word.
    void tell_unread(const std::vector<std::string>& notes) {
        Json::Array columns, said;
        for (const auto& [cell, filled] : facts_.unread)
            if (filled > 0)
                columns.push_back(
                    Json::object({{"column", header_[cell].empty() ? std::to_string(cell + 1) : header_[cell]},
                                  {"filled", filled}}));
        for (const auto& each : notes) said.push_back(sentence_in(each, surroundings_.rights->language));
        if (columns.empty() && said.empty()) return;
        operation_.input.set("unread", Json(std::move(columns)));
        operation_.input.set("notes", Json(std::move(said)));
        keep_input(engine_, operation_);
    }

    CsvReader reader_at_place(char separator) const {
        if (operation_.place.empty()) return CsvReader(rows_(0), separator);
        const auto place = place_from(operation_.place, separator);
        return CsvReader(rows_(place.offset), place, header_);
    }

    void write(CsvReader& reader, const ImportRows& rows, ImportLinks& links, ImportStep& step) {
        ImportSlices slices(reader, rows, std::min<std::size_t>(100, surroundings_.most_rows));
        std::int64_t rows_written = 0, learn_at = rows_before_learning;
        while (!surroundings_.stopping || !surroundings_.stopping()) {
            auto slice = slices.next();
            if (slice.empty()) {
                finish_operation(engine_, operation_, "done", "");
                break;
            }
            links.look_up(slice);
            const auto begun = steady_us();
            step.write(slice);
            const auto taken = std::max<std::int64_t>(1, steady_us() - begun);
            const auto fitting = static_cast<std::size_t>(static_cast<std::int64_t>(slice.size()) * step_us / taken);
            slices.wanted = std::clamp(std::min(fitting, slice.size() * 2),
                                       std::min(fewest_rows, surroundings_.most_rows), surroundings_.most_rows);
            rows_written += static_cast<std::int64_t>(slice.size());
            if (rows_written >= learn_at && !operation_.dry_run) {
                const auto statements = learn_sizes(engine_.dialect(), *plan_.schema, *plan_.object);
                if (!statements.empty()) engine_.database().change_schema(statements);
                learn_at *= 4;
            }
            if (surroundings_.progress) surroundings_.progress(operation_);
        }
    }

    Engine& engine_;
    Operation& operation_;
    const ImportFile& file_;
    const ImportSurroundings& surroundings_;
    ImportFile rows_; // the file as separated values
    std::vector<std::string> header_;
    ImportPlan plan_;
    FileFacts facts_;
};

} // namespace

ImportFile file_on_disk(const std::string& path) {
    if (!std::ifstream(path, std::ios::binary))
        throw Error(Problem::not_found, "The file " + path + " cannot be read. Please check its name and its rights.");
    return [path](std::int64_t offset) -> CsvSource {
        auto file = std::make_shared<std::ifstream>(path, std::ios::binary);
        file->seekg(offset);
        return [file, path](char* into, std::size_t size) -> std::size_t {
            file->read(into, static_cast<std::streamsize>(size));
            if (file->bad()) throw Error(Problem::unavailable, "The file " + path + " cannot be read.");
            return static_cast<std::size_t>(file->gcount());
        };
    };
}

Json description_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(Problem::not_found, "The file " + path + " cannot be read. Please check its name and its rights.");
    std::uint64_t digest = fnv1a("");
    std::int64_t size = 0;
    for (std::string block(1 << 20, '\0');
         file.read(block.data(), static_cast<std::streamsize>(block.size())), file.gcount() > 0;) {
        digest = fnv1a(std::string_view(block).substr(0, static_cast<std::size_t>(file.gcount())), digest);
        size += file.gcount();
    }
    return Json::object({{"path", path}, {"size", size}, {"digest", std::to_string(digest)}});
}

std::optional<Operation> unfinished_import(Engine& engine, Id user, const ImportOrder& order) {
    constexpr int newest = 50;
    std::optional<Operation> found;
    engine.database().read([&](Connection& connection) {
        found.reset();
        for (auto& each : newest_operations(connection, user, newest))
            if (!found && each.user == user && each.kind == "import" && !each.over() && each.object == order.object &&
                each.dry_run == order.dry_run && each.input["mapping"] == order.mapping &&
                each.input["file"] == order.file)
                found = std::move(each);
    });
    return found;
}

namespace {

Operation order_import(Engine& engine, Request& request, const ImportOrder& order, const ImportFile& file,
                       const WithOperation& also) {
    prepare_operation_tables(engine);
    const auto schema = engine.schema();
    const Object& object = importable(*schema, *request.rights, order.object);
    const TableFile table = open_table(file, order.mapping["reading"]);
    const CsvReader reader(table.rows(0), table.separator());
    engine.read(request, [&](Context& context) { read_plan(context, object, reader.header(), order.mapping); });
    Operation operation;
    operation.kind = "import";
    operation.state = "queued";
    operation.object = order.object;
    operation.user = request.rights->user;
    operation.dry_run = order.dry_run;
    operation.input = Json::object({{"mapping", order.mapping}, {"file", order.file}});
    Json::Array names;
    for (const auto& name : reader.header()) names.push_back(name);
    operation.input.set("header", Json(std::move(names)));
    operation.input.set("separator", std::string(1, reader.separator()));
    operation.input.set("reading", table.reading);
    if (!order.source.empty()) operation.input.set("source", order.source);
    if (!order.dry_run) remember_mapping(engine, operation.user, order.object, reader.header(), order.mapping);
    operation.id = engine.ids().make();
    engine.write(request, [&](Context& context) {
        insert_operation(context, operation);
        if (also) also(context, operation);
    });
    operation.created_at = request.at;
    return operation;
}

} // namespace

Operation begin_import(Engine& engine, Request& request, const ImportOrder& order, const ImportFile& file,
                       const WithOperation& also) {
    try {
        return order_import(engine, request, order, file, also);
    } catch (const Error& error) {
        throw error_in(error, request.rights->language);
    }
}

Operation run_import(Engine& engine, Id id, const ImportFile& file, const ImportSurroundings& surroundings) {
    return run_operation(engine, id, [&](Operation& operation) {
        try {
            ImportRun(engine, operation, file, surroundings).run();
        } catch (const Error& error) {
            throw error_in(error, surroundings.rights->language);
        }
    });
}

} // namespace crm

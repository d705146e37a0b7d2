// For tests of imports: a text in place of a file, and a shop whose stages belong to pipelines.
#pragma once
#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

#include "record/import.hpp"
#include "testing/sales_fixture.hpp"

namespace crm::testing {

inline ImportFile file_of(std::string text) {
    auto kept = std::make_shared<std::string>(std::move(text));
    return [kept](std::int64_t offset) -> CsvSource {
        auto at = std::make_shared<std::size_t>(static_cast<std::size_t>(offset));
        return [kept, at](char* into, std::size_t size) {
            const std::size_t count = std::min(size, kept->size() - *at);
            std::memcpy(into, kept->data() + *at, count);
            *at += count;
            return count;
        };
    };
}

struct Imports {
    explicit Imports(Engine& engine) : engine(engine) { around.rights = Rights::system(); }

    Operation begin(const std::string& object, const ImportFile& file, const std::string& mapping = "{}",
                    bool dry_run = false) {
        Request request;
        request.rights = around.rights;
        return begin_import(engine, request, {object, Json::parse(mapping), "test", dry_run}, file);
    }
    Operation run(const std::string& object, const std::string& text, const std::string& mapping = "{}",
                  bool dry_run = false) {
        const ImportFile file = file_of(text);
        return run_import(engine, begin(object, file, mapping, dry_run).id, file, around);
    }
    std::string counts(const std::string& object, const std::string& text, const std::string& mapping = "{}",
                       bool dry_run = false) {
        last = run(object, text, mapping, dry_run);
        return last.state == "done" ? summary(last) : last.state + ": " + last.message;
    }
    // The sentence with which the order is refused, or empty.
    std::string refusal(const std::string& object, const std::string& text, const std::string& mapping = "{}") {
        try {
            const Operation operation = run(object, text, mapping);
            return operation.state == "failed" ? operation.message : "";
        } catch (const Error& error) {
            return error.what();
        }
    }
    Json rows(const std::string& result = "refused", int limit = 50, const std::string& cursor = "") {
        std::string out;
        engine.database().read([&](Connection& connection) {
            out.clear();
            write_operation_rows(connection, last, result, limit, cursor, out);
        });
        return Json::parse(out);
    }
    std::string first_problem() {
        const Json items = rows()["items"];
        return items.items().empty() ? "" : items.items()[0]["problems"].items()[0].text("message");
    }
    Operation fresh(Id id) {
        Operation found;
        engine.database().read([&](Connection& connection) { found = *find_operation(connection, id); });
        return found;
    }

    Engine& engine;
    ImportSurroundings around;
    Operation last;
};

} // namespace crm::testing

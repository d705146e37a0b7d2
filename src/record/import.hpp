// Import: brings the rows of a file in as records, in steps of some hundred rows, each one transaction that also notes
// how far it came; so a killed import goes on where it was, with nothing doubled and nothing lost.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "record/operation.hpp"
#include "record/table_file.hpp"

namespace crm {

struct ImportPlan;

ImportFile file_on_disk(const std::string& path); // throws Error where it cannot be read
// {"path","size","digest"}: the same only for the same content.
Json description_of(const std::string& path);

struct ImportOrder {
    std::string object;
    Json mapping; // columns, match, mode, currency, defaults, strict, reading
    Json file;    // how the file is found again, as the caller understands it
    bool dry_run = false;
    std::string source = {}; // what people call it: the file's name, the scheduled pull's
};

// What is written in the transaction that makes an operation: the job that will run it.
using WithOperation = std::function<void(Context&, const Operation&)>;
// Checks the order against the file's header and makes the operation, in state queued. Throws Error with a sentence.
Operation begin_import(Engine& engine, Request& request, const ImportOrder& order, const ImportFile& file,
                       const WithOperation& also = {});

// The same order that was begun by the same user and not finished: a command that was killed and is given again.
std::optional<Operation> unfinished_import(Engine& engine, Id user, const ImportOrder& order);

struct ImportSurroundings {
    std::shared_ptr<const Rights> rights; // of whoever asked, as they are now
    std::function<bool()> stopping;       // the process ends: return soon, to be taken up later
    std::function<void(const Operation&)> progress;
    std::size_t most_rows = 500;          // in one step
    std::int64_t most_loaded = 2'000'000; // records of a linked object held in memory
};
// Works until the file's end, or until somebody pauses or stops it. What is wrong with the file as a whole ends it as
// failed.
Operation run_import(Engine& engine, Id operation, const ImportFile& file, const ImportSurroundings& surroundings);

// A look at a file before it is brought in: how it is read, what its columns hold and where they could go. As JSON:
// {"header","rows","columns","separator"} as before, "reading", "encoding_sure", "sheets", "notes", "preset",
// "remembered", "details" of each column, and "mapping", the proposal that an import can be ordered with.
void write_preview(Engine& engine, const Object& object, const Rights& rights, const ImportFile& file,
                   const Json& reading, std::string& out);

} // namespace crm

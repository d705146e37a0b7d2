// Merge: two or more records of one object become one. The survivor takes the chosen values and everything that hung on
// the others; their ids and keys lead to it for ever. A merge is an operation: big ones run as a job, and all of them
// can be undone.
#pragma once
#include <string>
#include <vector>

#include "record/import.hpp"
#include "record/operation.hpp"

namespace crm {

struct MergeOrder {
    std::string object;
    Id survivor = 0;
    std::vector<Id> absorbed;
    Json values; // {"field": id of the record whose value it takes, or "both"}; what is not named follows the proposal
    std::string by_rule; // of an administrator, where nobody was asked
    Json chosen;         // what a merge that was undone had chosen of every field, when it is done again
};

constexpr std::size_t most_merged = 20;           // records in one merge
constexpr std::int64_t most_moved_at_once = 1000; // links; more are moved by a job

// Checks the order under the caller's rights and makes the operation. Few links are moved at once, in the same
// transaction (state done); otherwise `also` enqueues the job that runs it.
Operation begin_merge(Engine& engine, Request& request, const MergeOrder& order, const WithOperation& also = {});
// Does once more what was undone; `also` is called whether or not it is done at once.
Operation begin_merge_again(Engine& engine, Request& request, const Operation& merge, const WithOperation& also);
// Goes on until all is moved, or `surroundings.stopping` says so.
Operation run_merge(Engine& engine, Id operation, const ImportSurroundings& surroundings);
// Takes back what `undone` moved, where nobody has changed it since; counts as run_undo.
void undo_merge(Engine& engine, Operation& operation, const Operation& undone, const ImportSurroundings& surroundings);
// Throws Error with a sentence where a merge cannot be undone any more.
void check_merge_undo(Context& context, const Operation& merge);

// Appends what a merge would do, without doing it: {"survivor": the record as it would be, "records": each as it is,
// "proposed_survivor": id, "values": {field: id or "both"}, "moves": [{"object","count"}], "at_once": bool}.
void write_merge_preview(Engine& engine, Request& request, const MergeOrder& order, std::string& out);

} // namespace crm

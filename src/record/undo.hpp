// Undo: takes back what an operation did, as an operation of its own: records that it made go into the bin, values that
// it changed come back, where nobody has changed them since.
#pragma once
#include "record/import.hpp"
#include "record/operation.hpp"

namespace crm {

// Makes the operation, in state queued. Throws Error with a sentence when there is nothing to undo any more.
Operation begin_undo(Engine& engine, Request& request, Id operation, const WithOperation& also = {});
// Its counts: updated is what was taken back, skipped what others have changed since, refused what could not be.
Operation run_undo(Engine& engine, Id operation, const ImportSurroundings& surroundings);

} // namespace crm

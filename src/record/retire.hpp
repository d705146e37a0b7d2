// Retiring: how a stage, a team, a user goes that is in use. It keeps its name in what was, is offered no more, and an
// operation leads the records that led to it to a successor, with an event each. It can be undone like any operation.
#pragma once
#include <functional>

#include "record/context.hpp"
#include "record/operation.hpp"

namespace crm {

constexpr const char* retire_job = "retire"; // {operation}

bool is_retired(const Record& record);
// Retires the record now and begins the operation; where nothing leads to it, it needs no successor and the answer is
// null. Asked again, it answers with the operation that is under way. `input`: {"successor"}.
Json retire(Context& context, Record& record, const Json& input);
// Offers it again; what was led to the successor stays there.
Json reinstate(Context& context, Record& record, const Json& input);
// Works on the operation until it is over or `stopping` says so; goes on where a kill left it.
Operation run_retiring(Engine& engine, Id operation, const std::function<bool()>& stopping);

} // namespace crm

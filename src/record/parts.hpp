// Parts: a new record saved together with parts that come with it. They stand in its one event and among its words, so
// that neither is written for each of them.
#pragma once
#include <functional>
#include <span>

#include "record/context.hpp"

namespace crm {

// `save_parts` is called when the record, and what its own rules make of it, is written.
void save_with_parts(Context& context, Record& record, const std::function<void()>& save_parts);
// The parts so far of a record that is being created; none of one that was there before.
std::span<const Record> parts_being_made(const Context& context, Id whole);
bool is_being_made(const Context& context, Id whole);

} // namespace crm

// Memory of the process.
#pragma once

namespace crm {

// Gives what was freed back to the machine; long work leaves much of it behind, which the allocator would keep.
void give_memory_back();

} // namespace crm

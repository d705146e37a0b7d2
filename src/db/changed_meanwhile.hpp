// ChangedMeanwhile: what a write had read was changed by another before it was written. Where others write at the same
// time the database runs the write again, from its reading on; who asked for a certain version is then told so.
#pragma once
#include "base/error.hpp"

namespace crm {

class ChangedMeanwhile : public Error {
public:
    ChangedMeanwhile()
        : Error(Problem::stale,
                "Somebody changed this record meanwhile. Please load it again and repeat your change.") {}
};

} // namespace crm

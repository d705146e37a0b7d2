// ChangeSources: by which import, merge or other operation a change came, as history names it.
#pragma once
#include <map>
#include <string>

#include "base/json.hpp"
#include "record/context.hpp"

namespace crm {

class ChangeSources {
public:
    void want(Id operation) { sources_.try_emplace(operation); }
    void read(Connection& connection);
    // The member "source": {"operation", "kind", "name"}; nothing where it came by none.
    void write(JsonWriter& out, Id operation) const;

private:
    struct Source {
        std::string kind, name;
    };
    std::map<Id, Source> sources_;
};

} // namespace crm

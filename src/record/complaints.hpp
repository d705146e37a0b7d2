// Complaints: all that is wrong with what a person gave for a record, told at once, each at its field. Elsewhere (in a
// rule, in an import) the first complaint ends the saving.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "record/context.hpp"

namespace crm {

class Complaints {
public:
    Complaints() = default; // the first one ends it
    // Gathers, beginning with what is known already, and tells it in `language` where there are words for it.
    Complaints(std::vector<FieldError> known, std::string language);

    // Does `step`; false when it was refused at fields and that was kept. Any other refusal ends it, behind what was
    // kept.
    bool gather(const std::function<void()>& step);
    // Refuses with what was kept, if anything was.
    void tell() const;

private:
    bool gathers_ = false;
    std::string language_, sentence_; // the sentence of the first refusal
    std::vector<FieldError> kept_;    // one for each field: what follows from a wrong value is not told twice
};

// Saves a record as a person gave it; `known` is what was wrong before it could be tried.
void save_given(Context& context, Record& record, std::vector<FieldError> known);

} // namespace crm

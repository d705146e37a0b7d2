#include "record/complaints.hpp"

#include <algorithm>

#include "record/sentences.hpp"

namespace crm {

Complaints::Complaints(std::vector<FieldError> known, std::string language)
    : gathers_(true), language_(std::move(language)), sentence_(known.empty() ? "" : known.front().message),
      kept_(std::move(known)) {}

bool Complaints::gather(const std::function<void()>& step) {
    if (!gathers_) {
        step();
        return true;
    }
    try {
        step();
        return true;
    } catch (const Error& error) {
        if (error.problem != Problem::invalid || error.fields.empty()) {
            tell();
            throw;
        }
        if (kept_.empty()) sentence_ = error.what();
        for (const FieldError& each : error.fields)
            if (std::none_of(kept_.begin(), kept_.end(),
                             [&](const FieldError& one) { return one.field == each.field; }))
                kept_.push_back(each);
        return false;
    }
}

void Complaints::tell() const {
    if (!kept_.empty()) throw error_in(Error(Problem::invalid, sentence_, kept_), language_);
}

} // namespace crm

// Dependence: how often records that share one value share another as well, without being the same: a postal code
// and its town, the name of a firm and its e-mail. What follows from one agreement is no second one.
#pragma once
#include <vector>

#include "analysis/duplicates.hpp"

namespace crm {

class Dependence {
public:
    explicit Dependence(const DuplicateTable& table);
    // The chance that two different records share `field` where they share `given`; 0 where that is not known to be
    // more than elsewhere.
    double chance(std::size_t field, std::size_t given) const { return chances_[field * fields_ + given]; }

private:
    double pairs_sharing(const DuplicateTable& table, std::size_t a, std::size_t b);

    std::size_t fields_;
    std::vector<double> chances_;
    std::vector<std::uint64_t> both_;
};

} // namespace crm

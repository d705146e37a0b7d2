// What an aggregate is asked for: dimensions to group by and measures to take, read from the interface's arguments.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "record/query.hpp"

namespace crm {

enum class PeriodLength { none, day, week, month, quarter, year };
// The first day of the period that `day` lies in.
Day first_of(PeriodLength period, Day day);

struct Dimension {
    std::string name; // as asked: "closes_on:month"
    const Field* field = nullptr;
    int column = 0;
    PeriodLength period = PeriodLength::none;
    const Object* target = nullptr; // of a link
    // Of a path such as owner.team: the link that is followed, and what it leads to; `field` is one of that.
    const Field* link = nullptr;
    const Object* through = nullptr;
};

struct Measure {
    enum class What { count, sum, avg, min, max };
    std::string name; // as asked: "sum:amount"
    What what = What::count;
    const Field* field = nullptr;
    int column = 0;
    bool is_base() const { return field && field->kind == Kind::money && column == 2; }
    bool per_currency() const { return field && field->kind == Kind::money && column == 0; }
};

constexpr int most_groups = 1000;

struct AggregateQuery {
    std::vector<Dimension> dimensions;
    std::vector<Measure> measures;
    ListQuery rows; // filter and search
    int limit = 0;  // rows of the answer; 0: all, refused beyond most_groups
};
AggregateQuery read_aggregate_query(const Object& object, const Asker& asker,
                                    const std::vector<std::pair<std::string, std::string>>& arguments);

} // namespace crm

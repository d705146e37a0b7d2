// ImportFacts: what the whole of a file tells before its first row is written: how each column's days and numbers are
// written, in which order its names stand, and what goes nowhere.
#pragma once
#include <cstdint>
#include <vector>

#include "base/person_name.hpp"
#include "record/column_facts.hpp"
#include "record/csv.hpp"
#include "record/import_plan.hpp"

namespace crm {

bool has_day(const ImportColumn& column);
bool has_number(const ImportColumn& column);

// What the whole file tells before its first row is written.
struct FileFacts {
    std::int64_t rows = 0, broken = 0; // broken: not UTF-8
    std::vector<DayFacts> days;        // of each column of the plan
    std::vector<NumberFacts> numbers;
    struct Unread {
        std::size_t cell = 0;
        std::int64_t filled = 0;
    };
    std::vector<NameOrder> names; // of full names
    std::vector<Unread> unread;   // columns that go nowhere, and how many values stand there
};
// Reads the whole file once. Throws Error with a sentence when it is broken anywhere.
FileFacts read_facts(CsvReader& reader, const ImportPlan& plan);
// As the number columns that tell write their decimals, where they agree.
DecimalMark mark_of_all(const std::vector<NumberFacts>& numbers);

} // namespace crm

// The moves of a merge: what hung on the absorbed records is led to the survivor, in one transaction or in steps. Each
// move is noted, so that it can be taken back exactly.
#pragma once
#include <string>
#include <vector>

#include "base/json.hpp"
#include "record/context.hpp"
#include "record/operation.hpp"

namespace crm {

struct MergeOrder;

// How many living records of each object link to one of `ids`, as far as `rights` see them.
struct Linking {
    const Object* object;
    std::int64_t count;
};
std::vector<Linking> count_linking(Context& context, const Object& object, const std::vector<Id>& ids,
                                   const Rights& rights);

// Writes the row, links, timeline, words and one event of `kind`, without rules, unique keys and roll-ups: a merge and
// its undo answer for those.
void save_as_it_is(Context& context, Record& record, std::string_view kind);

// One step of a merge, in one transaction.
class MergeStep {
public:
    MergeStep(Context& context, Id operation, std::int64_t step);
    // The survivor takes values and parts; the others go, and their ids and keys lead to it.
    void absorb(const MergeOrder& order);
    // At most `limit` records that link to an absorbed one; how many there were. Needs no order: `merged` says it.
    std::int64_t move_links(std::int64_t limit);
    // Lines left on timelines, roll-ups and search words. When no link is left.
    void conclude();
    void write_log();
    // The records that were written, as far as the caller sees them.
    std::vector<Id> moved_in_sight() const;
    // What absorb took of each field; null before.
    const Json& chosen() const { return chosen_; }

private:
    struct Pair {
        const Object* object;
        Id from, to;
    };
    void read_pairs();
    Id leads_to(Id id) const;
    bool lead(Record& record, const Object& target);
    void move(Record& record);
    void take_parts(const Object& part, Record& survivor, const std::vector<Id>& absorbed);
    void fill_from(Record& kept, const Record& same);
    void absorb_record(Record& record, Id into);
    void lead_keys(const Record& record, Id into);
    bool has_twin(const Record& record);
    void save(Record& record, std::string_view kind);
    void note_change(const Record& record, const Values& before, const std::map<int, std::vector<Id>>& links_before);
    void move_timeline(Id from, Id to);
    Values pair_sources(const Object& object) const;

    Context& context_;
    const Id operation_;
    const std::int64_t step_;
    std::vector<Pair> pairs_;
    std::vector<std::pair<std::string, Id>> moved_; // object, record
    Json chosen_;
    Json log_ = Json::array();
};

// Of these records (object, id), in their order, those that the caller sees.
std::vector<Id> in_sight_of(Context& context, const std::vector<std::pair<std::string, Id>>& records);

// One record taken back, as far as nobody has changed it since; what was, is said for each field.
struct TakenBack {
    Id record = 0;
    std::string object;
    bool restored = true; // some of it, or all there was
    std::vector<RowProblem> kept;
};
std::vector<TakenBack> take_back_step(Context& context, Id operation, std::int64_t step);
std::int64_t last_merge_step(Connection& connection, Id operation);

} // namespace crm

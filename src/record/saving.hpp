// Saving: one record's way into the database: rules and checks (save.cpp), then the row, its keys, links, words and
// timeline (saving_writes.cpp), and one event.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/complaints.hpp"
#include "record/context.hpp"

namespace crm {

// A line of the timeline of `record`; only a new one is surely not there yet.
void add_to_timeline(Connection& connection, Id record, Moment at, Id id, const std::string& source_object,
                     Id source_id, const std::string& kind, bool is_new);

class Saving {
public:
    Saving(Context& context, Record& record, Complaints complaints = {})
        : context_(context), record_(record), object_(record.object()), creating_(record.is_new()),
          complaints_(std::move(complaints)) {}

    void run(const std::function<void()>& save_parts = {});
    static const std::vector<Record>* parts_of(const Context& context, Id whole);
    void run_as_it_is(std::string_view kind);

private:
    void identify();
    void apply_rules();
    void check_required();
    bool leads_to_retiring(const Field& field) const;
    void check_links();
    void lead_merged(const std::map<std::string, std::vector<Id>>& wanted, const std::vector<Id>& there);
    void stamp();
    void write_row();
    void insert_row();
    void update_row();
    void write_unique_keys();
    bool leads_here(const Field& field, const std::string& key);
    void write_links();
    void write_timeline();
    bool words_changed() const;
    void write_words(const std::vector<Record>& parts);
    void remember_part();
    void write_history();
    Connection& connection() { return context_.connection(); }

    Context& context_;
    Record& record_;
    const Object& object_;
    const bool creating_;
    Complaints complaints_;
    bool given_is_right_ = false;
};

} // namespace crm

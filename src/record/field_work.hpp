// FieldWork: what is still to be done on the records that are there once an own field was made or changed: those
// without a value of a required field get its default, and the words that records are found by follow what is searched.
// It goes over the records in slices, each a transaction with the place it reached, so that a kill loses nothing.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "record/context.hpp"

namespace crm {

constexpr const char* field_work_job = "field_work"; // {object, field, what}
// The request that stands in its events: nobody has worked with a record that got a default.
constexpr std::string_view field_work_request = "field_work";

struct FieldWork {
    std::string object, field;
    std::string what; // "default" or "words"

    Json json() const;
};
constexpr std::string_view work_of_defaults = "default", work_of_words = "words";

// In the transaction that makes or changes the field: from here on the work is under way, from the first record.
// Nothing where the object has no records.
void note_field_work(Context& context, const FieldWork& work);
// Of one field, or of all.
std::vector<FieldWork> field_work_under_way(Connection& connection, std::string_view object = {},
                                            std::string_view field = {});
// Leaves the work to the queue: after the schema was built anew, and at the start of the program.
void leave_field_work_to_the_queue(Engine& engine, const std::string& object = {}, const std::string& field = {});
// Does it to its end, or until `stopping`.
void do_field_work(Engine& engine, const FieldWork& work, const std::function<bool()>& stopping);

// The words of a part stand with what it is a part of.
void refresh_words(Context& context, const Record& record);

} // namespace crm

// Sharing: what somebody without a sign-in sees of one record, and may do with it, at an address that nobody can guess.
// An object that offers this says so in its declaration's constructor, and gets the action `share`.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "record/context.hpp"

namespace crm {

// Where such an address leads. The secret in it is told once, and kept as its digest.
struct SharedLink : Object {
    LinkAny about{this,
                  "about",
                  {"Leads to", "Prowadzi do", "Води до"},
                  {.required = true, .read_only = true, .indexed = true, .home = true, .follows = true, .to = "*"}};
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.read_only = true, .title = true, .hidden = true}};
    Text digest{this,
                "digest",
                {"Fingerprint", "Odcisk", "Отпечаток"},
                {.unique = true, .read_only = true, .plain = true, .hidden = true, .max_length = 64}};
    Day valid_until{this, "valid_until", {"Valid until", "Ważny do", "Важи до"}, {.required = true}};
    Whole openings{this, "openings", {"Opened", "Otwarcia", "Отворања"}, {.read_only = true, .default_value = 0}};
    Moment opened_at{this, "opened_at", {"Last opened", "Ostatnio otwarty", "Последно отворена"}, {.read_only = true}};
    SharedLink();
};
extern const SharedLink shared_link;

// What whoever has the address may do, while `when` holds.
struct SharedAction {
    std::string name;
    Label label;
    std::vector<Field> inputs;
    std::function<bool(Context&, const Record&)> when;
    std::function<void(Context&, Record&, const Json& input)> run;
    bool stands_out = false; // what they are asked for
};
struct SharedFace {
    Condition shown; // the records that may be shared, such as those that are no drafts
    std::function<std::string(Context&, const Record&)> language; // of whom it is made for
    std::function<Json(Context&, const Record&, const std::string& language)> write;
    std::string rendition; // offered beside it as a file
    std::vector<SharedAction> actions;
};
void can_be_shared(Object& object, SharedFace face);

// An address's secret, for a record whose object can be shared.
std::string share(Context& context, const Record& about, Day until);

// What an address leads to. Throws Error(not_found) with a sentence where it is wrong, over or withdrawn, and where the
// record is gone or may not be seen from outside any more.
class Shared {
public:
    Shared(Context& context, std::string_view secret);

    Json face(const std::string& language); // an empty language: that of whom it is made for
    std::string file();                     // and its type
    std::string file_type() const;
    void run(const std::string& action, const Json& input);
    bool is_opening() const; // openings are counted once in a while, so that reading does not write
    void count_opening();

private:
    Context& context_;
    Record link_, about_;
    const SharedFace& face_;
};

} // namespace crm

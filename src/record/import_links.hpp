// ImportLinks: finds what the rows of an import link to and which records they are, and says which linked records are
// to be made first. Asked by one thread, slice by slice, in the file's order.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "record/import_lookup.hpp"
#include "record/import_rows.hpp"

namespace crm {

// Of a record that is to be made, as the engine would choose it: in the bucket of the record it belongs to.
Id import_id_for(Engine& engine, const Record& record);

class ImportLinks {
public:
    ImportLinks(Engine& engine, const ImportPlan& plan, ImportLookup::Settings settings, InputRules rules);
    ~ImportLinks();

    // A new record with its defaults and the plan's.
    Record pattern(const Object& object);
    // Of a linked record that is made: a default that says what kind of record a row is does not tell what that one is.
    Record linked_pattern(const Object& object);
    Record blank(const Object& object); // without the import's defaults: for what stands beside a row's record
    // Decides for each row what becomes of it.
    void look_up(std::vector<ImportRow>& rows);
    // A linked record that is not there yet; null when it is.
    const Record* to_make(Id id) const;
    const std::string& refusal_of(Id id) const; // why it could not be made, or empty
    void made(Id id);                           // and committed
    void could_not_make(Id id, const std::string& why);
    // A row that was to be created or changed was refused after all.
    void forget(const ImportRow& row);
    bool links_to_itself() const { return links_to_itself_; } // rows of the file may link to one another

private:
    // The ways to find what a column links to, tried one after another.
    struct Ways {
        std::vector<ImportLookup*> lookups;
        std::unique_ptr<std::map<std::string, std::string>> suggestions =
            std::make_unique<std::map<std::string, std::string>>(); // by key
    };
    struct Made {
        Record record;
        std::string refusal;
    };
    Ways& ways_of(const ImportColumn& column);
    ImportLookup& lookup(const Object& object, std::vector<LookupPart> parts);
    const Field* scope_field(const Object& target) const;
    std::vector<Id> hits(const ImportColumn& column, const std::string& text, Id scope);
    Id default_scope(const Object& of);
    void prepare(std::vector<ImportRow>& rows);
    void link_row(ImportRow& row);
    // Where the columns of one link lead together: what one of them does not find, another may.
    struct Target {
        const Field* field = nullptr;
        int beside = -1;
        std::size_t which = 0; // of several in one cell
        std::optional<Id> id;
        std::vector<LinkCell> missed;
    };
    void link_cell(ImportRow& row, const LinkCell& cell, std::vector<Target>& targets);
    void lead_to(ImportRow& row, const ImportColumn& column, const std::string& text, std::size_t which, Id id);
    void link_beside(ImportRow& row, const ImportColumn& column, std::size_t which, Id id);
    std::optional<Id> link_to(ImportRow& row, const ImportColumn& column, const std::string& text,
                              const Target& target);
    bool can_create(const ImportColumn& column) const;
    Id make(ImportRow& row, const ImportColumn& column, const std::string& text, const Target& target);
    std::optional<std::string> fill(ImportRow& row, const ImportColumn& column, Record& record, std::size_t which);
    Record with_defaults(const Object& object, bool of_rows);
    void match_row(ImportRow& row);
    std::string listed(const Object& object, const std::vector<Id>& ids);
    ImportLookup::Wanted wanted(const ImportLookup& lookup, const ImportColumn& column, const std::string& text);

    Engine& engine_;
    const ImportPlan& plan_;
    ImportLookup::Settings settings_;
    InputRules rules_;
    std::vector<std::unique_ptr<ImportLookup>> lookups_;
    std::map<const ImportColumn*, std::unique_ptr<Ways>> ways_;
    std::map<std::string, Record> patterns_, linked_patterns_;
    std::map<std::string, Id> default_scopes_;
    ImportLookup* match_ = nullptr;
    bool match_by_link_ = false, links_to_itself_ = false;
    std::unordered_map<Id, Made> to_make_;
};

} // namespace crm

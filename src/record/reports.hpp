// Reports: what an object answers beside its lists, computed when it is asked (the price of a line, a statement of
// account); renditions: what a record looks like as a file; proofs: what `relacja check` asks an object beyond what
// holds for every one. Declared in the object's constructor.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "record/object.hpp"

namespace crm {

struct Report {
    std::string name; // GET /api/v1/OBJECT/report/NAME
    Label label;
    std::vector<Field> inputs;
    // Whoever may read the object may ask, if they may read these fields of it too; what a link input leads to is in
    // their sight. Rows are the report's own matter.
    std::vector<std::string> reads;
    std::function<Json(Context&, const Json& input)> run;
};
struct Rendition {
    std::string name; // GET /api/v1/OBJECT/ID/rendition/NAME
    Label label;
    std::string type, extension;    // application/pdf, pdf
    std::vector<std::string> reads; // as of a report
    std::function<std::string(Context&, const Record&)> run;
};
// Says a sentence for each fault.
using Proof = std::function<void(Context&, const std::function<void(const std::string&)>& say)>;

void add_report(const Object& object, Report report);
void add_rendition(const Object& object, Rendition rendition);
void add_proof(const Object& object, Proof proof);
// Each of its records stands for itself: documents, entries of a ledger.
void never_merge(const Object& object);

const std::vector<Report>& reports_of(const Object& object);
const std::vector<Rendition>& renditions_of(const Object& object);
const std::vector<Proof>& proofs_of(const Object& object);
bool is_never_merged(const Object& object);

// An input of a report.
Field report_input(std::string name, Kind kind, Label label, FieldOptions options = {});

} // namespace crm

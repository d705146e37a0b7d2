// Reports: what an object answers beside its lists, computed when it is asked (the price of a line, a statement of
// account); and proofs: what `relacja check` asks an object beyond what holds for every one.
#pragma once
#include <functional>
#include <string>
#include <string_view>
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
// What a record looks like as a file: an invoice as PDF.
struct Rendition {
    std::string name; // GET /api/v1/OBJECT/ID/rendition/NAME
    Label label;
    std::string type, extension;    // application/pdf, pdf
    std::vector<std::string> reads; // as of a report
    std::function<std::string(Context&, const Record&)> run;
};
// Says a sentence for each fault.
using Proof = std::function<void(Context&, const std::function<void(const std::string&)>& say)>;

// Given where the object is declared.
void add_report(const Object& object, Report report);
const std::vector<Report>& reports_of(const Object& object);
void add_rendition(const Object& object, Rendition rendition);
const std::vector<Rendition>& renditions_of(const Object& object);
void add_proof(const Object& object, Proof proof);
const std::vector<Proof>& proofs_of(const Object& object);

// The inputs of an action or a report in their normal form, read as fields are; complaints come together, each at its
// input.
Json read_inputs(Context& context, const std::vector<Field>& inputs, const Json& given);

} // namespace crm

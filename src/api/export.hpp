// Exports in their three forms: csv, jsonl, and xlsx by way of a file that is removed at once.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "record/export.hpp"

namespace crm {

// `format` is csv, xlsx or jsonl, of which the last names fields as programs do, whatever the headings; `arguments` are
// those of a list: filter, sort, fields, search. Throws Error before the first piece is written where the caller may
// not export or an argument is wrong.
void export_records(Engine& engine, Request& request, const Object& object, const std::string& format,
                    const std::vector<std::pair<std::string, std::string>>& arguments, const ExportWrite& write,
                    Headings headings = Headings::names);
std::string_view export_content_type(std::string_view format);
Headings headings_named(std::string_view name);    // Error(bad_request) naming the two
void check_export_format(std::string_view format); // Error(bad_request) naming the three

} // namespace crm

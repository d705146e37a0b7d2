#include "api/export.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "api/xlsx.hpp"
#include "base/error.hpp"

namespace crm {

namespace {

// A folder of its own for one workbook, gone with it.
struct WorkbookFolder {
    std::string path = (std::filesystem::temp_directory_path() / "relacja-export-XXXXXX").string();
    WorkbookFolder() {
        if (!mkdtemp(path.data()))
            throw Error(Problem::unavailable,
                        "There is no room for a workbook in " + std::filesystem::temp_directory_path().string() + ".");
    }
    ~WorkbookFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    WorkbookFolder(const WorkbookFolder&) = delete;
};

void send_workbook(Context& context, const Object& object, const ListQuery& query, Headings headings,
                   const ExportWrite& write) {
    const WorkbookFolder folder;
    const std::string file = folder.path + "/export.xlsx";
    XlsxSheet sheet(file, context.in_language(object.plural));
    export_table(context, object, query, sheet, headings);
    sheet.end();
    std::ifstream content(file, std::ios::binary);
    for (std::string block(256 * 1024, '\0');
         content.read(block.data(), static_cast<std::streamsize>(block.size())), content.gcount() > 0;)
        if (!write(std::string_view(block).substr(0, static_cast<std::size_t>(content.gcount())))) return;
}

} // namespace

void export_records(Engine& engine, Request& request, const Object& object, const std::string& format,
                    const std::vector<std::pair<std::string, std::string>>& arguments, const ExportWrite& write,
                    Headings headings) {
    check_export_format(format);
    engine.read(request, [&](Context& context) {
        const ListQuery query = read_list_query(object, asker_of(context), arguments);
        if (format == "jsonl") {
            export_lines(context, object, query, write);
        } else if (format == "xlsx") {
            send_workbook(context, object, query, headings, write);
        } else {
            CsvSheet sheet(write);
            export_table(context, object, query, sheet, headings);
            sheet.end();
        }
    });
}

std::string_view export_content_type(std::string_view format) {
    if (format == "csv") return "text/csv; charset=utf-8";
    if (format == "xlsx") return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return "application/jsonl; charset=utf-8";
}

Headings headings_named(std::string_view name) {
    if (name == "names") return Headings::names;
    if (name == "labels") return Headings::labels;
    throw Error(Problem::bad_request, "Please choose one of the headings names, labels.");
}

void check_export_format(std::string_view format) {
    if (format != "csv" && format != "xlsx" && format != "jsonl")
        throw Error(Problem::bad_request, "Please choose one of the formats csv, xlsx, jsonl.");
}

} // namespace crm

#include "record/reading/json_rows.hpp"

#include <map>
#include <optional>

#include "base/error.hpp"
#include "base/json.hpp"
#include "record/list_cell.hpp"
#include "record/reading/json_points.hpp"

namespace crm {

namespace {

constexpr std::size_t piece_size = 64 * 1024;
constexpr std::size_t longest_object = 10 * 1024 * 1024;
constexpr int deepest = 20;

// Finds the objects that are records in a text of JSON as it streams by, without holding more than one of them.
class Objects {
public:
    // `depth`: how many brackets are around a record, which is in brackets of its own.
    Objects(CsvSource source, int depth, char bracket = '{')
        : source_(std::move(source)), depth_(depth), bracket_(bracket), piece_(piece_size, '\0') {}

    std::optional<std::string> next() {
        std::string text;
        while (true) {
            const int c = read();
            if (c < 0) {
                if (open_ > 0 || in_string_)
                    fail("The file ends inside an object or a list; it may have been cut off. Please get the whole "
                         "file.");
                return std::nullopt;
            }
            if (taking_) {
                text.push_back(static_cast<char>(c));
                if (text.size() > longest_object)
                    fail("An object that ends behind line " + std::to_string(line_) + " is longer than 10 MB.");
            }
            if (in_string_) {
                if (escaped_)
                    escaped_ = false;
                else if (c == '\\')
                    escaped_ = true;
                else if (c == '"')
                    in_string_ = false;
                continue;
            }
            if (c == '"') {
                in_string_ = true;
                if (open_ == 0)
                    fail("Objects are wanted in this file, but on line " + std::to_string(line_) + " stands a text.");
            } else if (c == '{' || c == '[') {
                if (open_ == depth_ && c == bracket_) {
                    taking_ = true;
                    text = bracket_;
                }
                ++open_;
            } else if (c == '}' || c == ']') {
                if (--open_ < 0) fail("A bracket on line " + std::to_string(line_) + " closes nothing.");
                if (taking_ && open_ == depth_) {
                    taking_ = false;
                    return text;
                }
            }
        }
    }

private:
    int read() {
        if (at_ == end_) {
            end_ = source_(piece_.data(), piece_.size());
            at_ = 0;
            if (end_ == 0) return -1;
        }
        if (piece_[at_] == '\n') ++line_;
        return static_cast<unsigned char>(piece_[at_++]);
    }
    [[noreturn]] void fail(const std::string& sentence) const { throw Error(Problem::bad_request, sentence); }

    CsvSource source_;
    int depth_;
    char bracket_;
    std::string piece_;
    std::size_t at_ = 0, end_ = 0;
    int open_ = 0;
    std::int64_t line_ = 1;
    bool taking_ = false, in_string_ = false, escaped_ = false;
};

bool has_just(const Json& value, std::string_view first, std::string_view second) {
    return value.is_object() && value.members().size() == 2 && value.find(first) && value.find(second);
}

void flatten(const Json& whole, const std::string& name, int depth, JsonCells& cells) {
    if (depth > deepest) throw Error(Problem::bad_request, "An object in this file is nested too deeply.");
    const bool holds_more = whole.is_object() || whole.is_array();
    const Json value = holds_more && !name.empty() ? take_points(whole, name, cells) : whole;
    if (holds_more && value.is_null()) return;
    if (has_just(value, "id", "title")) { // a link, as this program writes it
        cells.emplace_back(name, cell_text(value["title"]));
    } else if (has_just(value, "amount", "currency")) {
        cells.emplace_back(name, cell_text(value["amount"]));
        cells.emplace_back(name + ".currency", cell_text(value["currency"]));
    } else if (value.is_object()) {
        for (const auto& [member, inner] : value.members())
            flatten(inner, name.empty() ? member : name + "." + member, depth + 1, cells);
    } else if (value.is_array()) {
        std::vector<std::string> list;
        std::size_t number = 0;
        for (const Json& each : value.items()) {
            ++number;
            if (has_just(each, "id", "title"))
                list.push_back(cell_text(each["title"]));
            else if (each.is_object() || each.is_array())
                flatten(each, name + "." + std::to_string(number), depth + 1, cells);
            else
                list.push_back(cell_text(each));
        }
        if (!list.empty()) cells.emplace_back(name, list_cell(list, list_marks));
    } else {
        cells.emplace_back(name, cell_text(value));
    }
}

Json parsed(const std::string& text, std::int64_t number) {
    try {
        return Json::parse(text);
    } catch (const Error& error) {
        throw Error(Problem::bad_request,
                    "Object " + std::to_string(number) + " of this file cannot be read: " + error.what());
    }
}

// How the records stand in the file.
struct Layout {
    int depth = 0;
    // Where each record is a list of values, what they are called: {"columns":["a","b"],"data":[[1,2]]}.
    std::vector<std::string> names;
    char bracket() const { return names.empty() ? '{' : '['; }
};

JsonCells cells_of(const Json& record, const Layout& layout) {
    JsonCells cells;
    if (layout.names.empty()) {
        flatten(record, "", 0, cells);
        return cells;
    }
    for (std::size_t i = 0; i < record.items().size(); ++i)
        flatten(record.items()[i], i < layout.names.size() ? layout.names[i] : "column " + std::to_string(i + 1), 0,
                cells);
    return cells;
}

// Of a table too long to be read at once: what its columns are called, where that stands before all else.
std::vector<std::string> names_in_front(const ImportFile& file) {
    constexpr std::size_t most_read = 256 * 1024;
    std::string head(most_read, '\0');
    std::size_t size = 0;
    const CsvSource source = file(0);
    for (std::size_t n = 1; n > 0 && size < head.size(); size += n) n = source(head.data() + size, head.size() - size);
    head.resize(size);
    const auto list = head.find('['), key = head.find("\"columns\"");
    if (list == std::string::npos || key == std::string::npos || key > list) return {};
    bool quoted = false;
    for (std::size_t i = list; i < head.size(); ++i) {
        if (quoted && head[i] == '\\')
            ++i;
        else if (head[i] == '"')
            quoted = !quoted;
        else if (!quoted && head[i] == ']') {
            const Json listed = parsed(head.substr(list, i + 1 - list), 1);
            std::vector<std::string> names;
            for (const Json& each : listed.items()) names.push_back(cell_text(each));
            return names;
        }
    }
    return {};
}

// In an array (1 deep), one after another (0), or inside an object that holds them.
Layout layout_of(const ImportFile& file) {
    const CsvSource source = file(0);
    char first = 0;
    for (char c = 0; source(&c, 1) == 1;)
        if (std::string_view(" \t\r\n\xEF\xBB\xBF").find(c) == std::string_view::npos) {
            first = c;
            break;
        }
    if (first == '[') return {1, {}};
    Objects objects(file(0), 0);
    std::optional<std::string> only;
    try {
        only = objects.next();
        if (!only || objects.next()) return {};
    } catch (const Error&) {
        // One object longer than a record may be: it holds the records.
        if (auto names = names_in_front(file); !names.empty()) return {2, std::move(names)};
        return {Objects(file(0), 1).next() ? 1 : 2, {}};
    }
    const Json value = parsed(*only, 1);
    const Json &columns = value["columns"], &data = value["data"];
    if (columns.is_array() && data.is_array() && !data.items().empty() && data.items().front().is_array()) {
        Layout layout{2, {}};
        for (const Json& each : columns.items()) layout.names.push_back(cell_text(each));
        return layout;
    }
    bool lists = false, all_objects = !value.members().empty();
    for (const auto& [name, inner] : value.members()) {
        lists = lists || (inner.is_array() && !inner.items().empty() && inner.items().front().is_object());
        all_objects = all_objects && inner.is_object();
    }
    return {all_objects && value.members().size() > 1 ? 1 : lists ? 2 : 0, {}};
}

class JsonText : public MadeText {
public:
    JsonText(const ImportFile& file, Layout layout, std::shared_ptr<const std::vector<std::string>> columns)
        : layout_(std::move(layout)), objects_(file(0), layout_.depth, layout_.bracket()),
          columns_(std::move(columns)) {
        for (std::size_t i = 0; i < columns_->size(); ++i) places_.emplace((*columns_)[i], i);
    }
    bool more(std::string& out) override {
        if (number_ == 0) {
            out += "sep=,\r\n";
            append_csv_row(out, *columns_);
        }
        const auto text = objects_.next();
        if (!text) return false;
        std::vector<std::string> row(columns_->size());
        for (auto& [name, value] : cells_of(parsed(*text, ++number_), layout_))
            if (auto place = places_.find(name); place != places_.end()) {
                std::string& cell = row[place->second]; // "email" beside "emails": both
                cell = cell.empty() ? std::move(value) : value.empty() ? cell : cell + "\n" + value;
            }
        for (std::string& cell : row) cell = exact_cell(std::move(cell));
        append_csv_row(out, row);
        return true;
    }

private:
    Layout layout_;
    Objects objects_;
    std::shared_ptr<const std::vector<std::string>> columns_;
    std::map<std::string, std::size_t, std::less<>> places_;
    std::int64_t number_ = 0;
};

} // namespace

ImportFile json_rows(const ImportFile& file) {
    const Layout layout = layout_of(file);
    auto columns = std::make_shared<std::vector<std::string>>();
    std::map<std::string, bool, std::less<>> known;
    Objects objects(file(0), layout.depth, layout.bracket());
    std::int64_t number = 0;
    while (const auto text = objects.next()) {
        for (const auto& [name, value] : cells_of(parsed(*text, ++number), layout))
            if (!name.empty() && known.emplace(name, true).second) columns->push_back(name);
        if (columns->size() > CsvReader::most_columns)
            throw Error(Problem::bad_request, "The objects of this file have more than 2,000 different fields. Please "
                                              "leave out those that are not needed.");
    }
    if (columns->empty())
        throw Error(Problem::bad_request, "This file holds no objects. Please choose one with an array of objects, or "
                                          "with one object on each line.");
    return file_of([file, layout, columns] { return std::make_unique<JsonText>(file, layout, columns); });
}

} // namespace crm

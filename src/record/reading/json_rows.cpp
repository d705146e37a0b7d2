#include "record/reading/json_rows.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

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

// The cells of one record, by column.
using Cells = std::vector<std::pair<std::string, std::string>>;

std::string scalar(const Json& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return value.as_string();
    return value.dump();
}

bool has_just(const Json& value, std::string_view first, std::string_view second) {
    return value.is_object() && value.members().size() == 2 && value.find(first) && value.find(second);
}

// Behind what is there under this name already.
void add_line(Cells& cells, const std::string& name, const std::string& line) {
    for (auto& [known, value] : cells)
        if (known == name) {
            (value += value.empty() ? "" : "\n") += line;
            return;
        }
    cells.emplace_back(name, line);
}

// How a person is reached, as one list of them is called in most programs: "emails", "phoneNumbers", "contact_points".
std::string column_of_points(std::string_view list, const Json& point) {
    const std::string folded = fold(list.substr(list.rfind('.') == std::string_view::npos ? 0 : list.rfind('.') + 1));
    auto names = [](const std::string& text, std::initializer_list<std::string_view> words) {
        return std::any_of(words.begin(), words.end(), [&](auto word) { return text.find(word) != std::string::npos; });
    };
    std::string told = folded;
    if (names(folded, {"contact point", "contact_point", "contactpoint", "contact_info", "contact_method", "telecom"}))
        told = fold(scalar(point["kind"]) + " " + scalar(point["system"]) + " " + scalar(point["type"]));
    if (names(told, {"mail"})) return "email";
    if (names(told, {"phone", "mobile", "tel", "fax", "cell"})) return "phone";
    return {};
}

std::string value_of_point(const Json& point) {
    for (const char* each : {"value", "address", "email", "number", "phone", "canonicalForm"})
        if (point[each].is_string() && !point[each].as_string().empty()) return point[each].as_string();
    return {};
}

// A list of e-mail addresses or phone numbers with their labels: the first of them the primary ones. False where it is
// another list.
bool take_points(const Json& list, const std::string& name, Cells& cells) {
    std::vector<std::pair<std::string, const Json*>> points;
    for (const Json& each : list.items()) {
        const std::string column =
            each.is_object() && !value_of_point(each).empty() ? column_of_points(name, each) : "";
        if (column.empty()) return false;
        points.emplace_back(column, &each);
    }
    std::stable_sort(points.begin(), points.end(), [](const auto& a, const auto& b) {
        return a.second->flag("primary") > b.second->flag("primary");
    });
    for (const auto& [column, point] : points) {
        const std::string label = point->text("label", point->text("type"));
        const bool says_more =
            !label.empty() && fold(label) != column && label.find_first_of("()\n") == std::string::npos;
        add_line(cells, column, value_of_point(*point) + (says_more ? " (" + label + ")" : ""));
    }
    return !points.empty();
}

void flatten(const Json& value, const std::string& name, int depth, Cells& cells) {
    if (depth > deepest) throw Error(Problem::bad_request, "An object in this file is nested too deeply.");
    if (has_just(value, "id", "title")) { // a link, as this program writes it
        cells.emplace_back(name, scalar(value["title"]));
    } else if (has_just(value, "amount", "currency")) {
        cells.emplace_back(name, scalar(value["amount"]));
        cells.emplace_back(name + ".currency", scalar(value["currency"]));
    } else if (value.is_object()) {
        for (const auto& [member, inner] : value.members())
            flatten(inner, name.empty() ? member : name + "." + member, depth + 1, cells);
    } else if (value.is_array() && take_points(value, name, cells)) {
        return;
    } else if (value.is_array()) {
        std::string list;
        std::size_t number = 0;
        for (const Json& each : value.items()) {
            ++number;
            if (has_just(each, "id", "title"))
                (list += list.empty() ? "" : "; ") += scalar(each["title"]);
            else if (each.is_object() || each.is_array())
                flatten(each, name + "." + std::to_string(number), depth + 1, cells);
            else
                (list += list.empty() ? "" : "; ") += scalar(each);
        }
        if (!list.empty()) cells.emplace_back(name, std::move(list));
    } else {
        cells.emplace_back(name, scalar(value));
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

Cells cells_of(const Json& record, const Layout& layout) {
    Cells cells;
    if (layout.names.empty()) {
        flatten(record, "", 0, cells);
        return cells;
    }
    for (std::size_t i = 0; i < record.items().size() && i < layout.names.size(); ++i)
        flatten(record.items()[i], layout.names[i], 0, cells);
    return cells;
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
        return {Objects(file(0), 1).next() ? 1 : 2, {}};
    }
    const Json value = parsed(*only, 1);
    const Json &columns = value["columns"], &data = value["data"];
    if (columns.is_array() && data.is_array() && !data.items().empty() && data.items().front().is_array()) {
        Layout layout{2, {}};
        for (const Json& each : columns.items()) layout.names.push_back(scalar(each));
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
            if (auto place = places_.find(name); place != places_.end()) row[place->second] = std::move(value);
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

#include "record/reading/workbook.hpp"

#include <expat.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "record/reading/zip_archive.hpp"

namespace crm {

namespace {

constexpr std::size_t piece_size = 64 * 1024;
constexpr std::size_t most_shared = 256 * 1024 * 1024; // octets of shared strings
constexpr std::size_t most_styles = 100'000;

using Attributes = std::map<std::string_view, std::string_view>;

// Reads XML as it streams by: elements by their local names, and the text inside them.
class XmlReader {
public:
    std::function<void(std::string_view name, const Attributes&)> begins;
    std::function<void(std::string_view name)> ends;
    std::function<void(std::string_view text)> says;

    XmlReader() : parser_(XML_ParserCreate(nullptr)) {
        require(parser_ != nullptr, "expat makes a parser");
        XML_SetUserData(parser_, this);
        XML_SetElementHandler(parser_, begin, end);
        XML_SetCharacterDataHandler(parser_, text);
        XML_SetStartDoctypeDeclHandler(parser_, doctype); // entities are not for workbooks
    }
    ~XmlReader() { XML_ParserFree(parser_); }
    XmlReader(const XmlReader&) = delete;

    void feed(std::string_view piece, bool last) {
        const auto state = XML_Parse(parser_, piece.data(), static_cast<int>(piece.size()), last);
        if (failure_) std::rethrow_exception(failure_);
        if (state != XML_STATUS_OK)
            throw Error(Problem::bad_request,
                        "This workbook is broken or was cut off on its way. Please get it again, or save it anew.");
    }

private:
    static std::string_view local(const char* name) {
        const char* colon = std::strrchr(name, ':');
        return colon ? colon + 1 : name;
    }
    template <typename Job>
    void guarded(const Job& job) {
        if (failure_) return;
        try {
            job();
        } catch (...) { // not through expat's own frames
            failure_ = std::current_exception();
            XML_StopParser(parser_, XML_FALSE);
        }
    }
    static void begin(void* self, const char* name, const char** attributes) {
        auto& reader = *static_cast<XmlReader*>(self);
        Attributes named;
        for (; *attributes; attributes += 2) named.emplace(local(attributes[0]), attributes[1]);
        reader.guarded([&] {
            if (reader.begins) reader.begins(local(name), named);
        });
    }
    static void end(void* self, const char* name) {
        auto& reader = *static_cast<XmlReader*>(self);
        reader.guarded([&] {
            if (reader.ends) reader.ends(local(name));
        });
    }
    static void text(void* self, const char* data, int length) {
        auto& reader = *static_cast<XmlReader*>(self);
        reader.guarded([&] {
            if (reader.says) reader.says({data, static_cast<std::size_t>(length)});
        });
    }
    static void doctype(void* self, const char*, const char*, const char*, int) {
        auto& reader = *static_cast<XmlReader*>(self);
        reader.guarded([] {
            throw Error(Problem::bad_request,
                        "This workbook has declarations that no workbook needs. Please save it anew.");
        });
    }

    XML_Parser parser_;
    std::exception_ptr failure_;
};

void read_all(ZipArchive& archive, const std::string& member, XmlReader& xml) {
    ZipArchive::Member file(archive, member);
    std::string piece(piece_size, '\0');
    while (const std::size_t count = file.read(piece.data(), piece.size()))
        xml.feed(std::string_view(piece).substr(0, count), false);
    xml.feed({}, true);
}

std::string value_of(const Attributes& attributes, std::string_view name) {
    const auto found = attributes.find(name);
    return found == attributes.end() ? "" : std::string(found->second);
}

int number_in(const std::string& text, int otherwise) {
    if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos) return otherwise;
    return std::stoi(text);
}

enum class Shown : char { number, day, percent };

// What a number format shows: letters of days outside quotes and brackets, or a percent sign.
Shown shown_by(std::string_view format) {
    bool quoted = false;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = format[i];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '[') {
            const auto close = format.find(']', i);
            if (close == std::string_view::npos) return Shown::number;
            const auto inside = format.substr(i + 1, close - i - 1);
            if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) return Shown::day;
            i = close;
        } else if (std::string_view("yYdDmMhHsS").find(c) != std::string_view::npos) {
            return format.substr(i, 7) == "General" ? Shown::number : Shown::day;
        } else if (c == '%') {
            return Shown::percent;
        }
    }
    return Shown::number;
}

Shown shown_by_known(int format) {
    if ((format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 45 && format <= 47) ||
        (format >= 50 && format <= 58))
        return Shown::day;
    return format == 9 || format == 10 ? Shown::percent : Shown::number;
}

// 1234.5600000000001 as people typed it.
std::string plain_number(double value) {
    char text[64];
    std::snprintf(text, sizeof text, "%.15g", value);
    if (std::strchr(text, 'e') && std::abs(value) >= 1 && std::abs(value) < 1e18)
        std::snprintf(text, sizeof text, "%.0f", value);
    else if (std::strchr(text, 'e') && std::abs(value) < 1e18)
        std::snprintf(text, sizeof text, "%.12f", value);
    return text;
}

std::string day_text(double serial, bool from_1904) {
    constexpr double most = 2'958'466; // the end of year 9999
    if (serial < 0 || serial >= most) return plain_number(serial);
    const double whole = std::floor(serial);
    auto seconds = static_cast<std::int64_t>(std::llround((serial - whole) * 86'400));
    auto days = static_cast<std::int32_t>(whole);
    if (seconds == 86'400) seconds = 0, ++days;
    char time[16];
    std::snprintf(time, sizeof time, "%02d:%02d:%02d", static_cast<int>(seconds / 3600),
                  static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
    if (days == 0 && !from_1904) return time;
    // Day 60 of the 1900 system is a 29 February that never was; before it all days are one later.
    const std::int32_t zero = from_1904 ? -24'107 : days < 60 ? -25'568 : -25'569;
    std::string text = format_day(Day{zero + days});
    if (seconds) (text += ' ') += time;
    return text;
}

} // namespace

struct Workbook::Data {
    struct Sheet {
        std::string name, member;
        bool hidden = false;
    };
    ImportFile file;
    std::vector<Sheet> sheets;
    std::vector<std::string> names;
    std::vector<Shown> styles;
    bool from_1904 = false;
    std::string shared;              // one string after another
    std::vector<std::size_t> bounds; // where each ends

    std::string_view shared_string(std::size_t index) const {
        if (index >= bounds.size()) return {};
        const std::size_t from = index ? bounds[index - 1] : 0;
        return std::string_view(shared).substr(from, bounds[index] - from);
    }

    void read_sheets(ZipArchive& archive) {
        std::map<std::string, std::string> members; // by relation
        XmlReader relations;
        relations.begins = [&](std::string_view name, const Attributes& attributes) {
            if (name != "Relationship") return;
            std::string target = value_of(attributes, "Target");
            target = target.starts_with('/') ? target.substr(1) : "xl/" + target;
            members[value_of(attributes, "Id")] = target;
        };
        read_all(archive, "xl/_rels/workbook.xml.rels", relations);
        XmlReader workbook;
        workbook.begins = [&](std::string_view name, const Attributes& attributes) {
            if (name == "workbookPr") {
                const auto given = value_of(attributes, "date1904");
                from_1904 = given == "1" || given == "true";
            }
            if (name != "sheet") return;
            const auto member = members.find(value_of(attributes, "id"));
            if (member == members.end() || !archive.has(member->second)) return;
            const std::string state = value_of(attributes, "state");
            sheets.push_back(
                {value_of(attributes, "name"), member->second, state == "hidden" || state == "veryHidden"});
        };
        read_all(archive, "xl/workbook.xml", workbook);
        std::stable_sort(sheets.begin(), sheets.end(),
                         [](const Sheet& a, const Sheet& b) { return a.hidden < b.hidden; });
        for (const Sheet& sheet : sheets) names.push_back(sheet.name);
        if (sheets.empty()) throw Error(Problem::bad_request, "This workbook has no sheet with a table.");
    }

    void read_styles(ZipArchive& archive) {
        if (!archive.has("xl/styles.xml")) return;
        std::map<int, Shown> own;
        bool inside = false;
        XmlReader xml;
        xml.begins = [&](std::string_view name, const Attributes& attributes) {
            if (name == "numFmt")
                own[number_in(value_of(attributes, "numFmtId"), -1)] = shown_by(value_of(attributes, "formatCode"));
            if (name == "cellXfs") inside = true;
            if (name != "xf" || !inside || styles.size() >= most_styles) return;
            const int format = number_in(value_of(attributes, "numFmtId"), 0);
            const auto found = own.find(format);
            styles.push_back(found == own.end() ? shown_by_known(format) : found->second);
        };
        xml.ends = [&](std::string_view name) {
            if (name == "cellXfs") inside = false;
        };
        read_all(archive, "xl/styles.xml", xml);
    }

    void read_shared(ZipArchive& archive) {
        if (!archive.has("xl/sharedStrings.xml")) return;
        bool text = false, spoken = false;
        XmlReader xml;
        xml.begins = [&](std::string_view name, const Attributes&) {
            if (name == "t") text = true;
            if (name == "rPh") spoken = true; // how Japanese is read aloud
        };
        xml.ends = [&](std::string_view name) {
            if (name == "t") text = false;
            if (name == "rPh") spoken = false;
            if (name == "si") bounds.push_back(shared.size());
        };
        xml.says = [&](std::string_view piece) {
            if (!text || spoken) return;
            shared += piece;
            if (shared.size() > most_shared || bounds.size() > most_shared / 8)
                throw Error(Problem::too_large, "This workbook has more text than can be read at once. Please save the "
                                                "sheet as \"CSV UTF-8\" and try again.");
        };
        read_all(archive, "xl/sharedStrings.xml", xml);
    }
};

namespace {

// Workbooks write what XML cannot hold as _x000D_, and that itself as _x005F_x000D_.
std::string plain_text(std::string_view text) {
    constexpr std::size_t length = 7;
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view piece = text.substr(i, length);
        const bool escape = piece.size() == length && piece.starts_with("_x") && piece.back() == '_' &&
                            piece.find_first_not_of("0123456789abcdefABCDEF", 2) == length - 1;
        if (!escape) {
            plain += text[i];
            continue;
        }
        const auto code = std::strtoul(std::string(piece.substr(2, 4)).c_str(), nullptr, 16);
        constexpr unsigned long ascii = 0x80;
        if (code > 0 && code < ascii)
            plain += static_cast<char>(code);
        else
            plain += piece;
        i += length - 1;
    }
    return plain;
}

} // namespace

// The rows of one sheet, as its XML streams by.
class Workbook::Rows : public MadeText {
public:
    Rows(std::shared_ptr<Workbook> book, const std::string& member)
        : book_(std::move(book)), archive_(book_->data_->file), file_(archive_, member), piece_(piece_size, '\0') {
        xml_.begins = [this](std::string_view name, const Attributes& attributes) { begin(name, attributes); };
        xml_.ends = [this](std::string_view name) { end(name); };
        xml_.says = [this](std::string_view text) {
            if (!taking_) return;
            text_ += text;
            if (text_.size() > CsvReader::longest_cell)
                throw Error(Problem::too_large, "A cell in row " + std::to_string(row_) + " is longer than 10 MB.");
        };
    }

    bool more(std::string& out) override {
        if (ended_) return false;
        if (!begun_) out += "sep=,\r\n";
        begun_ = true;
        const std::size_t count = file_.read(piece_.data(), piece_.size());
        ended_ = count == 0;
        out_ = &out;
        xml_.feed(std::string_view(piece_).substr(0, count), ended_);
        return true;
    }

private:
    void begin(std::string_view name, const Attributes& attributes) {
        if (name == "row") {
            cells_.clear();
            row_ = number_in(value_of(attributes, "r"), row_ + 1);
        } else if (name == "c") {
            place_ = column_of(value_of(attributes, "r"));
            type_ = value_of(attributes, "t");
            style_ = static_cast<std::size_t>(number_in(value_of(attributes, "s"), 0));
            text_.clear();
        } else if (name == "v" || (name == "t" && !spoken_)) {
            taking_ = true;
        } else if (name == "rPh") {
            spoken_ = true;
        }
    }

    void end(std::string_view name) {
        if (name == "v" || name == "t") taking_ = false;
        if (name == "rPh") spoken_ = false;
        if (name == "c") {
            std::string value = meaning();
            if (value.empty()) return;
            if (place_ >= CsvReader::most_columns)
                throw Error(Problem::bad_request, "Row " + std::to_string(row_) +
                                                      " of this sheet has more than 2,000 "
                                                      "columns. Please leave out the columns that are not needed.");
            if (cells_.size() <= place_) cells_.resize(place_ + 1);
            cells_[place_] = std::move(value);
        } else if (name == "row" && !cells_.empty()) {
            append_csv_row(*out_, cells_);
        }
    }

    // "BC12" stands in column 54; where it is not said, behind the one before.
    std::size_t column_of(const std::string& reference) {
        std::size_t column = 0;
        for (const char c : reference) {
            if (c < 'A' || c > 'Z' || column > CsvReader::most_columns) break;
            column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
        }
        next_ = column ? column : (cells_.empty() ? 1 : next_ + 1);
        return next_ - 1;
    }

    std::string meaning() const {
        const Data& book = *book_->data_;
        if (type_ == "s")
            return exact_cell(plain_text(book.shared_string(static_cast<std::size_t>(number_in(text_, -1)))));
        if (type_ == "inlineStr" || type_ == "str") return exact_cell(plain_text(text_));
        if (type_ == "b") return text_ == "1" ? "true" : text_.empty() ? "" : "false";
        if (type_ == "e" || text_.empty()) return {}; // #N/A says that there is no value
        if (type_ == "d") return text_;
        const Shown shown = style_ < book.styles.size() ? book.styles[style_] : Shown::number;
        if (shown == Shown::number && text_.size() <= 15 && text_.find_first_not_of("0123456789-") == std::string::npos)
            return text_;
        char* rest = nullptr;
        const double value = std::strtod(text_.c_str(), &rest);
        if (!rest || *rest || !std::isfinite(value)) return text_;
        if (shown == Shown::day) return day_text(value, book.from_1904);
        if (shown == Shown::percent) return plain_number(value * 100) + "%";
        return plain_number(value);
    }

    std::shared_ptr<Workbook> book_;
    ZipArchive archive_;
    ZipArchive::Member file_;
    XmlReader xml_;
    std::string piece_, text_, type_;
    std::vector<std::string> cells_;
    std::string* out_ = nullptr;
    std::size_t place_ = 0, next_ = 0, style_ = 0;
    int row_ = 0;
    bool taking_ = false, spoken_ = false, begun_ = false, ended_ = false;
};

Workbook::Workbook(ImportFile file) : data_(std::make_unique<Data>()) {
    data_->file = std::move(file);
    ZipArchive archive(data_->file);
    if (!archive.has("xl/workbook.xml"))
        throw Error(Problem::unsupported,
                    "This is an archive, but not an Excel workbook (.xlsx). Please save the table "
                    "as .xlsx or as \"CSV UTF-8\" and try again.");
    data_->read_sheets(archive);
    data_->read_styles(archive);
    data_->read_shared(archive);
}

Workbook::~Workbook() = default;

const std::vector<std::string>& Workbook::sheets() const {
    return data_->names;
}

ImportFile Workbook::rows(std::shared_ptr<Workbook> book, const std::string& wanted) {
    const auto& sheets = book->data_->sheets;
    auto sheet = sheets.begin();
    if (!wanted.empty())
        sheet = std::find_if(sheets.begin(), sheets.end(),
                             [&](const Data::Sheet& each) { return fold(each.name) == fold(wanted); });
    if (sheet == sheets.end()) {
        std::string list;
        for (const auto& each : sheets) (list += list.empty() ? "" : ", ") += "\"" + cut(each.name, 40) + "\"";
        throw Error::at("reading", "This workbook has no sheet \"" + cut(wanted, 40) + "\". It has " + list + ".");
    }
    return file_of([book, member = sheet->member] { return std::make_unique<Rows>(book, member); });
}

} // namespace crm

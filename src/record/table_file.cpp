#include "record/table_file.hpp"

#include <algorithm>
#include <cstring>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "record/reading/contact_cards.hpp"
#include "record/reading/json_rows.hpp"
#include "record/reading/workbook.hpp"

namespace crm {

namespace {

constexpr std::size_t piece_size = 64 * 1024;

void skip(const CsvSource& source, std::int64_t octets) {
    std::string discarded(piece_size, '\0');
    while (octets > 0) {
        const auto wanted = std::min<std::int64_t>(octets, static_cast<std::int64_t>(discarded.size()));
        const std::size_t read = source(discarded.data(), static_cast<std::size_t>(wanted));
        if (read == 0) return;
        octets -= static_cast<std::int64_t>(read);
    }
}

// The file's octets decoded, piece by piece.
class DecodedText : public MadeText {
public:
    DecodedText(const ImportFile& file, std::string_view encoding)
        : source_(file(0)), decoder_(encoding), piece_(piece_size, '\0') {}
    bool more(std::string& out) override {
        if (ended_) return false;
        const std::size_t count = source_(piece_.data(), piece_.size());
        ended_ = count == 0;
        decoder_.decode(std::string_view(piece_).substr(0, count), ended_, out);
        return true;
    }

private:
    CsvSource source_;
    Utf8Decoder decoder_;
    std::string piece_;
    bool ended_ = false;
};

void check_members(const Json& reading) {
    static const std::vector<std::string_view> known = {"format", "encoding", "separator", "sheet"};
    if (reading.is_null()) return;
    if (!reading.is_object())
        throw Error::at("reading", "How the file is read is an object with encoding, separator and sheet.");
    for (const auto& [name, value] : reading.members()) {
        const bool there = std::find(known.begin(), known.end(), name) != known.end();
        if (there && (value.is_string() || value.is_null())) continue;
        if (there) throw Error::at("reading", "\"" + name + "\" is a text.");
        const auto near = nearest(name, known);
        throw Error::at("reading", "\"reading\" has no \"" + cut(name, 60) + "\"." +
                                       (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"));
    }
}

std::string head_of(const ImportFile& file) {
    constexpr std::size_t wanted = 4096;
    std::string head(wanted, '\0');
    const CsvSource source = file(0);
    std::size_t have = 0;
    while (have < wanted) {
        const std::size_t read = source(head.data() + have, wanted - have);
        if (read == 0) break;
        have += read;
    }
    head.resize(have);
    return head;
}

void choose_encoding(TableFile& table, const ImportFile& file, const Json& wanted) {
    if (wanted.is_string() && !wanted.as_string().empty()) {
        Utf8Decoder check(wanted.as_string()); // says which are known
        table.reading.set("encoding", wanted);
        return;
    }
    EncodingGuess guess;
    const CsvSource source = file(0);
    std::string piece(piece_size, '\0');
    for (std::size_t count = 0; (count = source(piece.data(), piece.size())) > 0;)
        if (!guess.feed(std::string_view(piece).substr(0, count))) break;
    const auto answer = guess.answer();
    table.reading.set("encoding", answer.encoding);
    table.sure = answer.sure;
    table.mixed = answer.mixed;
}

ImportFile in_utf8(TableFile& table, const ImportFile& file, const Json& reading) {
    choose_encoding(table, file, reading["encoding"]);
    const std::string encoding = table.reading.text("encoding");
    if (fold(encoding) == "utf-8") return file;
    return file_of([file, encoding] { return std::make_unique<DecodedText>(file, encoding); });
}

void open_separated(TableFile& table, const ImportFile& file, const Json& reading) {
    table.rows = in_utf8(table, file, reading);
    const std::string separator = reading.text("separator");
    if (separator.size() > 1) throw Error::at("reading", "The separator is one character, such as \";\", or a tab.");
    const CsvReader reader(table.rows(0), separator.empty() ? '\0' : separator[0]);
    table.reading.set("separator", std::string(1, reader.separator()));
}

} // namespace

ImportFile file_of(std::function<std::unique_ptr<MadeText>()> begin) {
    return [begin = std::move(begin)](std::int64_t offset) -> CsvSource {
        struct Held {
            std::unique_ptr<MadeText> text;
            std::string made;
            std::size_t at = 0;
        };
        auto held = std::make_shared<Held>();
        held->text = begin();
        CsvSource source = [held](char* into, std::size_t size) -> std::size_t {
            while (held->at == held->made.size()) {
                held->made.clear();
                held->at = 0;
                if (!held->text->more(held->made) && held->made.empty()) return 0;
            }
            const std::size_t count = std::min(size, held->made.size() - held->at);
            std::memcpy(into, held->made.data() + held->at, count);
            held->at += count;
            return count;
        };
        skip(source, offset);
        return source;
    };
}

ImportFile file_in_memory(std::string content) {
    auto kept = std::make_shared<const std::string>(std::move(content));
    return [kept](std::int64_t offset) -> CsvSource {
        auto at = std::make_shared<std::size_t>(std::min(static_cast<std::size_t>(offset), kept->size()));
        return [kept, at](char* into, std::size_t size) {
            const std::size_t count = std::min(size, kept->size() - *at);
            std::memcpy(into, kept->data() + *at, count);
            *at += count;
            return count;
        };
    };
}

char TableFile::separator() const {
    const std::string given = reading.text("separator");
    return given.empty() ? '\0' : given[0];
}

namespace {

// What the first octets of a file tell of it.
std::string format_of(const ImportFile& file) {
    std::string head = head_of(file);
    if (head.starts_with("PK\x03\x04")) return "xlsx";
    refuse_other_files(head, false);
    EncodingGuess guess;
    guess.feed(head);
    const std::string encoding = guess.answer().encoding;
    if (encoding.starts_with("UTF-16")) head = decoded(head, encoding);
    if (head.starts_with("\xEF\xBB\xBF")) head.erase(0, 3);
    const std::string_view text = trimmed(head);
    constexpr std::string_view card = "begin:vcard";
    if (fold(text.substr(0, card.size())) == card) return "vcard";
    const auto inner = trimmed(text.substr(std::min<std::size_t>(1, text.size())));
    if (text.starts_with('[') && (inner.starts_with('{') || inner.starts_with(']'))) return "json";
    if (text.starts_with('{') && (inner.starts_with('"') || inner.starts_with('}'))) return "json";
    return "csv";
}

void open_workbook(TableFile& table, const ImportFile& file, const Json& reading) {
    auto book = std::make_shared<Workbook>(file);
    table.sheets = book->sheets();
    const std::string sheet = reading.text("sheet", table.sheets.front());
    table.reading.set("sheet", sheet);
    if (table.sheets.size() > 1) {
        std::string others;
        for (const auto& each : table.sheets)
            if (each != sheet) (others += others.empty() ? "" : ", ") += '"' + cut(each, 60) + '"';
        table.notes.push_back("Of this workbook the sheet \"" + cut(sheet, 60) + "\" is read. Not read are: " + others +
                              ".");
    }
    table.rows = Workbook::rows(book, reading.text("sheet"));
}

} // namespace

TableFile open_table(const ImportFile& file, const Json& reading) {
    check_members(reading);
    TableFile table;
    const std::string format = reading.text("format", format_of(file));
    table.reading = Json::object({{"format", format}});
    if (format == "xlsx")
        open_workbook(table, file, reading);
    else if (format == "json")
        table.rows = json_rows(in_utf8(table, file, reading));
    else if (format == "vcard")
        // A card says itself in which letters it is written; only of UTF-16 the whole file is.
        table.rows = contact_cards(head_of(file).find('\0') == std::string::npos ? file : in_utf8(table, file, reading),
                                   table.notes);
    else if (format == "csv")
        open_separated(table, file, reading);
    else
        throw Error::at("reading", "The format of a file is csv, xlsx, json or vcard.");
    return table;
}

} // namespace crm

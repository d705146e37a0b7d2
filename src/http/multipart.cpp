#include "http/multipart.hpp"

#include <optional>

#include "base/error.hpp"
#include "http/reader.hpp"
#include "http/target.hpp"

namespace crm::http {

namespace {

constexpr std::size_t longest_boundary = 70; // RFC 2046 §5.1.1
constexpr std::size_t longest_head = 8 * 1024;
constexpr int most_parts = 100;

[[noreturn]] void broken() {
    throw Error(Problem::bad_request, "This form cannot be read. Please send one file as multipart/form-data, or the "
                                      "file alone as the body, with its name in X-File-Name.");
}

std::string_view before(std::string_view text, char mark) {
    return without_spaces_around(text.substr(0, text.find(mark)));
}

// The value of a parameter behind the first semicolon, without the quotes around it.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
    std::size_t at = header.find(';');
    while (at < header.size()) {
        const std::size_t equals = header.find('=', ++at);
        if (equals == std::string_view::npos) return std::nullopt;
        const bool wanted = same_letters(without_spaces_around(header.substr(at, equals - at)), name);
        at = equals + 1;
        std::string value;
        if (at < header.size() && header[at] == '"') {
            for (++at; at < header.size() && header[at] != '"'; ++at) {
                if (header[at] == '\\' && at + 1 < header.size() && (header[at + 1] == '"' || header[at + 1] == '\\'))
                    ++at;
                value += header[at];
            }
            if (at == header.size()) return std::nullopt; // the quote is left open
            at = header.find(';', at);
        } else {
            const std::size_t end = header.find(';', at);
            value = without_spaces_around(header.substr(at, end == std::string_view::npos ? end : end - at));
            at = end;
        }
        if (wanted) return value;
    }
    return std::nullopt;
}

// The rest of a form, part by part.
class Form {
public:
    Form(std::string_view body, std::string mark) : rest_(body), mark_(std::move(mark)) {
        if (!rest_.starts_with(std::string_view(mark_).substr(2)))
            skip_preamble();
        else
            rest_.remove_prefix(mark_.size() - 2);
    }

    // False behind the last part.
    bool next(std::string_view& head, std::string_view& content) {
        if (rest_.starts_with("--")) return false;
        take_line_end();
        const std::size_t end = rest_.substr(0, longest_head).find("\r\n\r\n");
        if (rest_.starts_with("\r\n")) {
            head = {};
            rest_.remove_prefix(2);
        } else if (end != std::string_view::npos) {
            head = rest_.substr(0, end);
            rest_.remove_prefix(end + 4);
        } else {
            broken();
        }
        const std::size_t mark = rest_.find(mark_);
        if (mark == std::string_view::npos) broken();
        content = rest_.substr(0, mark);
        rest_.remove_prefix(mark + mark_.size());
        return true;
    }

private:
    void skip_preamble() {
        const std::size_t mark = rest_.find(mark_);
        if (mark == std::string_view::npos) broken();
        rest_.remove_prefix(mark + mark_.size());
    }
    void take_line_end() {
        const std::size_t letters = rest_.find_first_not_of(" \t"); // padding (RFC 2046)
        if (letters == std::string_view::npos || !rest_.substr(letters).starts_with("\r\n")) broken();
        rest_.remove_prefix(letters + 2);
    }

    std::string_view rest_;
    std::string mark_; // line end, two hyphens, boundary
};

std::string_view header_of(std::string_view head, std::string_view name) {
    while (!head.empty()) {
        const std::size_t end = std::min(head.find("\r\n"), head.size());
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(std::min(end + 2, head.size()));
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && same_letters(before(line, ':'), name))
            return without_spaces_around(line.substr(colon + 1));
    }
    return {};
}

} // namespace

namespace {

// Some clients send only filename*=UTF-8''%C5%82ad.txt, which says its encoding (RFC 5987).
std::optional<std::string> file_name(std::string_view disposition) {
    if (auto name = parameter(disposition, "filename")) return name;
    const auto encoded = parameter(disposition, "filename*");
    if (!encoded) return std::nullopt;
    const std::size_t quote = encoded->rfind('\'');
    return percent_decoded(std::string_view(*encoded).substr(quote == std::string::npos ? 0 : quote + 1));
}

} // namespace

bool is_multipart(std::string_view content_type) {
    return same_letters(before(content_type, ';'), "multipart/form-data");
}

FilePart read_file_part(std::string_view content_type, std::string_view body) {
    const auto boundary = parameter(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > longest_boundary) broken();
    Form form(body, "\r\n--" + *boundary);
    std::optional<FilePart> file;
    std::string_view head, content;
    for (int parts = 0; form.next(head, content); ++parts) {
        if (parts == most_parts) broken();
        const std::string_view disposition = header_of(head, "content-disposition");
        if (!same_letters(before(disposition, ';'), "form-data")) broken();
        const auto name = file_name(disposition);
        if (!name) continue; // a field
        if (file) throw Error(Problem::bad_request, "This form holds several files. Please send them one by one.");
        file = FilePart{*name, content};
    }
    if (!file)
        throw Error(Problem::bad_request,
                    "This form holds no file. Please choose one, and send it as a part that has a filename.");
    return std::move(*file);
}

} // namespace crm::http

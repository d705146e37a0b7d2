#include "http/compress.hpp"

#include "base/error.hpp"
#include "http/reader.hpp"

#include <zlib.h>

namespace crm::http {

namespace {

constexpr std::size_t worth_it = 1024;
constexpr int level = 4; // a third of the time of 6 for a few per cent more bytes
constexpr int gzip_window = MAX_WBITS + 16;

const std::string* header_of(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (same_letters(key, name)) return &value;
    return nullptr;
}

bool text_like(std::string_view type) {
    type = without_spaces_around(type.substr(0, type.find(';')));
    if (type == "text/event-stream") return false; // its pieces must not wait
    return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") ||
           type == "application/json" || type == "application/javascript" || type == "application/xml" ||
           type == "application/x-ndjson";
}

} // namespace

bool compressible(const Response& response) {
    if (response.status != 200 && response.status < 400 && response.status != 201) return false;
    if (!response.stream && response.body.size() <= worth_it) return false;
    const std::string* type = header_of(response, "content-type");
    return type && text_like(*type) && !header_of(response, "content-encoding") &&
           !header_of(response, "content-range");
}

bool takes_gzip(const Request& request) {
    const std::string* accepted = request.header("accept-encoding");
    if (!accepted) return false;
    for (std::string_view rest = *accepted; !rest.empty();) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        const std::string_view entry = rest.substr(0, comma);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        const std::size_t semicolon = std::min(entry.find(';'), entry.size());
        const std::string_view weight = without_spaces_around(entry.substr(std::min(semicolon + 1, entry.size())));
        const bool refused = weight.starts_with("q=0") && weight.find_first_not_of("0.", 2) == std::string_view::npos;
        if (same_letters(without_spaces_around(entry.substr(0, semicolon)), "gzip")) return !refused;
    }
    return false;
}

struct GzipStream::Data {
    z_stream zip{};
};

GzipStream::GzipStream() : data_(std::make_unique<Data>()) {
    require(deflateInit2(&data_->zip, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) == Z_OK, "deflateInit2");
}

GzipStream::~GzipStream() {
    deflateEnd(&data_->zip);
}

namespace {

std::string run(z_stream& zip, std::string_view piece, int flush) {
    std::string out;
    zip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data())); // zlib does not write there
    zip.avail_in = static_cast<uInt>(piece.size());
    std::size_t used = 0;
    do {
        out.resize(used + std::max<std::size_t>(4096, flush == Z_FINISH ? deflateBound(&zip, zip.avail_in) : 0));
        zip.next_out = reinterpret_cast<Bytef*>(out.data() + used);
        zip.avail_out = static_cast<uInt>(out.size() - used);
        const int result = deflate(&zip, flush);
        require(result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR, "deflate");
        used = out.size() - zip.avail_out;
    } while (zip.avail_out == 0);
    out.resize(used);
    return out;
}

} // namespace

std::string GzipStream::add(std::string_view piece) {
    std::string out;
    constexpr std::size_t step = std::size_t{1} << 30; // zlib counts in 32 bits
    for (; piece.size() > step; piece.remove_prefix(step)) out += run(data_->zip, piece.substr(0, step), Z_NO_FLUSH);
    out += run(data_->zip, piece, Z_NO_FLUSH);
    return out;
}

std::string GzipStream::finish() {
    return run(data_->zip, {}, Z_FINISH);
}

std::string gzipped(std::string_view text) {
    GzipStream stream;
    std::string out = stream.add(text);
    out += stream.finish();
    return out;
}

} // namespace crm::http

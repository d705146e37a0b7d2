// Routes of files: upload and download. Contents lie in the database in pieces of one megabyte, beside the record
// `file`.
#include <algorithm>

#include "api/change.hpp"
#include "api/content_type.hpp"
#include "api/route.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "http/multipart.hpp"
#include "http/target.hpp"
#include "record/known.hpp"
#include "record/stored_file.hpp"

namespace crm {

namespace {

constexpr std::size_t piece_size = 1024 * 1024;
constexpr std::size_t largest_file = 100 * 1024 * 1024;

std::string storable_name(std::string name) {
    if (!valid_utf8(name)) throw Error(Problem::bad_request, "The file's name is not valid UTF-8.");
    if (auto slash = name.find_last_of("/\\"); slash != std::string::npos) name = name.substr(slash + 1);
    name = squeezed(nfc(name));
    return name.empty() ? "file" : cut(name, 200);
}

struct Upload {
    std::string name;
    std::string_view content; // within the request's body
};

// The body is the file, or a form that holds it.
Upload uploaded(const Call& call) {
    Upload upload{"", call.http.body};
    if (const auto* type = call.http.header("content-type"); type && http::is_multipart(*type)) {
        auto part = http::read_file_part(*type, call.http.body);
        upload = {std::move(part.name), part.content};
    }
    if (const auto* header = call.http.header("x-file-name")) upload.name = http::percent_decoded(*header);
    if (upload.content.size() > largest_file)
        throw Error(Problem::too_large, "A file has at most 100 MB. Please send a smaller one.");
    upload.name = storable_name(std::move(upload.name));
    return upload;
}

// Whoever imports stores the file first; it belongs to nothing.
bool imports_something(Context& context) {
    const auto& objects = context.schema().objects();
    return std::any_of(objects.begin(), objects.end(), [&](const auto& object) {
        return context.rights().allows(context.schema(), *object, Act::import_in);
    });
}

http::Response upload(Call& call) {
    const Upload sent = uploaded(call);
    const std::string& name = sent.name;
    const std::string_view content = sent.content;
    const std::string type = content_type(content, name);
    const std::string about = call.argument("about");
    Id id = 0;
    call.engine().write(call.request, [&](Context& context) {
        const Object& file = context.object("file");
        if (!context.rights().allows(file, Act::create))
            throw Error(Problem::forbidden, "You may not store files. Please ask an administrator.");
        Record record = context.make(file);
        record.put(file.field("name")->index, name);
        record.put(file.field("size")->index, static_cast<std::int64_t>(content.size()));
        record.put(file.field("type")->index, type);
        if (!about.empty()) {
            const auto colon = about.find(':');
            auto to = colon == std::string::npos ? std::nullopt : parse_id(std::string_view(about).substr(colon + 1));
            if (!to) throw Error::at("about", "Please say what the file is about as object:id, such as party:123.");
            if (!known_object(context.schema(), context.rights(), about.substr(0, colon)))
                throw Error::at("about", "There is no object \"" + cut(about.substr(0, colon), 40) + "\".");
            record.put(file.field("about")->index, AnyLink{about.substr(0, colon), *to});
        }
        if (!may_create(context, record) && !(about.empty() && imports_something(context)))
            throw Error(Problem::forbidden,
                        about.empty() ? "You may not store files. Please ask an administrator."
                                      : "You may not attach a file here, since you may not change what it belongs to.");
        context.save(record);
        id = record.id();
        write_content(context, id, content);
    });
    std::string body;
    JsonWriter(body)
        .begin_object()
        .key("id")
        .id(id)
        .member("title", name)
        .member("size", static_cast<std::int64_t>(content.size()))
        .member("type", type)
        .end_object();
    http::Response response = json_response(201, std::move(body));
    response.set("Location", "/api/v1/file/" + std::to_string(id));
    return response;
}

struct Range {
    std::size_t first = 0, after = 0;
    bool partial = false;
};

// bytes=first-last, first-, -count; anything else is answered whole.
Range range_of(const Call& call, std::size_t size) {
    Range range{0, size};
    const auto* header = call.http.header("range");
    if (!header || !header->starts_with("bytes=") || header->find(',') != std::string::npos) return range;
    const std::string spec = header->substr(6);
    const auto dash = spec.find('-');
    if (dash == std::string::npos) return range;
    auto number = [](const std::string& text) { return text == "0" ? std::optional<Id>(0) : parse_id(text); };
    const auto first = number(spec.substr(0, dash)), last = number(spec.substr(dash + 1));
    if (dash == 0 && last)
        range.first = size - std::min(size, static_cast<std::size_t>(*last));
    else if (first)
        range.first = static_cast<std::size_t>(*first);
    else
        return range;
    if (dash != 0 && last) range.after = std::min(size, static_cast<std::size_t>(*last) + 1);
    range.partial = true;
    return range;
}

http::Response download(Call& call) {
    const Object& file = call.schema->object("file");
    const Id id = call.id(0);
    http::Response response;
    call.engine().read(call.request, [&](Context& context) {
        response = {};
        if (!allowed(context, file, id, Act::read))
            throw Error(Problem::not_found, "There is no such file, or it is out of your sight.");
        const Record record = context.load(file, id);
        if (record.binned()) throw Error(Problem::not_found, "This file is in the bin. Please restore it first.");
        const auto size = static_cast<std::size_t>(record.whole_at(file.field("size")->index).value_or(0));
        const Range range = range_of(call, size);
        if (range.first > range.after || (range.partial && range.first >= size)) {
            response.status = 416;
            response.set("Content-Range", "bytes */" + std::to_string(size));
            return;
        }
        response.status = range.partial ? 206 : 200;
        if (range.partial)
            response.set("Content-Range", "bytes " + std::to_string(range.first) + "-" +
                                              std::to_string(range.after - 1) + "/" + std::to_string(size));
        response.body.reserve(range.after - range.first);
        context.connection().query(
            "SELECT \"piece\", \"content\" FROM \"file_piece\" WHERE \"bucket\" = ? AND \"id\" = ? AND \"piece\" >= ? "
            "AND \"piece\" <= ? ORDER BY \"piece\"",
            Values{std::int64_t{bucket_of(id)}, id, static_cast<std::int64_t>(range.first / piece_size),
                   static_cast<std::int64_t>(range.after / piece_size)},
            [&](const Row& row) {
                const std::size_t begins = static_cast<std::size_t>(row.whole(0)) * piece_size;
                const std::string_view piece = row.text(1);
                const std::size_t from = range.first > begins ? range.first - begins : 0;
                const std::size_t to = std::min(piece.size(), range.after > begins ? range.after - begins : 0);
                if (from < to) response.body.append(piece.substr(from, to - from));
                return true;
            });
        const std::string type = record.text_at(file.field("type")->index);
        response.set("Content-Type", type);
        // Only pictures are shown in place; everything else is a download in a sandbox.
        const bool shown = call.argument("inline") == "true" && type.starts_with("image/") && type != "image/svg+xml";
        response.set("Content-Disposition", std::string(shown ? "inline" : "attachment") + "; filename*=UTF-8''" +
                                                http::percent_encoded(record.title()));
        response.set("Content-Security-Policy", "default-src 'none'; sandbox");
        response.set("Accept-Ranges", "bytes");
        response.set("Cache-Control", "private, no-cache");
    });
    return response;
}

http::Response read_or_download(Call& call) {
    const auto* accept = call.http.header("accept");
    if (!accept || accept->find("application/json") == std::string::npos) return download(call);
    std::string body;
    std::optional<std::int64_t> version;
    call.engine().read(call.request, [&](Context& context) {
        body.clear();
        version = write_record(context, context.object("file"), call.id(0), {}, body);
    });
    if (!version) throw Error(Problem::not_found, "There is no such file, or it is out of your sight.");
    http::Response response = json_response(200, std::move(body));
    response.set("ETag", '"' + std::to_string(*version) + '"');
    return response;
}

} // namespace

void add_file_routes(Router& router) {
    router.add("POST", "/api/v1/file", upload)
        .tells("upload_file", "Store a file of at most 100 MB", "file")
        .asks("about", "What it is about, as object:id.")
        .hears("X-File-Name", "Its name, percent-encoded.")
        .takes("octets", "application/octet-stream")
        .takes("{file: octets, ...}", "multipart/form-data")
        .answers(201, "Stored.", "{id: Id, title: text, size: whole, type: text}");
    router.add("GET", "/api/v1/file/{id}", read_or_download)
        .tells("read_file", "The file's content; with Accept: application/json, what is known of it", "file")
        .asks({"fields"})
        .asks("inline", "true: a picture may be shown in place.", "truth")
        .hears("Range", "Octets of it, as bytes=0-1023.")
        .answers(200, "The content, or what is known of it.", "record", "application/json")
        .answers(200, "", "octets", "*/*")
        .answers(206, "Part of the content.", "octets", "*/*")
        .answers(416, "The range lies outside of the content.");
    router.add("GET", "/api/v1/file/{id}/content", download)
        .tells("download_file", "The file's content; ranges are answered", "file")
        .asks("inline", "true: a picture may be shown in place.", "truth")
        .hears("Range", "Octets of it, as bytes=0-1023.")
        .answers(200, "The content.", "octets", "*/*")
        .answers(206, "Part of it.", "octets", "*/*")
        .answers(416, "The range lies outside of the content.");
}

} // namespace crm

#include "api/content_type.hpp"

#include <array>

#include "base/text.hpp"

namespace crm {

namespace {

struct Sign {
    std::size_t at;
    std::string_view octets, type;
};
constexpr std::array<Sign, 12> signs = {{
    {0, "\x89PNG\r\n\x1a\n", "image/png"},
    {0, "\xFF\xD8\xFF", "image/jpeg"},
    {0, "GIF87a", "image/gif"},
    {0, "GIF89a", "image/gif"},
    {8, "WEBP", "image/webp"},
    {0, "%PDF-", "application/pdf"},
    {4, "ftypmp4", "video/mp4"},
    {4, "ftypisom", "video/mp4"},
    {0, "OggS", "audio/ogg"},
    {0, "ID3", "audio/mpeg"},
    {0, "\x1F\x8B", "application/gzip"},
    {0, "RIFF", "audio/wav"},
}};

bool ends(std::string_view name, std::string_view ending) {
    const std::string folded = lower(name);
    return folded.size() >= ending.size() && folded.compare(folded.size() - ending.size(), ending.size(), ending) == 0;
}

std::string type_of_zip(std::string_view content, std::string_view name) {
    const std::string_view head = content.substr(0, 4096);
    if (head.find("xl/") != std::string_view::npos || ends(name, ".xlsx"))
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    if (head.find("word/") != std::string_view::npos || ends(name, ".docx"))
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    if (head.find("ppt/") != std::string_view::npos || ends(name, ".pptx"))
        return "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    return "application/zip";
}

} // namespace

std::string content_type(std::string_view content, std::string_view name) {
    for (const Sign& sign : signs)
        if (content.size() >= sign.at + sign.octets.size() &&
            content.substr(sign.at, sign.octets.size()) == sign.octets)
            return std::string(sign.type);
    if (content.starts_with("PK\x03\x04")) return type_of_zip(content, name);
    std::string_view sample = content.substr(0, 8192);
    while (!sample.empty() && content.size() > sample.size() && (static_cast<unsigned char>(sample.back()) & 0x80))
        sample.remove_suffix(1);
    if (!valid_utf8(sample)) return "application/octet-stream";
    if (ends(name, ".csv")) return "text/csv; charset=utf-8";
    if (ends(name, ".vcf")) return "text/vcard; charset=utf-8";
    if (ends(name, ".ics")) return "text/calendar; charset=utf-8";
    if (ends(name, ".json") || ends(name, ".jsonl")) return "application/json";
    return "text/plain; charset=utf-8"; // HTML and SVG too: they are shown as text, never run
}

} // namespace crm

#include "app/page.hpp"

#include <array>

#include "page_files.hpp" // made by the build from web/dist

namespace crm {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> types = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
    {".webp", "image/webp"},
}};

std::string_view type_of(std::string_view path) {
    for (const auto& [ending, type] : types)
        if (path.ends_with(ending)) return type;
    return "application/octet-stream";
}

} // namespace

std::pair<std::string_view, std::string_view> page_file(std::string_view path) {
    for (const auto& file : page_files())
        if (file.path == path) return {file.content, type_of(path)};
    return {};
}

} // namespace crm

#include "record/reading/data_url.hpp"

#include <algorithm>
#include <iterator>

#include "base/base64.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

// As they stand in files: with line breaks and spaces, and filled up at the end with too much or nothing.
std::optional<std::string> octets_of(std::string_view text) {
    std::string letters;
    letters.reserve(text.size() + 3);
    std::copy_if(text.begin(), text.end(), std::back_inserter(letters),
                 [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
    while (letters.ends_with('=')) letters.pop_back();
    while (letters.size() % 4) letters += '=';
    return from_base64(letters);
}

} // namespace

std::optional<DataUrl> read_data_url(std::string_view text) {
    constexpr std::string_view begin = "data:", base64 = ";base64";
    const auto comma = text.find(',');
    if (comma == std::string_view::npos || comma < begin.size() || fold(text.substr(0, begin.size())) != begin)
        return std::nullopt;
    const std::string head = fold(text.substr(begin.size(), comma - begin.size()));
    if (!head.ends_with(base64)) return std::nullopt;
    auto content = octets_of(text.substr(comma + 1));
    if (!content || content->empty()) return std::nullopt;
    return DataUrl{head.substr(0, head.find(';')), std::move(*content)};
}

std::string_view ending_of_picture(std::string_view type) {
    if (type == "image/jpeg" || type == "image/jpg") return ".jpg";
    if (type == "image/png") return ".png";
    if (type == "image/gif") return ".gif";
    if (type == "image/webp") return ".webp";
    return {};
}

} // namespace crm

// Fuzzing of the reader of forms: the first line is the Content-Type, the rest the body. Whatever comes, a file lies
// within the body, or a sentence says why there is none.
#include <cstdint>

#include "base/error.hpp"
#include "http/multipart.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view octets(reinterpret_cast<const char*>(data), size);
    const std::size_t line = std::min(octets.find('\n'), octets.size());
    const std::string_view type = octets.substr(0, line), body = octets.substr(std::min(line + 1, octets.size()));
    if (!crm::http::is_multipart(type)) return 0;
    try {
        const crm::http::FilePart file = crm::http::read_file_part(type, body);
        const bool within = file.content.data() >= body.data() &&
                            file.content.data() + file.content.size() <= body.data() + body.size();
        if (!within || file.name.size() > type.size() + body.size()) __builtin_trap();
    } catch (const crm::Error& error) {
        if (error.problem != crm::Problem::bad_request || std::string_view(error.what()).empty()) __builtin_trap();
    }
    return 0;
}

// Fuzzing of the HTTP/1.1 reader: the same request, or the same refusal, however the octets are split; and nothing is
// taken beyond the end of a request.
#include <cstdint>
#include <string>

#include "http/reader.hpp"

namespace {

using crm::http::Reader;

const crm::http::Handlers handlers = [] {
    crm::http::Handlers made;
    made.takes_upload = [](std::string_view method, std::string_view path) {
        return method == "POST" && path == "/file";
    };
    return made;
}();

crm::http::Limits small_limits() {
    crm::http::Limits limits;
    limits.head = 2048;
    limits.body = 1024;
    limits.upload_body = 4096;
    return limits;
}
const crm::http::Limits limits = small_limits();

struct Reading {
    std::string told;
    std::size_t taken = 0;
};

Reading read(std::string_view octets, std::size_t step) {
    Reader reader(limits, handlers);
    std::size_t begin = 0, end = 0;
    while (end < octets.size() && reader.stage() != Reader::Stage::complete &&
           reader.stage() != Reader::Stage::refused) {
        end = std::min(octets.size(), end + step);
        const std::size_t taken = reader.take(octets.substr(begin, end - begin));
        if (taken > end - begin) __builtin_trap();
        begin += taken;
    }
    Reading reading;
    if (reader.stage() == Reader::Stage::refused) {
        if (reader.sentence().empty() || reader.status() < 400) __builtin_trap();
        reading.told = "refused";
        return reading;
    }
    if (reader.stage() != Reader::Stage::complete) return reading;
    reading.taken = begin;
    reading.told = reader.request.method + ' ' + reader.request.path + '\n';
    for (const auto& [name, value] : reader.request.query) reading.told += name + '=' + value + '\n';
    for (const auto& [name, value] : reader.request.headers) reading.told += name + ':' + value + '\n';
    reading.told += reader.request.body;
    if (reader.request.body.size() > limits.upload_body) __builtin_trap();
    return reading;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view octets(reinterpret_cast<const char*>(data), size);
    const Reading whole = read(octets, size + 1);
    for (std::size_t step : {1, 7}) {
        const Reading pieces = read(octets, step);
        if (pieces.told != whole.told || pieces.taken != whole.taken) __builtin_trap();
    }
    return 0;
}

// Compress: gzip for answers that are text, where the client takes it. Knows no sockets.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace crm::http {

struct Request;
struct Response;

// Whether the answer is of a kind worth compressing (text, JSON, script, over 1 kB or streamed), whoever asks.
bool compressible(const Response& response);
bool takes_gzip(const Request& request);
std::string gzipped(std::string_view text);

// A stream of pieces as one gzip file.
class GzipStream {
public:
    GzipStream();
    ~GzipStream();
    std::string add(std::string_view piece); // what is ready; often empty
    std::string finish();

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace crm::http

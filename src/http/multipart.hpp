// Multipart: the one file of an upload that a form sends (RFC 7578). It is read where it lies in the body, which holds
// the whole upload, and nothing is copied.
#pragma once
#include <string>
#include <string_view>

namespace crm::http {

struct FilePart {
    std::string name;         // as the form gave it; empty: it gave none
    std::string_view content; // within the body
};

// Whether a Content-Type says that the body is a form in parts.
bool is_multipart(std::string_view content_type);

// Throws Error(bad_request) with a sentence where the form is broken, or holds no file or several. Fields that are no
// files are passed over.
FilePart read_file_part(std::string_view content_type, std::string_view body);

} // namespace crm::http

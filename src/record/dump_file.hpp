// DumpFile: the file of a whole company: lines of text, compressed as gzip. Compressing and decompressing have a thread
// of their own, a few pieces ahead of whoever asks.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace crm {

[[noreturn]] void throw_no_dump(); // it is a file of something else

// A new file for its owner's eyes only. It has its name once it is whole; until then it is FILE.part.
class DumpWriter {
public:
    explicit DumpWriter(const std::string& file); // Error(conflict) where there is a file of this name
    ~DumpWriter();
    void write(std::string_view lines); // Error(unavailable) where the disk takes no more
    void finish();

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

class DumpReader {
public:
    explicit DumpReader(const std::string& file); // Error(not_found, bad_request)
    ~DumpReader();
    // The next line, without its end. Error(invalid) where the file ends or is damaged.
    std::string line();
    // The next lines up to the one that is "\.", which is passed over; empty where there are no more of them. They live
    // until the next call.
    std::string_view lines();
    bool at_end(); // of the file

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace crm

// ZipArchive: the members of a zip file, unpacked piece by piece, with a limit on how much comes out of how little.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "record/table_file.hpp"

namespace crm {

class ZipArchive {
public:
    explicit ZipArchive(const ImportFile& file); // throws Error where it is no zip file or is cut off
    ~ZipArchive();
    ZipArchive(const ZipArchive&) = delete;
    bool has(const std::string& member) const;

    class Member {
    public:
        Member(ZipArchive& archive, const std::string& name); // throws Error where there is none
        ~Member();
        Member(const Member&) = delete;
        // At most `size` octets, 0 at the end. Throws Error where it is broken or unpacks to too much.
        std::size_t read(char* into, std::size_t size);

    private:
        struct Data;
        std::unique_ptr<Data> data_;
    };

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace crm

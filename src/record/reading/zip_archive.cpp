#include "record/reading/zip_archive.hpp"

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/error.hpp"

namespace crm {

namespace {

constexpr std::uint64_t most_unpacked = 2ULL * 1024 * 1024 * 1024; // a full sheet of twenty columns has half of it
constexpr std::uint64_t unsuspected = 32ULL * 1024 * 1024;         // unpacked, whatever it was packed in
constexpr std::uint64_t most_times = 100; // sheets of one value over and over unpack to twenty times their size

[[noreturn]] void broken() {
    throw Error(Problem::bad_request,
                "This workbook is broken or was cut off on its way. Please get it again, or save it anew.");
}

[[noreturn]] void swells() {
    throw Error(Problem::too_large, "This workbook unpacks to far more than it weighs, as files made to harm do. "
                                    "Please save the sheet as \"CSV UTF-8\" and try again.");
}

void refuse_what_swells(std::uint64_t packed, std::uint64_t unpacked) {
    if (unpacked > most_unpacked || (unpacked > unsuspected && unpacked / most_times > packed)) swells();
}

// A file as libzip reads it: at any place.
struct Reading {
    ImportFile file;
    CsvSource source;
    zip_uint64_t size = 0, at = 0, source_at = 0;
    zip_error_t error{};

    explicit Reading(ImportFile opened) : file(std::move(opened)) {
        zip_error_init(&error);
        std::string piece(1 << 16, '\0');
        const CsvSource all = file(0);
        while (const std::size_t count = all(piece.data(), piece.size())) size += count;
    }
    zip_int64_t read(void* into, zip_uint64_t length) {
        if (!source || source_at != at) {
            source = file(static_cast<std::int64_t>(at));
            source_at = at;
        }
        zip_uint64_t got = 0;
        while (got < length) {
            const std::size_t count = source(static_cast<char*>(into) + got, static_cast<std::size_t>(length - got));
            if (count == 0) break;
            got += count;
        }
        at = source_at = at + got;
        return static_cast<zip_int64_t>(got);
    }
};

zip_int64_t answer(void* data, void* given, zip_uint64_t length, zip_source_cmd_t command) {
    auto& reading = *static_cast<Reading*>(data);
    switch (command) {
    case ZIP_SOURCE_OPEN:
        reading.at = 0;
        return 0;
    case ZIP_SOURCE_READ:
        try {
            return reading.read(given, length);
        } catch (const std::exception&) {
            zip_error_set(&reading.error, ZIP_ER_READ, 0);
            return -1;
        }
    case ZIP_SOURCE_CLOSE:
        reading.source = {};
        return 0;
    case ZIP_SOURCE_STAT: {
        auto* stat = static_cast<zip_stat_t*>(given);
        zip_stat_init(stat);
        stat->size = reading.size;
        stat->valid |= ZIP_STAT_SIZE;
        return sizeof(*stat);
    }
    case ZIP_SOURCE_SEEK: {
        const auto place = zip_source_seek_compute_offset(reading.at, reading.size, given, length, &reading.error);
        if (place < 0) return -1;
        reading.at = static_cast<zip_uint64_t>(place);
        return 0;
    }
    case ZIP_SOURCE_TELL:
        return static_cast<zip_int64_t>(reading.at);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&reading.error, given, length);
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                              ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
                                              ZIP_SOURCE_SUPPORTS, -1);
    default:
        zip_error_set(&reading.error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

} // namespace

namespace {

// To what the whole of it unpacks, as its directory says; members may lie over one another.
std::uint64_t said_size(zip_t* archive) {
    std::uint64_t all = 0;
    const auto count = static_cast<zip_uint64_t>(std::max<zip_int64_t>(0, zip_get_num_entries(archive, 0)));
    for (zip_uint64_t i = 0; i < count; ++i) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        if (zip_stat_index(archive, i, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE)) continue;
        all += std::min<std::uint64_t>(stat.size, most_unpacked + 1);
    }
    return all;
}

} // namespace

struct ZipArchive::Data {
    explicit Data(const ImportFile& file) : reading(file) {}
    ~Data() {
        if (archive) zip_discard(archive);
        zip_error_fini(&reading.error);
    }
    Data(const Data&) = delete;
    Reading reading;
    zip_t* archive = nullptr;
};

ZipArchive::ZipArchive(const ImportFile& file) : data_(std::make_unique<Data>(file)) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_function_create(answer, &data_->reading, &error);
    if (source) data_->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    zip_error_fini(&error);
    if (!data_->archive && source) zip_source_free(source);
    if (!data_->archive) broken();
    refuse_what_swells(data_->reading.size, said_size(data_->archive)); // by its own word, before any work
}

ZipArchive::~ZipArchive() = default;

bool ZipArchive::has(const std::string& member) const {
    return zip_name_locate(data_->archive, member.c_str(), ZIP_FL_NOCASE) >= 0;
}

struct ZipArchive::Member::Data {
    zip_file_t* file = nullptr;
    std::uint64_t packed = 0, said = 0, unpacked = 0;
};

ZipArchive::Member::Member(ZipArchive& archive, const std::string& name) : data_(std::make_unique<Data>()) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    const auto at = zip_name_locate(archive.data_->archive, name.c_str(), ZIP_FL_NOCASE);
    if (at < 0 || zip_stat_index(archive.data_->archive, static_cast<zip_uint64_t>(at), 0, &stat) != 0) broken();
    data_->packed = (stat.valid & ZIP_STAT_COMP_SIZE) ? stat.comp_size : 0;
    data_->said = (stat.valid & ZIP_STAT_SIZE) ? stat.size : most_unpacked;
    refuse_what_swells(data_->packed, data_->said);
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
        throw Error(Problem::unsupported, "This workbook is locked with a password. Please save it without one.");
    data_->file = zip_fopen_index(archive.data_->archive, static_cast<zip_uint64_t>(at), 0);
    if (!data_->file) broken();
}

ZipArchive::Member::~Member() {
    if (data_->file) zip_fclose(data_->file);
}

std::size_t ZipArchive::Member::read(char* into, std::size_t size) {
    const auto count = zip_fread(data_->file, into, size);
    if (count < 0) broken();
    data_->unpacked += static_cast<std::uint64_t>(count);
    if (data_->unpacked > data_->said) swells(); // its directory lies
    refuse_what_swells(data_->packed, data_->unpacked);
    return static_cast<std::size_t>(count);
}

} // namespace crm

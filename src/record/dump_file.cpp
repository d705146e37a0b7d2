#include "record/dump_file.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

#include "base/error.hpp"

namespace crm {

namespace {

constexpr int gzip_window = 31, level = 1; // the quickest: it packs to a fifth, and the file is no bottleneck
constexpr std::size_t piece_size = 256 * 1024, pieces_ahead = 16;
constexpr std::string_view end_of_table = "\\.\n";

// A few pieces between two threads.
class Pieces {
public:
    // False where the other side has gone.
    bool put(std::string piece) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return pieces_.size() < pieces_ahead || ended_; });
        if (ended_) return false;
        pieces_.push_back(std::move(piece));
        changed_.notify_all();
        return true;
    }
    // False after the last one.
    bool take(std::string& piece) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !pieces_.empty() || ended_; });
        if (pieces_.empty()) return false;
        piece = std::move(pieces_.front());
        pieces_.pop_front();
        changed_.notify_all();
        return true;
    }
    void end(std::exception_ptr failure = {}) {
        std::lock_guard lock(mutex_);
        ended_ = true;
        if (failure && !failure_) failure_ = failure;
        changed_.notify_all();
    }
    void throw_failure() {
        std::lock_guard lock(mutex_);
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    std::deque<std::string> pieces_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ended_ = false;
    std::exception_ptr failure_;
};

struct Descriptor {
    int number = -1;
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
};

[[noreturn]] void cannot_write(const std::string& file) {
    throw Error(Problem::unavailable, "The file " + file + " cannot be written (" + std::strerror(errno) +
                                          "). Please check its folder and disk.");
}

[[noreturn]] void throw_exists(const std::string& file) {
    throw Error(Problem::conflict, "There is a file " + file + " already. Please give another name.");
}

[[noreturn]] void broken_off() {
    throw Error(Problem::invalid, "The file ends in the middle. Please copy it again, or make a new dump.");
}

[[noreturn]] void damaged() {
    throw Error(Problem::invalid, "The file is damaged. Please copy it again, or make a new dump.");
}

} // namespace

void throw_no_dump() {
    throw Error(Problem::bad_request,
                "This file is no dump of Relacja. Please give one that `relacja export --dump FILE` has written.");
}

struct DumpWriter::Data {
    explicit Data(const std::string& name) : file(name), part(name + ".part") {
        if (std::filesystem::exists(file)) throw_exists(file);
        std::filesystem::remove(part);
        out.number = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (out.number < 0) cannot_write(file);
        require(deflateInit2(&zip, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) == Z_OK, "deflateInit2");
        thread = std::thread([this] {
            try {
                for (std::string piece; pieces.take(piece);) deflate_piece(piece, Z_NO_FLUSH);
            } catch (...) {
                pieces.end(std::current_exception());
            }
        });
    }
    ~Data() {
        end();
        deflateEnd(&zip);
        std::error_code ignored;
        if (!finished) std::filesystem::remove(part, ignored);
    }
    void end() {
        pieces.end();
        if (thread.joinable()) thread.join();
    }
    void deflate_piece(std::string_view piece, int flush) {
        std::string packed(piece_size, '\0');
        zip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data())); // zlib does not write there
        zip.avail_in = static_cast<uInt>(piece.size());
        do {
            zip.next_out = reinterpret_cast<Bytef*>(packed.data());
            zip.avail_out = static_cast<uInt>(packed.size());
            deflate(&zip, flush);
            write_out(std::string_view(packed).substr(0, packed.size() - zip.avail_out));
        } while (zip.avail_out == 0);
    }
    void write_out(std::string_view octets) {
        while (!octets.empty()) {
            const ssize_t written = ::write(out.number, octets.data(), octets.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) cannot_write(file);
            octets.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    std::string file, part, held;
    Descriptor out;
    z_stream zip{};
    Pieces pieces;
    std::thread thread;
    bool finished = false;
};

DumpWriter::DumpWriter(const std::string& file) : data_(std::make_unique<Data>(file)) {}
DumpWriter::~DumpWriter() = default;

void DumpWriter::write(std::string_view lines) {
    data_->held += lines;
    if (data_->held.size() < piece_size) return;
    if (!data_->pieces.put(std::exchange(data_->held, {}))) data_->pieces.throw_failure();
}

void DumpWriter::finish() {
    data_->end();
    data_->pieces.throw_failure();
    data_->deflate_piece(data_->held, Z_FINISH);
    if (::fsync(data_->out.number) != 0) cannot_write(data_->file);
    if (std::filesystem::exists(data_->file)) throw_exists(data_->file); // made meanwhile
    std::filesystem::rename(data_->part, data_->file);
    data_->finished = true;
}

struct DumpReader::Data {
    explicit Data(const std::string& file) {
        in.number = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (in.number < 0)
            throw Error(Problem::not_found,
                        "The file " + file + " cannot be read (" + std::strerror(errno) + "). Please check its name.");
        unsigned char start[2] = {};
        if (::pread(in.number, start, sizeof start, 0) == 2 && (start[0] != 0x1f || start[1] != 0x8b)) throw_no_dump();
        require(inflateInit2(&zip, gzip_window) == Z_OK, "inflateInit2");
        thread = std::thread([this] {
            try {
                inflate_all();
                pieces.end();
            } catch (...) {
                pieces.end(std::current_exception());
            }
        });
    }
    ~Data() {
        pieces.end();
        thread.join();
        inflateEnd(&zip);
    }
    void inflate_all() {
        std::string packed(piece_size, '\0'), plain(piece_size, '\0');
        for (int result = Z_OK; result != Z_STREAM_END;) {
            const ssize_t count = ::read(in.number, packed.data(), packed.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) broken_off();
            zip.next_in = reinterpret_cast<Bytef*>(packed.data());
            zip.avail_in = static_cast<uInt>(count);
            while (zip.avail_in > 0 && result != Z_STREAM_END) {
                zip.next_out = reinterpret_cast<Bytef*>(plain.data());
                zip.avail_out = static_cast<uInt>(plain.size());
                result = inflate(&zip, Z_NO_FLUSH);
                if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) damaged();
                const std::size_t made = plain.size() - zip.avail_out;
                if (made && !pieces.put(plain.substr(0, made))) return;
                if (result == Z_BUF_ERROR && made == 0) break;
            }
        }
    }
    // More text behind what is there; false at the end of the file.
    bool more() {
        text.erase(0, std::exchange(from, 0));
        std::string piece;
        if (!pieces.take(piece)) {
            pieces.throw_failure();
            return false;
        }
        text += piece;
        return true;
    }

    Descriptor in;
    z_stream zip{};
    Pieces pieces;
    std::thread thread;
    std::string text; // what has come and was not taken yet begins at `from`
    std::size_t from = 0;
};

DumpReader::DumpReader(const std::string& file) : data_(std::make_unique<Data>(file)) {}
DumpReader::~DumpReader() = default;

std::string DumpReader::line() {
    constexpr std::size_t longest = 1024 * 1024;
    for (;;) {
        if (const auto end = data_->text.find('\n', data_->from); end != std::string::npos) {
            std::string found = data_->text.substr(data_->from, end - data_->from);
            data_->from = end + 1;
            return found;
        }
        if (data_->text.size() - data_->from > longest) damaged();
        if (!data_->more()) broken_off();
    }
}

std::string_view DumpReader::lines() {
    for (;;) {
        const std::string_view rest = std::string_view(data_->text).substr(data_->from);
        if (rest.starts_with(end_of_table)) {
            data_->from += end_of_table.size();
            return {};
        }
        const auto last = rest.rfind('\n');
        if (last == std::string_view::npos) {
            if (!data_->more()) broken_off();
            continue;
        }
        auto whole = rest.substr(0, last + 1);
        if (const auto end = whole.find("\n\\.\n"); end != std::string_view::npos) whole = whole.substr(0, end + 1);
        data_->from += whole.size();
        return whole;
    }
}

bool DumpReader::at_end() {
    while (data_->from == data_->text.size())
        if (!data_->more()) return true;
    return false;
}

} // namespace crm

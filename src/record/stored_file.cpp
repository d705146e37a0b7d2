#include "record/stored_file.hpp"

#include <algorithm>

namespace crm {

namespace {

constexpr std::int64_t piece_size = 1024 * 1024;

}

void write_content(Context& context, Id file, std::string_view content) {
    for (std::int64_t piece = 0; !content.empty(); ++piece) {
        const auto octets = content.substr(0, static_cast<std::size_t>(piece_size));
        context.connection().execute(
            "INSERT INTO \"file_piece\" (\"bucket\", \"id\", \"piece\", \"content\") VALUES (?, ?, ?, ?)",
            Values{std::int64_t{bucket_of(file)}, file, piece, Bytes{std::string(octets)}});
        content.remove_prefix(octets.size());
    }
}

std::string read_content(Context& context, Id file) {
    std::string content;
    context.connection().query(
        "SELECT \"content\" FROM \"file_piece\" WHERE \"bucket\" = ? AND \"id\" = ? ORDER BY \"piece\"",
        Values{std::int64_t{bucket_of(file)}, file}, [&](const Row& row) {
            content += row.text(0);
            return true;
        });
    return content;
}

ImportFile stored_file(Engine& engine, Id id) {
    return [&engine, id](std::int64_t offset) -> CsvSource {
        struct Reading {
            std::string piece;
            std::int64_t next = 0;
            std::size_t at = 0;
        };
        auto reading = std::make_shared<Reading>();
        reading->next = offset / piece_size;
        reading->at = static_cast<std::size_t>(offset % piece_size);
        bool first = true;
        return [&engine, id, reading, first](char* into, std::size_t size) mutable -> std::size_t {
            if (first || reading->at >= reading->piece.size()) {
                if (!first) reading->at = 0;
                first = false;
                engine.database().read([&](Connection& connection) {
                    reading->piece.clear();
                    connection.query(
                        "SELECT \"content\" FROM \"file_piece\" WHERE \"bucket\" = ? AND \"id\" = ? AND \"piece\" = ?",
                        Values{std::int64_t{bucket_of(id)}, id, reading->next}, [&](const Row& row) {
                            reading->piece = row.text(0);
                            return false;
                        });
                });
                ++reading->next;
            }
            const std::size_t count =
                reading->at < reading->piece.size() ? std::min(size, reading->piece.size() - reading->at) : 0;
            std::copy_n(reading->piece.data() + reading->at, count, into);
            reading->at += count;
            return count;
        };
    };
}

} // namespace crm

// ImportSlices: reads the rows of a file into slices on a thread of its own, a little ahead of those that are written.
#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "record/import_rows.hpp"

namespace crm {

class ImportSlices {
public:
    // `first` is how many rows the first slice has at most.
    ImportSlices(CsvReader& reader, const ImportRows& rows, std::size_t first)
        : wanted(first), reader_(reader), rows_(rows), thread_([this] { run(); }) {}
    ~ImportSlices();
    // Empty at the file's end. Throws what reading threw.
    std::vector<ImportRow> next();
    std::atomic<std::size_t> wanted; // rows in a slice

private:
    void run();
    CsvReader& reader_;
    const ImportRows& rows_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::vector<ImportRow>> ready_;
    std::exception_ptr failure_;
    bool ended_ = false, given_up_ = false;
    std::thread thread_;
};

} // namespace crm

#include "record/import_slices.hpp"

namespace crm {

namespace {

constexpr std::size_t slices_ahead = 2;
constexpr std::size_t largest_slice = 4 * 1024 * 1024; // octets

} // namespace

ImportSlices::~ImportSlices() {
    {
        std::lock_guard lock(mutex_);
        given_up_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void ImportSlices::run() {
    try {
        CsvRow row;
        for (bool more = true; more;) {
            std::vector<ImportRow> slice;
            std::size_t octets = 0;
            const std::size_t size = wanted.load();
            slice.reserve(size);
            while (slice.size() < size && octets < largest_slice && (more = reader_.next(row))) {
                slice.push_back(rows_.read(row, reader_.place()));
                for (auto cell : row.cells) octets += cell.size();
            }
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return given_up_ || ready_.size() < slices_ahead; });
            if (given_up_) return;
            if (!slice.empty()) ready_.push_back(std::move(slice));
            changed_.notify_all();
        }
    } catch (...) {
        std::lock_guard lock(mutex_);
        failure_ = std::current_exception();
    }
    std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
}

std::vector<ImportRow> ImportSlices::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !ready_.empty() || ended_; });
    if (ready_.empty()) {
        if (failure_) std::rethrow_exception(failure_);
        return {};
    }
    auto slice = std::move(ready_.front());
    ready_.pop_front();
    changed_.notify_all();
    return slice;
}

} // namespace crm

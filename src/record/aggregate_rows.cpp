#include "record/aggregate_rows.hpp"

namespace crm {

std::size_t RowGroups::of(const Row& row) {
    key_.clear();
    for (int i = 0; i < static_cast<int>(are_texts_.size()); ++i) {
        if (row.null(i)) {
            key_ += '-';
            continue;
        }
        key_ += '+';
        const bool is_text = are_texts_[static_cast<std::size_t>(i)];
        const std::string_view text = is_text ? row.text(i) : std::string_view();
        const std::int64_t number = is_text ? static_cast<std::int64_t>(text.size()) : row.whole(i);
        key_.append(reinterpret_cast<const char*>(&number), sizeof number).append(text);
    }
    return known_.try_emplace(key_, known_.size()).first->second;
}

} // namespace crm

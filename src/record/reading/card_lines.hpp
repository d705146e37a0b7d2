// CardLines: the lines of vCards as they stream by: unfolded, decoded from quoted-printable and whatever letters they
// are written in. Pictures are passed over without being held, unless they are asked for.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/csv.hpp"

namespace crm {

struct CardLine {
    std::string name, group, value; // name and group in lower case; the value in UTF-8, its escapes still there
    std::vector<std::pair<std::string, std::string>> parameters; // names and values in lower case
    bool old = false;                                            // of version 2.1, where only a semicolon is escaped
    bool has_type(std::string_view type) const;
    bool preferred() const;
    std::string text() const;               // without escapes
    std::vector<std::string> parts() const; // at semicolons
    std::vector<std::string> list() const;  // at commas
};

class CardLines {
public:
    explicit CardLines(CsvSource source, bool with_photos = false)
        : source_(std::move(source)), with_photos_(with_photos) {}
    // The lines of the next card; empty at the end. Throws Error where a card does not end.
    std::optional<std::vector<CardLine>> next_card();

private:
    bool read_line(std::string& line);
    bool peek_line(std::string& line);
    bool next_line(std::string& line);
    CardLine parse(std::string_view line) const;

    CsvSource source_;
    const bool with_photos_;
    std::string block_;
    std::size_t at_ = 0, end_ = 0;
    std::optional<std::string> held_; // read ahead
    std::int64_t line_ = 0;
    std::size_t card_size_ = 0;
    bool old_ = false;
};

} // namespace crm

#include "db/copied_row.hpp"

#include <charconv>

namespace crm {

namespace {

using Kind = TableShape::Kind;

void append_escaped(std::string& out, std::string_view text) {
    for (std::size_t from = 0;;) {
        const auto at = text.find_first_of("\\\n\r\t", from);
        out += text.substr(from, at - from);
        if (at == std::string_view::npos) return;
        out += '\\';
        out += text[at] == '\n' ? 'n' : text[at] == '\r' ? 'r' : text[at] == '\t' ? 't' : '\\';
        from = at + 1;
    }
}

void append_hexadecimal(std::string& out, std::string_view octets) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\\\x";
    for (unsigned char octet : octets) {
        out += digits[octet >> 4];
        out += digits[octet & 15];
    }
}

template <typename Number>
void append_number(std::string& out, Number number) {
    char buffer[40];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr);
}

[[noreturn]] void no_row(const TableShape& table) {
    throw Error(Problem::invalid, "A line is no row of the table " + table.name + ".");
}

template <typename Number>
Number number_of(std::string_view field, const TableShape& table) {
    Number number{};
    const auto read = std::from_chars(field.data(), field.data() + field.size(), number);
    if (read.ec != std::errc() || read.ptr != field.data() + field.size()) no_row(table);
    return number;
}

void read_text(std::string_view field, const TableShape& table, std::string& text) {
    text.clear();
    for (std::size_t from = 0;;) {
        const auto at = field.find('\\', from);
        text += field.substr(from, at - from);
        if (at == std::string_view::npos) return;
        const char letter = at + 1 < field.size() ? field[at + 1] : '\0';
        if (letter != 'n' && letter != 'r' && letter != 't' && letter != '\\') no_row(table);
        text += letter == 'n' ? '\n' : letter == 'r' ? '\r' : letter == 't' ? '\t' : '\\';
        from = at + 2;
    }
}

void read_octets(std::string_view field, const TableShape& table, std::string& octets) {
    if (!field.starts_with("\\\\x") || field.size() % 2 == 0) no_row(table);
    auto digit = [&](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        no_row(table);
    };
    octets.clear();
    for (std::size_t i = 3; i < field.size(); i += 2)
        octets += static_cast<char>(digit(field[i]) * 16 + digit(field[i + 1]));
}

void read_field(std::string_view field, Kind kind, const TableShape& table, Value& value) {
    if (field == "\\N") {
        value = {};
        return;
    }
    switch (kind) {
    case Kind::whole:
        value = number_of<std::int64_t>(field, table);
        return;
    case Kind::number:
        value = number_of<double>(field, table);
        return;
    case Kind::text:
        if (!std::holds_alternative<std::string>(value)) value = std::string();
        read_text(field, table, std::get<std::string>(value));
        return;
    case Kind::bytes:
        if (!std::holds_alternative<Bytes>(value)) value = Bytes();
        read_octets(field, table, std::get<Bytes>(value).data);
        return;
    }
}

} // namespace

void append_copied(std::string& out, std::span<const Value> row) {
    bool first = true;
    for (const Value& value : row) {
        if (!first) out += '\t';
        first = false;
        if (auto text = std::get_if<std::string>(&value))
            append_escaped(out, *text);
        else if (auto number = std::get_if<std::int64_t>(&value))
            append_number(out, *number);
        else if (auto real = std::get_if<double>(&value))
            append_number(out, *real);
        else if (auto bytes = std::get_if<Bytes>(&value))
            append_hexadecimal(out, bytes->data);
        else
            out += "\\N";
    }
    out += '\n';
}

void append_copied(std::string& out, const Row& row, const TableShape& table) {
    int column = 0;
    for (const auto& each : table.columns) {
        if (column) out += '\t';
        if (row.null(column))
            out += "\\N";
        else if (each.kind == Kind::whole)
            append_number(out, row.whole(column));
        else if (each.kind == Kind::number)
            append_number(out, row.number(column));
        else if (each.kind == Kind::bytes)
            append_hexadecimal(out, row.text(column));
        else
            append_escaped(out, row.text(column));
        ++column;
    }
    out += '\n';
}

void read_copied(std::string_view line, const TableShape& table, Values& row) {
    row.resize(table.columns.size());
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const bool last = i + 1 == table.columns.size();
        const auto end = line.find('\t');
        if (last != (end == std::string_view::npos)) no_row(table);
        read_field(line.substr(0, end), table.columns[i].kind, table, row[i]);
        if (!last) line.remove_prefix(end + 1);
    }
}

} // namespace crm

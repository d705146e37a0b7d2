#include "db/postgres_row.hpp"

#include <bit>
#include <charconv>
#include <cstring>
#include <type_traits>

#include <libpq-fe.h>

namespace crm {

namespace {

// Big-endian, as PostgreSQL sends it.
template <typename Number>
Number from_network(std::string_view octets) {
    std::make_unsigned_t<Number> number = 0;
    require(octets.size() >= sizeof number, "a number of PostgreSQL has its size");
    for (std::size_t i = 0; i < sizeof number; ++i)
        number = static_cast<decltype(number)>((number << 8) | static_cast<unsigned char>(octets[i]));
    return static_cast<Number>(number);
}

template <typename Number>
Number parsed(std::string_view text) {
    Number number{};
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

template <typename Number>
std::string_view written_into(std::string& place, Number number) {
    char buffer[40];
    place.assign(buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr);
    return place;
}

} // namespace

// Four digits at a time: count, weight of the first group, sign, digits after the point, then the groups.
std::string decimal_of(std::string_view binary) {
    int groups = from_network<std::int16_t>(binary);
    int weight = from_network<std::int16_t>(binary.substr(2));
    auto sign = from_network<std::uint16_t>(binary.substr(4));
    int after_point = from_network<std::int16_t>(binary.substr(6));
    if (sign == 0xC000) return "NaN";
    if (sign == 0xD000) return "Infinity";
    if (sign == 0xF000) return "-Infinity";
    auto group = [&](int index) {
        int number = index >= 0 && index < groups
                         ? from_network<std::int16_t>(binary.substr(8 + 2 * static_cast<std::size_t>(index)))
                         : 0;
        std::string four = std::to_string(number);
        return std::string(4 - four.size(), '0') + four;
    };
    std::string whole;
    for (int index = 0; index <= weight; ++index) whole += group(index);
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
    if (whole.empty()) whole = "0";
    std::string fraction;
    for (int index = weight + 1; static_cast<int>(fraction.size()) < after_point; ++index) fraction += group(index);
    fraction.resize(static_cast<std::size_t>(after_point));
    return (sign == 0x4000 ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction);
}

PostgresRow::PostgresRow(pg_result* result, int row) : result_(result), row_(row) {
    int columns = PQnfields(result);
    types_.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) types_.push_back(type_of(PQftype(result, column)));
}

PostgresRow::Type PostgresRow::type_of(unsigned declared) {
    switch (declared) { // pg_type.dat
    case 21:
        return Type::whole2;
    case 23:
    case 26:
        return Type::whole4;
    case 20:
        return Type::whole8;
    case 16:
        return Type::boolean;
    case 700:
        return Type::real4;
    case 701:
        return Type::real8;
    case 1700:
        return Type::numeric;
    case 17:
        return Type::bytes;
    case 18:
    case 19:
    case 25:
    case 114:
    case 705:
    case 1042:
    case 1043:
    case 2278:
        return Type::text;
    default:
        throw std::runtime_error("a column of PostgreSQL type " + std::to_string(declared) + " is not read here");
    }
}

std::string_view PostgresRow::octets(int column) const {
    return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

bool PostgresRow::null(int column) const {
    return PQgetisnull(result_, row_, column) != 0;
}

std::int64_t PostgresRow::stored_whole(int column) const {
    switch (types_[static_cast<std::size_t>(column)]) {
    case Type::whole2:
        return from_network<std::int16_t>(octets(column));
    case Type::whole4:
        return from_network<std::int32_t>(octets(column));
    case Type::boolean:
        return octets(column)[0] != 0;
    default:
        return from_network<std::int64_t>(octets(column));
    }
}

double PostgresRow::stored_real(int column) const {
    if (types_[static_cast<std::size_t>(column)] == Type::real4)
        return std::bit_cast<float>(from_network<std::uint32_t>(octets(column)));
    return std::bit_cast<double>(from_network<std::uint64_t>(octets(column)));
}

std::int64_t PostgresRow::whole(int column) const {
    if (null(column)) return 0;
    switch (types_[static_cast<std::size_t>(column)]) {
    case Type::real4:
    case Type::real8:
        return static_cast<std::int64_t>(stored_real(column));
    case Type::numeric:
        return parsed<std::int64_t>(decimal_of(octets(column)));
    case Type::bytes:
    case Type::text:
        return parsed<std::int64_t>(octets(column));
    default:
        return stored_whole(column);
    }
}

double PostgresRow::number(int column) const {
    if (null(column)) return 0;
    switch (types_[static_cast<std::size_t>(column)]) {
    case Type::real4:
    case Type::real8:
        return stored_real(column);
    case Type::numeric:
        return parsed<double>(decimal_of(octets(column)));
    case Type::bytes:
    case Type::text:
        return parsed<double>(octets(column));
    default:
        return static_cast<double>(stored_whole(column));
    }
}

std::string_view PostgresRow::text(int column) const {
    if (null(column)) return {};
    auto type = types_[static_cast<std::size_t>(column)];
    if (type == Type::text || type == Type::bytes) return octets(column);
    if (written_.empty()) written_.resize(types_.size());
    std::string& written = written_[static_cast<std::size_t>(column)];
    if (type == Type::numeric) return written = decimal_of(octets(column));
    if (type == Type::real4 || type == Type::real8) return written_into(written, stored_real(column));
    return written_into(written, stored_whole(column));
}

Value PostgresRow::value(int column) const {
    if (null(column)) return {};
    switch (types_[static_cast<std::size_t>(column)]) {
    case Type::text:
        return std::string(octets(column));
    case Type::bytes:
        return Bytes{std::string(octets(column))};
    case Type::real4:
    case Type::real8:
        return stored_real(column);
    case Type::numeric: {
        std::string decimal = decimal_of(octets(column));
        std::int64_t whole = 0;
        auto end = decimal.data() + decimal.size();
        auto read = std::from_chars(decimal.data(), end, whole);
        if (read.ec == std::errc() && read.ptr == end) return whole;
        return parsed<double>(decimal);
    }
    default:
        return stored_whole(column);
    }
}

} // namespace crm

// PostgresRow: a row of a result in PostgreSQL's binary form, read without copying.
#pragma once
#include "db/database.hpp"

struct pg_result;

namespace crm {

class PostgresRow : public Row {
public:
    explicit PostgresRow(pg_result* result, int row = 0);
    void move_to(int row) { row_ = row; }
    int size() const override { return static_cast<int>(types_.size()); }
    bool null(int column) const override;
    std::int64_t whole(int column) const override;
    double number(int column) const override;
    std::string_view text(int column) const override;
    Value value(int column) const override;

private:
    enum class Type : unsigned char { whole2, whole4, whole8, boolean, real4, real8, numeric, bytes, text };
    static Type type_of(unsigned declared);
    std::string_view octets(int column) const;
    std::int64_t stored_whole(int column) const;
    double stored_real(int column) const;

    pg_result* result_;
    int row_;
    std::vector<Type> types_;
    mutable std::vector<std::string> written_; // numbers as texts, by column
};

// A NUMERIC in its binary form as plain decimals: "-12.50", "NaN".
std::string decimal_of(std::string_view binary);

} // namespace crm

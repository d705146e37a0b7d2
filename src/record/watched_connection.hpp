// WatchedConnection: a connection that notes whether anything was written through it: work that was refused before its
// first statement needs no new transaction for what stands beside it.
#pragma once
#include <utility>

#include "db/database.hpp"

namespace crm {

class WatchedConnection : public Connection {
public:
    explicit WatchedConnection(Connection& inner) : inner_(inner) {}
    std::int64_t writes = 0;

    const Dialect& dialect() const override { return inner_.dialect(); }
    void query(std::string_view sql, std::span<const Value> parameters,
               const std::function<bool(const Row&)>& each) override {
        if (!sql.starts_with("SELECT")) ++writes;
        inner_.query(sql, parameters, each);
    }
    std::int64_t execute(std::string_view sql, std::span<const Value> parameters) override {
        const auto changed = inner_.execute(sql, parameters);
        if (changed > 0) ++writes;
        return changed;
    }
    void send(std::string_view sql, std::span<const Value> parameters) override {
        ++writes;
        inner_.send(sql, parameters);
    }
    void change(std::string_view sql, std::span<const Value> parameters) override {
        ++writes;
        inner_.change(sql, parameters);
    }
    void insert(std::string_view table, std::string_view columns, Values row) override {
        ++writes;
        inner_.insert(table, columns, std::move(row));
    }
    std::vector<std::string> columns_of(std::string_view table) override { return inner_.columns_of(table); }
    void write_search(const std::string& table, SearchRow row) override {
        ++writes;
        inner_.write_search(table, std::move(row));
    }
    void after_commit(std::function<void()> effect) override { inner_.after_commit(std::move(effect)); }

private:
    Connection& inner_;
};

} // namespace crm

#include "record/change_sources.hpp"

#include "record/query.hpp"

namespace crm {

void ChangeSources::read(Connection& connection) {
    sources_.erase(0);
    if (sources_.empty() || connection.columns_of("operation").empty()) return;
    Sql sql;
    Values ids;
    for (const auto& [id, source] : sources_) ids.emplace_back(id);
    sql << "SELECT \"id\", \"kind\", \"input\" FROM \"operation\" WHERE \"id\"";
    append_in(sql, ids);
    connection.query(sql.text, sql.parameters, [&](const Row& row) {
        sources_[row.whole(0)] = {std::string(row.text(1)), Json::parse(row.text(2)).text("source")};
        return true;
    });
}

void ChangeSources::write(JsonWriter& out, Id operation) const {
    const auto found = sources_.find(operation);
    if (found == sources_.end() || found->second.kind.empty()) return;
    out.key("source").begin_object().key("operation").id(operation).member("kind", found->second.kind);
    if (!found->second.name.empty()) out.member("name", found->second.name);
    out.end_object();
}

} // namespace crm

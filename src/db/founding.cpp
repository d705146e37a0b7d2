#include "db/founding.hpp"

namespace crm {

std::unique_ptr<Founding> Founding::open(const DatabaseOptions& options) {
    return options.postgres_address.empty() ? open_sqlite_founding(options) : open_postgres_founding(options);
}

} // namespace crm

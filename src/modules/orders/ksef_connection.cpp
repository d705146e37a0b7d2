#include "modules/orders/ksef_connection.hpp"

#include <map>

#include "base/error.hpp"
#include "record/sealing.hpp"
#include "wire/web.hpp"

namespace crm {

namespace {

constexpr std::string_view sealed_token = "sealed:";

struct Addresses {
    const char *sending, *looking;
};
const Addresses& addresses_of(const std::string& place) {
    static const std::map<std::string, Addresses> all{
        {"test", {"https://api-test.ksef.mf.gov.pl/v2", "https://qr-test.ksef.mf.gov.pl"}},
        {"demo", {"https://api-demo.ksef.mf.gov.pl/v2", "https://qr-demo.ksef.mf.gov.pl"}},
        {"production", {"https://api.ksef.mf.gov.pl/v2", "https://qr.ksef.mf.gov.pl"}}};
    const auto found = all.find(place);
    return found == all.end() ? all.at("test") : found->second;
}

std::string whose_token(const Record& connection) {
    return "ksef_connection:" + std::to_string(connection.id());
}

void have_an_address(Context& context, Record& record) {
    if (!record.has(ksef_connection.address)) return;
    try {
        wire::read_web_address(record.get(ksef_connection.address));
    } catch (const Error&) {
        throw Error::at("address",
                        context.in_language({"Please give an address such as https://api.ksef.mf.gov.pl/v2, or "
                                             "leave it empty for the usual one.",
                                             "Podaj adres, na przykład https://api.ksef.mf.gov.pl/v2, albo "
                                             "zostaw puste, aby użyć zwykłego.",
                                             "Внесете адреса, на пример https://api.ksef.mf.gov.pl/v2, или "
                                             "оставете празно за вообичаената."}));
    }
}

// A token is for the place that it was given for.
void keep_its_token(Context& context, Record& record) {
    const bool elsewhere = record.changed(ksef_connection.place) || record.changed(ksef_connection.address);
    if (!record.is_new() && elsewhere && !record.changed(ksef_connection.token)) record.clear(ksef_connection.token);
    const std::string token = record.get(ksef_connection.token);
    if (!record.changed(ksef_connection.token) || token.empty()) return;
    if (token.starts_with(sealed_token))
        throw Error::at("token", context.in_language({"Please give the token itself.", "Podaj sam token.",
                                                      "Внесете го самиот токен."}));
    record.set(ksef_connection.token,
               std::string(sealed_token) + sealing_of(context.engine()).seal(token, whose_token(record)));
}

void be_the_only_one(Context& context, Record& record) {
    if (!record.get(ksef_connection.on) || !record.changed(ksef_connection.on)) return;
    const auto other = ksef_in_use(context);
    if (!other || other->id() == record.id()) return;
    throw Error::at("on", context.in_language({"Another connection is switched on. Please switch that one off first.",
                                               "Włączone jest inne połączenie. Najpierw je wyłącz.",
                                               "Вклучена е друга врска. Прво исклучете ја."}));
}

} // namespace

std::optional<Record> ksef_in_use(Context& context) {
    return context.find_one(ksef_connection, ksef_connection.on == true);
}

std::string ksef_address(const Record& connection) {
    std::string address = connection.get(ksef_connection.address);
    if (address.empty()) address = addresses_of(connection.get(ksef_connection.place)).sending;
    while (address.ends_with('/')) address.pop_back();
    return address;
}

std::string ksef_looking_address(const Record& connection) {
    return addresses_of(connection.get(ksef_connection.place)).looking;
}

std::string ksef_token(Engine& engine, const Record& connection) {
    const std::string stored = connection.get(ksef_connection.token);
    if (!stored.starts_with(sealed_token))
        throw Error(Problem::forbidden, "The connection to KSeF has no token. Please give it in the settings.");
    const auto opened =
        sealing_of(engine).open(std::string_view(stored).substr(sealed_token.size()), whose_token(connection));
    if (opened) return *opened;
    throw Error(Problem::forbidden,
                "The KSeF token cannot be opened: the key of this server is another than when it was "
                "given. Please give it again.");
}

KsefConnection::KsefConnection()
    : Object("ksef_connection", "orders", {"KSeF connection", "Połączenie z KSeF", "Врска со KSeF"},
             {"KSeF connections", "Połączenia z KSeF", "Врски со KSeF"}) {
    icon = "plug-connected";
    table_class = TableClass::small;
    searched = false;
    list_fields = {"name", "place", "on", "consumers"};
    form_fields = {"name", "place", "token", "address", "on", "consumers"};
    default_sort = "name";
    menu = MenuPlace{"settings", 78};
    before_save(have_an_address);
    before_save(be_the_only_one);
    before_save(keep_its_token);
}

const KsefConnection ksef_connection;

} // namespace crm

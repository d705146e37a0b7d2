#include "modules/core/pull.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"
#include "modules/core/checks.hpp"
#include "modules/core/pulling.hpp"
#include "record/context.hpp"
#include "record/known.hpp"
#include "record/sealing.hpp"
#include "wire/web.hpp"

namespace crm {

namespace {

void have_an_address_that_fits(Context& context, Record& record) {
    const std::string source = record.get(pull.source), address = record.get(pull.address);
    if (source == "web") {
        try {
            wire::read_web_address(address);
        } catch (const Error&) {
            throw Error::at("address", context.in_language(
                                           {"Please give an address such as https://example.com/customers.csv, with "
                                            "the name and the password in their own fields.",
                                            "Podaj adres, na przykład https://example.com/klienci.csv, a login i hasło "
                                            "w osobnych polach.",
                                            "Внесете адреса, на пример https://example.com/klienti.csv, а корисничкото "
                                            "име и лозинката во своите полиња."}));
        }
    }
    if (source == "folder" && !is_folder_name(address))
        throw Error::at("address", context.in_language({"Please give the name of a folder, such as orders.",
                                                        "Podaj nazwę folderu, na przykład zamowienia.",
                                                        "Внесете име на папка, на пример naracki."}));
    if (source == "database" &&
        (!address.starts_with("postgresql://") || address.find_first_of("\r\n") != std::string::npos))
        throw Error::at("address",
                        context.in_language({"Please give an address such as postgresql://db.example.com/shop.",
                                             "Podaj adres, na przykład postgresql://db.example.com/sklep.",
                                             "Внесете адреса, на пример postgresql://db.example.com/prodavnica."}));
    if (source == "database" && trimmed(record.get(pull.query)).empty())
        throw Error::at("query",
                        context.in_language({"Please give the query, such as SELECT name, email FROM customers.",
                                             "Podaj zapytanie, na przykład SELECT name, email FROM customers.",
                                             "Внесете прашање, на пример SELECT name, email FROM customers."}));
}

void bring_in_what_its_owner_may(Context& context, Record& record) {
    const Object* object = known_object(context.schema(), context.rights(), record.get(pull.object));
    if (object && !object->hidden && context.rights().allows(context.schema(), *object, Act::import_in)) return;
    throw Error::at("object",
                    context.in_language({"There are no records of this name that you may import, such as party.",
                                         "Nie ma takich rekordów, które możesz importować (na przykład party).",
                                         "Нема вакви записи што смеете да ги увезете (на пример party)."}));
}

void have_a_mapping_as_imports_do(Context& context, Record& record) {
    constexpr std::array<std::string_view, 8> known = {"columns",  "match",  "mode",    "defaults",
                                                       "currency", "strict", "reading", "beside"};
    const std::string text = record.get(pull.mapping);
    const Json mapping = text.empty() ? Json::object() : Json::parse(text);
    bool good = mapping.is_object();
    if (good)
        for (const auto& [name, value] : mapping.members())
            good = good && std::find(known.begin(), known.end(), name) != known.end();
    if (good && (!mapping["match"].is_array() || mapping["match"].items().empty()))
        throw Error::at("mapping", context.in_language(
                                       {"Please name in \"match\" the fields by which a record is found again, such as "
                                        "{\"match\":[\"external_id\"]}: else it would be made anew each time.",
                                        "Podaj w „match” pola, po których rekord jest odnajdywany, na przykład "
                                        "{\"match\":[\"external_id\"]}: inaczej powstawałby za każdym razem od nowa.",
                                        "Наведете во „match“ полиња по кои записот се наоѓа повторно, на пример "
                                        "{\"match\":[\"external_id\"]}: инаку секој пат би се создавал одново."}));
    if (good) return;
    throw Error::at("mapping", context.in_language(
                                   {"Please give an object with columns, match, mode and so on, as an import has it.",
                                    "Podaj obiekt z polami columns, match, mode itd., jak w imporcie.",
                                    "Внесете објект со columns, match, mode итн., како при увоз."}));
}

// A secret is for the place that it was given for. Who leads the pull elsewhere gives it anew.
void keep_its_secret(Context& context, Record& record) {
    const bool elsewhere = record.changed(pull.address) || record.changed(pull.source) || record.changed(pull.login);
    if (!record.is_new() && elsewhere && !record.changed(pull.secret)) record.clear(pull.secret);
    const std::string secret = record.get(pull.secret);
    if (!record.changed(pull.secret) || secret.empty()) return;
    if (secret.starts_with(sealed_secret))
        throw Error::at("secret",
                        context.in_language({"Please give the password or token itself.", "Podaj samo hasło lub token.",
                                             "Внесете ја самата лозинка или токен."}));
    record.set(pull.secret,
               std::string(sealed_secret) + sealing_of(context.engine()).seal(secret, secret_of_pull(record.id())));
}

void act_for_whoever_changed_it(Context& context, Record& record) {
    if (context.user()) record.set(pull.acts_for, context.user());
}

Json run_now(Context& context, Record& record, const Json&) {
    enqueue_pull(context, record.id());
    return {};
}

} // namespace

Pull::Pull()
    : Object("pull", "core", {"Scheduled pull", "Pobieranie cykliczne", "Закажано преземање"},
             {"Scheduled pulls", "Pobierania cykliczne", "Закажани преземања"}) {
    icon = "cloud-download";
    table_class = TableClass::small;
    searched = false;
    list_fields = {"name", "source", "object", "interval", "paused", "acts_for"};
    form_fields = {"name",   "source",  "address",  "login",   "secret", "query",
                   "object", "mapping", "interval", "at_hour", "paused"};
    default_sort = "name";
    menu = MenuPlace{"settings", 75};
    group("about", {"About", "Informacje", "Основни податоци"});
    group("rows", {"Rows", "Wiersze", "Редови"});
    group("schedule", {"Schedule", "Harmonogram", "Распоред"});
    before_save([](Context& context, Record& record) { need_range(context, record, pull.at_hour, 0, 23); });
    before_save(have_an_address_that_fits);
    before_save(bring_in_what_its_owner_may);
    before_save(have_a_mapping_as_imports_do);
    before_save(keep_its_secret);
    before_save(act_for_whoever_changed_it);
    action("run_now", {"Run now", "Uruchom teraz", "Изврши сега"}, {}, run_now);
}

const Pull pull;

} // namespace crm

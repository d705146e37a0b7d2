#include "modules/core/push_device.hpp"

#include "base/base64url.hpp"
#include "base/error.hpp"
#include "record/context.hpp"
#include "record/reports.hpp"
#include "wire/push.hpp"
#include "wire/web.hpp"

namespace crm {

namespace {

constexpr int devices_at_most = 20; // of one person: the oldest makes room

void be_switched_on(Context& context, Record& record) {
    if (!record.is_new() || push_is_on(context)) return;
    throw Error(
        Problem::conflict,
        context.in_language({"Notifications on devices are switched off. An administrator can switch them on in "
                             "the settings of the company.",
                             "Powiadomienia na urządzeniach są wyłączone. Administrator może je włączyć w "
                             "ustawieniach firmy.",
                             "Известувањата на уреди се исклучени. Администратор може да ги вклучи во "
                             "поставките на фирмата."}));
}

void belong_to_whoever_adds_it(Context& context, Record& record) {
    if (record.is_new()) record.set(push_device.user, context.user());
}

void be_a_browser_with_its_keys(Context& context, Record& record) {
    const std::string address = record.get(push_device.endpoint);
    if (!address.starts_with("https://"))
        throw Error::at("endpoint",
                        context.in_language({"Please give the address as the browser does: https://…",
                                             "Podaj adres tak, jak podaje go przeglądarka: https://…",
                                             "Внесете ја адресата како што ја дава прелистувачот: https://…"}));
    wire::read_web_address(address);
    const wire::PushDevice device{address, from_base64url(record.get(push_device.p256dh)).value_or(""),
                                  from_base64url(record.get(push_device.auth)).value_or("")};
    if (!wire::is_push_device(device))
        throw Error::at("p256dh",
                        context.in_language({"These are no keys of a browser. Please switch the notifications "
                                             "of this device off and on again.",
                                             "To nie są klucze przeglądarki. Wyłącz i włącz ponownie "
                                             "powiadomienia na tym urządzeniu.",
                                             "Ова не се клучеви на прелистувач. Исклучете ги и повторно "
                                             "вклучете ги известувањата на овој уред."}));
}

// A browser is one person's at a time: whoever signed in there last.
void take_the_place_of_others(Context& context, Record& record) {
    if (!record.is_new()) return;
    for (Record& same : context.find(push_device, push_device.endpoint == record.get(push_device.endpoint)))
        context.remove(same);
    auto own = context.find(push_device, push_device.user == record.get(push_device.user));
    for (std::size_t i = 0; i + devices_at_most <= own.size(); ++i) context.remove(own[i]);
}

Json how_to_subscribe(Context& context, const Json&) {
    const std::string kept = text_or_empty(
        context.connection().value("SELECT \"value\" FROM fact WHERE \"key\" = ?", Values{push_keys_fact}));
    const bool on = push_is_on(context) && !kept.empty();
    return Json::object({{"on", on}, {"key", on ? Json(Json::parse(kept).text("key")) : Json()}});
}

} // namespace

bool push_is_on(const Context& context) {
    const Json& more = context.company().more;
    return more.is_object() && more.flag("push");
}

PushDevice::PushDevice()
    : Object("push_device", "core",
             {"Device with notifications", "Urządzenie z powiadomieniami", "Уред со известувања"},
             {"Devices with notifications", "Urządzenia z powiadomieniami", "Уреди со известувања"}) {
    icon = "device-mobile";
    table_class = TableClass::small;
    keeps_history = false;
    searched = false;
    list_fields = {"name", "user", "created_at"};
    default_sort = "-created_at";
    before_save(be_switched_on);
    before_save(belong_to_whoever_adds_it);
    before_save(be_a_browser_with_its_keys);
    before_save(take_the_place_of_others);
    add_report(*this, {.name = "key",
                       .label = {"Key for subscribing", "Klucz do subskrypcji", "Клуч за претплата"},
                       .inputs = {},
                       .reads = {},
                       .run = how_to_subscribe});
}

const PushDevice push_device;

} // namespace crm

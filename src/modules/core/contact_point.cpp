#include "modules/core/contact_point.hpp"

#include "base/error.hpp"
#include "base/identifiers.hpp"
#include "base/text.hpp"
#include "modules/core/primary.hpp"
#include "record/context.hpp"
#include "record/reports.hpp"
#include "record/spelling.hpp"

namespace crm {

namespace {

void keep_its_kind(Context& context, Record& record) {
    if (record.is_new() || !record.changed(contact_point.kind)) return;
    throw Error::at("kind",
                    context.in_language({"The kind of a contact point stays. Please add a new one and delete this.",
                                         "Rodzaju kontaktu nie można zmienić. Dodaj nowy i usuń ten.",
                                         "Видот на контактот не се менува. Додадете нов и избришете го овој."}));
}

void normalise_email(Context& context, Record& record) {
    auto email = read_email(record.get(contact_point.value));
    if (!email)
        throw Error::at("value",
                        context.in_language({"This is not an e-mail address. Please write it like name@example.com.",
                                             "To nie jest adres e-mail. Napisz go jak imie@example.com.",
                                             "Ова не е адреса на е-пошта. Напишете ја како ime@example.com."}));
    record.set(contact_point.normal, *email);
    record.set(contact_point.valid, true);
}

// A number that fits no country is kept as it was typed and can be found by its digits.
void normalise_phone(Context& context, Record& record) {
    const std::string typed = record.get(contact_point.value);
    if (digits_of(typed).empty())
        throw Error::at("value",
                        context.in_language({"This is not a phone number. Please write it like +48 501 234 567.",
                                             "To nie jest numer telefonu. Napisz go jak +48 501 234 567.",
                                             "Ова не е телефонски број. Напишете го како +389 70 123 456."}));
    const Phone phone = read_phone(typed, context.company().country);
    record.set(contact_point.normal, phone.valid ? phone.normal : digits_of(typed));
    record.set(contact_point.valid, phone.valid);
}

bool is_numbered(const std::string& kind) {
    return kind == "phone" || kind == "fax" || kind == "viber" || kind == "whatsapp" || kind == "signal";
}

void normalise(Context& context, Record& record) {
    if (!record.changed(contact_point.value)) return;
    const std::string kind = record.get(contact_point.kind);
    if (kind == "email") return normalise_email(context, record);
    if (is_numbered(kind)) return normalise_phone(context, record);
    record.set(contact_point.normal, fold(trimmed(record.get(contact_point.value))));
    record.set(contact_point.valid, true);
}

// A handle, an address or a number, as any kind of contact point may keep it.
std::vector<std::string> forms_of(std::string_view typed, std::string_view country) {
    std::vector<std::string> forms{fold(trimmed(typed))};
    if (auto email = read_email(typed)) forms.push_back(*email);
    if (typed.find_first_not_of("+0123456789 -()/.\t") != std::string_view::npos || digits_of(typed).empty())
        return forms;
    const Phone phone = read_phone(typed, country);
    forms.push_back(phone.valid ? phone.normal : digits_of(typed));
    return forms;
}

} // namespace

std::string shown(const Record& point) {
    return point.get(point.get(contact_point.valid) ? contact_point.normal : contact_point.value);
}

ContactPoint::ContactPoint()
    : Object("contact_point", "core", {"Contact point", "Kontakt", "Контакт"},
             {"Contact points", "Kontakty", "Контакти"}) {
    icon = "address-book";
    list_fields = {"kind", "value", "label", "primary", "valid"};
    form_fields = {"kind", "value", "label", "primary"};
    feeds = {{"email", "kind", {"email"}}, {"phone", "kind", {"phone"}}};
    merging.same_by = {"kind", "normal"};
    merging.settle = settle_part;
    before_save(keep_its_kind);
    before_save(normalise);
    before_save(be_primary_when_first);
    after_save(follow_part);
    before_delete(step_down);
    after_restore(be_primary_again_when_alone);
    asked_in_forms(*this, value, normal, forms_of);
    asked_in_forms(*this, normal, normal, forms_of);
    add_proof(*this, prove_primaries);
}

const ContactPoint contact_point;

} // namespace crm

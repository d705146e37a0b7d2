#include "modules/core/party.hpp"

#include <algorithm>

#include "base/company_name.hpp"
#include "base/country.hpp"
#include "base/error.hpp"
#include "base/identifiers.hpp"
#include "base/person_name.hpp"
#include "base/text.hpp"
#include "modules/core/checks.hpp"
#include "modules/core/primary.hpp"
#include "record/context.hpp"
#include "record/described.hpp"
#include "record/spelling.hpp"

namespace crm {

namespace {

// What is not said is read from what is: only people have given names and birthdays.
void tell_person_from_organization(Context&, Record& record) {
    if (record.has(party.kind)) return;
    const bool person = record.has(party.given_name) || record.has(party.family_name) || record.has(party.born_on);
    record.set(party.kind, person ? "person" : "organization");
}

std::string name_of_person(const Record& record) {
    std::string name;
    for (const auto& part :
         {record.get(party.given_name), record.get(party.middle_name), record.get(party.family_name)})
        if (!part.empty()) (name += name.empty() ? "" : " ") += part;
    return name;
}

const Object::Text* const name_parts[] = {&party.given_name, &party.middle_name, &party.family_name};

bool parts_changed(const Record& record) {
    return std::any_of(std::begin(name_parts), std::end(name_parts), [&](auto* part) { return record.changed(*part); });
}

bool was_known_by_parts(const Record& record) {
    return std::any_of(std::begin(name_parts), std::end(name_parts), [&](auto* part) {
        return record.is_new() ? record.has(*part) : !is_null(record.before(record.object().field(*part)));
    });
}

// Sets those parts that are not given beside the name. False where the parts would not make the same name again.
bool take_the_name_apart(Record& record) {
    const PersonName split = split_name(record.get(party.name));
    const std::string* const found[] = {&split.given, &split.middle, &split.family};
    std::string again;
    for (const auto* part : found)
        if (!part->empty()) (again += again.empty() ? "" : " ") += *part;
    if (split.family.empty() || again != squeezed(record.get(party.name))) return false;
    for (std::size_t i = 0; i < std::size(name_parts); ++i) {
        if (record.changed(*name_parts[i])) continue;
        if (found[i]->empty())
            record.clear(*name_parts[i]);
        else
            record.set(*name_parts[i], *found[i]);
    }
    return true;
}

void name_people_after_their_names(Context& context, Record& record) {
    if (record.get(party.kind) != "person") return;
    const bool named_anew = record.changed(party.name) && !parts_changed(record);
    const bool known_by_parts = was_known_by_parts(record);
    if (!record.get(party.name).empty() && (named_anew || !known_by_parts) && !take_the_name_apart(record) &&
        named_anew && known_by_parts && !record.is_new() && record.get(party.name) != name_of_person(record) &&
        !comes_from_before(context, record))
        throw Error::at(
            "name",
            context.in_language({"The name of a person is made of the given and the family name. Please change those.",
                                 "Nazwa osoby powstaje z imienia i nazwiska. Zmień imię lub nazwisko.",
                                 "Името на лице се составува од името и презимето. Променете ги нив."}));
    const std::string made = name_of_person(record);
    if (!made.empty()) record.set(party.name, made);
}

void need_a_name(Context& context, Record& record) {
    if (!record.get(party.name).empty()) return;
    if (record.get(party.kind) == "person")
        throw Error::at("family_name", context.in_language({"Please give a given name, a family name or both.",
                                                            "Podaj imię, nazwisko lub jedno i drugie.",
                                                            "Внесете име, презиме или двете."}));
    throw Error::at("name", context.in_language({"Please give the name of the company.", "Podaj nazwę firmy.",
                                                 "Внесете го името на фирмата."}));
}

void fold_the_name(Context&, Record& record) {
    if (!record.changed(party.name) && record.has(party.folded_name)) return;
    record.set(party.folded_name,
               cut(name_key(record.get(party.name)), record.object().field(party.folded_name).length_limit()));
}

std::string country_of(Context& context, const Record& record) {
    if (auto country = record.get(party.country); !country.empty()) return country;
    if (auto place = record.get(party.address); !place.country.empty()) return place.country;
    return context.company().country;
}

// A wrong number is kept and marked: it may be what the papers say.
void check_number(Record& record, const Object::Text& number, const Object::YesNo& valid, const Identifier& found) {
    if (found.check != IdentifierCheck::bad_format && !found.normal.empty()) record.set(number, found.normal);
    record.set(valid, found.check == IdentifierCheck::ok);
}

void check_numbers(Context& context, Record& record) {
    const bool moved = record.changed(party.country) || record.changed(party.address);
    if (!record.has(party.tax_id))
        record.clear(party.tax_id_valid);
    else if (moved || record.changed(party.tax_id))
        check_number(record, party.tax_id, party.tax_id_valid,
                     check_tax_id(record.get(party.tax_id), country_of(context, record)));
    if (!record.has(party.register_id))
        record.clear(party.register_id_valid);
    else if (moved || record.changed(party.register_id))
        check_number(record, party.register_id, party.register_id_valid,
                     check_register_id(record.get(party.register_id), country_of(context, record)));
}

std::vector<std::string> forms_of(const Identifier& read) {
    if (read.check == IdentifierCheck::bad_format || read.normal.empty()) return {};
    return {read.normal};
}
std::vector<std::string> forms_of_tax_id(std::string_view typed, std::string_view country) {
    return forms_of(check_tax_id(typed, country));
}
std::vector<std::string> forms_of_register_id(std::string_view typed, std::string_view country) {
    return forms_of(check_register_id(typed, country));
}

void check_country(Context& context, Record& record) {
    if (!record.changed(party.country) || !record.has(party.country) || is_country(record.get(party.country))) return;
    throw Error::at("country",
                    context.in_language({"This country is not known. Please give its code, such as PL.",
                                         "Ten kraj nie jest znany. Podaj jego kod, na przykład PL.",
                                         "Оваа земја не е позната. Внесете го нејзиниот код, на пример MK."}));
}

void check_zone(Context& context, Record& record) {
    if (!record.changed(party.zone) || !record.has(party.zone) || Zone::named(record.get(party.zone))) return;
    throw Error::at(
        "zone",
        context.in_language({"This time zone is not known. Please give its name, such as Europe/Warsaw.",
                             "Nie znam tej strefy czasowej. Podaj jej nazwę, na przykład Europe/Warsaw.",
                             "Оваа временска зона не е позната. Внесете го нејзиното име, на пример Europe/Skopje."}));
}

bool is_hour(const std::string& text) {
    if (text.size() != 5 || text[2] != ':' || digits_of(text).size() != 4) return false;
    return text.substr(0, 2) <= "23" && text.substr(3) <= "59";
}

void check_quiet_hours(Context& context, Record& record) {
    for (const auto* hour : {&party.quiet_from, &party.quiet_to})
        if (record.changed(*hour) && record.has(*hour) && !is_hour(record.get(*hour)))
            throw Error::at(party.field(*hour).name,
                            context.in_language({"Please give the hour as 21:30.", "Podaj godzinę w postaci 21:30.",
                                                 "Внесете го часот како 21:30."}));
}

} // namespace

Party::Party()
    : Object("party", "core", {"Party", "Kontrahent", "Деловен партнер"},
             {"Parties", "Kontrahenci", "Деловни партнери"}) {
    icon = "users";
    rule_fills(*this, {kind});
    group("about", {"About", "Informacje", "Основни податоци"});
    group("contact", {"Contact", "Kontakt", "Контакт"});
    group("person", {"Person", "Osoba", "Лице"});
    group("business", {"Company", "Firma", "Фирма"});
    group("relation", {"Relationship", "Współpraca", "Соработка"});
    group("reach", {"How to reach", "Jak się kontaktować", "Како да се контактира"});
    list_fields = {"name", "kind", "email", "phone", "lifecycle_stage", "owner", "tags"};
    form_fields = {"kind", "given_name", "family_name", "name", "email", "phone", "address", "tax_id", "owner", "tags"};
    default_sort = "name";
    lists = {{"people",
              {"People", "Osoby", "Лица"},
              "users",
              Json::object({{"kind", "person"}}),
              Json::object({{"kind", "person"}}),
              {"name", "email", "phone", "lifecycle_stage", "owner", "tags"}},
             {"companies",
              {"Companies", "Firmy", "Фирми"},
              "building",
              Json::object({{"kind", "organization"}}),
              Json::object({{"kind", "organization"}}),
              {"name", "sector", "email", "phone", "lifecycle_stage", "owner", "tags"}}};
    menu = MenuPlace{"work", 20};

    before_save(tell_person_from_organization);
    before_save(name_people_after_their_names);
    before_save(need_a_name);
    before_save(fold_the_name);
    before_save(check_country);
    before_save(check_numbers);
    before_save(check_zone);
    before_save(check_quiet_hours);
    before_save(let_next_become_primary);
    after_save(follow_party);
    asked_in_forms(*this, tax_id, tax_id, forms_of_tax_id);
    asked_in_forms(*this, register_id, register_id, forms_of_register_id);
}

const Party party;

} // namespace crm

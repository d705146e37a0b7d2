#include "record/company_settings.hpp"

#include <tuple>

#include "base/country.hpp"
#include "base/error.hpp"
#include "base/visible.hpp"

namespace crm {

namespace {

std::string company_name(const std::string& given) {
    constexpr std::size_t longest = 200;
    const std::string name = squeezed(without_turns(nfc(given)));
    if (control_in(name)) throw Error::at("name", "Please leave the control characters out of the company's name.");
    if (!shows_something(name)) throw Error::at("name", "Please give the company's name.");
    if (letters(name) > longest)
        throw Error::at("name", "Please keep the company's name under " + std::to_string(longest) + " letters.");
    return name;
}

// What is wrong with the values that only stand by themselves.
std::vector<FieldError> faults_in(const Json& settings) {
    std::vector<FieldError> wrong;
    if (!Zone::named(settings.text("zone")))
        wrong.push_back({"zone", "This time zone is not known. Please give its IANA name, such as Europe/Warsaw."});
    if (!currency_digits(settings.text("currency")))
        wrong.push_back(
            {"currency", "This currency is not known. Please give its code of three letters, such as EUR."});
    if (!is_country(settings.text("country")))
        wrong.push_back({"country", "This country is not known. Please give its code of two letters, such as PL."});
    const std::string language = settings.text("language");
    if (language != "en" && language != "pl" && language != "mk")
        wrong.push_back({"language", "Please choose one of the languages en, pl, mk."});
    for (const auto& [name, least, most] :
         {std::tuple{"payment_days", 0, 3650}, {"quote_days", 1, 3650}, {"least_margin", 0, 100}}) {
        const Json& value = settings["more"][name];
        if (value.is_null() || (value.is_whole() && value.as_whole() >= least && value.as_whole() <= most)) continue;
        wrong.push_back({std::string("more.") + name, "Please give a whole number from " + std::to_string(least) +
                                                          " to " + std::to_string(most) + ", or nothing."});
    }
    return wrong;
}

void refuse(std::vector<FieldError> wrong) {
    if (wrong.empty()) return;
    std::string sentence = wrong.front().message;
    throw Error(Problem::invalid, std::move(sentence), std::move(wrong));
}

// The value as it is kept.
Json taken(const Json& settings, const std::string& name, const Json& value) {
    if (!settings.find(name))
        throw Error::at(name, "The company has no setting \"" + name +
                                  "\"; it has name, country, currency, zone, language and more.");
    if (name != "more" && !value.is_string()) throw Error::at(name, "Please give a text.");
    if (name == "more" && !value.is_object() && !value.is_null())
        throw Error::at(name, "Please give an object, such as {\"tax_id\":\"…\"}.");
    return name == "name" ? Json(company_name(value.as_string())) : value;
}

} // namespace

Company company_from(const Json& settings, const Company& defaults, std::int64_t version) {
    Company company = defaults;
    company.version = version;
    company.name = settings.text("name", defaults.name);
    company.country = settings.text("country", defaults.country);
    company.currency = settings.text("currency", defaults.currency);
    company.zone_name = settings.text("zone", defaults.zone_name);
    company.language = settings.text("language", defaults.language);
    company.more = settings["more"];
    company.zone = Zone::named(company.zone_name).value_or(Zone::utc());
    company.collation = std::make_shared<Collation>(company.language);
    return company;
}

Json settings_of(const Company& company) {
    return Json::object({{"name", company.name},
                         {"country", company.country},
                         {"currency", company.currency},
                         {"zone", company.zone_name},
                         {"language", company.language},
                         {"more", company.more}});
}

void check_settings(const Json& settings) {
    refuse(faults_in(settings));
}

Json changed_settings(const Company& present, const Json& changes) {
    Json settings = settings_of(present);
    std::vector<FieldError> wrong;
    for (const auto& [name, value] : changes.members()) {
        try {
            settings.set(name, taken(settings, name, value));
        } catch (const Error& error) {
            wrong.insert(wrong.end(), error.fields.begin(), error.fields.end());
        }
    }
    for (auto& fault : faults_in(settings)) wrong.push_back(std::move(fault));
    refuse(std::move(wrong));
    return settings;
}

} // namespace crm

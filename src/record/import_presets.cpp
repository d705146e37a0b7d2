#include "record/import_presets.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace crm {

namespace {

const std::vector<ImportPreset>& presets() {
    static const std::vector<ImportPreset> list = {
        {"google_contacts",
         {"Google Contacts", "Kontakty Google", "Контакти на Google"},
         "party",
         {"first name", "last name", "organization name", "e-mail 1 - value"},
         R"json({"columns":{"First Name":"given_name","Middle Name":"middle_name","Last Name":"family_name",
         "Name Prefix":"title_prefix","Name Suffix":"name_suffix","Organization Name":{"field":"relationship.to","create":true},
         "Organization Title":"relationship.job_title","Birthday":"born_on","Notes":"note","Labels":"tags",
         "E-mail 1 - Value":"email","E-mail 2 - Value":"contact_point[email2].value","E-mail 3 - Value":"contact_point[email3].value",
         "E-mail 2 - Label":"contact_point[email2].label","E-mail 3 - Label":"contact_point[email3].label",
         "Phone 1 - Value":"phone","Phone 2 - Value":"contact_point[phone2].value","Phone 3 - Value":"contact_point[phone3].value",
         "Phone 2 - Label":"contact_point[phone2].label","Phone 3 - Label":"contact_point[phone3].label",
         "Address 1 - Street":"address.street","Address 1 - City":"address.city","Address 1 - Region":"address.region",
         "Address 1 - Postal Code":"address.postal_code","Address 1 - Country":"address.country","Website 1 - Value":"website"},
         "beside":{"contact_point[email2]":{"kind":"email"},"contact_point[email3]":{"kind":"email"},
         "contact_point[phone2]":{"kind":"phone"},"contact_point[phone3]":{"kind":"phone"}}})json"},
        {"google_contacts_old",
         {"Google Contacts", "Kontakty Google", "Контакти на Google"},
         "party",
         {"given name", "family name", "group membership", "e-mail 1 - value"},
         R"json({"columns":{"Name":null,"Given Name":"given_name","Additional Name":"middle_name","Family Name":"family_name",
         "Name Prefix":"title_prefix","Name Suffix":"name_suffix","Organization 1 - Name":{"field":"relationship.to","create":true},
         "Organization 1 - Title":"relationship.job_title","Birthday":"born_on","Notes":"note","Group Membership":"tags",
         "E-mail 1 - Value":"email","E-mail 2 - Value":"contact_point[email2].value","Phone 1 - Value":"phone",
         "Phone 2 - Value":"contact_point[phone2].value","Address 1 - Street":"address.street","Address 1 - City":"address.city",
         "Address 1 - Region":"address.region","Address 1 - Postal Code":"address.postal_code",
         "Address 1 - Country":"address.country","Website 1 - Value":"website"},
         "beside":{"contact_point[email2]":{"kind":"email"},"contact_point[phone2]":{"kind":"phone"}}})json"},
        {"outlook_contacts",
         {"Outlook contacts", "Kontakty Outlooka", "Контакти на Outlook"},
         "party",
         {"first name", "last name", "e-mail address", "business street"},
         R"json({"columns":{"Title":"title_prefix","First Name":"given_name","Middle Name":"middle_name","Last Name":"family_name","Suffix":"name_suffix",
         "Company":{"field":"relationship.to","create":true},"Job Title":"relationship.job_title","Business Phone":"phone",
         "Mobile Phone":"contact_point[mobile].value","Home Phone":"contact_point[home].value","Business Fax":"contact_point[fax].value",
         "E-mail Address":"email","E-mail 2 Address":"contact_point[email2].value","E-mail 3 Address":"contact_point[email3].value",
         "Business Street":"address.street","Business City":"address.city","Business State":"address.region",
         "Business Postal Code":"address.postal_code","Business Country/Region":"address.country","Business Country":"address.country",
         "Home Street":"address[home].place.street","Home City":"address[home].place.city","Home State":"address[home].place.region",
         "Home Postal Code":"address[home].place.postal_code","Home Country/Region":"address[home].place.country",
         "Birthday":"born_on","Notes":"note","Categories":"tags","Web Page":"website"},
         "beside":{"contact_point[mobile]":{"kind":"phone","label":"mobile"},"contact_point[home]":{"kind":"phone","label":"home"},
         "contact_point[fax]":{"kind":"fax"},"contact_point[email2]":{"kind":"email"},"contact_point[email3]":{"kind":"email"},
         "address[home]":{"label":"home"}}})json"},
        {"outlook_contacts_pl",
         {"Outlook contacts", "Kontakty Outlooka", "Контакти на Outlook"},
         "party",
         {"imie", "nazwisko", "adres e-mail", "adres sluzbowy - ulica"},
         R"json({"columns":{"Tytuł":"title_prefix","Imię":"given_name","Drugie imię":"middle_name","Nazwisko":"family_name","Sufiks":"name_suffix",
         "Firma":{"field":"relationship.to","create":true},"Stanowisko":"relationship.job_title","Telefon służbowy":"phone",
         "Telefon komórkowy":"contact_point[mobile].value","Telefon domowy":"contact_point[home].value",
         "Faks służbowy":"contact_point[fax].value","Adres e-mail":"email","Adres e-mail 2":"contact_point[email2].value",
         "Adres służbowy - ulica":"address.street","Adres służbowy - miejscowość":"address.city",
         "Adres służbowy - województwo":"address.region","Adres służbowy - kod pocztowy":"address.postal_code",
         "Adres służbowy - kraj":"address.country","Adres domowy - ulica":"address[home].place.street",
         "Adres domowy - miejscowość":"address[home].place.city","Adres domowy - kod pocztowy":"address[home].place.postal_code",
         "Adres domowy - kraj":"address[home].place.country","Urodziny":"born_on","Notatki":"note","Kategorie":"tags",
         "Strona sieci Web":"website"},
         "beside":{"contact_point[mobile]":{"kind":"phone","label":"komórka"},"contact_point[home]":{"kind":"phone","label":"dom"},
         "contact_point[fax]":{"kind":"fax"},"contact_point[email2]":{"kind":"email"},"address[home]":{"label":"dom"}}})json"},
        {"hubspot_contacts",
         {"HubSpot contacts", "Kontakty z HubSpota", "Контакти од HubSpot"},
         "party",
         {"record id", "first name", "last name", "email"},
         R"json({"columns":{"Record ID":{"field":"external_id","prefix":"contact-"},"First Name":"given_name","Last Name":"family_name","Email":"email",
         "Phone Number":"phone","Mobile Phone Number":"contact_point[mobile].value","Job Title":"relationship.job_title",
         "Associated Company IDs (Primary)":{"field":"relationship.to","by":"external_id","optional":true,"several":";","prefix":"company-"},
         "Associated Company IDs":{"field":"relationship.to","by":"external_id","optional":true,"several":";","prefix":"company-"},
         "Associated Company (Primary)":{"field":"relationship.to","create":true,"several":";","otherwise":true},
         "Associated Company":{"field":"relationship.to","create":true,"several":";","otherwise":true},
         "Company Name":{"field":"relationship.to","create":true,"otherwise":true},"Original Source":"source","Create Date":"created_at",
         "City":"address.city","Country/Region":"address.country","Street Address":"address.street","Postal Code":"address.postal_code","State/Region":"address.region",
         "Website URL":"website","Contact owner":null,"Lifecycle Stage":null,"Lead Status":null},
         "beside":{"contact_point[mobile]":{"kind":"phone","label":"mobile"}}})json"},
        {"hubspot_companies",
         {"HubSpot companies", "Firmy z HubSpota", "Фирми од HubSpot"},
         "party",
         {"record id", "company name", "company owner"},
         R"json({"columns":{"Record ID":{"field":"external_id","prefix":"company-"},"Company name":"name","Website URL":"website","Create Date":"created_at",
         "Phone Number":"phone","City":"address.city","Country/Region":"address.country","Postal Code":"address.postal_code",
         "Industry":"sector","Number of Employees":"employees","Annual Revenue":"revenue","Company owner":null}})json"},
        {"hubspot_deals",
         {"HubSpot deals", "Szanse z HubSpota", "Зделки од HubSpot"},
         "deal",
         {"record id", "deal name", "deal stage"},
         R"json({"columns":{"Record ID":"external_id","Deal Name":"name","Deal Stage":{"field":"stage","by":"name","create":true},
         "Amount":"amount","Close Date":"closes_on","Create Date":"created_at","Deal owner":null,
         "Associated Company IDs (Primary)":{"field":"party","by":"external_id","optional":true,"several":";","prefix":"company-"},
         "Associated Company IDs":{"field":"party","by":"external_id","optional":true,"several":";","prefix":"company-"},
         "Associated Company (Primary)":{"field":"party","create":true,"several":";","otherwise":true,"set":{"kind":"organization"}},
         "Associated Company":{"field":"party","create":true,"several":";","otherwise":true,"set":{"kind":"organization"}},
         "Associated Contact IDs":{"field":"contact","by":"external_id","optional":true,"several":";","prefix":"contact-"},
         "Associated Contact":{"field":"contact","optional":true,"several":";","otherwise":true},
         "Pipeline":{"field":"pipeline","create":true}}})json"},
        {"pipedrive_deals",
         {"Pipedrive deals", "Szanse z Pipedrive'a", "Зделки од Pipedrive"},
         "deal",
         {"deal - title", "deal - stage"},
         R"json({"columns":{"Deal - ID":"external_id","Deal - Title":"name",
         "Deal - Status":{"field":"stage","by":"outcome","create":true,"values":{"open":null,"won":"Won","lost":"Lost","deleted":null}},
         "Deal - Stage":{"field":"stage","create":true,"otherwise":true},
         "Deal - Deal closed on":"closed_on","Deal - Won time":{"field":"closed_on","otherwise":true},
         "Deal - Lost time":{"field":"closed_on","otherwise":true},"Deal - Deal created":"created_at","Deal - Add time":"created_at",
         "Deal - Pipeline":{"field":"pipeline","create":true},"Deal - Value":"amount","Deal - Currency":"amount.currency",
         "Deal - Currency of value":"amount.currency","Deal - Expected close date":"closes_on","Deal - Label":"tags",
         "Deal - Organization":{"field":"party","create":true,"set":{"kind":"organization"}},
         "Organization - Name":{"field":"party","create":true,"set":{"kind":"organization"}},
         "Deal - Contact person":{"field":"contact","create":true,"set":{"kind":"person"}},
         "Person - Name":{"field":"contact","create":true,"set":{"kind":"person"}},"Person - Email":"contact.email",
         "Person - Email (Work)":"contact.email","Person - Email (Home)":"contact.email","Person - Email (Other)":"contact.email",
         "Person - Phone":"contact.phone","Person - Phone (Work)":"contact.phone","Person - Phone (Mobile)":"contact.phone",
         "Person - Phone (Home)":"contact.phone","Organization - Address":"party.address","Deal - Owner":null,
         "Deal - Probability":"probability","Deal - Lost reason":"loss_reason"},"leave_out":{"Deal - Status":["deleted"]}})json"},
        {"pipedrive_people",
         {"Pipedrive people", "Osoby z Pipedrive'a", "Лица од Pipedrive"},
         "party",
         {"person - name"},
         R"json({"columns":{"Person - ID":{"field":"external_id","prefix":"person-"},"Person - Name":"full_name","Person - First name":"given_name",
         "Person - Last name":"family_name","Person - Email":"email","Person - Email (Work)":"email",
         "Person - Email (Home)":"contact_point[email home].value","Person - Email (Other)":"contact_point[email other].value",
         "Person - Phone":"phone","Person - Phone (Work)":"phone","Person - Phone (Mobile)":"contact_point[mobile].value",
         "Person - Phone (Home)":"contact_point[home].value","Person - Phone (Other)":"contact_point[other].value",
         "Person - Job title":"relationship.job_title","Person - Birthday":"born_on","Person - Notes":"note",
         "Person - Person created":"created_at","Person - Postal address":"address","Person - Address":"address",
         "Person - Organization":{"field":"relationship.to","create":true},"Organization - Name":{"field":"relationship.to","create":true},
         "Person - Label":"tags","Person - Labels":"tags","Person - Owner":null},
         "beside":{"contact_point[mobile]":{"kind":"phone","label":"mobile"},"contact_point[home]":{"kind":"phone","label":"home"},
         "contact_point[other]":{"kind":"phone"},"contact_point[email home]":{"kind":"email","label":"home"},
         "contact_point[email other]":{"kind":"email"}}})json"},
        {"pipedrive_organizations",
         {"Pipedrive organizations", "Organizacje z Pipedrive'a", "Организации од Pipedrive"},
         "party",
         {"organization - name", "organization - owner|organization - id|organization - address"},
         R"json({"columns":{"Organization - ID":{"field":"external_id","prefix":"organization-"},"Organization - Name":"name","Organization - Address":"address",
         "Organization - Label":"tags","Organization - Labels":"tags","Organization - Website":"website","Organization - Industry":"sector",
         "Organization - Number of employees":"employees","Organization - Organization created":"created_at","Organization - Owner":null}})json"},
        {"salesforce_accounts",
         {"Salesforce accounts", "Konta z Salesforce'a", "Сметки од Salesforce"},
         "party",
         {"name", "billingstreet", "billingcity", "ownerid"},
         R"json({"columns":{"Id":"external_id","Name":"name","BillingStreet":"address.street","BillingCity":"address.city",
         "BillingState":"address.region","BillingPostalCode":"address.postal_code","BillingCountry":"address.country",
         "Phone":"phone","Fax":"contact_point[fax].value","Website":"website","Industry":"sector","AnnualRevenue":"revenue",
         "NumberOfEmployees":"employees","Description":"note","CreatedDate":"created_at","AccountSource":"source","Type":null,
         "OwnerId":null,"ParentId":null,"MasterRecordId":null},
         "beside":{"contact_point[fax]":{"kind":"fax"}},"leave_out":{"IsDeleted":["true","1"]}})json"},
        {"salesforce_accounts_report",
         {"Salesforce report of accounts", "Raport kont z Salesforce'a", "Извештај за сметки од Salesforce"},
         "party",
         {"account name", "account owner|billing city|billing street|billing state/province|account site"},
         R"json({"columns":{"Account ID":"external_id","Account Name":"name","Billing Street":"address.street","Billing City":"address.city",
         "Billing State/Province":"address.region","Billing Zip/Postal Code":"address.postal_code","Billing Country":"address.country",
         "Phone":"phone","Fax":"contact_point[fax].value","Website":"website","Industry":"sector","Annual Revenue":"revenue",
         "Employees":"employees","Description":"note","Account Description":"note","Created Date":"created_at","Account Source":"source",
         "Type":null,"Account Owner":null,"Last Activity":null},
         "beside":{"contact_point[fax]":{"kind":"fax"}}})json"},
        {"salesforce_contacts_report",
         {"Salesforce report of contacts", "Raport kontaktów z Salesforce'a", "Извештај за контакти од Salesforce"},
         "party",
         {"last name", "account name",
          "mailing city|mailing street|mailing state/province|contact owner|mailing country"},
         R"json({"columns":{"Contact ID":"external_id","Salutation":"title_prefix","First Name":"given_name","Middle Name":"middle_name",
         "Last Name":"family_name","Suffix":"name_suffix","Full Name":null,"Account ID":{"field":"relationship.to","by":"external_id","optional":true},
         "Account Name":{"field":"relationship.to","create":true,"otherwise":true},"Title":"relationship.job_title","Email":"email","Phone":"phone",
         "Mobile":"contact_point[mobile].value","Mobile Phone":"contact_point[mobile].value","Fax":"contact_point[fax].value",
         "Mailing Street":"address.street","Mailing City":"address.city","Mailing State/Province":"address.region",
         "Mailing Zip/Postal Code":"address.postal_code","Mailing Country":"address.country","Lead Source":"source","Birthdate":"born_on",
         "Description":"note","Contact Description":"note","Created Date":"created_at","Contact Owner":null,"Last Activity":null,"Department":null},
         "beside":{"contact_point[mobile]":{"kind":"phone","label":"mobile"},"contact_point[fax]":{"kind":"fax"}}})json"},
        {"salesforce_opportunities",
         {"Salesforce opportunities", "Szanse z Salesforce'a", "Можности од Salesforce"},
         "deal",
         {"stagename", "closedate", "name"},
         R"json({"columns":{"Id":"external_id","Name":"name","StageName":{"field":"stage","create":true},"Amount":"amount",
         "CurrencyIsoCode":"amount.currency","CloseDate":"closes_on","Probability":"probability","LeadSource":"source","Description":"note",
         "AccountId":{"field":"party","by":"external_id","optional":true},"CreatedDate":"created_at","OwnerId":null,"Type":null},
         "leave_out":{"IsDeleted":["true","1"]}})json"},
        {"salesforce_opportunities_report",
         {"Salesforce report of opportunities", "Raport szans z Salesforce'a", "Извештај за можности од Salesforce"},
         "deal",
         {"opportunity name", "stage"},
         R"json({"columns":{"Opportunity ID":"external_id","Opportunity Name":"name","Stage":{"field":"stage","create":true},"Amount":"amount",
         "Amount Currency":"amount.currency","Close Date":"closes_on","Probability (%)":"probability","Lead Source":"source",
         "Account ID":{"field":"party","by":"external_id","optional":true},
         "Account Name":{"field":"party","create":true,"otherwise":true,"set":{"kind":"organization"}},"Created Date":"created_at",
         "Description":"note","Loss Reason":"loss_reason","Opportunity Owner":null,"Type":null,"Fiscal Period":null,"Age":null,"Next Step":null}})json"},
        {"salesforce_contacts",
         {"Salesforce contacts", "Kontakty z Salesforce'a", "Контакти од Salesforce"},
         "party",
         {"accountid", "firstname", "lastname", "mailingstreet"},
         R"json({"columns":{"Id":"external_id","Salutation":"title_prefix","FirstName":"given_name","MiddleName":"middle_name",
         "LastName":"family_name","Suffix":"name_suffix","Name":null,
         "AccountId":{"field":"relationship.to","by":"external_id","optional":true},"Title":"relationship.job_title","Email":"email","Phone":"phone",
         "MobilePhone":"contact_point[mobile].value","Fax":"contact_point[fax].value","MailingStreet":"address.street",
         "MailingCity":"address.city","MailingState":"address.region","MailingPostalCode":"address.postal_code",
         "MailingCountry":"address.country","LeadSource":"source","Birthdate":"born_on","Description":"note",
         "CreatedDate":"created_at","OwnerId":null,"MasterRecordId":null,"Department":null},
         "beside":{"contact_point[mobile]":{"kind":"phone","label":"mobile"},"contact_point[fax]":{"kind":"fax"}},
         "leave_out":{"IsDeleted":["true","1"]}})json"},
        {"espocrm_contacts",
         {"EspoCRM contacts", "Kontakty z EspoCRM", "Контакти од EspoCRM"},
         "party",
         {"firstname", "lastname", "emailaddress", "accountname"},
         R"json({"columns":{"id":"external_id","name":null,"firstName":"given_name","lastName":"family_name","middleName":"middle_name",
         "salutationName":"title_prefix","accountId":{"field":"relationship.to","by":"external_id","optional":true},
         "accountName":{"field":"relationship.to","create":true,"otherwise":true},"emailAddressData":"contact_point[emails].value",
         "phoneNumberData":"contact_point[phones].value","title":"relationship.job_title",
         "emailAddress":"email","phoneNumber":"phone","addressStreet":"address.street","addressCity":"address.city",
         "addressState":"address.region","addressCountry":"address.country","addressPostalCode":"address.postal_code",
         "description":"note","createdAt":"created_at","modifiedAt":null,"assignedUserId":null,"assignedUserName":null},
         "beside":{"contact_point[emails]":{"kind":"email"},"contact_point[phones]":{"kind":"phone"}},
         "leave_out":{"deleted":["true","1"]}})json"},
        {"espocrm_accounts",
         {"EspoCRM accounts", "Firmy z EspoCRM", "Фирми од EspoCRM"},
         "party",
         {"name", "emailaddress", "billingaddressstreet", "siccode"},
         R"json({"columns":{"id":"external_id","name":"name","website":"website","emailAddress":"email","phoneNumber":"phone",
         "emailAddressData":"contact_point[emails].value","phoneNumberData":"contact_point[phones].value",
         "industry":"sector","billingAddressStreet":"address.street","billingAddressCity":"address.city",
         "billingAddressState":"address.region","billingAddressCountry":"address.country",
         "billingAddressPostalCode":"address.postal_code","description":"note","createdAt":"created_at","type":null,
         "modifiedAt":null,"assignedUserId":null,"assignedUserName":null},
         "beside":{"contact_point[emails]":{"kind":"email"},"contact_point[phones]":{"kind":"phone"}},
         "leave_out":{"deleted":["true","1"]}})json"},
        {"suitecrm_contacts",
         {"SuiteCRM contacts", "Kontakty z SuiteCRM", "Контакти од SuiteCRM"},
         "party",
         {"first_name", "last_name", "phone_work", "primary_address_street"},
         R"json({"columns":{"id":"external_id","salutation":"title_prefix","first_name":"given_name","last_name":"family_name",
         "account_id":{"field":"relationship.to","by":"external_id","optional":true},
         "account_name":{"field":"relationship.to","create":true,"otherwise":true},"title":"relationship.job_title","email":"email","email1":"email",
         "email_address":"email","phone_work":"phone","phone_mobile":"contact_point[mobile].value","phone_home":"contact_point[home].value",
         "phone_fax":"contact_point[fax].value","primary_address_street":"address.street","primary_address_city":"address.city",
         "primary_address_state":"address.region","primary_address_postalcode":"address.postal_code",
         "primary_address_country":"address.country","birthdate":"born_on","lead_source":"source","description":"note",
         "date_entered":"created_at","date_modified":null,"assigned_user_id":null,"assigned_user_name":null},"leave_out":{"deleted":["1","true"]},
         "beside":{"contact_point[mobile]":{"kind":"phone","label":"mobile"},"contact_point[home]":{"kind":"phone","label":"home"},
         "contact_point[fax]":{"kind":"fax"}}})json"},
        {"suitecrm_contacts_labels",
         {"SuiteCRM contacts", "Kontakty z SuiteCRM", "Контакти од SuiteCRM"},
         "party",
         {"first name", "last name", "office phone|mobile|email address",
          "primary address street|primary address city"},
         R"json({"columns":{"ID":"external_id","Salutation":"title_prefix","First Name":"given_name","Last Name":"family_name",
         "Account ID":{"field":"relationship.to","by":"external_id","optional":true},
         "Account Name":{"field":"relationship.to","create":true,"otherwise":true},"Title":"relationship.job_title","Job Title":"relationship.job_title",
         "Email Address":"email","Email":"email","Office Phone":"phone","Mobile":"contact_point[mobile].value","Home":"contact_point[home].value",
         "Fax":"contact_point[fax].value","Other Phone":"contact_point[other].value","Primary Address Street":"address.street",
         "Primary Address City":"address.city","Primary Address State":"address.region","Primary Address Postal Code":"address.postal_code",
         "Primary Address Country":"address.country","Alternate Address Street":"address[2].place.street","Alternate Address City":"address[2].place.city",
         "Alternate Address State":"address[2].place.region","Alternate Address Postal Code":"address[2].place.postal_code",
         "Alternate Address Country":"address[2].place.country","Birthdate":"born_on","Lead Source":"source","Description":"note",
         "Date Created":"created_at","Date Modified":null,"Assigned to":null,"Department":null},
         "leave_out":{"Deleted":["1","true"]},
         "beside":{"contact_point[mobile]":{"kind":"phone","label":"mobile"},"contact_point[home]":{"kind":"phone","label":"home"},
         "contact_point[other]":{"kind":"phone"},"contact_point[fax]":{"kind":"fax"}}})json"},
        {"suitecrm_accounts_labels",
         {"SuiteCRM accounts", "Firmy z SuiteCRM", "Фирми од SuiteCRM"},
         "party",
         {"name|account name", "office phone",
          "billing street|billing address street|billing city|billing address city"},
         R"json({"columns":{"ID":"external_id","Name":"name","Account Name":"name","Office Phone":"phone","Fax":"contact_point[fax].value",
         "Alternate Phone":"contact_point[other].value","Email Address":"email","Email":"email","Website":"website","Industry":"sector",
         "Annual Revenue":"revenue","Employees":"employees","Billing Street":"address.street","Billing Address Street":"address.street",
         "Billing City":"address.city","Billing Address City":"address.city","Billing State":"address.region","Billing Address State":"address.region",
         "Billing Postal Code":"address.postal_code","Billing Address Postal Code":"address.postal_code","Billing Country":"address.country",
         "Billing Address Country":"address.country","Description":"note","Date Created":"created_at","Type":null,"Date Modified":null,
         "Assigned to":null},"leave_out":{"Deleted":["1","true"]},
         "beside":{"contact_point[fax]":{"kind":"fax"},"contact_point[other]":{"kind":"phone"}}})json"},
        {"suitecrm_accounts",
         {"SuiteCRM accounts", "Firmy z SuiteCRM", "Фирми од SuiteCRM"},
         "party",
         {"name", "phone_office", "billing_address_street"},
         R"json({"columns":{"id":"external_id","name":"name","phone_office":"phone","phone_fax":"contact_point[fax].value","email1":"email",
         "email_address":"email","website":"website","industry":"sector","annual_revenue":"revenue","employees":"employees",
         "billing_address_street":"address.street","billing_address_city":"address.city","billing_address_state":"address.region",
         "billing_address_postalcode":"address.postal_code","billing_address_country":"address.country","description":"note",
         "date_entered":"created_at","account_type":null,"date_modified":null,"assigned_user_id":null,"assigned_user_name":null},
         "beside":{"contact_point[fax]":{"kind":"fax"}}})json"},
    };
    return list;
}

bool has(const std::vector<std::string>& header, std::string_view folded) {
    return std::any_of(header.begin(), header.end(),
                       [&](const std::string& each) { return fold(each) == fold(folded); });
}

// One of "a|b|c".
bool has_any(const std::vector<std::string>& header, std::string_view sign) {
    for (std::size_t from = 0; from <= sign.size();) {
        const auto to = std::min(sign.find('|', from), sign.size());
        if (has(header, sign.substr(from, to - from))) return true;
        from = to + 1;
    }
    return false;
}

std::string key_of(Id user, const std::string& object, const std::vector<std::string>& header) {
    std::string line;
    for (const auto& each : header) (line += fold(each)) += '\x1F';
    return "import_mapping:" + std::to_string(user) + ":" + object + ":" + std::to_string(fnv1a(line));
}

std::string field_of(const Json& target) {
    return target.is_string() ? target.as_string() : target.is_object() ? target.text("field") : "";
}

} // namespace

const ImportPreset* preset_for(const Object& object, const std::vector<std::string>& header) {
    const ImportPreset* best = nullptr;
    for (const ImportPreset& preset : presets()) {
        if (preset.object != object.name || (best && best->signs.size() >= preset.signs.size())) continue;
        if (std::all_of(preset.signs.begin(), preset.signs.end(),
                        [&](std::string_view sign) { return has_any(header, sign); }))
            best = &preset;
    }
    return best;
}

namespace {

// The link that a path goes through: "contact" of "contact.email"; empty where it goes through none.
std::string link_before(const ImportPath& path) {
    if (!path.through) return {};
    return path.beside.empty() ? path.through->name : path.beside + "." + path.through->name;
}

// A link makes what is missing only for whoever may make it.
Json as_allowed(Json target, const ImportPath& path, const Schema& schema, const Rights& rights) {
    const Object* made = path.field->kind == Kind::link ? schema.find(path.field->to) : nullptr;
    if (!target.is_object() || !target.flag("create") || (made && rights.allows(schema, *made, Act::create)))
        return target;
    Json plain = Json::object();
    for (const auto& [name, value] : target.members())
        if (name != "create" && name != "set") plain.set(name, value);
    return plain;
}

} // namespace

Json mapping_of(const ImportPreset& preset, const Schema& schema, const Rights& rights, const Object& object,
                const std::vector<std::string>& header) {
    const Json whole = Json::parse(preset.mapping);
    Json columns = Json::object(), beside = Json::object();
    std::vector<std::string> taken,
        made; // made: links that create what is missing; they stand before what goes through
    for (const auto& [name, target] : whole["columns"].members()) {
        if (!has(header, name)) continue;
        const std::string path = field_of(target);
        if (!target.is_null()) {
            const auto place = path_named(schema, rights, object, path);
            if (!place) continue;
            const std::string link = link_before(*place);
            if (!link.empty() && std::find(made.begin(), made.end(), link) == made.end()) continue;
            const bool goes_there = std::find(taken.begin(), taken.end(), path) != taken.end();
            if (goes_there && !(target.is_object() && target.flag("otherwise"))) continue; // another column goes there
            taken.push_back(path);
            Json allowed = as_allowed(target, *place, schema, rights);
            if (allowed.is_object() && allowed.flag("create")) made.push_back(path);
            columns.set(name, std::move(allowed));
            continue;
        }
        columns.set(name, target);
    }
    // A full name beside its parts is not needed.
    if (std::find(taken.begin(), taken.end(), "given_name") != taken.end())
        for (auto& [name, target] : columns.members())
            if (field_of(target) == "full_name") target = Json();
    for (const auto& [name, values] : whole.find("beside") ? whole["beside"].members() : Json::Object())
        if (std::any_of(taken.begin(), taken.end(),
                        [&, n = name](const std::string& each) { return each.starts_with(n + "."); }))
            beside.set(name, values);
    Json leave_out = Json::object();
    for (const auto& [name, values] : whole.find("leave_out") ? whole["leave_out"].members() : Json::Object())
        if (has(header, name)) leave_out.set(name, values);
    Json mapping = Json::object({{"columns", columns}});
    if (!leave_out.members().empty()) mapping.set("leave_out", leave_out);
    if (!beside.members().empty()) mapping.set("beside", beside);
    return mapping;
}

Json remembered_mapping(Engine& engine, Id user, const std::string& object, const std::vector<std::string>& header) {
    const std::string text = engine.fact(key_of(user, object, header));
    return text.empty() ? Json() : Json::parse(text);
}

void remember_mapping(Engine& engine, Id user, const std::string& object, const std::vector<std::string>& header,
                      const Json& mapping) {
    constexpr std::size_t largest = 100'000;
    const Json& columns = mapping["columns"];
    if (!columns.is_object() || columns.members().empty()) return; // nobody chose anything
    const std::string text = mapping.dump();
    if (text.size() <= largest) engine.set_fact(key_of(user, object, header), text);
}

} // namespace crm

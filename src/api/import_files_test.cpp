// Files of every kind brought into the real objects, as any client does it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "api/import_files_fixture.hpp"

namespace crm::testing {

namespace {

const std::filesystem::path real_files = std::filesystem::path(RELACJA_SOURCE) / "../shared/data/import";

std::string content_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

} // namespace

TEST_F(ImportFiles, a_polish_list_from_excel_comes_in_as_it_is) {
    const Json done = import("party", "Nazwa;NIP;Liczba pracownik\xF3w;Przychody;Kraj\n"
                                      "\x8Cwi\xEAtos\xB3"
                                      "awa i syn;=\"5252344078\";1.234;1 234 567,50 z\xB3;Polska\n"
                                      "\xD3semka;;12;2.500;Macedonia P\xF3\xB3nocna\n");
    EXPECT_EQ(counts(done), "2 0 0 0 0") << problems(done);
    const Json first = one("party", R"({"tax_id":"5252344078"})");
    EXPECT_EQ(first.text("name"), "Świętosława i syn");
    const Json whole = crm.get("/api/v1/party/" + first.text("id")).body;
    EXPECT_EQ(whole.number("employees"), 1234);
    EXPECT_EQ(whole["revenue"].text("amount"), "1234567.50");
    EXPECT_EQ(whole["revenue"].text("currency"), "PLN");
    EXPECT_EQ(values("party", "name", R"({"country":"MK"})"), "Ósemka");
}

TEST_F(ImportFiles, a_column_of_days_is_read_in_the_way_that_the_whole_column_shows) {
    auto born = [&](const std::string& first, const std::string& second, const std::string& mapping = "{}") {
        const Json done = import(
            "party", "Imię;Nazwisko;Data urodzenia\nA;" + first + ";" + first + "\nB;" + first + ";" + second + "\n",
            mapping);
        std::string text;
        for (const std::string given : {"A", "B"}) {
            const Json items = crm.list("party", Json::object({{"given_name", given}, {"family_name", first}})).items();
            text += crm.get("/api/v1/party/" + items.items().back().text("id")).body.text("born_on") + " ";
        }
        return text;
    };
    EXPECT_EQ(born("19900103", "20001231"), "1990-01-03 2000-12-31 ");
    EXPECT_EQ(born("32876", "36891"), "1990-01-03 2000-12-31 ");
    EXPECT_EQ(born("3 stycznia 1990", "31 декември 2000"), "1990-01-03 2000-12-31 ");
    EXPECT_EQ(born("3/1/1990", "31/12/2000"), "1990-01-03 2000-12-31 ");
    EXPECT_EQ(born("1/3/1990", "12/31/2000"), "1990-01-03 2000-12-31 ");
    EXPECT_EQ(born("3/1/1991", "4/1/2000", R"({"columns":{"Data urodzenia":{"field":"born_on","days":"day_first"}}})"),
              "1991-01-03 2000-01-04 ");
}

TEST_F(ImportFiles, one_cell_with_several_phones_becomes_several_contact_points) {
    const std::string file = "Imię i nazwisko,Telefon,E-mail,Adres\n"
                             "Jan Kowalski,\"600 100 200 (mobile); 22 345 67 89 (fax), 22 111 22 "
                             "33\",a@x.pl;b@x.pl,\"ul. Prosta 1/2, 00-001 Warszawa\"\n";
    const std::string mapping = R"({"columns":{"Imię i nazwisko":"full_name","Adres":"address"},"match":["email"]})";
    EXPECT_EQ(counts(import("party", file, mapping)), "1 0 0 0 0");
    const Json jan = one("party", R"({"family_name":"Kowalski"})");
    EXPECT_EQ(jan.text("name"), "Jan Kowalski");
    const Json whole = crm.get("/api/v1/party/" + jan.text("id")).body;
    EXPECT_EQ(whole.text("phone"), "+48600100200");
    EXPECT_EQ(whole.text("email"), "a@x.pl");
    EXPECT_EQ(whole["address"].text("street"), "ul. Prosta");
    EXPECT_EQ(whole["address"].text("city"), "Warszawa");
    EXPECT_EQ(values("contact_point", "kind", R"({"kind":"fax"})"), "fax");
    EXPECT_EQ(crm.list("contact_point").items().items().size(), 5u);
    EXPECT_EQ(values("contact_point", "label", R"({"value":"600 100 200"})"), "mobile");
    EXPECT_EQ(counts(import("party", file, mapping)), "0 0 1 0 0")
        << "the same again changes nothing" << crm.get("/api/v1/party/" + jan.text("id") + "/history").whole.body;
    EXPECT_EQ(crm.list("contact_point").items().items().size(), 5u);
}

TEST_F(ImportFiles, a_person_comes_in_with_the_company_and_an_undo_takes_both_back) {
    const std::string file = "first name,last name,company,tax "
                             "number,position\nAna,Petrovska,Zorza,5252344078,Director\nJan,Nowak,zorza,,Buyer\n";
    const std::string mapping =
        R"({"columns":{"company":{"field":"relationship.to","create":true},"tax number":"relationship.to.tax_id","position":"relationship.job_title"}})";
    const Json dry = import("party", file, [&] {
        Json order = Json::parse(mapping);
        order.set("dry_run", true);
        return order.dump();
    }());
    EXPECT_EQ(counts(dry), "2 0 0 0 0") << problems(dry);
    EXPECT_TRUE(crm.list("party").items().items().empty());
    const Json done = import("party", file, mapping);
    EXPECT_EQ(counts(done), "2 0 0 0 0") << problems(done);
    EXPECT_EQ(crm.list("party").items().items().size(), 3u);
    EXPECT_EQ(one("party", R"({"name":"Zorza"})").text("kind"), "organization");
    EXPECT_EQ(one("party", R"({"tax_id":"5252344078"})").text("name"), "Zorza");
    EXPECT_EQ(values("relationship", "to"), "Zorza, Zorza");
    EXPECT_EQ(values("relationship", "job_title", R"({"job_title":"Buyer"})"), "Buyer");
    crm.post("/api/v1/operation/" + done.text("id") + "/undo", {});
    crm.app().jobs().run_due();
    EXPECT_TRUE(crm.list("party").items().items().empty());
    EXPECT_TRUE(values("relationship", "to").empty());
}

TEST_F(ImportFiles, a_deal_comes_in_with_its_company_and_its_person) {
    const Json done =
        import("deal",
               "Deal,Organization,City,Person,Email,Value\nBig one,Acme,Kraków,Jan Nowak,jan@acme.pl,\"1.234,50 zł\"\n",
               R"({"columns":{
        "Deal":"name","Organization":{"field":"party","create":true,"set":{"kind":"organization"}},"City":"party.address.city",
        "Person":{"field":"contact","create":true,"set":{"kind":"person"}},"Email":"contact.email","Value":"amount"}})");
    EXPECT_EQ(counts(done), "1 0 0 0 0") << problems(done);
    EXPECT_EQ(one("party", R"({"email":"jan@acme.pl"})").text("kind"), "person");
    EXPECT_EQ(values("party", "name", R"({"address.city":"Kraków"})"), "Acme");
    EXPECT_EQ(one("deal", R"({"name":"Big one"})")["contact"].text("title"), "Jan Nowak");
    Json order = Json::parse(R"({"object":"deal","columns":{"City":"party.address.city"}})");
    order.set("file", upload("name,City\nA,B\n"));
    EXPECT_NE(crm.post("/api/v1/import", order).detail().find("Please map a column to that link too"),
              std::string::npos);
}

TEST_F(ImportFiles, contact_cards_become_people_with_their_companies) {
    const Json done = import(
        "party", "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Petrovska\nN:Petrovska;Ana;;;\nORG:Zorza\nTITLE:Director\n"
                 "TEL;TYPE=CELL:+389 70 123 456\nTEL;TYPE=WORK:+389 2 3123 456\nEMAIL:ana@zorza.mk\nBDAY:19900103\n"
                 "ADR;TYPE=WORK:;;Makedonija 5;Skopje;;1000;North Macedonia\nADR;TYPE=HOME:;;Druga 2;Bitola;;7000;MK\n"
                 "CATEGORIES:vip\nNOTE:hello\nUID:abc-1\nEND:VCARD\n");
    EXPECT_EQ(counts(done), "1 0 0 0 0") << problems(done);
    const Json ana = crm.get("/api/v1/party/" + one("party", R"({"family_name":"Petrovska"})").text("id")).body;
    EXPECT_EQ(ana.text("phone"), "+38970123456");
    EXPECT_EQ(ana["address"].text("country"), "MK");
    EXPECT_EQ(ana.text("born_on"), "1990-01-03");
    EXPECT_EQ(ana.text("external_id"), "abc-1");
    EXPECT_EQ(values("party", "name", R"({"kind":"organization"})"), "Zorza");
    EXPECT_EQ(crm.list("address").items().items().size(), 2u);
    EXPECT_EQ(values("relationship", "to"), "Zorza");
}

TEST_F(ImportFiles, the_picture_of_a_card_becomes_a_file_of_the_person_once) {
    const std::string card = "BEGIN:VCARD\nVERSION:3.0\nUID:k1\nFN:Ana Petrovska\nN:Petrovska;Ana;;;\n"
                             "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo\n =\nEND:VCARD\n";
    const Json first = import("party", card, R"({"match":["external_id"]})");
    EXPECT_EQ(counts(first), "1 0 0 0 0") << problems(first);
    const std::string person = one("party", R"({"external_id":"k1"})").text("id");
    const auto files = [&] { return crm.list("file", Json::parse(R"({"about":")" + person + R"("})")).items(); };
    ASSERT_EQ(files().items().size(), 1u);
    const Json picture = files().items()[0];
    EXPECT_EQ(picture.text("name"), "photo.png");
    EXPECT_EQ(picture.text("type"), "image/png");
    EXPECT_EQ(crm.get("/api/v1/file/" + picture.text("id")).whole.body, "\x89PNG\r\n\x1A\n");
    EXPECT_EQ(counts(import("party", card, R"({"match":["external_id"]})")), "0 0 1 0 0");
    EXPECT_EQ(files().items().size(), 1u);
    EXPECT_EQ(crm.post("/api/v1/operation/" + first.text("id") + "/undo", Json::object()).status, 202);
    crm.app().jobs().run_due();
    EXPECT_EQ(crm.get("/api/v1/file/" + picture.text("id")).status, 404);

    const Json script = import("party", "name,file.content\nZorza,\"data:image/svg+xml;base64,PHN2Zz4=\"\n");
    EXPECT_EQ(counts(script), "1 0 0 0 1") << problems(script);
    EXPECT_NE(problems(script).find("no picture that can be taken in"), std::string::npos);
}

TEST_F(ImportFiles, further_addresses_of_a_new_record_are_part_of_its_one_event) {
    EXPECT_EQ(counts(import("party", "name,email\nZorza,a@zorza.example; b@zorza.example\n")), "1 0 0 0 0");
    const std::string id = one("party", R"({"name":"Zorza"})").text("id");
    EXPECT_EQ(crm.list("contact_point", Json::parse(R"({"party":")" + id + R"("})")).items().items().size(), 2u);
    EXPECT_EQ(crm.get("/api/v1/party/" + id + "/history").items().items().size(), 1u);
    EXPECT_EQ(one("party", R"({"email":"a@zorza.example"})").text("id"), id);
    EXPECT_EQ(crm.get("/api/v1/search?q=b@zorza.example").items().items().size(), 1u);
}

TEST_F(ImportFiles, a_look_at_a_file_says_how_it_is_read_what_it_holds_and_where_it_could_go) {
    const std::string file =
        upload("Klient;kto to pisze;Data "
               "urodzenia;Obr\xF3t;???\n\xA3ukasz;a@x.pl;3/4/1990;1.234;\nB;b@x.pl;5/6/1991;2.345;\n");
    const Answer look = crm.post("/api/v1/import/preview", Json::object({{"object", "party"}, {"file", file}}));
    ASSERT_EQ(look.status, 200) << look.whole.body;
    EXPECT_EQ(look.body["reading"].text("encoding"), "windows-1250");
    EXPECT_EQ(look.body["reading"].text("separator"), ";");
    EXPECT_EQ(look.body["rows"].items()[0].items()[0].as_string(), "Łukasz");
    const Json& details = look.body["details"];
    EXPECT_EQ(details.items()[1].text("field"), "email");
    EXPECT_EQ(details.items()[1].text("why"), "values");
    EXPECT_EQ(details.items()[1]["samples"].items()[0].as_string(), "a@x.pl");
    EXPECT_TRUE(details.items()[2]["days"].flag("ambiguous"));
    EXPECT_TRUE(details.items()[3]["decimal"].flag("ambiguous"));
    EXPECT_TRUE(details.items()[4]["field"].is_null());
    EXPECT_TRUE(look.body["preset"].is_null());
    EXPECT_FALSE(look.body.flag("remembered"));
    const Answer other = crm.post(
        "/api/v1/import/preview",
        Json::object({{"object", "party"}, {"file", file}, {"reading", Json::object({{"encoding", "windows-1251"}})}}));
    EXPECT_EQ(other.body["rows"].items()[0].items()[0].as_string(), "Јukasz");
}

TEST_F(ImportFiles, what_was_chosen_once_is_proposed_for_the_next_file_of_that_shape) {
    import("party", "A;B\nZorza;5\n",
           R"({"columns":{"A":"name","B":{"field":"employees"}},"match":["name"],"mode":"create_or_update"})");
    const Answer look =
        crm.post("/api/v1/import/preview", Json::object({{"object", "party"}, {"file", upload("A;B\nOdra;7\n")}}));
    EXPECT_TRUE(look.body.flag("remembered"));
    EXPECT_EQ(look.body["columns"]["B"].text("field"), "employees");
    EXPECT_EQ(look.body["mapping"]["match"].items()[0].as_string(), "name");
    Json order = look.body["mapping"];
    EXPECT_EQ(counts(import("party", "A;B\nZorza;8\n", order.dump())), "0 1 0 0 0") << "the proposal is an order";
}

TEST_F(ImportFiles, exports_of_other_programs_are_known_by_their_header_lines) {
    const std::string google =
        "First Name,Middle Name,Last Name,Organization Name,Organization Title,Birthday,Notes,Labels,E-mail 1 - Label,"
        "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - City\n"
        "Ana,,Petrovska,Zorza,Director,1990-01-03,hello,* myContacts ::: vip,Work,ana@zorza.mk ::: ana@home.mk,Mobile,"
        "+38970123456,Work,+38923123456,Skopje\n";
    const Answer look =
        crm.post("/api/v1/import/preview", Json::object({{"object", "party"}, {"file", upload(google)}}));
    EXPECT_EQ(look.body["preset"].text("name"), "google_contacts") << look.whole.body;
    const Json done = import("party", google);
    EXPECT_EQ(counts(done), "1 0 0 0 0") << problems(done);
    const Json ana = crm.get("/api/v1/party/" + one("party", R"({"family_name":"Petrovska"})").text("id")).body;
    EXPECT_EQ(ana["tags"].items().size(), 2u);
    EXPECT_EQ(ana.text("email"), "ana@zorza.mk");
    EXPECT_EQ(values("relationship", "to"), "Zorza");
    EXPECT_EQ(values("contact_point", "value", R"({"kind":"phone"})"), "+38970123456, +38923123456");
    for (const auto& [header, name] : std::vector<std::pair<std::string, std::string>>{
             {"Tytuł,Imię,Nazwisko,Firma,Adres służbowy - ulica,Adres e-mail,Telefon komórkowy", "outlook_contacts_pl"},
             {"Title,First Name,Last Name,Company,Business Street,E-mail Address,Mobile Phone", "outlook_contacts"},
             {"Record ID,First Name,Last Name,Email,Phone Number,Lead Status,Lifecycle Stage", "hubspot_contacts"},
             {"Record ID,Company name,Website URL,Company owner,Create Date", "hubspot_companies"},
             {"Person - Name,Person - Email (Work),Person - Phone (Work),Person - Organization", "pipedrive_people"},
             {"Id,Name,BillingStreet,BillingCity,OwnerId,Phone", "salesforce_accounts"},
             {"Id,AccountId,FirstName,LastName,MailingStreet,Email", "salesforce_contacts"},
             {"id,name,firstName,lastName,accountName,emailAddress,phoneNumber", "espocrm_contacts"},
             {"id,name,website,emailAddress,billingAddressStreet,sicCode", "espocrm_accounts"},
             {"id,first_name,last_name,phone_work,primary_address_street", "suitecrm_contacts"},
             {"id,name,phone_office,billing_address_street", "suitecrm_accounts"}}) {
        const Answer known = crm.post("/api/v1/import/preview",
                                      Json::object({{"object", "party"}, {"file", upload(header + "\nx,y\n")}}));
        EXPECT_EQ(known.body["preset"].text("name"), name) << header;
    }
    for (const auto& [header, name] : std::vector<std::pair<std::string, std::string>>{
             {"Record ID,Deal Name,Deal Stage,Amount", "hubspot_deals"},
             {"Deal - Title,Deal - Stage,Deal - Value,Person - Name", "pipedrive_deals"}}) {
        const Answer known = crm.post("/api/v1/import/preview",
                                      Json::object({{"object", "deal"}, {"file", upload(header + "\nx,y\n")}}));
        EXPECT_EQ(known.body["preset"].text("name"), name) << header;
    }
    const Json deals = import("deal", "Deal - Title,Deal - Stage,Deal - Value,Deal - Currency,Organization - "
                                      "Name,Person - Name,Person - Email (Work)\n"
                                      "Big,Proposal,5000,PLN,Acme,Jan Nowak,jan@acme.pl\n");
    EXPECT_EQ(counts(deals), "1 0 0 0 0") << problems(deals);
    EXPECT_EQ(one("party", R"({"email":"jan@acme.pl"})").text("kind"), "person");
}

// Contact cards as phones, mail programs and libraries have written them: how many of each file were created, changed
// (the same card again), left alone and refused, and how many values were left out (days without a year, countries that
// are none).
TEST_F(ImportFiles, real_contact_cards_go_in) {
    if (!std::filesystem::exists(real_files)) GTEST_SKIP() << "the folder of real files is not here";
    const std::map<std::string, std::string> wanted = {{"escape_semicolon.vcf", "1 0 0 0 1"},
                                                       {"vcard.vcf", "1 0 0 0 2"},
                                                       {"vcard_author.vcf", "1 0 0 0 1"},
                                                       {"broken-vcards.vcf", "2 0 0 0 0"},
                                                       {"broken-vcards2.vcf", "0 1 1 0 0"},
                                                       {"contact1_v4.vcf", "1 0 0 0 0"},
                                                       {"contact3-with-bday.vcf", "1 0 0 0 0"},
                                                       {"contact_multiple.vcf", "1 1 0 0 0"},
                                                       {"contact_photo_with_data_uri.vcf", "1 0 0 0 0"},
                                                       {"John_Doe_BLACK_BERRY.vcf", "1 0 0 0 0"},
                                                       {"John_Doe_GMAIL.vcf", "1 0 0 0 0"},
                                                       {"John_Doe_LOTUS_NOTES.vcf", "1 0 0 0 0"},
                                                       {"John_Doe_MS_OUTLOOK.vcf", "1 0 0 0 0"},
                                                       {"gmail-list.vcf", "3 0 0 0 0"},
                                                       {"gmail-single2.vcf", "1 0 0 0 0"},
                                                       {"outlook-2007.vcf", "1 0 0 0 0"},
                                                       {"rfc6350-example.vcf", "1 0 0 0 1"},
                                                       {"issue114.vcf", "1 0 0 0 0"}};
    std::vector<std::filesystem::path> paths;
    for (const auto& each : std::filesystem::recursive_directory_iterator(real_files))
        if (each.path().extension() == ".vcf") paths.push_back(each.path());
    std::sort(paths.begin(), paths.end());
    std::map<std::string, std::string> found;
    for (const auto& path : paths) found[path.filename().string()] = counts(import("party", content_of(path)));
    EXPECT_EQ(found, wanted);
    const Json outlook = one("party", R"({"email":"john.doe@ibm.cm"})");
    EXPECT_EQ(outlook.text("title"), "John Richter James Doe Sr.");
}

TEST_F(ImportFiles, real_lists_go_in) {
    if (!std::filesystem::exists(real_files)) GTEST_SKIP() << "the folder of real files is not here";
    // Further variants of a product have no title of their own; they are told of, not invented.
    const std::map<std::string, std::string> shops = {
        {"apparel", "20 0 0 2 0"}, {"home-and-garden", "20 0 0 1 0"}, {"jewelery", "20 0 0 21 0"}};
    for (const auto& [name, wanted] : shops)
        EXPECT_EQ(counts(import("product", content_of(real_files / "shopify_products" / (name + ".csv")))), wanted)
            << name;
    for (const auto& [name, rows] :
         std::map<std::string, int>{{"damskie.csv", 24474}, {"imiona.csv", 61527}, {"meskie.csv", 37053}})
        EXPECT_EQ(counts(import("category", content_of(real_files / "pl_first_names" / name),
                                R"({"columns":{"IMIĘ_PIERWSZE":"name"},"dry_run":true})")),
                  std::to_string(rows) + " 0 0 0 0")
            << name;
    EXPECT_EQ(counts(import("party", content_of(real_files / "sec_companies" / "company_tickers.json"),
                            R"({"columns":{"title":"name"},"dry_run":true})")),
              "8861 0 0 0 0");
}

TEST_F(ImportFiles, amounts_that_are_all_like_1_234_are_thousands_and_the_look_says_so) {
    const std::string file = "name;amount\nA;1.234\nB;12.500\n";
    const Json look =
        crm.post("/api/v1/import/preview", Json::object({{"object", "deal"}, {"file", upload(file)}})).body;
    const Json& told = look["details"].items().at(1)["decimal"];
    EXPECT_EQ(told.text("mark"), ",");
    EXPECT_TRUE(told.flag("ambiguous")) << "so that somebody may say otherwise";
    EXPECT_EQ(counts(import("deal", file, R"({"currency":"PLN"})")), "2 0 0 0 0");
    for (const auto& [name, amount] : {std::pair("A", "1234.00"), std::pair("B", "12500.00")}) {
        const Json found = one("deal", Json::object({{"name", name}}).dump());
        EXPECT_EQ(crm.get("/api/v1/deal/" + found.text("id")).body["amount"].text("amount"), amount);
    }
}

TEST_F(ImportFiles, a_register_number_is_read_as_in_the_country_of_its_row) {
    crm.patch("/api/v1/company", Json::object({{"country", "PL"}}));
    const std::string file = "Назив;ЕДБ;ЕМБС;Град\nПример ДООЕЛ;4030000000000;1234567;Скопје\n";
    EXPECT_EQ(counts(import("party", file, R"({"match":["register_id"]})")), "1 0 0 0 0");
    const auto found = [&] {
        const Json whole = crm.get("/api/v1/party/" + one("party", R"({"name":"Пример ДООЕЛ"})").text("id")).body;
        return whole.text("register_id") + " " + whole.text("country");
    };
    EXPECT_EQ(found(), "1234567 MK");
    EXPECT_EQ(counts(import("party", file, R"({"match":["register_id"]})")), "0 0 1 0 0") << "it is found again";
    EXPECT_EQ(counts(import("party", "Nazwa;KRS;Kraj\nZorza;12345;\nRosa;;Macedonia Północna\n")), "2 0 0 0 0");
    EXPECT_EQ(values("party", "register_id", R"({"name":"Zorza"})"), "0000012345");
    EXPECT_EQ(counts(import("party", "name;register_id;country\nČetvrta;7654321;MK\n")), "1 0 0 0 0");
    EXPECT_EQ(values("party", "register_id", R"({"country":"MK","register_id":"7654321"})"), "7654321");
}

TEST_F(ImportFiles, history_says_by_which_file_a_record_came_and_was_changed) {
    EXPECT_EQ(counts(import("party", "external_id,name\nE1,Zorza\n")), "1 0 0 0 0");
    const Json second = import("party", "external_id,name\nE1,Zorza Nowa\n", R"({"match":["external_id"]})");
    EXPECT_EQ(counts(second), "0 1 0 0 0");
    const std::string id = one("party", R"({"external_id":"E1"})").text("id");
    crm.patch("/api/v1/party/" + id, Json::object({{"note", "by hand"}}));
    const Json changes = crm.get("/api/v1/party/" + id + "/history").items();
    ASSERT_EQ(changes.items().size(), 3u);
    EXPECT_TRUE(changes.items()[0]["source"].is_null());
    EXPECT_EQ(changes.items()[1]["source"].dump(),
              R"({"operation":")" + second.text("id") + R"(","kind":"import","name":"list.csv"})");
    EXPECT_EQ(changes.items()[2]["source"].text("name"), "list.csv");
}

TEST_F(ImportFiles, old_ids_of_merged_records_lead_to_the_survivor_however_many_they_are) {
    std::string file = "id,note\n";
    const std::string survivor =
        crm.post("/api/v1/party", Json::parse(R"({"kind":"organization","name":"Zorza"})")).id();
    for (int i = 0; i < 3; ++i) {
        const std::string other =
            crm.post("/api/v1/party", Json::parse(R"({"kind":"organization","name":"Rosa"})")).id();
        crm.post("/api/v1/party/" + survivor + "/merge", Json::object({{"with", Json::array({other})}}));
        file += other + ",note " + std::to_string(i) + "\n";
    }
    EXPECT_EQ(counts(import("party", file + "250059669000000001,nobody\n",
                            R"({"columns":{"id":"id"},"match":["id"],"mode":"update"})")),
              "0 3 1 0 0");
    EXPECT_EQ(crm.get("/api/v1/party/" + survivor).body.text("note"), "note 2");
}

} // namespace crm::testing

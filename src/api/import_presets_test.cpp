// Files as other programs export them, brought in without anybody saying what is what.
#include <set>

#include "api/import_files_fixture.hpp"

namespace crm::testing {

namespace {

// "Ann Lee: works_at Acme, works_at Beta"
std::string jobs(ImportFiles& files, const std::string& family_name) {
    std::string text;
    const Json person = files.one("party", Json::object({{"family_name", family_name}}).dump());
    const Json items =
        files.crm.get("/api/v1/relationship?filter=" + in_address(Json::object({{"from", person.text("id")}}).dump()))
            .items();
    std::set<std::string> told;
    for (const Json& each : items.items())
        told.insert(each.text("kind") + " " + each["to"].text("title") +
                    (each.text("job_title").empty() ? "" : " as " + each.text("job_title")));
    for (const auto& each : told) (text += text.empty() ? "" : ", ") += each;
    return person.text("name") + ": " + text;
}

} // namespace

TEST_F(ImportFiles, a_company_beside_a_persons_names_is_where_they_work) {
    for (const char* header : {"First Name,Last Name,Company,Position", "Imię,Nazwisko,Firma,Stanowisko",
                               "Име,Презиме,Компанија,Работно место"}) {
        const Json done =
            import("party", std::string(header) + "\nAnn,Lee,Acme,Director\n", R"({"match":["family_name"]})");
        EXPECT_EQ(counts(done).substr(6), "0 0") << header << problems(done);
    }
    EXPECT_EQ(jobs(*this, "Lee"), "Ann Lee: works_at Acme as Director");
    EXPECT_EQ(one("party", R"({"name":"Acme"})").text("kind"), "organization");
    EXPECT_EQ(counts(import("party", "Name,Company\nJan Lis,Acme\n")), "1 0 0 0 0");
    EXPECT_EQ(jobs(*this, "Lis"), "Jan Lis: works_at Acme");
    EXPECT_EQ(counts(import("party", "Nazwisko i imię,Firma\nvan der Berg Hans,Acme\n")), "1 0 0 0 0");
    EXPECT_EQ(jobs(*this, "van der Berg"), "Hans van der Berg: works_at Acme");
}

TEST_F(ImportFiles, the_look_proposes_the_company_so_that_it_comes_in) {
    const std::string file = "First Name,Last Name,Company\nAnn,Lee,Acme\n";
    const Json look =
        crm.post("/api/v1/import/preview", Json::object({{"object", "party"}, {"file", upload(file)}})).body;
    EXPECT_EQ(counts(import("party", file, look["mapping"].dump())), "1 0 0 0 0");
    EXPECT_EQ(jobs(*this, "Lee"), "Ann Lee: works_at Acme");
}

TEST_F(ImportFiles, a_default_kind_goes_with_a_company_that_is_made) {
    const Json done =
        import("party", "given_name,family_name,firma\nAnn,Lee,Acme\n",
               R"({"columns":{"firma":{"field":"relationship.to","create":true}},"defaults":{"kind":"person"}})");
    EXPECT_EQ(counts(done), "1 0 0 0 0") << done.text("message") << problems(done);
    EXPECT_EQ(jobs(*this, "Lee"), "Ann Lee: works_at Acme");
    EXPECT_EQ(one("party", R"({"name":"Acme"})").text("kind"), "organization");
}

TEST_F(ImportFiles, what_stands_behind_a_name_and_the_days_to_pay_have_columns_of_their_own) {
    EXPECT_EQ(counts(import("party", "First Name,Last Name,Suffix\nJohn,Smith,Jr.\n")), "1 0 0 0 0");
    EXPECT_EQ(values("party", "name"), "John Smith Jr.");
    EXPECT_EQ(counts(import("party", "Nazwa;Termin płatności (dni)\nZorza;14 dni\n")), "1 0 0 0 0");
    EXPECT_EQ(counts(import("party", "Назив;Рок на плаќање\nРоса;30\n")), "1 0 0 0 0");
    EXPECT_EQ(counts(import("party", "name;Payment terms (days)\nThird;21\n")), "1 0 0 0 0");
    EXPECT_EQ(crm.list("party", Json::parse(R"({"payment_days":{"in":[14,30,21]}})")).items().items().size(), 3u);
}

TEST_F(ImportFiles, a_register_of_names_is_understood_by_its_headers) {
    const Json done = import("party", "IMIĘ_PIERWSZE,IMIĘ_DRUGIE,NAZWISKO_PIERWSZY_CZŁON,PŁEĆ,LICZBA_WYSTĄPIEŃ\n"
                                      "ANNA,MARIA,KOWALSKA,KOBIETA,17\n");
    EXPECT_EQ(counts(done), "1 0 0 0 0") << problems(done);
    EXPECT_EQ(values("party", "name"), "ANNA MARIA KOWALSKA");
    EXPECT_EQ(values("party", "gender"), "female");
    EXPECT_EQ(unread(done), "LICZBA_WYSTĄPIEŃ (1)");
}

TEST_F(ImportFiles, a_column_of_full_names_is_read_in_the_order_it_shows) {
    EXPECT_EQ(counts(import("party", "Imię i nazwisko\nNowak Jan\nWójcik Anna Maria\nXyz Piotr\nvon Kleist Ewa\n")),
              "4 0 0 0 0");
    for (const char* family : {"Nowak", "Wójcik", "Xyz", "von Kleist"})
        EXPECT_EQ(crm.list("party", Json::object({{"family_name", family}})).items().items().size(), 1u) << family;
    EXPECT_EQ(values("party", "middle_name", R"({"family_name":"Wójcik"})"), "Maria");
}

TEST_F(ImportFiles, hubspot_links_by_the_ids_it_names_and_by_names_where_those_are_not_there) {
    EXPECT_EQ(counts(import("party", "Record ID,Company name,Website URL,Company owner\n5001,Acme Ltd,acme.com,Bob\n")),
              "1 0 0 0 0");
    const Json done =
        import("party", "Record ID,First Name,Last Name,Email,Lead Status,Associated Company,Associated Company IDs\n"
                        "5001,Ann,Lee,ann@h.com,Open,Acme;Beta,5001;5002\n");
    EXPECT_EQ(counts(done), "1 0 0 0 0") << problems(done);
    EXPECT_EQ(jobs(*this, "Lee"), "Ann Lee: works_at Acme Ltd, works_at Beta");
    EXPECT_EQ(values("party", "external_id", R"({"name":"Beta"})"), "company-5002");
    const Json deals =
        import("deal", "Record ID,Deal Name,Deal Stage,Amount,Associated Company IDs,Associated Contact IDs\n"
                       "901,Big,Offer,12.50,5002,5001;102\n902,Small,Offer,1,7777,\n");
    EXPECT_EQ(counts(deals), "2 0 0 0 2") << problems(deals);
    EXPECT_EQ(values("deal", "party", R"({"name":"Big"})"), "Beta");
    EXPECT_EQ(values("deal", "contact", R"({"name":"Big"})"), "Ann Lee");
    EXPECT_EQ(values("deal", "party", R"({"name":"Small"})"), "");
    EXPECT_NE(problems(deals).find("There is no contact person \\\"contact-102\\\""), std::string::npos)
        << problems(deals);
}

TEST_F(ImportFiles, salesforce_leaves_out_what_was_deleted_and_says_so) {
    const Json done =
        import("party", "Id,IsDeleted,AccountId,FirstName,LastName,Suffix,MailingStreet,MailingCity,Email\n"
                        "003A,false,001X,Zoë,Müller,III,1 Main St,Berlin,zoe@sf.de\n"
                        "003B,true,,Gone,Person,,,,\n");
    EXPECT_EQ(counts(done), "1 0 1 0 1") << problems(done);
    EXPECT_EQ(values("party", "name"), "Zoë Müller III");
    EXPECT_NE(problems(done).find("This row was left out, as the column \\\"IsDeleted\\\" says \\\"true\\\"."),
              std::string::npos)
        << problems(done);
}

TEST_F(ImportFiles, a_report_of_salesforce_has_labels_for_headers) {
    const Json done = import("party", "First Name,Last Name,Title,Email,Phone,Account Name,Mailing City,Mailing "
                                      "State/Province,Mailing Zip/Postal Code,Last Activity\n"
                                      "Ann,Lee,CFO,r@o.pl,+48 501 111 111,Acme,Łódź,łódzkie,90-001,1/2/2024\n");
    EXPECT_EQ(counts(done), "1 0 0 0 0") << problems(done);
    EXPECT_EQ(jobs(*this, "Lee"), "Ann Lee: works_at Acme as CFO");
    EXPECT_EQ(unread(done), "Last Activity (1)");
    EXPECT_EQ(
        counts(import("deal", "Opportunity Name,Stage,Amount,Close Date,Account Name\nBig,Offer,5,2026-03-31,Acme\n")),
        "1 0 0 0 0");
    EXPECT_EQ(values("deal", "party"), "Acme");
}

TEST_F(ImportFiles, pipedrive_says_in_the_status_what_was_won_and_lost) {
    const Json done =
        import("deal", "Deal - Title,Deal - Stage,Deal - Status,Deal - Value,Deal - Won time,Deal - Lost time,"
                       "Organization - Name,Person - Name,Person - Phone (Mobile)\n"
                       "First,Qualified,Open,10,,,Zeta,Piotr Zet,501999888\n"
                       "Second,Qualified,Lost,20,,2026-01-03,Zeta,Piotr Zet,501999888\n"
                       "Third,Qualified,Won,30,2026-01-04,,Zeta,,\n"
                       "Fourth,Qualified,Deleted,40,,,Zeta,,\n");
    EXPECT_EQ(counts(done), "3 0 1 0 0") << problems(done);
    EXPECT_EQ(values("deal", "name", R"({"outcome":"open"})"), "First");
    EXPECT_EQ(values("deal", "name", R"({"outcome":"lost","closed_on":"2026-01-03"})"), "Second");
    EXPECT_EQ(values("deal", "name", R"({"outcome":"won","closed_on":"2026-01-04"})"), "Third");
    EXPECT_EQ(points(R"({"family_name":"Zet"})"), "phone! +48501999888");
}

TEST_F(ImportFiles, people_of_pipedrive_are_known_by_any_of_their_columns) {
    const Json done =
        import("party", "Person - Name,Person - Email (Work),Person - Phone (Mobile),Organization - Name,"
                        "Person - Owner,Person - ID\nPip Person,\"pip@p.pl, pip2@p.pl\",501 444 555,Pip Org,Bob,77\n");
    EXPECT_EQ(counts(done), "1 0 0 0 0") << problems(done);
    EXPECT_EQ(jobs(*this, "Person"), "Pip Person: works_at Pip Org");
    EXPECT_EQ(points(R"({"family_name":"Person"})"), "phone! 501 444 555 (mobile), email pip2@p.pl, email! pip@p.pl");
}

TEST_F(ImportFiles, espocrm_keeps_its_lists_in_a_cell) {
    const Json done = import(
        "party",
        "id,name,firstName,lastName,accountId,accountName,emailAddress,phoneNumber,emailAddressData,phoneNumberData\n"
        "5f1,Jan Espo,Jan,Espo,a77,Espo Firma,jan@espo.pl,+48501222333,"
        "\"[{\"\"emailAddress\"\":\"\"jan@espo.pl\"\",\"\"primary\"\":true},{\"\"emailAddress\"\":\"\"jan2@espo.pl\"\","
        "\"\"optOut\"\":true,\"\"invalid\"\":false}"
        "]\","
        "\"[{\"\"phoneNumber\"\":\"\"+48501222333\"\",\"\"type\"\":\"\"Mobile\"\"},{\"\"phoneNumber\"\":\"\"+"
        "48226280102\"\",\"\"type\"\":\"\"Office\"\"}]\"\n");
    EXPECT_EQ(counts(done), "1 0 0 0 0") << problems(done);
    EXPECT_EQ(jobs(*this, "Espo"), "Jan Espo: works_at Espo Firma");
    EXPECT_EQ(points(R"({"family_name":"Espo"})"), "phone +48226280102 (Office), phone! +48501222333 (Mobile), email "
                                                   "jan2@espo.pl (opted out), email! jan@espo.pl");
}

TEST_F(ImportFiles, suitecrm_exports_labels_too) {
    const Json done =
        import("party", "First Name,Last Name,ID,Title,Account Name,Email Address,Office Phone,Mobile,Primary "
                        "Address Street,Primary Address City,Primary Address Postal Code,Description\n"
                        "Jan,Suite,s-1,CEO,Suite Firma,jan@suite.pl,22 628 01 02,501 333 444,Prosta 1,"
                        "Warszawa,00-001,opis\n");
    EXPECT_EQ(counts(done), "1 0 0 0 0") << problems(done);
    EXPECT_EQ(jobs(*this, "Suite"), "Jan Suite: works_at Suite Firma as CEO");
    EXPECT_EQ(points(R"({"family_name":"Suite"})"),
              "phone! +48226280102, phone 501 333 444 (mobile), email! jan@suite.pl");
    EXPECT_EQ(unread(done), "");
}

} // namespace crm::testing

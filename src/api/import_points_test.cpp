// How people are reached, as files of every kind hold it: each e-mail and phone becomes a contact point of its own.
#include "api/import_files_fixture.hpp"

namespace crm::testing {

TEST_F(ImportFiles, lists_of_a_json_record_become_contact_points) {
    const Json done = import("party", R"([{"name":"Zorza","emails":["a@z.pl","b@z.pl"],
        "phones":[{"type":"fax","number":"+48226280102"},{"type":"work","number":"+48501234567","primary":true,"checked":"yes"}]},
        {"name":"Rosa","emails":[{"email":"x@r.pl","label":"billing"},{"email":"y@r.pl","isPrimary":true}],
        "phoneNumbers":{"office":"+48226280103"},"favourites":{"tea":{"kind":"green"}}}])");
    EXPECT_EQ(counts(done), "2 0 0 0 0") << problems(done);
    EXPECT_EQ(points(R"({"name":"Zorza"})"),
              "fax! +48226280102, phone! +48501234567 (work), email! a@z.pl, email b@z.pl");
    EXPECT_EQ(points(R"({"name":"Rosa"})"), "phone! +48226280103 (office), email x@r.pl (billing), email! y@r.pl");
    EXPECT_EQ(unread(done), "phones.checked (1), favourites.tea.kind (1)");
}

TEST_F(ImportFiles, a_json_record_with_an_e_mail_and_a_list_keeps_both) {
    EXPECT_EQ(counts(import("party", R"({"name":"Zorza","emails":["b@z.pl"],"email":"a@z.pl"})")), "1 0 0 0 0");
    EXPECT_EQ(points(R"({"name":"Zorza"})"), "email a@z.pl, email! b@z.pl");
}

TEST_F(ImportFiles, columns_that_go_nowhere_are_told_with_how_much_stands_there) {
    const Json done = import("party", "name,shoe size,hat,Contact owner\nZorza,42,,Bob\nRosa,43,,\n");
    EXPECT_EQ(counts(done), "2 0 0 0 0");
    EXPECT_EQ(unread(done), "shoe size (2), Contact owner (1)");
    EXPECT_EQ(unread(import("party", "name\nTrzecia\n")), "");
}

TEST_F(ImportFiles, what_a_card_holds_and_nobody_reads_is_told) {
    const Json done = import("party", "BEGIN:VCARD\nVERSION:4.0\nFN:Ana Petrovska\nN:Petrovska;Ana;;;\nGEO:geo:1,2\n"
                                      "X-SHOE:42\nTEL;VALUE=uri;TYPE=work:tel:+48-22-628-01-02;ext=12\nEND:VCARD\n");
    EXPECT_EQ(counts(done), "1 0 0 0 0") << problems(done);
    EXPECT_EQ(done["notes"].items().at(0).as_string(),
              "These parts of the cards do not come in (and how many cards have them): GEO (1), X-SHOE (1).");
    EXPECT_EQ(points(R"({"family_name":"Petrovska"})"), "phone! +48226280102 (ext. 12, work)");
}

TEST_F(ImportFiles, cells_with_several_values_are_parted_however_they_are_written) {
    const Json done = import("party", "name;Telefon;e-mail\n"
                                      "P1;501 234 567 lub 602 345 678;a@a.pl b@a.pl\n"
                                      "P2;501234567 / 602345678;a@b.pl / b@b.pl\n"
                                      "P3;\"tel. 501 234 567, kom. 602 345 678\";\"A <a@e.pl>; mailto:b@e.pl\"\n"
                                      "P4;+48 (22) 628-01-02 wew. 5;\n");
    EXPECT_EQ(counts(done), "4 0 0 0 0") << problems(done);
    EXPECT_EQ(points(R"({"name":"P1"})"), "phone! +48501234567, phone 602 345 678, email! a@a.pl, email b@a.pl");
    EXPECT_EQ(points(R"({"name":"P2"})"), "phone! +48501234567, phone 602345678, email! a@b.pl, email b@b.pl");
    EXPECT_EQ(points(R"({"name":"P3"})"),
              "phone! +48501234567, phone 602 345 678 (kom), email! a@e.pl (A), email b@e.pl");
    EXPECT_EQ(points(R"({"name":"P4"})"), "phone! +48226280102 (ext. 5)");
}

TEST_F(ImportFiles, further_columns_of_e_mails_and_phones_may_hold_several_too) {
    const Json done =
        import("party", "name,phone,second\nZorza,501 234 567,602 345 678 ::: 603 345 678 (home)\n",
               R"({"columns":{"second":"contact_point[2].value"},"beside":{"contact_point[2]":{"kind":"phone"}}})");
    EXPECT_EQ(counts(done), "1 0 0 0 0") << problems(done);
    EXPECT_EQ(points(R"({"name":"Zorza"})"), "phone! +48501234567, phone 602 345 678, phone 603 345 678 (home)");
}

TEST_F(ImportFiles, a_number_that_a_spreadsheet_has_cut_is_told_instead_of_taken) {
    const Json done = import("party", "name;telefon;NIP\nZorza;5,01235E+08;5,26025E+09\nRosa;5,01234567E+08;\n");
    EXPECT_EQ(counts(done), "2 0 0 0 2") << problems(done);
    EXPECT_NE(problems(done).find("A spreadsheet has cut this number"), std::string::npos) << problems(done);
    EXPECT_EQ(points(R"({"name":"Zorza"})"), "");
    EXPECT_EQ(points(R"({"name":"Rosa"})"), "phone! +48501234567");
}

} // namespace crm::testing

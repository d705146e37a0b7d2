#include "modules/orders/fa3.hpp"

#include <filesystem>
#include <map>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>

#include "modules/core/exchange_rate.hpp"
#include "modules/core/party.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_line.hpp"
#include "modules/orders/orders_test.hpp"

namespace crm {

namespace {

const std::filesystem::path folder =
    std::filesystem::path(RELACJA_SOURCE) / ".." / "shared" / "data" / "schemas" / "ksef";

// The ministry's addresses of what the schema imports lead to the files beside it; nothing is fetched.
xmlParserInputPtr open_local(const char* address, const char*, xmlParserCtxtPtr context) {
    std::filesystem::path file(address ? address : "");
    if (!std::filesystem::exists(file)) file = folder / "bazowe" / file.filename();
    return std::filesystem::exists(file) ? xmlNewInputFromFile(context, file.c_str()) : nullptr;
}

void collect(void* into, const char* format, ...) __attribute__((format(printf, 2, 3)));
void collect(void* into, const char* format, ...) {
    char text[1000];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    *static_cast<std::string*>(into) += text;
}

// What the published schema says against the document; empty where it is right.
std::string faults_of(const std::string& xml) {
    xmlSetExternalEntityLoader(open_local);
    std::string faults;
    xmlSchemaParserCtxtPtr reading = xmlSchemaNewParserCtxt((folder / "schemat_FA(3)_v1-0E.xsd").c_str());
    xmlSchemaSetParserErrors(reading, collect, collect, &faults);
    xmlSchemaPtr schema = xmlSchemaParse(reading);
    xmlSchemaFreeParserCtxt(reading);
    if (!schema) return "the schema cannot be read: " + faults;
    faults.clear();
    xmlDocPtr document = xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, XML_PARSE_NONET);
    xmlSchemaValidCtxtPtr checking = xmlSchemaNewValidCtxt(schema);
    xmlSchemaSetValidErrors(checking, collect, collect, &faults);
    const int outcome = document ? xmlSchemaValidateDoc(checking, document) : -1;
    if (outcome != 0 && faults.empty()) faults = "not XML";
    xmlSchemaFreeValidCtxt(checking);
    xmlFreeDoc(document);
    xmlSchemaFree(schema);
    return faults;
}

} // namespace

class Fa3Test : public OrdersTest {
protected:
    Fa3Test() {
        change_company(
            Json::object({{"more", Json::object({{"tax_id", "5260250995"},
                                                 {"address_1", "ul. Prosta 1"},
                                                 {"address_2", "00-001 Warszawa"},
                                                 {"bank_account", "PL61 1090 1014 0000 0712 1981 2874"}})}}));
        act([&](Context& context) {
            Record who = context.load(party, acme);
            who.set(party.tax_id, "7740001454");
            who.set(party.address, {"ul. Marszałkowska", "10", "", "00-590", "Warszawa", "", "PL"});
            context.save(who);
        });
    }
    void SetUp() override {
        if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the ministry's schema is not beside the project";
    }
    struct Line {
        std::int64_t quantity, price, rate;
        const char* code = "taxed";
    };
    static Record draft(Context& context, Id party, const std::vector<Line>& lines,
                        const std::string& currency = "PLN") {
        const Record made = document(context, invoice, party, currency);
        for (const Line& each : lines) {
            Record line = context.make(invoice_line);
            line.set(invoice_line.invoice, made.id());
            line.set(invoice_line.name, "Młynek \"Duży\" <1> & spółka");
            line.set(invoice_line.unit, "szt.");
            line.set(invoice_line.quantity, each.quantity);
            line.set(invoice_line.unit_price, each.price);
            line.set(invoice_line.vat_code, each.code);
            line.set(invoice_line.vat_rate, each.rate);
            context.save(line);
        }
        return again(context, made);
    }
    std::string xml_of(const std::function<Record(Context&)>& make) {
        std::string xml;
        act([&](Context& context) {
            Record made = make(context);
            if (made.get(invoice.state) == "draft") issue(context, made);
            xml = fa3_of(context, made);
        });
        return xml;
    }
    static bool holds(const std::string& xml, const std::string& part) { return xml.find(part) != std::string::npos; }
};

TEST_F(Fa3Test, an_invoice_of_three_rates_is_right) {
    const std::string xml = xml_of([this](Context& context) {
        return draft(
            context, acme,
            {{3'0000, 100'0000, 23'00}, {2'0000, 49'9900, 23'00}, {1'0000, 19'0500, 8'00}, {10'5000, 3'3333, 5'00}});
    });
    EXPECT_EQ(faults_of(xml), "");
    EXPECT_TRUE(holds(xml, "<P_13_1>399.98</P_13_1><P_14_1>92.00</P_14_1><P_13_2>19.05</P_13_2><P_14_2>1.52</P_14_2>"));
    EXPECT_TRUE(holds(xml, "<NIP>7740001454</NIP>"));
    EXPECT_TRUE(holds(xml, "<RodzajFaktury>VAT</RodzajFaktury>"));
    EXPECT_TRUE(holds(xml, "<P_8B>10.5</P_8B><P_9A>3.3333</P_9A><P_11>35.00</P_11><P_12>5</P_12>"));
    EXPECT_TRUE(holds(xml, "<NrRB>PL61109010140000071219812874</NrRB>"));
}

TEST_F(Fa3Test, the_same_invoice_always_gives_the_same_octets) {
    Id id = 0;
    std::string first, second;
    act([&](Context& context) {
        id = issued(context, 100'00);
        first = fa3_of(context, context.load(invoice, id));
    });
    at += 40 * 24 * hour;
    act([&](Context& context) { second = fa3_of(context, context.load(invoice, id)); });
    EXPECT_EQ(first, second);
}

TEST_F(Fa3Test, what_is_exempt_says_by_which_law) {
    const std::string xml = xml_of([this](Context& context) {
        Record made = draft(context, acme, {{1'0000, 100'0000, 0, "exempt"}});
        made.set(invoice.exemption_basis, "art. 43 ust. 1 ustawy o VAT");
        return made;
    });
    EXPECT_EQ(faults_of(xml), "");
    EXPECT_TRUE(holds(xml, "<P_13_7>100.00</P_13_7>"));
    EXPECT_TRUE(holds(xml, "<P_19A>art. 43 ust. 1 ustawy o VAT</P_19A>"));
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = draft(context, acme, {{1'0000, 100'0000, 0, "exempt"}});
                  issue(context, made);
              }),
              "exemption_basis");
}

TEST_F(Fa3Test, a_supply_to_the_union_export_and_reverse_charge_are_right) {
    auto abroad = [this](const char* country, const char* tax_id, const char* code) {
        return xml_of([&](Context& context) {
            Record who = organization(context, "Buyer");
            who.set(party.tax_id, tax_id);
            who.set(party.address, {"Strasse", "1", "", "10115", "Town", "", country});
            context.save(who);
            return draft(context, who.id(), {{1'0000, 100'0000, 0, code}});
        });
    };
    const std::string german = abroad("DE", "DE136695976", "zero_eu");
    EXPECT_EQ(faults_of(german), "");
    EXPECT_TRUE(holds(german, "<KodUE>DE</KodUE><NrVatUE>136695976</NrVatUE>")) << german;
    EXPECT_TRUE(holds(german, "<P_13_6_2>100.00</P_13_6_2>"));
    const std::string macedonian = abroad("MK", "4030000375897", "zero_export");
    EXPECT_EQ(faults_of(macedonian), "");
    EXPECT_TRUE(holds(macedonian, "<KodKraju>MK</KodKraju><NrID>")) << macedonian;
    EXPECT_TRUE(holds(macedonian, "<P_12>0 EX</P_12>"));
    const std::string reverse = abroad("DE", "DE136695976", "outside_eu");
    EXPECT_EQ(faults_of(reverse), "");
    EXPECT_TRUE(holds(reverse, "<P_13_9>100.00</P_13_9>"));
}

TEST_F(Fa3Test, in_another_currency_the_tax_is_said_in_zloty) {
    const std::string xml = xml_of([this](Context& context) {
        Record rate = context.make(exchange_rate);
        rate.set(exchange_rate.currency, "EUR");
        rate.set(exchange_rate.day, *make_day(2026, 11, 19));
        rate.set(exchange_rate.rate, 4'25370000);
        context.save(rate);
        return draft(context, acme, {{1'0000, 100'0000, 23'00}}, "EUR");
    });
    EXPECT_EQ(faults_of(xml), "");
    EXPECT_TRUE(holds(xml, "<P_14_1>23.00</P_14_1><P_14_1W>97.84</P_14_1W>"));
    EXPECT_TRUE(holds(xml, "<KursWaluty>4.2537</KursWaluty>"));
}

TEST_F(Fa3Test, split_payment_is_marked) {
    const std::string xml = xml_of([this](Context& context) {
        Record made = draft(context, acme, {{1'0000, 20'000'0000, 23'00}});
        made.set(invoice.split_payment, true);
        return made;
    });
    EXPECT_EQ(faults_of(xml), "");
    EXPECT_TRUE(holds(xml, "<P_18A>1</P_18A>"));
}

TEST_F(Fa3Test, an_advance_and_the_final_invoice_are_right) {
    std::string advance_xml, final_xml;
    act([&](Context& context) {
        Record from = context.load(order, confirmed_order(context));
        Record advance = invoice_advance(context, from, {658'20, "PLN"});
        issue(context, advance);
        advance_xml = fa3_of(context, advance);
        from = again(context, from);
        Record last = invoice_order(context, from, {}, "final");
        issue(context, last);
        final_xml = fa3_of(context, last);
    });
    EXPECT_EQ(faults_of(advance_xml), "");
    EXPECT_TRUE(holds(advance_xml, "<RodzajFaktury>ZAL</RodzajFaktury>"));
    EXPECT_TRUE(holds(advance_xml, "<WartoscZamowienia>1316.40</WartoscZamowienia>"));
    EXPECT_EQ(faults_of(final_xml), "");
    EXPECT_TRUE(holds(final_xml, "<NrFaZaliczkowej>ZAL/1/11/2026</NrFaZaliczkowej>"));
}

TEST_F(Fa3Test, a_correction_shows_every_line_before_and_after) {
    const std::string xml = xml_of([this](Context& context) {
        Record first = draft(context, acme, {{2'0000, 49'9900, 23'00}});
        issue(context, first);
        const Record made = correct(context, first, "Zwrot towaru");
        Record line = load_lines(context, made)[0];
        line.set(invoice_line.quantity, 1'0000);
        context.save(line);
        return again(context, made);
    });
    EXPECT_EQ(faults_of(xml), "");
    EXPECT_TRUE(holds(xml, "<P_13_1>-49.99</P_13_1><P_14_1>-11.50</P_14_1><P_15>-61.49</P_15>"));
    EXPECT_TRUE(holds(xml, "<NrFaKorygowanej>FV/1/11/2026</NrFaKorygowanej><NrKSeFN>1</NrKSeFN>"));
    EXPECT_TRUE(holds(xml, "<StanPrzed>1</StanPrzed>"));
}

TEST_F(Fa3Test, a_consumer_has_no_number) {
    const std::string xml = xml_of([](Context& context) {
        const Record who = person(context, "Anna", "Kowalska");
        return draft(context, who.id(), {{1'0000, 100'0000, 23'00}});
    });
    EXPECT_EQ(faults_of(xml), "");
    EXPECT_TRUE(holds(xml, "<BrakID>1</BrakID><Nazwa>Anna Kowalska</Nazwa>"));
}

TEST_F(Fa3Test, long_and_odd_texts_fit_the_structure) {
    const std::string xml = xml_of([this](Context& context) {
        Record made = draft(context, acme, {{1'0000, 100'0000, 23'00}});
        std::string name;
        for (int i = 0; i < 60; ++i) name += "ź\t ";
        made.set(invoice.buyer_name, name);
        return made;
    });
    EXPECT_EQ(faults_of(xml), "");
}

TEST_F(Fa3Test, what_cannot_be_written_is_refused_and_the_schema_refuses_what_is_wrong) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  const Record made = draft(context, acme, {{1'0000, 1'0000, 23'00}});
                  fa3_of(context, made);
              }),
              "state");
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = draft(context, acme, {{1'0000, 1'0000, 19'00}});
                  issue(context, made);
                  fa3_of(context, made);
              }),
              "vat_rate");
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = draft(context, acme, {{1'0000, 1'0000, 23'00}});
                  made.set(invoice.buyer_tax_id, "7740001455");
                  issue(context, made);
                  fa3_of(context, made);
              }),
              "buyer_tax_id");
    std::string right = xml_of([this](Context& context) { return draft(context, acme, {{1'0000, 1'0000, 23'00}}); });
    auto without = [&](const std::string& from, const std::string& to) {
        std::string wrong = right;
        const auto begin = wrong.find(from), end = wrong.find(to, begin) + to.size();
        return wrong.erase(begin, end - begin);
    };
    EXPECT_NE(faults_of(without("<JST>", "</JST>")), "");
    EXPECT_NE(faults_of(without("<GV>", "</GV>")), "");
    EXPECT_NE(faults_of(without("<P_15>", "</P_15>")), "");
}

// That the schema really refuses what the ministry would: each of these differs from a right one in one thing.
TEST_F(Fa3Test, what_is_wrong_is_found) {
    const std::string xml = xml_of([this](Context& context) {
        return draft(context, acme, {{1'0000, 100'0000, 23'00}});
    });
    ASSERT_EQ(faults_of(xml), "");
    auto with = [&](const std::string& from, const std::string& to) {
        std::string changed = xml;
        const auto place = changed.find(from);
        EXPECT_NE(place, std::string::npos) << from;
        return changed.replace(place, from.size(), to);
    };
    EXPECT_NE(faults_of(with("<JST>2</JST><GV>2</GV>", "")), "");
    EXPECT_NE(faults_of(with("<GV>2</GV>", "")), "");
    EXPECT_NE(faults_of(with("<P_15>123.00</P_15>", "")), "");
    EXPECT_NE(faults_of(with("<NIP>7740001454</NIP>", "<NIP>1000000006</NIP>")), "");
    EXPECT_NE(faults_of(with("<Nazwa>Acme</Nazwa>", "<Nazwa>" + std::string(513, 'a') + "</Nazwa>")), "");
    EXPECT_NE(faults_of(with("<KodWaluty>PLN</KodWaluty><P_1>2026-11-20</P_1>",
                             "<P_1>2026-11-20</P_1><KodWaluty>PLN</KodWaluty>")),
              "");
    EXPECT_NE(faults_of(with("2025/06/25/13775", "2023/06/29/12648")), "");
    EXPECT_EQ(faults_of(with("<Nazwa>Acme</Nazwa>", "<Nazwa>" + std::string(512, 'a') + "</Nazwa>")), "");
}

TEST_F(Fa3Test, names_longer_than_the_structure_takes_are_cut) {
    const std::string xml = xml_of([this](Context& context) {
        Record made = draft(context, acme, {{1'0000, 100'0000, 23'00}});
        made.set(invoice.buyer_name, std::string(600, 'b'));
        return made;
    });
    EXPECT_EQ(faults_of(xml), "");
}

TEST_F(Fa3Test, a_correction_and_a_final_invoice_name_numbers_of_ksef) {
    act([&](Context& context) {
        Record first = context.load(invoice, issued(context, 100'00));
        first.set(invoice.ksef_status, "accepted");
        first.set(invoice.ksef_number, "5260250995-20260403-0A1B2C3D4E5F-45");
        context.save(first);
        Record made = correct(context, first, "zwrot", true);
        issue(context, made);
        const std::string xml = fa3_of(context, made);
        EXPECT_EQ(faults_of(xml), "");
        EXPECT_TRUE(holds(xml, "<NrKSeFFaKorygowanej>5260250995-20260403-0A1B2C3D4E5F-45</NrKSeFFaKorygowanej>"));
    });
}

} // namespace crm

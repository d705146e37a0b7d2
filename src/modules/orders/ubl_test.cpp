#include "modules/orders/ubl.hpp"

#include <random>

#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_line.hpp"
#include "modules/orders/orders_test.hpp"
#include "modules/orders/ubl_lines.hpp"

namespace crm {

class UblTest : public OrdersTest {
protected:
    static Record add(Context& context, const Record& document, std::int64_t quantity, std::int64_t price,
                      const char* code, std::int64_t rate, std::int64_t discount = 0) {
        Record line = add_line(context, document, quantity, price, rate);
        line.set(invoice_line.vat_code, code);
        line.set(invoice_line.discount, discount);
        context.save(line);
        return line;
    }
    // What the standard demands of the amounts, to the cent.
    static void agree(Context& context, const Record& of) {
        const UblContent content = ubl_content(context, of);
        std::int64_t lines = 0, rates = 0, tax = 0;
        for (const UblLine& line : content.lines) {
            lines += line.net;
            EXPECT_GE(line.price, 0);
        }
        for (const UblRate& rate : content.rates) {
            std::int64_t of_rate = 0;
            for (const UblLine& line : content.lines)
                if (line.category == rate.category) of_rate += line.net;
            EXPECT_EQ(of_rate, rate.net);
            rates += rate.net;
            tax += rate.tax;
        }
        EXPECT_EQ(lines, of.get(invoice.net_total)->minor);
        EXPECT_EQ(rates, lines);
        EXPECT_EQ(tax, of.get(invoice.vat_total)->minor);
    }
    static std::string refusal_of(Context& context, const Record& of) {
        try {
            ubl_of(context, of);
        } catch (const Error& error) {
            return error.fields.empty() ? error.what() : error.fields[0].field;
        }
        return "";
    }
    static bool holds(const std::string& xml, const std::string& part) { return xml.find(part) != std::string::npos; }
};

TEST_F(UblTest, amounts_agree_whatever_the_lines_and_the_method_also_when_corrected) {
    std::mt19937 chance(7);
    auto some = [&](int least, int most) { return std::uniform_int_distribution<int>(least, most)(chance); };
    const char* methods[] = {"per_rate", "per_line", "from_gross", "per_unit"};
    for (int round = 0; round < 12; ++round)
        act([&](Context& context) {
            Record made = document(context, invoice, acme);
            made.set(invoice.vat_method, methods[round % 4]);
            made.set(invoice.discount, some(0, 1) * some(0, 50'00));
            context.save(made);
            for (int i = some(1, 5); i > 0; --i)
                add(context, made, some(1, 99'9999), some(1, 999'9999), "taxed", some(0, 2) * 5'00 + 8'00,
                    some(0, 1) * some(0, 99'00));
            made = again(context, made);
            issue(context, made);
            agree(context, made);
            Record change = correct(context, made, "zwrot");
            Record line = load_lines(context, change).front();
            line.set(invoice_line.quantity, some(0, 50'0000));
            if (some(0, 1)) line.set(invoice_line.unit_price, some(1, 999'9999));
            context.save(line);
            change = again(context, change);
            issue(context, change);
            agree(context, change);
        });
}

TEST_F(UblTest, a_correction_that_gives_back_is_a_credit_note_of_what_comes_back) {
    act([this](Context& context) {
        Record made = context.load(invoice, issued(context, 100'00));
        Record back = correct(context, made, "zwrot", true);
        issue(context, back);
        const std::string xml = ubl_of(context, back);
        EXPECT_TRUE(holds(xml, "<CreditNote ")) << xml;
        EXPECT_TRUE(holds(xml, "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>"));
        EXPECT_TRUE(holds(xml, "<cbc:CreditedQuantity unitCode=\"C62\">1</cbc:CreditedQuantity>"));
        EXPECT_TRUE(holds(xml, "<cbc:PayableAmount currencyID=\"PLN\">100.00</cbc:PayableAmount>"));
        EXPECT_TRUE(holds(xml, "<cac:InvoiceDocumentReference><cbc:ID>" + made.get(invoice.number) + "</cbc:ID>"));
    });
}

TEST_F(UblTest, what_the_standard_has_no_place_for_is_refused) {
    act([this](Context& context) {
        Record mixed = document(context, invoice, acme);
        add(context, mixed, 1'0000, 10'0000, "outside", 0);
        add(context, mixed, 1'0000, 10'0000, "taxed", 23'00);
        mixed = again(context, mixed);
        EXPECT_EQ(refusal_of(context, mixed), "state");
        issue(context, mixed);
        EXPECT_EQ(refusal_of(context, mixed), "taxes");
        Record nameless = document(context, invoice, acme);
        add(context, nameless, 1'0000, 10'0000, "reverse", 0);
        nameless = again(context, nameless);
        issue(context, nameless);
        EXPECT_EQ(refusal_of(context, nameless), "buyer_tax_id");
    });
}

} // namespace crm

// Document: what quotes, orders and invoices have in common: for whom, in which currency, how it is taxed, its lines
// and their sums. It can be written to while it is a draft.
#pragma once
#include <string>
#include <vector>

#include "base/document_sums.hpp"
#include "modules/core/choices.hpp"
#include "modules/orders/common_fields.hpp"
#include "record/context.hpp"

namespace crm {

struct Document : Object {
    Text name{this,
              "name",
              {"Document", "Dokument", "Документ"},
              {.read_only = true, .searchable = true, .title = true, .exact_search = true, .made_of = "number party"}};
    // Taken when the document goes out; a draft has none.
    Number number{this, "number", number_label(), number_of_a_series()};
    Link party{this, "party", customer_label(), to_the_customer()};
    Link contact{this, "contact", {"Contact person", "Osoba kontaktowa", "Лице за контакт"}, {.to = "party"}};
    Link deal{this, "deal", {"Deal", "Szansa sprzedaży", "Продажна можност"}, {.indexed = true, .to = "deal"}};
    Link owner{this, "owner", {"Owner", "Opiekun", "Одговорен"}, {.indexed = true, .mine = true, .to = "user"}};
    Day day{this, "day", {"Prices of", "Ceny z dnia", "Цени од"}, {}}; // the day whose prices hold; today unless given
    Text reference{this,
                   "reference",
                   {"Customer's reference", "Numer u klienta", "Број кај клиентот"},
                   {.searchable = true, .exact_search = true, .max_length = 80}};
    Text currency{
        this, "currency", {"Currency", "Waluta", "Валута"}, {.plain = true, .max_length = 3, .group = "terms"}};
    Link price_list{this, "price_list", {"Price list", "Cennik", "Ценовник"}, {.to = "price_list", .group = "terms"}};
    Percent discount{this, "discount", {"Discount %", "Rabat %", "Попуст %"}, {.group = "terms"}};
    Choice vat_method{
        this,
        "vat_method",
        {"VAT is counted", "VAT liczony", "Пресметка на ДДВ"},
        {.choices = {{"per_rate", {"Per rate, from net", "Od netto, według stawek", "По стапка, од нето"}},
                     {"per_line", {"Per line", "Od każdej pozycji", "По ставка"}},
                     {"from_gross", {"From gross", "Od brutto", "Од бруто"}},
                     {"per_unit", {"Per unit", "Od jednostki", "По единица"}}},
         .group = "terms"}};
    Whole payment_days{
        this, "payment_days", {"Days to pay", "Dni na płatność", "Денови за плаќање"}, {.group = "terms"}};
    Money net_total{this, "net_total", {"Net", "Netto", "Нето"}, {.read_only = true, .group = "sums"}};
    Money vat_total{this, "vat_total", {"VAT", "VAT", "ДДВ"}, {.read_only = true, .group = "sums"}};
    Money gross_total{this, "gross_total", {"Gross", "Brutto", "Бруто"}, {.read_only = true, .group = "sums"}};
    // [{"code","rate","net","vat","gross"}], amounts as decimals of the document's currency.
    JsonField taxes{this,
                    "taxes",
                    {"By VAT rate", "Według stawek VAT", "По стапка на ДДВ"},
                    {.read_only = true, .group = "sums", .made_of = "net_total vat_total gross_total"}};
    LongText note{this, "note", {"Note", "Uwagi", "Забелешка"}, {.searchable = true}};

    Document(std::string name, Label label, Label plural);
};

struct DocumentLine : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .searchable = true, .title = true}};
    Whole position{this, "position", {"No.", "Lp.", "Р.бр."}, {}};
    Link product{this, "product", {"Product", "Produkt", "Производ"}, {.indexed = true, .to = "product"}};
    Decimal quantity{this, "quantity", {"Quantity", "Ilość", "Количина"}, {.digits = 4, .default_value = "1"}};
    Text unit{this, "unit", {"Unit of measure", "Jednostka miary", "Единица мерка"}, {.max_length = 20}};
    // Of a price list unless typed by hand; emptied, it is asked anew.
    Decimal unit_price{this, "unit_price", {"Unit price", "Cena jednostkowa", "Единечна цена"}, {.digits = 4}};
    Choice priced_by{this,
                     "priced_by",
                     {"Price by", "Cena według", "Цена според"},
                     {.read_only = true,
                      .choices = {{"list", {"Price list", "Cennika", "Ценовник"}, 0},
                                  {"hand", {"Typed by hand", "Wpisana ręcznie", "Рачно внесена"}, 2},
                                  {"agreed", {"Agreed before", "Uzgodniona wcześniej", "Претходно договорена"}, 1}}}};
    JsonField price_steps{this,
                          "price_steps",
                          {"How the price came about", "Skąd ta cena", "Како настана цената"},
                          {.read_only = true, .hidden = true}};
    // What one cost us when the line was written, in the document's currency; empty where nobody knows.
    Decimal unit_cost{this,
                      "unit_cost",
                      {"Cost of one", "Koszt jednostki", "Трошок за единица"},
                      {.read_only = true, .digits = 4, .made_of = "product.cost"}};
    Percent discount{this, "discount", {"Discount %", "Rabat %", "Попуст %"}, {}};
    Choice vat_code{
        this, "vat_code", {"VAT treatment", "Sposób opodatkowania", "ДДВ третман"}, {.choices = vat_choices()}};
    Percent vat_rate{this, "vat_rate", {"VAT rate", "Stawka VAT", "Стапка на ДДВ"}, {}};
    YesNo split_payment{this,
                        "split_payment",
                        {"Falls under split payment", "Podlega podzielonej płatności (zał. 15)", "Поделено плаќање"},
                        {.hidden = true}};
    Money net{this, "net", {"Net", "Netto", "Нето"}, {.read_only = true}};
    Money vat{this, "vat", {"VAT", "VAT", "ДДВ"}, {.read_only = true}};
    Money gross{this, "gross", {"Gross", "Brutto", "Бруто"}, {.read_only = true}};
    // Net less the cost of the quantity; empty where the cost is not known.
    Money margin{
        this, "margin", {"Margin", "Marża", "Маржа"}, {.read_only = true, .made_of = "unit_cost net product.cost"}};

    DocumentLine(std::string name, Label label, Label plural);
};

// The fields of documents and lines stand at the same places in each of their objects; these are for reading them.
const Document& any_document();
const DocumentLine& any_line();
const Object& lines_of(Context& context, const Object& document);
std::string state_of(const Record& document);
bool is_draft(const Record& document);
std::vector<Record> load_lines(Context& context, const Record& document);
Record document_of(Context& context, const Record& line);

// What the lines come to by the document's own method and discount. Throws at the field where amounts pass 64 bits.
DocumentSums sums_of(Context& context, const Record& document, const std::vector<Record>& lines);
DocumentSums sums_from(const Json& taxes, const std::string& currency); // the rates and the total again
std::string taxes_json(const DocumentSums& sums, const std::string& currency);
void put_sums(Record& document, const DocumentSums& sums);
// What the quantity of a line cost us, in minor units of the document's currency; empty where nobody knows.
std::optional<std::int64_t> cost_of(const Record& line, const std::string& currency);
// Brings the sums of the document up to its lines; `leaving` is one that goes.
void sum_up(Context& context, Record& document, Id leaving = 0);
// While one lives on this thread, a saved line leaves the sums of its document to whoever holds it.
class SumsLater {
public:
    SumsLater();
    ~SumsLater();
    SumsLater(const SumsLater&) = delete;
    static bool wanted();
};

// A new draft of `object` with what `from` says: party, currency, terms; not yet saved.
Record draft_like(Context& context, const Object& object, const Record& from);
// A new line of `document` like this one, at its price; not yet saved.
Record line_like(Context& context, const Record& document, const Record& from);

// A document goes to the bin only while it meets the condition of being a draft.
void goes_only_while(const Object& document, const Condition& draft);
void need_lines(Context& context, const std::vector<Record>& lines);

} // namespace crm

#include "modules/orders/document.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "modules/core/checks.hpp"
#include "modules/core/party.hpp"
#include "modules/orders/document_line.hpp"
#include "modules/orders/document_pdf.hpp"
#include "modules/orders/order.hpp"
#include "modules/orders/quote.hpp"
#include "record/actions.hpp"

namespace crm {

namespace {

void be_in_a_currency(Context& context, Record& record) {
    const Document& document = any_document();
    if (!record.has(document.currency)) record.set(document.currency, context.company().currency);
    if (!record.changed(document.currency)) return;
    know_currency(context, record, document.currency);
    if (record.is_new() || load_lines(context, record).empty()) return;
    throw Error::at("currency",
                    context.in_language({"The lines have prices in the present currency. Please make a new document.",
                                         "Pozycje mają ceny w obecnej walucie. Utwórz nowy dokument.",
                                         "Ставките имаат цени во сегашната валута. Направете нов документ."}));
}

// How tax is counted where nobody says otherwise: as the company does, else as its country does.
std::string usual_vat_method(Context& context) {
    const std::string own = context.company().more.text("vat_method");
    if (tax_method_named(own)) return own;
    return context.company().country == "MK" ? "per_unit" : "per_rate";
}

void take_terms(Context& context, Record& record) {
    const Document& document = any_document();
    if (!record.has(document.vat_method)) record.set(document.vat_method, usual_vat_method(context));
    if (!record.has(document.day)) record.set(document.day, context.today());
    const bool other_party = record.changed(document.party) && record.has(document.party);
    if (other_party && !record.has(document.payment_days))
        if (const auto who = context.find(party, record.get(document.party)))
            if (const auto days = who->get(party.payment_days)) record.set(document.payment_days, *days);
    need_range(context, record, document.payment_days, 0, 3650);
}

void give_a_discount_within_reason(Context& context, Record& record) {
    const auto discount = record.get(any_document().discount);
    if (!discount || (*discount >= 0 && *discount <= 100'00)) return;
    throw Error::at("discount", context.in_language({"Please give a discount from 0 to 100.",
                                                     "Podaj rabat od 0 do 100.", "Внесете попуст од 0 до 100."}));
}

// Whatever went out stays as it went out.
void stay_as_it_went_out(Context& context, Record& record) {
    if (record.is_new()) return;
    const Field& state = *record.object().field("state");
    if (text_or_empty(record.before(state)) == "draft") return;
    const Document& document = any_document();
    for (const Object::Handle* handle : std::initializer_list<const Object::Handle*>{
             &document.party, &document.day, &document.reference, &document.currency, &document.price_list,
             &document.discount, &document.vat_method, &document.payment_days, &document.net_total, &document.vat_total,
             &document.gross_total, &document.taxes}) {
        if (!record.changed(*handle)) continue;
        throw Error::at(record.object().field(*handle).name,
                        context.in_language({"This document has gone out and is not changed any more.",
                                             "Ten dokument został już wystawiony i nie można go zmienić.",
                                             "Овој документ е веќе издаден и не се менува."}));
    }
}

// Lines priced by a list are priced anew, all are counted anew.
void count_lines_anew(Context& context, Record& record) {
    if (record.is_new() || !is_draft(record)) return;
    const Document& document = any_document();
    const bool prices = record.changed(document.party) || record.changed(document.price_list) ||
                        record.changed(document.day) || record.changed(document.vat_method);
    if (!prices && !record.changed(document.discount)) return;
    {
        const SumsLater later;
        for (Record& line : load_lines(context, record)) {
            if (prices && line.get(any_line().priced_by) == "list") line.clear(any_line().unit_price);
            context.save(line);
        }
    }
    Record again = context.load(record.object(), record.id());
    sum_up(context, again);
}

std::string name_of_it(Context& context, const Record& record) {
    const std::string number = record.get(any_document().number);
    std::string kind = in_company_language(context, record.object().label);
    if (const Field* of = record.object().field("kind"))
        if (const Choice* chosen = of->choice(record.text_at(of->index)))
            kind = in_company_language(context, chosen->label);
    return joined(number.empty() ? kind : kind + " " + number,
                  context.title("party", record.get(any_document().party)));
}

} // namespace

Document::Document(std::string object_name, Label object_label, Label plural_label)
    : Object(std::move(object_name), "orders", std::move(object_label), std::move(plural_label)) {
    group("about", {"About", "Informacje", "Основни податоци"});
    group("terms", {"Terms", "Warunki", "Услови"});
    group("sums", {"Sums", "Sumy", "Збирови"});
    default_sort = "-created_at";
    before_save(be_in_a_currency);
    before_save(take_terms);
    before_save(give_a_discount_within_reason);
    before_save(stay_as_it_went_out);
    after_save(count_lines_anew);
    title_rule = name_of_it;
    add_rendition(*this, as_pdf());
    never_merge(*this);
}

void goes_only_while(const Object& document, const Condition& draft) {
    deleted_only_when(document, draft,
                      {"This document has gone out and cannot be deleted. Please cancel or correct it instead.",
                       "Ten dokument został wystawiony i nie można go usunąć. Anuluj go albo skoryguj.",
                       "Овој документ е издаден и не може да се избрише. Откажете го или исправете го."});
}

const Document& any_document() {
    return quote;
}

const Object& lines_of(Context& context, const Object& document) {
    return context.object(document.name + "_line");
}

std::string state_of(const Record& document) {
    return document.text_at(document.object().field("state")->index);
}

bool is_draft(const Record& document) {
    return state_of(document) == "draft";
}

std::vector<Record> load_lines(Context& context, const Record& document) {
    const Object& lines = lines_of(context, document.object());
    Condition of_it{Condition::Op::eq, lines.parent_field()->index, -1, {document.id()}};
    auto found = context.find(lines, of_it, most_lines + 1);
    std::stable_sort(found.begin(), found.end(), [](const Record& a, const Record& b) {
        return a.get(any_line().position).value_or(0) < b.get(any_line().position).value_or(0);
    });
    return found;
}

Record document_of(Context& context, const Record& line) {
    const Field& parent = *line.object().parent_field();
    return context.load(context.object(parent.to), line.link(parent.index));
}

Record draft_like(Context& context, const Object& object, const Record& from) {
    const Document& document = any_document();
    Record made = context.make(object);
    for (const Object::Handle* handle : std::initializer_list<const Object::Handle*>{
             &document.party, &document.contact, &document.deal, &document.owner, &document.day, &document.reference,
             &document.currency, &document.price_list, &document.discount, &document.vat_method,
             &document.payment_days}) {
        const Field& field = from.object().field(*handle);
        for (int i = 0; i < field.column_count; ++i) made.put_value(field, i, from.at(field, i));
    }
    return made;
}

void need_lines(Context& context, const std::vector<Record>& lines) {
    if (!lines.empty()) return;
    throw Error(Problem::conflict, context.in_language({"This document has no lines. Please add at least one.",
                                                        "Ten dokument nie ma pozycji. Dodaj co najmniej jedną.",
                                                        "Документот нема ставки. Додајте барем една."}));
}

} // namespace crm

#include "modules/orders/delivery_sheet.hpp"

#include <algorithm>

#include "base/local_format.hpp"
#include "modules/orders/delivery.hpp"
#include "modules/orders/document_sheet.hpp"
#include "modules/orders/order_line.hpp"
#include "paper/paper.hpp"

namespace crm {

namespace {

class DeliveryNote {
public:
    DeliveryNote(Context& context, const Record& of, Sheet& sheet, std::string language)
        : context_(context), of_(of), sheet_(sheet), language_(std::move(language)) {}

    void write() {
        sheet_.write(
            {say({"Delivery note", "Wydanie zewnętrzne", "Испратница"}) + " " + of_.get(delivery.number), 17, true});
        sheet_.gap(4);
        facts();
        sheet_.rule();
        sheet_.side_by_side(
            {side_of(say({"Sent by", "Wydający", "Испраќач"}), lines_of_company(context_, language_)),
             side_of(say({"Received by", "Odbiorca", "Примач"}), lines_of_party(context_, of_.get(delivery.party)))});
        sheet_.gap(12);
        goods();
        if (const std::string note = of_.get(delivery.note); !note.empty()) {
            sheet_.gap(8);
            sheet_.write({note, 9});
        }
        sheet_.gap(30);
        sheet_.side_by_side(
            {signature_of(say({"Handed over by", "Wydał", "Предал"}), context_.company().more.text("signatory")),
             signature_of(say({"Taken over by, on", "Odebrał, dnia", "Примил, на"}), "")});
    }

private:
    std::string say(const Label& label) const { return label.in(language_); }

    void facts() {
        std::vector<SheetText> left, right;
        auto add = [](std::vector<SheetText>& to, const std::string& name, const std::string& value) {
            if (!value.empty()) to.push_back({name + ": " + value});
        };
        const auto shipped = of_.get(delivery.shipped_on);
        add(left, say(delivery.field(delivery.shipped_on).label), shipped ? local_day(*shipped, language_) : "");
        if (const auto from = context_.find(order, of_.get(delivery.order))) {
            add(left, say(order.label), from->get(order.number));
            add(left, say(order.field(order.reference).label), from->get(order.reference));
        }
        add(right, say(delivery.field(delivery.carrier).label), of_.get(delivery.carrier));
        add(right, say(delivery.field(delivery.tracking).label), of_.get(delivery.tracking));
        sheet_.side_by_side({left, right});
    }

    void goods() {
        std::vector<std::vector<std::string>> rows;
        auto lines = context_.find(delivery_line, delivery_line.delivery == of_.id());
        std::sort(lines.begin(), lines.end(), [](const Record& a, const Record& b) {
            return a.get(delivery_line.position) < b.get(delivery_line.position);
        });
        for (const Record& line : lines)
            rows.push_back({std::to_string(line.get(delivery_line.position).value_or(0)), line.get(delivery_line.name),
                            local_decimal_short(line.get(delivery_line.quantity).value_or(0), 4, 0, language_),
                            line.get(delivery_line.unit)});
        sheet_.table({{say(delivery_line.field(delivery_line.position).label), 0.5, true},
                      {say(delivery_line.field(delivery_line.name).label), 6},
                      {say(delivery_line.field(delivery_line.quantity).label), 1.2, true},
                      {say({"Unit", "Jedn.", "Мерка"}), 1}},
                     rows);
    }

    Context& context_;
    const Record& of_;
    Sheet& sheet_;
    std::string language_;
};

std::string pdf_of_delivery(Context& context, const Record& of) {
    const std::string language = language_for(context, of.get(delivery.party));
    Paper paper(of.title(), context.company().name, page_words.in(language));
    DeliveryNote(context, of, paper, language).write();
    return paper.pdf();
}

} // namespace

Rendition delivery_as_pdf() {
    return {
        "pdf",          {"Delivery note", "Dokument WZ", "Испратница"}, "application/pdf", "pdf", {"party", "order"},
        pdf_of_delivery};
}

} // namespace crm

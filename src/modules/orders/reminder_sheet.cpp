#include "modules/orders/reminder_sheet.hpp"

#include "base/identifiers.hpp"
#include "base/local_format.hpp"
#include "base/transfer_code.hpp"
#include "modules/core/conversation.hpp"
#include "modules/orders/document_sheet.hpp"
#include "modules/orders/reminder.hpp"
#include "paper/paper.hpp"
#include "paper/sheet_json.hpp"

namespace crm {

namespace {

std::string language_of_letter(Context& context, const Record& letter) {
    return language_for(context, letter.get(reminder.party));
}

class Letter {
public:
    Letter(Context& context, const Record& letter, Sheet& sheet, const std::string& language)
        : context_(context), letter_(letter), step_(context.load(reminder_step, letter.get(reminder.step))),
          sheet_(sheet), language_(language) {}

    void write() {
        sheet_.write({title(), 17, true});
        sheet_.gap(4);
        std::vector<SheetText> dates, until;
        if (const auto sent = letter_.get(reminder.sent_on))
            dates.push_back({say({"Date", "Data", "Датум"}) + ": " + local_day(*sent, language_)});
        if (const auto day = letter_.get(reminder.pay_until))
            until.push_back(
                {say({"To be paid until", "Termin zapłaty", "Рок за плаќање"}) + ": " + local_day(*day, language_), 9,
                 true});
        sheet_.side_by_side({dates, until});
        sheet_.rule();
        sides();
        if (const std::string text = its_text(); !text.empty()) sheet_.write({text, 10});
        sheet_.gap(10);
        debts();
        how_to_pay();
    }
    std::string title() const {
        const std::string number = letter_.get(reminder.number);
        return its_name() + " " + (number.empty() ? say({"(draft)", "(szkic)", "(нацрт)"}) : number);
    }

private:
    std::string say(const Label& label) const { return label.in(language_); }
    std::string its_name() const {
        const auto& name = language_ == "pl"   ? reminder_step.names.pl
                           : language_ == "mk" ? reminder_step.names.mk
                                               : reminder_step.names.en;
        const std::string translated = step_.get(name);
        return translated.empty() ? step_.get(reminder_step.name) : translated;
    }
    std::string its_text() const {
        return step_.get(language_ == "pl"   ? reminder_step.text_pl
                         : language_ == "mk" ? reminder_step.text_mk
                                             : reminder_step.text_en);
    }
    std::string amount(const std::optional<Money>& money) const { return money ? local_amount(*money, language_) : ""; }

    void sides() {
        sheet_.side_by_side(
            {side_of(say({"Creditor", "Wierzyciel", "Доверител"}), lines_of_company(context_, language_)),
             side_of(say({"Debtor", "Dłużnik", "Должник"}), lines_of_party(context_, letter_.get(reminder.party)))});
        sheet_.gap(12);
    }

    void debts() {
        const bool interest = letter_.get(reminder.interest).value_or(Money{}).minor != 0;
        std::vector<SheetColumn> columns{{say({"Invoice", "Faktura", "Фактура"}), 3},
                                         {say({"Due on", "Termin", "Рок"}), 1.6},
                                         {say({"Days overdue", "Dni po terminie", "Денови по рок"}), 1.4, true},
                                         {say({"Open", "Do zapłaty", "За плаќање"}), 1.8, true}};
        if (interest) columns.push_back({say({"Interest", "Odsetki", "Камата"}), 1.5, true});
        std::vector<std::vector<std::string>> rows;
        for (const Record& line : lines_of_reminder(context_, letter_)) {
            const auto due = line.get(reminder_line.due_on);
            std::vector<std::string> row{line.get(reminder_line.name), due ? local_day(*due, language_) : "",
                                         std::to_string(line.get(reminder_line.days).value_or(0)),
                                         amount(line.get(reminder_line.open))};
            if (interest) row.push_back(amount(line.get(reminder_line.interest)));
            rows.push_back(std::move(row));
        }
        sheet_.table(columns, rows);
        sheet_.gap(8);
        const std::string currency = " " + letter_.get(reminder.currency);
        std::vector<std::pair<std::string, std::string>> totals;
        if (interest) {
            totals.emplace_back(say({"Overdue", "Zaległość", "Доспеано"}),
                                amount(letter_.get(reminder.open)) + currency);
            totals.emplace_back(say({"Interest", "Odsetki", "Камата"}),
                                amount(letter_.get(reminder.interest)) + currency);
        }
        totals.emplace_back(say({"To be paid", "Do zapłaty", "За плаќање"}),
                            amount(letter_.get(reminder.total)) + currency);
        sheet_.totals(totals);
    }

    void how_to_pay() {
        const std::string account = context_.company().more.text("bank_account");
        if (account.empty()) return;
        sheet_.gap(8);
        sheet_.write({say({"Bank account", "Rachunek bankowy", "Банкарска сметка"}) + ": " + account, 10, true});
        const auto total = letter_.get(reminder.total);
        if (!total || total->currency != "PLN") return;
        if (const auto code = transfer_code({check_tax_id(context_.company().more.text("tax_id"), "PL").normal, account,
                                             total->minor, context_.company().name, letter_.get(reminder.number)}))
            sheet_.codes(
                {{*code, say({"Transfer code", "Kod do przelewu", "Код за трансфер"}), amount(total) + " PLN"}});
    }

    Context& context_;
    const Record& letter_;
    Record step_;
    Sheet& sheet_;
    std::string language_;
};

std::string pdf_of_letter(Context& context, const Record& letter) {
    const std::string language = language_of_letter(context, letter);
    Paper paper(letter.title(), context.company().name, page_words.in(language));
    Letter(context, letter, paper, language).write();
    return paper.pdf();
}

Json seen_by_the_debtor(Context& context, const Record& letter, const std::string& language) {
    SheetJson sheet;
    Letter text(context, letter, sheet, language);
    text.write();
    return Json::object({{"kind", "reminder"},
                         {"title", text.title()},
                         {"company", context.company().name},
                         {"blocks", std::move(sheet.blocks)},
                         {"conversation", conversation_about(context, letter)}});
}

} // namespace

Rendition reminder_as_pdf() {
    return {"pdf",        {"PDF", "PDF", "PDF"}, "application/pdf", "pdf", {"party", "open", "interest", "total"},
            pdf_of_letter};
}

SharedFace reminder_face(const Condition& gone_out) {
    return {gone_out, language_of_letter, seen_by_the_debtor, "pdf", {commenting([](const Record& letter) {
                return letter.get(reminder.owner);
            })}};
}

} // namespace crm

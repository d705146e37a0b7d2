#include "modules/orders/register_entry.hpp"

#include <algorithm>
#include <map>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_line.hpp"
#include "record/plain.hpp"
#include "record/reports.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr const char* first_of_all = "0";

std::string place_of(const std::string& series, std::int64_t serial) {
    return series + "#" + std::to_string(serial);
}

std::string place_of(const std::string& series, std::int64_t serial, std::int64_t revision) {
    return place_of(series, serial) + (revision > 1 ? "/" + std::to_string(revision) : "");
}

std::int64_t revision_of(const Record& entry) {
    return entry.get(register_entry.revision).value_or(1);
}

// What an entry's digest is taken of: the invoice, and of a voided one also why.
std::string entered_content(Context& context, const Record& of) {
    std::string text = content_of(context, of);
    if (state_of(of) == "void") text += "\nvoid: " + of.get(invoice.void_reason);
    return sha256_hex(text);
}

std::string digest_of(const Record& entry) {
    return sha256_hex(entry.get(register_entry.previous) + "\n" + entry.get(register_entry.place) + "\n" +
                      entry.get(register_entry.content));
}

template <typename... Handles>
void write_fields(JsonWriter& out, const Record& record, const Handles&... handles) {
    auto write = [&](const Object::Handle& handle) {
        const Field& field = record.object().field(handle);
        out.key(field.name);
        write_plain(out, field, field.column_count ? &record.at(field) : nullptr, {});
    };
    (write(handles), ...);
}

void stay_for_ever(Context& context, Record& record) {
    if (record.is_new()) return;
    throw Error(Problem::conflict,
                context.in_language({"The register is never changed.", "Rejestru nie można zmieniać.",
                                     "Регистарот никогаш не се менува."}));
}

void enter(Context& context, const Record& of, const std::optional<Record>& before, std::int64_t revision,
           const std::string& act) {
    Record entry = context.make(register_entry);
    entry.set(register_entry.name, of.get(invoice.number));
    entry.set(register_entry.invoice, of.id());
    entry.set(register_entry.place, place_of(of.get(invoice.series), of.get(invoice.serial).value_or(0), revision));
    entry.set(register_entry.series, of.get(invoice.series));
    entry.set(register_entry.serial, of.get(invoice.serial).value_or(0));
    entry.set(register_entry.revision, revision);
    entry.set(register_entry.act, act);
    entry.set(register_entry.issued_at, context.now());
    entry.set(register_entry.content, entered_content(context, of));
    entry.set(register_entry.previous, before ? before->get(register_entry.digest) : first_of_all);
    entry.set(register_entry.digest, digest_of(entry));
    context.save(entry);
}

class Proving {
public:
    Proving(Context& context, const std::function<void(const std::string&)>& say) : context_(context), say_(say) {}

    void run() {
        const Object& object = context_.object("register_entry");
        const auto shared = context_.shared(object);
        Id after = 0;
        for (std::vector<Record> some = next(after); !some.empty(); some = next(after)) {
            for (const Record& entry : some) {
                prove(entry);
                after = entry.id();
            }
        }
        for (const auto& [series, count] : entries_) prove_series(series, count);
        strays();
    }

private:
    std::vector<Record> next(Id after) const {
        return context_.find(register_entry, Condition{Condition::Op::gt, Object::id.index, -1, {after}}, 500);
    }

    void prove(const Record& entry) {
        const std::string name = entry.title();
        const std::int64_t revision = revision_of(entry);
        if (revision == 1) ++entries_[entry.get(register_entry.series)];
        if (digest_of(entry) != entry.get(register_entry.digest))
            say_("The register's entry of " + name + " was changed.");
        const std::int64_t serial = entry.get(register_entry.serial).value_or(0);
        const std::string series = entry.get(register_entry.series);
        const auto before = context_.find_one(
            register_entry, register_entry.place ==
                                (revision > 1 ? place_of(series, serial, revision - 1) : place_of(series, serial - 1)));
        const std::string expected = before ? before->get(register_entry.digest) : first_of_all;
        if (((serial > 1 || revision > 1) && !before) || expected != entry.get(register_entry.previous))
            say_("The register breaks before " + name + ".");
        const auto of = context_.find(invoice, entry.get(register_entry.invoice));
        if (!of || of->binned()) return say_("The issued invoice " + name + " is gone.");
        if (context_.exists(register_entry, register_entry.place == place_of(series, serial, revision + 1))) return;
        if (is_draft(*of) && entry.get(register_entry.act) == "reopened") return; // it is being put right
        if (entered_content(context_, *of) != entry.get(register_entry.content))
            say_("The issued invoice " + name + " was changed after it was issued.");
    }

    // As many numbers were given as there are entries.
    void prove_series(const std::string& series, std::int64_t count) {
        const Value next = context_.connection().value("SELECT \"next\" FROM \"series\" WHERE \"name\" = ?",
                                                       Values{"document|" + series});
        if (const std::int64_t given = whole_or(next, 1) - 1; given != count)
            say_("Of the series " + series + " " + std::to_string(given) + " numbers were given and " +
                 std::to_string(count) + " are in the register.");
    }

    void strays() {
        const Value unentered =
            context_.connection().value("SELECT COUNT(*) FROM \"invoice\" WHERE \"state\" <> 'draft' AND \"number\" IS "
                                        "NOT NULL AND \"id\" NOT IN (SELECT \"invoice\" FROM \"register_entry\")");
        if (const auto count = whole_or(unentered, 0))
            say_(std::to_string(count) + " issued invoices are not in the register.");
    }

    Context& context_;
    const std::function<void(const std::string&)>& say_;
    std::map<std::string, std::int64_t> entries_;
};

} // namespace

std::string content_of(Context& context, const Record& record) {
    const Invoice& of = invoice;
    std::string text;
    JsonWriter out(text);
    out.begin_object().member("form", 1);
    write_fields(out, record, of.number, of.kind, of.series, of.serial, of.issued_on, of.supplied_on, of.due_on,
                 of.currency, of.vat_method, of.discount, of.payment_method, of.payment_days, of.bank_account,
                 of.reference, of.note, of.correction_reason, of.buyer_name, of.buyer_tax_id, of.buyer_address_1,
                 of.buyer_address_2, of.buyer_country, of.seller_name, of.seller_tax_id, of.seller_address_1,
                 of.seller_address_2, of.split_payment, of.exemption_basis, of.exchange_rate, of.rate_on, of.net_total,
                 of.vat_total, of.gross_total, of.taxes, of.taxes_before, of.words);
    out.key("lines").begin_array();
    for (const Record& line : load_lines(context, record)) {
        const InvoiceLine& each = invoice_line;
        out.begin_object();
        write_fields(out, line, each.position, each.name, each.quantity, each.unit, each.unit_price, each.discount,
                     each.vat_code, each.vat_rate, each.net, each.vat, each.gross, each.quantity_before,
                     each.unit_price_before, each.net_before);
        out.end_object();
    }
    out.end_array().end_object();
    return text;
}

void enter_in_register(Context& context, const Record& of) {
    const std::string series = of.get(invoice.series);
    const std::int64_t serial = of.get(invoice.serial).value_or(0);
    const auto before = context.find_one(register_entry, register_entry.place == place_of(series, serial - 1));
    require(before || serial == 1, "the number before is in the register");
    enter(context, of, before, 1, "issued");
}

void enter_again(Context& context, const Record& of, const std::string& act) {
    const auto entries = context.find(register_entry, register_entry.invoice == of.id());
    require(!entries.empty(), "an invoice with a number is in the register");
    const auto last = std::max_element(entries.begin(), entries.end(), [](const Record& a, const Record& b) {
        return revision_of(a) < revision_of(b);
    });
    enter(context, of, *last, revision_of(*last) + 1, act);
}

RegisterEntry::RegisterEntry()
    : Object("register_entry", "orders", {"Register entry", "Wpis w rejestrze faktur", "Запис во регистарот"},
             {"Invoice register", "Rejestr faktur", "Регистар на фактури"}) {
    icon = "book";
    list_fields = {"name", "invoice", "act", "issued_at", "digest"};
    default_sort = "-issued_at";
    menu = MenuPlace{"sales", 70};
    before_save(stay_for_ever);
    before_delete(stay_for_ever);
    never_merge(*this);
    add_proof(*this, [](Context& context, const std::function<void(const std::string&)>& say) {
        Proving(context, say).run();
    });
}

const RegisterEntry register_entry;

} // namespace crm

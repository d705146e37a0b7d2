#include "record/reading/contact_cards.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/person_name.hpp"
#include "base/text.hpp"
#include "record/list_cell.hpp"
#include "record/reading/card_lines.hpp"

namespace crm {

namespace {

constexpr std::size_t most_addresses = 5;

using Row = std::map<std::string, std::string, std::less<>>;

void add(Row& row, const std::string& column, std::string_view value, std::string_view between = "\n") {
    const auto text = trimmed(value);
    if (text.empty()) return;
    std::string& there = row[column];
    (there += there.empty() ? "" : between) += text;
}

// What a number or an address is for: the phone's own word for it, else its type.
std::string label_of(const CardLine& line, const std::map<std::string, std::string>& labels) {
    if (const auto own = labels.find(line.group); !line.group.empty() && own != labels.end()) return own->second;
    static const std::pair<std::string_view, std::string_view> known[] = {
        {"fax", "fax"},   {"cell", "mobile"}, {"iphone", "mobile"}, {"work", "work"},
        {"home", "home"}, {"pager", "pager"}, {"car", "car"}};
    std::string label;
    for (const auto& [type, word] : known)
        if (line.has_type(type)) {
            label = word;
            break;
        }
    return label;
}

// "_$!<Mobile>!$_" is how one maker writes its own words.
std::string plain_label(std::string_view text) {
    if (text.starts_with("_$!<") && text.ends_with(">!$_")) text = text.substr(4, text.size() - 8);
    return std::string(text);
}

// Days as cards have them: 19900103, 1990-01-03T00:00:00Z; without a year they are no day.
std::string day_of_card(std::string_view text) {
    std::string day(text.substr(0, text.find('T')));
    if (day.size() == 8 && day.find_first_not_of("0123456789") == std::string::npos)
        return day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6);
    return day;
}

std::string upper(std::string name) {
    for (char& c : name) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    return name;
}

std::string part(const std::vector<std::string>& parts, std::size_t at) {
    return at < parts.size() ? squeezed(parts[at]) : "";
}

// Several middle names or titles stand with commas between them.
std::string several(const std::vector<std::string>& parts, std::size_t at) {
    std::string text = part(parts, at);
    std::replace(text.begin(), text.end(), ',', ' ');
    return squeezed(text);
}

// One card on its way to becoming a row.
class Card {
public:
    Row row;
    bool left_out = false;        // a sound, a key, a picture that lies elsewhere
    std::set<std::string> unread; // properties that nothing here takes

    void take(const std::vector<CardLine>& lines) {
        for (const CardLine& line : lines)
            if (line.name == "x-ablabel") labels_[line.group] = plain_label(line.text());
        // The preferred come first, so that they become the primary ones.
        for (const bool preferred : {true, false})
            for (const CardLine& line : lines)
                if (line.preferred() == preferred) take_many(line);
        for (const CardLine& line : lines) take_one(line);
        name_it();
    }

private:
    void take_many(const CardLine& line) {
        if (line.name == "tel") {
            add_labelled("phone", number_of(line.text()), line);
        } else if (line.name == "email") {
            std::string address = line.text();
            if (fold(address.substr(0, 7)) == "mailto:") address = address.substr(7);
            add_labelled("email", address, line);
        } else if (line.name == "adr") {
            take_address(line);
        }
    }

    void add_labelled(const std::string& column, const std::string& value, const CardLine& line) {
        const std::string label = label_of(line, labels_);
        std::string item = squeezed(value);
        if (item.empty()) return;
        std::string shown = squeezed(label);
        std::replace(shown.begin(), shown.end(), '(', '[');
        std::replace(shown.begin(), shown.end(), ')', ']');
        if (!shown.empty()) item += " (" + shown + ")";
        add(row, column, item);
    }

    void take_address(const CardLine& line) {
        const auto parts = line.parts();
        std::string street = part(parts, 2);
        for (const std::size_t more : {std::size_t{1}, std::size_t{0}}) // extended address, post box
            if (const std::string text = part(parts, more); !text.empty())
                street += (street.empty() ? "" : ", ") + text;
        const std::string values[] = {street, part(parts, 5), part(parts, 3), part(parts, 4), part(parts, 6)};
        if (std::all_of(std::begin(values), std::end(values), [](const auto& each) { return each.empty(); })) return;
        if (++addresses_ > most_addresses) {
            unread.insert("ADR");
            return;
        }
        const std::string lead = addresses_ == 1 ? "address." : "address[" + std::to_string(addresses_) + "].place.";
        static const char* names[] = {"street", "postal_code", "city", "region", "country"};
        for (std::size_t i = 0; i < std::size(names); ++i) add(row, lead + names[i], values[i]);
        if (addresses_ > 1) add(row, "address[" + std::to_string(addresses_) + "].label", label_of(line, labels_));
    }

    void take_one(const CardLine& line) {
        if (line.name == "fn") {
            formatted_ = squeezed(line.text());
        } else if (line.name == "n") {
            const auto parts = line.parts();
            add(row, "family_name", part(parts, 0));
            add(row, "given_name", part(parts, 1));
            add(row, "middle_name", several(parts, 2));
            add(row, "title_prefix", several(parts, 3));
            add(row, "name_suffix", part(parts, 4));
        } else if (line.name == "org") {
            const auto parts = line.parts();
            if (company_.empty())
                company_ = part(parts, 0);
            else if (fold(company_) != fold(part(parts, 0)))
                unread.insert("ORG");
            add(row, "department", part(parts, 1));
        } else if (line.name == "title" || line.name == "role") {
            if (!row.contains("relationship.job_title"))
                add(row, "relationship.job_title", squeezed(line.text()));
            else if (row["relationship.job_title"] != squeezed(line.text()))
                unread.insert(upper(line.name));
        } else if (line.name == "kind" || line.name == "x-addressbookserver-kind") {
            kind_ = fold(line.text());
        } else if (line.name == "x-abshowas") {
            if (fold(line.text()) == "company") kind_ = "org";
        } else if (line.name == "photo") {
            take_photo(line);
        } else if (line.name == "logo" || line.name == "sound" || line.name == "key") {
            left_out = true;
        } else {
            take_plain(line);
        }
    }

    // As a data: address, whatever the version: the first one, when it stands in the card itself.
    void take_photo(const CardLine& line) {
        static const std::pair<std::string_view, std::string_view> types[] = {
            {"jpeg", "image/jpeg"}, {"jpg", "image/jpeg"},        {"png", "image/png"},      {"gif", "image/gif"},
            {"webp", "image/webp"}, {"image/jpeg", "image/jpeg"}, {"image/png", "image/png"}};
        const bool encoded = std::any_of(line.parameters.begin(), line.parameters.end(), [](const auto& each) {
            return each.second == "b" || each.second == "base64" || each.first == "base64";
        });
        const bool in_itself = fold(line.value.substr(0, 5)) == "data:";
        if (row.contains("file.content") || (!encoded && !in_itself)) {
            left_out = true;
            return;
        }
        if (in_itself) {
            std::string& address = row["file.content"] = line.value;
            std::erase(address, '\\'); // some escape the comma in it
            return;
        }
        std::string_view type = "image/jpeg"; // what nearly all cards hold, and some do not say
        for (const auto& [name, full] : types)
            if (line.has_type(name)) type = full;
        row["file.content"] = "data:" + std::string(type) + ";base64," + line.value;
    }

    void take_plain(const CardLine& line) {
        static const std::map<std::string, std::string, std::less<>> columns = {
            {"nickname", "nickname"},       {"note", "note"},
            {"uid", "external_id"},         {"categories", "tags"},
            {"anniversary", "anniversary"}, {"x-anniversary", "anniversary"},
            {"gender", "gender"},           {"tz", "zone"}};
        if (line.name == "bday") {
            row["born_on"] = day_of_card(line.text());
        } else if (line.name == "url") {
            if (row.contains("website"))
                unread.insert("URL");
            else
                add(row, "website", squeezed(line.text()));
        } else if (line.name == "lang") {
            if (row.contains("language"))
                unread.insert("LANG");
            else
                add(row, "language", fold(line.text()).substr(0, 2));
        } else if (line.name == "impp" || line.name.starts_with("x-skype")) {
            add(row, "messenger", squeezed(line.text()));
        } else if (const auto found = columns.find(line.name); found != columns.end()) {
            std::string text = line.text();
            if (found->second == "tags") {
                text.clear();
                std::vector<std::string> tags;
                for (const auto& each : line.list()) tags.push_back(squeezed(each));
                text = list_cell(tags, list_marks);
            } else if (found->second == "gender") {
                const char first = text.empty() ? ' ' : text[0];
                text = first == 'F' ? "female" : first == 'M' ? "male" : first == 'O' ? "other" : "";
            } else if (found->second == "external_id") {
                if (fold(text.substr(0, 9)) == "urn:uuid:") text = text.substr(9);
            } else if (found->second == "zone" && text.find('/') == std::string::npos) {
                unread.insert("TZ"); // an offset is no zone
                return;
            }
            add(row, found->second, text, found->second == "note" ? "\n" : "; ");
        } else if (!says_nothing_of_a_person(line.name) && !trimmed(line.text()).empty()) {
            unread.insert(upper(line.name));
        }
    }

    static bool says_nothing_of_a_person(std::string_view name) {
        constexpr std::string_view known[] = {"begin",     "end",         "version",     "prodid", "rev",
                                              "tel",       "email",       "adr",         "source", "clientpidmap",
                                              "x-ablabel", "sort-string", "x-abadr",     "label",  "mailer",
                                              "class",     "profile",     "x-imagehash", "xml"};
        return std::find(std::begin(known), std::end(known), name) != std::end(known);
    }

    // "tel:+48226280102;ext=12" as "+48226280102 ext. 12".
    static std::string number_of(std::string text) {
        constexpr std::string_view scheme = "tel:", extension = ";ext=";
        if (fold(text.substr(0, scheme.size())) != scheme) return text;
        text.erase(0, scheme.size());
        const auto parameters = text.find(';');
        if (parameters == std::string::npos) return text;
        std::string number = text.substr(0, parameters);
        if (const auto at = fold(text).find(extension); at != std::string::npos) {
            const auto from = at + extension.size();
            number += " ext. " + text.substr(from, text.find(';', from) - from);
        }
        return number;
    }

    void name_it() {
        const bool named = row.contains("given_name") || row.contains("family_name");
        const bool firm = kind_ == "org" || kind_ == "group" ||
                          (!named && !company_.empty() && (formatted_.empty() || fold(formatted_) == fold(company_)));
        if (firm) {
            for (const char* each : {"given_name", "family_name", "middle_name", "title_prefix"}) row.erase(each);
            row["kind"] = "organization";
            row["name"] = !formatted_.empty() && kind_ != "" ? formatted_ : !company_.empty() ? company_ : formatted_;
            return;
        }
        row["kind"] = "person";
        add(row, "relationship.to", company_);
        if (named) return;
        std::string full = formatted_;
        for (const char* each : {"nickname", "email", "phone"})
            if (full.empty() && row.contains(each)) full = row[each].substr(0, row[each].find_first_of("\n("));
        const PersonName name = split_name(full);
        add(row, "title_prefix", name.prefix);
        add(row, "given_name", name.given);
        add(row, "middle_name", name.middle);
        add(row, "family_name", name.family);
    }

    std::map<std::string, std::string> labels_; // by group
    std::string formatted_, company_, kind_;
    std::size_t addresses_ = 0;
};

// The order of columns in the table.
const std::vector<std::string>& column_order() {
    static const std::vector<std::string> order = [] {
        std::vector<std::string> made = {
            "kind",        "name",        "title_prefix", "given_name",      "middle_name",
            "family_name", "name_suffix", "nickname",     "relationship.to", "relationship.job_title",
            "department",  "phone",       "email"};
        for (std::size_t i = 1; i <= most_addresses; ++i) {
            const std::string lead = i == 1 ? "address." : "address[" + std::to_string(i) + "].place.";
            for (const char* each : {"street", "postal_code", "city", "region", "country"}) made.push_back(lead + each);
            if (i > 1) made.push_back("address[" + std::to_string(i) + "].label");
        }
        for (const char* each : {"website", "messenger", "born_on", "anniversary", "gender", "language", "zone", "tags",
                                 "note", "external_id", "file.content"})
            made.emplace_back(each);
        return made;
    }();
    return order;
}

class CardRows : public MadeText {
public:
    CardRows(const ImportFile& file, std::shared_ptr<const std::vector<std::string>> columns)
        : lines_(file(0), true), columns_(std::move(columns)) {}
    bool more(std::string& out) override {
        if (!begun_) {
            out += "sep=,\r\n";
            append_csv_row(out, *columns_);
        }
        begun_ = true;
        const auto lines = lines_.next_card();
        if (!lines) return false;
        Card card;
        card.take(*lines);
        std::vector<std::string> cells;
        for (const auto& column : *columns_) {
            const auto found = card.row.find(column);
            cells.push_back(found == card.row.end() ? "" : exact_cell(found->second));
        }
        append_csv_row(out, cells);
        return true;
    }

private:
    CardLines lines_;
    std::shared_ptr<const std::vector<std::string>> columns_;
    bool begun_ = false;
};

} // namespace

ImportFile contact_cards(const ImportFile& file, std::vector<std::string>& notes) {
    CardLines lines(file(0));
    std::map<std::string, std::size_t, std::less<>> used;
    std::size_t cards = 0, left_out = 0;
    std::map<std::string, std::size_t> unread;
    while (const auto each = lines.next_card()) {
        Card card;
        card.take(*each);
        ++cards;
        left_out += card.left_out;
        for (const auto& name : card.unread) ++unread[name];
        for (const auto& [column, value] : card.row) ++used[column];
    }
    if (cards == 0)
        throw Error(Problem::bad_request, "This file holds no contact card. Please export the contacts again.");
    auto columns = std::make_shared<std::vector<std::string>>();
    for (const auto& column : column_order())
        if (used.contains(column)) columns->push_back(column);
    if (left_out > 0)
        notes.push_back(
            std::to_string(left_out) + " of the " + std::to_string(cards) +
            " cards have sounds, keys, or pictures that lie elsewhere. They do not come in; everything else does.");
    constexpr std::size_t most_told = 20;
    std::string list;
    std::size_t told = 0;
    for (const auto& [name, count] : unread)
        if (told++ < most_told) (list += list.empty() ? "" : ", ") += name + " (" + std::to_string(count) + ")";
    if (!list.empty())
        notes.push_back("These parts of the cards do not come in (and how many cards have them): " + list + ".");
    return file_of([file, columns] { return std::make_unique<CardRows>(file, columns); });
}

} // namespace crm
